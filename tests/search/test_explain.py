"""What is told of a paper, of the digests, and of how a search came about."""

from __future__ import annotations

import sqlite3

import pytest

from papercli.errors import PapersError
from papercli.query.parser import parse
from papercli.search.digests import digests
from papercli.search.explain import explain
from papercli.search.ranking import paper, search
from papercli.store.sightings import sightings_of
from tests.search.shelf import CACHE, CAMEL, KELP, PATHS, SHELF, TODAY, UNDATED, YEARLY, fill


def test_a_paper_has_all_that_is_known_of_it(shelf: sqlite3.Connection) -> None:
    kelp = paper(shelf, KELP)
    assert paper(shelf, 99) == kelp
    assert (kelp.title, kelp.abstract) == ("Kelp Forests from Orbit", "We map kelp by satellite.")
    assert str(kelp.published) == "2025-05-26"
    assert (kelp.author_count, kelp.comments, kelp.sightings) == (4, 3, 2)
    assert [(one.path, str(one.date), one.line) for one in kelp.digests] == [
        (PATHS[0], "2025-12-10", 10),
        (PATHS[1], "--12-09", 10),
    ]
    assert (kelp.first_seen, str(kelp.last_seen)) == (None, "2025-12-10")
    almanac = paper(shelf, YEARLY)
    assert almanac.organization
    assert almanac.organization.slug == "ReactiveAI"
    assert almanac.organization.name == "Reactive AI"
    assert str(almanac.published) == "2024"
    ink = paper(shelf, UNDATED)
    assert ink.abstract == "Quantization of %-signs, naïvely."
    assert str(ink.published) == "--03-17"
    for nowhere in (98, 10**30):
        with pytest.raises(PapersError, match=f"no paper {nowhere}$"):
            paper(shelf, nowhere)
    bare = next(search(shelf, parse("kelp", TODAY), abstracts=False))
    assert bare.abstract is None


def test_sightings_are_told_as_read(shelf: sqlite3.Connection) -> None:
    first, second = sightings_of(shelf, KELP)
    assert (first.number, first.path, first.line) == (1, PATHS[0], 10)
    assert (second.number, second.path, str(second.date)) == (2, PATHS[1], "--12-09")
    assert (first.title, first.sighting.metadata) == (" Kelp Forests from Orbit", "as read")


def test_digests_count_what_only_they_show(shelf: sqlite3.Connection) -> None:
    first, second = digests(shelf)
    assert (first.path, str(first.date), first.year_source) == (PATHS[0], "2025-12-10", "written")
    assert (first.sightings, first.papers, first.only_here) == (6, 6, 5)
    assert (second.sightings, second.papers, second.only_here) == (2, 2, 1)


def test_an_explanation_tells_tree_sql_scores_and_fields(shelf: sqlite3.Connection) -> None:
    told = explain(shelf, parse("kv cache has:date", TODAY), limit=2)
    assert told.query == "kv cache has:date"
    assert told.outline.splitlines()[1:] == ["  text kv", "  text cache", "  has:date"]
    assert any("MATCH" in statement and '"cache"' in statement for statement in told.statements)
    first, second = told.results
    assert {first.id, second.id} == {CACHE, CAMEL}
    assert first.together
    assert first.fields[0] == "title"
    assert first.score is not None
    assert second.score is not None
    assert first.score <= second.score
    [plain] = explain(shelf, parse("id:1", TODAY)).results
    assert (plain.score, plain.together, plain.fields) == (None, False, ())


def test_an_unfinished_search_outlives_its_connection() -> None:
    connection = fill(SHELF)
    found = search(connection, parse("", TODAY))
    next(found)
    connection.close()
    found.close()  # type: ignore[attr-defined]
