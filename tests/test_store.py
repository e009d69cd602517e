"""The store and its JSON: what goes in comes out, and nothing else."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgx import codec
from kgx.model import Document, Entity, Event, Evidence, KgxError, Membership, ReadError, Record, Statement
from kgx.store import FILE, Store, fingerprint, key

EVIDENCE = Evidence(document="d", start=0, end=3, exact="Ada", rule="r", confidence=1, attribution="officials")
RECORD = Record(
    document=Document(id="d", path="d.txt", text="Ada", sha256="", published=date(2020, 5, 3), authors=("Cal Poe",)),
    entities=(Entity(id="e0", kind="Person", label="Ada", aliases=("A",), mentions=2),),
    events=(Event(type="Meeting", roles=(("agent", "e0"),), when="2020-05", evidence=(EVIDENCE,), quantity=3),),
    memberships=(Membership(member="e0", role="Chairman"),),
    statements=(Statement(subject="e0", predicate="schema:knows", object="e0"),),
)


NUMBERS = st.floats(allow_nan=False)  # nan is not equal to itself


@given(st.from_type(Document), st.lists(st.builds(Evidence, confidence=NUMBERS), max_size=2), st.from_type(Entity))
def test_a_record_comes_out_as_it_went_in(document: Document, evidence: list[Evidence], entity: Entity) -> None:
    said = Statement(subject="a", predicate="p", object="b", evidence=tuple(evidence))
    record = replace(RECORD, document=document, entities=(entity,), statements=(said,))
    assert codec.loads(codec.dumps(record), Record) == record


def swap(value: Any, at: list[int], new: Any) -> Any:
    """Nested lists with the item at a path changed."""
    if not at:
        return new
    return [swap(item, at[1:], new) if n == at[0] else item for n, item in enumerate(value)]


@pytest.mark.parametrize(
    ("at", "new"),
    [
        ([], {}),
        ([], 1),
        ([0], []),
        ([0, 0], 7),
        ([0, 6], "yesterday"),
        ([2, 0, 1], "Dragon"),
        ([2, 0, 6], "2"),
        ([2, 0, 6], True),
        ([2], "e0"),
        ([3, 0, 3, 0, 5], "high"),
    ],
)
def test_json_of_another_shape_is_refused(at: list[int], new: Any) -> None:
    plain = json.loads(codec.dumps(RECORD))
    assert codec.loads(json.dumps(plain), Record) == RECORD
    with pytest.raises(ValueError, match=r"."):
        codec.loads(json.dumps(swap(plain, at, new)), Record)
    with pytest.raises(ValueError, match=r"."):
        codec.loads("[" * 100_000, Record)


def test_values_and_reasons_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE)
    assert store.get("a", Record) is None
    store.put("a", RECORD)
    store.put("b", ReadError("it is empty"))
    store.close()
    store = Store(tmp_path / FILE)
    assert store.get("a", Record) == RECORD
    found = store.get("b", Record)
    assert isinstance(found, ReadError)
    assert str(found) == "it is empty"
    store.close()


def test_an_entry_of_another_shape_counts_as_none(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE)
    store.put("a", EVIDENCE)
    assert store.get("a", Record) is None
    store.put("a", RECORD)
    assert store.get("a", Record) == RECORD
    store.close()


def test_what_is_not_used_is_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE)
    store.put("a", RECORD)
    store.put("b", RECORD)
    store.close()
    store = Store(tmp_path / FILE)
    store.get("b", Record)
    store.prune()
    assert store.get("a", Record) is None
    assert store.get("b", Record) == RECORD
    store.close()


def test_what_is_dropped_leaves_the_disk(tmp_path: Path) -> None:
    path = tmp_path / FILE
    store = Store(path)
    for number in range(200):
        store.put(f"{number}", ReadError(f"secret {number}, " + "x" * 4000))
    store.close()
    before = path.stat().st_size
    store = Store(path)
    store.get("7", Record)
    store.prune()
    store.close()
    assert path.stat().st_size < before / 10
    assert re.findall(rb"secret \d+", path.read_bytes()) == [b"secret 7"]


def test_a_store_has_one_user(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE)
    with pytest.raises(KgxError, match="another build writes there"):
        Store(tmp_path / FILE)
    store.close()
    Store(tmp_path / FILE).close()


def test_keys_differ_where_their_parts_do() -> None:
    assert key("a", "b") != key("ab") != key("a", "b", "")
    assert len(fingerprint()) == 64
