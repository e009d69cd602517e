"""The gazetteer: keys, names and facts from real data."""

import pycountry
import pytest

from kgx import gazetteer, lexicon


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kenya", "country:KE"),
        ("Russian Federation", "country:RU"),
        ("the United Kingdom", "country:GB"),
        ("UK", "country:GB"),
        ("U.S.", "country:US"),
        ("Türkiye", "country:TR"),
        ("Turkey", "country:TR"),
        ("Czech Republic", "country:CZ"),
        ("Côte d'Ivoire", "country:CI"),
        ("DR Congo", "country:CD"),
        ("St Lucia", "country:LC"),
        ("Kosovo", "country:XK"),
        ("Taiwan", "country:TW"),
        ("Republic of China", "country:TW"),
        ("Burma", "country:MM"),
        ("Atlantis", None),
    ],
)
def test_country(name: str, key: str | None) -> None:
    assert gazetteer.country(name) == key


def test_facts_of_a_country() -> None:
    facts = gazetteer.facts("country:MM")
    assert (facts.label, facts.kind, facts.types, facts.identifier) == ("Myanmar", "Place", ("Country",), "MM")
    assert "Burma" in facts.names
    assert facts.same_as == "https://sws.geonames.org/1327865/"


def test_facts_of_a_city() -> None:
    (key,) = gazetteer.cities("Nairobi")
    facts = gazetteer.facts(key)
    assert (key, facts.label, facts.contained_in) == ("city:184745", "Nairobi", "country:KE")
    assert facts.latitude == pytest.approx(-1.28, abs=0.05)
    assert facts.longitude == pytest.approx(36.82, abs=0.05)
    assert facts.same_as == "https://sws.geonames.org/184745/"


def test_what_another_process_has_looked_up_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = gazetteer.GazetteerFacts("Nowhere", "Place", ("City",))
    monkeypatch.setattr(gazetteer, "_looked_up", {})
    monkeypatch.setattr(gazetteer, "_cities", lambda: pytest.fail("the cities are loaded"))
    gazetteer.remember({"city:1": known})
    assert gazetteer.facts("city:1") == known


@pytest.mark.parametrize("key", ["country:ZZ", "city:1", "province:ZZ-1", "region:Middle_Earth", "org:NOBODY"])
def test_an_unknown_key_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        gazetteer.facts(key)


def test_every_name_leads_to_facts() -> None:
    for key in gazetteer.phrases().values():
        codes = key.removeprefix("demonym:").split(",")
        for each in [f"country:{code}" for code in codes] if key.startswith("demonym:") else [key]:
            assert gazetteer.facts(each).label


def test_the_larger_of_two_cities_comes_first() -> None:
    first, second = (gazetteer.facts(key) for key in gazetteer.cities("London")[:2])
    assert (first.contained_in, second.contained_in) == ("country:GB", "country:CA")


def test_other_names_of_large_cities() -> None:
    assert gazetteer.facts(gazetteer.cities("Kiev")[0]).label == "Kyiv"
    assert gazetteer.facts(gazetteer.cities("Constanta")[0]).contained_in == "country:RO"


def test_provinces() -> None:
    assert gazetteer.provinces("Ontario") == ("province:CA-ON",)
    assert gazetteer.facts("province:CA-ON").contained_in == "country:CA"


def test_capitals() -> None:
    key = gazetteer.capital_of("country:KZ")
    assert key
    assert gazetteer.facts(key).label == "Astana"
    assert gazetteer.countries_of_capital(key) == ("country:KZ",)
    assert gazetteer.countries_of_capital(gazetteer.cities("Mombasa")[0]) == ()
    assert gazetteer.countries_of_capital(gazetteer.cities("Belgrade")[0]) == ("country:RS", "country:YUCS")


def test_states_of_the_past() -> None:
    assert gazetteer.country("USSR") == gazetteer.country("Soviet Union") == "country:SUHH"
    assert gazetteer.demonym("East Germans") == ("country:DDDE",)
    assert gazetteer.facts("country:ZRCD").types == ("Country",)
    known = {country.alpha_4 for country in pycountry.historic_countries}
    assert set(lexicon.table("places")["former_countries"]) <= known


def test_demonyms() -> None:
    assert gazetteer.demonym("Kenyans") == ("country:KE",)
    assert gazetteer.demonym("Congolese") == ("country:CD", "country:CG")
    assert gazetteer.demonym("kenyan") == ()
    assert "Norwegian" in gazetteer.demonyms_of("country:NO")


def test_organisations() -> None:
    assert gazetteer.organisation("North Atlantic Treaty Organization") == gazetteer.organisation("NATO") == "org:NATO"
    assert gazetteer.facts("org:EU").label == "European Union"
    assert gazetteer.facts("org:PENTAGON").types == ("GovernmentOrganization",)
    assert gazetteer.organisation("Nathan") is None


def test_folding() -> None:
    assert gazetteer.fold("Saint-Étienne") == gazetteer.fold("St Etienne") == "st etienne"
    assert gazetteer.fold("Əli Łódź Ø") == "ali lodz o"


def test_a_province_that_begins_with_a_demonym_is_one_name() -> None:
    assert gazetteer.phrases()["British Columbia"] == "province:CA-BC"
