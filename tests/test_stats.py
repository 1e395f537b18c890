"""The report on an index: every figure from what is stored, in the shape that is documented."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.query.parser import parse
from papercli.query.tree import EVERYTHING, Node
from papercli.search.counts import Figures, Place, figures
from papercli.stats import BREAKDOWNS, MOST_OVERLAPPING, Stats, labels, report
from tests.search.shelf import PATHS, SHELF, TODAY, fill


def stats(connection: sqlite3.Connection, tree: Node) -> Stats:
    return report(figures(connection, tree))


def test_the_report_on_an_index() -> None:
    connection = fill(SHELF)
    told = stats(connection, EVERYTHING).as_dict()
    connection.close()
    assert json.loads(json.dumps(told)) == {
        "digests": 2,
        "sightings": 8,
        "papers": 7,
        "merged": 1,
        "undecided": 1,
        "with_date": 5,
        "year_inferred": 1,
        "with_author_count": 5,
        "with_organization": 1,
        "by_year": {"2023": 1, "2024": 3, "2025": 1, "unknown": 2},
        "by_month": {"2023-12": 1, "2024-05": 2, "2025-05": 1},
        "by_author_count": {"1": 1, "2": 1, "4": 1, "9": 1, "12": 1},
        "by_organization": {"Reactive AI": 1},
        "overlap": {"ids": [1, 2], "digests": list(PATHS), "shared": [[6, 1], [1, 2]]},
    }
    assert list(told["by_author_count"]) == ["1", "2", "4", "9", "12"]
    assert list(told["by_year"])[-1] == "unknown"


def test_a_query_narrows_the_report() -> None:
    connection = fill(SHELF)
    found = stats(connection, parse("cache OR ink has:date", TODAY))
    doubts = stats(connection, parse("almanac has:date", TODAY))
    nothing = stats(connection, parse("zebra", TODAY))
    connection.close()
    assert (found.digests, found.sightings, found.papers, found.merged) == (1, 3, 3, 0)
    assert found.by_year == {"2023": 1, "2024": 2, "unknown": 0}
    assert (found.year_inferred, doubts.year_inferred, nothing.year_inferred) == (1, 0, 0)
    assert found.overlap.shared == [[3]]
    assert (doubts.papers, doubts.undecided, doubts.digests) == (1, 1, 1)
    assert nothing.overlap.digests == []
    assert nothing.by_year == {"unknown": 0}


def test_an_empty_index_has_an_empty_report() -> None:
    connection = fill(())
    told = stats(connection, EVERYTHING)
    connection.close()
    assert (told.papers, told.sightings, told.undecided, told.merged) == (0, 0, 0, 0)
    assert told.overlap.shared == [[0, 0], [0, 0]]


def test_organisations_with_most_papers_come_first() -> None:
    found = Figures(
        sightings=4,
        undecided=0,
        published={None: 4},
        inferred=0,
        author_counts={None: 4},
        organizations={"B": 1, "A": 1, "C": 2, None: 0},
        digests=[],
        seen_in={},
    )
    assert list(report(found).by_organization) == ["C", "A", "B"]


def test_of_many_digests_the_overlap_is_of_those_that_show_most() -> None:
    digests = [Place(number, f"{number:04}.txt", 1) for number in range(MOST_OVERLAPPING + 2)]
    seen: dict[tuple[int, ...], int] = {
        (place.id,): 1 for place in digests if place.id not in (3, 5)
    }
    seen[0, 7] = 4
    overlap = report(Figures(0, 0, {}, 0, {}, {}, digests, seen)).overlap
    assert overlap.digests == [place.path for place in digests if place.id not in (3, 5)]
    assert len(overlap.shared) == MOST_OVERLAPPING
    assert (overlap.shared[0][0], overlap.shared[0][5], overlap.shared[5][0]) == (5, 4, 4)


def test_reading_for_the_report_leaves_the_connection_as_it_was() -> None:
    connection: sqlite3.Connection = fill(SHELF)
    stats(connection, EVERYTHING)
    assert not connection.in_transaction
    connection.close()


def places(*digests: tuple[str, int]) -> list[Place]:
    return [Place(number, path, line) for number, (path, line) in enumerate(digests, 1)]


@pytest.mark.parametrize(
    ("digests", "told"),
    [
        ([("a.txt", 1), ("b/a.txt", 1)], ["a.txt", "b/a.txt"]),
        ([("a.txt", 1), ("a.txt", 80), ("b.txt", 1)], ["a.txt:1", "a.txt:80", "b.txt"]),
        ([("-", 1), ("-", 1)], ["-:1 (digest 1)", "-:1 (digest 2)"]),
        ([("a b", 1), ("a\nb", 1)], ["a b:1 (digest 1)", "a b:1 (digest 2)"]),
        ([("a", 1), ("a", 2), ("a:1", 3)], ["a:1 (digest 1)", "a:2", "a:1:3"]),
    ],
    ids=["paths", "lines", "numbers", "control characters", "named as a label"],
)
def test_labels_say_as_much_as_tells_digests_apart(
    digests: list[tuple[str, int]], told: list[str]
) -> None:
    assert list(labels(places(*digests)).values()) == told


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "a:1", "a\t:1", "a:1 (digest 2)", "b"]), st.integers(1, 2)),
        max_size=7,
    )
)
def test_no_two_labels_are_alike(digests: list[tuple[str, int]]) -> None:
    named = labels(places(*digests))
    assert len(set(named.values())) == len(named) == len(digests)


def test_the_tables_of_the_report() -> None:
    connection = fill(SHELF)
    found = figures(connection, EVERYTHING)
    connection.close()
    told = {name: list(breakdown.rows(found)) for name, breakdown in BREAKDOWNS.items()}
    assert told["year"] == [
        {"year": "2023", "papers": 1},
        {"year": "2024", "papers": 3},
        {"year": "2025", "papers": 1},
        {"year": None, "papers": 2},
    ]
    # Of one paper no more than the year is known.
    assert told["month"][-1] == {"month": None, "papers": 3}
    assert told["organization"] == [
        {"organization": "Reactive AI", "papers": 1},
        {"organization": None, "papers": 6},
    ]
    assert told["digest"] == [
        {"id": 1, "digest": PATHS[0], "papers": 6, "only_here": 5},
        {"id": 2, "digest": PATHS[1], "papers": 2, "only_here": 1},
    ]
    assert told["overlap"] == [{"a_id": 1, "b_id": 2, "papers": 1, "a": PATHS[0], "b": PATHS[1]}]
    for name in ("year", "month", "authors", "organization"):
        assert sum(int(str(row["papers"])) for row in told[name]) == len(SHELF), name
    for name, breakdown in BREAKDOWNS.items():
        assert set(breakdown.fields) == set(told[name][0]) >= set(breakdown.brief), name


def test_digests_that_share_most_come_first() -> None:
    seen = {(1, 2): 1, (1, 2, 3): 1, (2, 3): 4, (1,): 9}
    found = Figures(0, 0, {}, 0, {}, {}, places(("a", 1), ("b", 1), ("c", 1)), seen)
    rows = [(row["a"], row["b"], row["papers"]) for row in BREAKDOWNS["overlap"].rows(found)]
    assert rows == [("b", "c", 5), ("a", "b", 2), ("a", "c", 1)]
