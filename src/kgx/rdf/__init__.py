"""Graph <-> triples. kgx.ttl beside this file is the vocabulary, shapes.ttl what every graph must hold to."""

from kgx.rdf.read import graph_from_store
from kgx.rdf.write import evidence_id, local_name, triples

__all__ = ["evidence_id", "graph_from_store", "local_name", "triples"]
