"""Draws the pictures in docs/img from a built graph.

python docs/pictures.py data/graph
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from kgx.draw import draw_network, draw_timeline
from kgx.export import Selection, select
from kgx.look import View

IMAGES = Path(__file__).with_name("img")
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


@dataclass(frozen=True, slots=True)
class Item:
    """A node or an edge of a GEXF file, with what a filter may ask of it."""

    element: etree._Element
    values: dict[str, str]

    def asserted(self) -> bool:
        return self.values.get("asserted", "true") == "true"

    def begins(self, year: str) -> bool:
        return self.values.get("year") == year


def items(tree: etree._ElementTree, name: str) -> list[Item]:
    return [
        Item(
            element,
            {v.get("for", ""): v.get("value", "") for v in element.iter(GEXF + "attvalue")},
        )
        for element in tree.iter(GEXF + name)
    ]


def picture(gexf: Path, target: Path, *, asserted: bool = False, year: str | None = None) -> None:
    """Places, sizes and colours as a GEXF file has them, of what a filter leaves."""
    tree = etree.parse(gexf)

    found = [n for n in items(tree, "node") if n.asserted() or not asserted]
    nodes = {n.element.get("id"): n.element for n in found}
    labels = {
        n.element.get("id"): n.values["class"] if n.values["kind"] == "Event" else n.element.get("label") for n in found
    }
    edges = [
        (e.element.get("source"), e.element.get("target"))
        for e in items(tree, "edge")
        if (e.asserted() or not asserted) and (year is None or e.begins(year))
    ]
    edges = [ends for ends in edges if nodes.keys() >= set(ends)]
    if year:
        nodes = {name: node for name, node in nodes.items() if any(name in ends for ends in edges)}
    place = {name: tuple(float(n.find(VIZ + "position").get(axis)) for axis in "xy") for name, n in nodes.items()}
    colours = [tuple(int(n.find(VIZ + "color").get(c)) / 255 for c in "rgb") for n in nodes.values()]
    sizes = [float(n.find(VIZ + "size").get("value")) ** 2 / 4 for n in nodes.values()]
    figure = Figure(figsize=(9, 6), dpi=100, layout="tight")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.add_collection(LineCollection([(place[a], place[b]) for a, b in edges], colors="#c9cdd1", linewidths=0.6))
    axes.scatter(*zip(*place.values(), strict=True), s=sizes, c=colours, edgecolors="white", linewidths=0.6, zorder=2)
    if year:
        figure.draw_without_rendering()
        dots = {name: axes.transData.transform(xy) for name, xy in place.items()}
        taken = {name: [Bbox([xy - 5, xy + 5])] for name, xy in dots.items()}
        for name in nodes:
            label = axes.annotate(labels[name], place[name], fontsize=8, xytext=(5, 3), textcoords="offset points")
            others = [box for other, boxes in taken.items() for box in boxes if other != name]
            for x, y in ((5, 3), (-5, 3), (5, -9), (-5, -9)):
                label.set(position=(x, y), ha="left" if x > 0 else "right")
                if not label.get_window_extent().count_overlaps(others):
                    break
            taken[name].append(label.get_window_extent())
    figure.savefig(target)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    picture(folder / "graph.gexf", IMAGES / "gephi-opened.png")
    picture(folder / "graph.gexf", IMAGES / "gephi-2017.png", asserted=True, year="2017")
    graph = View.load(folder / "graph.ttl").graph
    draw_network(graph, IMAGES / "network.svg", limit=50)
    since = select(graph, Selection(start="2000-01-01"))
    draw_timeline(since, IMAGES / "timeline.svg", names=["Azerbaijan", "Valery Gerasimov"], limit=25)
