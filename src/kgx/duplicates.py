"""Documents that are one article (reprinted, syndicated, filed twice), and what they say counted once.

Candidates are texts that share whole sentences and whose MinHash signatures collide (Broder, "On the resemblance and
containment of documents", 1997; locality-sensitive hashing by datasketch); their shingles and sentences decide.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kgx.model import Document, Event, Fact, Record, Statement

_WIDTH = 5  # words of a shingle
_FEWEST = 30  # shingles: a shorter text is too like others of its kind
_JACCARD = 0.6  # of the shingles of copies: up to two fifths may be cut
_OVERLAP = (
    0.8  # shingles that the shorter one shares: both may have a headline and a dateline, not a story, of their own
)
_BANDS = (32, 4)  # bands and rows of a signature: finds 99 of 100 pairs with that Jaccard index, and 1 of 20 with 0.2
_ERROR = 0.15  # of an index that is estimated from signatures: more than three standard deviations
_TELLING = 8  # words of a sentence that hardly stands in two articles

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')]*\s+|\n+")
_SLOT = re.compile(r"(?:\b[^\W_a-z]\S*\s*)+")  # runs of numbers and of words that begin with a capital
F = TypeVar("F", bound=Fact)


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    """Ids of documents that are copies, each with the id of the one that was published first (then by path).

    Two texts by one pattern, with other names and numbers in it, are no copies.
    """
    ranked = sorted(documents, key=_published)
    close = _sharing_sentences(ranked)
    if not close:
        return {}
    # takes more than a second to import
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    shingles = [[s.encode() for s in sorted(_shingles(document.text))] for document in close]
    signatures = MinHash.generator(shingles, num_perm=_BANDS[0] * _BANDS[1], seed=1, hashfunc=zlib.crc32)
    index = MinHashLSH(num_perm=_BANDS[0] * _BANDS[1], params=_BANDS)
    firsts: dict[int, Any] = {}  # signatures, in the order of publication
    copies: dict[str, str] = {}
    for n, (document, signature) in enumerate(zip(close, signatures, strict=True)):
        near = (k for k in sorted(index.query(signature)) if signature.jaccard(firsts[k]) > _JACCARD - _ERROR)
        first = next((k for k in near if _is_copy(document.text, close[k].text)), None)
        if first is not None:
            copies[document.id] = close[first].id
        else:
            firsts[n] = signature
            index.insert(n, signature)
    return copies


def count_once(records: Sequence[Record], copies: Mapping[str, str]) -> list[Record]:
    """The records without what an earlier copy of the same article says in the same words.

    A sentence that only one of the copies has stays evidence from that copy. Entities count as often as in the copy that
    names them most.
    """
    said: dict[str, set[tuple[str, str]]] = {}
    named: dict[str, dict[tuple[str, str], int]] = {}
    counted: dict[str, Record] = {}
    several = {*copies, *copies.values()}
    for record in sorted(records, key=lambda r: (r.document.id in copies, _published(r.document))):
        if record.document.id not in several:
            continue
        article = copies.get(record.document.id, record.document.id)
        before, most = said.setdefault(article, set()), named.setdefault(article, {})
        counted[record.document.id] = replace(
            record,
            entities=tuple(
                replace(e, mentions=max(0, e.mentions - most.get((e.kind, e.key or e.label), 0)))
                for e in record.entities
            ),
            events=_new(record.events, before),
            memberships=_new(record.memberships, before),
            statements=_new(record.statements, before),
        )
        before |= {_words(f, e.exact) for f in _facts(record) for e in f.evidence}
        for entity in record.entities:
            name = (entity.kind, entity.key or entity.label)
            most[name] = max(most.get(name, 0), entity.mentions)
    return [counted.get(record.document.id, record) for record in records]


def _published(document: Document) -> tuple[bool, str, str, str]:
    """A key that sorts by day, those without one last, and then by path."""
    day = document.published.isoformat() if document.published else ""
    return not day, day, document.path, document.id


# -- which documents are one article


def _sharing_sentences(documents: Sequence[Document]) -> list[Document]:
    """Those long enough of whose telling sentences a third or more stand in other documents too."""
    telling = [[s for s in _sentences(d.text) if s.count(" ") + 1 >= _TELLING] for d in documents]
    often = Counter(sentence for sentences in telling for sentence in sentences)
    return [
        document
        for document, sentences in zip(documents, telling, strict=True)
        if 0 < len(sentences) <= 3 * sum(often[s] > 1 for s in sentences) and len(_shingles(document.text)) >= _FEWEST
    ]


def _is_copy(one: str, other: str) -> bool:
    """Whether two texts share most of their words in the same order, and not only the pattern of a series."""
    a, b = _shingles(one), _shingles(other)
    shared = len(a & b)
    if shared < _JACCARD * len(a | b) or shared < _OVERLAP * min(len(a), len(b)):
        return False
    left, right = _sentences(one), _sentences(other)
    filled = {_SLOT.sub("_ ", s) for s in left - right} & {_SLOT.sub("_ ", s) for s in right - left}
    return 5 * len(filled) <= len(left & right)


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[n : n + _WIDTH]) for n in range(len(words) - _WIDTH + 1)}


def _sentences(text: str) -> set[str]:
    return {" ".join(sentence.split()) for sentence in _SENTENCE.split(text)} - {""}


# -- what they say


def _new(facts: tuple[F, ...], said: set[tuple[str, str]]) -> tuple[F, ...]:
    """Facts with the evidence that is not yet said; none without evidence."""
    left = (replace(f, evidence=tuple(e for e in f.evidence if _words(f, e.exact) not in said)) for f in facts)
    return tuple(fact for fact in left if fact.evidence)


def _words(fact: Fact, exact: str) -> tuple[str, str]:
    """What a sentence says, as far as it tells a repetition: the kind of fact, and the words."""
    kind = fact.type if isinstance(fact, Event) else fact.predicate if isinstance(fact, Statement) else "post"
    return kind, " ".join(exact.split())


def _facts(record: Record) -> tuple[Fact, ...]:
    return (*record.events, *record.memberships, *record.statements)
