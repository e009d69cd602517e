"""kgx draw: what the pictures show, and that it can be read."""

import itertools
import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from graphs import GRAPH, large
from lxml import etree

from kgx import draw
from kgx.cli import main
from kgx.export import turtle
from kgx.model import Graph, KgxError

SVG = "{http://www.w3.org/2000/svg}"


def words(path: Path) -> list[str]:
    return ["".join(text.itertext()).strip() for text in etree.parse(path).iter(SVG + "text")]


def network(folder: Path, graph: Graph = GRAPH, name: str = "network.svg", **options: object) -> Path:
    draw.draw_network(graph, folder / name, **options)  # type: ignore[arg-type]
    return folder / name


def timeline(folder: Path, graph: Graph = GRAPH, name: str = "timeline.svg", **options: object) -> Path:
    draw.draw_timeline(graph, folder / name, **options)  # type: ignore[arg-type]
    return folder / name


# -- the network


def test_network(tmp_path: Path) -> None:
    shown = words(network(tmp_path))
    joined = {"Ada Roe", "Ben Sol", "Kenya", "United Nations", "Reed Line", "Baku", "Ganja"}
    assert joined <= set(shown)
    assert not {"Cy Dunn", "Oslo"} & set(shown)  # joined to nothing when events are left out
    assert {"Person", "Organization", "Country", "Place"} <= set(shown)  # the legend
    assert {"Meeting", "holdsPostAt", "relatedTo"} <= set(shown)


def test_neighbourhood_of_names(tmp_path: Path) -> None:
    shown = set(words(network(tmp_path, names=["roe"])))
    assert {"Ada Roe", "Ben Sol", "Kenya"} <= shown
    assert not {"Ganja", "Baku", "United Nations"} & shown
    assert {"Ganja", "Ada Roe"} <= set(words(network(tmp_path, names=["Ada Roe", "Reed Line"])))
    assert "Cy Dunn" in words(network(tmp_path, names=["Cy Dunn"]))  # alone


@pytest.mark.parametrize("people", [12, 80, 300])
def test_labels_do_not_overlap(tmp_path: Path, people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    monkeypatch.setattr(draw, "_save", lambda figure, path: kept.append(figure))
    network(tmp_path, large(people, 2 * people), limit=100)
    [figure] = kept
    figure.draw_without_rendering()
    [axes] = figure.axes
    labels = [t for t in axes.texts if t.get_text().startswith("Person ")]
    boxes = [t.get_window_extent() for t in labels]
    assert len(labels) > 10
    for one, two in itertools.combinations(boxes, 2):
        width = min(one.x1, two.x1) - max(one.x0, two.x0)
        height = min(one.y1, two.y1) - max(one.y0, two.y0)
        assert width < 0.5 or height < 0.5, "less than a pixel"
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)


def test_claims_are_dashed(tmp_path: Path) -> None:
    assert "stroke-dasharray" in network(tmp_path).read_text(encoding="utf-8")
    asserted = replace(GRAPH, memberships=GRAPH.memberships[:1], statements=GRAPH.statements[3:])
    assert "stroke-dasharray" not in network(tmp_path, asserted).read_text(encoding="utf-8")


def test_the_best_tied_are_shown(tmp_path: Path) -> None:
    shown = words(network(tmp_path, limit=2))
    assert {"Kenya", "United Nations"} <= set(shown)
    assert "Ganja" not in shown


def test_an_empty_graph(tmp_path: Path) -> None:
    assert words(network(tmp_path, Graph())) == []


# -- the timeline


def test_timeline(tmp_path: Path) -> None:
    shown = words(timeline(tmp_path))
    events = [text for text in shown if text[:4] in ("Oper", "Depl", "Meet", "Visi")]
    assert events == [
        "Operation Tall Reed",
        "Deployment of Kenya, spring 2016",
        "Meeting of Ada Roe and Ben Sol in Baku, 3 May 2020",
        "Visit of Ada Roe to Oslo, 2021 (planned)",
    ]
    assert [text for text in shown if re.fullmatch(r"\d{4}", text)] == [str(year) for year in range(2015, 2022)]


def test_timeline_of_names(tmp_path: Path) -> None:
    shown = " ".join(words(timeline(tmp_path, names=["Ada Roe"])))
    assert "Meeting" in shown
    assert "Operation" not in shown
    one = words(timeline(tmp_path, names=["Ben Sol"]))
    assert "2020-05" in one  # months of a short time
    assert "Meeting" in " ".join(words(timeline(tmp_path, names=["Baku"])))


@pytest.mark.parametrize("when", ["0999", "1200/2020", "1990/..", "/1950", "2020-05-03"])
def test_any_time(tmp_path: Path, when: str) -> None:
    timeline(tmp_path, replace(GRAPH, events=(replace(GRAPH.events[0], when=when),)))


def test_no_dates(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="no event with a date to draw"):
        timeline(tmp_path, replace(GRAPH, events=()))


# -- both


@pytest.mark.parametrize("picture", [network, timeline])
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, picture: type[object]) -> None:
    one = picture(tmp_path, name="one.svg").read_bytes()  # type: ignore[attr-defined,call-arg]
    assert one == picture(tmp_path, name="two.svg").read_bytes()  # type: ignore[attr-defined,call-arg]


@pytest.mark.parametrize(
    "label", ["<b>&\"'", "a\nb\x07\u2028c", "$x_{$", "\u200fעדן", "😀 Ərdoğan", "z\ufffe", "x" * 300]
)
def test_any_name(tmp_path: Path, label: str) -> None:
    graph = replace(
        GRAPH,
        entities=(replace(GRAPH.entities[0], label=label), *GRAPH.entities[1:]),
        events=tuple(replace(e, label=label) for e in GRAPH.events),
    )
    for path in (network(tmp_path, graph), timeline(tmp_path, graph)):
        assert any(text[:1] in label for text in words(path))
    network(tmp_path, graph, "network.png")


def command(folder: Path, *options: str) -> Result:
    turtle.write(GRAPH, folder / "graph.ttl")
    return CliRunner().invoke(main, ["draw", *options, "-g", str(folder)])


def test_command(tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    assert command(tmp_path, "Ada Roe", "-o", str(target)).exit_code == 0
    head = target.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:])
    assert width > height > 300
    target = tmp_path / "picture.svg"
    done = command(tmp_path, "--timeline", "--asserted-only", "--from", "2016-01-01", "-o", str(target))
    assert done.exit_code == 0
    assert "planned" not in " ".join(words(target))


def test_command_errors(tmp_path: Path) -> None:
    assert "pictures are .svg or .png" in command(tmp_path, "-o", str(tmp_path / "x.pdf")).stderr
    assert "Ada Roe" in command(tmp_path, "Ada Ro", "-o", str(tmp_path / "x.svg")).stderr
    done = command(tmp_path, "-o", str(tmp_path / "none" / "x.svg"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_without_matplotlib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(KgxError, match=r"pip install 'kgx-extract\[draw\]'"):
        network(tmp_path)
