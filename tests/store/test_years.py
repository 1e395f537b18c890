"""The years of digests in an index: what papers tell of them, and what follows from a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from sqlite3 import Connection
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papercli.dates import parse_date
from papercli.errors import PapersError, UsageError
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.search.digests import digests
from papercli.store.connection import scratch
from papercli.store.digest_lookup import find_digest
from papercli.store.digests import add_digests
from papercli.store.forgetting import forget_digest
from papercli.store.prepared_digests import prepare_digest
from papercli.store.rebuild import rebuild_papers
from papercli.store.said_years import set_digest_year
from tests.store.invented import NOW, assert_sound, digest, snapshot

LATE = datetime(2030, 6, 1, tzinfo=timezone.utc)
NAMES = (
    "Kelp Forests from Orbit",
    "Ferries that Dock by Radar",
    "Mosses under Barometric Pressure",
    "Glazes that Know their Kiln",
    "Lanterns for Deep Libraries",
)


def page(name: str, date: str, entries: str, said: int | None = None) -> Digest:
    """A digest of this date (empty: none), its entries as ``PAPER@DATE``, papers by number."""
    sightings = []
    for one in entries.split():
        paper, _, when = one.partition("@")
        text = f"{NAMES[int(paper)]} is what we describe here. " * 4
        published = parse_date(when) if when else None
        sightings.append(Sighting(1, NAMES[int(paper)], text, published=published))
    return digest(name, sightings, parse_date(date) if date else None, said)


def add(connection: Connection, *pages: Digest, now: datetime = LATE) -> None:
    add_digests(connection, [prepare_digest(one) for one in pages], now)


def mark(text: str, inferred: object) -> str:
    return f"~{text}" if inferred else text


def dates(connection: Connection) -> dict[str, str]:
    """The date of each digest by its name, with a ~ where the year is inferred."""
    return {
        each.path.removesuffix(".txt"): mark(str(each.date), each.date and each.date.inferred)
        + (f" {each.year}" if each.date is None and each.year else "")
        for each in digests(connection)
    }


def published(connection: Connection) -> dict[int, str]:
    """The date of each paper by its number."""
    rows = connection.execute("SELECT title, published, published_inferred FROM papers")
    return {NAMES.index(title): mark(date, inferred) for title, date, inferred in rows}


def contradicted(connection: Connection) -> list[str]:
    return [each.path for each in digests(connection) if each.year_problem]


class Rule(NamedTuple):
    """Digests, the dates that they come to, and those of papers that matter."""

    why: str
    pages: Sequence[Digest]
    dates: str
    papers: dict[int, str]
    contradicted: str = ""


RULES = [
    Rule("a page of old papers is of no certain year",
        [page("a", "--11-20", "0@2022-04-29 1@2021-03-02 2@--11-03")],
        "~2023-11-20", {0: "2022-04-29", 2: "~2023-11-03"}),
    Rule("without a year written out of none", [page("a", "--11-20", "0@--11-03")],
        "--11-20", {0: "--11-03"}),
    Rule("the same paper names the year",
        [page("a", "--11-20", "0@--11-03 1@--11-02"), page("b", "--12-10", "0@2023-11-03")],
        "2023-11-20 ~2024-12-10", {0: "2023-11-03", 1: "2023-11-02"}),
    Rule("and stands above what would be inferred",
        [page("a", "--11-20", "0@--11-03 1@--11-02 2@2020-01-01"),
         page("b", "--12-10", "0@2023-11-03")],
        "2023-11-20 ~2024-12-10", {1: "2023-11-02"}),
    Rule("on the same day alone",
        [page("a", "--11-20", "0@--11-03 1@--11-02"), page("b", "--12-10", "0@2023-11-02")],
        "--11-20 ~2024-12-10", {0: "2023-11-02", 1: "--11-02"}),
    Rule("a month is not enough",
        [page("a", "--11-20", "0@--11-03"), page("b", "--12-10", "0@2023-11")],
        "--11-20 ~2024-12-10", {0: "2023-11"}),
    Rule("what is dated later than its page tells nothing",
        [page("a", "--11-20", "0@--11-21 1@--11-02"), page("b", "--12-10", "0@2023-11-21")],
        "--11-20 ~2024-12-10", {0: "2023-11-21", 1: "--11-02"}),
    Rule("a page with its year names that of others",
        [page("a", "--11-20", "0@--11-03"), page("b", "2024-12-10", "0@2024-11-03")],
        "2024-11-20 2024-12-10", {0: "2024-11-03"}),
    Rule("so does one of which the user says it",
        [page("a", "--11-20", "0@--11-03 1@--11-02"), page("b", "--12-10", "0@--11-03", 2024)],
        "2024-11-20 2024-12-10", {0: "2024-11-03", 1: "2024-11-02"}),
    Rule("an inferred year names none",
        [page("a", "--11-20", "0@--11-03"), page("b", "--12-10", "0@--11-03 1@2023-01-01")],
        "--11-20 ~2024-12-10", {0: "~2024-11-03"}),
    Rule("nor does it stand above a known one",
        [page("a", "--11-20", "0@--11-03", 2026), page("b", "--12-10", "0@--11-04 1@2023-01-01")],
        "2026-11-20 ~2024-12-10", {0: "2026-11-03"}),
    Rule("from one page to the next",
        [page("a", "--11-20", "0@--11-03 1@--11-02"), page("b", "--11-21", "1@--11-02 2@--11-01"),
         page("c", "--11-22", "2@--11-01 3@--10-31"), page("d", "--12-10", "0@2023-11-03")],
        "2023-11-20 2023-11-21 2023-11-22 ~2024-12-10", {3: "2023-10-31"}),
    Rule("a page without a date",
        [page("a", "", "0@--11-03 1@--12-31"), page("b", "--12-10", "0@2023-11-03")],
        "None~2023 ~2024-12-10".replace("~2023", " 2023"), {1: "2023-12-31"}),
    Rule("two years are named: none is taken",
        [page("a", "--11-20", "0@--11-03 1@--11-02 2@--11-01"),
         page("b", "--12-10", "0@2023-11-03 1@2022-11-02")],
        "--11-20 ~2024-12-10", {2: "--11-01"}, "a"),
    Rule("a year is named that the page writes out itself",
        [page("a", "--11-20", "0@--11-03 2@2023-01-01"), page("b", "--12-10", "0@2023-11-03")],
        "--11-20 ~2024-12-10", {0: "2023-11-03"}, "a"),
    Rule("a year is named that has not come",
        [page("a", "--11-20", "0@--11-03"), page("b", "2031-12-10", "0@2031-11-03")],
        "--11-20 2031-12-10", {0: "2031-11-03"}, "a"),
    Rule("what the user says stays, and what speaks against it is told",
        [page("a", "--11-20", "0@--11-03 1@--11-02", 2024), page("b", "--12-10", "0@2023-11-03")],
        "2024-11-20 ~2024-12-10", {0: "2023-11-03", 1: "2024-11-02"}, "a"),
    Rule("a leap day names a leap year",
        [page("a", "--03-20", "0@--02-29 1@--03-01"), page("b", "--12-10", "0@2024-02-29")],
        "2024-03-20 ~2025-12-10", {1: "2024-03-01"}),
    Rule("a contradiction ends at who has facts of his own",
        [page("a", "--11-20", "0@--11-03 2@--11-01"), page("b", "--11-21", "1@--11-02 2@--11-01"),
         page("c", "--12-10", "0@2023-11-03 1@2022-11-02")],
        "2023-11-20 2022-11-21 ~2024-12-10", {}, "a b"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.why)
def test_the_years_of_digests_in_any_order(rule: Rule) -> None:
    names = [one.path.removesuffix(".txt") for one in rule.pages]
    shown = " ".join
    for order in (rule.pages, rule.pages[::-1]):
        for at_once in (True, False):
            with scratch() as connection:
                if at_once:
                    add(connection, *order)
                else:
                    for one in order:
                        add(connection, one)
                found = dates(connection)
                assert shown(found[name] for name in names) == rule.dates
                told = published(connection)
                assert {paper: told[paper] for paper in rule.papers} == rule.papers
                names_told = sorted(path[0] for path in contradicted(connection))
                assert shown(names_told) == rule.contradicted
                assert_sound(connection)


def test_a_list_that_writes_out_every_year_is_of_none() -> None:
    """Its youngest entry may be of the very year of the ingest."""
    listed = page("a", "", "0@2030-01-01 1@2023-01-01")._replace(leaves_out_years=False)
    with scratch() as connection:
        add(connection, listed)
        assert dates(connection) == {"a": "None"}
        assert not contradicted(connection)


GUESS = page("a", "--11-20", "0@--11-03 1@2022-01-01")
FACT = page("b", "--12-10", "0@2024-11-03")


def test_a_guess_becomes_known_and_a_guess_again() -> None:
    with scratch() as connection:
        add(connection, GUESS)
        before = snapshot(connection)
        assert (dates(connection)["a"], published(connection)[0]) == ("~2023-11-20", "~2023-11-03")
        add(connection, FACT)
        assert (dates(connection)["a"], published(connection)[0]) == ("2024-11-20", "2024-11-03")
        forget_digest(connection, "b.txt")
        assert dates(connection) == {"a": "~2023-11-20"}
        assert snapshot(connection) == before


@pytest.mark.parametrize("shown", ["0@--11-03 1@--11-02", "1@--11-02"])
def test_what_two_pages_know_from_a_third_goes_with_it(shown: str) -> None:
    # Each of the two would go on naming the other's year.
    with scratch() as connection:
        add(connection, page("a", "--11-20", "0@--11-03 1@--11-02"))
        add(connection, page("c", "--11-21", shown), FACT)
        assert list(dates(connection).values()) == ["2024-11-20", "2024-11-21", "~2025-12-10"]
        forget_digest(connection, "b.txt")
        assert list(dates(connection).values()) == ["--11-20", "--11-21"]


def test_a_contradiction_goes_with_what_contradicts() -> None:
    with scratch() as connection:
        add(connection, GUESS, FACT, page("c", "--12-11", "0@2023-11-03"))
        assert contradicted(connection) == ["a.txt"]
        forget_digest(connection, "b.txt")
        assert (dates(connection)["a"], contradicted(connection)) == ("2023-11-20", [])


def test_the_day_of_the_first_ingest_counts() -> None:
    # A later look at the same text tells nothing new of its year, nor does a rebuild.
    with scratch() as connection:
        add(connection, page("a", "--12-10", "0@2024-05-26 1@--12-09"), now=NOW)
        add(connection, page("a", "--12-10", "0@2024-05-26 1@--12-09"), now=LATE)
        assert (dates(connection)["a"], published(connection)[1]) == ("2025-12-10", "2025-12-09")
        rebuild_papers(connection)
        assert dates(connection)["a"] == "2025-12-10"


def test_the_user_says_the_year_and_takes_it_back() -> None:
    with scratch() as connection:
        add(connection, GUESS, page("c", "--11-21", "0@--11-03 2@--11-01"))
        before = snapshot(connection)
        number = find_digest(connection, "a.txt")
        assert set_digest_year(connection, number, 2025) == number
        assert list(dates(connection).values()) == ["2025-11-20", "2025-11-21"]
        assert published(connection) == {0: "2025-11-03", 1: "2022-01-01", 2: "2025-11-01"}
        set_digest_year(connection, number, None)
        assert list(dates(connection).values()) == ["~2023-11-20", "--11-21"]
        assert snapshot(connection) == before
        assert_sound(connection)


def test_a_year_said_later_is_as_good_as_one_said_at_once() -> None:
    with scratch() as later, scratch() as at_once:
        add(later, GUESS, page("c", "--11-21", "0@--11-03 2@--11-01"))
        set_digest_year(later, 1, 2025)
        add(at_once, GUESS._replace(said_year=2025), page("c", "--11-21", "0@--11-03 2@--11-01"))
        assert (snapshot(later), dates(later)) == (snapshot(at_once), dates(at_once))


def test_the_first_word_corrects_a_wrong_one() -> None:
    with scratch() as connection:
        add(connection, page("a", "--11-20", "0@--11-03", 2023), FACT)
        assert contradicted(connection) == ["a.txt"]
        set_digest_year(connection, 1, 2024)
        assert (dates(connection)["a"], contradicted(connection)) == ("2024-11-20", [])


@pytest.mark.parametrize(
    ("date", "entries", "year", "reason"),
    [
        ("--11-20", "0@2023-01-01", 2023, "it writes out 2023"),
        ("--11-20", "0@--02-29", 2025, "it shows 29 February, which 2025 has not"),
        ("--02-29", "0@--01-01", 2025, "it shows 29 February, which 2025 has not"),
        ("--11-20", "0@2023-01-01", 2030, "it was ingested on 2030-06-01"),
        ("2024-11-20", "0@2023-01-01", 2025, "the digest is dated 2024"),
    ],
)
def test_a_year_that_the_page_contradicts_is_refused(
    date: str, entries: str, year: int, reason: str
) -> None:
    with scratch() as connection:
        add(connection, page("a", date, entries))
        before = dates(connection)
        with pytest.raises(UsageError) as raised:
            set_digest_year(connection, 1, year)
        assert raised.value.message.startswith(f"a.txt: not of {year}: {reason}")
        assert dates(connection) == before


def test_a_digest_that_shows_its_year_may_be_said_to_be_of_it() -> None:
    with scratch() as connection:
        add(connection, page("a", "2024-11-20", "0@2023-01-01"))
        for year in (2024, None):
            assert set_digest_year(connection, 1, year) == 1
        assert dates(connection) == {"a": "2024-11-20"}
        with pytest.raises(PapersError):
            find_digest(connection, "b.txt")


ENTRIES = st.lists(st.sampled_from(["0@--11-03", "1@--11-03"]), min_size=1, unique=True)
"""Of one paper or both, without a year: two digests of the same are of one year."""
FACTS = st.sampled_from(["0@2023-11-03", "0@2024-11-03", "1@2023-11-03"])


@st.composite
def libraries(draw: st.DrawFn) -> list[Digest]:
    """Pages without a year and one of two years, and facts that name either."""
    found = []
    for number in range(draw(st.integers(2, 3))):
        date, said = draw(st.sampled_from([("--11-20", None), ("", None), ("--11-21", 2024)]))
        found.append(page(f"page{number}", date, " ".join(draw(ENTRIES)), said))
    for number in range(draw(st.integers(1, 2))):
        found.append(page(f"fact{number}", "--12-10", draw(FACTS)))
    return found


LAW = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def everything(connection: Connection) -> tuple[object, ...]:
    rows = {
        (each.path, each.date, each.year, each.year_source, each.year_problem)
        for each in digests(connection)
    }
    return rows, snapshot(connection)


@LAW
@given(libraries(), st.data())
def test_no_order_and_no_detour_changes_a_year(library: list[Digest], data: st.DataObject) -> None:
    order = data.draw(st.permutations(library))
    forgotten = data.draw(st.sampled_from(library))
    with scratch() as at_once, scratch() as one_by_one, scratch() as without:
        add(at_once, *library)
        for one in order:
            add(one_by_one, one)
        assert everything(one_by_one) == everything(at_once)
        number = find_digest(one_by_one, forgotten.path)
        set_digest_year(one_by_one, number, 2028)
        set_digest_year(one_by_one, number, forgotten.said_year)
        assert everything(one_by_one) == everything(at_once)
        rebuild_papers(one_by_one)
        assert everything(one_by_one) == everything(at_once)
        add(without, *(one for one in library if one is not forgotten))
        forget_digest(one_by_one, forgotten.path)
        assert everything(one_by_one) == everything(without)


def test_entries_alike_but_for_the_year_of_their_pages_are_one_record() -> None:
    # The year of a page is no part of what is compared, nor is one that the user says.
    with scratch() as connection:
        add(connection, page("a", "--11-20", "0@--11-03", 2024), page("b", "--11-21", "0@--11-03"))
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (1,)
        stored = connection.execute("SELECT year, month, day FROM records").fetchone()
        assert PartialDate(*stored) == PartialDate(None, 11, 3)
