"""How long GEXF takes, beside networkx's own writer.

    python benchmarks/gexf.py [NODES] [EDGES]

Both write the same nodes, edges and columns (networkx cannot write intervals, colours or kinds of edges), in one run, turn
about three times; the best processor time of each counts. kgx computes a layout besides, which is timed apart.
"""

import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

import networkx as nx

from kgx.export import gexf
from kgx.export.layout import positions
from kgx.export.network import network
from kgx.model import Entity, Evidence, Graph, Statement

count, ties = (int(n) for n in [*sys.argv[1:], "50000", "150000"][:2])
told = Evidence(document="doc_a", start=0, end=9, exact="They met.", rule="works.with", confidence=0.9)
graph = Graph(
    entities=tuple(
        Entity(id=f"P{i:06}", kind="Person", label=f"Person {i}", aliases=(f"P. {i}",), mentions=1 + i % 7)
        for i in range(count)
    ),
    statements=tuple(
        Statement(
            id=f"c_{i:06}",
            label=f"Claim {i}",
            subject=f"P{i * 7 % count:06}",
            predicate="kgx:cooperatesWith",
            object=f"P{(i * 13 + i // count * 101 + 5) % count:06}",
            when=f"{1990 + i % 30}-05",
            evidence=(told,),
        )
        for i in range(ties)
    ),
)

nodes, edges = network(graph)
plain: "nx.MultiDiGraph[str]" = nx.MultiDiGraph()


def columns(values: dict[str, Any]) -> dict[str, Any]:
    return {f"_{k}": "; ".join(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None}


for node in nodes:
    plain.add_node(node.id, label=node.label, **columns(node.values))
for edge in edges:
    plain.add_edge(edge.source, edge.target, weight=edge.weight, **columns(edge.values))

index = {node.id: number for number, node in enumerate(nodes)}
ends = [(index[e.source], index[e.target]) for e in edges]
layout, whole, theirs = [], [], []
with tempfile.TemporaryDirectory() as folder:
    for _ in range(3):
        for times, work in (
            (layout, lambda: positions(len(nodes), ends)),
            (whole, lambda: gexf.write(graph, Path(folder, "kgx.gexf"))),
            (theirs, lambda: nx.write_gexf(plain, Path(folder, "networkx.gexf"))),
        ):
            start = process_time()
            work()
            times.append(process_time() - start)

other, ours = min(theirs), min(whole) - min(layout)
print(f"{len(nodes):,} nodes, {len(edges):,} edges")
print(f"networkx      {other:6.2f} s")
print(f"kgx           {ours:6.2f} s  {ours / other:.2f} of networkx's time")
print(f"  and layout  {min(layout):6.2f} s  {min(whole) / other:.2f} with it")
