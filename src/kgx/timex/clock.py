"""The time of day."""

import re

from kgx.timex.atoms import Atoms, wordlist

_CLOCK = re.compile(r"([01]?\d|2[0-4])([:.])([0-5]\d)(?::[0-5]\d)?")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_OFFSET = re.compile(r"[+-]\d{1,2}(?::\d\d)?")
_ZONE = re.compile(r"(?:utc|gmt)([+-]\d{1,2}(?::\d\d)?)?")


def clock(atoms: Atoms, i: int, *, bare: bool = True) -> tuple[int, str] | None:
    """10:30, 6:40 p.m., 6pm, 18:00 UTC, 0830 GMT, noon, as "T18:00Z".

    Without `bare` only where am, pm or a time zone tells that nothing else is meant.
    """
    word = atoms.word(i)
    if word in ("noon", "midnight"):
        return i + 1, "T12:00" if word == "noon" else "T24:00"
    if atoms.word(i + 1) == "o'clock" and (number := atoms.number(i)) and 1 <= number[1] <= 12:
        return i + 2, f"T{number[1]:02.0f}:00"
    colon, military = _CLOCK.fullmatch(word), _MILITARY.fullmatch(word)
    if colon:
        hour, minute = int(colon[1]), colon[3]
    elif military:
        hour, minute = int(military[1]), military[2]
    elif re.fullmatch(r"1?\d", word):
        hour, minute = int(word), "00"
    else:
        return None
    j, half = i + 1, atoms.word(i + 1).replace(".", "")
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        j += 1
    sure = j > i + 1
    end, suffix = zone(atoms, j)
    if not sure and (end == j or not (colon or military)) and not (colon and colon[2] == ":" and bare):
        return None
    return end, f"T{hour:02}:{minute}{suffix}"


def zone(atoms: Atoms, i: int) -> tuple[int, str]:
    """The time zone after a clock time, in brackets or not; "Z" for universal time, else nothing."""
    if atoms.reads(i, "local", "time"):
        return i + 2, ""
    j = atoms.skip(i, "(")
    match = _ZONE.fullmatch(atoms.word(j))
    if not match and atoms.word(j) not in wordlist("zones"):
        return i, ""
    offset = bool(match and match[1])
    j += 1
    if _OFFSET.fullmatch(atoms.word(j)):
        j, offset = j + 1, True
    elif atoms.word(j) in ("+", "-") and atoms.word(j + 1)[:1].isdigit():
        j, offset = j + 2, True
    closed = atoms.skip(j, ")") if atoms.word(i) == "(" else j
    return closed, "Z" if match and not offset else ""
