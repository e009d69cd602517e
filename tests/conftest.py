"""Fixtures that several test modules share."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from kgx import annotate

ROOT = Path(__file__).parent.parent
NODE_MODULES = ROOT / "tests" / "tools" / "node_modules"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The spaCy pipeline, loaded once."""
    return annotate.load()


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """tool("rapper") is the path of an outside program, tool("npm:graphology") that of a package in tests/tools.

    The test skips where it is not installed, and fails instead where KGX_TOOLS_REQUIRED is set, as CI does.
    """

    def locate(name: str) -> Path:
        package = name.removeprefix("npm:")
        found = str(NODE_MODULES / package) if package != name else shutil.which(name)
        if found and Path(found).exists():
            return Path(found)
        complaint = f"{package} is not installed: run `make test-tools`"
        if os.environ.get("KGX_TOOLS_REQUIRED"):
            pytest.fail(complaint)
        pytest.skip(complaint)

    return locate


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout, with texts that are not ours to publish."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder `shared` beside this checkout")
    return folder
