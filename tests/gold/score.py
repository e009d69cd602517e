#!/usr/bin/env python3
"""Score a Turtle file that kgx wrote against hand-made gold facts.

    python tests/gold/score.py GRAPH.ttl GOLD.json [-v] [--texts DIR] [--recall SHARE] [--precision SHARE]

GOLD.json names, for each text, what its graph must hold (see sample.json beside this file). The graph is read
through its public face alone, its vocabulary. A fact counts for a text only where a piece of
evidence from that text bears it out, and the voice of that evidence (not of the merged node) decides
whether the text asserts or reports it. One node of the graph answers one gold fact.

Recall: found / gold. Precision: for the lists that a document calls "exhaustive", nodes with evidence
from that text which some gold fact explains / all such nodes; a gold fact with "may": true explains but is
not required. "nothing": sentences that hold no fact. Needs rdflib.
Exit status 1 where --recall or --precision is given and not reached. Where the gold was not written with "may"
facts, precision is a lower bound: a true fact that the gold does not hold counts as wrong.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Literal, Namespace
from rdflib.namespace import ORG, PROV, SKOS

KGX = Namespace("https://w3id.org/kgx/ns#")
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
ENTITY = [SCHEMA.Person, SCHEMA.Organization, SCHEMA.Place, KGX.Programme]
CLASSES = {
    "Person": [SCHEMA.Person],
    "Organization": [SCHEMA.Organization, KGX.Operation],
    "Place": [SCHEMA.Place],
    "Programme": [KGX.Programme, KGX.Operation, SCHEMA.Organization],
}
SCHEMA_NAMES = [
    "spouse",
    "parent",
    "alumniOf",
    "nationality",
    "birthPlace",
    "deathPlace",
    "homeLocation",
    "owns",
    "parentOrganization",
    "containedInPlace",
    "location",
    "knowsLanguage",
    "founder",
]
PREDICATES = {p: (SCHEMA[p], False) for p in SCHEMA_NAMES} | {  # gold name -> (predicate, inverted)
    "headquarteredIn": (SCHEMA.location, False),
    "founderOf": (SCHEMA.founder, True),
    "containedIn": (SCHEMA.containedInPlace, False),
}
SYMMETRIC = {"cooperatesWith", "spouse", "borders", "met"}
DERIVED = {
    "containedIn",
    "containedInPlace",
    "met",
}  # direct edges that come from gazetteer or events, without a claim node
POINT = {"Meeting", "Agreement", "Appointment", "Birth", "Death", "Marriage", "Launch", "Founding", "Ruling"}
LESSER = {"vice", "deputy", "former", "acting", "assistant", "ex", "sub", "under", "candidate", "designate", "elect"}
FACTS = ("event", "position", "relation")


PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "‑": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "đ": "d",
        "Đ": "D",
        "ə": "a",
        "Ə": "A",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ð": "d",
    }
)


def norm(text):
    text = str(text).translate(PLAIN)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    text = re.sub(r"[\s\-_]+", " ", text.casefold()).strip(" .,'\"")
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", re.sub(r"'s\b", "", text))
    return re.sub(r"^the ", "", text)


def words(text):
    swap = {"defense": "defence", "programme": "program", "organisation": "organization", "ministers": "minister"}
    return {swap.get(w, w) for w in re.findall(r"[a-z]+", norm(text))} - {"of", "the", "for", "and", "a"}


def many(x):
    return [x] if isinstance(x, str) else list(x or [])


class Scored:
    def __init__(self, graph, texts=None):
        self.g, self.texts = graph, texts
        self.names = defaultdict(set)
        for p in (RDFS.label, SKOS.altLabel):
            for s, o in graph.subject_objects(p):
                self.names[norm(o)].add(s)
        self.rows = defaultdict(lambda: [0, 0])
        self.missed = []
        self.doc = set()  # the nodes of the document being scored
        self.here = None  # entities that it mentions; None = not said
        self.shared = set()  # nodes that answer to the names of two things: no fact can rest on them

    def nodes(self, names, classes=None):
        found = set()
        for n in many(names):
            found |= self.names.get(norm(n), set())
        if classes:
            found = {n for n in found if any((n, RDF.type, c) in self.g for c in classes)}
        if self.here is not None:  # a namesake that only other texts mention is not this one
            found = {n for n in found if n in self.here or not any((n, RDF.type, c) in self.g for c in ENTITY)}
        return found - self.shared

    def mark(self, category, ok, what):
        self.rows[category][0] += bool(ok)
        self.rows[category][1] += 1
        if not ok:
            self.missed.append((category, what))

    def total(self, categories):
        """(right, all) over some categories."""
        return tuple(sum(self.rows[c][i] for c in categories if c in self.rows) for i in (0, 1))

    def recall(self):
        return self.total([*FACTS, "attributed claim"])

    def precision(self):
        return self.total(["precision: " + c for c in FACTS])

    # -- evidence and voice
    def evidence(self, node):
        return [
            e
            for e in self.g.objects(node, PROV.wasDerivedFrom)
            if set(self.g.objects(e, OA.hasSource)) & self.doc and passage(self.g.value(e, OA.exact))
        ]

    def own_voice(self, e):
        return (
            (e, PROV.wasAttributedTo, None) not in self.g
            and (e, KGX.polarity, Literal("positive")) in self.g
            and (e, KGX.certainty, Literal("certain")) in self.g
            and (e, KGX.tense, Literal("future")) not in self.g
        )

    def status_ok(self, node, status, speaker=None):
        ev, asserted = self.evidence(node), list(self.g.objects(node, KGX.asserted))
        said = any(self.own_voice(e) for e in ev)
        if status == "Any":
            return bool(ev)
        if not status:
            return said and asserted == [Literal(True)]
        anywhere = any(self.own_voice(e) for e in self.g.objects(node, PROV.wasDerivedFrom))
        if not ev or said or asserted != [Literal(anywhere)]:  # true is right where another text asserts it
            return False
        if status == "Planned":
            return any((e, KGX.tense, Literal("future")) in self.g for e in ev)
        if status == "Claimed":
            who = [set(self.g.objects(e, PROV.wasAttributedTo)) for e in ev]
            right = self.nodes(speaker) if speaker else None
            return any(who) and all(len(w) <= 1 for w in who) and (right is None or any(w & right for w in who))
        if status == "Denied":
            return any((e, KGX.polarity, Literal("negative")) in self.g for e in ev)
        return True

    def time_ok(self, node, want, kind=None):
        if "start" not in want and "end" not in want:
            return True
        when = [str(w) for w in self.g.objects(node, KGX.when)]
        if len(when) != 1:
            return False
        start, slash, end = (re.sub(r"[~?%]", "", x) for x in when[0].partition("/"))
        if slash and kind in POINT and "end" not in want:
            return False
        end = end if slash else start
        return ("start" not in want or start in many(want["start"])) and ("end" not in want or end in many(want["end"]))

    def place_ok(self, node, place):
        if not place:
            return True
        there = set(self.g.objects(node, SCHEMA.location))
        there |= {b for a in list(there) for b in self.g.transitive_objects(a, SCHEMA.containedInPlace)}
        return bool(there & self.nodes(place))

    # -- events
    def members(self, names):
        """Groups and forces named after a country stand for it: 'Kenyan forces' for Kenya."""
        return {
            s for n in self.nodes(names) for p in (KGX.partOf, SCHEMA.parentOrganization) for s in self.g.subjects(p, n)
        }

    def one(self, names):
        return self.nodes(names) | self.members(names)

    def is_event(self, e, want, dated=True, status=True):
        if not any((e, RDF.type, KGX[t]) in self.g for t in many(want["type"])):
            return False
        who = set(self.g.objects(e, KGX.participant)) | set(self.g.objects(e, KGX.subjectMatter))
        if not distinct([who & self.one(a) for a in want["actors"]]):
            return False
        if (
            "names" in want
            and not any(
                norm(n) in norm(o)
                for n in want["names"]
                for p in (RDFS.label, SKOS.altLabel)
                for o in self.g.objects(e, p)
            )
            and not who & self.nodes(want["names"])
        ):
            return False
        for role, names in want.get("roles", {}).items():
            if not set(self.g.objects(e, KGX[role])) & self.one(names):
                return False
        if (
            "place_or_origin" in want
            and not self.place_ok(e, want["place_or_origin"])
            and not set(self.g.objects(e, KGX.origin)) & self.nodes(want["place_or_origin"])
        ):
            return False
        if not self.place_ok(e, want.get("place")) or (dated and not self.time_ok(e, want, many(want["type"])[0])):
            return False
        if "quantity" in want and [str(q) for q in self.g.objects(e, KGX.quantity)] != [str(want["quantity"])]:
            return False
        return not status or self.status_ok(e, want.get("status"), want.get("speaker"))

    def own(self, nodes):
        return sorted(n for n in nodes if self.evidence(n))

    def statements(self):
        return self.own(self.g.subjects(RDF.type, RDF.Statement))

    def memberships(self, role):
        found = [
            m for m in self.own(self.g.subjects(RDF.type, ORG.Membership)) if ((m, ORG.role, None) in self.g) == role
        ]
        return [
            m
            for m in found
            if not role or any((p, RDF.type, SCHEMA.Person) in self.g for p in self.g.objects(m, ORG.member))
        ]

    # -- claims
    def is_position(self, m, want):
        person, role, where, *more = want
        more = more[0] if more else {}
        if not set(self.g.objects(m, ORG.member)) & self.nodes(person, [SCHEMA.Person]):
            return False
        if where and not set(self.g.objects(m, ORG.organization)) & self.nodes(where):
            return False
        labels = [words(o) for r in self.g.objects(m, ORG.role) for o in self.g.objects(r, RDFS.label)]
        where = set().union(*[words(w) for w in many(where)])
        roles = [words(r) for r in many(role)]
        if not any(r <= x and len(x - r - where) <= 4 and not (x - r) & LESSER for r in roles for x in labels):
            return False
        return self.status_ok(m, more.get("status", "Any"), more.get("speaker")) and self.time_ok(m, more)

    def is_relation(self, c, want):
        s, p, o, *more = want
        more = more[0] if more else {}
        subj, obj = self.one(s) if p != "memberOf" else self.nodes(s), self.nodes(o)
        if p == "memberOf":
            ends = [(set(self.g.objects(c, ORG.member)), set(self.g.objects(c, ORG.organization)))]
        else:
            preds = [PREDICATES.get(x, (KGX[x], False)) for x in [p, *more.get("or", [])]]
            a, b = set(self.g.objects(c, RDF.subject)), set(self.g.objects(c, RDF.object))
            got = set(self.g.objects(c, RDF.predicate))
            ends = [(b, a) if inv else (a, b) for pred, inv in preds if pred in got]
            if ends and p in SYMMETRIC:
                ends.append(ends[0][::-1])
        return (
            any(a & subj and b & obj for a, b in ends)
            and self.status_ok(c, more.get("status"), more.get("speaker"))
            and self.time_ok(c, more)
        )

    def relation_elsewhere(self, want):
        """A relation that the graph holds without a claim node: derived edges, and the participants of an event."""
        s, p, o, *more = want
        more = more[0] if more else {}
        if p == "participatesIn":
            return any(
                set(self.g.objects(e, KGX.participant)) & self.one(s)
                and self.status_ok(e, more.get("status"), more.get("speaker"))
                for e in self.nodes(o)
            )
        pred = PREDICATES.get(p, (KGX[p], False))[0]
        return p in DERIVED and any((a, pred, b) in self.g for a in self.nodes(s) for b in self.nodes(o))

    def claims(self, speaker, about):
        who = self.nodes(speaker)
        for e in {e for w in who for e in self.g.subjects(PROV.wasAttributedTo, w)}:
            here = (
                set(self.g.objects(e, PROV.wasAttributedTo)) <= who and set(self.g.objects(e, OA.hasSource)) & self.doc
            )
            if here and (
                not about
                or any(set(self.g.objects(c)) & self.nodes(about) for c in self.g.subjects(PROV.wasDerivedFrom, e))
            ):
                return True
        return False

    def listed(self, category, gold, nodes, test, exhaustive, *, label, elsewhere=None):
        """Match gold facts with nodes, one to one; optional facts last, so that they never take a required one's node."""
        need, may = [x for x in gold if not is_may(x)], [x for x in gold if is_may(x)]
        found = match([[n for n in nodes if test(n, x)] for x in need + may])
        for i, x in enumerate(need):
            self.mark(category, i in found or (elsewhere and elsewhere(x)), (self.name, x))
        if exhaustive:
            right = set(found.values())
            for n in nodes:
                self.mark("precision: " + category, n in right, (self.name, str(n), label(n)))
        return {n: (need + may)[i] for i, n in found.items()}

    def label(self, e):
        return str(self.g.value(e, RDFS.label))

    def told(self, c):
        return " | ".join(
            str(v).split("/")[-1].split("#")[-1]
            for p in (ORG.member, ORG.role, ORG.organization, RDF.subject, RDF.predicate, RDF.object)
            for v in self.g.objects(c, p)
        ) or str(self.g.value(c, RDFS.label))

    def document(self, name, gold):
        self.name, whole = name, set(gold.get("exhaustive", []))
        path = [d for d, p in self.g.subject_objects(KGX.path) if str(p).rsplit("/", 1)[-1] == name]
        self.doc = set(path)
        mentioned = {o for d in path for p in (SCHEMA.mentions, SCHEMA.author) for o in self.g.objects(d, p)}
        self.here = mentioned or None
        self.mark("document", len(path) == 1, name)
        for key, pred in (("published", SCHEMA.datePublished), ("author", SCHEMA.author)):
            if key in gold:
                got = [
                    str(v) for d in path for o in self.g.objects(d, pred) for v in [o, *self.g.objects(o, RDFS.label)]
                ]
                self.mark("metadata", any(norm(v) == norm(gold[key]) for v in got), (name, key, gold[key], got))
        entries = [(cls, n) for cls, names in gold.get("entities", {}).items() for n in names]
        taken, self.shared = defaultdict(set), set()
        for cls, n in entries:
            for node in self.nodes(n, CLASSES[cls]):
                taken[node].add(str(n))
        for cls, n in entries:
            hits = self.nodes(n, CLASSES[cls])
            self.mark("entity " + cls, hits, (name, n))
            if hits:  # not two nodes for one thing, not one node for two things
                self.mark(
                    "one node an entity",
                    len(hits) == 1 and all(len(taken[h]) == 1 for h in hits),
                    (name, n, sorted(map(str, hits)), sorted(set().union(*[taken[h] for h in hits]) - {str(n)})),
                )
        self.shared = {n for n, by in taken.items() if len(by) > 1}
        events = self.own(self.g.subjects(RDF.type, SCHEMA.Event))
        hit = self.listed("event", gold.get("events", []), events, self.is_event, "events" in whole, label=self.label)
        dated = [x for x in gold.get("events", []) if ("start" in x or "end" in x) and not is_may(x)]
        loose = match([[e for e in events if self.is_event(e, x, dated=False, status=False)] for x in dated])
        for i, x in enumerate(dated):
            self.mark("event, date aside", i in loose, (name, x))
        if "events" in whole:
            for e, x in hit.items():
                allowed = set().union(*[self.one(a) for a in x["actors"] + x.get("also", []) + many(x.get("names"))])
                for a in self.g.objects(e, KGX.participant):
                    self.mark("precision: participant", a in allowed, (name, self.label(e), str(a)))
                places = set(self.g.objects(e, SCHEMA.location))
                self.mark(
                    "precision: place",
                    not places
                    or (("place" in x or "place_or_origin" in x) and len(places) <= len(x.get("places", [0]))),
                    (name, self.label(e), sorted(map(str, places))),
                )
        self.listed(
            "position",
            gold.get("positions", []),
            self.memberships(True),
            self.is_position,
            "positions" in whole,
            label=self.told,
        )
        self.listed(
            "relation",
            gold.get("relations", []),
            self.statements() + self.memberships(False),
            self.is_relation,
            "relations" in whole,
            label=self.told,
            elsewhere=self.relation_elsewhere,
        )
        for x in gold.get("claims", []):
            self.mark("attributed claim", self.claims(x["speaker"], x["about"]), (name, x))
        for a, b in gold.get("same", []):
            self.mark(
                "same entity",
                len(self.nodes(a) & self.nodes(b)) == 1 and len(self.nodes(a) | self.nodes(b)) == 1,
                (name, a, b),
            )
        for x in gold.get("not", []):
            if "relation" in x:
                s, p, o = x["relation"][:3]
                pred = ORG.memberOf if p == "memberOf" else PREDICATES.get(p, (KGX[p], False))[0]
                bad = any((a, pred, b) in self.g for a in self.nodes(s) for b in self.nodes(o)) or any(
                    self.is_relation(c, [s, p, o]) for c in self.statements() + self.memberships(False)
                )
            elif "position" in x:
                bad = any(self.is_position(m, [*x["position"][:3], {"status": None}]) for m in self.memberships(True))
            else:
                bad = any(self.is_event(e, x) for e in events)
            self.mark("kept out: not asserted", not bad, (name, x))
        for x in gold.get("absent", []):
            bad = [
                k
                for k in self.names
                if re.search(rf"\b{re.escape(norm(x))}\b", k)
                and any((n, RDF.type, c) in self.g for n in self.names[k] for c in ENTITY)
            ]
            self.mark("kept out: noise", not bad, (name, x, bad[:3]))
        spans = [(e, norm(self.g.value(e, OA.exact) or "")) for d in path for e in self.g.subjects(OA.hasSource, d)]
        for x in gold.get("nothing", []):
            bad = [q for _, q in spans if q and (q in norm(x) or norm(x) in q)]
            self.mark("kept out: no fact in it", not bad, (name, x, bad[:2]))

    def integrity(self):
        """What holds of every graph, whatever the gold."""
        text = {}
        for d, p in self.g.subject_objects(KGX.path):
            f = Path(self.texts or "", str(self.g.value(d, KGX.text) or p).rsplit("/", 1)[-1])
            if self.texts and f.exists():
                text[d] = f.read_bytes().decode()
        for e in self.g.subjects(RDF.type, KGX.Evidence):
            d, a, b, x = (self.g.value(e, p) for p in (OA.hasSource, OA.start, OA.end, OA.exact))
            self.mark("evidence: one passage", passage(x), str(e))
            if d in text:
                self.mark(
                    "evidence: words at offsets", None not in (a, b, x) and text[d][int(a) : int(b)] == str(x), str(e)
                )
        for n, v in self.g.subject_objects(KGX.asserted):
            said = any(self.own_voice(e) for e in self.g.objects(n, PROV.wasDerivedFrom))
            self.mark("asserted as evidence says", v == Literal(said), str(n))
        for c in self.g.subjects(RDF.type, RDF.Statement):
            s, p, o = (self.g.value(c, x) for x in (RDF.subject, RDF.predicate, RDF.object))
            others = [
                x
                for x in self.g.subjects(RDF.subject, s)
                if self.g.value(x, RDF.predicate) == p and self.g.value(x, RDF.object) == o
            ]
            self.mark(
                "direct edge as asserted",
                ((s, p, o) in self.g) == any((x, KGX.asserted, Literal(True)) in self.g for x in others),
                self.told(c),
            )


def passage(words):
    """Evidence is a sentence or two, not a page."""
    return bool(words) and len(words) < 1000 and not re.search(r"\n\s*\n", str(words))


def is_may(x):
    return x.get("may", False) if isinstance(x, dict) else any(isinstance(y, dict) and y.get("may") for y in x)


def match(options):
    """Largest one-to-one assignment: index of the gold fact -> node (augmenting paths)."""
    owner = {}

    def place(i, seen):
        for n in options[i]:
            if n not in seen:
                seen.add(n)
                if n not in owner or place(owner[n], seen):
                    owner[n] = i
                    return True
        return False

    for i in range(len(options)):
        place(i, set())
    return {i: n for n, i in owner.items()}


def distinct(options):
    return len(match([sorted(o) for o in options])) == len(options)


def score(graph, gold, texts=None):
    """The graph in a Turtle file against the gold in a JSON file, integrity included."""
    g = Graph()
    g.parse(graph, format="turtle")
    s = Scored(g, texts)
    for name, facts in json.loads(Path(gold).read_text(encoding="utf-8"))["docs"].items():
        s.document(name, facts)
    s.integrity()
    return s


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("graph"), ap.add_argument("gold"), ap.add_argument("-v", action="store_true")
    ap.add_argument("--texts", help="folder of the texts: checks every offset")
    ap.add_argument("--recall", type=float, default=0, help="share of the gold facts that must be found")
    ap.add_argument(
        "--precision", type=float, default=0, help="share of the graph's facts, in exhaustive lists, that must be right"
    )
    a = ap.parse_args()
    s = score(a.graph, a.gold, a.texts)
    for cat, (ok, n) in s.rows.items():
        print(f"{cat:28s} {ok:4d} / {n:<4d} {100 * ok / n:5.1f} %")
    if a.v:
        for cat, what in s.missed:
            print("MISSED", cat, json.dumps(what, ensure_ascii=False))
    (ok, n), (right, made) = s.recall(), s.precision()
    r, p = ok / max(n, 1), right / made if made else None
    f = r if p is None else 2 * p * r / max(p + r, 1e-9)
    print(
        f"facts: recall {ok}/{n} {100 * r:.1f} %"
        + ("" if p is None else f"   precision {right}/{made} {100 * p:.1f} %   F1 {100 * f:.1f} %")
    )
    if r < a.recall or (1 if p is None else p) < a.precision:
        sys.exit(1)


if __name__ == "__main__":
    main()
