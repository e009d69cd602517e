"""A graph made by hand: two short texts and what they say, with every kind of node and voice."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kgx.model import Document, Entity, Event, Evidence, Graph, Membership, Source, Statement

TEXTS = {
    "doc_lake": (
        "Talks by the lake\n\n"
        "Ada Roe, the foreign minister of Kenya, met Ben Sol of the United Nations in Baku on 3 May 2020. "
        "Kenya has worked with the United Nations since 1963, Sol said. "
        "Officials said that Roe may visit Oslo next year."
    ),
    "doc_mission": (
        "Operation Tall Reed ran from 1 January 2015 to 31 August 2021 under the United Nations. "
        "Kenya sent 120 soldiers in the spring of 2016. "
        "Roe and Sol spoke in Baku on May 3. "
        "The ministry did not buy the Reed Line, which links Baku with Ganja."
    ),
}
"""Texts by the id of their document."""


def told(document: str, words: str, rule: str, **voice: Any) -> Evidence:
    """Evidence for words that stand in a text."""
    start = TEXTS[document].index(words)
    return Evidence(
        document=document, start=start, end=start + len(words), exact=words, rule=rule, confidence=0.9, **voice
    )


_MET = "Ada Roe, the foreign minister of Kenya, met Ben Sol of the United Nations in Baku on 3 May 2020."
_SINCE = "Kenya has worked with the United Nations since 1963, Sol said."
_SENT = "Kenya sent 120 soldiers in the spring of 2016."
_LINE = "The ministry did not buy the Reed Line, which links Baku with Ganja."

GRAPH = Graph(
    sources=(
        Source(
            document=Document(
                id="doc_lake",
                path="lake.txt",
                text="",
                sha256="ab" * 32,
                title="Talks by the lake",
                published=date(2020, 5, 4),
                publisher="The Daily Heron",
                url="https://heron.example/talks?id=1",
            ),
            text="texts/doc_lake.txt",
            authors=("Cy_Dunn",),
            mentions=("Ada_Roe", "Baku", "Ben_Sol", "Kenya", "Oslo", "United_Nations"),
        ),
        Source(
            document=Document(id="doc_mission", path="news/mission.html", text="", sha256="cd" * 32),
            text="texts/doc_mission.txt",
            mentions=("Ada_Roe", "Baku", "Ben_Sol", "Ganja", "Kenya", "Reed_Line", "United_Nations"),
        ),
    ),
    entities=(
        Entity(id="Ada_Roe", kind="Person", label="Ada Roe", aliases=("Roe",), mentions=3),
        Entity(id="Baku", kind="Place", types=("City",), label="Baku", key="city:587084", mentions=3),
        Entity(id="Ben_Sol", kind="Person", label="Ben Sol", aliases=("Sol",), mentions=3),
        Entity(id="Cy_Dunn", kind="Person", label="Cy Dunn"),
        Entity(id="Ganja", kind="Place", types=("City",), label="Ganja", mentions=1),
        Entity(id="Kenya", kind="Place", types=("Country",), label="Kenya", key="country:KE", mentions=3),
        Entity(id="Oslo", kind="Place", types=("City",), label="Oslo", key="city:3143244", mentions=1),
        Entity(id="Reed_Line", kind="Place", types=("Infrastructure",), label="Reed Line", mentions=1),
        Entity(id="United_Nations", kind="Organization", label="United Nations", key="org:UN", mentions=3),
    ),
    events=(
        Event(
            id="Deployment_2016_Kenya",
            label="Deployment of Kenya, spring 2016",
            type="Deployment",
            aliases=("sent",),
            roles=(("agent", "Kenya"),),
            when="2016-21",
            quantity=120,
            unit="soldiers",
            evidence=(told("doc_mission", _SENT, "deployment.send"),),
        ),
        Event(
            id="Meeting_2020-05-03_Roe_Sol_Baku",
            label="Meeting of Ada Roe and Ben Sol in Baku, 3 May 2020",
            type="Meeting",
            aliases=("met", "spoke"),
            roles=(("agent", "Ada_Roe"), ("counterpart", "Ben_Sol")),
            locations=("Baku",),
            when="2020-05-03",
            evidence=(
                told("doc_lake", _MET, "meeting.meet"),
                told("doc_mission", "Roe and Sol spoke in Baku on May 3.", "meeting.speak"),
            ),
        ),
        Event(
            id="Operation_Tall_Reed",
            label="Operation Tall Reed",
            type="Operation",
            roles=(("organizer", "United_Nations"), ("participant", "Kenya"), ("subjectMatter", "Reed_Line")),
            when="2015-01-01/2021-08-31",
            evidence=(
                told(
                    "doc_mission",
                    "Operation Tall Reed ran from 1 January 2015 to 31 August 2021 under the United Nations.",
                    "operation.name",
                ),
            ),
        ),
        Event(
            id="Visit_2021_Ada_Roe_Oslo",
            label="Visit of Ada Roe to Oslo, 2021",
            type="Visit",
            roles=(("agent", "Ada_Roe"),),
            locations=("Oslo",),
            origins=("Kenya",),
            when="2021",
            evidence=(
                told(
                    "doc_lake",
                    "Officials said that Roe may visit Oslo next year.",
                    "visit.visit",
                    attribution="officials",
                    certainty="hedged",
                    tense="future",
                ),
            ),
        ),
    ),
    memberships=(
        Membership(
            id="c_01",
            label="Ada Roe, foreign minister, Kenya",
            member="Ada_Roe",
            role="foreign minister",
            organization="Kenya",
            evidence=(told("doc_lake", _MET, "post.apposition", tense="present"),),
        ),
        Membership(
            id="c_02",
            label="Kenya, United Nations, since 1963",
            member="Kenya",
            organization="United_Nations",
            when="1963/..",
            evidence=(told("doc_lake", _SINCE, "membership.member", speaker="Ben_Sol", tense="present"),),
        ),
    ),
    statements=(
        Statement(
            id="c_03",
            label="Kenya cooperates with United Nations, since 1963",
            subject="Kenya",
            predicate="kgx:cooperatesWith",
            object="United_Nations",
            when="1963/..",
            evidence=(told("doc_lake", _SINCE, "cooperation.work", speaker="Ben_Sol", tense="present"),),
        ),
        Statement(
            id="c_04",
            label="Kenya cooperates with United Nations",
            subject="Kenya",
            predicate="kgx:cooperatesWith",
            object="United_Nations",
            evidence=(told("doc_mission", _SENT, "cooperation.send"),),
        ),
        Statement(
            id="c_05",
            label="Kenya owns Reed Line",
            subject="Kenya",
            predicate="schema:owns",
            object="Reed_Line",
            evidence=(told("doc_mission", _LINE, "owns.buy", polarity="negative"),),
        ),
        Statement(
            id="c_06",
            label="Reed Line connects Baku",
            subject="Reed_Line",
            predicate="kgx:connects",
            object="Baku",
            evidence=(told("doc_mission", _LINE, "connects.link", tense="present"),),
        ),
        Statement(
            id="c_07",
            label="Reed Line: links with Ganja",
            subject="Reed_Line",
            predicate="kgx:relatedTo",
            object="Ganja",
            phrase="links with",
            evidence=(told("doc_mission", _LINE, "related.verb", tense="present"),),
        ),
    ),
)


def write_texts(folder: Path) -> None:
    """Write the texts to texts/ in a folder, as a build does."""
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")


def large(people: int, events: int) -> Graph:
    """A graph with so many persons and meetings of two of them, by a fixed pattern."""
    entities = tuple(
        Entity(id=f"P{i:06}", kind="Person", label=f"Person {i}", mentions=1 + i % 7) for i in range(people)
    )
    meeting = replace(GRAPH.events[1], locations=(), aliases=())
    return Graph(
        sources=GRAPH.sources,
        entities=tuple(sorted((*entities, *GRAPH.entities), key=lambda e: e.id)),
        events=tuple(
            replace(
                meeting,
                id=f"Meeting_{i:06}",
                label=f"Meeting {i}",
                roles=(("agent", f"P{i * 7 % people:06}"), ("counterpart", f"P{(i * 13 + 5) % people:06}")),
                evidence=(replace(meeting.evidence[0], rule=f"meeting.{i}"),),
            )
            for i in range(events)
        ),
    )
