"""Every extraction rule keeps its word: its examples give what they say, its counter-examples nothing.

An example is a text and one fact of it in a little notation; the same rule may find more in the text.

    Type(actors, about what; places; from origins; when; quantity unit; mode; status)     an event
    predicate(subject, object; when; status)                                              a statement
    post(member, role, organisation; to target; when; status)                             a post
    member(member, organisation; when; status)                                            a membership without role

The first part stands even when empty, each of the others only where there is something to tell: a status only when it
is not "asserted". Actors and places come in any order, by the label that the text gives them. An actor to whom
something is done bears its role before its name ("target Ben Sol"; so do host, beneficiary and appointee), and a named
event its name ("named Operation Tall Reed"). Predicates stand without their prefix, dates in EDTF.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from kgx import rules
from kgx.extract import extract
from kgx.model import Document, Event, Fact, KgxError, Membership, Record, Statement
from kgx.rules import Rule
from kgx.vocab import EVENTS, MODES, PREDICATES

RULES = rules.load()
_TELLING = ("target", "beneficiary", "appointee", "host")


@cache
def read(text: str) -> Record:
    """What a text published on 15 June 2024 says."""
    return extract(Document(id="doc_x", path="x.txt", text=text, sha256="", published=date(2024, 6, 15)))


def told(record: Record, rule: str) -> list[str]:
    """The facts that a rule found, in the notation."""
    return [notation(fact, record) for fact in facts(record) if any(e.rule == rule for e in fact.evidence)]


def facts(record: Record) -> Iterator[Event | Membership | Statement]:
    yield from record.events
    yield from record.memberships
    yield from record.statements


def notation(fact: Fact, record: Record) -> str:
    labels = {e.id: e.label for e in record.entities}
    parts: list[str] = []
    match fact:
        case Event():
            name = fact.type
            actors = sorted(_actor(role, labels[who]) for role, who in fact.roles if role != "subjectMatter")
            about = sorted(labels[who] for role, who in fact.roles if role == "subjectMatter")
            named = [f"named {labels[fact.entity]}"] if fact.entity else []
            first = [*actors, *(f"about {thing}" for thing in about), *named]
            parts += [", ".join(sorted(labels[p] for p in fact.locations))]
            parts += [f"from {', '.join(sorted(labels[p] for p in fact.origins))}" if fact.origins else ""]
            parts += [
                fact.when or "",
                f"{fact.quantity} {fact.unit or ''}".strip() if fact.quantity else "",
                fact.mode or "",
            ]
        case Membership(role=None):
            name, first = "member", [labels[fact.member], labels[fact.organization or ""]]
            parts += [fact.when or ""]
        case Membership():
            name, first = "post", [labels.get(x, x) for x in (fact.member, fact.role, fact.organization) if x]
            parts += [f"to {labels[fact.target]}" if fact.target else "", fact.when or ""]
        case Statement():
            name, first = fact.predicate.split(":")[1], [labels[fact.subject], labels[fact.object]]
            parts += [fact.when or ""]
    parts += [fact.status if fact.status != "asserted" else ""]
    return f"{name}({'; '.join([', '.join(first), *filter(None, parts)])})"


def _actor(role: str, label: str) -> str:
    return f"{role} {label}" if role in _TELLING else label


def ordered(text: str) -> str:
    """The notation of an event with each of its parts in alphabetical order."""
    if text[0].islower():
        return text
    name, _, inside = text.removesuffix(")").partition("(")
    return f"{name}({'; '.join(', '.join(sorted(part.split(', '))) for part in inside.split('; '))})"


@pytest.fixture(params=RULES, ids=lambda rule: rule.id)
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def test_a_rule_gives_what_its_examples_say(rule: Rule) -> None:
    assert rule.examples, "add an example to the rule"
    for example in rule.examples:
        found = [ordered(fact) for fact in told(read(example["text"]), rule.id)]
        assert ordered(example["gives"]) in found, example["text"]


def test_a_rule_gives_nothing_for_its_counter_examples(rule: Rule) -> None:
    for text in rule.not_examples:
        assert told(read(text), rule.id) == [], text


def test_identifiers_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


def test_a_rule_speaks_of_one_class_or_predicate_of_the_vocabulary(rule: Rule) -> None:
    assert sum(x is not None for x in (rule.event, rule.relation, rule.post)) == 1
    assert rule.event is None or rule.event in EVENTS
    assert rule.relation is None or rule.relation in PREDICATES
    assert rule.mode is None or rule.mode in MODES
    assert (rule.mode is not None) == (rule.event == "Declaration")


def test_a_rule_requires_roles_that_it_has(rule: Rule) -> None:
    roles = {role.name for role in rule.roles} | {"when"}
    assert roles >= {name for need in rule.requires for name in need.split("|")}
    assert rule.verbs or rule.nouns


@pytest.mark.parametrize(
    ("table", "key", "legal"),
    [
        ({"id": "a.b", "event": "Visit", "verb": ["go"]}, "verb", "verbs"),
        ({"id": "a.b", "event": "Visit", "roles": {"agent": {"slots": ["subject"]}}}, "slots", "slot"),
    ],
)
def test_an_unknown_key_is_named_beside_the_legal_ones(table: dict[str, object], key: str, legal: str) -> None:
    with pytest.raises(KgxError) as error:
        rules.parse({"rule": [table]}, "events/a.toml")
    message = str(error.value)
    assert message.startswith("events/a.toml: ")
    assert f"'{key}'" in message
    assert f"{legal}," in message


def test_a_news_agency_that_opens_the_text_says_nothing_in_it() -> None:
    record = read("(Reuters) – Solvik Minerals on Thursday said it had signed an agreement with Norvik Group.")
    labels = {e.id: e.label for e in record.entities}
    assert [labels[e.speaker] for f in record.events for e in f.evidence if e.speaker] == ["Solvik Minerals"]


def test_a_city_behind_a_body_tells_where_it_sits() -> None:
    record = read("The Institute of Modern Arts (IMA), London has appointed Ned Orr as curator.")
    roles = {role for event in record.events for role, who in event.roles if role == "agent" or who == "e1"}
    assert roles == {"agent"}
    assert len({who for event in record.events for role, who in event.roles if role == "agent"}) == 1


def test_who_learns_a_profession_is_not_appointed() -> None:
    record = read("Ada Roe became a lawyer in 2010. Ned Orr became a surgeon at the Norvik Hospital in 2011.")
    assert [event.when for event in record.events] == ["2011"]


def test_people_of_a_country_do_not_speak_for_it() -> None:
    for who in ("Palestinian medics", "The Israeli army"):
        record = read(f"{who} said that Ben Sol was killed in Jenin.")
        assert [(e.evidence[0].speaker, e.evidence[0].attribution) for e in record.events] == [(None, who)]
    record = read("The Israeli government said that Ben Sol was killed in Jenin.")
    assert record.events[0].evidence[0].speaker is not None


def test_what_several_rules_make_of_one_word_is_told_once() -> None:
    record = read("They were hurt in the US bombing of Camp Redwood.")
    assert len([event for event in record.events if event.type == "Attack"]) == 1


def test_what_is_condemned_has_a_place_of_its_own() -> None:
    record = read("Kenya condemned the attack on the bus near the town of Tema in the West Bank.")
    assert [event.locations for event in record.events if event.mode] == [()]


def test_a_place_behind_the_name_of_a_body_is_where_that_is() -> None:
    record = read(
        "Ned Orr faces counts in connection with the attacks against the World Trade Centre in New York and the Pentagon "
        "outside Washington that left many people dead, Mr Sol told a press conference."
    )
    where = {x for event in record.events for x in event.locations}
    assert "Washington" not in {e.label for e in record.entities if e.id in where}


def test_a_think_tank_thinks_nothing() -> None:
    record = read("What help did it give?” says Ada Roe, a senior fellow at the Seed Institute think tank.")
    assert [post.evidence[0].attribution for post in record.memberships] == [None]


def test_a_long_phrase_tells_an_event_by_its_noun() -> None:
    record = read("Gunmen killed ten Israelis in an attack on an old Israeli bus in the West Bank.")
    assert [event.aliases for event in record.events if event.type == "Attack"] == [("an attack",)]


def test_where_somebody_of_an_age_is_from_is_no_body() -> None:
    assert read("Brett Moe, 31, of Ravenshoe pleaded guilty.").memberships == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kenya pressed Chad to leave, Ada Roe said.",
        "The Reed Front will surrender to elders, not to Ben Sol, Ada Roe said.",
        "Kenya is capable of avoiding slumping with Chad, Ada Roe said.",
        "Ben Sol said Kenyan troops arrived in Tema this morning.",
        "Ben Sol said Kenya discussed this with Ada Roe.",
        "Ben Sol said Kenya wounded twenty Rwandans.",
    ],
)
def test_the_half_of_a_saying_is_not_told(text: str) -> None:
    assert "related.said" not in {fact.evidence[0].rule for fact in facts(read(text))}


def test_a_country_that_is_said_to_be_a_thing_does_what_the_thing_does() -> None:
    record = read("Ada Roe said Kenya is a structural force that preserves the existence of the African Union.")
    assert [s.phrase for s in record.statements] == ["preserves the existence of"]


def test_what_one_is_advised_not_to_do_is_not_told() -> None:
    assert read("Ben Sol advised Ada Roe not to travel to Chad.").events == ()


def test_during_his_visit_he_who_was_asked_is_the_visitor() -> None:
    record = read("During a visit to Chad, Minister Ada Roe was asked by Ben Sol to cut taxes.")
    names = {entity.id: entity.label for entity in record.entities}
    assert [names[e] for event in record.events for role, e in event.roles if role == "agent"] == ["Ada Roe"]


def test_a_meeting_that_somebody_will_attend_is_to_come() -> None:
    record = read("Ada Roe will meet Ben Sol, attend a meeting of the Lakes Bank and the Norvik Bank and rest.")
    assert {event.evidence[0].tense for event in record.events} == {"future"}


def test_who_will_be_minister_is_not_yet() -> None:
    record = read("The principal negotiator will be former foreign minister Ada Roe.")
    assert {(post.role, post.evidence[0].tense) for post in record.memberships} == {
        ("principal negotiator", "future"),
        ("foreign minister", "past"),
    }


def test_when_somebody_was_born_is_not_when_he_studied() -> None:
    record = read("Born Peter Rupert Orr in 1919, he was educated at Eton then Sandhurst.")
    assert [(s.predicate, s.when) for s in record.statements] == [("schema:alumniOf", None)]


def test_who_vouches_does_not_vouch_for_what_is_told_of_him() -> None:
    record = read("Captives were freed, according to Ada Roe, who heads the news agency Lakes Press.")
    assert [post.evidence[0].speaker for post in record.memberships] == [None]
    assert record.statements == ()


def test_who_is_somewhere_for_talks_talks() -> None:
    record = read("Kenyan Minister Ned Orr will be in Lima for talks with Ada Roe and Ben Sol.")
    names = {entity.id: entity.label for entity in record.entities}
    (meeting,) = record.events
    assert sorted(names[e] for _, e in meeting.roles) == ["Ada Roe", "Ben Sol", "Ned Orr"]


def test_later_this_week_is_to_come() -> None:
    record = read("Ada Roe said her visit to Chad later this week will help.")
    assert [event.evidence[0].tense for event in record.events] == ["future"]


def test_who_is_chosen_to_be_the_next_minister_is_not_yet() -> None:
    record = read("Ada Roe, chosen on Monday to be Chad's next prime minister, left.")
    assert [(post.when, post.evidence[0].tense) for post in record.memberships] == [(None, "future")]


def test_nobody_vouches_for_his_own_post() -> None:
    record = read("Chad has 200 soldiers in Mali, according to Defence Minister Ada Roe.")
    assert [post.evidence[0].speaker for post in record.memberships] == [None]


def test_an_adverb_parts_a_verb_s_object_from_its_noun() -> None:
    record = read("The minister placed blame for recent attacks squarely on Chad.")
    assert "attack.noun" not in {event.evidence[0].rule for event in record.events}


def test_pressure_on_a_city_is_not_exerted_there() -> None:
    record = read("Kenya stepped up pressure on Baghdad to oust Minister Ben Sol.")
    assert all(not event.locations for event in record.events)


def test_a_company_of_a_country_is_not_the_country() -> None:
    record = read("The Italian company postponed its talks with Norvik Shipping. Norvik Shipping is in Oslo.")
    assert not record.events


def test_a_race_is_no_visit() -> None:
    assert not read("Mr Blake won the Tour of Australia in 1990.").events


def test_years_in_a_name_date_nothing() -> None:
    record = read("Kenya and Chad signed a memorandum on the Trade Road Map 2025-27.")
    assert [event.when for event in record.events] == [None]


def test_a_prize_of_the_coming_year_is_given_now() -> None:
    published = date(2023, 11, 3)
    for text, when in (
        ("won the 2024 Reed Prize", None),
        ("won the 2022 Reed Prize", "2022"),
        ("won the Reed Prize in 2022", "2022"),
    ):
        document = Document(id="d", path="d", text=f"Ada Roe {text} for her work.", sha256="", published=published)
        assert [e.when for e in extract(document).events if e.type == "Award"] == [when]


def test_a_budget_is_passed_in_another_year_than_its_own() -> None:
    record = read("Parliament passed the 1987/88 budget. Parliament passed the 1987 budget on 5 May 1986.")
    assert [event.when for event in record.events] == [None, "1986-05-05"]


def test_who_meets_a_party_in_a_city_does_not_place_it_there() -> None:
    record = read("Ada Roe met leaders of the Lakes Party in Canberra.")
    assert not record.statements


def test_a_clause_with_when_happens_at_the_end_of_the_time_before_it() -> None:
    record = read("Ada Roe served in that office until 12 March 2013, when she retired.")
    assert [event.when for event in record.events] == ["2013-03-12"]


def test_what_went_before_has_not_the_date_of_what_followed() -> None:
    record = read("After Ned Orr's sudden death, Ben Sol appointed Ada Roe in May 1917.")
    assert told(record, "death.noun") == ["Death(Ned Orr)"]


def test_the_opening_date_dates_what_is_told_where_several_items_have_one() -> None:
    item = "4 May 2023 (RW) – Ben Sol met Ada Roe in Oslo."
    assert [e.when for e in read(f"{item}\n\nThey sang.").events] == [None]
    assert "2023-05-04" in [e.when for e in read(f"{item}\n\n6 June 2023 – Ben Sol met Ned Orr in Lima.").events]
