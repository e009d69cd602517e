"""EDTF values: bounds, comparison, joining."""

from datetime import date

import pytest

from kgx.edtf import Period, bounds, compatible, day, join, narrower, part


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1994-05-04", "1994-05-04", "1994-05-04"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1994", "1994-01-01", "1994-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1995-21", "1995-03-01", "1995-05-31"),
        ("1995-23", "1995-09-01", "1995-11-30"),
        ("1995-24", "1995-12-01", "1996-02-29"),
        ("1990~", "1990-01-01", "1990-12-31"),
        ("2015-01-01/2021-08-31", "2015-01-01", "2021-08-31"),
        ("2018-01/..", "2018-01-01", None),
        ("199X/..", "1990-01-01", None),
        ("/2014-12-28", None, "2014-12-28"),
        ("2016/", "2016-01-01", None),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2017-13", "2017-02-30", "20177", "199X-05", "2017-2"])
def test_bounds_of_no_edtf_value(text: str) -> None:
    with pytest.raises(ValueError, match="not an EDTF"):
        bounds(text)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2017", "2017-02-03", True),
        ("2017-02-03", "2017-02-05", False),
        ("2017", "2018", False),
        ("2015-01-01/2021-08-31", "2018-01", True),
        ("2018/..", "2017", False),
        ("2018/..", "/2016", False),
        ("2018/..", "/2020", True),
        ("1990~", "1991", True),
        ("1990~", "1993", False),
        ("1995-23", "1995-10-04", True),
        (None, "2017", True),
        (None, None, True),
    ],
)
def test_compatible(a: str | None, b: str | None, expected: bool) -> None:
    assert compatible(a, b) is expected
    assert compatible(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2017", "2017-02", "2017-02"),
        ("2017-02-03", "2017-02", "2017-02-03"),
        ("2018/..", "/2021", "2018/2021"),
        ("2018/..", "2018-05/2021", "2018-05/2021"),
        ("2018/..", "2019-04", "2019-04"),
        ("1990~", "1990", "1990"),
        (None, "2017", "2017"),
        (None, None, None),
    ],
)
def test_narrower(a: str | None, b: str | None, expected: str | None) -> None:
    assert narrower(a, b) == expected
    assert narrower(b, a) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2015-01-01", "2021-08-31", "2015-01-01/2021-08-31"),
        ("2015/..", "/2021", "2015/2021"),
        ("2015", None, "2015/"),
        ("2015/..", None, "2015/.."),
        (None, "/2009", "/2009"),
        (None, "2009", "/2009"),
        ("2010/2012", "2013/2014", "2010/2014"),
        (None, None, None),
    ],
)
def test_join(start: str | None, end: str | None, expected: str | None) -> None:
    assert join(start, end) == expected


@pytest.mark.parametrize(
    ("unit", "value", "edtf"),
    [
        ("day", "2024-01-15", "2024-01-15"),
        ("week", "2024-W03", "2024-01-15/2024-01-21"),
        ("weekend", "2024-W03-WE", "2024-01-20/2024-01-21"),
        ("month", "2024-01", "2024-01"),
        ("season", "2023-WI", "2023-24"),
        ("quarter", "2024-Q1", "2024-01/2024-03"),
        ("half", "2024-H1", "2024-01/2024-06"),
        ("year", "2024", "2024"),
        ("decade", "202", "202X"),
        ("century", "20", "20XX"),
    ],
)
def test_period(unit: str, value: str, edtf: str) -> None:
    monday = date(2024, 1, 15)
    period = Period.containing(unit, monday)  # type: ignore[arg-type]
    assert (period.value(), period.edtf()) == (value, edtf)
    assert period.first <= monday or unit == "weekend"
    assert monday <= period.last
    assert bounds(edtf) == (period.first.isoformat(), period.last.isoformat())


def test_steps() -> None:
    tenth = day(2010, 9, 10)
    assert tenth is not None
    steps = {
        ("day", 2): "2010-09-12",
        ("week", 1): "2010-09-17",
        ("month", -9): "2009-12",
        ("year", 3): "2013",
        ("decade", 1): "2020",
    }
    for (unit, count), value in steps.items():
        moved = tenth.shift(unit, count)  # type: ignore[arg-type]
        assert moved is not None
        assert moved.value() == value
    assert part("year", 2018, 1).shift("month", 1) is None
    assert day(2023, 2, 29) is None
