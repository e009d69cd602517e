"""What a time expression means, before anyone knows the day.

A tree of three nodes: a period of the calendar, a part of one that is not named ("17 September", "the summer of …"),
or a step from another time ("last year", "two days later").
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kgx.edtf import Period, Unit, day, part

Type = Literal["DATE", "TIME", "DURATION", "SET"]
"""The classes of TimeML."""

Base = Literal["now", "then", "beside", "ground"]
"""What a step counts from: the day of publication; the time spoken of last; the day named beside it ("10:30 on
Monday"); or the year, month … that is being spoken of ("at the end of the year")."""

Direction = Literal["past", "present", "future", "near", "unknown"]
"""On which side of a day something lies; "near" is a plan of the past, which may lie on either."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that the text gives in full."""

    period: Period


@dataclass(frozen=True, slots=True)
class Part:
    """A day, weekday, month, season, quarter or half of something: of another node, or of what the context gives."""

    unit: Literal["day", "weekday", "month", "season", "quarter", "half"]
    number: int  # from 1; weekdays from 0 (Monday)
    month: int = 0  # of a day; 0 where the text does not say ("on the 7th")
    which: tuple[int, Base] | None = None  # "last" is (-1, "now"), "the following" is (1, "then")
    of: "Node | None" = None

    @property
    def bare(self) -> bool:
        """Whether only the context tells the year, or the week."""
        return self.which is None and self.of is None

    def of_year(self, year: int) -> Period | None:
        """The part of a year that the node names; None for a weekday and for 29 February of most years."""
        if self.unit == "weekday":
            return None
        return day(year, self.month, self.number) if self.unit == "day" else part(self.unit, year, self.number)

    def beside(self, start: date, direction: Direction) -> Period:
        """The nearest such period on one side of a day, the day's own included."""
        if self.unit == "weekday":
            ahead = (self.number - start.weekday()) % 7
            back = ahead and direction not in ("future", "near")
            return Period("day", start.toordinal() + ahead - (7 if back else 0))
        found = [p for year in range(start.year - 8, start.year + 9) if (p := self.of_year(year))]
        before = max((p for p in found if p.first <= start + timedelta(1)), key=lambda p: p.number)
        after = min((p for p in found if p.last >= start), key=lambda p: p.number)
        if direction == "near" or (direction == "unknown" and self.unit == "day"):
            return before if start - before.last <= after.first - start else after
        return after if direction == "future" else before


@dataclass(frozen=True, slots=True)
class Step:
    """So many units from a time."""

    unit: Unit | None  # None: the time itself ("since then")
    count: int
    base: "Base | Node"
    whole: bool = False  # the whole unit, though counted from a day: "last week", not "a week later"


Node = Fixed | Part | Step


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text, not yet resolved."""

    start: int  # token
    end: int  # token, exclusive
    type: Type
    node: Node | None = None
    value: str = ""  # TimeML value of what has no node (durations, sets, references); "FY" before that of a node
    clock: str = ""  # "T10:30", "TMO": what a TIME adds to its day
    phase: str = ""  # "start", "mid" or "end" of the period
    about: bool = False
    still: bool = False  # and goes on: "2015–present", "from 2015 until now"
    loose: bool = False  # "more than a year ago": no date can be told
    named: bool = False  # the year in a name, "Bold Lynx 1998": dates nothing, but "that year" may point to it
    other: Node | None = None  # the other reading of 04/05/2024: the day first; `node` has the month first

    @property
    def daily(self) -> bool:
        """Whether it names a day, so that a part of the day or a clock time may follow."""
        match self.node:
            case Fixed(Period("day")) | Part("day" | "weekday") | Step("day"):
                return True
        return False


Found = tuple[int, Expression]
"""What a rule gives: the position after the expression, and the expression."""
