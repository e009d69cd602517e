"""Dates of a text: finds time expressions and resolves them to EDTF and TimeML values.

What a text says of time is relative to three things, and each expression knows to which: the day of publication
("on Monday", "last November", "two years ago"), the time spoken of last ("two days later", "that year", "the same
month") and the heading or opening date of a list item that frames what stands below it. Where the text leaves the
direction open ("on 17 September"), the tense of the governing verb decides. The two strategies are those of
HeidelTime for news and for narratives (Strötgen and Gertz 2013). What cannot be resolved is left open, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Doc, Token

from kgx.annotate import Annotated, Block
from kgx.edtf import PARTS, Period, bounds, compatible, day, join, narrower, part
from kgx.timex import Expression, Fixed, Node, Part, Step, Type, lexicon, scan, wordlist

__all__ = ["TimeExpression", "bounds", "compatible", "find_dates", "join", "narrower"]

Relation = Literal["at", "since", "until", "before", "after", "by"]
Direction = Literal["past", "present", "future", "near", "unknown"]

_RELATIONS: dict[str, Relation] = {
    "at": "at",
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
    "by": "by",
}
_DASHES = frozenset("-–—")
_MODALS = frozenset({"would", "may", "might", "should", "must", "can", "could", "ought", "need"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and what it means."""

    start: int  # token of annotated.doc
    end: int  # token, exclusive; signal words are left out ("since", "on")
    type: Type  # of TimeML
    value: str  # of TimeML: 2017-02, 2025-11-06, 2025-03-04TEV, P30Y, PRESENT_REF, XXXX-WXX-3; "" unresolved
    when: str | None  # EDTF with since, until and from–to folded in; None when it dates nothing
    outer: tuple[int, int]  # tokens with the signal words: "since January 2018", "from 3 to 14 June"
    relation: Relation = "at"  # what happens is then, or lasts from, lasts until, comes before, …; see `when`
    parts: tuple["TimeExpression", ...] = ()  # of a range: its two ends, each an expression of its own


def find_dates(annotated: Annotated) -> list[TimeExpression]:
    """All time expressions of a document in order; a range is one expression, with its ends in `parts`.

    `when` is None for durations, sets, references such as "recently", for "before" and "after" a date, and where
    nothing tells the date. "by 2030" is "/2030" with the relation "by". Without a publication date the date of a
    heading or dateline stands in for it.
    """
    return list(_Resolver(annotated).resolve())


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date that the text has spoken of: what "two days later" may count from."""

    period: Period
    token: int
    block: int
    named: bool = False


class _Resolver:
    """Walks through the blocks of one document and remembers which dates it spoke of."""

    def __init__(self, annotated: Annotated) -> None:
        self.doc = annotated.doc
        self.blocks = annotated.blocks
        self.scans = [scan(self.doc, block.start, block.end) for block in annotated.blocks]
        published = annotated.document.published
        self.published = Period("day", published.toordinal()) if published else self.dateline()
        self.frame: tuple[date, date] | None = None  # the span of days that the last dated heading gives
        self.lead: tuple[date, date] | None = None  # the span of days that opens this block
        self.mentions: list[_Mention] = []
        self.day_first = self.order()
        self.block = 0

    def dateline(self) -> Period | None:
        """The first full day in a title, heading or dateline at the top: a publication date where none is known."""
        for block, found in list(zip(self.blocks, self.scans, strict=True))[:6]:
            days = [e.node.period for e in found if isinstance(e.node, Fixed) and e.node.period.unit == "day"]
            if len(days) == 1 and len(found) == 1 and block.kind != "paragraph":
                return days[0]
        return None

    def order(self) -> bool | None:
        """Whether the text writes the day before the month ("15 June"); None when it does not tell."""
        first = {
            self.doc[e.start].text[0].isdigit()
            for found in self.scans
            for e in found
            if e.other is None
            and e.end - e.start > 1
            and any(self.doc[i].lower_ in lexicon("months") for i in range(e.start, e.end))
            and (
                (isinstance(e.node, Fixed)
                and e.node.period.unit == "day")
                or (isinstance(e.node, Part)
                and e.node.unit == "day")
            )
        }
        return first.pop() if len(first) == 1 else None

    def resolve(self) -> Iterator[TimeExpression]:
        """Every expression of every block, in order."""
        for number, (block, found) in enumerate(zip(self.blocks, self.scans, strict=True)):
            self.block, self.lead = number, None
            expressions = share_years(found, self.doc)
            groups = list(self.ranges(expressions, block))
            done: dict[int, TimeExpression] = {}
            for late in (False, True):  # "at 10:30 on Monday": the clock after the day
                for k, group in enumerate(groups):
                    if clock_alone(group[0]) == late and (result := self.group(group, block)):
                        done[k] = result
            yield from (done[k] for k in sorted(done))

    # From one expression or two to a TimeExpression

    def ranges(self, found: list[Expression], block: Block) -> Iterator[tuple[Expression, ...]]:
        """The expressions, those that are the two ends of a range together."""
        k = 0
        while k < len(found):
            if k + 1 < len(found) and self.spans(found[k], found[k + 1], block):
                yield found[k], found[k + 1]
                k += 2
            else:
                yield (found[k],)
                k += 1

    def spans(self, a: Expression, b: Expression, block: Block) -> bool:
        """Whether two neighbouring expressions are the ends of a range: "A–B", "from A to B", "between A and B"."""
        if a.node is None or b.node is None or a.named or b.named or a.loose or b.loose:
            return False
        if b.start < a.end:
            return True  # one token: "2001–2004"
        between = [self.doc[i].lower_ for i in range(a.end, b.start)]
        before = self.doc[a.start - 1].lower_ if a.start > block.start else ""
        if len(between) == 2 and between[0] == ",":
            between = between[1:] if before == "from" else between
        if between == ["and"]:
            return before == "between" or following(a.node, b.node)
        if between not in (["to"], ["until"], ["till"], ["through"], ["up", "to"]) and not (
            len(between) == 1 and between[0] in _DASHES
        ):
            return False
        if between[0] not in _DASHES and before not in ("from", "between", "since"):
            return between[0] == "to" and type(a.node) is type(b.node) and before not in ("", "on")
        return not self.moved(a)

    def moved(self, expression: Expression) -> bool:
        """Whether the date is one that something was moved from or to: "postponed from May to October"."""
        verb = clause(self.doc[expression.start])
        return verb is not None and verb.lemma_.lower() in wordlist("moving")

    def group(self, group: tuple[Expression, ...], block: Block) -> TimeExpression | None:
        """Resolve one expression, or the two ends of a range."""
        if len(group) == 1:
            return self.single(group[0], block)
        a, b = group
        first, last = self.ends(a, b)
        if block.kind in ("title", "heading") and first and last and first.unit == last.unit == "day":
            self.frame = first.first, last.last
        parts = tuple(
            replace(self.finish(e, p, block), relation="at", when=edtf(p, e) if p else None)
            for e, p in ((a, first), (b, last))
        )
        for expression, period in ((a, first), (b, last)):
            self.remember(expression, period, block)
        _, outer = self.signal(a, block)
        when = None
        if first and last and parts[0].value and parts[1].value and first.first <= last.last:
            when = join(edtf(first, a), upto(last, b))
        value = length(first, last) if first and last and when else ""
        return TimeExpression(a.start, b.end, "DURATION", value, when, (outer, b.end), "at", parts)

    def ends(self, a: Expression, b: Expression) -> tuple[Period | None, Period | None]:
        """The two periods of a range; an end without a year takes the side of the other."""
        first, last = self.period(a), None
        if first and isinstance(b.node, Part) and b.node.which is None and b.node.of is None:
            last = nearest(b.node, first.first, "future")
        else:
            last = self.period(b)
        return first, last

    def single(self, expression: Expression, block: Block) -> TimeExpression | None:
        """Resolve one expression."""
        period = self.period(expression)
        self.remember(expression, period, block)
        if expression.named and self.doc[expression.start - 1].lower_ not in wordlist("events"):
            return None
        return self.finish(expression, period, block)

    def finish(self, expression: Expression, period: Period | None, block: Block) -> TimeExpression:
        """The expression with its values, and its relation from the words before it."""
        relation, outer = self.signal(expression, block)
        value = expression.value
        if expression.node is not None and not (expression.other and not period):
            value = period.value() if period else unresolved(expression.node)
            if clock_alone(expression) and not period and self.published:
                value = self.published.value()  # a likely day, but no date to build on
            if expression.clock:
                value = (value if len(value) == 10 else "XXXX-XX-XX") + expression.clock
        when = None
        if period and not expression.loose and not expression.named and not self.timeless(expression):
            text = edtf(period, expression)
            if expression.still:
                relation = "since"
            match relation:
                case "at":
                    when = text
                case "since":
                    when = f"{text.partition('/')[0]}/.."
                case "until" | "by":
                    when = f"/{upto(period, expression)}"
        return TimeExpression(
            expression.start, expression.end, expression.type, value, when, (outer, expression.end), relation
        )

    def timeless(self, expression: Expression) -> bool:
        """Whether "today" means these days: "Today the railway carries …"."""
        if expression.node != Step("day", 0, "now") or expression.type != "DATE":
            return False
        verb = clause(self.doc[expression.end - 1])
        return verb is not None and tense(verb) == "present"

    def signal(self, expression: Expression, block: Block) -> tuple[Relation, int]:
        """What the words before an expression make of it, and the token where they begin."""
        at = expression.start
        for length in (2, 1):
            if at - length < block.start:
                continue
            phrase = " ".join(self.doc[i].lower_ for i in range(at - length, at))
            if phrase not in lexicon("signals"):
                continue
            relation = _RELATIONS[lexicon("signals")[phrase]]
            if phrase == "from" and self.moved(expression):
                return "before", at - length  # the date that was given up
            if phrase == "from":
                head = self.doc[at - 1].head
                relation = "since" if head.pos_ in ("VERB", "AUX") else "at"
            if phrase == "through" and expression.type == "DURATION":
                relation = "at"
            return relation, at - length
        return "at", at

    # What the text has spoken of

    def remember(self, expression: Expression, period: Period | None, block: Block) -> None:
        """Keep a date for what refers back to it; a date that opens an item or is a heading frames what follows."""
        if period is None or block.kind == "dateline":
            return
        opens = all(self.doc[i].is_punct for i in range(block.start, expression.start))
        after = self.doc[expression.end].text if expression.end < block.end else ""
        if opens and after in (".", ":", "–", "—", "-", "--", ""):
            self.lead = period.first, period.last
            if after == "" and period.unit in ("week", "weekend"):
                self.frame = self.lead
        elif block.kind in ("title", "heading"):
            return
        if self.signal(expression, block)[0] == "since":
            return  # the background of what is told
        verb = clause(self.doc[expression.start])
        if opens or verb is None or verb.lemma_.lower() not in wordlist("saying"):
            self.mentions.append(_Mention(period, expression.start, self.block, expression.named))

    def anchor(self, at: int, *, named: bool = False, here: bool = False) -> Period | None:
        """The date spoken of last before a token, in its paragraph or the one before (with "here", in its own)."""
        past = tense(clause(self.doc[at])) == "past"
        for mention in reversed(self.mentions):
            if mention.token >= at or (mention.named and not named):
                continue
            if past and self.published and mention.period.first > self.published.first:
                continue
            return mention.period if self.block - mention.block <= (0 if here else 1) else None
        return None

    def period(self, expression: Expression) -> Period | None:
        """The period that an expression means; None when nothing tells."""
        node = expression.node
        if node is None or (expression.other and self.day_first is None):
            return None
        try:
            found = self.node(expression.other if expression.other and self.day_first else node, expression)
            return found if found and found.first <= found.last else None
        except (ValueError, OverflowError):
            return None  # before the year 1 or after 9999

    def node(self, node: Node, expression: Expression) -> Period | None:
        """The period that a node means."""
        match node:
            case Fixed(period):
                return period
            case Step():
                return self.step(node, expression)
            case Part(of=None, which=None):
                return self.bare(node, expression)
            case Part(of=None):
                return self.pointed(node, expression)
        assert node.of is not None
        base = self.node(node.of, expression)
        if base is None:
            return None
        if node.unit == "weekday":
            return Period("day", base.first.toordinal() + node.number)
        return of_year(node, base.number) if base.unit == "year" else None

    def step(self, node: Step, expression: Expression) -> Period | None:
        """So many units from now, from the time spoken of, or from another date."""
        at, unit, count = expression.start, node.unit, node.count
        match node.base:
            case "now":
                start = self.published
                if (
                    self.frame
                    and unit == "week"
                    and (start is None or self.frame[0] <= start.first <= self.frame[1] + timedelta(2))
                ):
                    start = Period("day", self.frame[1].toordinal())
                if start and unit == "weekend" and count == 0 and tense(clause(self.doc[at])) == "past":
                    count = -(start.first.weekday() < 5)
            case "then":
                start = self.anchor(at, named=unit == "year" and count == 0, here=unit is None or count == 0)
            case "frame":
                near = self.anchor(at, here=True)
                start = (
                    near if near and unit and near.finer(unit) and self.same_sentence(at) else self.published or near
                )
            case "near":
                return self.day_beside(at)
            case base:
                start = self.node(base, expression)
        if start and unit and node.whole:
            start = start.within(unit)
        return start if start is None or unit is None else start.shift(unit, count)

    def same_sentence(self, at: int) -> bool:
        """Whether the date spoken of last is in the sentence of a token."""
        return bool(self.mentions) and self.mentions[-1].token >= self.doc[at].sent.start

    def day_beside(self, at: int) -> Period | None:
        """The day that a clock time belongs to: the nearest in its sentence, else the last in its paragraph."""
        sentence = self.doc[at].sent
        days = [m for m in self.mentions if m.block == self.block and m.period.unit == "day"]
        beside = [m for m in days if sentence.start <= m.token < sentence.end]
        if beside:
            return min(beside, key=lambda m: abs(m.token - at)).period
        before = [m for m in days if m.token < at]
        return before[-1].period if before else None

    def bare(self, node: Part, expression: Expression) -> Period | None:
        """A date without a year, a weekday: from the frame, or on the side of the publication that the tense tells."""
        verb = clause(self.doc[expression.end - 1])
        direction = tense(verb)
        if self.signal(expression, self.blocks[self.block])[0] == "since" and direction == "present":
            direction = "past"
        elif direction == "present":
            direction = "past" if self.blocks[self.block].kind in ("title", "heading") or reporting(verb) else "future"
        if (
            direction == "past"
            and self.moved(expression)
            and self.doc[expression.start - 1].lower_ in ("to", "until", "till", "for")
        ):
            direction = "future"
        if node.unit == "weekday":
            for frame in (self.lead, self.frame):
                if frame and (found := within(node, frame)) and self.fits(found, direction):
                    return found
        if self.published:
            return nearest(node, self.published.first, direction)
        anchor = self.anchor(expression.start, here=True)
        if anchor is None or node.unit == "weekday" or not anchor.finer("year"):
            return None
        found = of_year(node, anchor.first.year)
        return found if found and (anchor.unit == "year" or found.last >= anchor.first) else None

    def fits(self, found: Period, direction: Direction) -> bool:
        """Whether a day of the frame lies on the side of the publication that the tense tells."""
        if self.published is None:
            return True
        if direction == "future":
            return found.first >= self.published.first
        return direction != "past" or found.first <= self.published.first

    def pointed(self, node: Part, expression: Expression) -> Period | None:
        """Last November, next Friday, the following spring, that March."""
        assert node.which is not None
        count, base = node.which
        start = self.published if base == "now" else self.anchor(expression.start, here=count == 0)
        if start is None:
            return None
        if node.unit == "weekday":
            if start.unit != "day":
                return None
            if count == 0:
                direction: Direction = "past" if tense(clause(self.doc[expression.end - 1])) == "past" else "future"
                return nearest(node, start.first, direction)
            return nearest(node, start.first + timedelta(count), "future" if count > 0 else "past")
        if node.unit == "day" or not start.finer("year"):
            return None
        if count == 0:
            return of_year(node, start.first.year)
        unit = node.unit
        here = start.within(unit)
        if here is None:  # the following March, after "in 2015"
            return of_year(node, start.first.year + count)
        steps = (node.number - 1 - here.number) % PARTS[unit] or PARTS[unit]
        return Period(
            unit, here.number + (steps if count > 0 else steps - PARTS[unit] if steps != PARTS[unit] else -steps)
        )


# What the words of a sentence tell


def clock_alone(expression: Expression) -> bool:
    """Whether the expression is a clock time without a day."""
    return isinstance(expression.node, Step) and expression.node.base == "near"


def following(a: Node, b: Node) -> bool:
    """Whether two days follow each other: "7 and 8 June"."""
    if isinstance(a, Fixed) and isinstance(b, Fixed):
        return a.period.unit == b.period.unit == "day" and b.period.number == a.period.number + 1
    return isinstance(a, Part) and isinstance(b, Part) and a.unit == "day" and b == replace(a, number=a.number + 1)


def clause(token: Token) -> Token | None:
    """The verb that governs a token; None in a fragment without a verb."""
    for _ in range(20):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def reporting(verb: Token | None) -> bool:
    """Whether the verb reports speech."""
    return verb is not None and verb.lemma_.lower() in wordlist("saying")


def tense(verb: Token | None) -> Direction:
    """The time of a verb: "near" is a plan of the past ("was due to open"), which may lie on either side."""
    for _ in range(8):
        if verb is None:
            return "unknown"
        helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        lemmas = {child.lemma_.lower() for child in helpers}
        lowers = {child.lower_ for child in helpers}
        if lemmas & {"will", "shall"} or lowers & {"will", "wo", "'ll", "’ll", "shall"}:
            return "future"
        if lemmas & _MODALS:
            return "past" if "have" in lemmas else "future"
        tags = {child.tag_ for child in helpers}
        dues = {child.lemma_.lower() for child in verb.children if child.dep_ in ("acomp", "oprd")}
        if verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and "VBD" in tags):
            planned = verb.lemma_.lower() in wordlist("planned") or bool(dues & wordlist("planned"))
            return "near" if planned else "past"
        if verb.tag_ == "VBN" and "have" in lemmas:
            return "past"
        infinitive = "to" in lowers or "TO" in tags
        if verb.tag_ == "VBN" and not infinitive:
            if tags & {"VBZ", "VBP"}:
                return "present"
            if not helpers and verb.lemma_.lower() in wordlist("planned"):
                return "near"
            if verb.dep_ != "conj":
                return "past"
        if verb.tag_ in ("VBZ", "VBP"):
            return "present"
        if verb.tag_ == "VBG" and tags & {"VBZ", "VBP"}:
            return "present"
        if infinitive:
            head = clause(verb.head) if verb.head is not verb else None
            plan = verb.head.lemma_.lower() in wordlist("intending")
            if verb.dep_ in ("xcomp", "acl", "ccomp", "conj", "advcl") and plan and head is not None:
                planned = tense(head) in ("past", "near") and verb.head.lemma_.lower() in wordlist("planned") | {"be"}
                return "near" if planned else "future"
        if verb.head is verb:
            return "unknown"
        verb = clause(verb.head)
    return "unknown"


# From parts to periods


def of_year(node: Part, year: int) -> Period | None:
    """The part of a year that a node names."""
    if node.unit == "day":
        return day(year, node.month, node.number)
    return None if node.unit == "weekday" else part(node.unit, year, node.number)


def nearest(node: Part, start: date, direction: Direction) -> Period | None:
    """The period that a node names which is next to a day on one side, the day's own included."""
    if node.unit == "weekday":
        ahead = (node.number - start.weekday()) % 7
        return Period(
            "day", start.toordinal() + (ahead if direction in ("future", "near") or ahead == 0 else ahead - 7)
        )
    found = [p for year in range(start.year - 5, start.year + 6) if (p := of_year(node, year))]
    before = max((p for p in found if p.first <= start + timedelta(1)), key=lambda p: p.number)
    after = min((p for p in found if p.last >= start), key=lambda p: p.number)
    back, ahead = (start - before.last).days, (after.first - start).days
    if direction == "near" or (node.unit == "day" and direction in ("past", "unknown") and back > 300):
        return before if back <= ahead else after
    if node.unit == "day" and direction == "future" and ahead > 300:
        return before if back <= ahead else after
    return after if direction == "future" else before


def within(node: Part, frame: tuple[date, date]) -> Period | None:
    """The weekday of a span of more than one day and at most two weeks."""
    length = (frame[1] - frame[0]).days
    if not 0 < length < 14:
        return None
    found = nearest(node, frame[0], "future")
    return found if found and found.last <= frame[1] else None


def share_years(found: list[Expression], doc: Doc) -> list[Expression]:
    """Give a date without a year the year of the one that it is joined to: "in April and May 2019"."""
    shared = list(found)
    for k in range(len(shared) - 2, -1, -1):
        a, b = shared[k], shared[k + 1]
        if not (isinstance(a.node, Part) and a.node.which is None and a.node.of is None and isinstance(b.node, Fixed)):
            continue
        between = [doc[i].lower_ for i in range(a.end, b.start)]
        period = b.node.period
        if a.node.unit != period.unit or len(between) > 1 or not set(between) <= wordlist("joints"):
            continue
        own = of_year(a.node, period.first.year)
        if own and own.number > period.number:
            own = of_year(a.node, period.first.year - 1)
        if own:
            shared[k] = replace(a, node=Fixed(own))
    return shared


def length(first: Period, last: Period) -> str:
    """The TimeML duration from one period to another: P2Y from 2009 to 2011."""
    unit = first.unit if first.unit == last.unit and first.unit in ("month", "year") else "day"
    count = last.number - first.number if unit == first.unit else (last.last - first.first).days
    return f"P{count}{unit[0].upper()}"


def edtf(period: Period, expression: Expression) -> str:
    """The EDTF value of an expression."""
    return period.edtf() + ("~" if expression.about and "/" not in period.edtf() else "")


def upto(period: Period, expression: Expression) -> str:
    """The end of what lasts until a period: its last day where the text says "the end of"."""
    return period.last.isoformat() if expression.phase == "end" else edtf(period, expression).rpartition("/")[2]


def unresolved(node: Node) -> str:
    """The TimeML value of a date that the text leaves open: XXXX-09-17, XXXX-WXX-3."""
    match node:
        case Part("weekday", number):
            return f"XXXX-WXX-{number + 1}"
        case Part("day", number, month):
            return f"XXXX-{month:02}-{number:02}"
        case Part("month", number):
            return f"XXXX-{number:02}"
    return ""
