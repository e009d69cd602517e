"""Dates of a text: finds time expressions and resolves them to EDTF and TimeML values.

What a text says of time is relative to one of three things: the day of publication ("on Monday", "last November",
"two years ago"), the time spoken of last ("two days later", "that year"), or the heading or opening date of an item
that frames what stands below it. Where the text leaves the direction open ("on 17 September"), the tense of the
governing verb decides. The first two are the strategies of HeidelTime for news and for narratives (Strötgen and
Gertz 2013). What cannot be resolved is left open, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Doc

from kgx.annotate import Annotated, Block
from kgx.edtf import PARTS, Period, bounds, compatible, day, join, narrower
from kgx.timex import Direction, Expression, Fixed, Node, Part, Step, Type, lexicon, scan, wordlist
from kgx.timex.tense import clause, moves, reports, tense

__all__ = ["TimeExpression", "bounds", "compatible", "find_dates", "join", "narrower"]

Relation = Literal["at", "since", "until", "before", "after", "by"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and what it means."""

    start: int  # token of annotated.doc
    end: int  # token, exclusive; signal words are left out ("since", "on")
    type: Type  # of TimeML; a range is a DURATION
    value: str  # of TimeML: 2017-02, 2025-11-06, 2025-03-04TEV, P30Y, PRESENT_REF, XXXX-WXX-3; "" unresolved
    when: str | None  # EDTF with since, until and from–to folded in; None when it dates nothing
    outer: tuple[int, int]  # tokens with the signal words: "since January 2018", "from 3 to 14 June"
    relation: Relation = "at"  # what happens is then, or lasts from, lasts until, comes before, …; see `when`
    parts: tuple["TimeExpression", ...] = ()  # of a range: its two ends, each a date of its own


def find_dates(annotated: Annotated) -> list[TimeExpression]:
    """All time expressions of a document in order; a range is one expression, with its ends in `parts`.

    `when` is None for lengths of time, for what recurs, for references such as "recently", for "before" and "after"
    a date, and where nothing tells the date. "by 2030" is "/2030" with the relation "by". Without a publication date
    the date of a heading or dateline at the top stands in for it.
    """
    return list(_Resolver(annotated).resolve())


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date that the text has spoken of: what "two days later" may count from."""

    period: Period
    token: int
    block: int
    named: bool
    main: bool  # in a main clause: the line of what is told


class _Resolver:
    """Walks through the blocks of one document and remembers which dates it spoke of."""

    def __init__(self, annotated: Annotated) -> None:
        self.doc, self.tokens = annotated.doc, tuple(annotated.doc)
        self.blocks = annotated.blocks
        self.scans = [scan(self.doc, block.start, block.end) for block in annotated.blocks]
        published = annotated.document.published
        self.published = Period("day", published.toordinal()) if published else self.dateline()
        self.day_first = self.order()
        self.frame: tuple[date, date] | None = None  # the span of days that the last dated heading gives
        self.lead: tuple[date, date] | None = None  # the span of days that opens this block
        self.mentions: list[_Mention] = []
        self.number = 0  # of this block

    @property
    def block(self) -> Block:
        """The block that is being read."""
        return self.blocks[self.number]

    @property
    def heading(self) -> bool:
        """Whether the block is the title or a heading."""
        return self.block.kind in ("title", "heading")

    def dateline(self) -> Period | None:
        """The only date of a title, heading or dateline at the top: a publication date where none is known."""
        for block, found in list(zip(self.blocks, self.scans, strict=True))[:6]:
            if block.kind == "paragraph" or len(found) != 1 or not isinstance(found[0].node, Fixed):
                continue
            if found[0].node.period.unit == "day":
                return found[0].node.period
        return None

    def order(self) -> bool | None:
        """Whether the text writes the day before the month ("15 June"); None when it does not tell."""
        days = [e for found in self.scans for e in found if e.daily and not e.other and e.end - e.start > 1]
        months = lexicon("months")
        first = {
            self.tokens[e.start].text[0].isdigit()
            for e in days
            if any(t.lower_ in months for t in self.tokens[e.start : e.end])
        }
        return first.pop() if len(first) == 1 else None

    def resolve(self) -> Iterator[TimeExpression]:
        """Every expression of every block, in order."""
        for number, found in enumerate(self.scans):
            self.number, self.lead = number, None
            groups = list(self.group(_share_years(found, self.doc)))
            done: dict[int, TimeExpression] = {}
            for late in (False, True):  # "at 10:30 on Monday": the clock after the day
                for k, group in enumerate(groups):
                    alone = isinstance(group[0].node, Step) and group[0].node.base == "beside"
                    if alone == late and (result := self.range(*group) if len(group) == 2 else self.single(group[0])):
                        done[k] = result
            yield from (done[k] for k in sorted(done))

    # From expressions to TimeExpressions

    def group(self, found: list[Expression]) -> Iterator[tuple[Expression, ...]]:
        """The expressions, those that are the two ends of a range together."""
        k = 0
        while k < len(found):
            pair = tuple(found[k : k + 2])
            size = 2 if len(pair) == 2 and self.spans(*pair) else 1
            yield pair[:size]
            k += size

    def spans(self, a: Expression, b: Expression) -> bool:
        """Whether two neighbouring expressions are the ends of a range: "A–B", "from A to B", "between A and B"."""
        if a.node is None or b.node is None or a.named or b.named or a.loose or b.loose or a.still:
            return False
        if b.start < a.end:
            return True  # one token: "2001–2004"
        between = [token.lower_ for token in self.tokens[a.end : b.start]]
        before = self.tokens[a.start - 1].lower_ if a.start > self.block.start else ""
        led = before in ("from", "between", "since")
        if between[:1] == [","] and led:
            between = between[1:]
        if between == ["and"]:
            return before == "between" or _following(a.node, b.node)
        if between not in ([word] for word in wordlist("range")):
            return False
        if between[0].isalpha() and not led:  # "June to August", but not "moved it on Monday to Tuesday"
            return between == ["to"] and type(a.node) is type(b.node) and before not in ("", "on")
        return not between[0].isalpha() or not moves(clause(self.tokens[a.start]))

    def range(self, a: Expression, b: Expression) -> TimeExpression:
        """Resolve the two ends of a range; an end without a year follows the other."""
        first = self.period(a)
        if first and isinstance(b.node, Part) and b.node.bare:
            last: Period | None = b.node.beside(first.first, "future")
        else:
            last = self.period(b)
        parts = []
        for end, period in ((a, first), (b, last)):
            when = _edtf(period, end) if period else None
            parts.append(replace(self.finish(end, period), relation="at", when=when))
            self.remember(end, period)
        when = None
        if first and last and first.first <= last.last:
            when = join(_edtf(first, a), _upto(last, b))
            if self.heading and first.unit == last.unit == "day":
                self.frame = first.first, last.last
                self.published = self.published or (last if self.number == 0 else None)
        value = _length(first, last) if first and last and when else ""
        outer = self.signal(a)[1], b.end
        return TimeExpression(a.start, b.end, "DURATION", value, when, outer, "at", tuple(parts))

    def single(self, expression: Expression) -> TimeExpression | None:
        """Resolve one expression; None for the year in a name that tells no time."""
        period = self.period(expression)
        self.remember(expression, period)
        name = self.tokens[expression.start - 1]
        if expression.named and not (name.is_upper and len(name) > 2) and name.lower_ not in wordlist("events"):
            return None
        return self.finish(expression, period)

    def finish(self, found: Expression, period: Period | None) -> TimeExpression:
        """The expression with its values, and its relation from the words before it."""
        relation, outer = self.signal(found)
        value = found.value
        if found.node is not None and not (found.other and not period):
            value += period.value() if period else _unresolved(found.node)
        if found.clock:
            if not period and isinstance(found.node, Step) and found.node.base == "beside" and self.published:
                value = self.published.value()  # a likely day, but no date to build on
            value = (value if len(value) == 10 else "XXXX-XX-XX") + found.clock
        when = None
        if period and not found.loose and not found.named and not self.timeless(found):
            text = _edtf(period, found)
            if found.still:
                relation = "since"
            match relation:
                case "at":
                    when = text
                case "since":
                    when = f"{text.partition('/')[0]}/.."
                case "until" | "by":
                    when = f"/{_upto(period, found)}"
        return TimeExpression(found.start, found.end, found.type, value, when, (outer, found.end), relation)

    def timeless(self, found: Expression) -> bool:
        """Whether "today" means these days: "Today the railway carries …"."""
        today = found.node == Step("day", 0, "now") and not found.clock
        return today and tense(clause(self.tokens[found.end - 1])) == "present"

    def signal(self, found: Expression) -> tuple[Relation, int]:
        """What the words before an expression make of it, and the token where they begin."""
        for length in (2, 1):
            at = found.start - length
            phrase = " ".join(t.lower_ for t in self.tokens[at : found.start]) if at >= self.block.start else ""
            relation: Relation | None = lexicon("signals").get(phrase)
            if relation is None:
                continue
            if self.tokens[at].lower_ == "from":
                head = self.tokens[at].head
                if moves(head):
                    return "before", at  # the date that was given up
                relation = relation if head.pos_ in ("VERB", "AUX") else "at"
            return relation, at
        return "at", found.start

    # What the text has spoken of

    def remember(self, found: Expression, period: Period | None) -> None:
        """Keep a date for what refers back to it; a date that opens an item or is a heading frames what follows."""
        if period is None or self.block.kind == "dateline":
            return
        opens = all(token.is_punct for token in self.tokens[self.block.start : found.start])
        after = self.tokens[found.end].text if found.end < self.block.end else ""
        if self.heading and after in ("–", "—", "-"):  # the dates of a life
            return
        if opens and after in (".", ":", "–", "—", "-", "--", ""):
            self.lead = period.first, period.last
            if after == "" and period.unit in ("week", "weekend"):
                self.frame = self.lead
        elif self.heading:
            return
        verb = clause(self.tokens[found.start])
        if self.signal(found)[0] != "since" and (opens or not reports(verb)):
            main = verb is not None and verb.dep_ in ("ROOT", "conj")
            self.mentions.append(_Mention(period, found.start, self.number, found.named, main))

    def anchor(self, at: int, *, named: bool = False, here: bool = False) -> Period | None:
        """The date spoken of last before a token, in its paragraph or the one before (with `here`, in its own)."""
        past = tense(clause(self.tokens[at])) == "past"
        for mention in reversed(self.mentions):
            if mention.token >= at or (mention.named and not named):
                continue
            if past and self.published and mention.period.first > self.published.first:
                continue
            return mention.period if self.number - mention.block <= (0 if here else 1) else None
        return None

    # From nodes to periods

    def period(self, found: Expression) -> Period | None:
        """The period that an expression means; None when nothing tells."""
        node = found.other if found.other and self.day_first else found.node
        if node is None or (found.other and self.day_first is None):
            return None
        try:
            period = self.node(node, found)
            return period if period and period.first <= period.last else None
        except (ValueError, OverflowError):
            return None  # before the year 1 or after 9999

    def node(self, node: Node, found: Expression) -> Period | None:
        """The period that a node means."""
        match node:
            case Fixed(period):
                return period
            case Step():
                return self.step(node, found)
            case Part(of=None, which=None):
                return self.bare(node, found)
            case Part(of=None):
                return self.pointed(node, found)
        base = self.node(node.of, found) if node.of else None
        if base and node.unit == "weekday":
            return Period("day", base.first.toordinal() + node.number)
        return node.of_year(base.number) if base and base.unit == "year" else None

    def step(self, node: Step, found: Expression) -> Period | None:
        """So many units from now, from the time spoken of, or from another date."""
        at, unit, count = found.start, node.unit, node.count
        match node.base:
            case "now":
                start = self.published
                if (
                    unit == "week"
                    and self.frame
                    and (not start or timedelta(0) <= start.first - self.frame[0] <= timedelta(8))
                ):
                    start = Period("day", self.frame[1].toordinal())
                if start and unit == "weekend" and count == 0 and tense(clause(self.tokens[at])) == "past":
                    count = -(start.first.weekday() < 5)
            case "then":
                start = self.anchor(at, named=unit == "year" and count == 0, here=count == 0 and unit != "year")
            case "ground":
                told = self.anchor(at, here=True)
                near = told and unit and told.finer(unit) and self.told_in_sentence(found)
                start = told if near else self.published or told
            case "beside":
                return self.day_beside(at)
            case base:
                start = self.node(base, found)
        if start and unit and node.whole:
            start = start.within(unit)
        return start.shift(unit, count) if start and unit else start

    def told_in_sentence(self, found: Expression) -> bool:
        """Whether the date spoken of last is in the sentence of an expression."""
        return bool(self.mentions) and self.mentions[-1].token >= self.tokens[found.start].sent.start

    def tells_on(self, found: Expression) -> bool:
        """Whether an expression carries on from the date spoken of last: "She came on 3 May 2019 and left on 5 June".

        That date is in the same sentence, or in a main clause of the one before.
        """
        sentence = self.tokens[found.start].sent
        if not self.mentions:
            return False
        last = self.mentions[-1]
        before = self.tokens[sentence.start - 1].sent.start if sentence.start > self.block.start else sentence.start
        return last.token >= sentence.start or (last.main and last.token >= before)

    def day_beside(self, at: int) -> Period | None:
        """The day that a clock time belongs to: the nearest in its sentence, else the last in its paragraph."""
        sentence = self.tokens[at].sent
        days = [m for m in self.mentions if m.block == self.number and m.period.unit == "day"]
        beside = [m for m in days if sentence.start <= m.token < sentence.end]
        before = [m for m in days if m.token < at][-1:]
        return min(beside or before, key=lambda m: abs(m.token - at)).period if beside or before else None

    def bare(self, node: Part, found: Expression) -> Period | None:
        """A date without a year, a weekday: from the frame, or on the side of the publication that the tense tells."""
        verb = clause(self.tokens[found.end - 1])
        direction = tense(verb)
        if direction == "present":
            if node.unit == "season":
                return None  # "in summer the pass is open"
            told = self.heading or reports(verb) or self.signal(found)[0] == "since"
            direction = "past" if told else "future"
        before = self.tokens[found.start - 1].lower_ if found.start > self.block.start else ""
        if moves(verb) and before in ("to", "until", "till", "for"):
            direction = "future"
        elif before == "for" and direction != "future":  # "a strike called for Monday"
            direction = "future" if node.unit == "weekday" else "near"
        if node.unit == "weekday":
            for frame in (self.lead, self.frame):
                if frame and (found_day := self.framed(node, frame, direction)):
                    return found_day
        told_of = self.anchor(found.start, here=True)
        if node.month == 0 and node.unit == "day":  # "on the 7th"
            month = told_of.within("month") if told_of else None
            return day(month.first.year, month.first.month, node.number) if month else None
        if self.published:
            today = self.published.first
            follows = node.unit != "weekday" and direction == "past" and self.tells_on(found)
            if told_of and follows and told_of.finer("month"):
                soon = node.beside(told_of.last, "future")
                near = soon.first - told_of.last < timedelta(183) or soon.first.year == told_of.last.year
                if near and soon.first <= today:
                    return soon
            dated = node.beside(today, direction)
            # nobody writes "on 20 June" of a day that is nearly a year away
            far = node.unit == "day" and abs(dated.first - today) > timedelta(300)
            return None if far else dated
        if told_of is None or not told_of.finer("year"):
            return None
        period = node.of_year(told_of.first.year)
        return period if period and (told_of.unit == "year" or period.last >= told_of.first) else None

    def framed(self, node: Part, frame: tuple[date, date], direction: Direction) -> Period | None:
        """The weekday of a span of two days to two weeks, where the tense agrees."""
        framed = node.beside(frame[0], "future")
        if not timedelta(0) < frame[1] - frame[0] < timedelta(14) or framed.last > frame[1]:
            return None
        today = self.published.first if self.published else framed.first
        agrees = {"future": framed.first >= today, "past": framed.first <= today}
        return framed if agrees.get(direction, True) else None

    def pointed(self, node: Part, found: Expression) -> Period | None:
        """Last November, next Friday, the following spring, that March."""
        count, base = node.which or (0, "then")
        start = self.published if base == "now" else self.anchor(found.start, here=count == 0)
        if start is None or not start.finer("year") or node.unit == "day":
            return None
        if node.unit == "weekday":
            if start.unit != "day":
                return None
            past = count < 0 or (count == 0 and tense(clause(self.tokens[found.end - 1])) == "past")
            return node.beside(start.first + timedelta(count), "past" if past else "future")
        own = start.within(node.unit)
        if count == 0 or own is None:
            return node.of_year(start.first.year + count)
        ahead = (node.number - 1 - own.number) % PARTS[node.unit]
        away = (ahead or PARTS[node.unit]) if count > 0 else ahead - PARTS[node.unit]
        return Period(node.unit, own.number + away)


def _following(a: Node, b: Node) -> bool:
    """Whether two days follow each other: "7 and 8 June", "yesterday and today"."""
    if isinstance(a, Step) and isinstance(b, Step):
        return a.unit == "day" and b == replace(a, count=a.count + 1)
    if isinstance(a, Fixed) and isinstance(b, Fixed):
        return a.period.unit == b.period.unit == "day" and b.period.number == a.period.number + 1
    return isinstance(a, Part) and isinstance(b, Part) and a.unit == "day" and b == replace(a, number=a.number + 1)


def _share_years(found: list[Expression], doc: Doc) -> list[Expression]:
    """Give a date without a year the year of the one that it is joined to: "in April and May 2019"."""
    shared = list(found)
    for k in range(len(shared) - 2, -1, -1):
        a, b = shared[k].node, shared[k + 1].node
        between = [token.lower_ for token in doc[shared[k].end : shared[k + 1].start]]
        if not (isinstance(a, Part) and a.bare and isinstance(b, Fixed) and a.unit == b.period.unit):
            continue
        year = b.period.first.year
        own = a.of_year(year)
        if own and own.number > b.period.number:
            own = a.of_year(year - 1)
        if own and len(between) < 2 and set(between) <= wordlist("joints"):
            shared[k] = replace(shared[k], node=Fixed(own))
    return shared


def _length(first: Period, last: Period) -> str:
    """The TimeML duration from one period to another: P2Y from 2009 to 2011."""
    if first.unit == last.unit and first.unit in ("month", "year"):
        return f"P{last.number - first.number}{first.unit[0].upper()}"
    return f"P{(last.last - first.first).days}D"


def _edtf(period: Period, found: Expression) -> str:
    """The EDTF value of an expression."""
    text = period.edtf()
    return text + "~" if found.about and "/" not in text else text


def _upto(period: Period, found: Expression) -> str:
    """The end of what lasts until a period: its last day where the text says "the end of"."""
    return period.last.isoformat() if found.phase == "end" else _edtf(period, found).rpartition("/")[2]


def _unresolved(node: Node) -> str:
    """The TimeML value of a date that the text leaves open: XXXX-09-17, XXXX-WXX-3."""
    match node:
        case Part("weekday", number):
            return f"XXXX-WXX-{number + 1}"
        case Part("day", number, month):
            return f"XXXX-{month or 'XX':02}-{number:02}"
        case Part("month", number):
            return f"XXXX-{number:02}"
    return ""
