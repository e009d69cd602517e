"""What brackets behind a name tell: "Ada Roe (3 May 1950 – 7 June 2010)", "Ada Roe (born 1950 in Lund)"."""

from collections.abc import Iterator
from dataclasses import replace

from kgx.analysis import Analysis
from kgx.dates import TimeExpression
from kgx.model import Event

_DASHES = frozenset("-–—")
_LONGEST = 40  # tokens of such a bracket
_SHORTEST = 18  # years between two bare dates that tell a life


def lives(x: Analysis) -> Iterator[Event]:
    """Births and deaths of people whose dates stand in brackets behind their names."""
    for mention in x.names.mentions:
        if mention.start < x.body or x.entities[mention.entity].kind != "Person":
            continue
        bracket = _bracket(x, mention.end)
        if bracket is None:
            continue
        voice = replace(x.voices.at(mention.start), tense="past")
        for kind, date, start, end in _parts(x, *bracket):
            places = [
                m.entity
                for m in x.names.mentions
                if start < m.start < end and m.form == "name" and x.entities[m.entity].kind == "Place"
            ]
            yield Event(
                type=kind,
                roles=(("participant", mention.entity),),
                locations=tuple(places[:1]),
                when=date.when,
                evidence=(x.evidence(mention.start, voice, f"bracket.{kind.lower()}", 0.9, date.when),),
            )


def _bracket(x: Analysis, start: int) -> tuple[int, int] | None:
    """Tokens of the bracket that opens here, perhaps behind a comma: the opening and the closing one."""
    start += x.doc[start : start + 1].text == ","
    if x.doc[start : start + 1].text != "(":
        return None
    end = next((i for i in range(start, min(start + _LONGEST, len(x.doc))) if x.tokens[i].text == ")"), None)
    return None if end is None else (start, end)


def _parts(x: Analysis, start: int, end: int) -> Iterator[tuple[str, TimeExpression, int, int]]:
    """Birth and Death with their dates, and the tokens where their places stand."""
    dates = [t for found in x.dates for t in found.parts or (found,) if start < t.start < end and t.type == "DATE"]
    words = {x.tokens[i].lower_.rstrip(".:") for i in range(start, end)}
    born, died = bool(words & {"born", "b"}), bool(words & {"died", "d", "†"})
    if not 0 < len(dates) < 3 or any(t.when is None for t in dates):
        return
    if len(dates) == 1:
        if born != died:
            yield "Birth" if born else "Death", dates[0], start, end
        return
    dash = next((i for i in range(dates[0].end, dates[1].start + 1) if x.tokens[i].text in _DASHES), None)
    if not (born or died) and _years(dates) < _SHORTEST:
        return  # a term of office, not a life
    if dash is not None or dates[0].end >= dates[1].start or (born and died):
        middle = dash or dates[0].end
        yield "Birth", dates[0], start, middle
        yield "Death", dates[1], middle, end


def _years(dates: list[TimeExpression]) -> int:
    years = [int(t.when[:4]) for t in dates if t.when and t.when[:4].isdigit()]
    return years[1] - years[0] if len(years) == 2 else 0
