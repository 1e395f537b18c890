"""Hyphenated compounds in a query: what they match, and how they are scored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from papercli.query.parser import parse
from papercli.search import shards
from papercli.search.corrections import unknown
from papercli.search.explain import explain
from papercli.search.nearly import nearest
from papercli.search.ranking import count
from papercli.search.rare_compounds import RARE, settled
from papercli.search.relevance import best
from papercli.search.sql import plan
from papercli.store.fulltext import BM25
from tests.search.shelf import TODAY, Row, fill, ids

GAUGES = (
    Row("A Multi-Gauge Network of Tides"),
    Row("A Network of Tides", "Multi is a word, and many gauges are another."),
    Row("Multigauge Networks of Tides"),
    Row("Tides in Deep Water and a Gauge ex Situ"),
    Row("Tides Seen in Situ"),
    Row("A Network of Tides", "Without anything else."),
)


FILLER = tuple(Row(f"Filler {n}", "Nothing of it.") for n in range(30))
KNOWN = (Row("An in-Situ Log of a Multi-Gauge"),) * RARE
"""As many as make both compounds known, so that they are looked for as one."""


@pytest.fixture(scope="module")
def gauges() -> Iterator[sqlite3.Connection]:
    connection = fill((*GAUGES, *KNOWN))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Two parts alone say too little to stand apart;
        ("multi-gauge", {1, 3}),
        # also where they are said twice;
        ("multi-gauge Multi-Gauge", {1, 3}),
        # beside other words they say enough,
        ("multi-gauge tides", {1, 2, 3}),
        ("tides network multi-gauge", {1, 2, 3}),
        ("title:tides multi-gauge", {1, 2, 3}),
        # unless they are small words,
        ("in-situ tides", {5}),
        ("in-situ tides gauge", {4}),
        # one of several alternatives, not wanted, or quoted.
        ("tides (multi-gauge OR kelp)", {1, 3}),
        ("tides network NOT multi-gauge", {2, 6}),
        ('"multi-gauge" tides network', {1}),
        # What is asked of the title is looked for there.
        ("title:multi-gauge title:tides", {1, 3}),
    ],
)
def test_the_parts_of_a_compound_stand_apart_where_a_query_says_enough(
    gauges: sqlite3.Connection, query: str, found: set[int]
) -> None:
    assert {number for number in ids(gauges, query) if number <= len(GAUGES)} == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Two of the papers hold it as one, and come first.
        ("multi-gauge", [{1, 3}, {2}]),
        ("Multi-Gauge tides", [{1, 3}, {2}]),
        ("abstract:multi-gauge", []),
        ("in-situ", [{5}, {4}]),
        ("tides (multi-gauge OR kelp)", [{1, 3}, {2}]),
        # Where it is not wanted, quoted, or only begun, it is one;
        ("tides NOT multi-gauge", [{2, 4, 5, 6}]),
        ('"multi-gauge"', [{1}]),
        ("multi-gaug*", [{1, 3}]),
        # what no paper holds as one is unknown.
        ("gauge-tides", []),
    ],
)
def test_the_parts_of_a_compound_that_hardly_any_paper_has_stand_apart(
    query: str, found: list[set[int]]
) -> None:
    connection = fill(GAUGES)
    listed = ids(connection, query)
    assert [set(listed[: len(first)]) for first in found[:1]] == found[:1]
    assert set(listed) == set().union(*found)
    connection.close()


@pytest.mark.parametrize(
    ("number", "apart"), [(0, False), (1, True), (RARE - 1, True), (RARE, False)]
)
def test_a_compound_is_rare_that_some_papers_have_and_fewer_than_a_screen_shows(
    number: int, apart: bool
) -> None:
    connection = fill((*KNOWN[:number], Row("Logs of a Gauge", "And of multi.")))
    assert (number + 1 in ids(connection, "multi-gauge")) == apart
    assert count(connection, parse("multi-gauge", TODAY)) == number + apart
    connection.close()


@pytest.mark.parametrize(
    ("query", "alone", "beside"),
    [
        # A letter, a number, and small words together stand in any text;
        ("k-gauge", {1}, {1, 2}),
        ("4-gauge", {1}, {1, 2}),
        ("gauge-4m", {1}, {1, 2}),
        ("gauge-4-tower", {1}, {1, 2}),
        ("by-the", {1}, {1}),
        # a name with a number says something.
        ("k1-gauge", {1, 2}, {1, 2}),
    ],
)
def test_parts_that_say_little_stand_apart_only_beside_other_words(
    query: str, alone: set[int], beside: set[int]
) -> None:
    connection = fill((
        Row(f"A {query} of Tides and Buoys"),
        Row("The Gauge of Tides and Buoys", "By option k and 4 and 4m of k1, of a tower."),
        *FILLER,
    ))  # fmt: skip
    assert set(ids(connection, query)) == alone
    assert set(ids(connection, f"{query} tides buoys")) == beside
    connection.close()


def test_explanations_and_what_comes_near_know_rare_compounds() -> None:
    connection = fill((*GAUGES, *FILLER))
    tree = parse("multi-gauge", TODAY)
    explained = explain(connection, tree).results
    assert [one.id for one in explained] == ids(connection, "multi-gauge")
    assert nearest(connection, parse("multi-gauge xylophone", TODAY)) == ids(
        connection, "multi-gauge"
    )
    connection.close()


@pytest.mark.parametrize("query", ['"multi-gauge"', "multi-gau*", "gauge", "NOT multi-gauge"])
def test_only_compounds_that_may_stand_apart_are_looked_up(query: str) -> None:
    connection = fill(GAUGES)
    tree = parse(query, TODAY)
    assert settled([connection], tree) == tree
    connection.close()


def test_a_compound_is_as_rare_as_it_is_in_all_indexes_together() -> None:
    half = RARE // 2
    indexes = [fill((*KNOWN[:half], Row("Logs of a Gauge", "And of multi."))) for _ in "12"]
    tree = parse("multi-gauge", TODAY)
    assert shards.count(indexes, tree) == RARE
    assert half + 1 not in shards.find(indexes, tree)
    assert half + 1 in shards.find(indexes[:1], tree)
    for connection in indexes:
        connection.close()


def test_a_name_with_a_number_is_a_part_and_a_count_is_none() -> None:
    connection = fill(
        (
            *(Row("A 4-Stage Log of 4D-Like k1-Like Buoys"),) * RARE,
            Row("A k1-Like Gauge"),
            Row("The k1 Gauge", "Much is like it."),
            Row("A 4-Stage Gauge"),
            Row("A 4D Stage", "The gauge has 4 legs."),
            Row("A 4D-Like Gauge"),
            Row("The 4D Gauge", "Much is like it."),
        )
    )
    found = (
        set(ids(connection, f"{compound} gauge")) for compound in ("k1-like", "4-stage", "4D-like")
    )
    assert [{number - RARE for number in each} for each in found] == [{1, 2}, {3}, {5}]
    connection.close()


def test_papers_that_have_a_rare_count_as_one_lead() -> None:
    connection = fill((
        Row("Notes", "A gauge of stages and of 4, as 4 gauges are."),
        Row("Notes", "Of much else there is to tell, and then of a 4-stage gauge, at long last."),
        *FILLER,
    ))  # fmt: skip
    assert ids(connection, "4-stage gauge") == [2, 1]
    # By itself the number says too little.
    assert ids(connection, "4-stage") == [2]
    connection.close()


def test_a_compound_of_many_parts_is_known_where_they_stand_apart() -> None:
    connection = fill((Row("Shell and Speech", "A way from one to the other."),))
    assert ids(connection, "speech-to-shell") == [1]
    assert unknown(connection, parse("speech-to-shell", TODAY)) == []
    [missing] = unknown(connection, parse("speech-shell", TODAY))
    assert missing.text == "speech-shell"
    connection.close()


def test_a_compound_that_stands_together_comes_before_its_parts() -> None:
    connection = fill((
        Row("Notes", "Of tides, of a gauge and of multi, for it."),
        Row("Notes", "Of tides, of and for a multi-gauge, of it."),
        *FILLER,
    ))  # fmt: skip
    assert ids(connection, "tides multi-gauge") == [2, 1]
    connection.close()


APART, JOINED, BOTH, KEPT = 1, 2, 3, 4
SPELLED = (
    Row("Notes", "A multi-gauge map of tides was drawn, and words that are of no use."),
    Row("Notes", "A multigauge map of tides was drawn again, and words that are of no use."),
    Row("Notes", "A multi-gauge map of tides and a multigauge one, and words of no use."),
    Row("Notes", "A multi-gauge map of tides and a multi-gauge one, and words of no use."),
)


def scores(connection: sqlite3.Connection, query: str) -> dict[int, float]:
    return {number: -score for score, number in best(connection, plan(parse(query, TODAY)), None)}


def test_a_compound_in_two_spellings_is_not_two_words() -> None:
    connection = fill((*SPELLED, *FILLER))
    found = scores(connection, "multi-gauge tides")
    assert found[KEPT] > found[BOTH]
    # Each word as plain BM25 scores it, the same for all but for how they stand together.
    plain = dict(
        connection.execute(
            f"SELECT rowid, -{BM25} FROM papers_fts WHERE papers_fts MATCH ?",
            ("multi AND gauge AND tides",),
        )
    )
    assert JOINED not in plain
    boosts = {number: found[number] / score for number, score in plain.items()}
    assert boosts[APART] == pytest.approx(boosts[BOTH]) == pytest.approx(boosts[KEPT])
    connection.close()


def test_a_spelling_that_is_rare_does_not_make_a_paper_more_relevant() -> None:
    connection = fill((*SPELLED, *(Row("Notes", "A gauge for multi.") for _ in range(6)), *FILLER))
    found = scores(connection, "multi-gauge tides")
    assert found[APART] > found[JOINED]
    connection.close()


def test_other_spellings_are_scored_where_no_paper_has_the_words_as_typed() -> None:
    connection = fill((
        Row("Tides, and a Map", "Once it was a multigauge one."),
        Row("A Multigauge Map of Tides"),
        *FILLER,
    ))  # fmt: skip
    assert ids(connection, "multi-gauge tides") == [2, 1]
    connection.close()


@pytest.mark.parametrize("query", ["tides", "tides gauge", '"gauge of tides"', "tid*", "NOT tides"])
def test_words_in_one_spelling_are_scored_as_they_match(query: str) -> None:
    assert plan(parse(query, TODAY)).typed is None
