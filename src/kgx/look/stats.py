"""The health of a graph in figures."""

from collections import Counter
from collections.abc import Iterable

from kgx.look.table import Table, Value
from kgx.look.view import View, class_of, links

_LEADERS = 10
_EFFORT = 5_000_000  # nodes and edges that the search for the most central things may visit: some seconds


def stats(view: View) -> Table:
    """Sizes, classes, statuses, leaders by links and centrality, and what is missing.

    `share` is of all of the kind, from 0 to 1; of a leader, its betweenness (Brandes 2001; from a sample of starting
    points where the graph is large). An orphan is an entity that is named but neither
    has a part in a fact nor speaks nor writes.
    """
    graph = view.graph
    rows: list[tuple[Value, ...]] = [
        ("size", name, number, None)
        for name, number in (
            ("documents", len(graph.sources)),
            ("entities", len(graph.entities)),
            ("events", len(graph.events)),
            ("posts and memberships", len(graph.memberships)),
            ("relations", len(graph.statements)),
            ("pieces of evidence", sum(len(fact.evidence) for fact in view.facts)),
        )
    ]
    rows += _counted("entities", (class_of(e) for e in graph.entities))
    rows += _counted("events", (e.type for e in graph.events))
    rows += _counted("relations", (s.predicate for s in graph.statements))
    rows += _counted("status", (fact.status for fact in view.facts))
    told = {e.document for fact in view.facts for e in fact.evidence}
    speakers = {e.speaker for fact in view.facts for e in fact.evidence}
    authors = {name for source in graph.sources for name in source.authors}
    touched = {*view.about, *speakers, *authors}
    for name, found, total in (
        ("claims (what no text asserts)", sum(not f.asserted for f in view.facts), len(view.facts)),
        ("events without a date", sum(not e.when for e in graph.events), len(graph.events)),
        ("orphans", sum(e.mentions > 0 and e.id not in touched for e in graph.entities), len(graph.entities)),
        ("documents without a fact", sum(s.document.id not in told for s in graph.sources), len(graph.sources)),
    ):
        rows.append(("health", name, found, _share(found, total)))
    return Table(("part", "name", "number", "share"), (*rows, *_leaders(view)))


def _counted(part: str, names: Iterable[str]) -> list[tuple[Value, ...]]:
    found = Counter(names)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [(part, name, number, _share(number, found.total())) for name, number in ranked]


def _share(number: int, total: int) -> float | None:
    return round(number / total, 3) if total else None


def _leaders(view: View) -> list[tuple[Value, ...]]:
    """The entities with most links, and those that most shortest paths lead through."""
    import networkx as nx  # takes longer to import than most looks take

    network: nx.Graph[str] = nx.Graph()
    for fact in view.facts:
        network.add_edges_from((source, target) for source, target, _ in links(fact))
    entities = {e.id: e.label for e in view.graph.entities if e.id in network}
    links_of = {name: len(network[name]) for name in entities}
    sample = max(1, min(len(network), _EFFORT // max(1, network.size() + len(network))))
    between = nx.betweenness_centrality(network, k=sample, seed=1) if entities else {}
    degree = sorted(entities, key=lambda name: (-links_of[name], name))[:_LEADERS]
    central = sorted(entities, key=lambda name: (-between[name], name))[:_LEADERS]
    rows: list[tuple[Value, ...]] = [("most links", entities[name], links_of[name], None) for name in degree]
    return rows + [("most central", entities[name], links_of[name], round(between[name], 3)) for name in central]
