"""Partial dates, ranges, and the year of a digest."""

from __future__ import annotations

from calendar import isleap
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import (
    first_day,
    infer_year,
    is_calendar_date,
    last_day,
    parse_date,
    parse_range,
)
from papercli.model import PartialDate

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        (" 2024-5-6 ", "2024-05-06"),
        ("2024-02-29", "2024-02-29"),
        ("--02-29", "--02-29"),
        ("15 January 2024", "2024-01-15"),
        ("Jan 2024", "2024-01"),
        ("Dec 10, 2023", "2023-12-10"),
        ("10 dec 2023", "2023-12-10"),
    ],
)
def test_parse_date(text: str, read: str) -> None:
    assert str(parse_date(text)) == read


@pytest.mark.parametrize(
    "text",
    [
        "", "10", "99", "12.5", "2401.00001", "01/02/2024",
        "May", "Dec 10", "2023-02-29", "2024-13",
        "2024-00", "0000", "--02-30", "--13-01", "soon",
        "\N{FULLWIDTH DIGIT TWO}024", "Jan 99 2024", "May 2024 2023 12",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text)


@given(st.text())
def test_parse_date_reads_or_raises_value_error(text: str) -> None:
    with suppress(ValueError):
        parse_date(text)
    with suppress(ValueError):
        parse_range(text, TODAY)


@given(st.dates())
def test_full_dates_are_read_back(day: date) -> None:
    when = parse_date(day.isoformat())
    assert str(when) == day.isoformat()
    assert first_day(when) == last_day(when) == day


@given(st.integers(1, 9999), st.none() | st.integers(1, 12))
def test_first_and_last_day_hold_the_date_between_them(year: int, month: int | None) -> None:
    when = PartialDate(year, month)
    first, last = first_day(when), last_day(when)
    assert first <= last
    assert str(first).startswith(str(when))
    assert str(last).startswith(str(when))
    assert parse_range(str(when), TODAY) == (first, last)


def test_days_of_a_date_without_a_year() -> None:
    for bound in (first_day, last_day):
        with pytest.raises(ValueError, match="--05-26 has no year"):
            bound(PartialDate(None, 5, 26))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-05-26", "2024-05-26", "2024-05-26"),
        ("2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("..2023", "None", "2023-12-31"),
        ("2024..", "2024-01-01", "None"),
        ("30d..", "2026-03-01", "None"),
        ("2w", "2026-03-17", "None"),
        ("1m..", "2026-02-28", "None"),
        ("..1y", "None", "2025-03-31"),
        ("2y..1y", "2024-03-31", "2025-03-31"),
        ("999999y..", "0001-01-01", "None"),
        ("Jan 2024..", "2024-01-01", "None"),
    ],
)
def test_parse_range(text: str, start: str, end: str) -> None:
    assert tuple(map(str, parse_range(text, TODAY))) == (start, end)


@pytest.mark.parametrize("text", ["", "..", "2024..2023", "x..", "--05-26", "2024...2025", "5"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_range(text, TODAY)


ENTRIES = st.lists(
    st.builds(
        PartialDate, st.none() | st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 29)
    )
)


@given(st.builds(PartialDate, st.none(), st.integers(1, 12), st.integers(1, 28)), ENTRIES)
def test_the_year_inferred_is_the_smallest_that_fits(
    digest: PartialDate, entries: list[PartialDate]
) -> None:
    def fits(year: int) -> bool:
        return all(
            entry.year < year if entry.year is not None
            else is_calendar_date(year, entry.month or 0, entry.day or 0)
            for entry in entries
        )  # fmt: skip

    year = infer_year(digest, iter(entries))
    explicit = [entry.year for entry in entries if entry.year is not None]
    if year is None:
        assert not explicit
    else:
        assert fits(year)
        assert not any(fits(earlier) for earlier in range(max(explicit), year))


def test_a_leap_day_bounds_the_year() -> None:
    year = infer_year(PartialDate(None, 2, 29), [PartialDate(2096, 5, 1)])
    assert year == 2104
    assert isleap(year)
    assert infer_year(PartialDate(None, 12, 1), [PartialDate(9999, 1, 1)]) is None
