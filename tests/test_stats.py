"""The report on an index: every figure from what is stored, in the shape that is documented."""

from __future__ import annotations

import json
import sqlite3

from papercli.query.parser import parse
from papercli.query.tree import EVERYTHING
from papercli.search.counts import Figures
from papercli.stats import MOST_OVERLAPPING, report, stats
from tests.search.shelf import PATHS, SHELF, TODAY, fill


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
        "overlap": {"digests": list(PATHS), "shared": [[6, 1], [1, 2]]},
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
    digests = [(number, f"{number:04}.txt") for number in range(MOST_OVERLAPPING + 2)]
    seen: dict[tuple[int, ...], int] = {
        (number,): 1 for number, _ in digests if number not in (3, 5)
    }
    seen[0, 7] = 4
    overlap = report(Figures(0, 0, {}, 0, {}, {}, digests, seen)).overlap
    assert overlap.digests == [path for number, path in digests if number not in (3, 5)]
    assert len(overlap.shared) == MOST_OVERLAPPING
    assert (overlap.shared[0][0], overlap.shared[0][5], overlap.shared[5][0]) == (5, 4, 4)


def test_reading_for_the_report_leaves_the_connection_as_it_was() -> None:
    connection: sqlite3.Connection = fill(SHELF)
    stats(connection, EVERYTHING)
    assert not connection.in_transaction
    connection.close()
