"""Dependency parse -> predicate–argument frames: the only place that reads dependency labels.

A frame is a verb or an event noun with its arguments under plain slots, whatever construction the text
uses: passives are undone, conjunctions spread over subjects, objects and verbs, relative and participial
clauses followed, control and raising resolved, and light verbs ("hold talks", "take part in an exercise")
folded into their noun. The layer follows PredPatt (White et al., EMNLP 2016; Zhang et al., IWCS 2017).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Token

from kgx.lexicon import table, words

SUBJECT, OBJECT, RECIPIENT, ATTRIBUTE, OWNER, MODIFIER = (
    "subject",
    "object",
    "recipient",
    "attribute",
    "owner",
    "modifier",
)

# Verbs that only carry their noun: its arguments are theirs.
LIGHT = frozenset(
    "hold have make pay conduct carry undertake do give stage host launch begin start open organise organize mount "
    "complete continue end finish conclude sign initial ink seal reach strike win suffer receive attend lead chair join "
    "perform deliver impose lift announce take plan cancel postpone schedule abandon propose prepare commence resume "
    "convene voice express declare reaffirm pledge call introduce extend renew place enter finalise finalize submit tender accept provide lend offer".split()
)
# Verbs whose subject is the happening itself.
OCCUR = frozenset(
    "take begin start open end last occur happen conclude continue be follow run come resume kick get go focus cover discuss "
    "bring gather include result collapse fail remain become mark".split()
)
# "agreed to send": the subject of the complement is the subject of the verb, even beside an object.
SUBJECT_CONTROL = frozenset("promise vow threaten pledge swear offer agree".split())
APPOINT = frozenset(
    "appoint name elect nominate promote designate install make choose confirm reappoint reelect re-elect pick select".split()
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
_MODIFIERS = frozenset(("amod", "compound", "nmod", "nummod"))
_RELATIVE = frozenset("who which that whom".split())

# What happens to things and bodies, hardly to people.
_MADE = frozenset("found establish create launch open base headquarter locate inaugurate adopt".split())

Relation = Literal["root", "conj", "complement", "open", "relative", "participle", "adverbial", "gerund", "noun"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a slot: the head token of a noun phrase."""

    slot: str  # SUBJECT, OBJECT, RECIPIENT, ATTRIBUTE, OWNER, MODIFIER or a preposition: "in", "with", "between"
    head: int  # token


@dataclass(slots=True)
class Frame:
    """A verb or noun with its arguments."""

    trigger: int  # token
    lemma: str  # with its particle: "step down"
    kind: Literal["verb", "noun"]
    args: list[Argument] = field(default_factory=list)
    passive: bool = False
    parent: int | None = None  # token of the frame that embeds this one
    relation: Relation = "root"
    mark: str | None = None  # "if", "that", "because", or the preposition of a gerund: "without"
    support: int | None = None  # trigger of the light verb or happening verb that carries this noun
    carriers: list[int] = field(default_factory=list)  # every such verb, the support last
    carries: int | None = None  # trigger of the noun that this verb carries

    def heads(self, *slots: str) -> list[int]:
        """Heads of the noun phrases that fill any of these slots, in text order."""
        return [a.head for a in self.args if a.slot in slots]

    def add(self, slot: str, heads: list[int]) -> None:
        """Put heads in a slot, each once."""
        for head in heads:
            argument = Argument(slot, head)
            if argument not in self.args:
                self.args.append(argument)


class Frames:
    """All frames of a Doc, and the shape of its noun phrases."""

    def __init__(self, doc: Doc, nouns: frozenset[str], named: dict[int, str]) -> None:
        """Build the frames of `doc`.

        `nouns` are the lemmas of nouns that name happenings; `named` gives such a lemma to the head tokens of
        names ("exercise" for "Exercise Blue Ridge").
        """
        tokens = self.tokens = tuple(doc)  # a tuple gives its items sooner than a Doc
        self._text = doc.text
        self.at: dict[int, Frame] = {}
        # "was later married to", tagged as an adjective too
        passives = {t.head.i for t in tokens if t.dep_ == "auxpass"}
        self._particles = {t.head.i: t.lower_ for t in reversed(tokens) if t.dep_ == "prt" and not _is_preposition(t)}
        self._behind_date = self._coordinated_with_dates()
        for token in tokens:
            if token.i in named:
                self.at[token.i] = Frame(token.i, named[token.i], "noun")
            elif token.i in passives or _is_verb(token):
                self.at[token.i] = Frame(token.i, self._lemma(token), "verb")
            elif token.lower_ == "strong" and token.i and tokens[token.i - 1].like_num:
                self.at[token.i] = Frame(token.i, "strong", "verb")
            elif token.text == "Tour" and token.i > token.sent.start:
                continue  # "won the Tour of Australia"
            elif token.pos_ in ("NOUN", "PROPN") and self._lemma(token) in nouns and token.ent_type_ != "DATE":
                self.at[token.i] = Frame(token.i, self._lemma(token), "noun")
        verbs = [f for f in self.at.values() if f.kind == "verb"]
        for frame in verbs:
            self._place(frame)
        for frame in verbs:
            self._verb(frame)
        self._inherited: set[int] = set()
        for frame in verbs:  # heads come before dependents only after every frame has its own arguments
            self._inherit(frame)
        self._uses: dict[int, list[Frame]] = {}  # noun -> verbs that take it as subject or object
        for frame in verbs:
            for head in frame.heads(SUBJECT, OBJECT):
                self._uses.setdefault(head, []).append(frame)
        for frame in self.at.values():
            if frame.kind == "noun":
                self._noun(frame)

    def _lemma(self, token: Token) -> str:
        """The lemma of a verb with its particle, of a noun alone."""
        lemma = table("lemmas")["lemmas"].get(token.lower_, token.lemma_.lower())
        particle = self._particles.get(token.i)
        return f"{lemma} {particle}" if particle else lemma

    def __iter__(self) -> Iterator[Frame]:
        return iter(self.at.values())

    def text(self, start: int, end: int) -> str:
        """The tokens start to end (exclusive) as they stand in the text, as far as there are any."""
        tokens = self.tokens[start:end]
        return self._text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])] if tokens else ""

    # -- noun phrases

    def _coordinated_with_dates(self) -> dict[int, list[Token]]:
        """Posts that the parse joins to the date before them: "was dean of X from 1990 to 1994 and rector of Y"."""
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            if (
                token.dep_ == "conj"
                and token.pos_ in ("NOUN", "PROPN")
                and token.head.ent_type_ == "DATE" != token.ent_type_
            ):
                above = next((t for t in token.ancestors if t.ent_type_ != "DATE" and t.pos_ != "ADP"), token)
                said = [t for t in above.children if t.dep_ == "attr"] if above.pos_ == "AUX" else [above]
                for noun in said:
                    if noun.pos_ in ("NOUN", "PROPN") and noun.i < token.head.i:
                        found.setdefault(noun.i, []).append(token)
        return found

    def conjuncts(self, head: int) -> list[int]:
        """The head and the noun phrases coordinated with it: "A, B and C"."""
        found, queue = [], [self.tokens[head]]
        while queue:
            token = queue.pop(0)
            found.append(token.i)
            queue += self._behind_date.get(token.i, ())
            # "X, a lawyer, and Y": the conjunct may hang on the apposition
            for child in token.children:
                if (
                    child.dep_ == "conj"
                    and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "VERB")
                    and not self._is_clause(child)
                ):
                    queue.append(child)
        return found

    def appositions(self, head: int) -> list[int]:
        """Heads of the phrases in apposition to this one, with their conjuncts."""
        found = [t for t in self.tokens[head].children if t.dep_ == "appos" and not self._is_object(t.left_edge.i)]
        return [j for t in found for j in self.conjuncts(t.i)]

    def _is_object(self, start: int) -> bool:
        """Whether what the parse takes for an apposition follows a participle: "candidates opposing President Roe"."""
        before = self.tokens[max(0, start - 1)]
        return self.tokens[start].tag_ == "VBG" and before.tag_ in ("NNS", "NNPS")

    def prepositional(self, frame: Frame, *words: str) -> list[int]:
        """Objects of the prepositions of a verb, the compound ones ("according to") by their first word."""
        found = []
        for child in self.tokens[frame.trigger].children:
            if child.lower_ in words:
                inner = [child, *(p for p in child.children if p.dep_ == "prep")]
                found += [t.i for p in inner for t in p.children if t.dep_ == "pobj"]
        return found

    def renamed(self, head: int) -> int | None:
        """What this head stands in apposition to."""
        token = self.tokens[head]
        while token.dep_ == "conj":
            token = token.head
        return token.head.i if token.dep_ == "appos" else None

    def modifiers(self, head: int) -> list[int]:
        """Adjectives, compounds and numbers before a noun, with those coordinated with them; adverbs of a verb."""
        found = []
        labels = ("advmod",) if self.tokens[head].pos_ == "VERB" else _MODIFIERS
        for token in self.tokens[head].children:
            if token.dep_ in labels:
                found.append(token.i)
                found += [t.i for t in token.subtree if t.i != token.i and t.dep_ in ("conj", *_MODIFIERS)]
        return sorted(found)

    def owner(self, head: int) -> int | None:
        """The possessor: "Rwanda" in "Rwanda's ambassador", "his" in "his counterpart"."""
        return next((t.i for t in self.tokens[head].children if t.dep_ == "poss"), None)

    def modified(self, head: int) -> int | None:
        """The noun further on that this word stands before as a modifier: "Roe" for "minister" in "Minister Ada Roe"."""
        token = self.tokens[head]
        return token.head.i if token.dep_ in _MODIFIERS and token.head.i > head else None

    def predicated(self, head: int) -> list[int]:
        """The subject of which a noun with a clause of its own is said: "X is a line that connects …"."""
        token = self.tokens[head]
        verb = self.at.get(token.head.i)
        if token.dep_ != "attr" or verb is None or verb.lemma != "be":
            return []
        return verb.heads(SUBJECT) if any(t.dep_ in ("relcl", "acl") for t in token.children) else []

    def enumerated(self, head: int, start: int) -> bool:
        """Whether the noun is coordinated with something that begins at `start` or later."""
        return any(t.dep_ == "conj" and t.i >= start for t in self.tokens[head].children)

    def without(self, head: int) -> bool:
        """Whether a noun phrase is emptied: "no agreement", "neither firm", "neither X nor Y", "nobody"."""
        token = self.tokens[head]
        while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            token = token.head
        if token.lower_ in ("none", "nobody", "neither", "nothing"):
            return True
        return any(
            t.lower_ in ("no", "neither") and t.dep_ in ("det", "neg", "preconj", "cc", "cc:preconj")
            for t in token.children
        )

    def impersonal(self, frame: Frame) -> bool:
        """ "It is said that", "it should be noted that"."""
        return any(t.lower_ == "it" and t.dep_ in (*_SUBJECTS, "expl") for t in self.tokens[frame.trigger].children)

    def infinitive(self, frame: Frame) -> bool:
        """Whether a verb is an infinitive with "to"."""
        token = self.tokens[frame.trigger]
        return token.tag_ == "VB" and any(t.dep_ == "aux" and t.lower_ == "to" for t in token.children)

    def is_wished(self, frame: Frame) -> bool:
        """Whether a clause is in the subjunctive or tells what ought to be: "that X release the crew"."""
        auxiliaries = {t.lower_ for t in self.modal(frame)}
        return self.tokens[frame.trigger].tag_ == "VB" and auxiliaries <= {"should", "must", "be"}

    def conditional(self, frame: Frame) -> bool:
        """Whether a condition hangs on the verb: "if …", "unless …"."""
        clauses = [t for t in self.tokens[frame.trigger].children if t.dep_ == "advcl"]
        return any(t.dep_ == "mark" and t.lower_ in ("if", "unless") for c in clauses for t in c.children)

    def complements(self, head: int) -> list[Argument]:
        """Prepositional complements of a noun, conjuncts spread: "of Ghana", "to Lebanon"."""
        found: list[Argument] = []
        for token in self.tokens[head].children:
            if token.dep_ in ("prep", "agent", "dative") and token.pos_ != "VERB":
                found += self._preposition(token)
        return found

    def span(self, head: int) -> tuple[int, int]:
        """Tokens of the phrase under this head (exclusive end)."""
        token = self.tokens[head]
        return token.left_edge.i, token.right_edge.i + 1

    def core(self, head: int) -> tuple[int, int]:
        """Tokens of the noun phrase without relative clauses, appositions and what follows them."""
        token = self.tokens[head]
        left, right = token.i, token.i
        for child in token.children:
            if child.i < token.i and child.dep_ not in ("punct", "cc", "preconj"):
                left = min(left, child.left_edge.i)
            elif child.i > token.i and child.dep_ in ("prep", *_MODIFIERS) and child.i - right <= 2:
                right = max(right, child.right_edge.i)
        return left, right + 1

    def governor(self, token: int) -> Frame | None:
        """The nearest frame above a token: the happening that a date or place there belongs to."""
        at = self.tokens[token]
        while at.head.i != at.i:
            at = at.head
            if at.i in self.at:
                return self.at[at.i]
        return None

    def happening(self, token: int) -> Frame | None:
        """The frame that a date belongs to: none where it stands inside an apposition ("X, chairman since 2016, resigns")."""
        at = self.tokens[token]
        while at.head.i != at.i:
            if at.dep_ == "appos":
                return None
            at = at.head
            if at.i in self.at:
                return self.at[at.i]
        return None

    def clause(self, token: int) -> Frame | None:
        """The nearest verb frame at or above a token."""
        at = self.tokens[token]
        while True:
            frame = self.at.get(at.i)
            if frame and frame.kind == "verb":
                return frame
            if at.head.i == at.i:
                return None
            at = at.head

    def modal(self, frame: Frame) -> list[Token]:
        """Auxiliaries of a verb, those of the verb it is coordinated with included."""
        token = self.tokens[frame.trigger]
        found = [t for t in token.children if t.dep_ in ("aux", "auxpass")]
        bare = [t.lower_ for t in found] == ["be"]  # "will come and be met by X"
        if (
            (not found or bare)
            and frame.relation == "conj"
            and frame.parent is not None
            and not any(t.dep_ in _SUBJECTS for t in token.children)
        ):
            parent = self.at[frame.parent]
            tag = "VB" if token.tag_ == "VBP" or bare else token.tag_  # "will meet X, attend a summit and rest"
            if tag in ("VB", "VBN", "VBG") and self.tokens[frame.parent].tag_ == tag:
                return [*self.modal(parent), *found]
        return found

    def negated(self, token: int) -> bool:
        """Whether the token itself is negated: "did not", "never", "no agreement", "neither"."""
        at = self.tokens[token]
        for child in at.children:
            low = child.lower_
            if (
                child.dep_ == "neg"
                or low in ("never", "n't", "nor")
                or (child.dep_ in ("det", "preconj", "cc") and low in ("no", "neither"))
            ):
                return True
        if at.head.dep_ == "pobj" and at.head.i == token:
            return False
        return False

    # -- verbs

    def _is_clause(self, token: Token) -> bool:
        return token.i in self.at and self.at[token.i].kind == "verb" and token.pos_ in ("VERB", "AUX")

    def _place(self, frame: Frame) -> None:
        """Where a verb stands: what embeds it, and how."""
        token = self.tokens[frame.trigger]
        frame.passive = any(
            t.dep_ in ("auxpass", "nsubjpass", "agent")
            or (t.dep_ == "aux" and t.lemma_ == "be" and token.tag_ == "VBN")
            for t in token.children
        )
        frame.mark = next(
            (
                t.lower_
                for t in token.children
                if t.dep_ == "mark" or (t.dep_ == "advmod" and t.lower_ in ("when", "where", "whether", "how", "why"))
            ),
            None,
        )
        head, relation = token.head, token.dep_
        if head.i == token.i:
            return
        names: dict[str, Relation] = {
            "conj": "conj",
            "ccomp": "complement",
            "xcomp": "open",
            "relcl": "relative",
            "acl": "participle",
            "advcl": "adverbial",
            "pcomp": "gerund",
            "csubj": "complement",
            "parataxis": "complement",
        }
        frame.relation = names.get(relation, "complement")
        if relation == "pcomp":
            frame.mark, head = head.lower_, head.head
        if relation == "acl" and token.tag_ == "VBN":
            frame.passive = True
        if (
            relation == "advcl"
            and token.tag_ == "VBN"
            and not any(t.dep_ in (*_SUBJECTS, "aux") for t in token.children)
        ):
            frame.passive = True
        if (
            relation == "conj"
            and not frame.passive
            and token.tag_ == "VBN"
            and head.i in self.at
            and not any(t.dep_ in (*_SUBJECTS, "aux") for t in token.children)
        ):
            frame.passive = any(t.dep_ == "auxpass" for t in head.children) or (
                head.dep_ in ("acl", "advcl") and head.tag_ == "VBN"
            )
        at = head
        while at.i not in self.at or self.at[at.i].kind == "noun":
            if at.head.i == at.i:
                return
            at = at.head
        frame.parent = at.i

    def _verb(self, frame: Frame) -> None:
        token = self.tokens[frame.trigger]
        recipient = False
        if frame.lemma == "strong":  # "the contingent, 150 strong"
            frame.add(OBJECT, [token.i - 1])
            noun = next((t for t in token.ancestors if t.pos_ == "NOUN"), None)
            before = [
                t for t in self.tokens[token.sent.start : token.i - 1] if t.pos_ == "NOUN" and t.ent_type_ != "DATE"
            ]
            noun = noun or (before[-1] if before else None)
            frame.add(SUBJECT, [noun.i] if noun is not None else [])
            return
        for child in token.children:
            label = child.dep_
            if label == "nsubj":
                frame.add(SUBJECT, self.conjuncts(self._before_bracket(child.i, token.i)))
            elif label == "nsubjpass":
                frame.add(OBJECT, self.conjuncts(self._before_bracket(child.i, token.i)))
            elif label == "dobj" or (
                label == "npadvmod" and child.pos_ == "PROPN" and child.ent_type_ not in ("DATE", "TIME", "")
            ):
                frame.add(OBJECT, self.conjuncts(child.i))
            elif label == "dative" and child.pos_ in ("NOUN", "PROPN", "PRON"):
                frame.add(RECIPIENT, self.conjuncts(child.i))
                recipient = True
            elif label in ("attr", "oprd", "acomp"):
                frame.add(ATTRIBUTE, self.conjuncts(child.i))
            elif label == "agent":
                frame.add(SUBJECT, [a.head for a in self._preposition(child)])
            elif label in ("prep", "dative") or _is_preposition(child):
                for argument in self._preposition(child):
                    frame.add(argument.slot, [argument.head])
        if (
            not frame.heads(SUBJECT) and not frame.passive
        ):  # "On 4 May 1994 Roe signed": the parse hangs the name on the date
            for argument in list(frame.args):
                name = self.tokens[argument.head]
                dated = any(t.ent_type_ == "DATE" for t in self.tokens[name.left_edge.i : name.i])
                if (
                    argument.slot in ("on", "in")
                    and name.i < token.i
                    and dated
                    and name.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
                ):
                    frame.args.remove(argument)
                    frame.add(SUBJECT, [name.i])
        datives = [c for c in token.children if c.dep_ == "dative" and c.pos_ in ("NOUN", "PROPN", "PRON")]
        if not frame.heads(OBJECT) and not frame.passive:  # "awarded X the Y Prize", parsed as an apposition
            frame.add(OBJECT, [t.i for c in datives for t in c.children if t.dep_ == "appos"])
        if frame.passive and not frame.heads(SUBJECT):
            for argument in list(frame.args):  # "was awarded the Order of X by Y", "was met at the airport by Y"
                if argument.head > token.i:
                    frame.add(SUBJECT, [a.head for a in self.complements(argument.head) if a.slot == "by"])
        for argument in list(frame.args):  # "married Ben Sol in Oslo": a place after a person's name is the verb's
            if self.tokens[argument.head].ent_type_ == "PERSON" and argument.head > token.i:
                for place in self.complements(argument.head):
                    if place.slot in ("in", "at", "near", "outside", "on"):
                        frame.add(place.slot, [place.head])
        if frame.lemma in APPOINT and frame.heads("as") and not (frame.passive or frame.heads(OBJECT)):
            for i, argument in enumerate(frame.args):  # "appointed Ada Roe as dean", the name parsed as the post
                if argument.slot == ATTRIBUTE:
                    frame.args[i] = Argument(OBJECT, argument.head)
        # "X was awarded the prize": the passive subject received, the object was given
        if frame.passive and not recipient and any(t.dep_ == "dobj" for t in token.children):
            for i, argument in enumerate(frame.args):
                if argument.slot == OBJECT and self.tokens[argument.head].i < token.i:
                    frame.args[i] = Argument(RECIPIENT, argument.head)

    def _before_bracket(self, head: int, verb: int) -> int:
        """ "Ada Roe (3 May 1950 – 7 June 2010) was …": the parse takes the date for the subject."""
        depth = 0
        for i in range(verb - 1, max(0, verb - 40), -1):
            text = self.tokens[i].text
            depth += (text == ")") - (text == "(")
            if text == "(" and depth == 0 and i < head:
                return i - 1 if self.tokens[i - 1].pos_ in ("NOUN", "PROPN") else head
            if i == head and depth == 0:
                break
        return head

    def _preposition(self, token: Token) -> list[Argument]:
        """Arguments under a preposition: "to and from X", "together with X", "outside of X"."""
        slot, found = token.lower_, []
        if token.dep_ == "agent":
            slot = "by"
        for child in token.children:
            if child.dep_ == "pobj" or (child.dep_ == "pcomp" and not self._is_clause(child)):
                found += [Argument(slot, j) for j in self.conjuncts(child.i)]
            elif child.dep_ in ("prep", "conj") and child.pos_ in ("ADP", "SCONJ"):
                inner = self._preposition(child)
                found += (
                    inner
                    if child.dep_ == "conj" or slot in ("from", "as", "along", "together", "out", "because")
                    else [Argument(slot, a.head) for a in inner]
                )
                if child.dep_ == "conj" and not found:
                    found += inner
        if slot == "between" and len(found) == 1:
            found += [Argument(slot, j) for j in self._second(found[0].head)]
        if not any(c.dep_ == "pobj" for c in token.children) and found and slot in ("to", "from"):
            found += [Argument(slot, a.head) for a in found if a.slot != slot]
        return found

    def _second(self, head: int) -> list[int]:
        """The B of "between A and B" where the parse made it the subject of what follows."""
        at = self.tokens[head].right_edge.i + 1
        if at >= len(self.tokens) or self.tokens[at].lower_ != "and":
            return []
        last = None
        for token in self.tokens[at + 1 : at + 8]:
            if token.pos_ in ("NOUN", "PROPN"):
                last = token.i
            elif token.pos_ not in ("DET", "ADJ", "PUNCT") or last is not None:
                break
        return [last] if last is not None else []

    def _inherit(self, frame: Frame) -> None:
        """Arguments that a verb shares with what embeds it."""
        if frame.trigger in self._inherited:
            return
        self._inherited.add(frame.trigger)
        token = self.tokens[frame.trigger]
        parent = self.at.get(frame.parent) if frame.parent is not None else None
        if parent:
            self._inherit(parent)
        gap = OBJECT if frame.passive else SUBJECT
        fronted = frame.passive and frame.relation == "adverbial"  # "Born in Lima, Peru, she …": no object follows
        heads = [h for h in frame.heads(gap) if not fronted or h < frame.trigger]
        has_subject = bool(heads) or (frame.passive and bool(frame.heads(RECIPIENT)))
        if frame.relation == "relative":
            self._relative(frame, token)
        elif frame.relation == "participle":
            if token.tag_ in ("VBN", "VBG") and not has_subject:
                frame.add(gap, self._antecedent(token))
            elif not has_subject and parent:  # "plans to open", "the decision to send", never "a contract to supply"
                noun = token.head.i
                owner = self.owner(noun)
                carried = token.head.lemma_.lower() in words("voice", "planned_nouns")
                givers = [a.head for a in self.complements(noun) if carried and a.slot in ("from", "by")]
                frame.add(gap, [owner] if owner is not None else givers or (parent.heads(SUBJECT) if carried else []))
        elif parent and not has_subject and not any(t.dep_ in _SUBJECTS or t.dep_ == "expl" for t in token.children):
            if frame.relation == "conj":
                frame.add(gap, self._surface_subject(parent) if self._joined(token) else [])
            elif frame.relation == "open" or (frame.relation == "gerund" and self._undergone(frame, parent)):
                frame.add(gap, self._controller(parent))
            elif frame.relation in ("adverbial", "gerund"):
                chosen = []  # "elevated A to the court to succeed B": A
                if frame.lemma in ("replace", "succeed") and not parent.passive:
                    chosen = [h for h in parent.heads(OBJECT) if self.tokens[h].pos_ in ("PROPN", "PRON")]
                frame.add(gap, chosen or self._surface_subject(parent))
        if frame.relation == "conj" and parent and token.i - parent.trigger == 2:
            for argument in frame.args:  # "was born and raised in Paris"
                if (
                    token.tag_ == self.tokens[parent.trigger].tag_
                    and argument.slot in ("in", "at", "on", "near")
                    and not parent.heads(argument.slot)
                ):
                    parent.add(argument.slot, [argument.head])
        if (
            frame.relation == "conj"
            and parent
            and not frame.passive
            and not frame.heads(OBJECT)
            and token.tag_ == self.tokens[parent.trigger].tag_
            and self._right_node(token, parent)
        ):
            frame.add(OBJECT, parent.heads(OBJECT))
        adjacent = parent is not None and frame.relation == "conj" and frame.trigger - parent.trigger == 2
        if parent and adjacent and not parent.passive and not frame.passive and not parent.heads(OBJECT):
            parent.add(OBJECT, frame.heads(OBJECT))  # "drafted and signed the treaty", hung on the second verb

    def _joined(self, token: Token) -> bool:
        """Whether a conjunction or comma stands before a verb that the parse takes for the second of two."""
        i = token.left_edge.i - 1
        while i > token.sent.start and self.tokens[i].pos_ == "ADV":
            i -= 1
        return self.tokens[i].is_punct or self.tokens[i].pos_ in ("CCONJ", "SCONJ")

    def _right_node(self, token: Token, parent: Frame) -> bool:
        """ "designed and built the bridge": the object stands after the second verb."""
        return any(self.tokens[h].i > token.i for h in parent.heads(OBJECT))

    def _undergone(self, frame: Frame, parent: Frame) -> bool:
        """ "accused X of sending", "thanked X for coming", "prevented X from leaving": X is the one who does it."""
        return frame.mark in ("of", "for", "from") and bool(parent.heads(OBJECT)) and not parent.passive

    def _surface_subject(self, parent: Frame) -> list[int]:
        """The grammatical subject: of a passive, whoever received or underwent it."""
        if not parent.passive:
            return parent.heads(SUBJECT)
        before = [h for h in parent.heads(RECIPIENT) if h < parent.trigger]
        return before or parent.heads(OBJECT)

    def _controller(self, parent: Frame) -> list[int]:
        if parent.passive:
            return self._surface_subject(parent)
        if parent.lemma in ("call", "appeal") and (asked := parent.heads("on", "to")):  # "called on X to resign"
            return asked
        objects = parent.heads(OBJECT, RECIPIENT)
        if objects and parent.lemma not in SUBJECT_CONTROL and parent.lemma not in LIGHT:
            return objects
        return parent.heads(SUBJECT)

    def _antecedent(self, token: Token) -> list[int]:
        """What a relative or participial clause speaks of: the noun it hangs on, or a name within that is nearer."""
        head = token.head
        while head.ent_type_ == "DATE" and head.head.pos_ in ("ADP", "NOUN", "PROPN") and head.head.i < head.i:
            head = head.head  # "the opening of X on 1 April, which …"
        if head.pos_ == "NOUN" and token.lemma_ in _MADE:  # "members of the X, founded in 1994"
            names = [a.head for a in self.complements(head.i) if a.slot == "of" and self.tokens[a.head].pos_ == "PROPN"]
            head = self.tokens[names[-1]] if names else head
        who = next((t.i for t in token.children if t.lower_ == "who" and t.i < token.i), None)
        last = None if who is None else self.outside_bracket(who - 1 - (self.tokens[who - 1].text == ","))
        body = head.ent_type_ in ("ORG", "GPE")  # "In a filing with the X Commission, A, who …"
        if (
            last is not None
            and last > head.i
            and (self.tokens[last].ent_type_ == "PERSON" or (body and self.tokens[last].pos_ == "PROPN"))
        ):
            return [last]  # "A, the daughter of B and her husband, C (1801–1870), who was …"
        return [head.i]

    def outside_bracket(self, i: int) -> int:
        """The token before the bracket that ends at a token; the token itself where none does."""
        opening = next((k for k in range(i, max(-1, i - 12), -1) if self.tokens[k].text == "("), i)
        return opening - 1 if self.tokens[i].text == ")" and opening < i else i

    def _relative(self, frame: Frame, token: Token) -> None:
        antecedent = self._antecedent(token)
        filled = False
        for i, argument in enumerate(list(frame.args)):
            word = self.tokens[argument.head]
            if word.lower_ in _RELATIVE and word.tag_ in ("WDT", "WP", "IN", "DT"):
                frame.args[i] = Argument(argument.slot, antecedent[0])
                filled = True
        for child in token.children:  # "whose …" keeps its own noun; "where" is the place
            if child.lower_ == "where":
                frame.add("in", self.conjuncts(antecedent[0])[-1:])  # "visited A and B, where he met C"
                filled = True
            elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(c.lower_ == "whose" for c in child.children):
                filled = True
        if not filled and not frame.passive and not frame.heads(OBJECT) and frame.heads(SUBJECT):
            frame.add(OBJECT, antecedent)
        elif not filled and not frame.heads(SUBJECT) and not frame.passive:
            frame.add(SUBJECT, antecedent)

    # -- nouns

    def _noun(self, frame: Frame) -> None:
        token = self.tokens[frame.trigger]
        owner = self.owner(frame.trigger)
        if owner is not None:
            frame.add(OWNER, self.conjuncts(owner))
        for i in self.modifiers(frame.trigger):
            frame.add(MODIFIER, [i])
        for argument in self.complements(frame.trigger):
            if self._is_parted(argument.head):
                continue
            frame.add(SUBJECT if argument.slot == "by" else argument.slot, [argument.head])
        carriers = self._carriers(token)
        for carrier in carriers:
            self._carry(frame, carrier)
        means = ("with", "through", "by", "during", "within", "of", "on")
        if (
            not carriers
            and not frame.heads(SUBJECT, OWNER, "between")
            and token.dep_ == "pobj"
            and token.head.lower_ in means
        ):
            at = token.head.head  # "marked the day with the signing of": whoever acts in the clause signs
            if (
                token.head.lower_ == "of"
                and at.dep_ == "pobj"
                and at.lemma_ in ("framework", "course", "frame", "context")
            ):
                at = at.head.head
            elif token.head.lower_ == "of":
                return
            verb = self.at.get(at.i)
            if verb is not None and verb.kind == "verb":
                beside = token.head.lower_ in ("during", "on")  # "During his visit A was asked by B": A's
                frame.add(SUBJECT, self._surface_subject(verb) if beside else verb.heads(SUBJECT))

    def _is_parted(self, head: int) -> bool:
        """ "blamed the attacks squarely on X": an adverb parts what hangs on the verb from the noun."""
        before = self.tokens[self.tokens[head].head.i - 1]
        return before.tag_ == "RB" and before.lower_.endswith("ly")

    def _carriers(self, token: Token) -> list[Frame]:
        """The verbs that carry a noun, as its light verb or as what the happening does; the one that says most last."""
        at = token
        while at.dep_ == "conj" and at.head.pos_ in ("NOUN", "PROPN"):
            at = at.head
        if at.dep_ == "pobj":  # "take part in the exercise", "took place during the visit"
            verb = self.at.get(at.head.head.i)
            if verb and verb.kind == "verb" and (self._goes(verb, at.head.lower_) or self._part(verb, at.head.lower_)):
                return [verb]  # "came to Oslo for talks with Y"
        carriers = [
            verb
            for verb in self._uses.get(token.i, ())
            if (verb.lemma.split()[0] in LIGHT and token.i in verb.heads(OBJECT))
            or (verb.lemma.split()[0] in OCCUR and token.i in verb.heads(SUBJECT))
        ]
        # "is to be held", "is due to begin": the last of the chain says what happens; a clause on the noun only adds
        inner = ("participle", "relative")
        return sorted(
            carriers,
            key=lambda verb: (verb.relation not in inner, verb.relation == "open", verb.lemma != "be", -verb.trigger),
        )

    def _goes(self, verb: Frame, preposition: str) -> bool:
        """Whether a verb tells where somebody goes or is for what happens there."""
        there = verb.lemma in words("voice", "motion") or (verb.lemma == "be" and bool(verb.heads("in")))
        return preposition == "for" and there

    def _part(self, verb: Frame, preposition: str) -> bool:
        if preposition != "in":
            return False
        parts = {self.tokens[h].lemma_ for h in verb.heads(OBJECT)}
        return (verb.lemma == "take" and "part" in parts) or verb.lemma in ("participate", "engage", "join")

    def _carry(self, frame: Frame, verb: Frame) -> None:
        frame.support = verb.trigger
        frame.carriers.append(verb.trigger)
        verb.carries = frame.trigger
        for argument in verb.args:
            if argument.head == frame.trigger or (
                argument.slot == "in" and self.tokens[argument.head].lemma_ == "part"
            ):
                continue
            if argument.slot == SUBJECT and verb.lemma.split()[0] in OCCUR and frame.trigger in verb.heads(SUBJECT):
                continue
            frame.add(argument.slot, [argument.head])


def _is_preposition(token: Token) -> bool:
    """Whether what the parse takes for a particle has an object: "called on Ada Roe to resign"."""
    return token.dep_ == "prt" and any(t.dep_ == "pobj" for t in token.children)


def _is_verb(token: Token) -> bool:
    if token.lower_ == "think" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("tank", "tanks"):
        return False
    if token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass", "amod", "compound", "case", "prep", "nmod"):
        return True
    return token.dep_ in ("relcl", "acl", "advcl", "ccomp") and token.pos_ in ("VERB", "AUX")
