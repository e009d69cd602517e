"""Whatever construction a sentence uses, its frame is the same."""

import pytest
from spacy.language import Language

from kgx.annotate import annotate
from kgx.frames import Frame, Frames
from kgx.model import Document
from kgx.rules import event_nouns

CASES = {
    "active": ("Ada Roe visited Oslo.", "visit", "subject Roe, object Oslo"),
    "passive": ("Oslo was visited by Ada Roe.", "visit", "subject Roe, object Oslo"),
    "passive without agent": ("Oslo was visited in May.", "visit", "object Oslo, in May"),
    "particle": ("Ada Roe stepped down in May.", "step down", "subject Roe, in May"),
    "recipient": ("Kenya gave Ghana a loan.", "give", "subject Kenya, object loan, recipient Ghana"),
    "recipient of a passive": ("Ghana was given a loan by Kenya.", "give", "subject Kenya, object loan, recipient Ghana"),
    "attribute": ("Ada Roe became mayor of Lima.", "become", "subject Roe, attribute mayor"),
    # conjunction
    "subjects": ("Kenya, Ghana and Mali opposed it.", "oppose", "subject Kenya, subject Ghana, subject Mali, object it"),
    "objects": ("Ada Roe visited Oslo and Lima.", "visit", "subject Roe, object Oslo, object Lima"),
    "after a preposition": ("Ada Roe spoke with Ben Sol and Cy Dunn.", "speak", "subject Roe, with Sol, with Dunn"),
    "agents": ("Oslo was visited by Ada Roe and Ben Sol.", "visit", "subject Roe, subject Sol, object Oslo"),
    "verbs": ("Ada Roe flew to Oslo and met Ben Sol.", "meet", "subject Roe, object Sol"),
    "passive verbs": ("The bridge was built in May and opened by Ada Roe.", "open", "subject Roe, object bridge"),
    # clauses
    "relative to the subject": ("Ben Sol, who met Ada Roe in Oslo, left.", "meet", "subject Sol, object Roe, in Oslo"),
    "relative to the object": ("The soldiers whom Kenya sent to Mali left.", "send", "subject Kenya, object soldiers, to Mali"),
    "passive relative": ("The bridge that was opened by Ada Roe is long.", "open", "subject Roe, object bridge"),
    "where, of the last": (
        "Ada Roe saw Oslo and Lima, where she met Ben Sol.",
        "meet",
        "subject she, object Sol, in Lima",
    ),
    "where": ("Oslo, where Ada Roe met Ben Sol, is cold.", "meet", "subject Roe, object Sol, in Oslo"),
    "passive participle": ("The bridge opened by Ada Roe is long.", "open", "subject Roe, object bridge"),
    "active participle": ("The road linking Oslo with Bergen is long.", "link", "subject road, object Oslo, with Bergen"),
    "gerund": ("After visiting Oslo, Ada Roe left.", "visit", "subject Roe, object Oslo"),
    # control
    "agreed to": ("Ada Roe agreed to visit Oslo.", "visit", "subject Roe, object Oslo"),
    "asked somebody to": ("Kenya asked Ada Roe to visit Oslo.", "visit", "subject Roe, object Oslo"),
    "promise from somebody": (
        "Kenya spoke of a promise from Ben Sol to visit Oslo.",
        "visit",
        "subject Sol, object Oslo",
    ),
    "raised to succeed": (
        "Ned Orr elevated Ada Roe to the court, to succeed Ben Sol.",
        "succeed",
        "subject Roe, object Sol",
    ),
    "who, not a body": (
        "In a filing with the Securities and Exchange Commission, Redstone, who controls Norvik, made an offer.",
        "control",
        "subject Redstone, object Norvik",
    ),
    "called on somebody to": (
        "Ned Orr says he is not calling on Dr Ben Sol to visit Oslo.",
        "visit",
        "subject Sol, object Oslo",
    ),
    "promised somebody to": ("Kenya promised Ghana to open the border.", "open", "subject Kenya, object border"),
    "was expected to": ("Ada Roe was expected to visit Oslo.", "visit", "subject Roe, object Oslo"),
    "came to": ("Ada Roe came to Oslo to meet Ben Sol.", "meet", "subject Roe, object Sol"),
    "plans to": ("Kenya announced plans to open a base.", "open", "subject Kenya, object base"),
    # event nouns
    "owner": ("Ada Roe's visit to Oslo was short.", "visit", "owner Roe, to Oslo, attribute short"),
    "by": ("The visit by Ada Roe was short.", "visit", "subject Roe, attribute short"),
    "between": ("Talks between Kenya and Ghana failed.", "talk", "between Kenya, between Ghana"),
    "what happens": ("The talks took place in Oslo in May.", "talk", "object place, in Oslo, in May"),
    "light verb": ("Ada Roe paid a visit to Oslo in May.", "visit", "subject Roe, to Oslo, in May"),
    "passive light verb": ("Talks were held by Kenya in Oslo.", "talk", "subject Kenya, in Oslo"),
    "part taken": ("Kenya took part in an exercise with Ghana.", "exercise", "subject Kenya, with Ghana, object part"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_arguments(case: str, nlp: Language) -> None:
    text, lemma, expected = CASES[case]
    found = frame(text, lemma, nlp)
    words = {f"{a.slot} {nlp(text)[a.head]}" for a in found.args}
    assert words == set(expected.split(", "))


def frame(text: str, lemma: str, nlp: Language) -> Frame:
    frames = Frames(nlp(text), event_nouns(), {})
    return next(f for f in frames if f.lemma == lemma)


def test_a_verb_carries_its_noun(nlp: Language) -> None:
    verb, noun = (frame("Ada Roe paid a visit to Oslo.", lemma, nlp) for lemma in ("pay", "visit"))
    assert (noun.support, verb.carries) == (verb.trigger, noun.trigger)


def test_a_name_can_be_a_happening(nlp: Language) -> None:
    doc = nlp("Kenya joined Tall Reed in May.")
    named = Frames(doc, frozenset(), {3: "operation"}).at[3]
    assert (named.kind, named.lemma) == ("noun", "operation")


@pytest.mark.parametrize(
    ("text", "lemma", "relation", "mark"),
    [
        ("Ada Roe said that Ben Sol left.", "leave", "complement", "that"),
        ("Ada Roe wants to leave.", "leave", "open", None),
        ("If Ben Sol leaves, Ada Roe will stay.", "leave", "adverbial", "if"),
        ("Ada Roe ended the talks without meeting Ben Sol.", "meet", "gerund", "without"),
        ("Ada Roe met Ben Sol and left.", "leave", "conj", None),
        ("Ada Roe left.", "leave", "root", None),
    ],
)
def test_where_a_clause_stands(text: str, lemma: str, relation: str, mark: str | None, nlp: Language) -> None:
    found = frame(text, lemma, nlp)
    assert (found.relation, found.mark) == (relation, mark)


@pytest.mark.parametrize(
    ("text", "token", "negated"),
    [
        ("Kenya did not sign.", 3, True),
        ("Kenya never signed.", 2, True),
        ("No agreement was signed.", 1, True),
        ("Kenya signed.", 1, False),
    ],
)
def test_negation(text: str, token: int, negated: bool, nlp: Language) -> None:
    assert Frames(nlp(text), frozenset(), {}).negated(token) is negated


@pytest.mark.parametrize("text", ["Norway met Lieut. Roe", "Lieut. Roe"])
def test_no_sentence_begins_behind_a_rank(text: str) -> None:
    assert len(list(annotate(Document(id="doc_x", path="x.txt", text=text, sha256="")).doc.sents)) == 1


@pytest.mark.parametrize(
    "text",
    ["The Pope named Donald Hyde as bishop of Gary, U.S.A. He succeeds Dale Munk.", "It was 5 p.m. The minister left."],
)
def test_a_sentence_begins_behind_an_abbreviation(text: str) -> None:
    document = Document(id="doc_x", path="x.txt", text=text, sha256="")
    assert len(list(annotate(document).doc.sents)) == 2
