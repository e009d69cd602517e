"""Which names of many texts are one thing: Records of one or two entities, made by hand."""

from typing import Any

import pytest

from kgx.model import Document, Entity, Overrides, Record
from kgx.resolve import fold, local_name, resolve


def record(number: int, *entities: Entity) -> Record:
    return Record(document=Document(id=f"doc_{number}", path="", text="", sha256=""), entities=entities)


def entity(label: str, kind: Any = "Person", /, **more: Any) -> Entity:
    return Entity(id=more.pop("id", label), kind=kind, label=label, mentions=more.pop("mentions", 1), **more)


def named(*names: str | Entity) -> list[str]:
    """Ids of the entities of a corpus in which each name stands in a text of its own."""
    found = [n if isinstance(n, Entity) else entity(n) for n in names]
    return [e.id for e in resolve([record(i, e) for i, e in enumerate(found)])[1]]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        # people
        (["Ada Roe", "Ada Roe"], ["Ada_Roe"]),
        (["Ada Roe", "A. Roe"], ["Ada_Roe"]),
        (["Ada Roe", "Roe"], ["Ada_Roe"]),
        (["Ada Mary Roe", "Ada Roe"], ["Ada_Mary_Roe"]),
        (["Łucja Łęcka", "Łucja Łęcka", "Lucja Lecka"], ["Łucja_Łęcka"]),
        (["Ada Roe", "Cy Roe"], ["Ada_Roe", "Cy_Roe"]),
        (["Ada Roe", "Cy Roe", "Roe"], ["Ada_Roe", "Cy_Roe", "Roe"]),
        (["Ada Roe", "Anna Roe", "A. Roe"], ["A._Roe", "Ada_Roe", "Anna_Roe"]),
        (["Ada Roe", "Ada"], ["Ada", "Ada_Roe"]),
        (["Ada Roe", "B. Roe"], ["Ada_Roe", "B._Roe"]),
        (["Roe", "Roe"], ["Roe", "Roe_Person"]),
        # acronyms
        ([entity("Pan-Island Forum", "Organization", aliases=("PIF",)), entity("PIF", "Organization")], ["Pan-Island_Forum"]),
        (
            [
                entity("Pan-Island Forum", "Organization", aliases=("PIF",)),
                entity("Peru Iron Fund", "Organization", aliases=("PIF",)),
                entity("PIF", "Organization"),
            ],
            ["PIF", "Pan-Island_Forum", "Peru_Iron_Fund"],
        ),
        ([entity("Pan-Island Forum", "Organization", aliases=("PIF",)), entity("PIF", "Programme")], ["PIF", "Pan-Island_Forum"]),
        # companies, with and without their legal form
        ([entity("Norvik", "Organization"), entity("Norvik ASA", "Organization")], ["Norvik_ASA"]),
        ([entity("Norvik", "Organization"), entity("Norvik S.p.A.", "Organization")], ["Norvik_S.p.A"]),
        ([entity("Norvik", "Organization"), entity("Norvik Energy", "Organization")], ["Norvik", "Norvik_Energy"]),
        (
            [entity(name, "Organization") for name in ("Norvik", "Norvik Inc.", "Norvik GmbH")],
            ["Norvik", "Norvik_GmbH", "Norvik_Inc"],
        ),
        # kinds, homes
        ([entity("Heron", "Organization"), entity("Heron", "Place")], ["Heron", "Heron_Place"]),
        (
            [
                entity("Ministry of Health", "Organization", home="country:GH"),
                entity("Ministry of Health", "Organization", home="country:TD"),
            ],
            ["Ministry_of_Health", "Ministry_of_Health_Organization"],
        ),
        # the gazetteer
        (
            [entity("Czechia", "Place", key="country:CZ"), entity("the Czech Republic", "Place", key="country:CZ")],
            ["Czechia"],
        ),
    ],
)  # fmt: skip
def test_names(names: list[str | Entity], ids: list[str]) -> None:
    assert named(*names) == ids


def test_two_georgias() -> None:
    country = entity("Georgia", "Place", types=("Country",), key="country:GE")
    state = entity("Georgia", "Place", types=("AdministrativeArea",), key="province:US-GA", mentions=9)
    assert named(state, country) == ["Georgia", "Georgia_United_States"]


def test_the_fullest_form_is_the_label() -> None:
    (one,) = resolve(
        [record(1, entity("A. Roe", mentions=8)), record(2, entity("Ada Roe", aliases=("Roe",), mentions=2))]
    )[1]
    assert (one.label, one.aliases, one.mentions) == ("Ada Roe", ("A. Roe", "Roe"), 10)


def test_local_ids_lead_to_global_ones() -> None:
    ids, _ = resolve([record(1, entity("Ada Roe", id="e0")), record(2, entity("Roe", id="e7"))])
    assert ids == {("doc_1", "e0"): "Ada_Roe", ("doc_2", "e7"): "Ada_Roe"}


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [
        record(n, entity(name)) for n, name in enumerate(["Roe", "Ada Roe", "Cy Roe", "A. Roe", "Ned Orr", "Orr"])
    ]
    assert resolve(records) == resolve(records[::-1])


@pytest.mark.parametrize(
    ("name", "folded"),
    [("The Łódź Forum", "lodz forum"), ("Al-Amin", "al amin"), ("U.N.", "u n"), ("Kenya's", "kenya")],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Roe", "Ada_Roe"),
        ("Baku–Tartu (line)", "Baku-Tartu_line"),
        ("Łódź", "Łódź"),
        ("…", "unnamed"),
        ("A. Roe", "A._Roe"),
    ],
)
def test_local_name(text: str, name: str) -> None:
    assert local_name(text) == name


def test_the_user_decides() -> None:
    records = [record(n, entity(name)) for n, name in enumerate(("Ada Roe", "A. Roe", "Adela Smith"))]
    apart = resolve(records, Overrides(different=(("Ada Roe", "A. Roe"),)))[1]
    assert [e.label for e in apart] == ["A. Roe", "Ada Roe", "Adela Smith"]
    joined = resolve(records, Overrides(same=(("Ada Roe", "Adela Smith"),), rename=(("Ada Roe", "Ada R."),)))[1]
    assert [(e.label, e.aliases) for e in joined] == [("Ada R.", ("A. Roe", "Ada Roe", "Adela Smith"))]
