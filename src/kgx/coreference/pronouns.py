"""Whom "he", "she", "it", "we" and their like stand for; nobody where it is not safe.

The search goes back by recency, agreement and grammatical function (Lappin and Leass, 1994).
"""

from typing import TYPE_CHECKING

from kgx.frames import SUBJECT, Frame
from kgx.lexicon import table, words

if TYPE_CHECKING:
    from kgx.coreference import Referents


class Pronouns:
    """The pronouns of one document."""

    def __init__(self, referents: "Referents") -> None:
        """Look for antecedents among these referents."""
        self.referents = referents
        self.annotated, self.frames = referents.annotated, referents.frames
        self.names, self.voices, self.tokens = referents.names, referents.voices, referents.tokens
        self.resolved: list[tuple[int, str]] = []  # personal pronouns of people resolved so far, in order

    def of(self, head: int) -> tuple[str, ...]:
        """Ids of the entities that a pronoun stands for; empty when nothing is certain."""
        low = self.tokens[head].lower_
        if low in ("i", "me", "my", "we", "us", "our", "myself", "ourselves"):
            voice = self.voices.at(head)
            if voice.speaker is not None and voice.speaker != head:
                who = self.referents.of(voice.speaker)
                if low in ("we", "us", "our", "ourselves"):
                    return self._body_of(who)
                return who
            return ()
        if low in ("himself", "herself"):  # "A said that B had shot himself": B
            frame = self.frames.clause(head)
            subjects = [h for h in frame.heads(SUBJECT) if h < head] if frame is not None else []
            if subjects and all(self.tokens[h].pos_ != "NOUN" for h in subjects):
                return tuple(e for h in subjects for e in self.referents.of(h) if self._is_person(e))
        if low in ("he", "him", "his", "himself"):
            return self._person(head, "male")
        if low in ("she", "her", "hers", "herself"):
            return self._person(head, "female")
        if low in ("it", "its", "itself"):
            return self._thing(head)
        if low == "whose":  # "the agency, whose director"
            frame = self.frames.clause(head)
            return (
                self.referents.of(self.tokens[frame.trigger].head.i)
                if frame is not None and frame.relation == "relative"
                else ()
            )
        return ()

    def _body_of(self, who: tuple[str, ...]) -> tuple[str, ...]:
        """ "we" of a spokesman: whom he speaks for."""
        for person in who:
            for _, organization in self.referents.posts.get(person, ()):
                if organization:
                    return (organization,)
        return ()

    def _person(self, head: int, gender: str) -> tuple[str, ...]:
        """The person that agrees, is nearest, and preferably a subject; those inside other people's words do not count."""
        tokens = self.tokens
        other = "female" if gender == "male" else "male"
        frame = self.frames.clause(head)
        quote = self.voices.quoted[head]
        barred: set[str] = set()
        speaker = self.voices.at(head).speaker
        if quote >= 0 and speaker is not None and speaker != head:
            barred.update(self.referents.of(speaker))
        if frame is not None and tokens[head].tag_ == "PRP" and head not in frame.heads(SUBJECT):  # "A met him": not A
            barred.update(e for h in frame.heads(SUBJECT) if h < head for e in self.referents.of(h))
        barred.update(self._relatives(head))
        if tokens[head].tag_ == "PRP$" and frame is not None and quote < 0:  # "During his visit, A said": A
            ahead = [h for h in frame.heads(SUBJECT) if h > head and tokens[frame.trigger].sent.root.i == frame.trigger]
            follows = self._persons_at(ahead)
            opens = head - tokens[head].sent.start < 3 and tokens[tokens[head].sent.start].pos_ in ("ADP", "SCONJ")
            if opens and len(follows) == 1 and self.referents.gender.get(follows[0]) != other:
                return follows
        if (
            tokens[head].tag_ == "PRP$" and head > 1 and tokens[head - 1].lower_ == "and"
        ):  # "A (1789–1850) and his wife"
            beside = self.names.at(self.frames.outside_bracket(head - 2 - (tokens[head - 2].text == ",")))
            if beside is not None and self._is_person(beside.entity) and beside.entity not in barred:
                return (beside.entity,) if self.referents.gender.get(beside.entity) != other else ()
            if beside is not None:  # "to Ned, a clerk with X, and his wife": Ned's
                low = tokens[head].sent.start
                people = [m.entity for m in self.names.mentions if low <= m.start < head and self._is_person(m.entity)]
                return tuple(people[-1:])
        start = tokens[head].sent.start
        before = tokens[start - 1].sent.start if start else head
        if (
            head == start
            and tokens[head].tag_ == tokens[before].tag_ == "PRP$"
            and tokens[before].lower_ == tokens[head].lower_
        ):
            return self.referents.of(before)  # "His father, A, sang. His mother danced."
        first = next(
            (t.i for t in tokens[head].sent if t.lower_ == tokens[head].lower_ and self.voices.quoted[t.i] == quote),
            head,
        )
        if quote < 0 and frame is not None and head in frame.heads(SUBJECT) and frame.lemma in words("voice", "say"):
            if head > start and tokens[head - 1].text == ",":  # "A will come, he said": not A
                barred.update(m.entity for m in self.names.mentions if start <= m.start < head)
            if before < start == head:
                same = [h for h in self._told_by(before) if tokens[h].lower_ == tokens[head].lower_]
                if same:  # "He said … He added"
                    return self.referents.of(same[0])
        if first < head and not self.referents.of(first):  # "He studied under A, but returned to B, where he …": not A
            return ()
        block = next(n for n, b in enumerate(self.annotated.blocks) if b.start <= head < b.end)
        for back in (1, 5):
            low = self.annotated.blocks[max(0, block - (back if quote < 0 else back + 2))].start
            if quote < 0:  # behind a long quotation stands the paragraph that introduced its speaker
                while low > 0 and self.voices.quoted[low] >= 0:
                    low = next(b for b in self.annotated.blocks if b.start < low <= b.end).start
            best = self._nearest(head, low, gender, other, barred)
            if best is not None:
                self.referents.gender.setdefault(best, gender)
                return (best,)
        return ()

    def _is_person(self, entity: str) -> bool:
        return self.referents.entity(entity).kind == "Person"

    def _persons_at(self, heads: list[int]) -> tuple[str, ...]:
        """The people whose names these heads belong to."""
        named = (m.entity for h in heads if (m := self.names.at(h)) is not None)
        return tuple(e for e in named if self._is_person(e))

    def _relatives(self, head: int) -> set[str]:
        """ "Born in Lima, the son of A, he …": not A."""
        tokens, nouns, low = self.tokens, table("posts")["nouns"], self.tokens[head].sent.start + 1
        kin = {*nouns["male"], *nouns["female"], *nouns["kin"]}
        within = (m for m in self.names.mentions if low <= m.start < head)
        return {
            m.entity
            for m in within
            if any(tokens[i].lower_ == "of" and tokens[i - 1].lower_ in kin for i in (m.start - 1, m.start - 2))
        }

    def _nearest(self, head: int, low: int, gender: str, other: str, barred: set[str]) -> str | None:
        tokens, quote, sent = self.tokens, self.voices.quoted[head], self.tokens[head].sent
        seen = [
            (m.end - 1, m.entity, self.referents.head(m))
            for m in self.names.mentions
            if low <= m.start < head and (not self.referents.in_title(m.start) or self.referents.is_title(m))
        ]
        seen += [(i, e, i) for i, e in self.resolved if low <= i < head]
        held = words("posts", "heads")
        posts = (t.i for t in tokens[low:head] if (t.tag_ == "NN" and t.lower_ in held) or t.lower_ == "elect")
        seen += [
            (i, e, i)
            for i in posts
            if self.names.at(i) is None and self.referents.definite(i)
            for e in self.referents.of(i)
        ]
        naming = table("posts")["verbs"]["names"]
        block = next(b for b in self.annotated.blocks if b.start <= head < b.end)
        main = max((n for e, n in self.referents.counts.items() if self._is_person(e)), default=0)
        clause = self.frames.clause(head)
        leading = clause.heads(SUBJECT) if clause is not None else []
        owning = leading if tokens[head].tag_ == "PRP$" else []
        acted_on = tokens[head].tag_ == "PRP" and head not in leading
        telling = words("voice", "say") | words("voice", "deny") | words("voice", "appeals")
        speaks = clause is not None and head in leading and clause.lemma in telling
        impersonal = self._impersonal(head)
        found: list[tuple[float, int, str]] = []  # the lower the better, then the nearer
        acts = False
        here = any(at >= sent.start and self._is_person(e) and e not in barred for at, e, _ in seen)
        for at, entity, root in seen:
            if not self._is_person(entity) or self.referents.gender.get(entity) == other or entity in barred:
                continue
            if self.voices.quoted[at] >= 0 and self.voices.quoted[at] != quote:
                continue
            inner = self.frames.governor(root)
            apposed = self.frames.renamed(root)  # "the head of the union, A, said that he"
            leads = inner.heads(SUBJECT, *(("object", "recipient") if inner.passive else ())) if inner else []
            is_subject = not {root, apposed}.isdisjoint(leads)
            owns = tokens[root].dep_ == "poss" and tokens[root].head.i in leads  # "A's term was extended"
            named = inner is not None and tokens[inner.trigger].lower_ in naming
            distance = (
                0
                if at >= sent.start
                else 1
                + sum(1 for i in range(at + 1, sent.start) if tokens[i].is_sent_start and self.voices.quoted[i] < 0)
            )
            if distance == 0 and inner is not None and inner.lemma in words("nominals", "towards"):
                is_subject = is_subject != self._befalls(inner, head)  # "A defended B over what he had done": B
            aside = inner is not None and inner.relation in ("relative", "gerund", "participle")
            is_subject &= not aside or at >= sent.start  # "left, with A taking over. He": not A
            score = (0.0 if is_subject else 1.0 if owns else 2.0) + 1.5 * distance
            close = distance == 0 and (is_subject or owns or acted_on)  # "dismissed A and replaced him"
            score -= 2.5 if close else 0.0
            score -= 3.0 if root in owning else 0.0  # "when A tendered his resignation"
            introduced = named and not is_subject and distance == 1 and not here
            score -= 4.5 if introduced else 0.0  # "X named A. He succeeds B."
            spoke = is_subject and inner is not None and inner.lemma in words("voice", "say")
            score -= 3.0 if speaks and spoke and distance < 2 else 0.0  # "A said … He added": A
            score += 2.0 if quote >= 0 and spoke else 0.0  # people speak of those who are spoken of
            score -= 2.0 if distance == 0 and impersonal is not None and root > impersonal else 0.0
            score -= 1.5 if self.referents.gender.get(entity) == gender else 0.0
            score -= 1.0 if self.referents.counts[entity] == main > 2 else 0.0
            found.append((score, -at, entity))
            acts = acts or (is_subject and at >= block.start)
        if acts:  # somebody acts in this paragraph: who was spoken of before it is farther away
            found = [(score + (-back < block.start), back, entity) for score, back, entity in found]
        best = min(found, default=None)
        spoken = self._spokesmen(head) if speaks and tokens[head].tag_ == "PRP" else []
        if best is not None and any(-best[1] < i for i in spoken):
            return None  # "A left. The Kenyan spokesman said … He said"
        known = speaks or (best is not None and self.referents.counts[best[2]] == main > 2)
        if best is not None and not known and any(-best[1] < i < head for i in self._strangers(head, gender)):
            return None  # "A said that the man confessed. He …"
        return best[2] if best is not None and best[0] <= 6 else None

    def _spokesmen(self, head: int) -> list[int]:
        """Nouns for those who speak in the sentence before a token, and whose names the text does not tell."""
        start = self.tokens[head].sent.start
        told = self._told_by(start - 1) if start else []
        heads = (h for h in told if self.tokens[h].tag_ == "NN" and self.names.at(h) is None)
        return [h for h in heads if self.tokens[h].lower_ in words("posts", "heads") and not self.referents.of(h)]

    def _told_by(self, i: int) -> list[int]:
        """The subject of the sentence of a token, where its verb is one of saying."""
        root = self.frames.clause(self.tokens[i].sent.root.i)
        return root.heads(SUBJECT) if root is not None and root.lemma in words("voice", "say") else []

    def _strangers(self, head: int, gender: str) -> list[int]:
        """Nouns for some person whom no name tells, in the sentence before a token and in its own, of its sex."""
        tokens = self.tokens
        start = tokens[head].sent.start
        low = tokens[start - 1].sent.start if start else 0
        nouns = words("nominals", "strangers") | words(
            "nominals", "male_stranger" if gender == "male" else "female_stranger"
        )
        return [
            t.i
            for t in tokens[low:head]
            if t.tag_ == "NN"
            and t.lower_ in nouns
            and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            and self.names.at(t.i) is None
            and not self.referents.holders.get(t.i)
            and not self.frames.appositions(t.i)
        ]

    def _befalls(self, frame: Frame, head: int) -> bool:
        """Whether a person before a token is whom the verb is about rather than who acts."""
        objects = [h for h in frame.heads("object") if h < head and not frame.passive]
        return any(self._is_person(m.entity) for h in objects if (m := self.names.at(h)))

    def _impersonal(self, head: int) -> int | None:
        """The verb of a sentence whose subject is nobody in particular: "Campaigners called on A, saying he had …"."""
        root = self.frames.clause(self.tokens[head].sent.root.i)
        subjects = root.heads("object" if root.passive else SUBJECT) if root is not None else []
        if root is None or not subjects or root.trigger > head:
            return None
        return root.trigger if all(self.tokens[h].tag_ == "NNS" for h in subjects) else None

    def _thing(self, head: int) -> tuple[str, ...]:
        """ "it": the subject of the clause or sentence before, when that is a named body or thing."""
        sent = self.tokens[head].sent
        frame = self.frames.clause(head)
        # the subject of the governing or coordinated clause of this sentence
        candidates: list[int] = []
        at = frame
        seen: set[int] = set()
        while at is not None and at.trigger not in seen:
            seen.add(at.trigger)
            if at is frame and self.tokens[head].tag_ == "PRP":  # "X joined it": not X
                at = self.frames.at.get(at.parent) if at.parent is not None else None
                continue
            candidates += [
                h for h in at.heads(SUBJECT, "object") if h < head and self.tokens[h].lower_ not in ("it", "its")
            ]
            at = self.frames.at.get(at.parent) if at.parent is not None else None
        told = [h for h in candidates if self.tokens[h].pos_ == "NOUN" and self.tokens[h].tag_ == "NN"]
        candidates = [h for h in candidates if self.referents.of(h)]
        if (
            frame is not None and self.tokens[head].lower_ == "its" and not candidates
        ):  # "In a ruling read by its president, the court …"
            root = self.frames.clause(sent.root.i)
            later = [
                h
                for h in (root.heads(SUBJECT) if root else [])
                if h > head and self.tokens[head - 1].lower_ in ("by", "of", "in", "with", "at", "to", "for")
            ]
            candidates += [h for h in later if self.referents.of(h)]
        if told and not candidates:  # "The paper stands by its story, and its editor, X": not that of another body
            return ()
        if candidates and all(self._is_person(e) for h in candidates for e in self.referents.of(h)):
            # "Roe, deputy director of the Commission, becomes its director"
            bodies = {
                m.entity
                for m in self.names.mentions
                if sent.start <= m.start < head and self.referents.entity(m.entity).kind == "Organization"
            }
            return (bodies.pop(),) if len(bodies) == 1 else ()
        for h in candidates:
            found = [e for e in self.referents.of(h) if not self._is_person(e)]
            if len(found) == 1:
                return (found[0],)
        if candidates:
            return ()
        number = next(n for n, b in enumerate(self.annotated.blocks) if b.start <= head < b.end)
        start, low = sent.start, self.annotated.blocks[max(0, number - 1)].start
        if self.annotated.blocks[0].kind == "title":
            low = max(low, self.annotated.blocks[0].end)
        while start > low:
            start = self.tokens[start - 1].sent.start
            root = self.frames.clause(self.tokens[start].sent.root.i)
            subjects = root.heads("object" if root.passive else SUBJECT) if root else []
            for h in subjects:
                if self.tokens[h].lower_ in ("it", "he", "she", "they") and self.tokens[h].lower_ != "it":
                    continue
                found = [e for e in self.referents.of(h) if not self._is_person(e)]
                if len(found) == 1 and len(subjects) == 1:
                    return (found[0],)
            if subjects and self.tokens[subjects[0]].lower_ != "it":
                names = {
                    m.entity
                    for m in self.names.mentions
                    if start <= m.start < sent.start
                    and m.form != "demonym"
                    and self.referents.entity(m.entity).kind in ("Organization", "Programme", "Event")
                }
                return (names.pop(),) if len(names) == 1 else ()
        return ()
