"""Pictures of a graph: the network around names, and the timeline. Needs matplotlib: `pip install kgx-extract[draw]`."""

import math
import textwrap
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgx.edtf import bounds
from kgx.export.gexf import COLOURS
from kgx.export.layout import positions
from kgx.export.network import Edge, Node, network
from kgx.look import View
from kgx.model import Event, Graph, KgxError
from kgx.text import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GREY = "#5f6368"
_RELATIONS = 45  # with more edges than this, their names are left out
_LONGEST = 34  # characters of a label
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
_Box = tuple[float, float, float, float]


def draw_network(graph: Graph, path: Path, *, names: Sequence[str] = (), limit: int = 60) -> None:
    """Draw the network as SVG or PNG, by the suffix of `path`: all of it, or what is joined to some names directly.

    Participants of an event are joined directly. Of a large network the `limit` nodes with most ties are shown, and
    labels as far as there is room, the best tied first. Raises KgxError for a name that is not in the graph.
    """
    view = View(graph)
    nodes, edges = network(graph, events=False)
    known = {node.id: node for node in nodes}
    centre = {view.find(name).id for name in names}
    edges = [e for e in edges if e.source != e.target]
    if centre:
        ring = {end for e in edges if centre & {e.source, e.target} for end in (e.source, e.target)} | centre
        edges = [e for e in edges if e.source in ring and e.target in ring]
    ties: dict[str, int] = defaultdict(int)
    for edge in edges:
        ties[edge.source] += edge.weight
        ties[edge.target] += edge.weight
    ranked = sorted({*ties, *centre}, key=lambda n: (n not in centre, -ties[n], n))[:limit]
    best = set(ranked)
    edges = [e for e in edges if e.source in best and e.target in best]
    tied = {end for e in edges for end in (e.source, e.target)} | centre
    shown = [known[name] for name in ranked if name in tied]
    index = {node.id: number for number, node in enumerate(shown)}
    places = positions(len(shown), [(index[e.source], index[e.target]) for e in edges])
    scale = min(1.0, 0.5 + len(shown) / 80)
    figure, axes = _canvas(13 * scale, 8.5 * scale)
    _edges(axes, edges, index, places)
    sizes = [70 + 45 * math.log2(1 + ties[node.id]) for node in shown]
    x, y = zip(*places, strict=True) if places else ((), ())
    axes.scatter(x, y, s=sizes, c=[_colour(node.group) for node in shown], edgecolors="white", linewidths=1.2, zorder=3)
    axes.margins(0.08)
    _legend(figure, axes, [(group, _colour(group)) for group in COLOURS if group in {node.group for node in shown}])
    taken = _labels(figure, axes, shown, places, sizes, centre)
    if len(edges) <= _RELATIONS:
        _relations(figure, axes, edges, index, places, taken)
    _save(figure, path)


def draw_timeline(graph: Graph, path: Path, *, names: Sequence[str] = (), limit: int = 60) -> None:
    """Draw the dated events as SVG or PNG, by the suffix of `path`: all of them, or those that some names take part in.

    An event is a bar from its first to its last day, hollow where it is not asserted; of many events the `limit` with
    most evidence are shown. Raises KgxError for a name that is not in the graph, and where no event has a date.
    """
    view = View(graph)
    wanted = {view.find(name).id for name in names}
    events = [
        (span, event)
        for event in graph.events
        if (span := _days(event))
        and (not wanted or wanted & {event.id, *(w for _, w in event.roles), *event.locations})
    ]
    if not events:
        raise KgxError("no event with a date to draw; choose other names or a wider time")
    events = sorted(events, key=lambda item: (-len(item[1].evidence), item[0], item[1].id))[:limit]
    events.sort(key=lambda item: (item[0], item[1].id))
    first, last = min(s for (s, _), _ in events), max(e for (_, e), _ in events)
    width = max((last - first).days, 30)
    figure, axes = _canvas(13, 0.9 + 0.27 * len(events))
    for row, ((start, end), event) in enumerate(events):
        length = max((end - start).days, width * 0.004)
        at = (start - first).days
        colour = _colour("Event") if event.asserted else "white"
        axes.barh(row, length, left=at, height=0.55, color=colour, edgecolor=_colour("Event"), linewidth=1.2)
        words = one_line(event.label if event.asserted else f"{event.label} ({event.status})")
        right = at + length + width * 0.006 * min(len(words), 80) > width  # where the words would leave the picture
        label = axes.annotate(
            _cut(words, 80),
            (at if right else at + length, row),
            xytext=(-5 if right else 5, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            va="center",
            fontsize=8.5,
            parse_math=False,
        )
        label.set_in_layout(False)
    axes.set_xlim(-0.02 * width, width * 1.02)
    axes.set_ylim(len(events) - 0.3, -0.7)
    axes.set_axis_on()
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_yticks([])
    ticks = _ticks(first, last)
    axes.set_xticks([(day - first).days for day, _ in ticks], [name for _, name in ticks], color=_GREY, fontsize=9)
    axes.grid(axis="x", color="#e3e5e8", linewidth=0.8)
    axes.set_axisbelow(True)
    _save(figure, path)


def _days(event: Event) -> tuple[date, date] | None:
    start, end = bounds(event.when) if event.when else (None, None)
    first = start or end
    return (date.fromisoformat(first), date.fromisoformat(end or first)) if first else None


# -- parts of the pictures


def _canvas(width: float, height: float) -> tuple["Figure", "Axes"]:
    """An empty picture, in inches."""
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise KgxError("drawing needs matplotlib: pip install 'kgx-extract[draw]'") from None
    figure = Figure(figsize=(width, height), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    return figure, axes


def _save(figure: "Figure", path: Path) -> None:
    """Write a picture: the same graph gives the same bytes, and letters of an SVG stay letters."""
    import matplotlib as mpl

    form = path.suffix.lower().lstrip(".")
    if form not in ("svg", "png"):
        raise KgxError(f"{path}: pictures are .svg or .png; choose another --out")
    with (
        warnings.catch_warnings(),
        mpl.rc_context({"svg.hashsalt": "kgx", "svg.fonttype": "none", "font.family": ["DejaVu Sans"]}),
    ):
        warnings.filterwarnings("ignore", "Glyph .* missing")  # an SVG is shown with the fonts of its reader
        try:
            figure.savefig(path, format=form, metadata={"Date": None} if form == "svg" else None)
        except OSError as error:
            raise KgxError(f"{path}: cannot be written ({error.strerror}); choose another --out") from None


def _colour(group: str) -> tuple[float, float, float]:
    red, green, blue = COLOURS[group]
    return red / 255, green / 255, blue / 255


def _edges(axes: "Axes", edges: list[Edge], index: dict[str, int], places: Sequence[tuple[float, float]]) -> None:
    """Lines between nodes, dashed where nothing is asserted."""
    from matplotlib.collections import LineCollection

    for asserted, style in ((True, "solid"), (False, (0, (4, 3)))):
        some = [e for e in edges if (e.rank == 0) == asserted]
        lines = [(places[index[e.source]], places[index[e.target]]) for e in some]
        widths = [0.7 + 0.5 * math.log2(e.weight) for e in some]
        axes.add_collection(LineCollection(lines, linewidths=widths, linestyles=style, colors="#b3b8bd", zorder=1))


def _legend(figure: "Figure", axes: "Axes", entries: Iterable[tuple[str, tuple[float, float, float]]]) -> None:
    marks = [axes.scatter([], [], color=colour, s=60, label=name) for name, colour in entries]
    if marks:
        figure.legend(
            handles=marks, loc="outside upper left", ncols=len(marks), frameon=False, fontsize=9, labelcolor=_GREY
        )


def _labels(
    figure: "Figure",
    axes: "Axes",
    nodes: list[Node],
    places: Sequence[tuple[float, float]],
    sizes: list[float],
    centre: set[str],
) -> list[_Box]:
    """Names beside their nodes, where they cover no other name and no node; those for which there is no room stay out.

    A long name is tried on two lines too. Returns what is taken by names and nodes, in points.
    """
    figure.draw_without_rendering()
    point = 72 / figure.dpi  # everything is measured in points, which are the same in every format
    radii = [math.sqrt(size) / 2 for size in sizes]
    dots = [tuple(float(v) * point for v in axes.transData.transform(place)) for place in places]
    edge = figure.bbox.width * point
    taken: list[_Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(dots, radii, strict=True)]
    for node, place, (x, y), r in zip(nodes, places, dots, radii, strict=True):
        big = node.id in centre
        name = _cut(one_line(node.label), _LONGEST)
        text = axes.annotate(
            name,
            place,
            xytext=(0, 0),
            textcoords="offset points",
            fontsize=11 if big else 9,
            fontweight="bold" if big else "normal",
            linespacing=1.0,
            zorder=2,  # on the lines, which it interrupts, and below the nodes
            parse_math=False,
            bbox=_GROUND,
        )
        for words in dict.fromkeys((name, textwrap.fill(name, max(12, len(name) // 2 + 3)))):
            text.set_text(words)
            box = text.get_window_extent()
            w, h, gap = box.width * point, box.height * point, r + 2
            corners = [
                (gap, -h / 2),
                (-w - gap, -h / 2),
                (-w / 2, gap),
                (-w / 2, -gap - h),
                (r, r),
                (-w - r, r),
                (r, -r - h),
                (-w - r, -r - h),
            ]
            spots = [(dx, dy, (x + dx, y + dy, x + dx + w, y + dy + h)) for dx, dy in corners]
            free = ((dx, dy, s) for dx, dy, s in spots if s[0] >= 0 and s[2] <= edge and not _meets(s, taken))
            if found := next(free, None):
                dx, dy, spot = found
                text.set_position((dx, dy - (box.y0 * point - y)))
                taken.append(spot)
                break
        else:
            text.remove()
    return taken


def _relations(
    figure: "Figure",
    axes: "Axes",
    edges: list[Edge],
    index: dict[str, int],
    places: Sequence[tuple[float, float]],
    taken: list[_Box],
) -> None:
    """Names of relations on their lines, one for all that join the same two nodes, as far as there is room."""
    point = 72 / figure.dpi
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in edges:
        source, target = sorted((edge.source, edge.target))
        if edge.kind not in joined[source, target]:
            joined[source, target].append(edge.kind)
    for (source, target), kinds in joined.items():
        (x1, y1), (x2, y2) = places[index[source]], places[index[target]]
        text = axes.text(
            x1,
            y1,
            _cut(", ".join(kinds), _LONGEST),
            fontsize=7,
            color=_GREY,
            ha="center",
            va="center",
            zorder=2,
            bbox=_GROUND,
        )
        for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            text.set_position((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
            box = text.get_window_extent()
            spot = (box.x0 * point, box.y0 * point, box.x1 * point, box.y1 * point)
            if not _meets(spot, taken):
                taken.append(spot)
                break
        else:
            text.remove()


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _meets(spot: _Box, taken: list[_Box]) -> bool:
    left, low, right, high = spot
    return any(left < r and right > a and low < t and high > b for a, b, r, t in taken)


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Years, or months of a short time, at most a dozen."""
    years = last.year - first.year + 1
    if years <= 1:
        return [
            (date(first.year, month, 1), f"{first.year}-{month:02}") for month in range(first.month, last.month + 1)
        ]
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if years / s <= 13)
    days = []
    for year in range(first.year - first.year % step, last.year + 1, step):
        with suppress(ValueError):  # the year 0
            days.append((date(year, 1, 1), str(year)))
    return [(day, name) for day, name in days if day >= first] or [(first, str(first.year))]
