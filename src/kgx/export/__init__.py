"""Graph -> files, one module a format."""

from pathlib import Path
from typing import Protocol

from kgx.export import gexf, turtle
from kgx.model import Graph


class Exporter(Protocol):
    """Writes a graph to a file whose parent exists; IRIs of the data begin with `base_iri`."""

    def __call__(self, graph: Graph, path: Path, *, base_iri: str) -> None: ...


EXPORTERS: dict[str, Exporter] = {".ttl": turtle.write, ".gexf": gexf.write}
"""Writer by suffix of the file."""
