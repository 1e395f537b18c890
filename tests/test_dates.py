"""Partial dates, ranges, and the year that an entry has from its page."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import (
    MONTHS,
    first_day,
    in_year_of,
    is_calendar_date,
    is_leap_day,
    last_day,
    parse_date,
    parse_range,
)
from papercli.model.paper import PartialDate

TODAY = date(2026, 3, 31)
DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()


@pytest.mark.parametrize(
    ("year", "month", "day", "is_one"),
    [
        *((2023, month, days, True) for month, days in enumerate(DAYS_OF_MONTHS, 1)),
        *((2023, month, days + 1, False) for month, days in enumerate(DAYS_OF_MONTHS, 1)),
        *((2023, month, 0, False) for month in (1, 2, 12)),
        (2023, 0, 1, False),
        (2023, 13, 1, False),
        (2024, 2, 29, True),
        (2024, 2, 30, False),
        (2000, 2, 29, True),
        (1900, 2, 29, False),
        (None, 2, 29, True),
        (None, 2, 30, False),
        (None, 4, 30, True),
        (None, 4, 31, False),
        (0, 5, 1, False),
        (1, 1, 1, True),
        (9999, 12, 31, True),
        (10000, 1, 1, False),
    ],
)
def test_days_of_the_calendar(year: int | None, month: int, day: int, is_one: bool) -> None:
    assert is_calendar_date(year, month, day) is is_one


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
        ("2024 May", "2024-05"),
        ("Dec 10, 2023", "2023-12-10"),
        ("10 dec 2023", "2023-12-10"),
        ("May 1st 2024", "2024-05-01"),
        ("Mon 3 Jun 2024", "2024-06-03"),
        ("Sept 2024", "2024-09"),
        ("31 May 2024 10:00 EST", "2024-05-31"),
        *((f"5 {name} 2024", f"2024-{at:02}-05") for at, name in enumerate(MONTH_NAMES, 1)),
        *((f"{name[:3]} 2024", f"2024-{at:02}") for at, name in enumerate(MONTH_NAMES, 1)),
    ],
)
def test_parse_date(text: str, read: str) -> None:
    assert str(parse_date(text)) == read


def test_the_names_of_months_on_a_page() -> None:
    assert {name[:3]: at for at, name in enumerate(MONTH_NAMES, 1)} == MONTHS


EXAMPLES = "; write 2024, 2024-05, 2024-05-26, 2024-01..2024-06, ..2023, 2024.. or 30d.."


@pytest.mark.parametrize(
    "text",
    [
        "", "10", "99", "12.5", "2401.00001", "01/02/2024", "20240501", "2024-05-01T10:00",
        "May", "Dec 10", "--2-3", "soon", "Friday 2024", "5. Mai 2024", "summary 2024",
        "\N{FULLWIDTH DIGIT TWO}024", "Jan 99 2024", "June 31 2024", "May 2024 2023 12",
        "3 May 10000", "May 2024.5", "May 1.2024", "--02-291",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^{re.escape(repr(text) + ' is not a date' + EXAMPLES)}$"
    ):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    ["2023-02-29", "2024-13", "2024-00", "2024-05-00", "2024-1-32", "0000", "--02-30", "--13-01"],
)
def test_what_no_calendar_has(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is not in the calendar$"):
        parse_date(text)


@pytest.mark.parametrize("text", ["May 10:00 +0200", "may 1200h 10:00"])
def test_four_figures_that_are_no_year(text: str) -> None:
    told = re.escape(f"{text!r} lacks a year or a month{EXAMPLES}")
    with pytest.raises(ValueError, match=f"^{told}$"):
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


LEAP_DAY, JANUARY = date(2024, 2, 29), date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "today", "start", "end"),
    [
        ("2024", TODAY, "2024-01-01", "2024-12-31"),
        ("2024-02", TODAY, "2024-02-01", "2024-02-29"),
        ("2024-05-26", TODAY, "2024-05-26", "2024-05-26"),
        ("2024-01..2024-06", TODAY, "2024-01-01", "2024-06-30"),
        (" 2024 .. 2024-05-06 ", TODAY, "2024-01-01", "2024-05-06"),
        ("2024..2024", TODAY, "2024-01-01", "2024-12-31"),
        ("2024-05-26..2024-05-26", TODAY, "2024-05-26", "2024-05-26"),
        ("..2023", TODAY, "None", "2023-12-31"),
        ("..2023-02", TODAY, "None", "2023-02-28"),
        ("2024..", TODAY, "2024-01-01", "None"),
        ("2024-05..", TODAY, "2024-05-01", "None"),
        ("Jan 2024..", TODAY, "2024-01-01", "None"),
        ("..15 January 2024", TODAY, "None", "2024-01-15"),
        ("30d..", TODAY, "2026-03-01", "None"),
        ("30d", TODAY, "2026-03-01", "None"),
        ("0d", TODAY, "2026-03-31", "None"),
        ("1d..", TODAY, "2026-03-30", "None"),
        ("..1d", TODAY, "None", "2026-03-30"),
        ("2w", TODAY, "2026-03-17", "None"),
        (" 2 W ..", TODAY, "2026-03-17", "None"),
        ("1m..", TODAY, "2026-02-28", "None"),
        ("3m", TODAY, "2025-12-31", "None"),
        ("12m", TODAY, "2025-03-31", "None"),
        ("1m", JANUARY, "2025-12-15", "None"),
        ("2m", JANUARY, "2025-11-15", "None"),
        ("..1y", TODAY, "None", "2025-03-31"),
        ("1y", LEAP_DAY, "2023-02-28", "None"),
        ("4y", LEAP_DAY, "2020-02-29", "None"),
        ("1m", LEAP_DAY, "2024-01-29", "None"),
        ("2y..1y", TODAY, "2024-03-31", "2025-03-31"),
        ("1w..1w", TODAY, "2026-03-24", "2026-03-24"),
        ("2025..1w", TODAY, "2025-01-01", "2026-03-24"),
        ("1y..2026-03", TODAY, "2025-03-31", "2026-03-31"),
        ("999999d..", TODAY, "0001-01-01", "None"),
        ("999999y..", TODAY, "0001-01-01", "None"),
        ("..999999m", TODAY, "None", "0001-01-01"),
    ],
)
def test_parse_range(text: str, today: date, start: str, end: str) -> None:
    assert tuple(map(str, parse_range(text, today))) == (start, end)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' is not a date" + EXAMPLES),
        ("..", "a range needs a date at one end" + EXAMPLES),
        (" .. ", "a range needs a date at one end" + EXAMPLES),
        ("2024..2023", "'2024..2023' ends before it begins"),
        (" 2024-05-02..2024-05-01", "'2024-05-02..2024-05-01' ends before it begins"),
        ("1d..2d", "'1d..2d' ends before it begins"),
        ("1y..2024", "'1y..2024' ends before it begins"),
        ("x..", "'x' is not a date" + EXAMPLES),
        ("2024..x", "'x' is not a date" + EXAMPLES),
        ("2024-02-30..", "'2024-02-30' is not in the calendar"),
        ("--05-26", "'--05-26' lacks a year" + EXAMPLES),
        ("--05-26..", "'--05-26' lacks a year" + EXAMPLES),
        ("..--05-26", "'--05-26' lacks a year" + EXAMPLES),
        ("2024...2025", "'.2025' is not a date" + EXAMPLES),
        ("5", "'5' is not a date" + EXAMPLES),
        ("30", "'30' is not a date" + EXAMPLES),
        ("1234567d", "'1234567d' is not a date" + EXAMPLES),
        ("-5d", "'-5d' is not a date" + EXAMPLES),
        ("5h", "'5h' is not a date" + EXAMPLES),
        ("30days", "'30days' is not a date" + EXAMPLES),
        ("\N{FULLWIDTH DIGIT TWO}d", "'\N{FULLWIDTH DIGIT TWO}d' is not a date" + EXAMPLES),
    ],
)
def test_what_is_no_range(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        parse_range(text, TODAY)


class Entry(NamedTuple):
    """One rule: the date of an entry, the date of its page, and what the two come to."""

    why: str
    entry: PartialDate | None
    page: PartialDate
    found: str | None


def yearless(month: int, day: int) -> PartialDate:
    return PartialDate(None, month, day)


PAGE = PartialDate(2025, 3, 17)
ENTRIES = [
    Entry("without a year it is of the page's", yearless(3, 16), PAGE, "2025-03-16"),
    Entry("of the same day", yearless(3, 17), PAGE, "2025-03-17"),
    Entry("of a later day of an earlier month", yearless(2, 28), PAGE, "2025-02-28"),
    Entry("the next day is later than the page", yearless(3, 18), PAGE, "--03-18"),
    Entry("an earlier day of the next month too", yearless(4, 1), PAGE, "--04-01"),
    Entry("a year that is written stays", PartialDate(2023, 3, 16), PAGE, "2023-03-16"),
    Entry("though it be later", PartialDate(2026, 3, 18), PAGE, "2026-03-18"),
    Entry("a day that the year has not", yearless(2, 29), PAGE, "--02-29"),
    Entry("a day that it has", yearless(2, 29), PartialDate(2024, 3, 17), "2024-02-29"),
    Entry("a page without a year", yearless(3, 16), yearless(3, 17), "--03-16"),
    Entry("a page of which only the year is known", yearless(12, 31), PartialDate(2025),
        "2025-12-31"),
    Entry("no date", None, PAGE, None),
]  # fmt: skip


@pytest.mark.parametrize("rule", ENTRIES, ids=lambda rule: rule.why)
def test_the_date_of_an_entry(rule: Entry) -> None:
    found = in_year_of(rule.entry, rule.page)
    assert (found and str(found)) == rule.found
    guess = in_year_of(rule.entry, rule.page._replace(inferred=True))
    assert (guess and str(guess)) == rule.found
    assert bool(guess and guess.inferred) == (found != rule.entry)


def test_a_leap_day_is_one_without_a_year() -> None:
    assert is_leap_day(yearless(2, 29))
    others = (yearless(2, 28), yearless(3, 29), PartialDate(2024, 2, 29), PartialDate(2024))
    assert not any(map(is_leap_day, others))
