"""Dates and times of day: rules that take a position and give the expression that begins there.

Above each rule stands what it reads.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from kgx.edtf import Period, Unit, day, part
from kgx.timex.atoms import COUNTS, DASHES, Atoms, calendar_unit, lexicon
from kgx.timex.clock import clock
from kgx.timex.nodes import Base, Expression, Fixed, Found, Node, Part, Step

_GROUND: tuple[Unit, ...] = ("week", "month", "year", "decade", "century")

# early May, the end of 2021, around 1990, Tuesday evening, 3 May 2020, 10:30


def dated(atoms: Atoms, i: int) -> Found | None:
    """A date with what stands around it: degree, phase, part of the day, clock."""
    if atoms.word(i) in ("in", "at"):  # they begin lengths and references alone
        return None
    j = i + atoms.among(i, "about")
    about = j > i
    j, phase = phase_of(atoms, j) or (j, None)
    core = date_at(atoms, j, licensed=about or phase is not None, phased=phase is not None)
    if not core or (about and (not isinstance(core[1].node, Fixed) or core[1].clock)):
        return None  # "about Monday" says what the talk is of
    end, found = core
    if about or phase is not None:
        found = replace(found, start=atoms.token[i], phase=phase or "", about=about)
    return tail(atoms, end, found)


def phase_of(atoms: Atoms, i: int) -> tuple[int, str] | None:
    """Which end of a period is meant: "early", "mid-", "the beginning of"; "earlier" and "later" tell none."""
    word = atoms.word(i)
    if word in ("early", "late", "mid"):
        return atoms.skip(atoms.skip_dash(i + 1), "in"), lexicon("phases")[word]
    if word in ("earlier", "later"):
        j = atoms.skip(i + 1, "in", "on")
        led = j > i + 1 or atoms.word(j) in ("this", "last", "that", "next", "today") or atoms.weekday(j) is not None
        return (j, "") if led else None
    j = atoms.skip(i, "the")
    if atoms.reads(j, "early", "hours", "of"):
        return j + 3, "start"
    j = atoms.skip(j, "very")
    return (
        (j + 2, lexicon("phases")[atoms.word(j)])
        if atoms.word(j) in lexicon("phases") and atoms.word(j + 1) == "of"
        else None
    )


def tail(atoms: Atoms, j: int, found: Expression) -> Found:
    """A day with the part of the day or the clock time that follows it."""
    if not found.daily or found.clock:
        return j, found
    if atoms.word(j) in lexicon("dayparts"):
        return j + 1, replace(found, end=atoms.token[j] + 1, type="TIME", clock=lexicon("dayparts")[atoms.word(j)])
    k = atoms.skip(j, ",", "[", "(")
    time = clock(atoms, k)
    if not time:
        return j, found
    end = atoms.skip(time[0], "]", ")") if k > j else time[0]
    return end, replace(found, end=atoms.token[time[0] - 1] + 1, type="TIME", clock=time[1])


def date_at(atoms: Atoms, i: int, *, licensed: bool = False, phased: bool = False) -> Found | None:
    """A date without modifiers; `licensed` where four digits can only be a year, `phased` after "the end of"."""
    hits = [hit for rule in _RULES if (hit := rule(atoms, i))]
    if (phased or atoms.word(i + 1) == "weekend") and (hit := ground(atoms, i)):
        hits.append(hit)
    if not hits and (hit := year(atoms, i, licensed=licensed)):
        hits.append(hit)
    return max(hits, key=lambda hit: hit[0]) if hits else None


# 10:30 a.m. Tuesday


def clocked(atoms: Atoms, i: int) -> Found | None:
    """A clock time, alone or straight before its day."""
    time = clock(atoms, i, bare=atoms.among(i - 1, "clock_lead"))
    if not time:
        return None
    j, value = time
    k = atoms.skip(j, ",")
    for rule in (weekday, day_month, month_day, day_word):
        found = rule(atoms, k)
        if found and found[1].daily and not found[1].clock:
            return found[0], replace(found[1], start=atoms.token[i], type="TIME", clock=value)
    return j, atoms.make(i, j, "TIME", Step("day", 0, "beside"), clock=value)


# 2017-02-03, 2017-02, 15.06.2024, 15/06/2024


def numeric(atoms: Atoms, i: int) -> Found | None:
    """A date in digits alone."""
    word = atoms.word(i)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", word)
    if dotted:
        found = day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return (i + 1, atoms.make(i, i + 1, "DATE", Fixed(found))) if found else None
    separator, second = atoms.word(i + 1), atoms.word(i + 2)
    if not (word.isdigit() and separator in ("-", "/") and second.isdigit() and atoms.tight(i, i + 3)):
        return None
    third = atoms.word(i + 4) if atoms.word(i + 3) == separator and atoms.tight(i, i + 5) else ""
    if third.isdigit():
        if atoms.year(i):
            found = day(int(word), int(second), int(third))
            return (i + 5, atoms.make(i, i + 5, "DATE", Fixed(found))) if found else None
        return slashed(atoms, i, third) if separator == "/" else None
    month = atoms.year(i) and separator == "-" and len(second) == 2 and 1 <= int(second) <= 12
    if month and int(second) != int(word) % 100 + 1:  # 2010-11 may be two years
        return i + 3, atoms.make(i, i + 3, "DATE", Fixed(part("month", int(word), int(second))))
    return None


def slashed(atoms: Atoms, i: int, year: str) -> Found | None:
    """15/06/2024 and 06/15/2024; where both orders give a day, both are kept."""
    if len(year) == 2:
        year = ("19" if int(year) > 50 else "20") + year
    if len(year) != 4:
        return None
    first, second = int(atoms.word(i)), int(atoms.word(i + 2))
    month_first, day_first = day(int(year), first, second), day(int(year), second, first)
    found = month_first or day_first
    if found is None:
        return None
    other = Fixed(day_first) if month_first and day_first and month_first != day_first else None
    return i + 5, atoms.make(i, i + 5, "DATE", Fixed(found), other=other)


# Monday, Monday 3 May 1998, Tuesday of last week


def weekday(atoms: Atoms, i: int) -> Found | None:
    """A weekday, with the date or the week that it belongs to; an abbreviated one only with a date."""
    if atoms.word(i) not in lexicon("weekdays") or not atoms.capital(i) or atoms.among(i - 1, "weekday_names"):
        return None  # "Shrove Tuesday" is one of a year
    j = atoms.skip(i + 1, ",", "the")
    full = day_month(atoms, j) or month_day(atoms, j)
    if full:
        return full[0], replace(full[1], start=atoms.token[i])
    number = atoms.weekday(i)
    if number is None or atoms.named(i) or (atoms.word(i + 1) in DASHES and atoms.tight(i, i + 3)):
        return None  # "Sunday-school"
    week = which(atoms, atoms.skip(i + 1, "of"))
    if week and isinstance(week[1].node, Step) and week[1].node.unit == "week":
        return week[0], atoms.make(i, week[0], "DATE", Part("weekday", number, of=week[1].node))
    return i + 1, atoms.make(i, i + 1, "DATE", Part("weekday", number))


# 15 June 2024, the 9th of May, 14 June last year


def day_month(atoms: Atoms, i: int) -> Found | None:
    """A day before its month."""
    j = atoms.skip(i, "the")
    k = atoms.skip(j + 1, "of")
    number = atoms.day(j) if k == j + 1 and j == i else atoms.ordinal(j)
    month = atoms.month(k)
    if not number or not month or (k == j + 1 and atoms.word(j).isalpha()):
        return None  # not "the first May"
    return complete(atoms, i, k + 1, month, number)


# (on) the 7th


def day_only(atoms: Atoms, i: int) -> Found | None:
    """A day of the month that is being spoken of."""
    number = atoms.ordinal(i + 1) if atoms.word(i) == "the" and atoms.word(i - 1) == "on" else 0
    after = atoms.at(i + 2).pos_ if atoms.word(i + 2) else ""
    if (
        not 1 <= number <= 31
        or not atoms.word(i + 1)[0].isdigit()
        or after in ("NOUN", "PROPN", "ADJ", "NUM")
        or atoms.word(i + 2) == "of"
    ):
        return None
    return i + 2, atoms.make(i, i + 2, "DATE", Part("day", number))


# June 15, 2024, June 15


def month_day(atoms: Atoms, i: int) -> Found | None:
    """A day after its month."""
    month = atoms.month(i)
    j = atoms.skip(i + 1, "the") if atoms.word(i + 2)[:1].isdigit() else i + 1
    number = atoms.day(j) if month else 0
    return complete(atoms, i, j + 1, month, number) if number else None


def complete(atoms: Atoms, i: int, j: int, month: int, number: int) -> Found | None:
    """A day of a month from i to j, with the year that may follow."""
    year = year_after(atoms, j)
    node = day_node(month, number, year[1] if year else None)
    end = year[0] if year else j
    return (end, atoms.make(i, end, "DATE", node)) if node else None


def day_node(month: int, number: int, year: Node | None) -> Node | None:
    """A day of a month; None when the month has no such day."""
    if isinstance(year, Fixed):
        found = day(year.period.number, month, number)
        return Fixed(found) if found else None
    return Part("day", number, month, of=year) if day(2000, month, number) else None


def part_node(unit: Unit, number: int, year: Node | None) -> Node:
    """A month, season, quarter or half of a year, or of what the context gives."""
    if isinstance(year, Fixed):
        return Fixed(part(unit, year.period.number, number))
    match unit:
        case "month" | "season" | "quarter" | "half":
            return Part(unit, number, of=year)
    raise ValueError(unit)


def year_after(atoms: Atoms, i: int) -> tuple[int, Node] | None:
    """The year that completes a date: "2015", ", 2015", "of 2015", "of the same year", "last year"."""
    j = atoms.skip(i, ",", "of")
    if atoms.year(j) and not atoms.counts(j):
        return j + 1, Fixed(Period("year", atoms.year(j)))
    step = which(atoms, j) if j > i or atoms.word(j) != "that" else None
    if step and isinstance(step[1].node, Step) and step[1].node.unit == "year":
        return step[0], step[1].node
    return None


# June 2024, June of the same year, June


def month(atoms: Atoms, i: int) -> Found | None:
    """A month with its year, or alone where it is no verb and no person."""
    number = atoms.month(i)
    if not number:
        return None
    year = year_after(atoms, i + 1)
    if year:
        return year[0], atoms.make(i, year[0], "DATE", part_node("month", number, year[1]))
    token, j = atoms.at(i), i - 2 if atoms.word(i - 1) == "the" else i - 1
    led = atoms.among(j, "month_lead") or (atoms.among(i + 1, "joints") and atoms.month(i + 2) > 0)
    led = led or (atoms.word(i - 1) in DASHES and atoms.word(i - 2) == "mid")
    if atoms.among(i, "month_or_word"):
        person = atoms.among(i - 1, "person_lead") and atoms.at(i + 1).pos_ == "PROPN" and not atoms.month(i + 1)
        sure = led and not person and token.tag_ not in ("MD", "VB", "VBP")
    else:
        sure = led and token.ent_type_ == "DATE" if atoms.among(i, "month_short") else True
    return (i + 1, atoms.make(i, i + 1, "DATE", Part("month", number))) if sure and not atoms.named(i) else None


# the autumn of 1995, winter 2020, the summer of last year


def season(atoms: Atoms, i: int) -> Found | None:
    """A season with its year, or alone where a time must stand."""
    j = atoms.skip(i, "the")
    number = lexicon("seasons").get(atoms.word(j))
    if not number:
        return None
    year = year_after(atoms, j + 1)
    if year:
        return year[0], atoms.make(i, year[0], "DATE", part_node("season", number, year[1]))
    led = atoms.among(i - 1, "season_lead") and (j == i or atoms.word(j) != "spring") and atoms.word(j) != "fall"
    if not led or atoms.word(j + 1) == "of" or atoms.at(j).pos_ not in ("NOUN", "PROPN"):
        return None
    return j + 1, atoms.make(i, j + 1, "DATE", Part("season", number))


# the first quarter of 2008, Q3, third-quarter, the second half of last year


def quarter(atoms: Atoms, i: int) -> Found | None:
    """A quarter, or a half with its year."""
    j = atoms.skip(i, "the")
    short = re.fullmatch(r"([qh])([1-4])", atoms.word(j))
    number = int(short[2]) if short else atoms.ordinal(j)
    k = j + 1 if short else atoms.skip_dash(j + 1) + 1
    half = short[1] == "h" if short else atoms.word(k - 1) == "half"
    if not 1 <= number <= (2 if half else 4) or not (short or half or atoms.word(k - 1) == "quarter"):
        return None
    year = year_after(atoms, k)
    if not year and atoms.word(k) == "of" and (found := ground(atoms, k + 1)) and found[1].node:
        year = found[0], found[1].node
    if year:
        return year[0], atoms.make(i, year[0], "DATE", part_node("half" if half else "quarter", number, year[1]))
    return (k, atoms.make(i, k, "DATE", Part("quarter", number))) if not half and atoms.word(k) != "of" else None


# Christmas Eve 1991


def holiday(atoms: Atoms, i: int) -> Found | None:
    """A holiday of fixed date, with or without its year."""
    if not atoms.capital(i):
        return None
    for length in range(min(4, len(atoms.words) - i), 0, -1):
        name = " ".join(atoms.words[i : i + length])
        noun = atoms.at(i + length).pos_ in ("NOUN", "PROPN") and bool(atoms.word(i + length))  # "Christmas sales"
        if name in lexicon("holidays") and not noun:
            return complete(atoms, i, i + length, *lexicon("holidays")[name])
    return None


# last year, that March, the same evening, next Friday


def which(atoms: Atoms, i: int) -> Found | None:
    """A unit, weekday, month, season or part of the day that a word points at."""
    j = i + 1 if atoms.word(i) == "the" or atoms.reads(i, "this", "past") else i
    definite, word = atoms.word(i) == "the", "last" if atoms.reads(i, "this", "past") else atoms.word(j)
    if word not in lexicon("which"):
        return None
    count: int
    base: Base
    count, base = lexicon("which")[word]
    target, k = atoms.word(j + 1), j + 2
    if atoms.reads(i, "this", "past") and target == "year":
        return None  # in December it is rather this one
    if not definite and ((base == "then" and word != "that") or atoms.among(j, "which_definite")):
        return None
    unit, daypart = calendar_unit(target), lexicon("dayparts").get(target)
    if word == "next" and (definite or unit == "day" or daypart):
        base = "then"
    if definite and word == "last" and unit not in ("quarter", "weekend"):
        return None  # a length of time
    if daypart and not daypart[1].isdigit():
        if word != "last" and count and base == "now":
            return None
        return k, atoms.make(i, k, "TIME", Step("day", count, base), clock=daypart)
    if unit:
        if (unit == "day" and base == "now") or (atoms.capital(j + 1) and not atoms.at(j + 1).is_upper):
            return None  # "This Week" is a programme
        return k, atoms.make(i, k, "DATE", Step(unit, count, base, whole=True))
    weekday = atoms.weekday(j + 1)
    month = atoms.month(j + 1) if not atoms.named(j + 1) and not atoms.day(k) else 0
    season = lexicon("seasons").get(target) if atoms.at(j + 1).pos_ in ("NOUN", "PROPN", "ADJ") else None
    if weekday is not None:
        return k, atoms.make(i, k, "DATE", Part("weekday", weekday, which=(count, base)))
    if month:
        return k, atoms.make(i, k, "DATE", Part("month", month, which=(count, base)))
    return (k, atoms.make(i, k, "DATE", Part("season", season, which=(count, base)))) if season else None


# the week of 3 June


def week_of(atoms: Atoms, i: int) -> Found | None:
    """The week that a day lies in."""
    found = date_at(atoms, i + 3) if atoms.reads(i, "the", "week", "of") else None
    if not found or not found[1].daily or not found[1].node or found[1].clock:
        return None
    return found[0], atoms.make(i, found[0], "DATE", Step("week", 0, found[1].node, whole=True))


# (the end of) the year, (over) the weekend


def ground(atoms: Atoms, i: int) -> Found | None:
    """The year, month … that is being spoken of."""
    if atoms.word(i) != "the":
        return None
    if atoms.word(i + 1) == "weekend":
        led = atoms.among(i - 1, "weekend_lead")
        return (i + 2, atoms.make(i, i + 2, "DATE", Step("weekend", 0, "now", whole=True))) if led else None
    unit = calendar_unit(atoms.word(i + 1))
    return (i + 2, atoms.make(i, i + 2, "DATE", Step(unit, 0, "ground", whole=True))) if unit in _GROUND else None


# the 1990s, the '90s, the nineties


def decade(atoms: Atoms, i: int) -> Found | None:
    """A decade; of the twentieth century where it is not said."""
    j = atoms.skip(i, "the")
    k = atoms.skip(j, "'")
    full = re.fullmatch(r"([12]\d{2})0'?s", atoms.word(k))
    short = re.fullmatch(r"('?)([2-9])0s", atoms.word(k))
    number = 0
    if full:
        number = int(full[1])
    elif short and (short[1] or k > j or atoms.word(j - 1) == "'"):
        number = 190 + int(short[2])
    elif j > i or atoms.among(i - 1, "decade_lead"):
        number = lexicon("decades").get(atoms.word(k), 0)
    return (k + 1, atoms.make(i, k + 1, "DATE", Fixed(Period("decade", number)))) if number else None


# the 19th century, 20th-century


def century(atoms: Atoms, i: int) -> Found | None:
    """A century by its number."""
    j = atoms.skip(i, "the")
    k = j + 2 if atoms.reads(j, "twenty", "-", "first") else j
    number = 21 if k > j else atoms.ordinal(j)
    k = atoms.skip_dash(k + 1)
    if not 10 <= number <= 22 or atoms.word(k) != "century" or (atoms.capital(k) and atoms.capital(k + 1)):
        return None
    return k + 1, atoms.make(i, k + 1, "DATE", Fixed(Period("century", number - 1)))


# today, tonight, the day before yesterday, (since) then


def day_word(atoms: Atoms, i: int) -> Found | None:
    """A word for a day beside the day of publication, or "then" after since, until and by."""
    word = atoms.word(i)
    if word == "then" and atoms.word(i - 1) == "by" and atoms.at(i + 1).pos_ in ("NOUN", "PROPN", "ADJ"):
        return None  # "by then minister Ben Sol"
    if word == "then":
        return (i + 1, atoms.make(i, i + 1, "DATE", Step(None, 0, "then"))) if atoms.among(i - 1, "then_lead") else None
    for phrase, count in lexicon("days").items():
        words = phrase.split()
        if words[0] == word and atoms.reads(i, *words):
            night = word == "tonight"
            j = i + len(words)
            return j, atoms.make(
                i, j, "TIME" if night else "DATE", Step("day", count, "now"), clock="TNI" if night else ""
            )
    return None


# fiscal 2008, FY2008, this financial year


def fiscal(atoms: Atoms, i: int) -> Found | None:
    """A financial year: no year of the calendar."""
    short = re.fullmatch(r"fy(\d{4})", atoms.word(i))
    if short:
        return i + 1, atoms.make(i, i + 1, "DATE", Fixed(Period("year", int(short[1]))), "FY", loose=True)
    count, base = lexicon("which").get(atoms.word(i), (0, "now"))
    j = i + (atoms.word(i) == "the" or (atoms.word(i) in lexicon("which") and base == "now"))
    if atoms.word(j) not in ("fiscal", "financial"):
        return None
    k = atoms.skip(j + 1, "year")
    if atoms.year(k) and j == i:
        return k + 1, atoms.make(i, k + 1, "DATE", Fixed(Period("year", atoms.year(k))), "FY", loose=True)
    if k == j + 1 or j == i:
        return None
    return k, atoms.make(i, k, "DATE", Step("year", count, "now", whole=True), "FY", loose=True)


# the morning of 3 May


def part_of_day(atoms: Atoms, i: int) -> Found | None:
    """A part of a day before the day."""
    j = atoms.skip(i, "the")
    if atoms.word(j) not in lexicon("dayparts") or atoms.word(j + 1) != "of":
        return None
    found = weekday(atoms, j + 2) or day_month(atoms, j + 2) or month_day(atoms, j + 2)
    if not found:
        return None
    return found[0], replace(found[1], start=atoms.token[i], type="TIME", clock=lexicon("dayparts")[atoms.word(j)])


# 2015


def year(atoms: Atoms, i: int, *, licensed: bool = False) -> Found | None:
    """Four digits that the context makes a year, or the year in a name."""
    number = atoms.year(i)
    if not number or atoms.counts(i):
        return None
    before, after, kind = atoms.word(i - 1), atoms.word(i + 1), atoms.at(i).ent_type_
    found = atoms.make(i, i + 1, "DATE", Fixed(Period("year", number)))
    if licensed or atoms.among(i - 1, "year_lead_sure"):
        return i + 1, found
    if (atoms.among(i + 1, "range") and atoms.year(i + 2) > number) or (
        before in DASHES and 0 < atoms.year(i - 2) < number
    ):
        return i + 1, found
    led = atoms.among(i - 1, "year_lead")
    if not 1900 <= number <= 2099:
        return (i + 1, found) if led and kind == "DATE" else None
    if led:
        return (i + 1, found) if kind not in COUNTS else None
    if (before == "(" and after in (")", ",", ";", *DASHES)) or (i == 0 and after in (":", ".", *DASHES)):
        return i + 1, found
    if atoms.among(i - 1, "determiners"):
        noun = bool(after) and atoms.at(i + 1).pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
        return (i + 1, found) if noun and kind not in COUNTS else None
    if i and atoms.at(i - 1).pos_ in ("NOUN", "PROPN"):
        return i + 1, replace(found, named=True)
    return (i + 1, found) if kind == "DATE" else None


_RULES: tuple[Callable[[Atoms, int], Found | None], ...] = (
    numeric, weekday, day_month, day_only, month_day, month, season, quarter, holiday, which, decade, century, day_word, fiscal,
    part_of_day, week_of,
)  # fmt: skip

# 6 to 9 October, 3, 4 and 5 May 2020, June 15–20, 2023


def days(atoms: Atoms, i: int) -> tuple[int, list[Expression]] | None:
    """Days that share a month."""
    number = atoms.month(i)
    places = [i + (number > 0)]
    if not atoms.day(places[0]):
        return None
    while atoms.among(places[-1] + 1, "joints") and atoms.day(places[-1]) and atoms.day(places[-1] + 2):
        places.append(places[-1] + 2)
    if number:
        if len(places) > 1 and atoms.month(places[-1] + 1):
            places.pop()  # June 15 – 20 July
        if len(places) == 2 and atoms.word(places[0] + 1) == ",":
            return None
        end = places[-1] + 1
    else:
        number, end = atoms.month(places[-1] + 1), places[-1] + 2
    if len(places) < 2 or not number or not atoms.day(places[-1]):
        return None
    year = year_after(atoms, end)
    end = year[0] if year else end
    nodes = [day_node(number, atoms.day(place), year[1] if year else None) for place in places]
    if None in nodes:
        return None
    starts, ends = [i, *places[1:]], [*(place + 1 for place in places[:-1]), end]
    found = [atoms.make(a, b, "DATE", node) for a, b, node in zip(starts, ends, nodes, strict=True)]
    end, found[-1] = tail(atoms, end, found[-1])
    return end, found


# 2018/19, 1939–45


def years(atoms: Atoms, i: int) -> tuple[int, list[Expression]] | None:
    """Two years of which the second is shortened."""
    first, short = atoms.year(i), atoms.word(i + 2)
    if not first or not re.fullmatch(r"\d\d", short) or not atoms.tight(i, i + 3) or atoms.word(i + 3) in ("-", "/"):
        return None
    last = first // 100 * 100 + int(short)
    season = atoms.word(i + 1) == "/" and last == first + 1
    if not season and not (atoms.word(i + 1) in DASHES and last > first and int(short) > 12):
        return None
    ends = ((i, i + 1, first), (i + 2, i + 3, last))
    return i + 3, [atoms.make(a, b, "DATE", Fixed(Period("year", number))) for a, b, number in ends]
