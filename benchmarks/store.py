"""How fast Turtle is written, and how fast a query is answered beside bare pyoxigraph.

    python benchmarks/store.py [MEETINGS]

The query joins three tables of the graph: evidence, meetings, people. Both load the file and answer, in one run; the
command is timed as a whole with its start too.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from pyoxigraph import RdfFormat, Store

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from graphs import large

from kgx import query
from kgx.export import turtle
from kgx.rdf import triples
from kgx.vocab import PREFIXES

JOIN = """SELECT ?who ?whom ?words WHERE {
  ?e a kgx:Meeting ; kgx:asserted true ; kgx:agent ?a ; kgx:counterpart ?b ; prov:wasDerivedFrom ?p .
  ?p kgx:rule ?rule ; oa:exact ?words . FILTER(STRENDS(?rule, "7")) ?a rdfs:label ?who . ?b rdfs:label ?whom }"""

count = int(sys.argv[1]) if sys.argv[1:] else 8000
graph = large(count // 2, count)

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder, "graph.ttl")
    turtle.write(large(1, 1), file)  # the gazetteer is read at its first use
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
