"""Where the names stand: runs of capitalised words, cut and joined by what the lexicons know of their words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kgx import gazetteer
from kgx.model import Kind
from kgx.names.lexicon import COMPANIES, ENDINGS, LINKS, PARTICLES, PATRONYMICS, Sort
from kgx.names.text import HYPHENS, POSSESSIVES, Text

_WHOLE = frozenset({"ORG", "FAC", "EVENT", "LAW"})  # labels whose boundaries over small words are mostly right
_OF_CITIES = frozenset({"airport", "airbase", "base"})  # small words that make a name of a city that of a facility
_SYLLABLE = re.compile(  # the second of a Chinese or Korean given name: "Roe Kai-sheng"
    r"(?!run$|won$|hit$|set$|long$|ban$|born$|sung$|man$|bound$)"
    r"(?:[bpmfdtnlgkhjqxzcsrywv]|zh|ch|sh|ts|hs|tz|ss|ky|gy|py|my|hy|hw|kw)?[aeiouü]{1,3}(?:n|ng|h|k|m|p|r|l)?$"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(slots=True)
class Piece:
    """A name found in the text, before it is known which entity it names."""

    start: int  # token
    end: int  # token, exclusive
    text: str
    words: tuple[str, ...]
    form: str = "name"  # as of a Mention
    kind: Kind | None = None
    types: tuple[str, ...] = ()
    key: str | None = None  # of the gazetteer
    sex: str | None = None  # "male" or "female", where a title or noun beside it tells
    home: str | None = None  # key of the country that is part of it
    core: tuple[str, ...] = ()  # its words without the one that types it: "Polar Dawn" of "Operation Polar Dawn"
    short: str | None = None  # the acronym given for it in brackets
    titled: str | None = None  # with the title before it: "President Ada Roe"
    post: str | None = None  # that an apposition after it names
    quiet: bool = False  # in a title or heading: it links to an entity of the text, but makes none
    sure: bool = False  # of the lexicons, in a title in sentence case
    alone: bool = False  # all that a title or heading says
    votes: Counter[str] = field(default_factory=Counter)  # sort of name -> weight of the evidence, in tenths


def find(t: Text) -> list[Piece]:
    """The names of a document in order, those of the gazetteer with their key."""
    pieces = [piece for start, end in _runs(t) for piece in _cut(t, start, end) if not _is_honour(t, piece)]
    return _complete(t, _join(t, pieces))


def _is_honour(t: Text, piece: Piece) -> bool:
    """Letters behind a name and a comma: "Ada Roe, OBE, PhD"."""
    return (
        piece.start > 1 and t.words[piece.start - 1] == "," and piece.text.replace(".", "").lower() in t.lexicon.honours
    )


def _runs(t: Text) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with particles, hyphens, & and possessives between them, and known names."""
    i = 0
    while i < t.size:
        i = t.fields(i)
        modified = t.lower[i] in t.lexicon.modifiers and t.follows(i + 1, i)
        stop = next((s for k in (i, i + modified) if (s := t.title(k, t.size)) - k > 2), None)
        if stop is not None:  # "Chief of the General Staff", "State Minister of Defence" are no names
            i = stop
            continue
        if not t.cap[i]:
            i += 1
            continue
        start, j = i, t.known[i][0] if i in t.known else i + 1
        while (
            start > 1
            and t.lower[start - 1] in PARTICLES
            and t.follows(start - 2, i)
            and t.title(start - 2, start - 1) > start - 2
        ):
            start -= 1
        while t.follows(j, i) and not t.broken[j]:
            if t.cap[j] and (t.title(j, t.size) - j > 2 or t.fields(j) > j):
                break  # "US Secretary of State Ada Roe", "Mali's Mines and Energy Minister Ada Roe"
            if t.cap[j] and not (t.initial(j) and t.words[j - 1].endswith(".") and len(t.words[j - 1]) > 3):
                j = t.known[j][0] if j in t.known else j + 1
                continue
            step = _link(t, i, j)
            if step == j:
                break
            j = step
        yield start, j
        i = j


def _link(t: Text, i: int, j: int) -> int:
    """The next word of a run over small words that may stand inside a name; the same token where none may."""
    if t.words[j] in HYPHENS and t.tight[j - 1] and t.tight[j] and t.follows(j + 1, j) and t.cap[j + 1]:
        return j + 1
    if t.words[j] in HYPHENS and t.tight[j - 1] and t.tight[j] and t.follows(j + 1, j):
        if t.lower[j + 1] in ENDINGS or (j - i > 1 and _SYLLABLE.match(t.words[j + 1])):
            return j + 2
        if t.words[j - 1].isupper() and t.words[j + 1].isupper() and len(t.words[j + 1]) < 3:  # "XYZ-M"
            return j + 2
    if (
        t.words[j] in HYPHENS
        and t.follows(j + 3, j)
        and t.lower[j + 1] in LINKS
        and t.words[j + 2] in HYPHENS
        and t.cap[j + 3]
    ):
        return j + 3
    if t.words[j].isdigit() and t.follows(j + 1, j) and t.lower[j + 1].rstrip(".") in COMPANIES:
        return j + 1  # "Bureau 15 Co., Ltd"
    if t.words[j] == "&" and t.follows(j + 1, j) and t.cap[j + 1]:
        return j + 1
    if t.lower[j] == "of" and j - i > 0 and t.lower[j - 1] in t.lexicon.joins["of"]:  # "Chamber of Engineers"
        k = j + 2 if t.follows(j + 1, j) and t.words[j + 1] == "the" else j + 1
        return k if t.follows(k, j) and t.cap[k] and k not in t.known and t.title(k, t.size) > k else j
    if (
        t.words[j] == ","
        and t.follows(j + 1, j)
        and t.words[j + 1][0].isupper()
        and t.lower[j + 1].rstrip(".") in COMPANIES
    ):  # "Acme, Inc."
        return j + 2
    if t.words[j] in POSSESSIVES:
        return j + 1 if _possessive(t, i, j) else j
    k = j
    while k < t.size and k - j < 3 and (t.lower[k] in PARTICLES or (k > j and t.words[k] in HYPHENS)):
        k += 1
    return k if k > j and t.follows(k, j) and t.cap[k] and not t.initial(j) else j


def _possessive(t: Text, i: int, j: int) -> bool:
    """Whether the possessive is part of a name: "Teachers' Front", "Governor's Office"."""
    k = j + 1
    while t.follows(k, j) and t.cap[k] and k < j + 3:
        k += 1
    if k == j + 1 or t.known.get(i, (0, ""))[0] >= j:
        return False
    sort = t.lexicon.heads.get(t.lower[k - 1])
    ent = t.entity[i]
    named = t.words[j - 1] in t.people or t.lower[j - 1] in t.lexicon.heads
    if named or sort is None or sort.kind not in ("Organization", "Event") or (t.follows(k, j) and t.cap[k]):
        return False
    if t.title(i, j) == j or t.words[j] in ("'", "’"):
        return True
    return not (ent and ent[2] in ("PERSON", "GPE") and ent[1] <= j) and not gazetteer.cities(t.slice(i, j))


def _cut(t: Text, i: int, j: int) -> Iterator[Piece]:
    """The names in a run of capitalised words; posts and forms of address among them fall away."""
    while i < j and (t.words[i] in HYPHENS or t.words[i] == "&"):
        i += 1
    if j - i > 2 and t.lower[i] in ("deputy", "assistant", "acting") and t.lower[j - 1] in t.lexicon.heads:
        i += 1  # "Deputy State Department spokeswoman Ada Roe"
    while (
        j - i > (1 if len(t.words[j - 1]) > 2 else 2)
        and t.words[j - 1].isupper()
        and t.lower[j - 1] in t.lexicon.honours
    ):
        j -= 1  # "Ada Roe OBE"
    if i >= j:
        return
    known = t.known.get(i)
    if known and known[0] >= j:
        yield _piece(t, i, known[0])
        return
    headed = t.lower[j - 1] in t.lexicon.heads or "of" in t.lower[known[0] if known else i : j]
    people = [k for k in range(i + 1, j) if (ent := t.entity[k]) and ent[0] == k and ent[2] == "PERSON"]
    led = t.words[i].isupper() or (j - i > 2 and t.lower[max(0, i - 2) : i] == ["ambassador", "to"])
    if led and (ent := t.entity[i]) and ent[2] == "PERSON":
        people.insert(0, i + 1)  # the model takes "PACE Ada Roe", "Ambassador to Lima Ada Roe" for one name
    title = None if headed and not people else _title(t, i, j)
    if title:
        yield from _untitled(t, i, *title, j)
        return
    for k in people:
        if j - k > 1 and (apart := _apart(t, i, k)):
            first = _piece(t, i, k)
            first.votes[apart] += 40
            yield first
            yield from _cut(t, k, j)
            return
        if k - i > 1 and t.lower[k - 1] in t.lexicon.heads and not headed:
            yield from _cut(t, i, k)
            yield from _cut(t, k, j)
            return
    ent = t.entity[i]
    covered = ent is not None and ent[1] >= j and ent[2] in (*_WHOLE, "PRODUCT", "WORK_OF_ART")
    completed = headed or _tail(t, j) is not None
    person = (
        ent is not None
        and ent[0] == i
        and ent[1] >= j
        and ent[2] == "PERSON"
        and known is not None
        and known[0] == i + 1
    )
    if known and known[1].startswith("country:") and not headed and j - known[0] > 1 and _is_post_of(t, i):
        yield _piece(t, i, known[0])
        for piece in _cut(t, known[0], j):
            piece.votes["Person"] += 100
            yield piece
        return
    joined = i > 2 and t.lower[i - 2 : i] == ["of", "the"] and t.cap[i - 3] and t.lower[i - 3] in t.lexicon.joins["of"]
    if known and joined and known[1].startswith("demonym:") and j - known[0] == 1:
        yield _piece(t, i, j)  # "Order of the British Empire"
        return
    if known and not person:  # "Chad Doe" is no country
        stop = known[0]
        if t.words[stop] in HYPHENS and not completed:
            yield _piece(t, i, stop)
            yield from _cut(t, stop + 1, j)
            return
        if t.words[stop] not in HYPHENS and not headed and not covered:
            yield _piece(t, i, stop)
            yield from _cut(t, stop, j)
            return
    edges = [i, *[k + 1 for k in range(i, j) if t.words[k] in HYPHENS], j + 1]
    parts = [(a, b - 1) for a, b in pairwise(edges)]
    if (
        len(parts) > 1
        and not completed
        and all(a < b and (a in t.known or gazetteer.cities(t.slice(a, b))) for a, b in parts)
    ):
        for a, b in parts:
            yield _piece(t, a, b)
        return
    yield _piece(t, i, j)


def _is_post_of(t: Text, i: int) -> bool:
    """Whether "President of" or the like stands right before a token: "President of Chad Ada Roe"."""
    k = i - 1 if i and t.lower[i - 1] == "the" else i
    return k > 1 and t.lower[k - 1] == "of" and any(t.title(n, k - 1) == k - 1 for n in range(max(0, k - 5), k - 1))


def _untitled(t: Text, i: int, start: int, stop: int, j: int) -> Iterator[Piece]:
    """The names on both sides of a title; what follows it is a person."""
    if start > i:
        yield from _cut(t, i, start)
    if stop < j:
        for piece in _cut(t, stop, j):
            portfolio = t.lower[piece.end - 1] in t.lexicon.modifiers
            if portfolio and t.lower[stop - 1] in t.lexicon.posts:  # "Director Army Public Relations"
                piece.votes["none"] += 100
            elif piece.start == stop and not piece.key:
                piece.votes["Person"] += 100
                piece.sex = next((t.lexicon.sexes[w] for w in t.lower[start:stop] if w in t.lexicon.sexes), None)
                piece.titled = t.slice(start, piece.end)
            yield piece


def _title(t: Text, i: int, j: int) -> tuple[int, int] | None:
    """First post, rank or form of address in a run of capitalised words, with what belongs to it on both sides."""
    modifiers, k = t.lexicon.modifiers, i
    alone = 2 < j - i < 6 and t.lexicon.heads.keys().isdisjoint(t.lower[i:j])
    if alone and t.initial(i) and t.lower[i] in t.lexicon.professions:  # "Economist Ada Roe said"
        return i, i + 1
    while k < j:
        stop = t.title(k, j)
        several = stop == k + 1 == j - 1 and t.lower[k] not in t.lexicon.titles and t.words[j : j + 1] != ["and"]
        if stop > k and several:  # "Doctors Worldwide"
            stop = k
        surname = k > i and stop == j and t.lower[stop - 1] in t.lexicon.surnames
        ent = t.entity[k]
        firm = (
            stop == k + 1
            and t.lower[k] in t.lexicon.surnames
            and ent is not None
            and ent[0] <= k
            and ent[1] >= j
            and ent[2] == "ORG"
            and t.words[j - 1] not in t.people
        )
        # "General Motors", "Office of the President", "Ada bint Sultan Al Roe", "Ahmad Shah Roe"
        within = (
            ent is not None and ent[2] == "PERSON" and ent[0] < k and ent[1] > stop and t.lower[k] in t.lexicon.surnames
        )
        inside = firm or within or (k > i and t.lower[k - 1] in ("of", "the", *PATRONYMICS))
        if stop > k and not inside and not (surname and t.lower[k - 1] not in modifiers):
            start = k
            while (
                start > i
                and start - 1 not in t.known
                and (t.lower[start - 1] in modifiers or t.words[start - 1] in HYPHENS)
            ):
                if t.lower[start - 1] == "party" and start - 1 > i and t.lower[start - 2] not in modifiers:
                    break  # "Liberal Party President"
                start -= 1
            while stop < j:
                further = t.title(stop, j)
                if further == stop and stop + 1 < j and t.lower[stop] in modifiers:
                    further = max(t.title(stop + 1, j), stop) if t.title(stop + 1, j) > stop + 1 else stop
                if further == stop:
                    break
                stop = further
            deputy = all(word in modifiers for word in t.lower[k:stop])
            last = t.entity[j - 1]
            if deputy and stop < j and t.title(j - 1, j) == j and (last is None or last[2] != "PERSON"):
                stop = j  # "Deputy Force Commander"
            return start, stop
        k = t.known[k][0] if k in t.known else k + 1
    return None


def _apart(t: Text, i: int, k: int) -> Kind | None:
    """What the words i to k before a person's name name: "of CUNI Ada Roe" a body, "in the Hague Ada Roe" a place."""
    before = t.lower[i - 1] if i > 0 else ""
    if (
        k == i + 1
        and before in ("of", "to", "at", "from")
        and t.words[i].isupper()
        and len(t.words[i]) > 2
        and t.words[k].istitle()
    ):
        return "Organization"
    within = before == "in" or t.lower[max(0, i - 2) : i] in (["in", "the"], ["ambassador", "to"])
    return "Place" if within and (gazetteer.cities(t.slice(i, k)) or gazetteer.cities(f"The {t.slice(i, k)}")) else None


def _piece(t: Text, i: int, j: int) -> Piece:
    while j - 1 > i and t.lower[j - 1] in PARTICLES and not t.cap[j - 1]:
        j -= 1
    piece = Piece(i, j, t.slice(i, j), tuple(w for w in t.words[i:j] if w not in HYPHENS), quiet=t.quiet[i])
    piece.alone = not (t.follows(i - 1, i) or t.follows(j, i))
    known = t.known.get(i)
    if known and known[0] == j:
        key = known[1]
        if key.startswith("demonym:"):
            piece.form, key = "demonym", "country:" + key.removeprefix("demonym:").split(",")[0]
        elif piece.text.isupper() and len(piece.words) == 1 and key.startswith("org:"):
            piece.form = "acronym"
        piece.sure = t.plain[i] and piece.form != "demonym"
        piece.key, piece.kind, piece.types = key, gazetteer.facts(key).kind, gazetteer.facts(key).types
    elif known:
        piece.home = _home(known[1])
    return piece


def _home(key: str) -> str | None:
    """The country that a key of the lexicons stands for."""
    key = "country:" + key.removeprefix("demonym:").split(",")[0] if key.startswith("demonym:") else key
    return key if key.startswith("country:") else None


def _tail(t: Text, j: int) -> tuple[int, Sort] | None:
    """Small words after a name that complete it ("base", "wind farm"), and where they end."""
    for stop in (j + 2, j + 1):
        if t.follows(stop - 1, j - 1):
            words = " ".join(t.words[j:stop])
            if words in t.lexicon.tails:
                return stop, t.lexicon.tails[words]
    return None


def _join(t: Text, pieces: list[Piece]) -> list[Piece]:
    """Names that go on over small words: "University of X", "Peace and Security Council"."""
    out: list[Piece] = []
    for right in pieces:
        piece = right
        if len(out) > 1 and _nicknamed(t, out[-2], out[-1], piece):
            left = out.pop(-2)
            out.pop()
            whole = _piece(t, left.start, piece.end)
            whole.votes, whole.titled, whole.sex = left.votes + Counter({"Person": 100}), left.titled, left.sex
            whole.words = (*left.words, *piece.words)
            piece = whole
        if out and _inverted(t, out[-1], piece):
            left = out.pop()
            whole = _piece(t, left.start, piece.end)
            words = (*piece.words, *left.words)
            whole.words = tuple(w.title() for w in words) if left.text.isupper() else words
            whole.text, whole.votes["Person"] = " ".join(whole.words), 100
            piece = whole
        while out and t.follows(piece.start, out[-1].start) and _joins(t, out[-1], piece):
            left = out.pop()
            whole = _piece(t, left.start, piece.end)
            whole.votes = left.votes
            whole.home = whole.home or piece.home or _home(piece.key or "")
            piece = whole
        out.append(piece)
    return out


def _inverted(t: Text, surname: Piece, given: Piece) -> bool:
    """Whether a surname opens the block and the given names follow: "Roe, Ada (1870–1930), painter, was …"."""
    opens = not t.follows(surname.start - 1, surname.start) and t.lower[surname.end : given.start] == [","]
    if not opens or given.key or len(surname.words) > 2 or len(given.words) > 3 or gazetteer.provinces(given.text):
        return False
    if not t.follows(given.end, given.start):  # a heading, which the text under it repeats
        return t.follows(given.start, surname.start) and t.raw.count(t.slice(surname.start, given.end)) > 1
    k = given.end + 2 * (t.lower[given.end + 1 : given.end + 2] in (["jr."], ["sr."]))
    near = range(k, min(k + 10, t.size))
    return t.life(k) or any(t.lower[n] in ("b.", "born") and t.follows(n, surname.start) for n in near)


def _nicknamed(t: Text, first: Piece, short: Piece, last: Piece) -> bool:
    """Whether a nickname stands between the names of a person: "Margaret (Peg) Roe", "William “Bill” Orr"."""
    marks = (t.words[short.start - 1], t.words[short.end : short.end + 1])
    around = first.end + 1 == short.start and short.end + 1 == last.start and t.follows(last.start, first.start)
    paired = marks[0] in ("(", '"', "“", "'", "‘") and marks[1] in ([")"], ['"'], ["”"], ["'"], ["’"])
    nobody = first.key or last.key or short.text.isupper()
    return around and paired and not nobody and len(short.words) == 1 and len(last.words) < 3 and len(first.words) < 4


def _joins(t: Text, left: Piece, right: Piece) -> bool:
    gap = t.lower[left.end : right.start]
    if not 0 < len(gap) <= 2 or left.votes["Person"] or (left.key and not left.key.startswith("org:")):
        return False
    ent = t.entity[left.start]
    spanned = ent is not None and ent[0] >= left.start - 1 and ent[1] >= right.end and ent[2] in _WHOLE
    head, last = t.lower[left.end - 1], t.lower[right.end - 1]
    after_the = left.start > 0 and t.lower[left.start - 1] == "the"
    if gap[0] != "in" and gap[0] in t.lexicon.joins and gap[1:] in ([], ["the"]):
        if gap[0] == "of" and (right.key or gap[1:]) and _is_organisation(t, right):
            return False
        of_country = gap[0] == "of" and bool(_home(right.key or "")) and right.form == "name"
        if of_country and any(
            t.lower[k] == "of" and t.lower[k - 1] in t.lexicon.joins["of"] for k in range(left.start + 1, left.end)
        ):
            return True  # "Ministry of Defence of Ruritania"
        if head in t.lexicon.joins[gap[0]] or (spanned and not left.key):
            return True
        return gap == ["for"] and last in t.lexicon.heads and not left.key and after_the
    if gap[0] == "in":
        return head in t.lexicon.joins["in"] and (
            (right.key or "").startswith("region:") or _stands_for(t, left, right)
        )
    if gap != ["and"] or left.key or right.key:
        return False
    if spanned:
        return True
    size = right.end - right.start
    if size == 1:  # "Ministry of Trade and Industry"
        return last in t.lexicon.modifiers and any(w in t.lexicon.joins for w in t.lower[left.start : left.end])
    if size == left.end - left.start == 2 and gazetteer.demonym(left.words[0]) and head not in t.lexicon.heads:
        return last in t.lexicon.heads and after_the  # "the Ghanaian Food and Grocery Council"
    return left.end - left.start == 1 and last in t.lexicon.heads and after_the and t.entity[left.start] is None


def _stands_for(t: Text, left: Piece, right: Piece) -> bool:
    """Whether an acronym in brackets follows that stands for both names: "Mission in Ruritania (MIR)"."""
    if not t.follows(right.end + 1, right.start) or t.words[right.end] != "(":
        return False
    acronym = t.words[right.end + 1]
    return acronym.isupper() and len(acronym) > len(left.words) and acronym[-1] == right.words[-1][0]


def _is_organisation(t: Text, piece: Piece) -> bool:
    """Whether a name is that of an organisation already, with a kind of its own: "the African Union"."""
    if piece.key:
        return piece.key.startswith("org:")
    sort = t.lexicon.heads.get(t.lower[piece.end - 1])
    return len(piece.words) > 1 and sort is not None and sort.kind == "Organization"


def _complete(t: Text, pieces: list[Piece]) -> list[Piece]:
    """Add small words that belong to a name ("the X base", "the Russian defence ministry"), numbers and acronyms."""
    out = []
    for number, piece in enumerate(pieces):
        limit = pieces[number + 1].start if number + 1 < len(pieces) else t.size
        _count(t, piece)
        piece = _body(t, piece, limit) or _tailed(t, piece, limit) or _numbered(t, piece, limit) or piece  # noqa: PLW2901
        piece.short = _acronym(t, piece)
        out.append(piece)
    return out


def _count(t: Text, piece: Piece) -> None:
    """Add the number that tells a unit or an edition from the others: "4th Infantry Division"."""
    k = piece.start - 1
    sort = t.lexicon.heads.get(t.lower[piece.end - 1])
    counted = sort is not None and sort.types and sort.types[0] in ("MilitaryOrganization", "Conference")
    several = len(piece.words) > 1 or t.lower[piece.start] in ("fleet", "army", "division", "brigade", "corps")
    if counted and several and not piece.key and t.follows(k, piece.start) and _ORDINAL.match(t.lower[k]):
        piece.start, piece.words = k, (t.words[k], *piece.words)
        piece.text = t.slice(k, piece.end)


def _longer(t: Text, piece: Piece, end: int, sort: Sort) -> Piece:
    words = (*piece.words, *t.words[piece.end : end])
    return Piece(
        piece.start,
        end,
        t.slice(piece.start, end),
        words,
        kind=sort.kind,
        types=sort.types,
        quiet=piece.quiet,
        votes=piece.votes,
    )


def _tailed(t: Text, piece: Piece, limit: int) -> Piece | None:
    tail = _tail(t, piece.end)
    if tail is None or tail[0] > limit or piece.key or piece.votes["Person"]:
        return None
    end, sort = tail
    city = bool(gazetteer.cities(piece.text)) and not (HYPHENS & set(t.words[piece.start : piece.end]))
    if city and t.words[end - 1] not in _OF_CITIES and sort.types != ("AdministrativeArea",):
        return None
    longer = _longer(t, piece, end, sort)
    longer.core = () if city else piece.words
    return longer


def _numbered(t: Text, piece: Piece, limit: int) -> Piece | None:
    """A name with its year or number: "Exercise X 2021", "Resolution 181"."""
    k, first = piece.end, t.lower[piece.start]
    if piece.key or k >= limit or not t.follows(k, piece.start) or not t.words[k][0].isdigit():
        return None
    ent = t.entity[k]
    edition = (
        _YEAR.match(t.words[k])
        and len(piece.words) > 1
        and (first in t.lexicon.leads or (ent is not None and ent[0] <= piece.start))
    )
    if not edition and not (first in t.lexicon.leads and len(piece.words) == 1):
        return None
    longer = _piece(t, piece.start, k + 1)
    longer.votes = piece.votes
    return longer


def _body(t: Text, piece: Piece, limit: int) -> Piece | None:
    """A body named by its country: "the Russian defence ministry", "Georgia's parliament"."""
    if not piece.key or not piece.key.startswith("country:"):
        return None
    k = piece.end
    if piece.form == "demonym" and piece.start and t.lower[piece.start - 1] == "the":
        pass
    elif piece.form == "name" and k < limit and t.words[k] in POSSESSIVES:
        k += 1
    else:
        return None
    for stop in range(k, min(k + 4, limit)):
        for end in (stop + 2, stop + 1):
            sort = t.lexicon.bodies.get(" ".join(t.words[stop:end]))
            if sort and end <= limit and t.follows(end - 1, k) and not (stop == k and t.words[stop] == "ministry"):
                longer = _longer(t, piece, end, sort)
                longer.home = piece.key
                return longer
        if t.words[stop] not in t.lexicon.modifiers:
            return None
    return None


def _acronym(t: Text, piece: Piece) -> str | None:
    """The acronym in brackets after a name."""
    k = piece.end
    if len(piece.words) < 2 or not t.follows(k + 2, piece.start) or t.words[k] != "(" or t.words[k + 2] != ")":
        return None
    inside = t.words[k + 1]
    initials = {w[0].upper() for w in piece.words}
    return inside if inside.isupper() and inside.isalpha() and 2 <= len(inside) <= 8 and inside[0] in initials else None
