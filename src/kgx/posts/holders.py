"""Who holds a post: by title, apposition, verb, or a clause that the phrase opens."""

from collections.abc import Iterable

from kgx.frames import APPOINT, ATTRIBUTE, OBJECT, SUBJECT, Frame
from kgx.lexicon import words
from kgx.posts.phrase import ADDRESSES, DROPPED, Phrases

_RETIRED = frozenset("( ) retd retd. ret ret. rtd rtd. retired".split())  # "General (Retd) Ada Roe"
_COMMANDS = frozenset("area forces command fleet zone".split())  # "Commander Eastern Naval Area"
_BECOME = frozenset("be become remain serve act work".split())


class Holders:
    """Finds the people whom the phrases of posts introduce."""

    def __init__(self, phrases: Phrases) -> None:
        """Look for them around these phrases."""
        self.phrases, self.referents = phrases, phrases.referents
        self.frames, self.tokens = phrases.frames, phrases.tokens

    def _persons(self, heads: Iterable[int]) -> list[str]:
        return list(
            dict.fromkeys(e for h in heads for e in self.referents.of(h) if self.referents.entity(e).kind == "Person")
        )

    def named(self, heads: Iterable[int]) -> list[str]:
        """The people whose names these heads belong to, each once."""
        names = self.referents.names
        return list(
            dict.fromkeys(
                m.entity
                for h in heads
                if (m := names.at(h)) and self.referents.entity(m.entity).kind == "Person"
                if self.tokens[m.end - 1].lower_ not in _COMMANDS
            )
        )

    def of(self, head: int, start: int, end: int, only_named: bool) -> tuple[list[str], Frame | None]:
        """The people who hold the post of this phrase, and the verb that says so, if one does.

        With `only_named` pronouns and other posts are not followed: they may rest on what is found here.
        """
        tokens, frames = self.tokens, self.frames
        token = tokens[head]
        if self._is_chair(head):
            holder = self.next_person(head, end)
            return [holder] if holder else [], None
        right = self._title_of(end)
        if right is not None and not self.phrases.distributes(head):
            return [right], None
        if self.phrases.distributes(head) and (several := self._next_people(end)):
            return several, None
        apposed = self.named(i for i in frames.appositions(head) if not self._abbreviates(i))
        after = self.referents.names.at(end + 1) if self.frames.text(end, end + 1) == "," else None
        if len(apposed) == 1 and after is not None and after.start == end + 1 and self._is_name(after.entity):
            apposed = [after.entity]  # "the minister of X, A, and the minister of Y, B", whatever the parse says
        if apposed and (who := self._become(head)) and self._runs_on(apposed[0], head):
            return who, frames.clause(head)  # "A will become the coach of world number one B"
        if apposed:
            return (apposed if self.phrases.distributes(head) else apposed[:1]), None
        other = self.frames.renamed(head) if not self.phrases.distributes(head) else None
        if other is not None and ";" not in self.frames.text(other, head):
            who = self.named([other])
            follows = self.next_person(head, end)
            if (
                who
                and follows
                and follows != who[0]
                and any(
                    who[0] in h
                    for at, h in self.referents.holders.items()
                    if at < head and tokens[at].sent == token.sent
                )
            ):
                return [follows], None  # "Minister A, the governor of X, B,": each name has its own post
            if who:
                return who[:1], None
        name = frames.modified(head)
        if name is not None:
            who = self.named([name])
            if who:
                return who, None
        follows = self.next_person(head, end)
        if follows:
            return [follows], None
        owns = end < len(tokens) and tokens[end].tag_ == "POS"  # "with Ada Roe, the minister's office said"
        before = self._previous_person(start, head) if not self.phrases.distributes(head) and not owns else None
        if before:
            return [before], None
        fronted = self.fronted(head, only_named=only_named)
        if fronted:
            return fronted, None
        frame = frames.clause(head)
        if frame is not None:
            if head in frame.heads(SUBJECT) and frame.lemma in ("be", "become", "remain"):  # "its first chairman is X"
                coming = any(t.lower_ in words("voice", "modals_future") for t in frames.modal(frame))
                return self.named(frame.heads(ATTRIBUTE)), frame if coming else None
            attribute = head in frame.heads(ATTRIBUTE) or any(
                head in frames.conjuncts(h) for h in frame.heads(ATTRIBUTE)
            )
            if attribute and frame.lemma in _BECOME:
                return self._who(frame.heads(OBJECT if frame.passive else SUBJECT), only_named), frame
            if frame.lemma == "call" and frames.owner(head) is not None:
                return [], None  # "called Mali's foreign minister"
            if attribute and frame.lemma in APPOINT:
                return self._who(frame.heads(OBJECT), only_named), frame
            if head in frame.heads("as") and frame.lemma in _BECOME | {
                "return",
                "begin",
                "start",
                "continue",
                "move",
                "leave",
                "resign",
                "quit",
                "retire",
                "step down",
                "take over",
                "join",
                "swear in",
                "train",
                "rejoin",
                "teach",
                "mention",
                "tip",
            } | APPOINT | {"know", "describe"}:
                if frame.lemma in APPOINT | {"swear in"} or frame.passive:
                    return self._who(frame.heads(OBJECT), only_named), frame
                return self._who(frame.heads(SUBJECT), only_named), frame
            if head in frame.heads("as") and frame.lemma in ("succeed", "replace", "follow"):
                return self._who(frame.heads(SUBJECT), only_named), frame
            if attribute and frame.passive:
                return self._who(frame.heads(OBJECT), only_named), frame
            if (
                head in frame.heads(OBJECT) and frame.lemma in APPOINT
            ):  # "appointed Ada Roe governor", parsed as one phrase
                m = self.referents.names.at(start - 1)
                return ([m.entity], frame) if m is not None and self._is_name(m.entity) else ([], None)
        return [], None

    def _abbreviates(self, i: int) -> bool:
        """Whether a name in a bracket is another for the body before it: "the Mining Federation (Minero)"."""
        names = self.referents.names
        m = names.at(i)
        before = names.at(m.start - 2) if m is not None and self.frames.text(m.start - 1, m.start) == "(" else None
        return before is not None and self.referents.entity(before.entity).kind != "Person"

    def _become(self, head: int) -> list[str]:
        """The person named as the subject of whom a post is told: "A will become the coach of …"."""
        frame = self.frames.clause(head)
        if frame is None or frame.lemma not in _BECOME or head not in frame.heads(ATTRIBUTE):
            return []
        return self.named(frame.heads(SUBJECT))

    def _runs_on(self, person: str, head: int) -> bool:
        """Whether a name behind a post follows other words than a comma."""
        m = next((m for m in self.referents.names.mentions if m.start > head and m.entity == person), None)
        return m is not None and not self.tokens[m.start - 1].is_punct

    def _is_chair(self, head: int) -> bool:
        """ "The Ada Roe Professor of Law": she gave the chair its name, and does not hold it."""
        beside = self.referents.names.at(head - 1) if head else None
        return (
            beside is not None
            and self.tokens[head].text == "Professor"
            and self.frames.text(head + 1, head + 2) == "of"
            and self.referents.entity(beside.entity).kind == "Person"
        )

    def fronted(self, head: int, *, only_named: bool = False) -> list[str]:
        """ "A former justice secretary, Ms Roe led …", "An engineer by training, she …"."""
        token, sent = self.tokens[head], self.tokens[head].sent
        end = token.right_edge.i + 1
        first = next((i for i in range(sent.start, sent.end) if not self.tokens[i].is_punct), sent.start)
        if (
            token.left_edge.i != first
            or self.tokens[first].lower_ not in ("a", "an", "the", "once")
            or end >= sent.end - 1
        ):
            return []
        if self.tokens[end].text != ",":
            return []
        i = end + 1
        while i < sent.end and self.tokens[i].lower_.rstrip(".") in ("mr", "ms", "mrs", "dr"):
            i += 1
        return self._who([i], only_named)

    def _title_of(self, end: int) -> str | None:
        """ "Chairman Ada Roe", "Ambassador to X Ada Roe": whom a capitalised post stands right before."""
        names = self.referents.names
        if self.tokens[end - 1].is_lower:
            return None
        beside = names.at(end)
        if beside is not None and beside.start == end and self._is_name(beside.entity):
            return beside.entity
        if end + 1 < len(self.tokens) and self.tokens[end].lower_ in ("of", "to"):
            country = names.at(end + 1)
            if country is not None and "Country" in self.referents.entity(country.entity).types:
                m = names.at(country.end)
                if m is not None and self._is_name(m.entity):
                    return m.entity
        return None

    def _who(self, heads: list[int], only_named: bool) -> list[str]:
        return self.named(heads) if only_named else self._persons(heads)

    def next_person(self, head: int, end: int) -> str | None:
        """A name right after the phrase: "Foreign Minister Ada Roe", "President of X Ada Roe", "the minister, Ada Roe,"."""
        tokens, names = self.tokens[: self.tokens[head].sent.end], self.referents.names
        i, seen = end, False
        while i < min(len(tokens), end + 9):
            m = names.at(i)
            low = tokens[i].lower_
            if m is not None:
                if self._is_name(m.entity):
                    inside = i > end and tokens[i - 1].tag_ in ("IN", "TO")  # "an adviser to Ada Roe" is somebody else
                    return None if inside else m.entity
                i, seen = m.end, True
            elif (
                low in ("of", "the", "'s", "for", "at", "to", "in")
                and not tokens[i].is_punct
                and (seen is False or low in ("of", "the", "'s"))
            ):
                if low == "the" and seen and tokens[i - 1].lower_ != "of":
                    return None
                i += 1
            elif tokens[i].pos_ == "PROPN" and low.rstrip(".") in words("posts", "ranks") | ADDRESSES:
                i += 1
            else:
                break
        if i < len(tokens) and not tokens[i].is_punct and end < i + 1 and not self.phrases.distributes(head):
            comma = next((k for k in range(i, min(i + 8, len(tokens))) if tokens[k].text == ","), None)
            if (
                comma is not None
                and tokens[end].lower_ in ("of", "for")
                and not any(t.pos_ in ("VERB", "AUX") for t in tokens[i:comma])
            ):
                i = comma  # "the head of the medical service, Surgeon General Ada Roe,"
        if i < len(tokens) and tokens[i].text == "," and i + 1 < len(tokens):
            while (
                i + 2 < len(tokens)
                and names.at(i + 1) is None
                and (
                    tokens[i + 1].lower_
                    in self.phrases.heads | words("posts", "ranks") | words("posts", "modifiers") | ADDRESSES
                    or tokens[i + 1].lower_ in _RETIRED
                )
            ):
                i += 1
            m = names.at(i + 1)
            closes = m is not None and (
                m.end >= len(tokens) or tokens[m.end].text in (",", ".", ";", ")", "and", "of", ":", "”", '"')
            )
            if m is not None and closes and self._is_name(m.entity) and not self.phrases.distributes(head):
                return m.entity if " " in self.referents.entity(m.entity).label else None
        return None

    def _is_name(self, entity: str) -> bool:
        """Whether this is a person, and its label reads as a name, not as another post or a department."""
        e = self.referents.entity(entity)
        parts = set(e.label.lower().split())
        return (
            e.kind == "Person" and "and" not in parts and not parts & (self.phrases.heads | words("posts", "modifiers"))
        )

    def _next_people(self, end: int) -> list[str]:
        """ "The foreign ministers of X and Y, Ada Roe and Ben Sol,": names listed after a plural post."""
        tokens, names, i = self.tokens, self.referents.names, end
        while i < min(len(tokens), end + 12) and (
            names.at(i) is not None
            or tokens[i].lower_ in ("of", "the", "and", "for", "from", "both", "countries", "sides")
        ):
            m = names.at(i)
            if m is not None and self.referents.entity(m.entity).kind == "Person":
                break
            i = m.end if m is not None else i + 1
        if i < len(tokens) and tokens[i].text in (",", ":", "("):
            i += 1
        found: list[str] = []
        while i < len(tokens) and (m := names.at(i)) is not None and self.referents.entity(m.entity).kind == "Person":
            found.append(m.entity)
            i = m.end
            home = names.at(i + 1) if self.frames.text(i, i + 1) in ("from", "of") else None
            if home is not None and "Country" in self.referents.entity(home.entity).types:
                i = home.end
            while i < len(tokens) and tokens[i].lower_ in (",", "and"):
                i += 1
        return found if len(found) > 1 else []

    def _previous_person(self, start: int, head: int) -> str | None:
        """ "Ada Roe, a former mayor of X,": the phrase opens an apposition after a name."""
        tokens, names = self.tokens, self.referents.names
        i = start - 1
        while i >= 0 and i > start - 6:
            inner = names.at(i)
            body = inner is not None and self.referents.entity(inner.entity).kind != "Person"
            if not (body or tokens[i].lower_ in DROPPED or tokens[i].tag_ in ("DT", "JJ", "POS", "RB")):
                break
            i -= 1
        if i > 0 and tokens[i].text == "," and i + 1 < start + 1:
            m = names.at(i - 1)
            acting = (
                tokens[head].dep_ in ("nsubj", "nsubjpass") and tokens[i - 1].dep_ == "pobj"
            )  # "after talks with A, the"
            opens = tokens[i + 1].tag_ in ("DT", "JJ", "NN", "NNP", "PRP$", "RB") or names.at(i + 1) is not None
            if (
                m is not None
                and opens
                and not acting
                and self.referents.entity(m.entity).kind == "Person"
                and self._apposes(m.end - 1, start)
            ):
                return m.entity
        return None

    def _apposes(self, name: int, start: int) -> bool:
        """The parse agrees, or at least does not take the phrase for a member of a list of people."""
        token = self.tokens[start]
        return token.sent.start <= name and not self.frames.enumerated(name, start)
