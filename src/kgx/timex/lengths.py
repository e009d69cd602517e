"""Steps from a time, lengths of time, and what recurs: rules that take a position and give the expression there."""

from dataclasses import replace

from kgx.timex.atoms import DASHES, Atoms, calendar_unit, lexicon
from kgx.timex.days import date_at
from kgx.timex.nodes import Base, Found, Node, Step

_HALVES = {"year": "P6M", "decade": "P5Y", "century": "P50Y", "hour": "PT30M", "day": "PT12H"}


def duration_value(count: float | None, unit: str) -> str:
    """The TimeML value of a duration: P2.5Y, PT30M, PXD."""
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    time = "T" if unit in ("hour", "minute", "second") else ""
    return f"P{time}{'X' if count is None else f'{count:g}'}{lexicon('codes')[unit]}"


# two years ago, a month later, three days after 3 May 2012, two years from now, in two weeks' time


def offset(atoms: Atoms, i: int) -> Found | None:
    """A quantity of time before or after another time."""
    if atoms.word(i) == "the":
        return neighbour(atoms, i)
    j, degree = atoms.degree(i)
    plural = atoms.unit(j)
    if plural and plural[1] and atoms.word(j + 1) in ("ago", "later", "earlier"):
        return j + 2, atoms.make(i, j + 2, "DATE", value="PAST_REF" if atoms.word(j + 1) == "ago" else "")
    measure = atoms.measure(j)
    way = direction(atoms, measure[0]) if measure else None
    if not measure or not way:
        return None
    _, count, name = measure
    j, sign, base = way
    unit = calendar_unit(name)
    if unit is None or count is None or count != int(count):
        vague = base == "now" and sign < 0 and count is None
        return j, atoms.make(i, j, "TIME" if unit is None else "DATE", value="PAST_REF" if vague else "")
    node = Step(unit, sign * int(count), base, whole=base == "now")
    about = degree == "about" or unit in ("decade", "century")
    return j, atoms.make(i, j, "DATE", node, about=about, loose=degree == "loose")


def direction(atoms: Atoms, j: int) -> tuple[int, int, Base | Node] | None:
    """The words after a quantity that make it a step: where they end, the sign, and what it counts from."""
    word, after = atoms.word(j), atoms.word(j + 1)
    if word == "ago" or (word == "back" and after in (",", ".", "")):
        j = atoms.skip(j + 1, "today")
        return (j + 2 if atoms.word(j) in ("this", "last") and atoms.unit(j + 1) else j), -1, "now"
    if atoms.reads(j, "'", "time"):
        return j + 2, 1, "now"
    if word == "from" and after in ("now", "today"):
        return j + 2, 1, "now"
    if atoms.among(j, "later") and after != "than":
        return j + 1, 1, "then"
    if word == "earlier" and after != "than":
        return j + 1, -1, "then"
    if word not in ("before", "after"):
        return None
    sign = -1 if word == "before" else 1
    found = date_at(atoms, j + 1)
    if found and found[1].node and not found[1].clock and not found[1].named:
        return found[0], sign, found[1].node
    if after in ("that", "this") and atoms.at(j + 2).pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return j + 2, sign, "then"
    return (j + 1, sign, "then") if after in (".", ",", ";", "") else None


# the day before


def neighbour(atoms: Atoms, i: int) -> Found | None:
    """The day, year … before or after the time spoken of, unless a clause or a name follows."""
    unit, word = calendar_unit(atoms.word(i + 1)), atoms.word(i + 2)
    sign = {"before": -1, "earlier": -1, "after": 1, "later": 1}.get(word)
    if unit is None or sign is None or (word in ("before", "after") and not atoms.among(i + 3, "clause_end")):
        return None
    return i + 3, atoms.make(i, i + 3, "DATE", Step(unit, sign, "then"))


# nine days, more than thirty years, a two-week (exercise), 56-year-old


def duration(atoms: Atoms, i: int) -> Found | None:
    """A length of time."""
    j, _ = atoms.degree(i)
    measure = atoms.measure(j)
    if not measure:
        return vague(atoms, i)
    end, count, name = measure
    joined = atoms.word(end - 2) in DASHES
    if atoms.among(j, "articles") and not joined and count == 1 and j == i and not lasts(atoms, j, end):
        return None
    if atoms.word(j) == "one" and name == "day" and not joined:
        return None
    if atoms.word(end) in DASHES and atoms.word(end + 1) in ("old", "long"):
        end += 2
    elif atoms.word(end) == "old":
        end += 1
    value = duration_value(count, name)
    more = atoms.measure(end + 1) if count and atoms.word(end) in ("and", ",") else None
    if more and more[1] and more[2] != name and more[2] in ("month", "week", "day", "minute", "hour"):
        end, value = more[0], value + duration_value(more[1], more[2]).removeprefix("PT" if "T" in value else "P")
    start = j + 1 if joined and atoms.among(j, "articles") else i
    return end, atoms.make(start, end, "DURATION", value=value)


def lasts(atoms: Atoms, i: int, j: int) -> bool:
    """Whether "a year" from i to j is a length of time, not a rate ("15 a year") nor any year."""
    return atoms.among(i - 1, "lasting_lead") or atoms.word(j) in ("after", "before", "and", "since", "or")


# (for) decades, decades-long, year-long, (over) the years, days of


def vague(atoms: Atoms, i: int) -> Found | None:
    """A length that has no number."""
    j = atoms.skip(i, "the")
    unit = atoms.unit(j)
    if unit and j == i and atoms.word(i + 1) in DASHES and atoms.word(i + 2) == "long":
        return i + 3, atoms.make(i, i + 3, "DURATION", value=duration_value(None if unit[1] else 1, unit[0]))
    if not unit or not unit[1] or unit[0] in ("second", "minute", "quarter", "weekend"):
        return None
    value = duration_value(None, unit[0])
    led = atoms.among(i - 1, "vague_lead") and (j == i or atoms.word(i - 1) in ("over", "through"))
    led = led or (j == i and atoms.word(j + 1) == "of" and atoms.at(i - 1).pos_ not in ("ADJ", "DET", "ADV"))
    return (j + 1, atoms.make(i, j + 1, "DURATION", value=value)) if led else None


# the past three years, the next six months, the last decade, recent years


def pointed(atoms: Atoms, i: int) -> Found | None:
    """A length of time up to now or from now; without a number a mere reference."""
    j = atoms.skip(i, "the")
    word, unit = atoms.word(j), atoms.unit(j + 1)
    if unit and unit[1] and word in ("recent", "coming", "past"):
        return j + 2, atoms.make(i, j + 2, "DATE", value="FUTURE_REF" if word == "coming" else "PAST_REF")
    if not atoms.among(j, "pointing"):
        return None
    if unit and j > i and word in ("past", "last") and unit[0] not in ("quarter", "weekend", "day", "second"):
        return j + 2, atoms.make(i, j + 2, "DURATION", value=duration_value(1, unit[0]))
    k, _ = atoms.degree(j + 1)
    measure = None if atoms.word(k) in ("a", "an") else atoms.measure(k)
    if not measure or atoms.word(measure[0]) in ("ago", "later"):
        return None
    return measure[0], atoms.make(i, measure[0], "DURATION", value=duration_value(measure[1], measure[2]))


# annually, Mondays, twice a week, (15) a year


def frequency(atoms: Atoms, i: int) -> Found | None:
    """What recurs."""
    word = atoms.word(i)
    if word in lexicon("frequencies"):
        name = i > 0 and atoms.capital(i) and atoms.at(i).pos_ == "PROPN"
        return None if name else (i + 1, atoms.make(i, i + 1, "SET", value=lexicon("frequencies")[word]))
    if word.endswith("days") and word[:-1] in lexicon("weekdays") and atoms.capital(i):
        return i + 1, atoms.make(i, i + 1, "SET", value=f"XXXX-WXX-{lexicon('weekdays')[word[:-1]] + 1}")
    if word in ("every", "each"):
        return every(atoms, i)
    number = atoms.number(i)
    j = number[0] + 1 if number and atoms.word(number[0]) == "times" else i + (word in ("once", "twice"))
    if j == i and not atoms.among(i, "articles") and word != "per":
        return None
    unit = atoms.unit(j + 1)
    if not unit or unit[1] or not (atoms.among(j, "articles") or atoms.word(j) in ("per", "each", "every")):
        return None
    if j == i and word != "per" and not (rated(atoms, i) and not direction(atoms, i + 2)):
        return None
    return j + 2, atoms.make(i, j + 2, "SET", value=duration_value(1, unit[0]))


def rated(atoms: Atoms, i: int) -> bool:
    """Whether a quantity stands before the position: "15 a year", "3 million dollars a year"."""
    token = atoms.at(i - 1)
    return i > 0 and (
        token.like_num or token.text == "%" or any(c.like_num for c in token.children if token.pos_ == "NOUN")
    )


# every year, each Monday, every other week, every two years


def every(atoms: Atoms, i: int) -> Found | None:
    """What follows "every" and "each"."""
    j = i + 1
    word = atoms.word(j)
    value = ""
    if (weekday := atoms.weekday(j)) is not None:
        value = f"XXXX-WXX-{weekday + 1}"
    elif month := atoms.month(j):
        value = f"XXXX-{month:02}"
    elif word in lexicon("dayparts"):
        value = f"XXXX-XX-XX{lexicon('dayparts')[word]}"
    elif season := lexicon("seasons").get(word):
        value = f"XXXX-{('SP', 'SU', 'FA', 'WI')[season - 1]}"
    else:
        count = 2.0 if word == "other" else 1.0
        j += word == "other"
        if (number := atoms.number(j)) and atoms.unit(number[0]):
            j, count = number
        unit = atoms.unit(j)
        value = duration_value(count, unit[0]) if unit and unit[0] != "second" else ""
    return (j + 1, atoms.make(i, j + 1, "SET", value=value)) if value else None


# now, recently, in the future


def reference(atoms: Atoms, i: int) -> Found | None:
    """A time that no calendar names."""
    for length in range(min(4, len(atoms.words) - i), 0, -1):
        phrase = " ".join(atoms.words[i : i + length])
        value = lexicon("references").get(phrase)
        j = i + length
        if value:
            if (
                atoms.word(j) in DASHES
                or atoms.unit(j)
                or atoms.measure(j)
                or (phrase == "at the time" and atoms.word(j) == "of")
            ):
                return None
            return j, replace(atoms.make(i, j, "DATE", value=value), start=atoms.token[atoms.skip(i, "in", "at")])
    return None
