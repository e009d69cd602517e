"""What kind of thing a name names: the evidence in and around all its mentions is added up.

Weights are tenths: 100 for what decides alone (a title before it, its last word), 20 to 30 for the model's label.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from kgx import gazetteer
from kgx.gazetteer import fold
from kgx.lexicon import singular
from kgx.lexicon import words as words_of
from kgx.model import Kind
from kgx.names.lexicon import COMPANIES, Lexicon, Sort, within
from kgx.names.spans import Piece
from kgx.names.text import HYPHENS, NAMESAKES, POSSESSIVES, Text

_LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "LAW": "Programme",
}
_OTHER = {
    "PRODUCT": 30,
    "WORK_OF_ART": 15,
    "LANGUAGE": 100,
    "NORP": 20,
    "EVENT": 15,
}  # labels that speak for none of ours
_DESIGNATION = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[\w-]+$|\d{3,}s?$|\w+-\d+$")
_CAMEL = re.compile(r"(?!Mc|Mac|De|La|Le|Van|Fitz)[A-Z][a-z]+[A-Z][a-z]+$")  # "AcmeTel"
_MODEL_NUMBER = re.compile(r"\d{3,4}(?:-\d+)?s?$|[A-Z]{1,3}-?\d+[A-Z]?s?$")
_EDITION = re.compile(r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|annual|inaugural)$")
_AUXILIARIES = frozenset("was is has had also later who then".split())
_CONNECTS = frozenset("connects connect connecting connected links link linking linked".split())
_WORK = frozenset(
    "work worked works working employed career job studied study studying educated teaches taught trained post position degree".split()
)
_ACADEMICS = frozenset("lecturer professor fellow researcher reader instructor".split())
_FRONTED = frozenset("In At Near From Outside".split())
_LETTERS = re.compile(r"(?:[A-Z][a-z]?\.){2,}")
_OFFICES = frozenset("chairmanship presidency premiership".split())
_HOLDINGS = frozenset("share shares stake stakes interest investment investor investors confidence".split())
_AMOUNTS = frozenset("million billion thousand percent per people soldiers troops dollars euros".split())
_ENOUGH = 20
_STRONG = 50
_DECISIVE = 100
_AGAIN = 5  # for a label that the name had before
_BORROWED = 25  # from the neighbour in a list
_SIDES = frozenset("north south east west northern southern eastern western central".split())


def decide(t: Text, pieces: list[Piece]) -> list[Piece]:
    """Give every name its kind; names without one are left out."""
    nations = {p.key for p in pieces if p.key and p.key.startswith("country:")}
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    within: dict[int, Counter[str]] = {}  # what the words of a name say counts once, however often they are said
    for number, piece in enumerate(pieces):
        if piece.kind is None:
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            _inside(t, piece, nations)
            within[number] = Counter(piece.votes)
            _before(t, piece)
            _after(t, piece, following)
            if label := _label(t, piece):
                kind, weight = label
                seen = labels[fold(piece.text)]
                piece.votes[kind] += max(weight - seen[kind], _AGAIN)  # the model repeats its mistakes
                seen[kind] = max(weight, seen[kind])
    _share(t, pieces)
    settled: dict[str, Piece] = {}
    counted: set[str] = set()
    for number, piece in enumerate(pieces):
        if piece.kind is None:
            around = piece.votes if fold(piece.text) not in counted else piece.votes - within[number]
            counted.add(fold(piece.text))
            totals[fold(piece.text)].update({k: w for k, w in around.items() if k != "none" or w < _STRONG})
    nothing = {fold(" ".join(p.core)) for p in pieces if p.votes["none"] >= _DECISIVE}  # "Talos" of "Cyclone Talos"
    for piece in pieces:
        if piece.kind is None and fold(piece.text) not in nothing:
            _settle(piece, totals[fold(piece.text)])
        if piece.kind and not piece.key:
            firm = " ".join(piece.words[:-1]) if piece.words[-1].lower().rstrip(".") in COMPANIES else ""
            for form in (firm, " ".join(piece.core), piece.short or "", _initials(piece.words), _initials(piece.core)):
                if len(form) > 1:
                    settled.setdefault(fold(form), piece)
    people = [tuple(fold(w).rstrip(".") for w in p.words) for p in pieces if p.kind == "Person" and len(p.words) > 1]
    surnames = {fold(p.words[-1]) for p in pieces if p.kind == "Person" and p.votes["Person"] >= _DECISIVE}
    firms = {
        fold(p.words[0]): p
        for p in pieces
        if p.kind == "Organization" and len(p.words) > 1 and not p.key and not p.home
    }
    for piece in pieces:
        weak = not piece.key and piece.kind != "Person" and not any(w >= _STRONG for w in piece.votes.values())
        if weak and 1 < len(piece.words) < 5 and fold(piece.words[-1]) in surnames:  # "Ada Doe" where "Ms Doe" is named
            piece.kind, piece.types = "Person", ()
        if not piece.key:
            _correct(t, piece, settled, firms, people)
    _brothers(t, pieces)
    _locate(t, pieces)
    return [p for p in pieces if p.kind is not None]


def _vote(piece: Piece, sort: Sort, weight: int) -> None:
    piece.votes["|".join((sort.kind or "none", *sort.types))] += weight


def _inside(t: Text, piece: Piece, nations: set[str]) -> None:
    """The words of the name itself, and the gazetteer."""
    lexicon, words = t.lexicon, t.lower[piece.start : piece.end]
    first, last, size = words[0], words[-1], len(piece.words)
    before = t.lower[piece.start - 1] if piece.start else ""
    cities = gazetteer.cities(piece.text)
    head = _head(t, words)
    lead = lexicon.leads.get(first)
    if size == 1:
        if last in lexicon.alone:
            piece.votes["Organization"] += 60
        elif last in lexicon.heads:
            piece.votes["none"] += 50
        elif last in lexicon.modifiers and t.lower[piece.start - 1] in (
            ",",
            "and",
            "for",
        ):  # "Minister for Mines, Defence"
            piece.votes["none"] += 60
    elif cities and not (head and head.kind != "Place"):
        piece.votes["Place"] += 80
    elif lead and not piece.votes["Person"] and not (head and head.kind == "Organization"):
        _vote(piece, lead, 120)
        if lead.kind in ("Event", None):
            piece.core = tuple(w for w in piece.words[1:] if not w.isdigit())
    elif (last == "forum" or (not head and piece.text[:3].isupper())) and _EDITION.match(before):
        _vote(piece, Sort.of("Conference"), 100)  # "the 2nd Reed Forum", "the 11th ADMM"
    elif head and not piece.votes["Person"]:
        people = last == "conference" and not POSSESSIVES.isdisjoint(words)  # "Bishops' Conference"
        _vote(piece, Sort("Organization") if people else head, 100)
    elif first in NAMESAKES:
        piece.votes["Person"] += 50
    elif "&" in piece.words:
        piece.votes["Organization"] += 60
    elif any(_DESIGNATION.match(w) for w in words[1:]):
        piece.votes["none"] += 60
    elif size <= 4 and all(w[0].isalpha() for w in words):
        piece.votes["Person"] += 5
    if size == 1 and singular(last) in (lexicon.persons | words_of("nominals", "plural_people")) - {last}:
        piece.votes["none"] += 50  # "Officers, Men and Women"
    around = (t.words[piece.start - 1] if piece.start else "", *t.words[piece.end : piece.end + 1])
    if size == 1 and piece.text.isupper() and around == ("(", ")") and t.ends_title(piece.start - 1):
        piece.votes["none"] += 100  # "the Special Representative (SR)"
    if size == 1 and (around == ("(", ":") or (around == (":", ")") and piece.text.isupper())):
        piece.votes["none"] += 100  # "(NYSE: NRV)"
    if _is_common(lexicon, words, before):
        piece.votes["none"] += 100
    if size == 1 and _LETTERS.fullmatch(piece.text):
        piece.votes["none"] += 50  # "D.C.L."
    if size == 2 and first in _SIDES and gazetteer.demonym(piece.words[1]):
        piece.votes["none"] += 100  # "West Australian"
    if last in _OFFICES:
        piece.votes["none"] += 100  # "the Icelandic Chairmanship"
    if COMPANIES.issuperset(word.lower().rstrip(".") for word in piece.words if word != ","):
        piece.votes["none"] += 100
    if size == 1 and last in lexicon.adjectives:
        piece.votes["none"] += 100
    if size == 1 and len(piece.text) < 4 and piece.start and t.words[piece.start - 1][-1].isdigit():
        piece.votes["none"] += 60  # a unit
    if size == 1 and _DESIGNATION.match(piece.text):
        piece.votes["none"] += 30
    if size == 1 and cities:
        home = any(gazetteer.facts(c).contained_in in nations for c in cities)
        piece.votes["Place"] += 30 if gazetteer.people(cities[0]) > 100_000 else 20 if home else 15
    elif not head and gazetteer.provinces(piece.text):
        piece.votes["Place"] += 15
    elif size == 1 and re.search(r"\.(?:com|org|net)$", piece.text):
        piece.votes["Organization"] += 30
    elif size == 1 and _CAMEL.match(piece.text):
        piece.votes["Organization"] += 15
    elif size == 1 and piece.text.isupper() and len(piece.text) > 2:
        piece.votes["Organization"] += 20 if len(piece.text) > 4 else 10
    if piece.short:
        piece.votes["Organization"] += 40


def _is_common(lexicon: Lexicon, words: list[str], before: str) -> bool:
    """Whether a name is only what some people are called by: "Staff Officers", "Foreign Member", "Senior Lecturer"."""
    people = words[-1].rstrip("s") == "member" or (words[-1] != singular(words[-1]) in lexicon.persons)
    ranked = words[0] if len(words) > 1 else before
    teacher = words[-1] in _ACADEMICS and (ranked in lexicon.modifiers or ranked in ("to", "as"))
    return (people or teacher) and all(
        w in lexicon.persons or (w in lexicon.modifiers and w not in lexicon.heads) for w in words[:-1]
    )


def _head(t: Text, words: list[str]) -> Sort | None:
    """What the head of a name tells: the word before "of", "for" or "on", else the last one or two."""
    heads = t.lexicon.heads
    for k, word in enumerate(words[1:], 1):
        if word in t.lexicon.joins and words[k - 1] in heads:
            return heads[words[k - 1]]
    end = len(words) - 1 if words[-1].isdigit() and len(words) > 1 else len(words)
    return heads.get(" ".join(words[end - 2 : end])) or heads.get(words[end - 1])


def _before(t: Text, piece: Piece) -> None:
    """Titles, professions and kin before a name; nouns that introduce it; prepositions of place."""
    lexicon, k = t.lexicon, piece.start - 1
    if k > 0 and t.words[k] in ('"', "“", "‘", "'") and not t.tight[k - 1]:
        k -= 1
    if not t.follows(k, piece.start):
        return
    word = t.lower[k]
    if word == "the" and piece.votes["Person"] < _STRONG and not gazetteer.cities(piece.text):
        piece.votes["Organization"] += 15  # a person's name takes no article
    if word == ",":
        _apposed(t, piece, k)
        return
    title = next((s for s in range(max(k - 9, 0), k + 1) if t.follows(s, k) and t.title(s, k + 1) == k + 1), None)
    noun = word in lexicon.persons or singular(word) in lexicon.persons
    small = t.words[k].islower() or (t.initial(k) and not t.cap[k])
    sort = lexicon.nouns.get(word) if small else None
    if title is not None and t.words[k][0].isupper():
        piece.votes["Person"] += 100
        piece.sex = piece.sex or lexicon.sexes.get(word)
        piece.titled = piece.titled or t.slice(title, piece.end)
    elif noun and small:
        piece.votes["Person"] += 50 if sort else 80
        piece.sex = piece.sex or lexicon.sexes.get(word)
    if sort:
        _vote(piece, sort, 120 if sort.kind == "Event" else 50)
    if word == "of" and t.follows(k - 1, k):
        sort = lexicon.nouns.get(t.lower[k - 1])
        if sort and sort.kind == "Place":
            piece.votes["Place"] += 40
    if word == "of" and t.follows(k - 1, k) and singular(t.lower[k - 1]) in lexicon.kin:
        piece.votes["Person"] += 50
    weight = lexicon.before.get(word) or (2.5 if t.lower[max(k - 2, 0) : k + 1] == ["as", "far", "as"] else 0)
    held = word == "in" and t.lower[k - 1] in _HOLDINGS
    works = word in ("at", "for") and any(
        t.lower[n] in lexicon.persons or t.lower[n] in _WORK for n in range(max(k - 4, 0), k)
    )
    if held or works:
        piece.votes["Organization"] += 30
    elif weight:
        piece.votes["Place"] += int(10 * weight)
    if word == "of" and t.follows(k - 1, k) and lexicon.owned.get(t.lower[k - 1], Sort(None)).kind == "Organization":
        piece.votes["Organization"] += 35
    if word in lexicon.founds:
        piece.votes["Organization"] += 20
    if word in lexicon.names and 1 < len(piece.words) < 4:
        piece.votes["Person"] += 30
    if word in lexicon.visits:
        piece.votes["Place"] += 25


def _apposed(t: Text, piece: Piece, comma: int) -> None:
    """A person's noun before the comma: "his niece, X", "the governor of Y, X,"."""
    for k in range(comma - 1, max(comma - 10, -1), -1):
        if (
            not t.follows(k, comma)
            or t.words[k] in (",", ";", ".", ":", "(", ")", '"', "“", "”")
            or t.pos[k] in ("VERB", "AUX")
        ):
            return
        if t.lower[k] in t.lexicon.persons or singular(t.lower[k]) in t.lexicon.persons:
            closed = t.follows(piece.end, piece.start) and t.words[piece.end] in (",", ".", ";", "and")
            piece.votes["Person"] += 50 if closed or k == comma - 1 else 20
            piece.sex = piece.sex or t.lexicon.sexes.get(t.lower[k])
            return


def _after(t: Text, piece: Piece, following: Piece | None) -> None:
    """Appositions and relative clauses after a name, and the nouns that it is an attribute of."""
    lexicon, votes, k = t.lexicon, piece.votes, piece.end
    if not t.follows(k, piece.start):
        return
    word = t.lower[k]
    if word == "who":
        votes["Person"] += 40
    elif t.words[k] in POSSESSIVES:
        owned = next(
            (lexicon.owned[t.words[n]] for n in range(k + 1, k + 4) if t.follows(n, k) and t.words[n] in lexicon.owned),
            None,
        )
        if owned:
            _vote(piece, owned, 25)
    elif t.words[k].islower() and (word in lexicon.posts or lexicon.nouns.get(word, Sort(None)).kind == "Organization"):
        ent = t.entity[piece.start]
        person = (ent is not None and ent[2] in ("PERSON", "NORP")) or (t.follows(k + 1, k) and t.lower[k + 1] == "of")
        votes["Organization"] += 0 if person or gazetteer.cities(piece.text) else 40
    elif _MODEL_NUMBER.match(t.words[k]) and not (t.follows(k + 1, k) and t.lower[k + 1] in _AMOUNTS):
        votes["none"] += 60  # "Acme 737", a product
    elif t.life(k):
        votes["Person"] += 30
    else:
        verb = next((n for n in range(k, k + 3) if t.follows(n, k) and t.lower[n] not in _AUXILIARIES), k)
        if t.follows(verb, k):
            votes["Person"] += 30 if t.lower[verb] in lexicon.lives else 0
            votes["Organization"] += 30 if verb > k and t.lower[verb] in lexicon.firms else 0
    if word in ("is", "was", "are", "were") and t.follows(k + 1, k) and t.lower[k + 1] in ("a", "an", "the", "one"):
        _appositive(t, piece, k + 1)
    if word != "," or not t.follows(k + 1, k):
        return
    piece.post = next(
        (" ".join(t.lower[n:s]) for n in range(k + 1, k + 5) if n < t.size and (s := t.title(n, t.size)) > n), None
    )
    if t.lower[k + 1] == "who":
        votes["Person"] += 40
    elif re.fullmatch(r"[1-9]\d", t.words[k + 1]) and t.follows(k + 2, k) and t.words[k + 2] == ",":
        votes["Person"] += 30  # an age
    elif following and following.start == k + 1 and following.form != "demonym":
        country = (following.key or "").startswith("country:") and not (
            t.follows(following.end, k) and t.words[following.end] in POSSESSIVES
        )
        votes["Place"] += 20 if country else 0
    elif t.words[piece.start - 1] in _FRONTED:  # "In Doe, the minister said": a clause begins
        pass
    elif not (gazetteer.provinces(piece.text) and t.words[piece.start - 1] == ","):
        _appositive(t, piece, k + 1)  # but in "Based in Fresno, California, the company …" a clause begins


def _appositive(t: Text, piece: Piece, start: int) -> None:
    """The head of the noun phrase after the comma."""
    if t.words[start] in ('"', "”", "’", "'"):  # the end of a quotation, and its speaker
        return
    for k in range(start, min(start + 9, t.size)):
        if (
            not t.follows(k, start)
            or t.lower[k] in (",", ".", ";", "(", "that", "which", "who")
            or t.pos[k] in ("VERB", "AUX", "ADP")
        ):
            if t.words[k - 1] in HYPHENS:  # "an army-led mission"
                continue
            word = t.lower[k - 1]
            if word in t.lexicon.persons and k > start:
                piece.votes["Person"] += 50
            elif word in t.lexicon.nouns and k > start:
                _vote(piece, t.lexicon.nouns[word], 50)
            return


def _label(t: Text, piece: Piece) -> tuple[str, int] | None:
    """The model's label, a weak witness where it covers a part or a name unknown to the gazetteer."""
    ent = t.entity[piece.start] or t.entity[piece.end - 1]
    if ent is None:
        return None
    start, end, label = ent
    size = len(piece.words)
    if label not in _LABELS:
        known = label == "NORP" and gazetteer.cities(piece.text)
        return "none", 0 if known else _OTHER.get(label, 0)
    if start > piece.start or end < piece.end:
        most = label == "PERSON" and end - start == size - 1 > 1  # "Ada Mary" of "Ada Mary Roe"
        return _LABELS[label], 20 if most else 10
    if label in ("GPE", "LAW"):
        return _LABELS[label], 15 if size > 1 else 20
    return _LABELS[label], 30 if size > 1 else 20


def _share(t: Text, pieces: list[Piece]) -> None:
    """Members of a list are of one kind: each borrows some weight from its neighbour."""
    borrowed: list[tuple[Piece, str]] = []
    for left, right in pairwise(pieces):
        gap = t.lower[left.end : right.start]
        if not t.follows(right.start, left.start) or "demonym" in (left.form, right.form):
            continue
        if gap in (["and"], ["or"]):
            for one, other in ((left, right), (right, left)):
                best = other.kind or _best(other.votes)
                if one.kind is None and best:
                    borrowed.append((one, best))
        if gap in (["with"], ["and"], ["to"]) and t.lower[left.start - 1] in _CONNECTS:
            borrowed.append((right, "Place"))
        closed = not t.follows(right.end, right.start) or t.words[right.end] in (",", ".", ";", "(")
        if gap == [","] and closed and right.kind is None and gazetteer.cities(left.text):  # "in Lyon, Upper Doe,"
            borrowed.append((right, "Place"))
    for piece, kind in borrowed:
        piece.votes[kind] += _BORROWED


def _best(votes: Counter[str]) -> str | None:
    broad: Counter[str] = Counter()
    for sort, weight in votes.items():
        broad[sort.partition("|")[0]] += weight
    kind, weight = max(broad.items(), key=lambda kw: (kw[1], kw[0]), default=("", 0))
    return kind if weight >= _ENOUGH and kind != "none" else None


def _settle(piece: Piece, totals: Counter[str]) -> None:
    """The kind for which most speaks in the document, unless strong evidence at this place speaks against it."""
    votes = Counter(totals)
    for sort, weight in piece.votes.items():
        votes[sort] += 2 * weight if weight >= _STRONG else 0
    best = _best(votes)
    if best is None or piece.votes["none"] >= _STRONG:
        return
    narrow = max((s for s in votes if s.startswith(best + "|")), key=lambda s: (votes[s], s), default=best)
    types = tuple(narrow.split("|")[1:])
    kinds: dict[str, Kind] = {
        "Person": "Person",
        "Organization": "Organization",
        "Place": "Place",
        "Programme": "Programme",
        "Event": "Event",
    }
    piece.kind, piece.types = kinds[best], types


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w[0].isupper())


def _correct(
    t: Text, piece: Piece, settled: dict[str, Piece], firms: dict[str, Piece], people: list[tuple[str, ...]]
) -> None:
    """A short form is of the kind of its full form: the core of an operation's name, an acronym, a surname."""
    words = tuple(map(fold, piece.words))
    plain = " ".join(w for w in piece.words if not w.isdigit())
    full = settled.get(fold(plain)) if not piece.text.islower() else None
    if full is not None and full is not piece and _short(piece, full):
        if full.short == piece.text or not any(
            weight >= _STRONG for sort, weight in piece.votes.items() if not sort.startswith(full.kind or "")
        ):
            piece.kind, piece.types = full.kind, full.types
            piece.form = "acronym" if piece.text.isupper() and len(piece.words) == 1 else piece.form
            if full.kind == "Event":
                piece.core = tuple(w for w in piece.words if not w.isdigit())
        return
    if piece.kind in ("Person", "Programme", "Event") or any(w >= _STRONG for w in piece.votes.values()):
        return
    owners = [p for p in people if len(words) < len(p) and any(p[k : k + len(words)] == words for k in range(len(p)))]
    if piece.kind is None and any(within(p, words) for p in people):
        owners = [words]
    elif piece.kind is None and len(words) == 1 and words[0] in firms:
        piece.kind = "Organization"
    if owners and not (piece.start and t.lower[piece.start - 1] in ("in", "near", "at")):
        piece.kind, piece.types = "Person", ()


def _brothers(t: Text, pieces: list[Piece]) -> None:
    """Give the first of "the brothers Ada and Ben Doe" their surname."""
    for left, right in pairwise(pieces):
        several = (
            left.start > 0
            and singular(t.lower[left.start - 1]) in t.lexicon.kin
            and t.lower[left.start - 1].endswith("s")
        )
        if (
            several
            and right.kind == "Person"
            and len(left.words) == 1 < len(right.words)
            and t.lower[left.end : right.start] == ["and"]
        ):
            left.kind, left.words = "Person", (left.words[0], *right.words[1:])
            left.text = " ".join(left.words)


def _short(piece: Piece, full: Piece) -> bool:
    return len(piece.words) > 1 or piece.text.isupper() or piece.words in (full.core, full.words[:-1])


def _locate(t: Text, pieces: list[Piece]) -> None:
    """Give places the key of the city or province that they name, and shared demonyms the country that the text names."""
    for number, piece in enumerate(pieces):
        if piece.key and piece.form == "name" and (state := _state(t, piece, pieces[number - 1] if number else None)):
            piece.key, piece.types = state, ("AdministrativeArea",)
    countries = Counter(p.key for p in pieces if p.key and p.key.startswith("country:") and p.form == "name")
    for number, piece in enumerate(pieces):
        if piece.form == "demonym":
            options = gazetteer.demonym(piece.text)
            piece.key = max(options, key=lambda k: (countries[k] > 0, -options.index(k)))
        if piece.kind != "Place" or piece.key or piece.types not in ((), ("City",)):
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        beside: set[str | None] = set()
        if following and following.start == piece.end + 1 and t.words[piece.end] == ",":  # "London, Ontario"
            beside = {following.key, *(gazetteer.facts(k).contained_in for k in gazetteer.provinces(following.text))}
        kinds = [
            (gazetteer.cities(piece.text), "City"),
            (gazetteer.provinces(piece.text), "AdministrativeArea"),
        ]
        if t.lower[max(0, piece.start - 2) : piece.start] in (["state", "of"], ["province", "of"]):
            kinds.reverse()  # "the state of Washington"
        for options, kind in kinds:
            homes = {k: gazetteer.facts(k).contained_in for k in options}
            near = [k for k in options if homes[k] in beside] or [k for k in options if homes[k] in countries]
            if near or (options and (kind == "City" or len(options) == 1)):
                piece.key, piece.types = (near or list(options))[0], (kind,)
                break


def _state(t: Text, piece: Piece, previous: Piece | None) -> str | None:
    """Key of the province that has the name of a country, where the words around speak of it: "Atlanta, Georgia"."""
    if not piece.key or not piece.key.startswith("country:"):
        return None
    for key in gazetteer.provinces(piece.text):
        home = gazetteer.facts(key).contained_in
        if home == piece.key:
            continue
        around = {t.lower[k] for k in (piece.start - 1, piece.end) if t.follows(k, piece.start)}
        beside = previous is not None and previous.end == piece.start - 1 and t.words[previous.end] == ","
        if beside and previous and home in {gazetteer.facts(c).contained_in for c in gazetteer.cities(previous.text)}:
            return key
        governor = "of" in around and "governor" in t.lower[max(piece.start - 5, 0) : piece.start]
        if governor or around & {"governor", "state", "legislature", "senator", "lawmakers"}:
            return key
    return None
