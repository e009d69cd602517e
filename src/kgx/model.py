"""The frozen types that the stages exchange.

A `Record` holds what one document says and a `Graph` what all of them say together. Both are made of
the same types: in a Record the identifiers are local to the document ("e0", "e1", …), in a Graph they
are the local names of IRIs ("Ilham_Aliyev"). Everything here is plain data that pickles and compares.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Kind = Literal["Person", "Organization", "Place", "Programme", "Event"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "hedged"]
Tense = Literal["past", "present", "future"]
Status = Literal["asserted", "claimed", "planned", "hedged", "denied"]

ROLES = ("agent", "counterpart", "host", "organizer", "signatory", "target", "beneficiary", "appointee")
"""Sub-properties of kgx:participant. The plain role is "participant"; "subjectMatter" takes no part."""


class KgxError(Exception):
    """Something the user can mend.

    The message is one line that names the file and the remedy; the command line prints it and exits with 2.
    """


class ReadError(KgxError):
    """One source that cannot be read; the other documents are not touched by it.

    The message does not name the source: whoever catches it knows that.
    """


class Lost(ReadError):
    """A document given up for reasons that may not be its own; the next build tries it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as kgx read it: furniture dropped, paragraphs parted by one empty line."""

    id: str  # local name of its IRI: doc_<stem>, with a short hash where two stems are the same
    path: str  # as the user named it, relative to its source folder, "/" between parts
    text: str  # every offset counts characters of this; "" once it is written to texts/
    sha256: str  # of the source's bytes
    title: str | None = None  # where the text begins with it, it is the first paragraph
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str | None = None
    url: str | None = None  # http or https, and a valid IRI


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place, programme or named event, in one document or in the graph."""

    id: str
    kind: Kind
    types: tuple[str, ...] = ()  # narrower classes: Country, City, AdministrativeArea, Facility, Group, Operation, …
    label: str  # the fullest form in the text
    aliases: tuple[str, ...] = ()  # other forms in the text
    key: str | None = None  # of the gazetteer: "country:AZ", "city:587084", "org:NATO"
    mentions: int = 0  # how often it is named
    home: str | None = None  # of a body whose name does not tell its country ("Ministry of Health"): the text's country


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that bear a fact out, and in whose voice they are."""

    document: str
    start: int  # characters of Document.text, 0-based
    end: int  # exclusive
    exact: str  # text[start:end]: a sentence or two
    rule: str
    confidence: float
    speaker: str | None = None  # id of the entity that says so; None: the text itself, unless `attribution`
    attribution: str | None = None  # a speaker without a name: "officials"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    tense: Tense = "past"

    @property
    def own_voice(self) -> bool:
        """Whether the text itself asserts the fact here."""
        said = self.speaker is not None or self.attribution is not None
        return not said and self.polarity == "positive" and self.certainty == "certain" and self.tense != "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What events and claims have in common."""

    id: str = ""
    label: str = ""
    when: str | None = None  # EDTF (ISO 8601-2)
    evidence: tuple[Evidence, ...] = ()

    @property
    def asserted(self) -> bool:
        """True when at least one piece of evidence is in the text's own voice."""
        return any(e.own_voice for e in self.evidence)

    @property
    def status(self) -> Status:
        """The first that fits of asserted, claimed, planned, hedged, denied."""
        if self.asserted:
            return "asserted"
        firm = [e for e in self.evidence if e.polarity == "positive" and e.certainty == "certain"]
        if any(e.tense != "future" for e in firm):
            return "claimed"
        if any(e.tense == "future" and e.polarity == "positive" for e in self.evidence):
            return "planned"
        return "hedged" if any(e.polarity == "positive" for e in self.evidence) else "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """A happening of one of the classes of the vocabulary."""

    type: str  # "Meeting", "Visit", …
    entity: str | None = None  # the entity of kind Event whose name it bears
    aliases: tuple[str, ...] = ()  # trigger phrases, other names
    roles: tuple[tuple[str, str], ...] = ()  # (role, entity id); role one of ROLES, "participant" or "subjectMatter"
    locations: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    quantity: int | None = None
    unit: str | None = None  # the counted noun: "soldiers"
    mode: str | None = None  # of a Declaration: demand, reject, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """A post held, or a place in an organisation (without role)."""

    member: str
    role: str | None = None  # "Chairman"
    organization: str | None = None
    target: str | None = None  # whom an ambassador is accredited to


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A relation between two entities."""

    subject: str
    predicate: str  # prefixed name: "schema:spouse", "kgx:cooperatesWith"
    object: str
    phrase: str | None = None  # of kgx:relatedTo


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one document says: plain data, no spaCy objects, the only thing that crosses the seam."""

    document: Document
    authors: tuple[str, ...] = ()  # entity ids
    entities: tuple[Entity, ...] = ()  # every entity the document names
    events: tuple[Event, ...] = ()
    memberships: tuple[Membership, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document in the graph."""

    document: Document  # its text is ""
    text: str  # path of the kept text, relative to the graph: "texts/<id>.txt"
    copy_of: str | None = None  # id of the document that published the same article first
    authors: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def article(self) -> str:
        """Id of the document that published it first."""
        return self.copy_of or self.document.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What all documents say together: every tuple sorted by id, ready to be written."""

    sources: tuple[Source, ...] = ()
    entities: tuple[Entity, ...] = ()  # those of kind Event are in `events` instead
    events: tuple[Event, ...] = ()
    memberships: tuple[Membership, ...] = ()
    statements: tuple[Statement, ...] = ()

    def document_counts(self) -> Counter[str]:
        """How many documents name each entity, by id; copies of one article count once."""
        return Counter(name for name, _ in {(name, s.article) for s in self.sources for name in s.mentions})


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that a build left out, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Decisions of the user that outweigh those made here; names as they stand in the texts or in the graph."""

    same: tuple[tuple[str, ...], ...] = ()  # names of one thing
    different: tuple[tuple[str, ...], ...] = ()  # names of things that must stay apart
    rename: tuple[tuple[str, str], ...] = ()  # a name, and the label that its entity shall have
