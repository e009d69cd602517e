"""A graph looked at: each question a function over a `View` that answers with a `Table`."""

from kgx.look.card import card
from kgx.look.diff import diff
from kgx.look.explain import explain
from kgx.look.path import path
from kgx.look.stats import stats
from kgx.look.table import FORMATS, Table, render
from kgx.look.timeline import timeline
from kgx.look.view import View

__all__ = ["FORMATS", "Table", "View", "card", "diff", "explain", "path", "render", "stats", "timeline"]
