"""The year of a digest: what the facts of one page leave, and what linked pages tell each other."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import BOUNDS, INFERRED, PAPERS, SAID, is_calendar_date, parse_date
from papercli.matching.years import Facts, Year, bounds_of, fits, own_year, said_year, settle
from papercli.model.paper import PartialDate

LATE = date(9999, 12, 31)


def shown(text: str) -> PartialDate:
    """A date as a page shows it, in the calendar or not."""
    *year, month, day = map(int, filter(None, text.split("-")))
    return PartialDate(year=year[0] if year else None, month=month, day=day)


def facts(page: str, entries: str = "", ingested: date = LATE, said: int | None = None) -> Facts:
    """The facts of a page of this date, whose entries show these."""
    when = shown(page) if page else None
    after, leap_day = bounds_of(when, map(shown, entries.split()))
    month, day = (when.month, when.day) if when else (None, None)
    return Facts(month, day, after, leap_day, said, ingested)


class Page(NamedTuple):
    """One rule: the date of a digest and those of its entries, and the year that they leave."""

    why: str
    digest: str
    entries: str
    year: int | None


PAGES = [
    Page("no entry", "--12-10", "", None),
    Page("no year written out bounds nothing", "--12-10", "--05-26 --12-09", None),
    Page("nor does a leap day", "--02-29", "--02-29", None),
    Page("a year written out is over", "--12-10", "2024-05-26", 2025),
    Page("at whatever time of the year", "--01-01", "2024-12-31", 2025),
    Page("the last of several counts", "--12-10", "2024-05-26 2019-12-31 --05-26", 2025),
    Page("wherever it stands", "--12-10", "--05-26 2019-12-31 2024-05-26", 2025),
    Page("a digest of a leap day", "--02-29", "2024-05-26", 2028),
    Page("in the first year that may be", "--02-29", "2023-05-26", 2024),
    Page("an entry of a leap day", "--12-10", "2021-05-26 --02-29", 2024),
    Page("a leap day of a year of its own", "--12-10", "2020-02-29", 2021),
    Page("no leap day in 2100", "--02-29", "2096-05-01", 2104),
    Page("a leap day in 2000", "--02-29", "1999-05-01", 2000),
    Page("28 February is no leap day", "--02-28", "2024-05-26", 2025),
    Page("29 March is no leap day", "--03-29", "2024-05-26", 2025),
    Page("days of no calendar bound nothing", "--12-10", "2024-05-26 --02-30 --04-31", 2025),
    Page("no year after the last one", "--12-10", "9999-05-26", None),
    Page("no leap year after the last one", "--02-29", "9996-05-26", None),
    Page("a page without a date is of some year, too", "", "2024-05-26 --12-31", 2025),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.why)
def test_the_smallest_year_that_the_page_leaves(page: Page) -> None:
    for order in permutations(page.entries.split()):
        found = own_year(facts(page.digest, " ".join(order)))
        assert found == (Year(page.year, INFERRED) if page.year else Year())


class Bound(NamedTuple):
    """One rule: a page that writes out a year before, and the day on which it was ingested."""

    why: str
    digest: str
    entries: str
    ingested: str
    year: Year


BOUND = [
    Bound("the year is not over", "--12-10", "2024-05-26", "2025-12-10", Year(2025, BOUNDS)),
    Bound("nor has the day come again", "--12-10", "2024-05-26", "2026-12-08", Year(2025, BOUNDS)),
    Bound("tomorrow it is today elsewhere", "--12-10", "2024-05-26", "2026-12-09",
        Year(2025, INFERRED)),
    Bound("the day has come again", "--12-10", "2024-05-26", "2026-12-10", Year(2025, INFERRED)),
    Bound("on the last day of the year", "--01-01", "2024-05-26", "2025-12-31",
        Year(2025, INFERRED)),
    Bound("and the day before it", "--01-01", "2024-05-26", "2025-12-30", Year(2025, BOUNDS)),
    Bound("the page of tomorrow", "--12-10", "2024-05-26", "2025-12-09", Year(2025, BOUNDS)),
    Bound("a page from the future", "--12-10", "2024-05-26", "2025-12-08", Year(against=(2025,))),
    Bound("a year that is to come is written", "--12-10", "2026-05-26", "2026-12-31",
        Year(against=(2027,))),
    Bound("no other leap year so far", "--02-29", "2021-05-26", "2028-02-27", Year(2024, BOUNDS)),
    Bound("another one", "--02-29", "2021-05-26", "2028-02-28", Year(2024, INFERRED)),
    Bound("no leap year so far", "--12-10", "2024-05-26 --02-29", "2026-03-01",
        Year(against=(2028,))),
    Bound("the last year there is", "--12-10", "9998-05-26", "9999-12-31", Year(9999, BOUNDS)),
    Bound("without a year written out the day of ingest tells nothing", "--12-10", "--05-26",
        "2025-12-31", Year()),
    Bound("a page without a date is of its first day", "", "2024-05-26", "2025-12-30",
        Year(2025, BOUNDS)),
    Bound("at the earliest", "", "2024-05-26", "2025-12-31", Year(2025, INFERRED)),
]  # fmt: skip


@pytest.mark.parametrize("rule", BOUND, ids=lambda rule: rule.why)
def test_the_day_of_ingest_bounds_the_year(rule: Bound) -> None:
    ingested = date.fromisoformat(rule.ingested)
    assert own_year(facts(rule.digest, rule.entries, ingested)) == rule.year


def test_what_the_user_says_stands_above_all() -> None:
    today = date(2026, 1, 15)
    assert own_year(facts("--12-10", "2019-05-26", today, 2024)) == Year(2024, SAID)
    assert own_year(facts("--12-10", "", today, 2026)) == Year(2026, SAID, (2025,))
    assert own_year(facts("--01-16", "", today, 2026)) == Year(2026, SAID)
    page = facts("--12-10", "", today, 2024)
    assert said_year(page, 2024, {2024}) == Year(2024, SAID)
    assert said_year(page, 2024, {2025, 2023}) == Year(2024, SAID, (2023, 2025))


class Class(NamedTuple):
    """One rule: pages, which of them are linked, the years that their papers name, the outcome."""

    why: str
    pages: str
    links: list[tuple[int, int]]
    named: dict[int, set[int]]
    years: list[Year]


TODAY = date(2026, 1, 15)
KINDS = {
    "bare": facts("--01-10", "", TODAY),  # nothing bounds it
    "old": facts("--01-10", "2023-05-26", TODAY),  # 2024 or later
    "sure": facts("--12-10", "2024-05-26", TODAY),  # can only be of 2025
    "leap": facts("--03-10", "2021-05-26 --02-29", TODAY),  # can only be of 2024
    "odd": facts("--12-10", "2025-05-26", TODAY),  # from the future
}
OPEN, GUESS = Year(), Year(2024, INFERRED)
CLASSES = [
    Class("alone each has its own", "bare old sure", [], {},
        [OPEN, GUESS, Year(2025, BOUNDS)]),
    Class("papers name the year", "bare", [], {0: {2022}}, [Year(2022, PAPERS)]),
    Class("a year that is named is better than a guess", "old", [], {0: {2025}},
        [Year(2025, PAPERS)]),
    Class("though it be the guess", "old", [], {0: {2024}}, [Year(2024, PAPERS)]),
    Class("bounds that are confirmed", "sure", [], {0: {2025}}, [Year(2025, BOUNDS)]),
    Class("linked pages are of one year", "bare old", [(0, 1)], {0: {2025}},
        [Year(2025, PAPERS)] * 2),
    Class("through any number of others", "bare bare old bare", [(0, 1), (2, 3), (1, 2)],
        {3: {2025}}, [Year(2025, PAPERS)] * 4),
    Class("bounds that meet name the year of others", "bare sure", [(0, 1)], {},
        [Year(2025, PAPERS), Year(2025, BOUNDS)]),
    Class("a guess tells others nothing", "bare old", [(0, 1)], {}, [OPEN, GUESS]),
    Class("who is not linked learns nothing", "bare bare old", [(0, 2)], {1: {2025}},
        [OPEN, Year(2025, PAPERS), GUESS]),
    Class("two years are named", "bare", [], {0: {2023, 2022}}, [Year(against=(2022, 2023))]),
    Class("though only one of them fits", "old", [], {0: {2023, 2025}},
        [Year(against=(2023, 2025))]),
    Class("a year that is over", "old", [], {0: {2023}}, [Year(against=(2023,))]),
    Class("a year that has not come", "bare", [], {0: {2027}}, [Year(against=(2027,))]),
    Class("against bounds that meet", "sure", [], {0: {2024}}, [Year(against=(2024, 2025))]),
    Class("where linked pages differ each has what is said of itself", "bare bare old",
        [(0, 1), (1, 2)], {0: {2025}, 2: {2024}},
        [Year(2025, PAPERS, (2024, 2025)), Year(against=(2024, 2025)),
         Year(2024, PAPERS, (2024, 2025))]),
    Class("or what it leaves", "old bare", [(0, 1)], {1: {2022, 2021}},
        [Year(2024, INFERRED, (2021, 2022)), Year(against=(2021, 2022))]),
    Class("two bounds that meet elsewhere", "sure leap", [(0, 1)], {},
        [Year(2025, BOUNDS, (2024, 2025)), Year(2024, BOUNDS, (2024, 2025))]),
    Class("a page from the future tells nothing", "odd bare", [(0, 1)], {},
        [Year(against=(2026,)), OPEN]),
    Class("and is of no year that is named", "odd bare", [(0, 1)], {1: {2025}},
        [Year(against=(2026,)), Year(2025, PAPERS, (2025,))]),
]  # fmt: skip


@pytest.mark.parametrize("rule", CLASSES, ids=lambda rule: rule.why)
def test_linked_pages(rule: Class) -> None:
    pages = dict(enumerate(KINDS[kind] for kind in rule.pages.split()))
    expected = dict(enumerate(rule.years))
    for links in permutations(rule.links):
        assert settle(pages, links, rule.named) == expected
        assert settle(pages, [(b, a) for a, b in links], rule.named) == expected


DAYS = st.builds(PartialDate, st.none(), st.integers(1, 12), st.integers(1, 28))
DATES = st.lists(
    st.builds(
        PartialDate, st.none() | st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 29)
    )
)
INGESTED = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(DAYS, DATES, INGESTED)
def test_a_year_is_known_when_no_other_fits_and_else_the_smallest(
    page: PartialDate, entries: list[PartialDate], ingested: date
) -> None:
    after, leap_day = bounds_of(page, entries)
    one = Facts(page.month, page.day, after, leap_day, None, ingested)

    def possible(year: int) -> bool:
        day = date(year, page.month or 0, page.day or 0)
        return (day - ingested).days <= 1 and all(
            entry.year < year if entry.year is not None
            else is_calendar_date(year, entry.month or 0, entry.day or 0)
            for entry in entries
        )  # fmt: skip

    years = [year for year in range(1985, 2045) if possible(year)]
    assert years == [year for year in range(1985, 2045) if fits(one, year)]
    found = own_year(one)
    if after is None:
        assert found == Year()
    elif not years:
        assert (found.year, found.source, len(found.against)) == (None, None, 1)
    else:
        assert found == Year(years[0], BOUNDS if len(years) == 1 else INFERRED)


def test_a_date_with_a_year_bounds_without_its_day() -> None:
    assert bounds_of(None, [parse_date("2024-05"), parse_date("2023")]) == (2024, False)
    assert bounds_of(None, []) == (None, False)
