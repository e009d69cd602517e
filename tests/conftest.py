"""Fixtures that several test modules share."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from kgx import annotate, pipeline
from kgx.config import Config

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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph.ttl of data/raw."""
    return _built(ROOT / "data" / "raw", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph.ttl of the seeds in `shared`."""
    return _built(shared / "seeds", tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="session", params=["sample", "seeds"])
def real(request: pytest.FixtureRequest) -> Path:
    """The graph.ttl of each of the two."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def _built(texts: Path, out: Path) -> Path:
    pipeline.build([texts], out, Config())
    return out / "graph.ttl"
