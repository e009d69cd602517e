"""A random sample of the facts of a graph with the sentences that bear them out, as a form to be judged by hand.

    python benchmarks/inspect.py GRAPH [--seed N] [--number K] > form.md
    python benchmarks/inspect.py --tally form.md

Put an x into each box that holds; a box that does not apply (no date, no speaker, rightly) holds. --tally counts them.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from kgx.api import load
from kgx.model import Entity, Event, Evidence, Fact, Graph, Membership, Statement

BOXES = ("as stated", "types", "date", "speaker")


def main() -> None:
    """Print a form, or what one says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("graph", type=Path, help="a graph, or with --tally a form")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--tally", action="store_true", help="count the boxes of a form")
    options = parser.parse_args()
    if options.tally:
        print("\n".join(tally(options.graph.read_text(encoding="utf-8"))))
    else:
        print("\n".join(form(load(options.graph).graph, options.seed, options.number)))


def form(graph: Graph, seed: int, number: int) -> Iterator[str]:
    """The lines of the form."""
    facts: list[Fact] = [*graph.events, *graph.memberships, *graph.statements]
    facts.sort(key=lambda fact: fact.id)
    names = {e.id: e for e in graph.entities} | {e.id: e for e in graph.events}
    paths = {s.document.id: s.document.path for s in graph.sources}
    chosen = random.Random(seed).sample(facts, min(number, len(facts)))
    yield f"# {len(chosen)} of {len(facts)} facts, seed {seed}"
    for n, fact in enumerate(chosen, 1):
        yield f"\n## {n}. {title(fact)}\n"
        yield f"{fact.status}, when: {fact.when or '–'}\n"
        yield from (f"- {role}: {described(names.get(end), end)}" for role, end in ends(fact))
        for evidence in fact.evidence:
            yield f"\n> {evidence.exact}\n>\n> – {paths[evidence.document]}, {voice(evidence, names)}, rule {evidence.rule}"
        yield "\n" + "  ".join(f"[ ] {box}" for box in BOXES)


def title(fact: Fact) -> str:
    """What the fact is, and its label."""
    kind = fact.type if isinstance(fact, Event) else fact.predicate if isinstance(fact, Statement) else "post"
    mode = f" ({fact.mode})" if isinstance(fact, Event) and fact.mode else ""
    return f"{kind}{mode}: {fact.label}"


def ends(fact: Fact) -> Iterator[tuple[str, str]]:
    """What the fact joins, by its part in it."""
    if isinstance(fact, Event):
        yield from fact.roles
        yield from (("location", place) for place in fact.locations)
        yield from (("origin", place) for place in fact.origins)
        if fact.quantity is not None:
            yield "quantity", f"{fact.quantity} {fact.unit or ''}"
    elif isinstance(fact, Statement):
        yield from (("subject", fact.subject), ("object", fact.object))
    elif isinstance(fact, Membership):
        found = {"member": fact.member, "role": fact.role, "organisation": fact.organization, "target": fact.target}
        yield from ((part, end) for part, end in found.items() if end)


def described(thing: "Entity | Event | None", end: str) -> str:
    """Label and classes of an end; what is no entity as it stands."""
    if thing is None:
        return end
    classes = ("Event", thing.type) if isinstance(thing, Event) else (thing.kind, *thing.types)
    return f"{thing.label} ({', '.join(classes)})"


def voice(evidence: Evidence, names: "dict[str, Entity | Event]") -> str:
    """Who speaks, and how."""
    speaker = names[evidence.speaker].label if evidence.speaker else evidence.attribution or "the text itself"
    return f"{speaker}: {evidence.polarity}, {evidence.certainty}, {evidence.tense}"


def tally(text: str) -> Iterator[str]:
    """How many of the boxes are marked, one line for each kind."""
    for box in BOXES:
        marks = re.findall(rf"\[([ xX])\] {box}", text)
        right = sum(mark != " " for mark in marks)
        yield f"{box:10} {right} of {len(marks)}" + (f"  {right / len(marks):.0%}" if marks else "")


if __name__ == "__main__":
    main()
