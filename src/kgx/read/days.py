"""Dates as bylines, datelines and metadata give them. The dates of the prose are not read here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name[:length]: n for n, name in enumerate(_NAMES, 1) for length in range(3, len(name) + 1)}
_MONTH = r"(?P<month>" + "|".join(rf"{n[:3]}(?:{n[3:]}|{n[3:4]})?" for n in _NAMES) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_FORMS = [
    re.compile(form, re.I)
    for form in (
        rf"\b{_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"(?<![\d–—-])(?<!\d[–—-] )\b{_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}",
        rf"\b{_MONTH} ?{_DAY},? {_YEAR}",
        r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\." + _YEAR,
        r"(?<![\d/])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/" + _YEAR,
        rf"(?<![\d–—-])(?<!\d[–—-] )\b{_DAY}(?: of)? {_MONTH}(?!,? \d{{3}})",
        rf"\b{_MONTH} {_DAY}(?!,? \d{{3}}|[–—-]\d)",
    )
]


@dataclass(frozen=True, slots=True)
class Day:
    """A date found in a line; day and month are 0 where it can be read in two ways."""

    start: int  # characters of the line
    end: int
    month: int
    day: int
    year: int | None  # None where the line leaves it out

    def on(self, year: int | None = None) -> date | None:
        """The date, with `year` where the line gives none; None where that makes no date."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def find(line: str) -> Iterator[Day]:
    """Dates with a day, in the order of the line.

    "03/04/2025", which is April in one country and March in another, is found and is no day of any year.
    """
    taken: list[Day] = []
    for form in _FORMS:
        for match in form.finditer(line):
            if any(match.start() < day.end and day.start < match.end() for day in taken):
                continue
            groups = match.groupdict()
            if "first" in groups:
                day, month = sorted((int(groups["first"]), int(groups["second"])), reverse=True)
                if day <= 12 and day != month:
                    day = month = 0
            else:
                day = int(groups["day"])
                name = groups["month"].casefold()
                month = int(name) if name.isdigit() else _MONTHS[name]
            found = Day(match.start(), match.end(), month, day, int(groups["year"]) if groups.get("year") else None)
            if month == 0 or found.on(2000):
                taken.append(found)
    yield from sorted(taken, key=lambda day: day.start)


def parse(value: object) -> date | None:
    """The date of a metadata field: a date, or text that holds a full one ("2025-03-05T09:15:00+11:00").

    The day is the one written, whatever the time zone: it is the day on which readers there saw the text.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = re.sub(r"^(\d{4})(\d\d)(\d\d)(?=T|$)", r"\1-\2-\3", str(value).strip())
    return next((day.on() for day in find(text) if day.year and day.on()), None)
