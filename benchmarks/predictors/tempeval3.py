"""TempEval-3: time expressions with TimeML types and values, and the triggers of events."""

from predictors.common import Line, document, happenings, read_happenings, timexes


def predict(line: Line) -> Line:
    """A line {"doc", "dct", "text"}."""
    x = read_happenings(document(line["text"], published=line["dct"]))
    events = [x.annotated.span(frame.trigger, frame.trigger + 1) for frame in happenings(x)]
    return {
        "doc": line["doc"],
        "timexes": [
            {"start": start, "end": end, "type": kind, "value": value} for start, end, kind, value in timexes(x)
        ],
        "events": [{"start": start, "end": end} for start, end in events],
    }
