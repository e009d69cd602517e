"""Who says it, how sure, negated, when: the voice of every frame.

Scope follows the syntax (what embeds a clause and how), as in the factuality profiles of Saurí and
Pustejovsky (FactBank, 2009); quotations follow the punctuation, over paragraphs where they run on.
"""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgx.annotate import Annotated
from kgx.frames import ATTRIBUTE, OBJECT, RECIPIENT, SUBJECT, Frame, Frames
from kgx.lexicon import words
from kgx.model import Certainty, Polarity, Tense

_TO_COME = frozenset("due set likely bound expected scheduled".split())
_LONG = 4  # sentences that a paragraph of a quotation may have before the next one
_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose voice a clause is."""

    speaker: int | None = None  # head token of the phrase that names the speaker
    attribution: str | None = None  # the speaker's words where no name may be found: "officials"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    tense: Tense = "past"

    @property
    def reported(self) -> bool:
        """Whether somebody other than the text speaks."""
        return self.speaker is not None or self.attribution is not None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: token ranges (one a paragraph), what introduces it and who speaks."""

    parts: tuple[tuple[int, int], ...]  # exclusive end, quotation marks included
    cue: int | None  # trigger of the reporting verb
    speaker: int | None  # head token


class Voices:
    """The voices of one document."""

    def __init__(self, annotated: Annotated, frames: Frames) -> None:
        """Find the quotations; voices of frames are worked out when asked for."""
        self.annotated, self.frames = annotated, frames
        self.tokens = frames.tokens
        asked = [(token.sent.start, token.i) for token in self.tokens if "?" in token.text]
        self._asked = frozenset(i for start, end in asked for i in range(start, end))
        self._known: dict[int, Voice] = {}
        self._outer_known: dict[int, Voice] = {}
        self.quotes = self._find_quotes()
        self.quoted = [-1] * len(self.tokens)  # index of the quotation that holds each token
        for n, quote in enumerate(self.quotes):
            for start, end in quote.parts:
                for i in range(start, end):
                    self.quoted[i] = n
        self.questions = self._interview()

    def of(self, frame: Frame) -> Voice:
        """The voice of a frame: its context and what its own words add."""
        if frame.trigger not in self._known:
            self._known[frame.trigger] = Voice()  # a cycle ends here
            self._known[frame.trigger] = self._local(frame, self._outer(frame))
        return self._known[frame.trigger]

    def at(self, token: int) -> Voice:
        """The voice of a phrase: the speaker of the clause around it, presupposed otherwise."""
        frame = self.frames.at.get(token) or self.frames.governor(token)
        if frame is None:
            return self._quotation(token)
        outer = self._outer(frame)
        return Voice(
            speaker=outer.speaker,
            attribution=outer.attribution,
            certainty="hedged" if self._in_question(token) else "certain",
            tense="present",
        )

    # -- context

    def _quotation(self, token: int) -> Voice:
        n = self.quoted[token]
        if n >= 0:
            speaker = self.quotes[n].speaker
            return Voice(speaker=speaker, attribution=None if speaker is not None else "quotation", tense="present")
        if self.questions and token in self.questions:
            speaker = self.questions[token]
            return Voice(speaker=speaker, attribution=None if speaker is not None else "question", tense="present")
        return Voice(tense="present")

    def _in_question(self, token: int) -> bool:
        return token in self._asked

    def _outer(self, frame: Frame) -> Voice:
        """What surrounds a frame, without its own negation and modality."""
        if frame.trigger in self._outer_known:
            return self._outer_known[frame.trigger]
        self._outer_known[frame.trigger] = self._quotation(frame.trigger)
        self._outer_known[frame.trigger] = self._context(frame)
        return self._outer_known[frame.trigger]

    def _context(self, frame: Frame) -> Voice:
        base = self._quotation(frame.trigger)
        parent = self.frames.at.get(frame.parent) if frame.parent is not None else None
        said = self._according(frame)
        if said is not None:
            return replace(base, speaker=said, attribution=None) if not base.reported else base
        if frame.kind == "noun":
            return self._noun_context(frame, base)
        if parent is None or self._is_apart(frame, parent):
            return base
        outer = self._outer(parent)
        # a clause outside of the quotation that its governor belongs to, or the reverse
        if self.quoted[parent.trigger] != self.quoted[frame.trigger] and not (
            frame.relation in ("complement", "open") and self._says(parent)
        ):
            outer = replace(base, polarity=outer.polarity, certainty=outer.certainty)
        speaker = Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
        head = self.tokens[frame.trigger].head
        told = frame.relation in ("participle", "complement") or (frame.relation == "relative" and frame.mark == "that")
        noun = head if told and head.pos_ == "NOUN" else None  # "reports that P", though the parse calls it relative
        if frame.relation == "gerund" and head.head.pos_ == "NOUN":
            noun = head.head
        if noun is not None and noun.i != parent.trigger:
            return self._noun_clause(frame, noun.i, parent, speaker)
        match frame.relation:
            case "conj":
                return self._outer(self._finite(parent)) if self.tokens[frame.trigger].tag_ == "VBD" else outer
            case "complement" | "open" | "gerund":
                return self._embedded(frame, parent, outer, base)
            case "adverbial":
                return self._adverbial(frame, parent, outer, speaker)
            case "relative" if self.frames.infinitive(frame) and not self._is_ranked(head):
                return replace(speaker, tense="future", certainty="hedged")  # "ways to attack X"
            case _:
                return speaker

    def _is_ranked(self, noun: Token) -> bool:
        """ "the first woman to lead X" did."""
        return any(
            t.ent_type_ == "ORDINAL" or t.lower_ in ("last", "only") or t.tag_ == "JJS" for t in (noun, *noun.children)
        )

    def _is_apart(self, frame: Frame, parent: Frame) -> bool:
        """ "He married in May; they would have a son": the parse hangs one sentence on the other."""
        between = self.tokens[frame.trigger : parent.trigger]
        spliced = frame.mark is None and bool(parent.heads(SUBJECT)) and any(t.text == "," for t in between)
        apart = spliced or any(t.text == ";" for t in between)  # "We left, we had no choice"
        turn = next((t.i for t in self.tokens[frame.trigger].children if t.lower_ == "however"), 0)
        if frame.mark is None and turn and self.tokens[turn - 1].text == ",":
            return True  # "A claimed that it was so, however B denied it"
        return frame.relation == "complement" and not self._says(parent) and apart

    def _finite(self, frame: Frame) -> Frame:
        """The clause that a verb in the past is joined to: in "pledged to talk and signed" it is not the infinitive."""
        while self.frames.infinitive(frame) and frame.parent in self.frames.at:
            frame = self.frames.at[frame.parent]
        return frame

    def _according(self, frame: Frame) -> int | None:
        """ "according to X", "in his view": who vouches for the clause."""
        if frame.kind != "verb":
            return None
        named = self.frames.prepositional(frame, "according")
        if named:
            return named[0]
        for noun in self.frames.prepositional(frame, "in", "for"):
            if noun < frame.trigger and self.tokens[noun].lemma_ in ("view", "opinion", "word", "eye", "account"):
                return self.frames.owner(noun)
        return None

    def _says(self, frame: Frame) -> bool:
        return frame.lemma.split()[0] in words("voice", "say") or frame.lemma.split()[0] in words("voice", "deny")

    def _speaker(self, verb: Frame, outer: Voice) -> Voice:
        """The subject of a reporting verb speaks."""
        heads = verb.heads(OBJECT if verb.lemma == "quote" and verb.passive else SUBJECT)
        if not heads and verb.passive and verb.lemma == "charge":
            # "was charged with spying"
            return Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
        if not heads:
            beside = self._beside(verb)
            if beside is not None:
                return beside
            bidden = self.tokens[verb.trigger].tag_ == "VB" and verb.relation == "root"  # "Recall that …"
            if (bidden or self.frames.impersonal(verb)) and verb.lemma in words("voice", "presented"):
                return Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
            if outer.reported:
                return outer
            return Voice(attribution=f"{verb.lemma}", tense="present")
        return Voice(speaker=heads[0], tense="present")

    def _beside(self, verb: Frame) -> Voice | None:
        """Who stands between a comma and the verb at the end, though the parse took it for more: "met Roe, Norvik Radio said"."""
        stop = start = verb.trigger
        apposed = stop > 1 and self.tokens[stop - 1].text == "," and self.tokens[stop - 2].pos_ == "PROPN"
        if apposed and not verb.passive and self.tokens[stop].tag_ in ("VBD", "VBZ"):
            return Voice(speaker=stop - 2, tense="present")  # "the president of X, Ada Roe, said"
        while start > 0 and self.tokens[start - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ"):
            start -= 1
        told = self.tokens[stop].tag_ in ("VBD", "VBZ", "VBP") and self.frames.text(stop + 1, stop + 2) == "."
        if start == stop or not told or verb.passive or self.frames.text(start - 1, start) != ",":
            return None
        if self.tokens[stop - 1].pos_ == "PROPN":
            return Voice(speaker=stop - 1, tense="present")
        return Voice(attribution=self.frames.text(start, stop), tense="present")

    def _embedded(self, frame: Frame, parent: Frame, outer: Voice, base: Voice) -> Voice:
        lemma, token = parent.lemma.split()[0], self.tokens[parent.trigger]
        is_clause = frame.relation == "complement"
        local = self._local(parent, outer)
        if frame.relation == "gerund":
            return self._gerund(frame, parent, outer, local)
        impersonal = self.frames.impersonal(parent)
        if lemma == "be" and impersonal:
            adjectives = {self.tokens[h].lemma_.lower() for h in parent.heads(ATTRIBUTE)}
            doubtful = adjectives & words("voice", "wished") or "not" in {t.lower_ for t in token.children}
            return replace(
                local,
                tense="present",
                certainty="hedged"
                if doubtful or (is_clause and adjectives & {"unclear", "doubtful"})
                else local.certainty,
            )
        adjective = self._predicate_word(frame, parent)
        if adjective in words("voice", "factual"):  # "is pleased to announce"
            return local
        perfect = any(t.lower_ == "have" for t in self.frames.modal(frame))
        if adjective is not None and perfect and adjective not in words("voice", "wished"):
            return replace(local, tense="past")  # "is lucky to have served"
        if adjective == "unlikely":
            return replace(local, certainty="hedged", tense="future", polarity="negative")
        if lemma == "be" and frame.relation == "open":  # "is to meet", "was to have met"
            return replace(local, tense="future", polarity="negative" if perfect else local.polarity)
        quoted_apart = self.quoted[frame.trigger] != self.quoted[parent.trigger]
        if is_clause and lemma in ("ask", "wonder", "inquire", "query"):
            return replace(self._speaker(parent, outer), certainty="hedged")
        if is_clause and lemma in words("voice", "deny"):
            said = self._speaker(parent, outer)
            return replace(said, polarity="negative" if local.polarity == "positive" else "positive")
        if is_clause and lemma in words("voice", "say"):
            if parent.passive and not parent.heads(SUBJECT) and lemma == "expect":
                return replace(local, tense="future")
            if impersonal and lemma in words("voice", "presented") and parent.passive and local.polarity == "positive":
                return Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
            said = base if quoted_apart and base.reported else self._speaker(parent, outer)
            if frame.mark in ("how", "why"):
                return replace(said, tense="present")  # "would not say how X died": he did
            doubt = frame.mark in ("whether", "if") or local.polarity == "negative" or local.certainty == "hedged"
            negative = local.polarity == "negative" and lemma in ("believe", "think", "expect", "see")
            future = local.tense == "future" or lemma in ("expect", "hope", "promise", "vow", "pledge", "predict")
            return replace(
                said,
                certainty="hedged" if doubt and not negative else "certain",
                polarity="negative" if negative else "positive",
                tense="future" if future and lemma != "say" else "present",
            )
        key = adjective or lemma
        if key in words("voice", "negative"):
            return replace(local, polarity="negative" if local.polarity == "positive" else "positive", tense="present")
        if key in words("voice", "deny"):
            return replace(local, polarity="negative")
        if lemma in ("appoint", "name", "elect", "choose", "pick", "nominate", "hire") and parent.passive:
            return local  # "was appointed to replace X"
        if key in words("voice", "factual") and not (key == "have" and frame.relation == "open"):
            return local
        if key in words("voice", "planned") or (is_clause and key in ("agree", "decide")):
            return replace(local, tense="future")
        if parent.passive and lemma in words("voice", "say"):  # "is said to have left", "is reported to"
            return replace(local, attribution=local.attribution or lemma, certainty="hedged")
        purposeful = lemma in words("voice", "motion") and not parent.passive  # "left to become a judge"
        if frame.relation == "open" and (purposeful or self.tokens[frame.trigger].tag_ == "VBG"):
            return local
        if key in words("voice", "wished") or frame.relation == "open":
            return replace(local, certainty="hedged", tense="future")
        return Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")  # run on after a semicolon

    def _predicate_word(self, frame: Frame, parent: Frame) -> str | None:
        """ "due" in "is due to open", "able" in "was able to"."""
        head = self.tokens[frame.trigger].head
        return head.lemma_.lower() if head.i != parent.trigger and head.pos_ in ("ADJ", "VERB") else None

    def _gerund(self, frame: Frame, parent: Frame, outer: Voice, local: Voice) -> Voice:
        plain = Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
        token = self.tokens[frame.trigger]
        preposition = token.head.i
        if token.head.head.lemma_ in ("close", "near", "verge", "brink"):  # "is close to signing"
            return replace(local, certainty="hedged", tense="future")
        hoping = parent.lemma if token.head.head.i == parent.trigger else token.head.head.lemma_  # "is confident of"
        hoped = words("voice", "hoped") | words("voice", "thoughts")
        if frame.mark in ("of", "for", "on", "at", "about") and hoping in hoped:
            return replace(local, certainty="hedged", tense="future")
        instead = preposition and self.tokens[preposition - 1].lower_ in ("instead", "short")
        if frame.mark in ("without", "despite not") or (frame.mark == "of" and instead):
            return replace(plain, polarity="negative")
        if frame.mark == "against" and parent.lemma in ("vote", "decide", "argue", "advise"):
            return replace(plain, polarity="negative")
        if parent.lemma in ("accuse", "suspect", "charge", "blame") and frame.mark in ("of", "with", "for"):
            return replace(self._speaker(parent, outer), certainty="certain")
        if frame.mark in ("from", "against") and parent.lemma in words("voice", "negative") | {
            "exclude",
            "discourage",
            "deter",
            "warn",
        }:
            return replace(plain, polarity="negative")
        if parent.lemma.startswith("look") and frame.mark == "to":  # "looks forward to meeting"
            return replace(local, certainty="hedged", tense="future")
        if frame.mark in ("by", "in", "with"):
            return local
        chosen = frame.mark == "after" and self.frames.infinitive(parent)  # "chose not to run after serving"
        later = local.tense == "future" and not chosen
        if frame.mark in ("before", "after") and later:  # "will meet A before flying on"
            return replace(plain, tense="future", certainty=local.certainty)
        return plain

    def _adverbial(self, frame: Frame, parent: Frame, outer: Voice, speaker: Voice) -> Voice:
        first = self.tokens[self.tokens[frame.trigger].left_edge.i].lower_
        soon = self.tokens[frame.trigger].head.lower_ == "soon"  # "as soon as X signs"
        if frame.mark in ("if", "unless", "whether", "once") or first == "once" or soon:
            return replace(speaker, certainty="hedged")
        if self.frames.infinitive(frame):
            local = self._local(parent, outer)
            if parent.lemma == "go on" or (
                parent.lemma in words("voice", "motion") and frame.lemma not in words("voice", "aims")
            ):
                return local
            return replace(local, certainty="hedged", tense="future")
        tag = self.tokens[frame.trigger].tag_
        bounded = frame.mark in ("after", "before", "until") and tag in ("VBZ", "VBP")  # "will leave after X signs"
        if bounded or frame.mark == "when" or (tag == "VBG" and not frame.mark):
            return self._alike(frame, parent, outer, speaker)  # "will be promoted when he takes office"
        return speaker

    def _alike(self, frame: Frame, parent: Frame, outer: Voice, plain: Voice) -> Voice:
        """ "will head the army, replacing X": what is told beside a plan is part of it."""
        local = self._local(parent, outer)
        past = frame.mark is not None and self.tokens[frame.trigger].tag_ == "VBD"  # "of trying to hide it when he was"
        return (
            replace(plain, tense="future", certainty=local.certainty) if local.tense == "future" and not past else plain
        )

    def _noun_clause(self, frame: Frame, noun: int, parent: Frame, speaker: Voice) -> Voice:
        """ "reports that P", "plans to V", "no intention of leaving"."""
        if (
            frame.relation == "participle"
            and self.tokens[frame.trigger].tag_ in ("VBN", "VBG")
            and not frame.mark
            and not self.frames.modal(frame)
        ):
            if self.tokens[frame.trigger].tag_ == "VBG" and noun in parent.heads(ATTRIBUTE, OBJECT):
                return self._alike(frame, parent, self._outer(parent), speaker)
            modifiers = {self.tokens[i].lower_ for i in self.frames.modifiers(noun)}
            if modifiers & words("voice", "future_modifiers"):  # "the upcoming summit, hosted by X in March"
                return replace(speaker, tense="future")
            return speaker  # "a base opened in May"
        lemma = self.tokens[noun].lemma_.lower()
        outer = self._outer(parent)
        negative = self.frames.negated(noun) or self._local(parent, outer).polarity == "negative"
        if parent.lemma.split()[0] in words("voice", "deny") and noun in parent.heads(OBJECT):
            return replace(self._speaker(parent, outer), polarity="negative")
        if lemma in words("voice", "said_nouns"):
            owner = self.frames.owner(noun)
            return replace(speaker, speaker=owner) if owner is not None else replace(speaker, attribution=lemma)
        if lemma in words("voice", "doubtful_nouns"):
            owner = self.frames.owner(noun)
            said = (
                replace(speaker, speaker=owner)
                if owner is not None
                else replace(
                    speaker, attribution=speaker.attribution or (None if speaker.speaker is not None else _said(lemma))
                )
            )
            told = (self.tokens[h].lemma_.lower() for h in parent.heads(ATTRIBUTE, OBJECT))
            false = parent.lemma == "mislead" or not words("voice", "untrue").isdisjoint(told)
            return replace(said, certainty="hedged", polarity="negative" if negative or false else "positive")
        if lemma in words("voice", "negative_nouns"):
            return replace(speaker, polarity="positive" if negative else "negative")
        if (
            lemma in words("voice", "planned_nouns") and frame.mark != "in"
        ):  # "the decision in appointing X" is one made
            return replace(speaker, tense="future", polarity="negative" if negative else "positive")
        if frame.relation == "participle" and self.tokens[frame.trigger].tag_ == "VB":
            return replace(speaker, tense="future", certainty="hedged")
        return speaker

    def _noun_context(self, frame: Frame, base: Voice) -> Voice:
        """An event noun: carried by its verb, or named in passing and so presupposed."""
        token = self.tokens[frame.trigger]
        verb = self.frames.at.get(frame.support) if frame.support is not None else None
        above = self.frames.governor(frame.trigger)
        if verb is not None:
            context = self.of(verb)
            if verb.lemma == "be" and verb.heads(ATTRIBUTE) and context.certainty == "hedged":
                context = self._outer(verb)  # "the attacks may be a preview": they took place
        elif above is not None and above.lemma == "be" and token.i in above.heads("on", ATTRIBUTE):
            context = self.of(above)  # "will be on a visit", "will be his second visit"
        elif above is not None:
            outer = self._outer(above)
            context = Voice(speaker=outer.speaker, attribution=outer.attribution, tense="present")
            if self.quoted[above.trigger] != self.quoted[token.i]:
                context = base
            elif outer.tense == "future" and above.mark in ("before", "after"):  # "will go, before ending with a visit"
                context = outer
        else:
            context = base
        noun, link = token.head.head.lemma_.lower(), token.head.lower_
        if (link == "for" and noun in words("voice", "planned_nouns")) or (
            link == "of" and noun in words("voice", "cases")
        ):
            return replace(context, certainty="hedged", tense="future")  # "a proposal for talks", "in case of talks"
        governors = {f.trigger: f for f in (above, verb) if f is not None and f.kind == "verb"}
        for governor in governors.values():
            lemma = governor.lemma
            as_object = token.i in governor.heads(OBJECT) or any(
                token.i in self.frames.conjuncts(h) for h in governor.heads(OBJECT)
            )
            if as_object:
                own = self._local(governor, self._outer(governor))
                if own.tense == "future" and lemma in words("voice", "joined"):
                    return replace(context, tense="future", certainty=own.certainty)  # "will attend a meeting"
                if lemma in words("voice", "cancelled") or (
                    lemma.split()[0] in words("voice", "cancelled") and lemma.split()[0] != "call"
                ):
                    return replace(context, polarity="negative" if own.polarity == "positive" else "positive")
                if lemma in words("voice", "deny"):
                    return replace(self._speaker(governor, self._outer(governor)), polarity="negative")
                if lemma in (
                    "plan",
                    "arrange",
                    "schedule",
                    "expect",
                    "propose",
                    "prepare",
                    "promise",
                    "seek",
                    "demand",
                    "want",
                    "request",
                    "consider",
                    "envisage",
                    "await",
                ):
                    done = self.tokens[governor.trigger].tag_ == "VBG" and governor.relation != "root"
                    if lemma == "plan" and done and any(t.lower_ == "the" for t in token.children):
                        return context  # "admitted planning the attack"
                    return replace(
                        context,
                        tense="future",
                        certainty="hedged"
                        if lemma in ("propose", "seek", "demand", "want", "request", "consider")
                        else context.certainty,
                    )
            elif lemma.startswith("look") and token.i in governor.heads("to", "forward to"):
                return replace(context, tense="future")  # "looks forward to his talks with X"
            elif verb is None and any(token.i == a.head and a.slot == "for" for a in governor.args):
                if lemma in ("call", "ask", "plan", "prepare", "appeal", "hope", "push", "press"):
                    return replace(context, tense="future", certainty="hedged")
                own = self._local(governor, self._outer(governor))
                if own.tense == "future":  # "will meet X for talks"
                    return replace(context, tense="future", certainty=own.certainty)
        return context

    # -- the frame's own words

    def _local(self, frame: Frame, outer: Voice) -> Voice:
        voice, tokens, token = outer, self.tokens, self.tokens[frame.trigger]
        if frame.kind == "noun":
            modifiers = {tokens[i].lower_ for i in self.frames.modifiers(frame.trigger)}
            if modifiers & words("voice", "doubtful_modifiers"):
                voice = replace(voice, certainty="hedged")
            behind = {t.lower_ for t in token.children if t.dep_ == "acl"}  # "talks planned by X"
            if modifiers & words("voice", "future_modifiers") or behind & {"planned", "scheduled"}:
                voice = replace(voice, tense="future")
            if self.frames.negated(frame.trigger) or modifiers & words("voice", "failed_modifiers"):
                voice = replace(voice, polarity="negative")
            return voice
        auxiliaries = self.frames.modal(frame)
        tense = _tense(token.tag_, [a.lower_ for a in auxiliaries])
        if tense == "future" or voice.tense != "future":
            voice = replace(voice, tense=tense)
        if frame.lemma == "be" and any(tokens[h].lemma_.lower() in _TO_COME for h in frame.heads(ATTRIBUTE)):
            voice = replace(voice, tense="future")
        if frame.mark == "that" and token.tag_ in ("VB", "VBP") and not auxiliaries and self._is_singular(frame):
            voice = replace(voice, certainty="hedged", tense="future")  # "the proposal that Mali buy it"
        if frame.lemma == "offer":
            voice = replace(voice, tense="future")  # what is offered is not yet given
        lows = {a.lower_ for a in auxiliaries}
        if lows & words("voice", "modals_hedged"):
            # "would" under a verb of saying is the future seen from then; so is a promise
            if "would" in lows and outer.reported and "have" not in lows:
                voice = replace(voice, tense="future")
            else:
                voice = replace(
                    voice,
                    certainty="hedged",
                    tense="future"
                    if lows & {"may", "might", "could", "would", "should", "must"} and "have" not in lows
                    else voice.tense,
                )
        if any(t.lower_ in words("voice", "hedges") for t in token.children) or self._in_question(frame.trigger):
            voice = replace(voice, certainty="hedged")
        before = [h for h in frame.heads(SUBJECT, OBJECT) if h < frame.trigger]
        inverted = bool(before) and any(t.lower_ == "had" and t.i < min(before) for t in auxiliaries)
        done = token.tag_ in ("VBD", "VBN") and not lows & (
            words("voice", "modals_hedged") | words("voice", "modals_future")
        )
        if inverted or (self.frames.conditional(frame) and not done):  # "Had X met Y, …"; "have signed a deal, if …"
            voice = replace(voice, certainty="hedged")
        negative = self.frames.negated(frame.trigger) or self._never(token)
        if any(self.frames.without(head) for head in frame.heads(SUBJECT, OBJECT, RECIPIENT)):
            negative = not negative
        if negative:
            voice = replace(voice, polarity="negative" if voice.polarity == "positive" else "positive")
        return voice

    def _is_singular(self, frame: Frame) -> bool:
        """Whether a clause has one subject, of the third person singular, as a subjunctive shows itself by it."""
        heads = frame.heads(SUBJECT)
        return (
            len(heads) == 1 and self.tokens[heads[0]].tag_ in ("NN", "NNP") and not self.frames.conjuncts(heads[0])[1:]
        )

    def _never(self, token: Token) -> bool:
        """ "At no time did …", "under no circumstances"."""
        return any(
            p.pos_ == "ADP" and t.lower_ == "no"
            for p in token.children
            for n in p.children
            for t in n.children
            if p.i < token.i
        )

    # -- quotations

    def _find_quotes(self) -> list[Quote]:
        tokens, runs, run = self.tokens, [], []  # type: ignore[var-annotated]
        for n, block in enumerate(self.annotated.blocks):
            start: int | None = None
            first = next((i for i in range(block.start, block.end) if not tokens[i].is_space), None)
            if run and first is not None and tokens[first].text not in ('"', *_OPEN, "''", "``"):
                runs.append(tuple(run))  # never closed
                run = []
            for i in range(block.start, block.end):
                text = tokens[i].text
                if start is not None and text == '"' and self._opens(i):
                    if sum(bool(t.is_sent_start) for t in tokens[start + 1 : i]) >= _LONG:
                        runs.append((*run, (start, min(tokens[start].sent.end, i))))  # never closed
                        run = []
                    else:
                        run.append((start, i))  # paragraphs of one quotation run together: "… again. "In fact, …"
                    start = i
                elif start is None and (text in _OPEN or text in ('"', "``", "''")):
                    start = i
                elif start is not None and (text in _CLOSE or text in ('"', "''")):
                    runs.append((*run, (start, i + 1)))
                    run, start = [], None
            if start is not None:
                follows = n + 1 < len(self.annotated.blocks) and tokens[self.annotated.blocks[n + 1].start].text in (
                    '"',
                    "``",
                    "''",
                    *_OPEN,
                )
                if follows:
                    run.append((start, block.end))
                else:
                    runs.append((*run, (start, block.end)))
                    run = []
        if run:
            runs.append(tuple(run))
        inside = {i for parts in runs for a, b in parts for i in range(a, b)}
        quotes: list[Quote] = []
        for parts in runs:
            if sum(b - a for a, b in parts) < 5 or not any(
                tokens[i].pos_ in ("VERB", "AUX") for a, b in parts for i in range(a, b)
            ):
                continue  # a name or a word in inverted commas
            cue = self._cue(parts, inside)
            speaker = self._cue_subject(cue) if cue is not None else None
            if speaker is None:
                speaker = self._speaker_before(parts, quotes, inside)
            quotes.append(Quote(parts, cue, speaker))
        return quotes

    def _opens(self, i: int) -> bool:
        """Whether a straight quotation mark stands before a word and behind a space."""
        spaced = i > 0 and (bool(self.tokens[i - 1].whitespace_) or self.tokens[i - 1].is_space)
        return spaced and not self.tokens[i].whitespace_

    def _cue_subject(self, cue: int) -> int | None:
        frame = self.frames.at.get(cue)
        if frame is None:
            return next(
                (j for t in self.tokens[cue].children if t.lower_ == "to" for j in (c.i for c in t.children)), None
            )
        heads = frame.heads(SUBJECT)
        return heads[0] if heads else None

    def _cue(self, parts: tuple[tuple[int, int], ...], inside: set[int]) -> int | None:
        """The reporting verb beside a quotation: in its sentences, else at the colon before it."""
        tokens, candidates = self.tokens, []
        for start, end in (parts[0], parts[-1]):
            left, right = tokens[start].sent.start, tokens[end - 1].sent.end
            block = next(b for b in self.annotated.blocks if b.start <= start < b.end)
            if end < block.end and tokens[end - 1].sent.end == end:
                right = tokens[end].sent.end  # the cue stands in the next sentence by mistake of the parse
                if not tokens[end].is_lower and tokens[end].pos_ not in ("PROPN", "PRON"):
                    right = end
            if start > block.start and tokens[start].sent.start == start and tokens[start - 1].text == ":":
                left = tokens[start - 1].sent.start
            for i in range(left, right):
                frame = self.frames.at.get(i)
                if i not in inside and (
                    (frame and frame.kind == "verb" and self._says(frame)) or (tokens[i].lower_ == "according")
                ):
                    candidates.append((min(abs(i - start), abs(i - end)), i))
        return min(candidates)[1] if candidates else None

    def _speaker_before(self, parts: tuple[tuple[int, int], ...], quotes: list[Quote], inside: set[int]) -> int | None:
        """A quotation without a cue: whoever spoke last, in this paragraph or the one before."""
        start = parts[0][0]
        index = next(n for n, b in enumerate(self.annotated.blocks) if b.start <= start < b.end)
        low = self.annotated.blocks[max(0, index - 1)].start
        for i in range(start - 1, low - 1, -1):
            frame = self.frames.at.get(i)
            if i not in inside and frame and frame.kind == "verb" and self._says(frame) and frame.heads(SUBJECT):
                return frame.heads(SUBJECT)[0]
        before = [q for q in quotes if q.parts[-1][1] <= start and q.parts[-1][1] > low]
        return before[-1].speaker if before else None

    def _interview(self) -> dict[int, int | None]:
        """Tokens of "Q:" and "A:" paragraphs, with the head of whoever answers (None: the question)."""
        spoken: dict[int, int | None] = {}
        answerer: int | None = None
        for block in self.annotated.blocks:
            head = self.frames.text(block.start, block.start + 3)
            mark = re.match(r"(Q|A|Question|Answer)\s*:", head)
            if not mark:
                if not spoken:
                    answerer = self._interviewed(block.start, block.end, answerer)
                continue
            who = None if mark[1].startswith("Q") else answerer
            for i in range(block.start, block.end):
                spoken[i] = who
        return spoken

    def _interviewed(self, start: int, end: int, before: int | None) -> int | None:
        for i in range(start, end):
            frame = self.frames.at.get(i)
            if frame and frame.lemma in ("speak", "talk", "answer", "sit down") and frame.heads("to", "with"):
                return next(iter(frame.heads(SUBJECT)), before)
        if before is None:
            inside = [self.frames.at[i] for i in range(start, end) if i in self.frames.at]
            subjects = [h for f in inside for h in f.heads(SUBJECT) if self.tokens[h].ent_type_ == "PERSON"]
            return subjects[0] if subjects else None
        return before


def _said(noun: str) -> str | None:
    """What is told by whom nobody names: "rumours"; a possibility is told by the text."""
    return None if noun in words("voice", "thoughts") else f"{noun}s"


def _tense(tag: str, auxiliaries: list[str]) -> Tense:
    if set(auxiliaries) & words("voice", "modals_future"):
        return "future"
    if tag == "VBD" or any(a in ("was", "were", "had", "did", "has", "have", "been", "having") for a in auxiliaries):
        return "past"
    if tag in ("VBZ", "VBP") or any(a in ("is", "are", "am", "does", "do", "'s", "'re") for a in auxiliaries):
        return "present"
    return "past" if tag == "VBN" else "present"
