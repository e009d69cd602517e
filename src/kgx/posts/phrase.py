"""The words of a post: where its phrase begins and ends, and what the post is called."""

import re
from functools import cache

from kgx import gazetteer
from kgx.coreference import Referents
from kgx.lexicon import singular, table, words

_FLAGS = frozenset(
    "former then previous ex-president ex-minister past onetime erstwhile ex late deposed ousted".split()
)
DROPPED = (
    frozenset(
        "the a an new next current longtime long-time veteran incumbent sitting incoming outgoing his her its their our my newly own present later subsequently".split()
    )
    | _FLAGS
)
ADDRESSES = frozenset(
    "majesty highness excellency general admiral sir datuk dato seri dr mr ms mrs dr. mr. ms. mrs. sen. rep. gov. hon.".split()
)
_ORDINAL = frozenset("first second third fourth fifth last next only".split())
_OVER = frozenset("minister secretary undersecretary under-secretary commissioner".split())  # who have a portfolio
_NOUNS = frozenset(("NOUN", "PROPN"))
_HEADING = frozenset("head ministry chief chair chairman commander director speaker".split())
_PARTS = frozenset(
    "state staff government mission delegation department division section unit faculty directorate desk wing office "
    "army navy force forces police chiefs".split()
)  # what one may head: "head of the research department"
# Adjectives of kind by their ending ("provincial", "civil", "nuclear", "marine"), and others.
_RELATIONAL = re.compile(r"(?:al|ic|ary|ine|an|ar|il|ile|ese|ish|ist|ior)$")
_KINDS = frozenset(
    "associate adjunct joint independent private emeritus visiting elect managing serving founding honorary full third fourth".split()
)
_RULING = frozenset(
    "party front movement union alliance council cabinet assembly government coalition league congress bloc".split()
)
_AFFAIRS = re.compile(r"(?:[A-Z]\w+, )+[A-Z]\w+ and [A-Z]\w+ Affairs\b")  # "Foreign, Home and Legal Affairs"


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that name a post or profession, and the last words of them."""
    table_ = table("posts")
    posts = words("posts", "heads") | frozenset(table_["short"])
    heads = (posts | frozenset(table_["nouns"]["professions"])) - frozenset(table_["nouns"]["loose"])
    return heads, frozenset(head.replace("-", " ").split()[-1] for head in heads) | heads


class Phrases:
    """The posts and professions that a document names, without their holders and bodies."""

    def __init__(self, referents: Referents) -> None:
        """Read the tokens behind these referents."""
        self.referents, self.frames, self.tokens = referents, referents.frames, referents.tokens
        self.heads, self._ends = _heads()

    def is_head(self, i: int) -> bool:
        """Whether a token is the head noun of a post or profession: "minister", not the "deputy" before it."""
        token = self.tokens[i]
        lower = token.lower_
        ends = self._ends
        if lower not in ends and singular(lower) not in ends and token.lemma_.lower() not in ends:
            return False  # most words, and cheaply
        hyphenated = i > 0 and self.tokens[i - 1].text == "-"
        hyphenated = hyphenated and self.frames.text(i - 2, i + 1).lower() not in self.heads  # but "vice-president"
        if hyphenated or token.pos_ not in ("NOUN", "PROPN") or self.referents.names.at(i) is not None:
            return False
        if lower in table("posts")["short"] and not (token.is_upper and i and not self.tokens[i - 1].like_num):
            return False  # "at 3 pm"
        if i and self.tokens[i - 1].text == "Hotel":
            return False  # "at the Hotel President Roe"
        beside = self.tokens[i - 1].pos_ if i else ""
        if lower == "fellow" and beside not in _NOUNS and self.frames.text(i + 1, i + 2).istitle():
            return False  # "fellow Kenyans"
        noun = self.frames.modified(i)
        while noun is not None:
            if self.is_head(noun):
                return False  # "deputy" in "deputy energy minister", "deputy director general"
            noun = self.frames.modified(noun)
        word = lower if token.tag_ in ("NN", "NNP") else singular(lower)
        spans = (self.frames.text(j, i + 1).lower() for j in range(max(0, i - 2), i))
        longer = {span for span in spans if " of " not in span}  # "chief executive officer"
        if longer & words("posts", "ranks") and not longer & self.heads:
            return False  # "lieutenant commander" is a rank
        return word in self.heads or token.lemma_.lower() in self.heads or bool(longer & self.heads)

    def role(self, head: int) -> tuple[str, int, int, bool]:
        """Label of the post, its first and last+1 tokens, and whether it is past."""
        tokens, names = self.tokens, self.referents.names
        start, end, former, joined = head, head + 1, False, False
        low = tokens[head].sent.start
        while start > low:
            token = tokens[start - 1]
            both = (tokens[start].lower_, tokens[start - 2].lower_)
            linked = token.lower_ in ("and", "&") or (token.text == "," and joined)
            if linked and start - 2 >= low and words("posts", "modifiers").issuperset(both):
                joined = True
                start -= 1  # "policy and security chief", "health, welfare and sport minister"
                continue
            if token.text == "Under" and start - 1 > low and tokens[start].lower_ == "secretary":
                start -= 1  # not "served under Secretary Roe"
                continue
            field = self._field(start - 1, head)
            if field is not None:
                start = field
                continue
            if (
                names.at(start - 1) is not None
                or (token.is_punct and token.text != "-")
                or token.tag_ in ("POS", "DT", "PRP$", "IN", "CC", "VBD", "VBZ", "VBP", "WDT")
            ):
                break
            if token.tag_[:2] == "VB" and token.lower_ not in words("posts", "modifiers"):
                break
            counted = token.lower_ in _ORDINAL or token.ent_type_ == "ORDINAL"
            if counted and tokens[start].lower_ not in ("deputy", "vice", "lady", "secretary"):
                break
            if token.ent_type_ == "DATE":
                break  # "in March President Ada Roe", "earlier this month deputy minister Ben Sol"
            if token.lower_ in DROPPED or token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "PUNCT"):
                former |= token.lower_ in _FLAGS
                break
            if token.lower_ in words("posts", "ranks") | ADDRESSES and token.lower_ not in words("posts", "modifiers"):
                break
            if token.tag_ == "JJ" and token.is_lower and self._praises(token.lower_):
                break  # "a brilliant actor", "the smug official"
            if tokens[head].lower_ in words("posts", "regal") and token.lower_ in self.heads:
                break  # "Foreign Minister Prince Ben"
            if tokens[head].text.istitle() and token.is_lower and token.pos_ == "NOUN" and tokens[start].text.istitle():
                break  # "my good friends President Roe"
            start -= 1
        while start < head and tokens[start].lower_ in ("and", "&", ","):
            start += 1  # what stands before is no field of it: "the Ministry of Health and Education Minister Ada Roe"
        if tokens[start].text == "-" and tokens[start - 1].lower_ in _FLAGS:  # "then-defence minister"
            start, former = start + 1, True
        elif tokens[start].text == "-":  # "three-term senator", "front-of-house assistant"
            start = min(start + 2, head)
        for first in (start - 1, start - 2):  # "managing director", "mayor pro tempore"
            if first >= low and self.frames.text(first, head + 1).lower() in self.heads:
                start = first
        i = start - 1
        while i >= low and (tokens[i].lower_ in DROPPED or tokens[i].tag_ == "DT" or names.at(i) is not None):
            former |= tokens[i].lower_ in _FLAGS
            i -= 1
        while (
            end < len(tokens)
            and tokens[end].lower_ in ("general", "elect", "-", "in", "chief")
            and self._compound(head, end)
        ):
            end += 1
        while tokens[end - 1].text == "-":  # "vice president-investments"
            end -= 1
        stops = range(min(len(tokens), end + 5), end, -1)  # "chief of the general staff", "secretary of state"
        known = next((stop for stop in stops if self.frames.text(head, stop).lower() in self.heads), None)
        end = known or self._portfolio(head, end)
        label = self.frames.text(start, end)
        while self.frames.text(end, end + 1).lower() in words("posts", "accredited"):  # "Ambassador Extraordinary of X"
            end += 3 if self.frames.text(end + 1, end + 3).lower() == "and plenipotentiary" else 1
        if tokens[head].tag_ in ("NNS", "NNPS"):
            at, word = tokens[head].idx - tokens[start].idx, tokens[head].text
            label = label[:at] + singular(word) + label[at + len(word) :]
        if start == low and (start == head or tokens[head].is_lower) and self.is_profession(head):
            label = label[0].lower() + label[1:]  # "Economist Ada Roe"
        parts = [table("posts")["short"].get(w.lower(), w) if w.isupper() else w for w in label.split()]
        return " ".join(parts), start, end, former

    def _field(self, i: int, head: int) -> int | None:
        """The first token of what a minister has charge of, where it reads like a body: "Emergency Services Minister"."""
        m = self.referents.names.at(i)
        if m is None or self.tokens[head].lower_ != "minister" or gazetteer.phrases().get(self.tokens[m.start].text):
            return None
        e, parts = self.referents.entity(m.entity), self.frames.text(m.start, head).split()
        plain = len(parts) > 1 and all(part.istitle() for part in parts) and parts[-1].lower() not in _RULING
        return m.start if plain and e.kind == "Organization" and not e.key else None

    def _praises(self, adjective: str) -> bool:
        """Whether an adjective tells how somebody is, not what post he holds: "keen", not "nuclear"."""
        kind = adjective in words("posts", "modifiers") or adjective in _KINDS
        return not kind and not _RELATIONAL.search(adjective)

    def _portfolio(self, head: int, end: int) -> int:
        """The end of a post with what it is the post for: "minister of trade", "Minister for Works and Transport"."""
        tokens, names = self.tokens, self.referents.names
        modifiers = words("posts", "modifiers")
        held, link = tokens[head].lemma_.lower(), self.frames.text(end, end + 1).lower()
        stop = end + 1
        if link not in ("of", "for") or held not in _OVER | _HEADING or stop >= len(tokens):
            return end
        if tokens[stop].lower_ == "the":
            stop += 1
        first = stop
        if link == "for" and (held not in _OVER or self.frames.text(first, first + 1).lower() not in modifiers):
            return end  # "minister for two years", "commissioner for Chad"
        while stop < len(tokens) and names.at(stop) is None:
            word, beside = tokens[stop], self.frames.text(stop + 1, stop + 2)
            linked = word.lower_ == "and" and beside.istitle() == tokens[stop - 1].text.istitle()
            listed = word.text == "," and {beside.lower(), tokens[stop - 1].lower_} <= modifiers
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and not (stop > first and (linked or listed)):
                break
            if self._person_follows(stop) or word.lower_ in words("posts", "ranks") | ADDRESSES:
                break
            stop += 1
        while stop > first and names.at(stop) is not None and tokens[stop - 1].pos_ == "ADJ":
            stop -= 1  # "minister of the interim X government"
        while stop > first and (tokens[stop - 1].is_punct or tokens[stop - 1].lower_ == "and"):
            stop -= 1
        affairs = _AFFAIRS.match(self.frames.text(first, first + 12))
        if affairs:
            past = tokens[first].idx + affairs.end()
            stop = next((k for k in range(first, len(tokens)) if tokens[k].idx >= past), len(tokens))
        named = tokens[stop - 1].lower_ in _PARTS
        reigns = link == "of" and {self.frames.text(stop + 1, stop + 2).lower()} <= words("posts", "regal")
        if stop == first or reigns or not (held in _OVER or named):  # "a minister of the reign of Queen Ada"
            return end
        return self._portfolio(head, stop) if link == "of" else stop  # "secretary of state for defence"

    def _compound(self, head: int, end: int) -> bool:
        text = self.frames.text(head, end + 1).lower()
        return any(h.startswith(text) for h in self.heads if " " in h or "-" in h)

    def _person_follows(self, i: int) -> bool:
        m = self.referents.names.at(i)
        return m is not None and self.referents.entity(m.entity).kind == "Person"

    def distributes(self, head: int) -> bool:
        """Whether the phrase is a plural, which several people or bodies share: "the ministers of Mali and Chad"."""
        return self.tokens[head].tag_ in ("NNS", "NNPS")

    def is_profession(self, head: int) -> bool:
        """A profession is nobody's post: "a French painter" works for no France."""
        longer = self.frames.text(head, head + 3).lower()  # "attorney-general"
        return not {self.tokens[head].lemma_.lower(), longer} & words("posts", "heads")
