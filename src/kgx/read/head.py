"""The head of a text: what is its title, its byline, its date, its publisher, and where the prose begins."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kgx import gazetteer
from kgx.read import days
from kgx.read.furniture import is_navigation, is_sentence, without_furniture
from kgx.read.page import Page

DEPTH = 12  # paragraphs from the top in which a byline or a date line is looked for
_MEDIA = re.compile(
    r"""\b(?:agenc(?:y|ia|e|ija)|agenzia|apa|az|bote|broadcast\w*|bulletin|chronicle|courier|daily|desk|diario|dispatch|echo|examiner|
    express|gazett?e|globe|guardian|herald|independent|informer|inquirer|insider|journal|mail|magazine|media|mercury|mirror|monitor|
    nachrichten|news\w*|notic\w+|observer|online|outlook|politika|post|prensa|press\w*|quarterly|radio|record|register|report|reporter|
    review|semanal|sentinel|service|standard|star|sun|telegraph|televi\w+|times|today|tribune|tv|update|voice|weekly|wire|world|zeitung)\b
    | ^\w[\w-]*(?:\.[\w-]+)*\.[a-z]{2,}$""",
    re.I | re.X,
)
_NOT_A_NAME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december staff correspondent reporter writer editor editorial bureau team desk our special the contributor
    analyst admin administrator author guest exclusive agencies north south east west central foreign policy""".split()
)
_PARTICLES = frozenset(
    "al bin binti bint da das de del della den der di dos du el ibn la las le los ould san ter van von y zu".split()
)
_SMALL = frozenset("and de del des di do du la le of the &".split())
_BYLINE = re.compile(
    r"(?:by|(?:written|reported|reporting|story|text|words|interview|report|compiled|posted|edited)(?: by)?\s*:|(?:written|reported|reporting|story|text|words|interview|compiled|posted) by|authors?\s*:)\s*(?P<names>\S.*)",
    re.I,
)
_FACT = re.compile(
    r"[^\W\d]\s*:|\b(?:[a-z]+ed|born|held|built|began|begun|met|won|sold|sent|left)\b", re.I
)  # "Founded: 4 May"
_NUMBER = re.compile(r"\b(?:issue|edition|vol\.?|volume|no\.|number|nr\.?|#)\s*\d+", re.I)
_CREDIT = re.compile(r"[(\[]?(?:additional )?(?:reporting|writing) by (?P<names>[^;)\]]+)[^.]*", re.I)
_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last )?(?:updated|modified|revised|reviewed|changed))|(?:first )?(?:published|posted|issued|released|publication date|date|created))\b(?: on| at)?\s*:?",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b[,.]?", re.I)
_TIME = re.compile(
    r"(?:\bat )?\b[0-2]?\d[:.h][0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:UTC|GMT|[A-Z]{2,4}T)?(?:\s*[+−-]\s*\d{1,2}(?::?\d\d)?)?\)?)?|\b(?:UTC|GMT)\b(?:[+−-]\d{1,2}(?::?\d\d)?)?",
    re.I,
)
_BREADCRUMB = re.compile(r"\s*[»›>]+\s*")
_SEPARATOR = re.compile(r"\s[-–—]+\s|[|•·/,;()\[\]]|\s[-–—]+$|^[-–—]+\s")
_TITLE_LABEL = re.compile(r"(?:title|headline|subject)\s*:\s*(?=\S)", re.I)
_DATELINE = re.compile(r"\(?(?P<head>[^\W\d_].{2,130}?)(?:\s?[–—]{1,2}\s?|\s-{1,2}\s|:\s|(?<=/)[.:]?\s)")
_AGENCY = re.compile(r"\((?P<round>[^()\d]{2,60})\)|/(?P<slash>[^/\d]{2,40})/")


@dataclass(slots=True)
class _Found:
    """What the head says, the better founded kinds of date first."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    stated: date | None = None
    dateline: date | None = None
    updated: date | None = None
    printed: date | None = None

    def published(self) -> date | None:
        return self.stated or self.dateline or self.updated or self.printed


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of nothing but date, byline, place and publisher."""

    day: date | None
    dated: bool  # it has a date, though perhaps one that can be read in two ways
    updated: bool
    bare: bool  # nothing but a day
    plain: bool  # a day and names, without a label, a byline or a time: what an item of a chronicle may be too
    authors: tuple[str, ...]
    publisher: str | None


def finish(page: Page) -> Page:
    """The page with its furniture gone, its head read into the metadata, and its title first."""
    lines = without_furniture(list(page.paragraphs))
    found = _Found(title=page.title)
    body = _read_head(lines, found)
    if body and not found.authors and (credit := _CREDIT.fullmatch(body[-1])):
        found.authors = _people(credit["names"])[0]
        body.pop()
    elif len(body) > 1 and (line := _parse(body[-1])) and not (line.plain and _is_chronicle(lines)):
        # a statement is signed and dated at its end
        _take(line, found, True)
        body.pop()
    for paragraph in body[:3]:
        if _read_dateline(paragraph, found):
            break
    authors = _tidy(page.authors) or found.authors
    body = [text for at, text in enumerate(body) if at > 5 or not _are_names_of(text, authors)]
    if found.title:
        body = [found.title, *body]
    return replace(
        page,
        paragraphs=tuple(body),
        title=found.title,
        authors=authors,
        published=page.published or found.published(),
        publisher=page.publisher or found.publisher,
    )


def _read_head(lines: list[str], found: _Found) -> list[str]:
    """Read title, bylines and date lines into `found`; gives what is left."""
    chronicle = _is_chronicle(lines)
    titled = False
    kept: list[str] = []
    crumb = ""
    dated = False  # the line before was a date line
    prose = 0
    for at, text in enumerate(lines):
        prose += is_sentence(text) and not _same(text, found.title or "")
        if at >= DEPTH or prose > 2:  # a standfirst may come before the byline
            kept += lines[at:]
            break
        parts = _BREADCRUMB.split(text)
        if len(parts) > 1 and not (titled or kept or is_sentence(text)):
            if len(parts[-1].split()) > 3:
                crumb = parts[-1]
            found.publisher = found.publisher or (parts[0] if _MEDIA.search(parts[0]) else None)
            continue
        line = _parse(text)
        # "By Royal Command" may be a title, and stands first then
        if line and not (chronicle and line.plain) and (titled or line.dated or at):
            _take(line, found, titled or bool(crumb or found.title))
            dated = line.dated
            continue
        if found.title and _same(text, found.title):
            titled = True
        elif is_navigation(text) and not kept:
            continue
        elif not (titled or found.title or crumb or kept) and _is_masthead(lines, at):
            found.publisher = found.publisher or text
        elif titled and not kept and _is_outlet(text) and (dated or (at + 1 < len(lines) and _parse(lines[at + 1]))):
            found.publisher = found.publisher or text
            continue  # so that the date is still beside the name
        elif (titled or found.title or crumb) and not kept and (name := _bare_name(lines, at, dated)):
            found.authors = found.authors or (name,)
        elif _same(text, crumb) if crumb else not found.title and not kept and _is_title(text):
            titled = True
            found.title, site = _without_site(_TITLE_LABEL.sub("", text))
            found.publisher = found.publisher or site
        else:
            kept.append(text)
        dated = False
    found.title = found.title or crumb or None
    return kept


def _take(line: _Line, found: _Found, titled: bool) -> None:
    found.authors = found.authors or line.authors
    found.publisher = found.publisher or line.publisher
    if line.day is None:
        return
    if line.updated:
        found.updated = found.updated or line.day
    elif line.bare and not titled:  # a page printed or crawled begins with the day on which that was done
        found.printed = found.printed or line.day
    else:
        found.stated = found.stated or line.day


def _is_title(text: str) -> bool:
    asks = text.rstrip("\"”’'").endswith(("?", "!"))
    return len(text) <= 250 and (asks or not is_sentence(text)) and any(c.isalpha() for c in text)


def _is_outlet(text: str) -> bool:
    """Whether a line is the name of a newspaper or agency."""
    named = bool(_MEDIA.search(text)) and _proper(text) and len(text.split()) <= 5
    return named and not is_navigation(text) and not is_sentence(text)


def _is_chronicle(lines: list[str]) -> bool:
    """Whether lines that are a date head the parts of the text, and are no date of publication."""
    bare = [at for at, text in enumerate(lines) if (line := _parse(text)) and line.bare]
    prose = [at for at, text in enumerate(lines) if is_sentence(text)]
    leading = sum(any(day.start == 0 for day in days.find(text[:40])) for text in lines)
    return leading > 2 or (len(bare) > 1 and len(prose) > 1 and bare[-1] > prose[1])


def _is_masthead(lines: list[str], at: int) -> bool:
    """Whether a line is the name of a newspaper or agency above the title."""
    following = next((text for text in lines[at + 1 :] if not is_navigation(text)), "")
    return _is_outlet(lines[at]) and _is_title(following) and len(following.split()) > 3 and not _parse(following)


def _without_site(title: str) -> tuple[str, str | None]:
    """A title without the newspaper that follows it ("Ferry line agreed - Northern Times"), and that."""
    match = re.fullmatch(r"(.+\S)\s+[|–—-]\s+(\S.{1,40})", title)
    if match and _MEDIA.search(match[2]) and _proper(match[2]):
        return match[1], match[2]
    return title, None


def _bare_name(lines: list[str], at: int, dated: bool) -> str | None:
    """A line that is a person's name, and is printed twice or stands beside the date."""
    name = _person(lines[at])
    if name is None or _MEDIA.search(name) or _is_place(name):
        return None
    following = next((text for text in lines[at + 1 :] if not _is_outlet(text)), "")
    after = _parse(following)
    again = _same(following, lines[at]) or (at > 0 and _same(lines[at - 1], lines[at]))
    return name if again or dated or (after and after.dated) else None


def _parse(text: str) -> _Line | None:
    """A line of metadata, or None for a line that says anything else."""
    if len(text) > 160:
        return None
    bare = text.strip(" *_[]()|")
    found = [day for day in days.find(bare) if day.year]
    if any(bare[a.end : b.start].strip() in ("-", "–", "—") for a, b in pairwise(found)):
        return None  # "Ada Roe, 3 May 1950 – 7 June 2010" tells of a life or a term
    rest = bare
    for one in reversed(found):
        rest = rest[: one.start] + " | " + rest[one.end :]
    label = _LABEL.search(rest)
    rest = _NUMBER.sub(" | ", _TIME.sub(" | ", _LABEL.sub(" | ", rest)))
    if found:
        rest = _WEEKDAY.sub(" | ", rest)
    byline = next(
        (m for piece in re.split(r"[|*_]|\s[–—-]\s", rest) if (m := _BYLINE.fullmatch(piece.strip(" ,.;:")))), None
    )
    if not found and not byline:
        return None
    authors, publisher, anonymous = _people(byline["names"]) if byline else ((), None, False)
    if byline:
        if not authors and not publisher and not anonymous:
            return None
        rest = rest.replace(byline[0], " | ")
    if _FACT.search(rest):
        return None
    parts = [part for piece in _SEPARATOR.split(rest) if (part := piece.strip(" .,:*_-–—"))]
    words = 3 if label else 0  # "Background note. Last updated: …"
    if len(parts) > 5 or any(len(part.split()) > (5 if _proper(part) else words) for part in parts):
        return None
    publisher = publisher or next(filter(_is_outlet, parts), None)
    if publisher and not authors and not anonymous:  # "Ada Roe | Northern Wire | 4 May 2021"
        authors = tuple(
            name for part in parts if part != publisher and (name := _person(part)) and not _is_place(name)
        )[:1]
    updated = bool(label and label["updated"])
    plain = not (byline or label or _TIME.search(bare))
    return _Line(found[0].on() if found else None, bool(found), updated, plain and not parts, plain, authors, publisher)


def _people(names: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Authors and publisher of a byline ("Ada Roe and Ben Sol, Northern Wire"), and whether it hides a name."""
    names = re.sub(r"\S+@\S+|@\w+|https?://\S+", "", names)
    joined = bool(re.search(r";|\band\b|&", names))
    authors: list[str] = []
    publisher = None
    anonymous = False
    for piece in re.split(r"\s*(?:[;,|/&()]|\band\b|\s[–—-]\s)\s*", names):
        part = re.sub(r"\s(?:in|for|at|from|of)\s.*$", "", piece.strip(" .*_"))
        if part and all(word.casefold() in _NOT_A_NAME for word in part.split()):
            anonymous = True
        elif _is_outlet(part):
            publisher = publisher or part
        elif (name := _person(part)) and (joined or not authors) and not _is_place(part):
            authors.append(name)
        elif part.isupper() and 2 <= len(part) <= 8 and part.isalpha():
            publisher = publisher or part
    return tuple(dict.fromkeys(authors)), publisher, anonymous


def _are_names_of(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line is nothing but names of authors."""
    return {_person(part) for part in re.split(r"\s*(?:,|&|\band\b)\s*", text)} <= set(authors)


def _is_place(text: str) -> bool:
    return bool(gazetteer.country(text) or gazetteer.cities(text) or gazetteer.region(text))


def _person(text: str) -> str | None:
    """A name of two to five words, in ordinary case; None for anything else."""
    words = re.sub(r"^(?:dr|prof|mr|mrs|ms)\.?\s", "", text.strip(" *_"), flags=re.I).split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() or c in '"“”:!?()' for c in text):
        return None
    if any(word.casefold() in _NOT_A_NAME for word in words) or text.endswith("."):
        return None
    name = " ".join(words)
    if name.isupper():
        words = [part.title() for part in words]
        name = " ".join(words)
    proper = all(
        word[0].isupper() or word.casefold() in _PARTICLES or word.startswith(("al-", "el-", "d'", "d’"))
        for word in words
    )
    return name if proper and words[-1][0].isupper() else None


def _proper(text: str) -> bool:
    """Whether every word of weight begins with a capital."""
    return all(word[0].isupper() or word.casefold() in _SMALL or "." in word for word in text.split())


def _tidy(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Authors of the metadata: each once, without "By", no mail address and no institution."""
    names: list[str] = []
    for author in authors:
        names += _people(re.sub(r"^by\s+", "", author, flags=re.I))[0]
    return tuple(dict.fromkeys(names))


def _read_dateline(text: str, found: _Found) -> bool:
    """Read the date and the agency of "PLACE, 4 May 2021 (Agency) – …" into `found`; the text keeps it."""
    match = _DATELINE.match(text)
    if not match or match[0].lstrip("(").count("(") > match[0].count(")"):  # "Ada Roe (3 May 1950 – 7 June 2010)"
        return False
    head = match["head"]
    agency = _AGENCY.search(head)
    place = _AGENCY.sub(" ", head)
    day = next(days.find(place), None)
    if day:
        place = place[: day.start] + " " + place[day.end :]
    place = _WEEKDAY.sub(" ", place).strip(" ,.()")
    *_, last = place.rsplit(",", 1)
    words = place.replace(",", " ").split()
    if (
        not words
        or len(words) > 7
        or not _proper(place.replace(",", " "))
        or (not day and not (agency and words[0].isupper()))
    ):
        return False
    if day:
        found.dateline = day.on() if day.year else _latest(day, found.stated or found.updated or found.printed)
    if agency:
        found.publisher = found.publisher or (agency["round"] or agency["slash"]).strip()
    elif _MEDIA.search(last):
        found.publisher = found.publisher or last.strip()
    return True


def _latest(day: days.Day, before: date | None) -> date | None:
    """The last such day up to `before`; None where nothing tells the year."""
    if before is None:
        return None
    return next((one for year in (before.year, before.year - 1) if (one := day.on(year)) and one <= before), None)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold() != ""
