"""The order of results: by relevance or by a field, total, and the same whatever the page."""

from __future__ import annotations

import sqlite3
from math import prod

import pytest

from papercli.query.parser import parse
from papercli.search.ranking import BATCH, ORDERS, RELEVANCE
from papercli.search.relevance import AS_ONE, TOGETHER, boosts_of
from papercli.search.sql import MAX_PAIRS, plan
from papercli.store.fulltext import BM25
from tests.search.shelf import (
    APART,
    CACHE,
    CAMEL,
    KELP,
    NAMED,
    TODAY,
    UNDATED,
    YEARLY,
    Row,
    bounds,
    fill,
    ids,
)


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({}, [KELP, YEARLY, APART, CACHE, CAMEL, UNDATED, NAMED]),
        ({"sort": "date"}, [KELP, YEARLY, APART, CACHE, CAMEL, UNDATED, NAMED]),
        ({"sort": "date", "reverse": True}, [CAMEL, CACHE, APART, YEARLY, KELP, NAMED, UNDATED]),
        ({"sort": "authors"}, [CACHE, APART, KELP, NAMED, CAMEL, YEARLY, UNDATED]),
        ({"sort": "authors", "reverse": True}, [CAMEL, NAMED, KELP, APART, CACHE, UNDATED, YEARLY]),
        ({"sort": "comments"}, [APART, KELP, CACHE, YEARLY, CAMEL, UNDATED, NAMED]),
        ({"sort": "title"}, [CACHE, YEARLY, NAMED, APART, KELP, CAMEL, UNDATED]),
    ],
)
def test_orders_put_the_unknown_last(
    shelf: sqlite3.Connection, options: dict[str, object], order: list[int]
) -> None:
    assert ids(shelf, "", **options) == order


def test_a_phrase_in_the_title_comes_first_and_one_in_the_abstract_is_no_class() -> None:
    connection = fill(
        (
            Row("Sea of Ice and Ice of Sea", "Sea or ice or sea or ice."),
            Row("On Weather", "Long ago and far away the sea ice was thick, or so they say."),
            Row("Sea Ice", "Thick."),
            Row("Ice of the Sea", "Thin."),
            Row("Words", "Nothing."),
        )
    )
    assert ids(connection, "sea ice") == [3, 1, 4, 2]
    assert set(ids(connection, "(sea ice) OR words")[:2]) == {3, 5}
    assert ids(connection, "sea ice", reverse=True) == ids(connection, "sea ice")[::-1]
    connection.close()


_LONG = "which says of them that nobody has ever been there to see"
NEIGHBORS = tuple(Row("Notes", abstract) for abstract in (
    f"Of kelp {_LONG} forests {_LONG} map {_LONG} satellite.",
    f"Of kelp forests {_LONG} {_LONG} map {_LONG} satellite.",
    f"Of satellite {_LONG} kelp {_LONG} map {_LONG} forests.",
    f"Of forests kelp {_LONG} satellite map {_LONG} {_LONG}.",
))  # fmt: skip


def test_neighbors_in_the_query_that_are_neighbors_in_the_paper_in_either_order_count() -> None:
    connection = fill(NEIGHBORS)
    assert ids(connection, "kelp forests satellite map")[:2] == [4, 2]
    assert set(ids(connection, "forests kelp")[:2]) == {2, 4}
    # Two alternatives are no neighbors.
    assert plan(parse("kelp OR forests", TODAY)).pairs == ()
    connection.close()


@pytest.mark.parametrize("query", ["kelp forests", "kelp forests satellite map"])
def test_all_neighbors_together_count_as_much_whatever_their_number(query: str) -> None:
    pairs = [factor for match, factor in boosts_of(plan(parse(query, TODAY))) if "NEAR" in match]
    assert len(pairs) == len(query.split()) - 1
    assert prod(pairs) == pytest.approx(TOGETHER)


@pytest.mark.parametrize("query", ["ice-bound tide kelp", "ice-bound sea-worn kelp"])
def test_all_compounds_as_one_count_more_than_neighbors_whatever_their_number(query: str) -> None:
    wanted = plan(parse(query, TODAY))
    starts = tuple(f"({compound})" for compound in wanted.compounds)
    as_one = [factor for match, factor in boosts_of(wanted) if match.startswith(starts)]
    assert len(as_one) == query.count("-")
    assert prod(as_one) == pytest.approx(AS_ONE)
    assert AS_ONE > TOGETHER > 1


def test_a_query_as_long_as_a_title_is_not_taken_apart_into_pairs() -> None:
    words = [f"w{number}" for number in range(MAX_PAIRS + 2)]
    assert len(plan(parse(" ".join(words[:-1]), TODAY)).pairs) == MAX_PAIRS
    assert plan(parse(" ".join(words), TODAY)).pairs == ()
    assert plan(parse(" ".join([*words[:-2], "ice-bound"]), TODAY)).compounds == ()


def test_a_compound_in_a_title_counts_as_one_word() -> None:
    text = "We write of reefs and of multi-agent systems."
    connection = fill((
        Row("Reefs as Multi-Agent Systems", text),
        Row("Reefs as Multi-Layer Systems", text),
        Row("Reefs, Layer by Layer", text),
    ))  # fmt: skip
    (first, *_), (other, *_) = (
        connection.execute(
            f"SELECT {BM25} FROM papers_fts WHERE papers_fts MATCH ? ORDER BY 1",
            (plan(parse(query, TODAY)).match,),
        ).fetchone()
        for query in ("multi-agent", '"multi-agent"')
    )
    assert first == pytest.approx(other)
    assert ids(connection, "multiagent") == ids(connection, "title:multi-agent") == [1]
    # Capitals do not always tell where one of the words of a compound ends.
    assert ids(connection, "title:MuLTiAgent") == [1]
    connection.close()


ALIKE = tuple(
    Row("The Same Words", None, day)
    for day in (None, "2024-05-06", "2025", "2024-05-06", None, "2023-01", "--03-17") * 12
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("same", range(1, 85)),
        ("same words", range(1, 85)),
        ("same OR id:3", range(1, 85)),
        ("", range(1, 85)),
        ("same id:2..80", range(2, 81)),
    ],
)
@pytest.mark.parametrize("sort", [RELEVANCE, *ORDERS])
@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_is_total_and_pages_fit_together(
    query: str, found: range, sort: str, reverse: bool
) -> None:
    connection = fill(ALIKE)
    whole = ids(connection, query, sort=sort, reverse=reverse)
    assert sorted(whole) == list(found)
    for size in (1, 7, 50):
        pages = [
            ids(connection, query, sort=sort, reverse=reverse, limit=size, offset=start)
            for start in range(0, len(whole) + size, size)
        ]
        assert [number for page in pages for number in page] == whole
    assert ids(connection, query, sort=sort, limit=0) == []
    assert ids(connection, query, sort=sort, limit=10**40, reverse=reverse) == whole
    assert ids(connection, query, sort=sort, offset=10**40, limit=5) == []
    if not reverse and query != "same OR id:3":  # which weighs the two sides of OR
        last_days = {number: bounds(ALIKE[number - 1].date)[1] or "" for number in found}
        assert whole == sorted(found, key=last_days.__getitem__, reverse=True)
    connection.close()


def test_more_than_a_batch_is_found_once_each() -> None:
    connection = fill((Row("Sand"),) * (2 * BATCH + 1))
    assert ids(connection, "sand") == list(range(1, 2 * BATCH + 2))
    connection.close()


TOPIC = tuple(Row(title, "Tides and tables and kelp, in general.") for title in (
    "Kelp Tides",
    "Tides and Tables in the Long Night of the Northern Harbors",
    "Kelp",
    "A Kelp, a Tide and Much Else that Nobody Has Asked for Before",
    "Token Weights for Harbors",
    "A Tokenizer for Harbors",
))  # fmt: skip


@pytest.mark.parametrize(
    ("query", "order"),
    [
        # The title that is the query, though others have the word as often.
        ("kelp", [3, 1, 4]),
        ("kelp tides", [1, 4]),
        # Porter makes both words one; what was written counts.
        ("tokenizer", [6, 5]),
        ("token", [5, 6]),
    ],
)
def test_short_titles_and_words_as_written_come_first(query: str, order: list[int]) -> None:
    connection = fill(TOPIC)
    assert [number for number in ids(connection, query) if number in order] == order
    connection.close()


TEXT = "We write of sea ice."


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        # The phrase in a long title stands above its words in a short one,
        (
            "sea ice",
            (Row("Sea and Old Ice", TEXT), Row("Tales of Far Harbors and of Sea Ice", TEXT)),
        ),
        # the word as written above another of its stem, with the same words beside it,
        (
            "harbor tokenizer",
            (Row("Tokens, and Their Harbors", TEXT), Row("Tokenizer, and Their Harbors", TEXT)),
        ),
        # two words of the query above one of them twice, as often as that is said,
        (
            "harbor tokenizer",
            (
                Row("Harbors, Tokens, Harbors and Ice", "Words of no use."),
                Row("Harbors, Tokenizer, Ice and Snow", "Harbor, harbor, harbor, harbor."),
            ),
        ),
        # a title with little else above one with more,
        (
            "sea ice",
            (Row("Sea Ice Seen Far", "Sea ice."), Row("Sea Ice Again", "Sea ice, then.")),
        ),
        # and the query itself above all of these.
        (
            "sea ice",
            (Row("Sea Ice Again", "Sea ice, sea ice."), Row("Sea Ice", "Much of what is old.")),
        ),
    ],
)
def test_what_a_title_says_beyond_its_words(query: str, rows: tuple[Row, Row]) -> None:
    connection = fill((*rows, *(Row(f"Filler {n}", "Nothing of it.") for n in range(12))))
    assert ids(connection, query) == [2, 1]
    connection.close()


SAID_OFTEN = "Sea ice, thick sea ice, old sea ice, and sea ice, and sea ice again."


@pytest.mark.parametrize("query", ["sea ice", '"sea ice"', "sea-ice", "sea ic*"])
def test_the_best_title_with_a_short_phrase_leads_and_others_stand_by_what_they_say(
    query: str,
) -> None:
    connection = fill((
        Row("Ice, Sea and Ice", SAID_OFTEN),
        Row("A Far and Forgotten Tale of Sea Ice", "Long ago, in winter."),
        Row("A Tale of Sea Ice", "Long ago, in winter."),
        *(Row(f"Filler {n}", "Nothing of it.") for n in range(12)),
    ))  # fmt: skip
    assert ids(connection, query) == [3, 1, 2]
    connection.close()


@pytest.mark.parametrize("query", ["old sea ice", "ice of the sea", "the ice of the sea"])
def test_a_phrase_is_long_by_its_words_without_small_ones(query: str) -> None:
    connection = fill((
        Row("The Ice, Ice of Old, the Old Sea and Snow", f"{SAID_OFTEN} Of old ice, the old."),
        Row(f"A Far and Forgotten Tale, and No More, of {query}", "Long ago."),
        Row(f"Tales of {query}", "Long ago."),
        *(Row(f"Filler {n}", "Nothing of the kind.") for n in range(12)),
    ))  # fmt: skip
    assert ids(connection, query) == [3, 1, 2]
    connection.close()


def test_one_word_is_no_phrase_that_leads() -> None:
    connection = fill((
        Row("Far Harbors and Forgotten Tales of All That Is Old, and of Kelp", "Long ago."),
        Row("Notes", "Kelp, " * 12),
        *(Row(f"Filler {n}", "Nothing of it.") for n in range(12)),
    ))  # fmt: skip
    assert ids(connection, "kelp") == [2, 1]
    connection.close()


def test_alternatives_are_no_phrase() -> None:
    connection = fill((
        Row("A Far and Forgotten Tale of Sea Ice", "Long ago, in winter."),
        Row("Ice, Sea and Harbors", SAID_OFTEN),
        *(Row(f"Filler {n}", "Nothing of it.") for n in range(12)),
    ))  # fmt: skip
    assert ids(connection, "sea ice") == [1, 2]
    # Nor do two phrases make a long one, for which titles with either would come first.
    for query in ("sea OR ice", "(sea ice) OR (winter snow)", "ice (sea ice OR winter snow)"):
        assert ids(connection, query) == [2, 1]
    assert ids(connection, "sea ice (tale OR harbors)") == [1, 2]
    connection.close()


def test_titles_with_a_long_phrase_come_first() -> None:
    text = "Thick old sea ice."
    connection = fill((
        Row("Old and Thick Ice of the Sea", SAID_OFTEN + " Thick, old." * 3),
        Row("A Far and Forgotten Tale of the Thick Old Sea Ice", text),
        Row("A Tale of Thick Old Sea Ice", text),
        *(Row(f"Filler {n}", "Nothing of it.") for n in range(12)),
    ))  # fmt: skip
    assert ids(connection, "thick old sea ice") == [3, 2, 1]
    connection.close()


FAR = "and then of much else that none of us has ever seen there or heard of"


@pytest.mark.parametrize(
    ("query", "abstracts"),
    [
        # Porter makes these one; what was typed counts in the abstract too, in any number
        ("distributed", ("One distribution, then.", "One distributed thing.")),
        ("tokenizers", ("The tokens of it.", "The tokenizer of it.")),
        # and spelling.
        ("optimization", ("Optimal, then.", "Optimisation, then.")),
        # Words that stand close together say more than the same words far apart,
        ("kelp lantern", (f"Kelp {FAR} or a lantern.", f"Kelp or a lantern {FAR}.")),
        # and what an abstract begins with more than what it comes to later,
        ("kelp", (f"{FAR} or kelp.", f"Kelp {FAR}.")),
        # but only as far as a text is an abstract.
        ("kelp lantern", (f"{FAR * 80} kelp, lantern.", f"kelp, lantern. {FAR * 80}")),
    ],
)
def test_what_an_abstract_says_beyond_its_stems(query: str, abstracts: tuple[str, str]) -> None:
    rows = tuple(Row("Notes", abstract) for abstract in abstracts)
    connection = fill((*rows, *(Row(f"Filler {n}", "Nothing of it.") for n in range(12))))
    assert ids(connection, query) == [2, 1]
    connection.close()


def test_pages_fit_together_where_the_head_of_the_results_ends() -> None:
    connection = fill(tuple(Row("Sea Ice " + "of Old " * (n % 7), "Ice.") for n in range(250)))
    whole = ids(connection, "sea ice")
    pages = [ids(connection, "sea ice", limit=30, offset=start) for start in range(0, 250, 30)]
    assert [number for page in pages for number in page] == whole
    assert sorted(whole) == list(range(1, 251))
    connection.close()
