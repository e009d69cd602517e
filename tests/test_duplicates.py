"""Articles that were published more than once: found, told from those that are only alike, and counted once."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from engines import Here

from kgx import pipeline
from kgx.config import Config
from kgx.duplicates import find_copies
from kgx.export import Selection, select
from kgx.graph import build_graph
from kgx.look import View, card, explain
from kgx.model import Document, Entity, Evidence, Record, Statement
from kgx.validate import validate

STORY = (
    "Ferry company of Lake Tarn changes hands",
    "Lund, 4 May 2020",
    "Ada Roe, the director of the Tarn Ferry Company, met Ben Sol of the Norvik Bank in Oslo on 3 May 2020. The two had "
    "not spoken to each other since the winter, when the oldest of the four ferries ran aground in thick fog.",
    "The bank had lent the company the money for a new ferry, which was never delivered. Nobody on the islands believed "
    "any longer that it would come, and the shops had begun to order their flour from the other shore.",
    "Cal Poe, a historian from Bergen, married Ada Roe in 2011. He collects the timetables of lines that have been closed "
    "and says that his house is full of them from the cellar to the roof.",
    "The Tarn Ferry Company was founded in Bergen in 1921. It carried mail and cattle at first, and tourists only after "
    "the road along the northern shore had been washed away for the third time.",
)
REPRINT = ("Bank and ferries make peace", "Bergen (Tarn Wire) –", *STORY[2:])
CUT = STORY[:-1]


def document(name: str, paragraphs: tuple[str, ...], published: date | None = None) -> Document:
    return Document(
        id=f"doc_{name}", path=f"{name}.txt", text="\n\n".join(paragraphs), sha256="ab" * 32, published=published
    )


def bulletin(day: int, level: str, lake: str, who: str, village: str) -> tuple[str, ...]:
    """One of a series by a pattern: the same words, other names and numbers, and boilerplate that never changes."""
    return (
        f"Water levels on {day} May",
        f"The level of Lake {lake} stood at {level} metres on the morning of {day} May, the Water Board said.",
        f"The gauge at {village} was read by {who}. It is read every day at seven o'clock before the sluices are opened.",
        "The Water Board asks the owners of boats to keep clear of the weir while the sluices are open. It takes no "
        "responsibility for boats that are moored below the bridge, or for nets that are left out overnight. Whoever finds "
        "a buoy that has come loose is asked to bring it to the harbour office, where a small reward is paid for it.",
    )


OWN = (
    "The choir of Sundby sings on Saturday for the first time since the organ was taken apart. Its leader, Gro Vik, has "
    "chosen songs about snow, though it is May, and asks everybody to bring a cushion because the chairs are still in the barn.",
    "A fox has been seen on the green behind the school at Nordvik three times within a week. The teacher keeps the windows "
    "shut, the children keep a list, and the hunter Odd Lien keeps his distance, for he was bitten once.",
)
SERIES = [
    bulletin(4, "12.31", "Tarn", "Dan Ek", "Sundby"),
    bulletin(5, "12.44", "Tarn", "Eva Lie", "Sundby"),
    bulletin(6, "9.87", "Mirr", "Fay Moe", "Nordvik"),
]


@pytest.mark.parametrize(
    "other",
    [
        STORY,
        REPRINT,
        CUT,
        tuple(p.replace("thick fog", "a thick fog").replace("washed away", "swept away") for p in STORY),
        tuple(p.replace("1921", "1912") for p in STORY),
    ],
)
def test_an_article_that_is_published_again_is_found(other: tuple[str, ...]) -> None:
    found = [document("a", STORY, date(2020, 5, 4)), document("b", other, date(2020, 5, 6))]
    assert all(find_copies(order) == {"doc_b": "doc_a"} for order in permutations(found))


@pytest.mark.parametrize(
    "texts",
    [
        SERIES,
        [STORY, tuple(p.replace("Roe", "Lie").replace("Tarn", "Mirr").replace("2020", "2021") for p in STORY)],
        [STORY, ("Quite another story", STORY[2], *SERIES[0])],  # a paragraph is quoted
        [("Notice", "All lines of the company run today as they do on every other day of the week.")] * 2,
        [(*STORY[:3], SERIES[0][-1]), (*SERIES[1], STORY[-1])],
        [STORY[:2], (), STORY],
        [STORY[:4], (*STORY[:4], *OWN)],  # one is but a part of the other
        [(OWN[0], *STORY[2:]), (OWN[1], *STORY[2:])],  # what they share is the end of every text
    ],
)
def test_texts_that_are_only_alike_are_told_apart(texts: list[tuple[str, ...]]) -> None:
    assert find_copies(document(str(n), text) for n, text in enumerate(texts)) == {}


def test_the_first_to_publish_is_the_source() -> None:
    dated = [
        document("z", STORY, date(2020, 5, 4)),
        document("b", REPRINT, date(2020, 5, 5)),
        document("a", STORY),
        document("c", CUT),
    ]
    others = [document(f"s{n}", text) for n, text in enumerate(SERIES)]
    first = dict.fromkeys(("doc_b", "doc_a", "doc_c"), "doc_z")
    assert all(find_copies((*order, *others)) == first for order in permutations(dated))
    assert find_copies(dated[2:]) == {"doc_c": "doc_a"}


# -- what they say is counted once


def record(name: str, *sentences: tuple[str, str, str], mentions: int = 1) -> Record:
    """A record of statements: subject, sentence, object."""
    names = list(dict.fromkeys(x for one, _, other in sentences for x in (one, other)))
    at = {label: f"e{n}" for n, label in enumerate(names)}
    told = Evidence(document=f"doc_{name}", start=0, end=9, exact="", rule="knows", confidence=0.9)
    return Record(
        document=document(name, ()),
        entities=tuple(Entity(id=at[n], kind="Person", label=n, mentions=mentions) for n in names),
        statements=tuple(
            Statement(
                subject=at[one],
                predicate="schema:parent",
                object=at[other],
                evidence=(replace(told, exact=words, start=n * 10, end=n * 10 + 9),),
            )
            for n, (one, words, other) in enumerate(sentences)
        ),
    )


def test_a_sentence_counts_once_among_copies_and_what_one_of_them_adds_stays() -> None:
    first = record("a", ("Ada Roe", "Ada Roe is Ben Roe's child.", "Ben Roe"))
    longer = record(
        "b",
        ("Ada Roe", "Ada Roe is Ben  Roe's child.", "Ben Roe"),
        ("Ada Roe", "Her mother is Cy Roe.", "Cy Roe"),
        ("Ada Roe", "Ben Roe is her father, she says.", "Ben Roe"),
        mentions=3,
    )
    again = record("c", ("Ada Roe", "Her mother is Cy Roe.", "Cy Roe"))
    other = record("d", ("Ada Roe", "Ada Roe is Ben Roe's child.", "Ben Roe"))
    copies = {"doc_b": "doc_a", "doc_c": "doc_a"}
    graph = build_graph([first, longer, again, other], copies=copies)
    assert all(build_graph(order, copies=copies) == graph for order in permutations([first, longer, again, other]))
    told = {s.object: [(e.document, e.start) for e in s.evidence] for s in graph.statements}
    assert told == {"Ben_Roe": [("doc_a", 0), ("doc_b", 20), ("doc_d", 0)], "Cy_Roe": [("doc_b", 10)]}
    assert {e.id: e.mentions for e in graph.entities} == {"Ada_Roe": 4, "Ben_Roe": 4, "Cy_Roe": 3}
    assert graph.document_counts() == {"Ada_Roe": 2, "Ben_Roe": 2, "Cy_Roe": 1}
    assert [s.copy_of for s in graph.sources] == [None, "doc_a", "doc_a", None]
    assert graph.sources[1].mentions == ("Ada_Roe", "Ben_Roe", "Cy_Roe")


def test_a_build_tells_an_article_and_where_it_was_published(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, paragraphs in (("a", CUT), ("b", REPRINT), ("c", SERIES[0]), ("d", SERIES[1])):
        (source / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    out = tmp_path / "out"
    report = pipeline.build([source], out, Config(), engine=Here())
    assert (report.documents, report.copies) == (4, 1)
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["copies"] == 1
    assert pipeline.build([source], out, Config(), engine=Here()).copies == 1
    assert validate(out / "graph.ttl") == []
    view = View.load(out / "graph.ttl")
    assert {s.document.id: s.copy_of for s in view.graph.sources if s.copy_of} == {"doc_b": "doc_a"}
    meeting = next(e for e in view.graph.events if e.type == "Meeting")
    founding = next(e for e in view.graph.events if e.type == "Founding")
    assert [[e.document for e in event.evidence] for event in (meeting, founding)] == [["doc_a"], ["doc_b"]]
    rows = card(view, view.find("Ada Roe")).rows
    assert [(row[0], row[-1]) for row in rows if row[0] in ("document", "copy")] == [
        ("document", "doc_a"),
        ("copy", "doc_b"),
    ]
    told = explain(view, "kg:doc_b").rows
    assert told[0][:3] == ("copy", "Bank and ferries make peace", None)
    assert {row[6] for row in told[1:]} == {"a.txt", "b.txt"}
    part = select(view.graph, Selection(documents=("b.txt",)))
    assert {s.document.id for s in part.sources} == {"doc_a", "doc_b"}
    assert meeting in part.events
