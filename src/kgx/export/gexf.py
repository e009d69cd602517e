"""GEXF 1.3, for Gephi and Gephi Lite."""

import math
import re
from functools import cache, lru_cache
from pathlib import Path

from kgx.export.layout import positions
from kgx.export.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Node, Span, Value, edge_values, network
from kgx.model import Graph
from kgx.vocab import BASE_IRI

COLOURS = {  # Okabe and Ito, "Color Universal Design" (2008): told apart with every kind of colour blindness
    "Person": (0, 114, 178),
    "Organization": (213, 94, 0),
    "Country": (0, 158, 115),
    "Place": (86, 180, 233),
    "Programme": (204, 121, 167),
    "Event": (230, 159, 0),
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>kgx</creator><description>Dated and sourced facts from news</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_UNSAFE = re.compile(r"[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>\"]")
_SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | dict.fromkeys("\t\n\r\x85\u2028\u2029", " ")


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write a graph as GEXF: the nodes and edges of `network`, coloured, sized and placed, with a timeline.

    The same graph gives the same places. Intervals are of full days and lie within the days that the graph knows of.
    """
    nodes, edges = network(graph, base_iri=base_iri, events=events)
    index = {node.id: i for i, node in enumerate(nodes)}
    places = positions(len(nodes), [(index[e.source], index[e.target]) for e in edges])
    spans = (span for spans in (*(n.spans for n in nodes), *(e.spans for e in edges)) for span in spans)
    days = [day for span in spans for day in span if day]
    days += [s.document.published.isoformat() for s in graph.sources if s.document.published]
    whole = (min(days), max(days)) if days else ("", "")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for title, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
            file.write(f'<attributes class="{title}" mode="static">\n')
            file.writelines(f'<attribute id="{c}" title="{c}" type="{t}"/>\n' for c, t in columns.items())
            file.write("</attributes>\n")
        file.write(f'<nodes count="{len(nodes)}">\n')
        names = {node.id: _text(node.id) for node in nodes}
        file.writelines(_node(node, names[node.id], place, whole) for node, place in zip(nodes, places, strict=True))
        file.write(f'</nodes>\n<edges count="{len(edges)}">\n')
        file.writelines(_edge(edge, number, names, whole) for number, edge in enumerate(edges))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _node(node: Node, name: str, place: tuple[float, float], whole: tuple[str, str]) -> str:
    red, green, blue = COLOURS[node.group]
    return (
        f'<node id="{name}" label="{_text(node.label)}">{_values(node.values)}{_spells(node.spans, whole)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>'
        f'<viz:size value="{8 + 4 * math.log2(1 + node.weight):.1f}"/></node>\n'
    )


def _edge(edge: Edge, number: int, names: dict[str, str], whole: tuple[str, str]) -> str:
    kind = _kind(edge.kind)
    return (
        f'<edge id="{number}" source="{names[edge.source]}" target="{names[edge.target]}" label="{kind}"'
        f' kind="{kind}" weight="{edge.weight}">{_told(edge.rank, edge.details, edge.spans, whole)}</edge>\n'
    )


@lru_cache(maxsize=1 << 12)  # the edges of one event stand together, and most claims are asserted and undated
def _told(rank: int, details: tuple[str, ...], spans: tuple[Span, ...], whole: tuple[str, str]) -> str:
    return _values(edge_values(rank, details, spans)) + _spells(spans, whole)


def _spells(spans: tuple[Span, ...], whole: tuple[str, str]) -> str:
    """Intervals of the timeline, apart from each other. An unknown or open bound is that of the whole graph."""
    if not spans:
        return ""
    days: list[tuple[str, str]] = []
    for start, end in sorted((start or whole[0], end or whole[1]) for start, end in spans):
        if days and start <= days[-1][1]:
            days[-1] = (days[-1][0], max(end, days[-1][1]))
        else:
            days.append((start, end))
    return "<spells>" + "".join(f'<spell start="{start}" end="{end}"/>' for start, end in days) + "</spells>"


def _values(values: dict[str, Value]) -> str:
    """The columns that have a value."""
    parts = []
    for name, value in values.items():
        if value is None or value == ():
            continue
        if isinstance(value, str):
            text = _text(value)
        elif isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, tuple):
            quoted = (v.replace("\\", "\\\\").replace('"', '\\"') for v in value)
            text = _text("[" + ", ".join(f'"{v}"' for v in quoted) + "]")
        else:
            text = str(value)
        parts.append(f'<attvalue for="{name}" value="{text}"/>')
    return f"<attvalues>{''.join(parts)}</attvalues>"


def _text(text: str) -> str:
    """A text as the value of an XML attribute: escaped, white space as blanks, without what XML forbids."""
    return _UNSAFE.sub(lambda match: _SAFE.get(match[0], ""), text)


_kind = cache(_text)  # there are few
