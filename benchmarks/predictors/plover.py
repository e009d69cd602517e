"""PLOVER: who did what to whom in one sentence, from kgx's frames, rules and voices."""

from collections.abc import Iterator

from kgx import rules
from kgx.extract import Extractor
from kgx.frames import LIGHT, OBJECT, RECIPIENT, SUBJECT, Frame
from kgx.lexicon import words
from predictors.common import Line, document, phrase, read, table, wordlist

_TARGETS = (RECIPIENT, OBJECT, *"with to against on upon of from for toward towards at into over between in by".split())


def predict(line: Line) -> Line:
    """A line {"id", "text"}."""
    x = read(document(line["text"].strip()))
    found = next((event for root in roots(x) for event in read_frame(x, root)), None)
    return {"id": line["id"], "events": [found] if found else []}


def roots(x: Extractor) -> list[Frame]:
    """Frames of main clauses."""
    return [f for f in x.frames if f.kind == "verb" and f.parent is None]


def children(x: Extractor, frame: Frame) -> list[Frame]:
    """Clauses right below a frame: complements first."""
    order = ("complement", "open", "conj", "participle", "gerund", "adverbial", "relative")
    below = [f for f in x.frames if f.kind == "verb" and f.parent == frame.trigger]
    return sorted(below, key=lambda f: (order.index(f.relation) if f.relation in order else 9, f.trigger))


def read_frame(x: Extractor, frame: Frame) -> Iterator[Line]:
    """The event of a clause, else those of the clauses below it."""
    below = children(x, frame)
    inner = [f for f in below if f.relation in ("complement", "open")]
    if frame.lemma in wordlist("plover", "reports") and inner:
        below = inner + [f for f in below if f not in inner]
    elif (kind := classify(x, frame)) is not None:
        yield record(x, frame, kind)
    for f in below:
        yield from read_frame(x, f)


def classify(x: Extractor, frame: Frame) -> str | None:
    """PLOVER's class of what a verb says was done, meant, asked or refused."""
    kind = deed(x, frame)
    voice, modals = x.voices.of(frame), {t.lower_ for t in x.frames.modal(frame)}
    if voice.reported and modals & {"must", "should"} and "have" not in modals:
        return "DEMAND"
    if x.frames.negated(frame.trigger) and (modals & words("voice", "modals_future") or "would" in modals):
        return "REJECT"
    if kind is not None and voice.tense == "future":
        return str(table("plover")["meant"].get(kind, kind))
    return kind


def deed(x: Extractor, frame: Frame) -> str | None:
    """The class of the deed itself: by verb and object, by verb, by kgx's rules."""
    nouns = {x.tokens[a.head].lemma_.lower() for a in frame.args if a.slot not in (SUBJECT, RECIPIENT)}
    nouns |= {x.tokens[i].lemma_.lower() for a in frame.args if a.slot == OBJECT for i in x.frames.modifiers(a.head)}
    for entry in table("plover")["objects"]:
        if frame.lemma.split()[0] in entry["verbs"].split() and nouns & set(entry["nouns"].split()):
            return str(entry["class"])
    for kind, lemmas in table("plover")["verbs"].items():
        if frame.lemma.replace(" ", "_") in lemmas.split():
            return str(kind)
    classes = table("plover")["classes"]
    carried = x.frames.at.get(frame.carries) if frame.carries is not None else None
    for f, known in ((frame, rules.by_lemma()[0]), (carried, rules.by_lemma()[1])):
        for rule in known.get(f.lemma, ()) if f is not None and f.lemma not in LIGHT | {"be", "come", "go"} else ():
            if (kind := classes.get(rule.mode or rule.event)) is not None:
                return str(kind)
    return None


def record(x: Extractor, frame: Frame, kind: str) -> Line:
    """The record of a clause: its class and the words for source and target."""
    doers = subjects(x, frame)
    heads = [h for h in targets(x, frame) or near(x, frame) if h not in doers]
    if kind == "DEMAND" and (speaker := x.voices.of(frame).speaker) is not None and deed(x, frame) != "DEMAND":
        doers, heads = [speaker], doers
    return {
        "event": kind,
        "source": [t for h in doers for t in texts(x, h)],
        "target": [t for h in heads for t in texts(x, h)],
        "loc": [],
    }


def subjects(x: Extractor, frame: Frame) -> list[int]:
    """Who does it; a pronoun is whom it stands for or who speaks, a thing ("a statement demanding") whoever made it."""
    found = []
    for head in frame.heads(SUBJECT):
        meant = x.referents.of(head) if x.tokens[head].pos_ == "PRON" else ()
        named = [x.referents.head(m) for m in x.names.mentions if m.entity in meant]
        speaker = x.voices.of(frame).speaker if x.tokens[head].pos_ == "PRON" else None
        found.append(named[0] if named else head if speaker is None else speaker)
    above = x.frames.at.get(frame.parent) if frame.parent is not None else None
    if found and above is not None and frame.relation == "participle" and not any(is_actor(x, h) for h in found):
        return subjects(x, above)
    return list(dict.fromkeys(found))


def targets(x: Extractor, frame: Frame) -> list[int]:
    """To whom it is done: the first slot that names an actor, else the clause that the verb governs."""
    for slot in _TARGETS:
        found = [a for h in frame.heads(slot) for a in actors(x, h)]
        if found:
            return found
    for f in children(x, frame):
        if f.relation in ("complement", "open", "gerund"):
            found = [h for h in f.heads(SUBJECT) if h not in frame.heads(SUBJECT) and is_actor(x, h)] or targets(x, f)
            if found:
                return found
    return []


def near(x: Extractor, frame: Frame) -> list[int]:
    """The first actor behind a verb in its clause, however deep: "to protest against the decision of X"."""
    behind = range(frame.trigger + 1, x.tokens[frame.trigger].right_edge.i + 1)
    return next(([i] for i in behind if is_actor(x, i) and x.tokens[i].pos_ in ("NOUN", "PROPN", "ADJ")), [])


def actors(x: Extractor, head: int, depth: int = 0) -> list[int]:
    """The actors that a phrase names or that what it names belongs to, by their heads."""
    if is_actor(x, head):
        return [head]
    owner = x.frames.owner(head)
    if owner is not None and is_actor(x, owner):
        return [owner]
    named = [i for i in x.frames.modifiers(head) if x.names.at(i) is not None]
    if named:
        return named[-1:]
    return [t for a in x.frames.complements(head) for t in actors(x, a.head, depth + 1)] if depth < 3 else []


def is_actor(x: Extractor, head: int) -> bool:
    """Whether a phrase names a person, body, country, place or group of people."""
    if x.names.at(head) is not None:
        return True
    lemma = x.tokens[head].lemma_.lower()
    return x.tokens[head].pos_ in ("NOUN", "PROPN") and (
        lemma in wordlist("plover", "actors") or lemma in words("posts", "heads")
    )


def texts(x: Extractor, head: int) -> list[str]:
    """The words of a phrase without its article: one string, or one for each of "French and Egyptian ships"."""
    peoples = [
        m
        for i in x.frames.modifiers(head)
        if (m := x.names.at(i)) is not None
        and m.end == i + 1
        and x.tokens[i].dep_ in ("amod", "conj", "nmod", "compound")
    ]
    if len(peoples) > 1 and any(x.tokens[m.end - 1].dep_ == "conj" for m in peoples):
        return [f"{x.analysis.doc[m.start : m.end].text} {x.tokens[head].text}" for m in peoples]
    start, end = phrase(x, head)
    words_ = x.document.text[start:end]
    first, _, rest = words_.partition(" ")
    return [rest if rest and first.lower() in ("the", "a", "an") else words_]
