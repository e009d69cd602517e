"""PolNeAR: who said what, from kgx's quotations and reported clauses."""

from collections.abc import Iterator

from kgx.extract import Extractor
from kgx.frames import SUBJECT, Frame
from kgx.lexicon import words
from predictors.common import Line, document, read

Span = tuple[int, int]  # tokens, exclusive end


def predict(line: Line) -> Line:
    """A line {"doc", "text"}."""
    x = read(document(line["text"]))

    def chars(span: Span | None) -> list[int] | None:
        return list(x.annotated.span(*span)) if span else None

    quotes = [{"source": chars(s), "cue": chars(c), "content": chars(t)} for s, c, t in attributions(x)]
    return {"doc": line["doc"], "quotes": quotes}


def attributions(x: Extractor) -> Iterator[tuple[Span | None, Span | None, Span]]:
    """(source, cue, content) of quotations, reported clauses and "according to"."""
    quoted: dict[int, list[Span]] = {}
    for quote in x.voices.quotes:
        content = (quote.parts[0][0], quote.parts[-1][1])
        if quote.cue is not None:
            quoted.setdefault(quote.cue, []).append(content)
        yield whole(x, quote.speaker), cue(x, quote.cue), content
    for frame in x.frames:
        parent = x.frames.at.get(frame.parent) if frame.parent is not None else None
        if frame.kind == "verb" and parent is not None and reports(frame, parent):
            content = whole(x, frame.trigger) or (frame.trigger, frame.trigger + 1)
            if not any(a < content[1] and content[0] < b for a, b in quoted.get(parent.trigger, ())):
                speaker = next(iter(parent.heads(SUBJECT)), None)
                yield whole(x, speaker), cue(x, parent.trigger), content
    for token in x.tokens:
        if token.lower_ == "according" and token.i not in quoted and (claim := x.frames.clause(token.i)) is not None:
            source = next((t.i for child in token.children if child.lower_ == "to" for t in child.children), None)
            left, right = token.sent.start, token.sent.end
            before = (left, token.i) if token.i > claim.trigger else (token.right_edge.i + 1, right)
            yield whole(x, source), cue(x, token.i), trimmed(x, before)


def reports(frame: Frame, parent: Frame) -> bool:
    """Whether a clause is what its governor says."""
    return frame.relation == "complement" and parent.lemma in words("voice", "say") | words("voice", "deny")


def cue(x: Extractor, trigger: int | None) -> Span | None:
    """The reporting verb, or "according to"."""
    if trigger is None:
        return None
    return trigger, trigger + (
        2
        if x.analysis.doc[trigger].lower_ == "according" and x.analysis.doc[trigger + 1 : trigger + 2].text == "to"
        else 1
    )


def whole(x: Extractor, head: int | None) -> Span | None:
    """Everything under a head, without punctuation at its ends."""
    return None if head is None else trimmed(x, x.frames.span(head))


def trimmed(x: Extractor, span: Span) -> Span:
    """A span without commas and full stops at its ends."""
    start, end = span
    while end - start > 1 and x.analysis.doc[start].text in (",", ";", ":", "-", "–", "—"):
        start += 1
    while end - start > 1 and x.analysis.doc[end - 1].text in (",", ";", ":", ".", "-", "–", "—"):
        end -= 1
    return start, end
