"""The dates of a page and of its entries as written, and a year that the page contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from papercli.errors import ExitCode, UsageError
from papercli.readers.hf_dates import read_count
from tests.readers.pages import MASTHEAD, TITLES, entry, page, problems, read, sightings, titles

LATER = "entry dated later than its digest; its year is unknown"
OWN = "the digest's own year or later, written out"


class Row(NamedTuple):
    """One rule: a page dated ``shown`` with entries dated so, and what is read of them."""

    why: str
    shown: str
    entries: list[str]
    date: str
    published: list[str]
    told: Sequence[str] = ()
    said: int | None = None


ROWS = [
    Row("no year anywhere", "Dec 10", ["May 1"], "--12-10", ["--05-01"]),
    Row("of the year after those written out", "Dec 10", ["May 1, 2019", "Jun 3, 2024", "May 2"],
        "--12-10", ["2019-05-01", "2024-06-03", "--05-02"]),
    Row("an entry of the same day", "Dec 10", ["Dec 10", "Jun 3, 2024"],
        "--12-10", ["--12-10", "2024-06-03"]),
    Row("a month of another language, as short as ours", "Dec 10", ["Okt 3", "Jun 3, 2024"],
        "--12-10", ["--10-03", "2024-06-03"]),
    Row("an entry of the next day", "Dec 10", ["Dec 11", "Jun 3, 2024"],
        "--12-10", ["--12-11", "2024-06-03"], [LATER]),
    Row("an entry of the next month", "Nov 30", ["Dec 1", "Jun 3, 2024"],
        "--11-30", ["--12-01", "2024-06-03"], [LATER]),
    Row("an entry of a later day in an earlier month", "Dec 10", ["Nov 30", "Jun 3, 2024"],
        "--12-10", ["--11-30", "2024-06-03"]),
    Row("a later entry where no year is known", "Dec 10", ["Dec 24"],
        "--12-10", ["--12-24"], [LATER]),
    Row("entries without a date", "Dec 10", ["", "soon", "Jun 3, 2024"],
        "--12-10", ["None", "None", "2024-06-03"], ["not a date: 'soon'"]),
    Row("entries without a date contradict no year", "Dec 10", ["", "soon"],
        "--12-10", ["None", "None"], ["not a date: 'soon'"], said=2026),
    Row("a leap day of the page", "Feb 29", ["May 1, 2024"], "--02-29", ["2024-05-01"]),
    Row("a leap day of an entry", "Dec 10", ["Feb 29", "May 1, 2021"],
        "--12-10", ["--02-29", "2021-05-01"]),
    Row("a leap day with its year", "Dec 10", ["Feb 29, 2020"], "--12-10", ["2020-02-29"]),
    Row("a leap day alone", "Dec 10", ["Feb 29"], "--12-10", ["--02-29"]),
    Row("a leap day in no leap year bounds nothing", "Dec 10", ["Feb 29, 2021"],
        "--12-10", ["None"], ["no calendar has 'Feb 29, 2021'"]),
    Row("a day of no calendar bounds nothing", "Dec 10", ["Feb 30", "May 1, 2023"],
        "--12-10", ["None", "2023-05-01"], ["no calendar has 'Feb 30'"]),
    Row("a page of no calendar", "Feb 30", ["Jan 2", "May 1, 2023"],
        "None", ["--01-02", "2023-05-01"], ["no calendar has 'Feb 30'"]),
    Row("a year on the page is not inferred", "Dec 10, 2024", ["May 1", "Jun 3, 2019"],
        "2024-12-10", ["2024-05-01", "2019-06-03"]),
    Row("its own year written out", "Dec 10, 2024", ["May 1, 2024"],
        "2024-12-10", ["2024-05-01"], [OWN]),
    Row("a later year written out", "Dec 10, 2024", ["May 1, 2025"],
        "2024-12-10", ["2025-05-01"], [OWN]),
    Row("the year before written out", "Dec 10, 2024", ["May 1, 2023"],
        "2024-12-10", ["2023-05-01"]),
    Row("a leap day where the page has none", "Dec 10, 2023", ["Feb 29"],
        "2023-12-10", ["--02-29"], ["2023 has no such day; the year of the entry is unknown"]),
    Row("the user says the year", "Dec 10", ["May 1", "Dec 10"],
        "--12-10", ["--05-01", "--12-10"], said=2026),
    Row("the year said may be later than need be", "Dec 10", ["May 1", "Jun 3, 2023"],
        "--12-10", ["--05-01", "2023-06-03"], said=2026),
    Row("the year said is the one after at the earliest", "Dec 10", ["Jun 3, 2023"],
        "--12-10", ["2023-06-03"], said=2024),
    Row("the year said is written as well", "Dec 10, 2024", ["May 1"],
        "2024-12-10", ["2024-05-01"], said=2024),
    Row("later entries are of no year said", "Dec 10", ["Dec 11"],
        "--12-10", ["--12-11"], [LATER], said=2026),
    Row("days of no calendar contradict no year", "Dec 10", ["Feb 30"],
        "--12-10", ["None"], ["no calendar has 'Feb 30'"], said=2026),
    Row("a leap day in the year said", "Feb 29", ["Jan 1"], "--02-29", ["--01-01"], said=2024),
]  # fmt: skip


def dated(shown: str, entries: list[str]) -> str:
    """A page of this date with an entry for each date; empty: an entry without metadata."""
    metadata = [f"• 2 authors\n·\n{one}" if one else None for one in entries]
    return page(*(entry(n, lines) for n, lines in enumerate(metadata)), date=shown)


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: rule.why)
def test_the_dates_of_a_page(rule: Row) -> None:
    reading = read(dated(rule.shown, rule.entries), year=rule.said)
    [digest] = reading.digests
    assert (str(digest.date), digest.said_year) == (rule.date, rule.said)
    assert [str(one.published) for one in digest.sightings] == rule.published
    assert [problem for _, problem in problems(reading)] == list(rule.told)


def test_a_problem_of_a_date_is_told_with_its_line() -> None:
    reading = read(dated("Dec 10", ["May 1", "Dec 24", "Jun 3, 2024"]))
    assert problems(reading) == [(27, LATER)]
    assert problems(read(dated("Feb 30", ["May 1"]))) == [(11, "no calendar has 'Feb 30'")]


def test_without_a_masthead_the_year_said_is_kept() -> None:
    reading = read(entry(0, "• 2 authors\n·\nMay 1"), year=2026)
    [digest] = reading.digests
    assert (titles(reading), digest.date, digest.said_year) == (TITLES[:1], None, 2026)
    assert [str(one.published) for one in sightings(reading)] == ["--05-01"]
    without = "\n\n".join([*MASTHEAD, entry(0, "• 2 authors\n·\nMay 1")])
    assert [str(one.published) for one in sightings(read(without))] == ["--05-01"]


@pytest.mark.parametrize(
    ("shown", "entries", "said", "line", "reason"),
    [
        ("Dec 10, 2024", ["May 1"], 2025, 11, "the digest is dated 2024-12-10"),
        ("Dec 10, 2024", ["May 1"], 2023, 11, "the digest is dated 2024-12-10"),
        ("Feb 29", ["Jan 1"], 2025, 11, "2025 has no Feb 29"),
        ("Dec 10", ["May 1", "May 1, 2023"], 2023, 27, "an entry is dated 2023-05-01"),
        ("Dec 10", ["May 1", "May 1, 2023"], 1999, 27, "an entry is dated 2023-05-01"),
        ("Dec 10", ["Feb 29"], 2025, 19, "2025 has no Feb 29"),
        ("Feb 29", ["Feb 29", "May 1, 2030"], 2025, 11, "2025 has no Feb 29"),
        ("Dec 10", ["May 1, 2030", "Feb 29"], 2025, 19, "an entry is dated 2030-05-01"),
    ],
)
def test_a_year_that_the_dump_contradicts_is_refused(
    shown: str, entries: list[str], said: int, line: int, reason: str
) -> None:
    with pytest.raises(UsageError) as raised:
        read(dated(shown, entries), year=said)
    assert raised.value.message == f"page.txt:{line}: not of {said}: {reason}"
    assert raised.value.code is ExitCode.USAGE
    assert "say a later year, or leave --year out" in (raised.value.hint or "")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1,234", 1234), ("1.3k", 1300), ("2K", 2000), ("\u00b2", 0), ("\u0661", 0)],
)
def test_a_count_is_read_by_the_digits_of_ascii(text: str, number: int) -> None:
    assert read_count(text) == number
