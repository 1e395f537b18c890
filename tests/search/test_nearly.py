"""What a query may have meant that finds nothing, and what comes near."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from papercli.query.parser import parse
from papercli.query.tree import all_of
from papercli.search.corrections import MOST_CORRECTED
from papercli.search.nearly import MOST_WEIGHED, costs, nearest
from papercli.search.ranking import find
from tests.search.shelf import TODAY, Row, fill

KELP, ICE, HARBOR, FERRY, TIDES = range(1, 6)
PAPERS = (
    Row("Counting Kelp Forests by Satellite", "Forests of kelp.", "2025-01-02", 3),
    Row("Sea Ice and its Harbors", "Ice in the harbor, worth the trouble of counting."),
    Row("Harbor Pilots Asleep", "A harbor at night.", "2024-05-01"),
    Row("Ferries between Harbors", "Boats."),
    Row("Tides", "Satellites see the tide."),
    *(Row(f"Filler Number {n}", "How to use the sea in practice.") for n in range(12)),
)


@pytest.fixture(scope="module")
def papers() -> Iterator[sqlite3.Connection]:
    connection = fill(PAPERS)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("harbor tides", [("tides", 3), ("harbor", 1)]),
        ("harbor tides harbor", [("tides", 3), ("harbor", 1)]),  # said twice, left out twice
        ("harbor tides xylophone", [("xylophone tides", 3)]),  # without any one still nothing
        ("how to use tides of the harbor today", [("how to use today tides", 1)]),
        ("xylophone zither", []),
        ("harbor", []),
        ("harbor tides date:2024", [("tides", 1)]),
        ("ice date:2024-05-01", [("ice", 1), ("date:2024-05-01", 1)]),  # conditions cost, too
        ("harbor authors:>=50", [("authors:50..", 3)]),
        ("harbor date:2019 authors:>=50", [("date:2019 authors:50..", 3)]),  # two of them as well
        ("harbor tides date:2019 authors:>=50", [("date:2019 authors:50.. tides", 3)]),
        ("harbor kelp xylophone authors:2", [("authors:2 xylophone kelp", 3)]),
        ("ice NOT sea", [("ice", 4), ("NOT sea", 1)]),
        ("pilots asleep", []),  # and a word costs nothing where it leaves as many
        ("harbor NOT sea", []),  # but not where something is found
    ],
)
def test_which_word_costs_what(
    papers: sqlite3.Connection, query: str, told: list[tuple[str, int]]
) -> None:
    found = costs(papers, parse(query, TODAY))
    assert [(str(all_of(one.parts)), one.found) for one in found] == told


@pytest.mark.parametrize(("words", "is_told"), [(MOST_WEIGHED, True), (MOST_WEIGHED + 1, False)])
def test_of_a_long_query_no_cost_is_told(
    papers: sqlite3.Connection, words: int, is_told: bool
) -> None:
    query = " ".join(["tides", *(f"xylophone{n}" for n in range(words - 1))])
    assert bool(costs(papers, parse(query, TODAY))) == is_told


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("how to use kelp forests in practice", [KELP]),
        ("keplf forests", [KELP]),
        ("is sea ice worth the trouble today", [ICE]),
        ('"kelp asleep satellite"', [KELP]),  # a phrase that no paper holds is its words
        ("xylophone", []),
        ("harbor pilots asleep date:2025", []),  # what is no word holds strictly
        ("date:2024", []),
        ("tdies OR ferrys", [TIDES]),  # alternatives are corrected
        ("habor (tdies OR pilots)", [HARBOR]),
        ("Kelp et al.", [KELP]),  # which names nothing but whom
        ("ke lp forests", [KELP]),  # a blank within a word, and one that is missing
        ("kelpforests", [KELP]),
        ("harbor OR tides", []),  # nothing to correct
        ("title:icetrouble", [ICE]),  # one half of it stands in no title
    ],
)
def test_papers_that_hold_most_of_what_the_words_say(
    papers: sqlite3.Connection, query: str, first: list[int]
) -> None:
    assert nearest(papers, parse(query, TODAY))[:1] == first


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("基于扩散模型的图像生成和编辑", [1]),  # another sign in the middle
        ("언어모델을", [2]),  # a particle behind it
        ("KV缓存压塑", [1]),
        ("量子力学", []),
        ("扩数", []),  # two signs are looked for as they are
    ],
)
def test_of_a_run_without_blanks_any_two_neighbors_say_something(
    query: str, found: list[int]
) -> None:
    connection = fill(
        (
            Row("基于扩散模型的图像生成与编辑", "讨论KV缓存压缩技术。"),
            Row("초거대 언어모델의 효율적인 추론"),
            Row("強化學習於機器人控制之應用"),
            *(Row(f"Filler Number {n}") for n in range(9)),
        )
    )
    assert nearest(connection, parse(query, TODAY)) == found
    connection.close()


def test_what_comes_near_follows_what_matches_and_is_told_from_it(
    papers: sqlite3.Connection,
) -> None:
    tree = parse("sea harbor", TODAY)
    exact = find(papers, tree)
    both = find(papers, tree, fuzzy=True)
    assert exact.ids == [ICE]
    assert both.ids[: both.exact] == exact.ids
    assert {HARBOR, FERRY} <= set(both.ids[both.exact :])
    assert len(set(both.ids)) == len(both.ids)


def test_pages_of_a_fuzzy_search_fit_together(papers: sqlite3.Connection) -> None:
    tree = parse("sea harbor", TODAY)
    whole = find(papers, tree, fuzzy=True)
    pages = [find(papers, tree, fuzzy=True, limit=2, offset=at) for at in range(0, 20, 2)]
    assert [number for page in pages for number in page.ids] == whole.ids
    assert sum(page.exact for page in pages) == whole.exact


def test_a_phrase_says_what_its_words_say(papers: sqlite3.Connection) -> None:
    query = 'pilots asleep tides ferries "counting kelp forests by satellite"'
    assert nearest(papers, parse(query, TODAY))[:1] == [KELP]


@pytest.mark.parametrize(
    "query", ["Ferries et al., 2025, Forests", "Pilots et al (2024b). Forests."]
)
def test_whom_a_citation_names_and_when_is_not_what_it_is_about(query: str) -> None:
    connection = fill((*PAPERS, *(Row(f"Note {n}", "As Ice et al., 2025, say.") for n in range(3))))
    assert nearest(connection, parse(query, TODAY)) == [KELP]
    connection.close()


def test_words_with_which_people_ask_say_little_even_where_a_title_asks() -> None:
    connection = fill((*PAPERS, Row("What, When and Why")))
    assert nearest(connection, parse("What pilots, when?", TODAY))[0] == HARBOR
    connection.close()


def test_a_chance_word_that_one_paper_has_says_no_more_than_what_a_title_is_about() -> None:
    common = [Row(f"Kelp {n}") for n in range(4)] + [Row(f"Reefs {n}") for n in range(4)]
    connection = fill((*common, Row("Reefs of Kelp"), Row("My Laptop"), *[Row("Filler")] * 7))
    assert nearest(connection, parse("reefs kelp laptop", TODAY))[0] == 9
    connection.close()


def test_of_many_unknown_words_the_first_alone_are_put_right(papers: sqlite3.Connection) -> None:
    unknown = " ".join(f"quux{'z' * n}" for n in range(1, MOST_CORRECTED))
    assert nearest(papers, parse(f"{unknown} pilosts", TODAY)) == [HARBOR]
    assert nearest(papers, parse(f"{unknown} quuxq pilosts", TODAY)) == []
