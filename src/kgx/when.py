"""Which date belongs to which happening: by attachment in the sentence, then by what frames the paragraph.

After HeidelTime's strategies for news and narratives (Strötgen and Gertz, 2016): a date by itself at the head of a
paragraph or section dates what follows, one inside a sentence the clause that it hangs on.
"""

from collections import defaultdict
from dataclasses import replace

from kgx.analysis import Analysis
from kgx.annotate import Block
from kgx.dates import TimeExpression
from kgx.edtf import join
from kgx.frames import ATTRIBUTE, OBJECT, Frame
from kgx.lexicon import words
from kgx.posts import Post

_PRIZES = frozenset("prize award medal fellowship".split())
_BUDGETS = frozenset("budget budgets".split())  # are passed in another year than theirs
_SIDES = frozenset("after before following".split())
_JUDGES = frozenset(
    "condemn welcome denounce deplore criticise criticize praise mark commemorate note hail mourn regret remember".split()
)


class Times:
    """The dates of the frames of one document."""

    def __init__(self, analysis: Analysis) -> None:
        """Attach every date to a frame, and find those that frame paragraphs."""
        self.annotated, self.document = analysis.annotated, analysis.document
        self.doc, self.tokens = analysis.doc, analysis.tokens
        self.frames, self.dates, self.voices = analysis.frames, analysis.dates, analysis.voices
        self.attached = self._attach()
        self.framing = self._framing()

    def of(self, frame: Frame) -> list[TimeExpression]:
        """Dates of a frame, of the verb that carries it, of the noun it carries, else of what frames it."""
        chain = [frame.trigger]
        if frame.support is not None:
            chain.append(frame.support)
        if frame.carries is not None:
            chain.append(frame.carries)
        found = [t for i in dict.fromkeys(chain) for t in self.attached.get(i, ())]
        if found:
            return found
        seen = {frame.trigger}
        at = self.frames.at.get(frame.support) if frame.support is not None else frame
        while at is not None and at.parent is not None and at.parent not in seen:
            seen.add(at.parent)
            parent = self.frames.at[at.parent]
            if at.relation == "conj":
                opening = [t for t in self.attached.get(parent.trigger, ()) if t.start < parent.trigger]
                if opening and (at.lemma != "be" or parent.lemma == "be"):  # "In 1979 he chaired X, and was head of Y"
                    return opening
            elif at.mark == "when" and at.relation in ("relative", "adverbial") and self.attached.get(parent.trigger):
                return [_last(t) for t in self.attached[parent.trigger]]  # "until 1971, when he left"
            elif (at.relation == "gerund" and at.mark in _SIDES) or at.mark in ("upon", "without"):
                break  # "returned on Sunday after visiting X"
            elif at.relation in ("open", "gerund") or (
                at.relation == "adverbial" and at.mark is None and self.tokens[at.trigger].tag_ in ("VB", "VBG")
            ):
                if parent.lemma.split()[0] in words("voice", "say") and at.relation != "adverbial":
                    break
                outer = self.attached.get(parent.trigger, [])
                if outer:
                    return list(outer)
            elif at.relation in ("complement", "relative", "participle"):
                break
            at = parent
        if frame.kind == "noun" and frame.support is None:
            above = self.frames.governor(frame.trigger)
            if above is not None and above.kind == "verb":
                slots = {"with", "at", "during", "in", *(() if above.lemma == "be" else ("on",))}
                inside = {a.head for a in above.args if a.slot in slots}
                if frame.trigger in inside:
                    return list(self.attached.get(above.trigger, ()))
        lead = self.framing.get(frame.trigger)
        if lead is not None:
            clause = frame if frame.kind == "verb" else self.frames.clause(frame.trigger)
            inner = clause is not None and clause.relation in ("relative", "participle", "gerund", "open")
            if clause is None or not (inner or self.voices.of(clause).reported):
                return [lead]
        return []

    def of_post(self, post: Post) -> list[TimeExpression]:
        """Dates of a post: of the verb that says so, else inside its phrase."""
        if post.frame is not None:
            found = [t for t in self.of(post.frame) if not self._is_life(t)]
            nouns = [h for h in post.frame.heads(ATTRIBUTE, "as") if self.tokens[h].pos_ in ("NOUN", "PROPN")]
            heads = sorted({*nouns, post.head})
            # "In 1999 dean and rector", both; "professor from 1909 to 1953 and chair since 1938", each by itself
            return [t for t in found if t.start < heads[0] or max(h for h in heads if h < t.start) == post.head]
        if post.at is not None:
            return [t for t in self.dates if t.when and post.at[0] <= t.start < post.at[1]]
        if any(t.ent_type_ == "ORDINAL" for t in self.tokens[post.head].children):
            return []  # "the third prime minister since July"
        low, high = self.frames.span(post.head)
        inside = [t for t in self.dates if t.when and low <= t.outer[0] and t.start < high and not self._is_life(t)]
        return [t for t in inside if self._nearest(t, post.head) and not self._counts(t, post.head)]

    def _is_life(self, time: TimeExpression) -> bool:
        """Whether a date stands in a bracket right behind a name: it tells when somebody lived."""
        opening = next((i for i in range(time.start, max(-1, time.start - 9), -1) if self.tokens[i].text == "("), None)
        if opening is None or opening == 0 or any(t.text == ")" for t in self.tokens[opening : time.start]):
            return False
        return self.tokens[opening - 1].pos_ == "PROPN"

    def _counts(self, time: TimeExpression, head: int) -> bool:
        """Whether a year stands before another noun than the post's: "a member of the 1922 committee"."""
        noun = self.frames.modified(time.start)
        return time.end - time.start == 1 and noun is not None and noun != head

    def _nearest(self, time: TimeExpression, head: int) -> bool:
        """Whether a date inside the phrase belongs to the post and not to a clause within."""
        governor = self.frames.governor(self.doc[time.outer[0] : time.outer[1]].root.i)
        return governor is None or not (self.frames.span(head)[0] <= governor.trigger < self.frames.span(head)[1])

    def _attach(self) -> dict[int, list[TimeExpression]]:
        """The dates that belong to each frame, by their attachment in the sentence."""
        found: dict[int, list[TimeExpression]] = defaultdict(list)
        for time in self.dates:
            if time.when is None:
                continue
            start, end = time.outer
            root = self.doc[start:end].root.i
            above = self.tokens[root].head
            if above.pos_ == "PROPN" and any(t.lower_ == "born" for t in above.children):
                continue  # "Born Ada Roe in 1919, she studied …", parsed as one phrase
            frame = self.frames.happening(root)
            if frame is not None and not self._beyond(time, root, frame.trigger) and not self._is_named(time):
                found[self._presupposed(frame, start).trigger].append(time)
        return found

    def _beyond(self, time: TimeExpression, root: int, trigger: int) -> bool:
        """Whether a date is that of something before or after the happening: "visited X after the flood of 2 May"."""
        for above in self.tokens[root].ancestors:
            if above.i == trigger:
                break
            inside = time.outer[0] <= above.i < time.outer[1]
            if not inside and above.dep_ == "prep" and above.lower_ in _SIDES:
                return True
        return False

    def _is_named(self, time: TimeExpression) -> bool:
        """Whether years belong to a name: "the Road Safety Plan 2021-2025", or, in 2023, "won the 2024 Reed Prize"."""
        first, before = self.tokens[time.start], self.tokens[max(0, time.start - 1)]
        if self.frames.text(time.end, time.end + 1).lower() in _BUDGETS:
            return True  # "Parliament passed the 2021/22 budget"
        if len(first) != 4 or not first.text.isdigit():
            return False
        published, noun = self.document.published, self.frames.modified(time.start)
        if noun is not None and published and int(first.text) > published.year:
            return self.tokens[noun].lower_ in _PRIZES  # which are given before their year begins
        return before.tag_ in ("NNP", "NNPS") and before.ent_type_ not in ("DATE", "TIME", "GPE", "LOC", "PERSON")

    def _presupposed(self, frame: Frame, at: int) -> Frame:
        """ "condemned the attack on X on 2 October": a date behind what is judged is the date of that."""
        if frame.kind == "verb" and frame.lemma in _JUDGES:
            for head in frame.heads(OBJECT):
                noun = self.frames.at.get(head)
                if noun is not None and noun.kind == "noun" and frame.trigger < head < at:
                    return noun
        return frame

    def _framing(self) -> dict[int, TimeExpression]:
        """Dates that open a block and frame what follows in it: "12 May 2019 – …", "TUESDAY. …", headings."""
        found: dict[int, TimeExpression] = {}
        heading: TimeExpression | None = None
        published = self.document.published.isoformat() if self.document.published else None
        lead: TimeExpression | None = None
        items = sum(block.kind == "date" for block in self.annotated.blocks)
        for number, block in enumerate(self.annotated.blocks):
            inside = [t for t in self.dates if block.start <= t.start < block.end and t.when and t.relation == "at"]
            if block.kind == "date":
                dateline = items == 1 and number < 2  # tells when the text was written
                lead = inside[0] if inside and not dateline else None
                continue
            if block.kind == "heading" and not self._is_clause(block):
                days = [t for t in inside if _is_day(t.when) and t.when != published]  # that would be a dateline
                heading = days[0] if len(days) == 1 else None  # two are the dates of a life
                continue
            frame, lead = lead or heading, None
            if frame is not None:
                found.update((i, frame) for i in range(block.start, block.end))
        return found

    def _is_clause(self, block: Block) -> bool:
        return any(i in self.frames.at and self.frames.at[i].kind == "verb" for i in range(block.start, block.end))


def edtf(times: list[TimeExpression], start: bool, end: bool, lasting: bool) -> str | None:
    """One EDTF value of the dates of a happening; None when they contradict each other.

    A point event takes the day inside a bound ("since", "until") only where it begins or ends there.
    """
    at = [t for t in times if t.relation == "at"]
    since = next((t.when for t in times if t.relation in ("since", "after")), None)
    until = next((t.when for t in times if t.relation in ("until",)), None)
    if since and until and lasting:
        return join(since, until)
    if at:
        at.sort(key=lambda t: -len(t.when or ""))
        value = at[0].when
        if value and "/" not in value:
            if start:
                return f"{value}/"
            if end:
                return f"/{value}"
        return value
    if since:
        return since
    if until:
        return until
    return None


def _last(time: TimeExpression) -> TimeExpression:
    """The last day, month or year of a time as a date of its own."""
    bounds = [bound for bound in (time.when or "").split("/") if bound not in ("", "..")]
    return replace(time, relation="at", when=bounds[-1] if bounds else None)


def _is_day(when: str | None) -> bool:
    return when is not None and len(when) == 10
