"""News and reports in, a dated and sourced knowledge graph out.

import kgx

graph = kgx.build(["articles/"], "graph/")  # or kgx.load("graph/")
graph.query("who-met-whom", {"in": "Baku"})
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgx.api import KnowledgeGraph, build, load
    from kgx.model import KgxError

__all__ = ["KgxError", "KnowledgeGraph", "build", "load"]


def __getattr__(name: str) -> Any:
    """The names of `__all__`, imported at first use: the command line imports this package and needs none of them."""
    if name == "KgxError":
        from kgx.model import KgxError

        return KgxError
    if name in __all__:
        from kgx import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
