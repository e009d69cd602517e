"""Draws what lies around one node of a graph.gexf: the picture in the README.

python docs/picture.py data/graph/graph.gexf Valery_Gerasimov docs/graph.svg
"""

import sys
from pathlib import Path
from xml.sax.saxutils import escape

import networkx as nx
from lxml import etree

STEPS = 2  # how far from the node
WIDTH, HEIGHT, MARGIN = 960, 620, 90
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def load(path: Path) -> nx.DiGraph:
    """The graph with what a drawing needs: label and colour of a node, relation of an edge."""
    graph = nx.DiGraph()
    tree = etree.parse(path)
    for node in tree.iter(GEXF + "node"):
        values = {v.get("for"): v.get("value") for v in node.iter(GEXF + "attvalue")}
        label = node.get("label")
        if values["kind"] == "Event" and values["class"] != "Operation":  # a generated label repeats the edges
            label = " ".join([values["class"], values.get("when", "")])
        colour = node.find(VIZ + "color")
        graph.add_node(node.get("id"), label=label, colour=f"rgb({','.join(colour.get(c) for c in 'rgb')})")
    for edge in tree.iter(GEXF + "edge"):
        graph.add_edge(edge.get("source"), edge.get("target"), relation=edge.get("kind"))
    return graph


def draw(graph: nx.DiGraph) -> str:
    """An SVG of the graph, the same each time."""
    ordered = nx.DiGraph()
    ordered.add_nodes_from(sorted(graph.nodes(data=True)))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    places = nx.spring_layout(ordered.to_undirected(), k=1.1, iterations=400, seed=4)
    low, high = (
        pick(zip(*places.values(), strict=True))
        for pick in (lambda xy: [min(v) for v in xy], lambda xy: [max(v) for v in xy])
    )
    spread = [(size - 2 * MARGIN) / (b - a) for a, b, size in zip(low, high, (WIDTH, HEIGHT), strict=True)]
    at = {n: [MARGIN + (v - a) * s for v, a, s in zip(xy, low, spread, strict=True)] for n, xy in places.items()}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="DejaVu Sans, Verdana, sans-serif" text-anchor="middle" paint-order="stroke" stroke-linejoin="round">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for a, b, data in ordered.edges(data=True):
        (x1, y1), (x2, y2) = at[a], at[b]
        lines.append(f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#bbb"/>')
        lines.append(
            f'<text x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2:.0f}" font-size="10" fill="#777" stroke="white" stroke-width="3">{escape(data["relation"])}</text>'
        )
    for n, data in ordered.nodes(data=True):
        x, y = at[n]
        lines.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="{data["colour"]}"/>')
        lines.append(
            f'<text x="{x:.0f}" y="{y - 11:.0f}" font-size="13" fill="#222" stroke="white" stroke-width="3">{escape(data["label"])}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    source, centre, target = sys.argv[1:]
    whole = load(Path(source))
    near = nx.ego_graph(whole.to_undirected(as_view=True), centre, STEPS)
    Path(target).write_text(draw(whole.subgraph(near)), encoding="utf-8")
