"""How two things hang together."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kgx.look.table import Table, Value
from kgx.look.view import Thing, View, links
from kgx.model import Fact

if TYPE_CHECKING:
    import networkx as nx

_COLUMNS = ("path", "from", "relation", "to", "when", "status", "words", "document")
_MANY = 1000  # of a crowd of shortest paths; which of them are shown is chosen among so many


def path(view: View, start: Thing, end: Thing, *, limit: int = 3) -> Table:
    """The shortest paths from one thing to another over events, posts and relations, a row a step.

    An event is a step of its own. What is only denied joins nothing. Of several facts between two things the one is
    shown that is asserted and has most evidence, of several paths those first that are asserted throughout and lead
    through things with few links. No rows where nothing joins the two.
    """
    import networkx as nx  # takes longer to import than most looks take

    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((start.id, end.id))
    for fact in view.facts:
        if fact.status == "denied":
            continue
        for source, target, relation in links(fact):
            old = network.get_edge_data(source, target)
            if old is None or _rank(fact) > _rank(old["fact"]):
                network.add_edge(source, target, fact=fact, relation=relation)
    try:
        found = list(islice(nx.all_shortest_paths(network, start.id, end.id), _MANY))
    except nx.NetworkXNoPath:
        found = []
    found.sort(key=lambda nodes: _telling(network, nodes))
    rows = (row for n, nodes in enumerate(found[:limit], 1) for row in _steps(view, network, nodes, n))
    return Table(_COLUMNS, tuple(rows))


def _rank(fact: Fact) -> tuple[bool, int]:
    return fact.asserted, len(fact.evidence)


def _telling(network: "nx.Graph[str]", nodes: list[str]) -> tuple[int, int, list[str]]:
    doubtful = sum(not network.edges[step]["fact"].asserted for step in pairwise(nodes))
    return doubtful, sum(len(network[node]) for node in nodes[1:-1]), nodes


def _steps(view: View, network: "nx.Graph[str]", nodes: list[str], number: int) -> Iterator[tuple[Value, ...]]:
    for a, b in pairwise(nodes):
        fact, relation = network.edges[a, b]["fact"], network.edges[a, b]["relation"]
        source, target = next((s, t) for s, t, r in links(fact) if {s, t} == {a, b} and r == relation)
        arrow = relation if (source, target) == (a, b) else f"← {relation}"
        best = max(fact.evidence, key=lambda e: (e.own_voice, e.confidence), default=None)
        yield (
            number,
            view.label(a),
            arrow,
            view.label(b),
            fact.when,
            fact.status,
            best.exact if best else None,
            view.sources[best.document].document.path if best and best.document in view.sources else None,
        )
