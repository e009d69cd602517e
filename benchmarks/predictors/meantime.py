"""MEANTIME: names, dates and, as its events, the frames with their arguments, dates and speech."""

import re

from kgx.extract import Extractor
from kgx.frames import OBJECT, OWNER, SUBJECT, Frame
from kgx.lexicon import words
from predictors.common import Line, document, happenings, phrase, read_happenings, table, timexes, wordlist

_TYPES = {"Person": "PER", "Organization": "ORG", "Place": "LOC", "Programme": "PRO"}
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship")


def predict(line: Line) -> Line:
    """A line {"doc", "dct", "text"}: its first line is the title, its second the date, then a sentence a line."""
    title, day, body = [*line["text"].split("\n", 2), "", ""][:3]
    text = f"{title}\n\n{day}\n\n{body}"
    shifts = (len(title) + 1, len(title) + 1 + len(day) + 2)
    x = read_happenings(document(text, published=line["dct"], title=title))

    def at(span: tuple[int, int]) -> Line:
        start, end = (c - sum(c > s for s in shifts) for c in span)
        return {"start": start, "end": end}

    entities = [
        {**at(x.annotated.span(m.start, m.end)), "type": _TYPES[kind], "cluster": m.entity}
        for m in x.names.mentions
        if (kind := x.entities[m.entity].kind) in _TYPES and m.form != "demonym"
    ]
    dates = [{**at((start, end)), "type": kind, "value": value} for start, end, kind, value in timexes(x, whole=True)]
    events = [
        {
            **at(x.annotated.span(frame.trigger, frame.trigger + 1)),
            "speech": speaks(x, frame),
            "times": times(x, frame, line["dct"]),
            "args": [{**at(span), "role": role} for role, span in arguments(x, frame)],
        }
        for frame in happenings(x)
    ]
    return {"doc": line["doc"], "entities": entities, "timexes": dates, "events": events}


def in_years(value: str) -> str:
    """A duration in decades as MEANTIME counts it, in years."""
    return re.sub(r"^P(\d+|X)DE$", lambda m: f"P{m[1]}{'0' if m[1] != 'X' else ''}Y", value)


def speaks(x: Extractor, frame: Frame) -> bool:
    """Whether the frame is an act of speech or thought."""
    if frame.kind != "verb":
        return False
    if frame.lemma in wordlist("meantime", "speech"):
        return True
    clause = any(f.parent == frame.trigger and f.relation == "complement" for f in x.frames)
    said = clause and frame.lemma in words("voice", "say") | words("voice", "deny")
    return said or any(q.cue == frame.trigger for q in x.voices.quotes)


def times(x: Extractor, frame: Frame, published: str) -> list[str]:
    """Dates that the happening is at, as TimeML values.

    The line of the date only repeats the day of publication. What holds at present and what is said is of that day
    where the sentence tells no other.
    """
    framing = {id(time) for time in x.times.framing.values()}
    own = [t for t in x.times.of(frame) if id(t) not in framing]
    if own:
        return sorted({t.value for t in own if t.relation == "at" and t.type in ("DATE", "TIME") and t.value})
    if frame.kind == "noun" or frame.trigger < x.annotated.blocks[0].end:
        return []
    tense, main = x.voices.of(frame).tense, frame.relation in ("root", "conj")
    present = tense == "present" and x.tokens[frame.trigger].tag_ in ("VBZ", "VBP", "VBG", "VBN")
    return [published] if main and (present or (tense == "past" and speaks(x, frame))) else []


def arguments(x: Extractor, frame: Frame) -> list[tuple[str, tuple[int, int]]]:
    """(role, characters) of the people and things that fill the frame's slots."""
    roles = table("meantime")["roles"]
    found: dict[tuple[int, int], str] = {}
    relative = relative_pronoun(x, frame)
    intransitive = "undergo" if frame.kind == "verb" else "undergone"
    undergoes = frame.lemma in wordlist("meantime", intransitive) and not frame.heads(OBJECT)
    for argument in frame.args:
        head, slot = argument.head, argument.slot
        if slot not in roles or not participant(x, head, slot):
            continue
        shared = not x.tokens[frame.trigger].is_ancestor(x.tokens[head])  # with another clause
        if slot in (SUBJECT, OBJECT) and shared:
            if frame.kind == "noun" or (frame.relation in ("adverbial", "participle") and not x.names.at(head)):
                continue
            head = head if relative is None else relative
        mention = x.names.at(head)
        role = roles[slot]
        if mention and x.entities[mention.entity].kind == "Place" and slot in ("to", "from", "on"):
            role = "LOC"
        elif undergoes and slot in (SUBJECT, OWNER):
            role = "A1"
        elif frame.lemma in wordlist("meantime", "serve") and slot in (OBJECT, "with"):
            role = "A2" if slot == OBJECT else "A1"
        found.setdefault(phrase(x, head), role)
    return [(role, span) for span, role in found.items()]


def participant(x: Extractor, head: int, slot: str) -> bool:
    """Whether a phrase may be a participant: a name, a pronoun or a noun of a thing."""
    token = x.tokens[head]
    if x.names.at(head):
        return True
    if token.pos_ == "PRON":
        return token.lower_ not in ("this", "that", "what", "there")
    if token.pos_ not in ("NOUN", "PROPN") or any(t.start <= head < t.end for t in x.analysis.dates):
        return False
    lemma = token.lemma_.lower()
    if head in x.frames.at and lemma not in wordlist("happenings", "things"):
        return False
    return (
        slot not in ("in", "at", "for")
        and lemma not in wordlist("meantime", "abstract")
        and not lemma.endswith(_ABSTRACT)
    )


def relative_pronoun(x: Extractor, frame: Frame) -> int | None:
    """The "which" of "which was launched in May", which the frame reads as what it stands for."""
    token = x.tokens[frame.trigger]
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ != "relcl":
        return None
    return next(
        (t.i for t in token.children if t.tag_ in ("WDT", "WP") and t.dep_ in ("nsubj", "nsubjpass", "dobj")), None
    )
