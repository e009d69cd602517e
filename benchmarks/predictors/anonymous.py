"""kgx's stages with a referent for phrases that name nothing.

In the graph only what has a name is a node, so "he" without antecedent and "the rebels" refer to nothing. Benchmarks of
single sentences count such phrases too; here each gets an entity of its own, and every rule applies to it as to a name.
"""

from collections.abc import Callable
from unittest.mock import patch

import kgx.analysis
from kgx.analysis import Analysis
from kgx.annotate import annotate
from kgx.coreference import Referents
from kgx.extract import Extractor
from kgx.model import Document, Entity

Describe = Callable[[Referents, int], Entity | None]  # the entity of a phrase that names nothing, by its head


def read(document: Document, describe: Describe) -> Extractor:
    """All stages of kgx over a document, with `describe` asked where a phrase refers to nothing."""

    class Anonymous(Referents):
        def _resolve(self, head: int) -> tuple[str, ...]:
            found = super()._resolve(head)
            if found or (entity := describe(self, head)) is None:
                return found
            self.names.entities.setdefault(entity.id, entity)
            return (entity.id,)

    with patch.object(kgx.analysis, "Referents", Anonymous):
        return Extractor(Analysis(annotate(document)))
