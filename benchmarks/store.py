"""How fast Turtle is written, and how fast a query is answered beside bare pyoxigraph.

    python benchmarks/store.py [MEETINGS]

The query joins three tables of the graph: evidence, meetings, people. Both load the file and answer, in one run; the
command is timed as a whole with its start too.
"""

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from pyoxigraph import RdfFormat, Store

from kgx import query
from kgx.export import turtle
from kgx.model import Document, Entity, Event, Evidence, Graph, Source
from kgx.rdf import triples
from kgx.vocab import PREFIXES

JOIN = """SELECT ?who ?whom ?words WHERE {
  ?e a kgx:Meeting ; kgx:asserted true ; kgx:agent ?a ; kgx:counterpart ?b ; prov:wasDerivedFrom ?p .
  ?p kgx:rule "meeting.7" ; oa:exact ?words . ?a rdfs:label ?who . ?b rdfs:label ?whom }"""

count = int(sys.argv[1]) if sys.argv[1:] else 8000
people = count // 2
document = Document(id="doc_a", path="a.txt", text="", sha256="ab" * 32)
told = Evidence(document="doc_a", start=0, end=9, exact="They met.", rule="", confidence=0.9)
meeting = Event(type="Meeting", when="2020-05-03", aliases=("met",))
graph = Graph(
    sources=(Source(document=document, text="texts/doc_a.txt"),),
    entities=tuple(Entity(id=f"P{i:06}", kind="Person", label=f"Person {i}", mentions=1) for i in range(people)),
    events=tuple(
        replace(
            meeting,
            id=f"Meeting_{i:06}",
            label=f"Meeting {i}",
            roles=(("agent", f"P{i * 7 % people:06}"), ("counterpart", f"P{(i * 13 + 5) % people:06}")),
            evidence=(replace(told, start=i, end=i + 9, rule=f"meeting.{i % 100}"),),
        )
        for i in range(count)
    ),
)

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder, "graph.ttl")
    start = perf_counter()
    turtle.write(graph, file)
    written = perf_counter() - start
    number = sum(1 for _ in triples(graph))
    print(f"{number:,} triples, Turtle written in {written:.2f} s: {number / written:,.0f} triples/s")

    start = perf_counter()
    store = Store()
    store.bulk_load(path=file, format=RdfFormat.TURTLE)
    expected = len(list(store.query(JOIN, prefixes=PREFIXES)))  # type: ignore[arg-type]
    bare = perf_counter() - start
    del store
    start = perf_counter()
    found = query.render(query.run(file, query.Query(JOIN)), "csv").count("\n") - 1
    ours = perf_counter() - start
    assert found == expected > 0
    start = perf_counter()
    subprocess.run([Path(sys.executable).with_name("kgx"), "query", JOIN, "-g", file], check=True, capture_output=True)
    command = perf_counter() - start

print(f"pyoxigraph, load and query  {bare:5.2f} s")
print(f"kgx.query, the same         {ours:5.2f} s  {ours / bare:.2f} times as long")
print(f"kgx query, as a command     {command:5.2f} s  {command / bare:.2f} times as long")
