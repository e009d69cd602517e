"""Every IRI that kgx writes, once. `rdf/kgx.ttl` says what those in the kgx namespace mean."""

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

from kgx.model import ROLES

BASE_IRI = "https://example.org/kg/"
"""Namespace of the data unless kgx.toml names another."""

PREFIXES = {
    "kgx": "https://w3id.org/kgx/ns#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Namespaces of the vocabularies, by prefix."""

KINDS = {
    "Person": "schema:Person",
    "Organization": "schema:Organization",
    "Place": "schema:Place",
    "Programme": "kgx:Programme",
}
"""Class of an entity by `Entity.kind`: each has exactly one."""

NARROWER = {
    "Country": "schema:Country",
    "City": "schema:City",
    "AdministrativeArea": "schema:AdministrativeArea",
    "Facility": "kgx:Facility",
    "Infrastructure": "kgx:Infrastructure",
    "GovernmentOrganization": "schema:GovernmentOrganization",
    "MilitaryOrganization": "kgx:MilitaryOrganization",
    "Group": "kgx:Group",
}
"""Narrower class beside it, by `Entity.types`."""

EVENTS = (
    "Meeting",
    "Visit",
    "Conference",
    "Agreement",
    "Accession",
    "Withdrawal",
    "Operation",
    "Deployment",
    "Exercise",
    "Launch",
    "Founding",
    "Appointment",
    "Departure",
    "Election",
    "Award",
    "Sanction",
    "Ruling",
    "Authorization",
    "Attack",
    "Aid",
    "Protest",
    "Arrest",
    "Birth",
    "Death",
    "Marriage",
    "Declaration",
)
"""Event classes, of the kgx namespace."""

MODES = ("demand", "reject", "threaten", "accuse", "condemn", "appeal", "support", "promise", "apologise")
"""Values of kgx:mode, which only a Declaration has."""

PREDICATES = (
    "schema:spouse",
    "schema:parent",
    "schema:founder",
    "schema:alumniOf",
    "schema:nationality",
    "schema:birthPlace",
    "schema:deathPlace",
    "schema:homeLocation",
    "schema:owns",
    "schema:parentOrganization",
    "schema:containedInPlace",
    "schema:location",
    "kgx:participatesIn",
    "kgx:implements",
    "kgx:cooperatesWith",
    "kgx:supports",
    "kgx:opposes",
    "kgx:funds",
    "kgx:supplies",
    "kgx:trains",
    "kgx:guards",
    "kgx:operates",
    "kgx:partOf",
    "kgx:connects",
    "kgx:passesThrough",
    "kgx:borders",
    "kgx:succeeds",
    "kgx:relatedTo",
)
"""What a statement may say."""

SYMMETRIC = frozenset({"schema:spouse", "kgx:cooperatesWith", "kgx:borders"})
"""Predicates whose direct edge is written both ways."""

TERMS = (
    *(name.removeprefix("kgx:") for name in (*KINDS.values(), *NARROWER.values(), *PREDICATES) if name[:4] == "kgx:"),
    *EVENTS,
    *ROLES,
    "Evidence",
    "participant",
    "subjectMatter",
    "origin",
    "quantity",
    "unit",
    "mode",
    "when",
    "asserted",
    "status",
    "holdsPostAt",
    "met",
    "phrase",
    "rule",
    "confidence",
    "attribution",
    "polarity",
    "certainty",
    "tense",
    "path",
    "text",
    "sha256",
    "mentionCount",
    "documentCount",
)
"""Local names of everything in the kgx namespace."""


@cache
def iri(name: str) -> NamedNode:
    """The IRI of a prefixed name: `iri("schema:Person")`.

    Raises KeyError for a prefix that is not one of PREFIXES and for a kgx name that is not one of TERMS.
    """
    prefix, _, local = name.partition(":")
    if prefix == "kgx" and local not in TERMS:
        raise KeyError(name)
    return NamedNode(PREFIXES[prefix] + local)


def shorten(text: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The prefixed name of an IRI, or the IRI in angle brackets where no prefix fits."""
    for prefix, namespace in prefixes.items():
        if text.startswith(namespace) and not set(text[len(namespace) :]) & set("/#"):
            return f"{prefix}:{text[len(namespace) :]}"
    return f"<{text}>"
