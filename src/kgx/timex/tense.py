"""Whether what a verb tells lies before or after the day of writing."""

from spacy.tokens import Token

from kgx.lexicon import words as words_of
from kgx.timex.atoms import wordlist
from kgx.timex.nodes import Direction

_FUTURE = frozenset({"will", "wo", "shall", "sha", "'ll", "’ll"})
_MODAL = frozenset({"would", "may", "might", "should", "must", "can", "could", "ought", "need"})


def clause(token: Token) -> Token | None:
    """The verb that governs a token; None in a fragment without a verb."""
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token:
            return None
        token = token.head
    return token


def reports(verb: Token | None) -> bool:
    """Whether the verb reports speech."""
    return verb is not None and verb.lemma_.lower() in wordlist("saying")


def moves(verb: Token | None) -> bool:
    """Whether the verb moves something from one date to another: "postpone", "put off"."""
    if verb is None or verb.lemma_.lower() not in wordlist("moving"):
        return False
    return verb.lemma_ != "put" or any(child.dep_ == "prt" for child in verb.children)


def tense(verb: Token | None) -> Direction:
    """The time of a verb: "near" is a plan of the past ("was due to open"), which may lie on either side of today.

    An infinitive, a participle and a second verb take the time of the verb they hang on, unless that one says that
    they are still to come ("plans to", "agreed to").
    """
    while verb is not None:
        helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        words = {child.lower_ for child in helpers}
        tags = {child.tag_ for child in helpers}
        have = any(child.lemma_ == "have" for child in helpers)
        infinitive = "to" in words
        if words & _FUTURE:
            return "future"
        if words & _MODAL:
            return "past" if have else "future"
        if verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and "VBD" in tags):
            return "near" if _planned(verb) else "past"
        if verb.tag_ in ("VBZ", "VBP") or (verb.tag_ in ("VBN", "VBG") and tags & {"VBZ", "VBP"}):
            return "past" if have else "present"
        if (
            verb.tag_ == "VBN"
            and verb.dep_ == "acl"
            and any(child.lower_ in words_of("voice", "future_modifiers") for child in verb.head.children)
        ):
            return "future"  # "the upcoming fair, hosted by X in May"
        if verb.tag_ == "VBN" and not infinitive and (have or verb.dep_ != "conj"):
            return "near" if _planned(verb) else "past"
        if infinitive and verb.tag_ == "VBN" and verb.dep_ != "xcomp":
            return "near"  # "a fair to be held in May"
        above = clause(verb.head) if verb.head != verb else None
        if infinitive and above is not None and verb.head.lemma_.lower() in wordlist("intending"):
            open_ = tense(above) in ("past", "near") and (
                _planned(above) or _planned(verb.head) or above.lemma_ == "be"
            )
            return "near" if open_ else "future"
        verb = above
    return "unknown"


def _planned(word: Token) -> bool:
    """Whether a word says that something was to be: "planned", "was due", "was expected"."""
    plans = wordlist("planned")
    return word.lemma_.lower() in plans or any(
        c.lemma_.lower() in plans for c in word.children if c.dep_ in ("acomp", "oprd")
    )
