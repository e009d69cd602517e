"""Which place belongs to which happening: by the prepositions of its frame, then inside its noun phrases."""

from collections import defaultdict

from kgx.analysis import Analysis
from kgx.frames import OBJECT, SUBJECT, Argument, Frame
from kgx.lexicon import words

_SLOTS = ("in", "at", "on", "near", "off", "outside", "inside", "around", "across", "through", "along")


class Places:
    """The places of the frames of one document."""

    def __init__(self, analysis: Analysis) -> None:
        """Look at the frames, names and referents of an analysis."""
        self.tokens, self.frames, self.names = analysis.tokens, analysis.frames, analysis.names
        self.referents, self.entities = analysis.referents, analysis.entities

    def of(self, frame: Frame, actors: set[str], *, speech: bool = False) -> tuple[str, ...]:
        """Where it happened: the places of one prepositional phrase, the nearest kind to a town first.

        Of `speech` the place is "in" or "at" one; what it is about has places of its own.
        """
        groups: list[list[str]] = []
        chain = [frame]
        if frame.support is not None:
            chain.append(self.frames.at[frame.support])
        if frame.carries is not None:
            chain.append(self.frames.at[frame.carries])
        if frame.parent is not None and self._shares_place(frame):  # "came to Oslo to meet"
            chain.append(self.frames.at[frame.parent])
        slots: dict[tuple[int, str], list[str]] = defaultdict(list)
        for f in chain:
            for argument in f.args:
                if (speech and argument.slot not in ("in", "at")) or self._is_of_name(argument):
                    continue
                if argument.slot not in _SLOTS and not (argument.slot == "to" and f.lemma in words("voice", "going")):
                    continue
                places = self._in(argument)
                if not places and self.names.at(argument.head) is None:  # "at the Oslo site"
                    places = [
                        m.entity
                        for i in self.frames.modifiers(argument.head)
                        if (m := self.names.at(i)) and m.form == "name" and "City" in self.entities[m.entity].types
                    ]
                noun = self.frames.at.get(argument.head)
                if (
                    not places and noun is not None and noun.kind == "noun"
                ):  # "took part in the operations conducted in Z"
                    places = [p for h in noun.heads("in", "at") for p in self._at(h)]
                    places = places or [
                        p
                        for h in noun.heads("in")
                        if (deep := self.frames.at.get(h))
                        for d in deep.heads("in", "at")
                        for p in self._at(d)
                    ]
                if not places:
                    for inner in self.frames.complements(argument.head):
                        if inner.slot in ("in", "at", "near", "of") and self.tokens[argument.head].lemma_ not in (
                            "case",
                            "dispute",
                            "favour",
                            "favor",
                            "view",
                            "interest",
                        ):
                            places += self._at(inner.head)
                group = slots[(f.trigger, argument.slot)]
                group += [p for p in places if p not in group and p not in actors]
        groups = [g for g in slots.values() if g]
        # "opened a consulate in Pune", "police in Pristina arrested X", "took to the streets of Tuzla"
        if not groups and not speech:
            for f in chain[:3]:
                for argument in f.args:
                    if argument.slot not in (SUBJECT, OBJECT, "to", "at") or self.referents.of(argument.head):
                        continue
                    for inner in self.frames.complements(argument.head):
                        if inner.slot in _SLOTS or (
                            inner.slot == "of"
                            and self.tokens[argument.head].lemma_
                            in (
                                "street",
                                "city",
                                "town",
                                "centre",
                                "center",
                                "outskirt",
                                "capital",
                                "port",
                                "island",
                                "resident",
                                "villager",
                                "inhabitant",
                            )
                        ):
                            found = [p for p in self._in(inner) if p not in actors]
                            groups += [found] if found else []
        if not groups:
            behind = self._behind(frame, actors)
            groups += [behind] if behind else []
        if not groups:
            return ()
        ranked: list[list[str]] = sorted(groups, key=lambda group: self._breadth(group[0]))
        return tuple(ranked[0])

    def _is_of_name(self, argument: Argument) -> bool:
        """Whether a place tells where the body named before it is: "the attack on the Pentagon outside Washington"."""
        if argument.slot != "outside":
            return False
        before = self.names.at(self.tokens[argument.head].head.i - 1)
        return before is not None and self.entities[before.entity].kind != "Person"

    def _behind(self, frame: Frame, actors: set[str]) -> list[str]:
        """A town after "in", later in the sentence than the verb and before the next one."""
        start = frame.trigger if frame.support is None else min(frame.trigger, frame.support)
        for token in self.tokens[start + 1 : self.tokens[start].sent.end - 1]:
            other = self.frames.at.get(token.i)
            if token.text in (";", ":") or (
                other and other.kind == "verb" and token.i not in (frame.trigger, frame.support)
            ):
                break
            mention = self.names.at(token.i + 1) if token.lower_ == "in" else None
            if mention is not None and mention.form == "name" and "City" in self.entities[mention.entity].types:
                return [mention.entity] if mention.entity not in actors else []
        return []

    def described(self, head: int) -> tuple[str, ...]:
        """ "Operation X, the mission of Y in Z": the place that the apposition of a named event tells."""
        for j in self.frames.appositions(head):
            left, right = self.frames.span(j)
            for i in range(left, right - 1):
                if self.tokens[i].lower_ == "in":
                    m = self.names.at(i + 1) or self.names.at(min(i + 2, right - 1))
                    if m is not None and m.form == "name" and self.entities[m.entity].kind == "Place":
                        return (m.entity,)
        return ()

    def _shares_place(self, frame: Frame) -> bool:
        bare = self.tokens[frame.trigger].tag_ in ("VB", "VBG")
        return frame.relation in ("open", "gerund") or (frame.relation == "adverbial" and bare)

    def _in(self, argument: Argument) -> list[str]:
        """The places of a prepositional phrase; what is done on a city or country is done to it: "pressure on Chad"."""
        places = self._at(argument.head)
        if argument.slot != "on":
            return places
        return [p for p in places if not {"City", "Country"} & set(self.entities[p].types)]

    def _at(self, head: int) -> list[str]:
        mention = self.names.at(head)
        if mention is not None and mention.form == "demonym":
            return []
        return [
            e
            for e in self.referents.of(head)
            if self.entities[e].kind == "Place"
            and "Infrastructure" not in self.entities[e].types
            and (
                mention is not None
                or self.tokens[head].lemma_.lower()
                in words("nominals", "country")
                | words("nominals", "city")
                | words("nominals", "structure")
                | {"region", "area", "province"}
            )
        ]

    def _breadth(self, entity: str) -> int:
        types = self.entities[entity].types
        order = ("City", "", "Facility", "AdministrativeArea", "Country")
        return order.index(types[0]) if types and types[0] in order else 1
