"""Imported by the fork server alone, so that workers find the extractor and its model loaded already."""

import atexit
import contextlib
import os

from kgx.extract import extract
from kgx.model import Document, KgxError

with contextlib.suppress(KgxError):  # a worker that needs the model will say what is wrong
    extract(Document(id="", path="", text="Ada Roe, the minister of Norway, met Ben Sol on 3 May 2020.", sha256=""))
atexit.register(os._exit, 0)  # without taking apart what was loaded: whoever reads kgx's output waits for this process
