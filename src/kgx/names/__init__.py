"""Names in a document: where they stand, what kind of thing they name, and which of them name the same thing.

Names are found by their capitals and by lexicons (spans), with the model's entities as one witness among others: posts,
forms of address and professions beside a name, words in it that tell its kind ("Bank", "Treaty"), and the gazetteer. What
the witnesses say is added up over the document, so that one name has one kind (kinds). Last, mentions of one thing are
brought together (clusters).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgx.annotate import Annotated
from kgx.model import Entity
from kgx.names.clusters import cluster
from kgx.names.kinds import decide
from kgx.names.spans import find
from kgx.names.text import Text

__all__ = ["Mention", "Names", "find_names"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens of annotated.doc, without title, post, determiner and possessive 's."""

    start: int
    end: int  # exclusive
    entity: str  # id of an Entity of this document: "e0", "e1", …
    form: str  # "name", "demonym" (Kenyan, of Kenya) or "acronym"


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of a document and the entities that they name."""

    mentions: tuple[Mention, ...]  # sorted, not overlapping
    entities: dict[str, Entity]
    _at: dict[int, Mention] = field(repr=False)

    @classmethod
    def of(cls, mentions: Iterable[Mention], entities: dict[str, Entity]) -> "Names":
        """Names of mentions in any order. Raises ValueError where two overlap."""
        ordered = tuple(sorted(mentions, key=lambda m: m.start))
        at: dict[int, Mention] = {}
        for mention in ordered:
            for token in range(mention.start, mention.end):
                if token in at:
                    raise ValueError(f"{mention} overlaps {at[token]}")
                at[token] = mention
        return cls(ordered, entities, at)

    def at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        return self._at.get(token)


def find_names(annotated: Annotated) -> Names:
    """Find the names of a document and tell which entities they name."""
    text = Text(annotated)
    pieces = decide(text, find(text))
    ids, entities = cluster(pieces)
    return Names.of((Mention(p.start, p.end, i, p.form) for p, i in zip(pieces, ids, strict=True) if i), entities)
