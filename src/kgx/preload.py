"""Imported by the fork server alone, so that workers find the extractor and its model loaded already."""

import atexit
import contextlib
import gc
import os
import sys
from types import ModuleType

gc.disable()  # all that is loaded here stays

# spaCy imports its own command line with itself (typer, jinja2, httpx): a tenth of the start, and no worker uses it
_UNUSED = () if "spacy" in sys.modules else ("spacy.cli", "spacy.cli.info")
for _name in _UNUSED:
    sys.modules[_name] = ModuleType(_name)
    sys.modules[_name].__dict__["info"] = None

from kgx.extract import extract  # noqa: E402
from kgx.model import Document, KgxError  # noqa: E402

for _name in _UNUSED:
    del sys.modules[_name]

with contextlib.suppress(KgxError):  # a worker that needs the model will say what is wrong
    extract(Document(id="", path="", text="Ada Roe, the minister of Norway, met Ben Sol on 3 May 2020.", sha256=""))
gc.freeze()  # workers need not search it, nor copy the pages it is in
gc.enable()
atexit.register(os._exit, 0)  # without taking apart what was loaded: whoever reads kgx's output waits for this process
