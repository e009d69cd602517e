"""Calendar periods, and EDTF values (ISO 8601-2): day bounds, comparison, joining.

Every date is a `Period`, a unit of the calendar and its ordinal number, so that "two months later" is an addition
and "that year" the year that encloses. A Period is written as EDTF for the graph and as a TimeML value
(TIMEX3, ISO 8601 with the extensions of TIDES) for comparison with other taggers.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kgx.model import KgxError

Unit = Literal["day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century"]

PARTS = {"year": 1, "half": 2, "quarter": 4, "season": 4, "month": 12}
"""Units that a year is divided into."""

_DAYS = {"day": 1, "weekend": 2, "week": 7, "month": 31, "season": 92, "quarter": 92, "half": 184, "year": 366}
_SEASONS = ("SP", "SU", "FA", "WI")
_DATE = re.compile(r"(\d{2}XX|\d{3}X|\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, … of the calendar.

    `number` counts from the beginning of the era: days as in date.toordinal, ISO weeks from Monday 0001-01-01,
    parts of a year as year × parts + part (from 0; seasons from spring), decades and centuries by their first digits.
    """

    unit: Unit
    number: int

    @classmethod
    def containing(cls, unit: Unit, day: date) -> "Period":
        """The period of this unit that a day lies in."""
        match unit:
            case "day":
                return cls(unit, day.toordinal())
            case "week" | "weekend":
                return cls(unit, (day.toordinal() - 1) // 7)
            case "decade":
                return cls(unit, day.year // 10)
            case "century":
                return cls(unit, day.year // 100)
            case _:
                pass
        parts = PARTS[unit]
        month = day.year * 12 + day.month - 1 - (2 if unit == "season" else 0)
        return cls(unit, month * parts // 12)

    @property
    def first(self) -> date:
        """The first day. Raises ValueError or OverflowError outside the years 1 to 9999."""
        match self.unit:
            case "day":
                return date.fromordinal(self.number)
            case "week":
                return date.fromordinal(self.number * 7 + 1)
            case "weekend":
                return date.fromordinal(self.number * 7 + 6)
            case "decade":
                return date(self.number * 10, 1, 1)
            case "century":
                return date(self.number * 100, 1, 1)
        parts = PARTS[self.unit]
        month = self.number * (12 // parts) + (2 if self.unit == "season" else 0)
        return date(month // 12, month % 12 + 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return Period(self.unit, self.number + 1).first - timedelta(1 if self.unit != "weekend" else 6)

    def finer(self, unit: Unit) -> bool:
        """Whether this period is at least as precise as the unit."""
        return _length(self.unit) <= _length(unit)

    def within(self, unit: Unit) -> "Period | None":
        """The period of a unit that encloses this one; None when this one is the wider."""
        return Period.containing(unit, self.first) if self.finer(unit) else None

    def shift(self, unit: Unit, count: int) -> "Period | None":
        """The period so many units later (earlier, when negative); None when this one is too coarse to count from.

        Days and weeks lead from a day to a day; other units to a period of that unit, decades and centuries to a year.
        """
        if unit in ("day", "week") and self.unit == "day":
            return Period("day", self.number + count * _DAYS[unit])
        if unit in ("decade", "century") and self.unit != unit:
            return self.shift("year", count * (10 if unit == "decade" else 100))
        base = self.within(unit)
        return base and Period(base.unit, base.number + count)

    def value(self) -> str:
        """The value in TimeML: 2017-02-03, 2004-W47, 2010-W03-WE, 1995-FA, 2008-Q1, 199 (decade), 19 (century)."""
        match self.unit:
            case "day":
                return self.first.isoformat()
            case "week" | "weekend":
                year, week, _ = self.first.isocalendar()
                return f"{year:04}-W{week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "decade":
                return f"{self.number:03}"
            case "century":
                return f"{self.number:02}"
        year, part = divmod(self.number, PARTS[self.unit])
        suffix = {
            "year": "",
            "half": f"-H{part + 1}",
            "quarter": f"-Q{part + 1}",
            "season": f"-{_SEASONS[part % 4]}",
            "month": f"-{part + 1:02}",
        }
        return f"{year:04}{suffix[self.unit]}"

    def edtf(self) -> str:
        """The value in EDTF: 2017-02-03, 1995-23 (autumn), 199X, 19XX; weeks, quarters and halves as intervals."""
        match self.unit:
            case "day" | "month" | "year":
                return self.value()
            case "decade" | "century":
                return self.value() + "X" * (4 - len(self.value()))
            case "season":
                year, part = divmod(self.number, 4)
                return f"{year:04}-{21 + part}"
            case "week" | "weekend":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return f"{self.first.isoformat()[:7]}/{self.last.isoformat()[:7]}"


def _length(unit: Unit) -> int:
    return _DAYS.get(unit, 3660 if unit == "decade" else 36600)


def day(year: int, month: int, number: int) -> Period | None:
    """A day of the calendar; None when there is none such."""
    if 1 <= month <= 12 and 1 <= year <= 9998 and 1 <= number <= calendar.monthrange(year, month)[1]:
        return Period("day", date(year, month, number).toordinal())
    return None


def part(unit: Unit, year: int, number: int) -> Period:
    """The month, quarter, … of a year by its number, from 1."""
    return Period(unit, year * PARTS[unit] + number - 1)


def _period(text: str) -> tuple[Period, bool]:
    """One side of an EDTF value, and whether it is approximate."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    year, month, number, qualifier = match.groups()
    period: Period | None
    if "X" in year:
        digits = year.rstrip("X")
        period = Period("decade" if len(digits) == 3 else "century", int(digits)) if not month else None
    elif not month:
        period = Period("year", int(year))
    elif number:
        period = day(int(year), int(month), int(number))
    elif 21 <= int(month) <= 24:
        period = part("season", int(year), int(month) - 20)
    else:
        period = part("month", int(year), int(month)) if 1 <= int(month) <= 12 else None
    if period is None:
        raise ValueError(f"not an EDTF date: {text!r}")
    return period, bool(qualifier)


def _sides(edtf: str, *, slack: bool = False) -> tuple[date | None, date | None]:
    """First and last day, None where open or unknown; an approximate side is wider by its own length with slack."""
    first, slash, last = edtf.partition("/")
    if not slash:
        last = first = first or "nothing"
    start = end = None
    if first not in ("", ".."):
        period, about = _period(first)
        start = Period(period.unit, period.number - (about and slack)).first
    if last not in ("", ".."):
        period, about = _period(last)
        end = Period(period.unit, period.number + (about and slack)).last
    return start, end


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Day bounds of an EDTF value as xsd:date lexical forms; None for an open or unknown bound.

    An approximate date has the bounds of the date without "~", a season its three months ("1995-23" is
    1995-09-01 to 1995-11-30). Raises ValueError when the text is no EDTF value of the profile that kgx writes.
    """
    start, end = _sides(edtf)
    return start.isoformat() if start else None, end.isoformat() if end else None


def limits(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """The first day of one EDTF value and the last day of another, as `bounds` has them: what "from … to …" includes.

    Raises KgxError where one of them is no date, or the second lies before the first.
    """
    days = list[str | None]()
    for side, when in enumerate((first, last)):
        try:
            days.append(bounds(when)[side] if when else None)
        except ValueError:
            raise KgxError(f"{when}: not a date; write 2017, 2017-02 or 2017-02-16") from None
    if days[0] and days[1] and days[1] < days[0]:
        raise KgxError(f"{last} is before {first}; swap the two dates")
    return days[0], days[1]


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two EDTF values allow one happening: they share a day, or one of them is None.

    An approximate date reaches one unit further to both sides.
    """
    if a is None or b is None:
        return True
    (start, end), (other_start, other_end) = _sides(a, slack=True), _sides(b, slack=True)
    return (start or date.min) <= (other_end or date.max) and (other_start or date.min) <= (end or date.max)


def narrower(a: str | None, b: str | None) -> str | None:
    """The more precise of two compatible values; a "since" and an "until" give the interval of both."""
    if a is None or b is None or a == b:
        return a or b
    (start, end), (other_start, other_end) = _sides(a), _sides(b)
    if start and other_end and not end and not other_start:
        return join(a, b)
    if other_start and end and not other_end and not start:
        return join(b, a)

    def width(first: date | None, last: date | None) -> tuple[int, int]:
        known = (first is not None) + (last is not None)
        return -known, (last - first).days if first and last else 0

    return min(a, b, key=lambda value: (width(*_sides(value)), "~" in value, value))


def join(start: str | None, end: str | None) -> str | None:
    """The interval from the beginning of one value to the end of another: "2018/..", "/2021" give "2018/2021".

    Without a start it is "/2021"; without an end the end is unknown ("2018/"), unless the start says that it is
    still open ("2018/..").
    """
    if start is None and end is None:
        return None
    first, _, open_end = (start or "").partition("/")
    last = (end or "").rpartition("/")[2] if end is not None else (open_end if open_end == ".." else "")
    if first in ("", "..") and last in ("", ".."):
        return None
    return f"{'' if first == '..' else first}/{last}"
