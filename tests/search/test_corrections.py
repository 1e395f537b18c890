"""What was perhaps meant by words, phrases and names that no paper has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from papercli.query.parser import parse
from papercli.search import ranking
from papercli.search.corrections import MOST_CORRECTED, corrected, unknown
from papercli.search.ranking import count
from papercli.search.vocabulary import meant, vocabulary
from tests.search.shelf import TODAY, Row, fill

PAPERS = (
    Row("Counting Kelp Forests by Satellite", "Forests of kelp.", "2025-01-02", 3,
        names=("Åsa van den Berg", "Bo Lindqvist", "Kielp"), org=("kelp-lab", "Kelp Laboratory")),
    Row("Sea Ice and its Harbors", "Ice in the harbor, worth the trouble of counting."),
    Row("Harbor Pilots Asleep", "A harbor at night.", names=("Ida Holm", "Ada Krog")),
    Row("Ferries between Harbors", "Boats.", venue="Symposium on Shores", names=("Ida Lund",)),
    Row("Tides of Wallaby2.5", "Satellites see the tide. By AsaVan."),
)  # fmt: skip


@pytest.fixture(scope="module")
def papers() -> Iterator[sqlite3.Connection]:
    connection = fill(PAPERS)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("harbro", [("harbro", "harbor", 3)]),  # letters swapped
        ("habor pilots", [("habor", "harbor", 1)]),  # one dropped; what the whole query finds
        ("ferrrys", [("ferrrys", "ferries", 1)]),  # another ending than the index has
        ("uarbor", [("uarbor", "harbor", 3)]),  # the first letter
        ("arbor", [("arbor", "harbor", 3)]),
        ("satelliets", [("satelliets", "satellites", 2)]),  # in the ending, which then is none
        ("countnig", [("countnig", "counting", 2)]),
        ("cuontnig", [("cuontnig", "counting", 2)]),  # and one before it
        ("satelite kelp", [("satelite", "satellite", 1)]),
        ("harbor", []),  # known
        ("xylophone", []),  # near to nothing
        ("icf", []),  # too short to tell
        ("x1y2", []),
    ],
)
def test_an_unknown_word_gets_the_nearest_that_is_known(
    papers: sqlite3.Connection, query: str, meant: list[tuple[str, str, int]]
) -> None:
    found = corrected(papers, parse(query, TODAY))
    assert [(one.typed, str(one.instead), found.found) for one in found.made] == meant


def test_of_many_unknown_words_the_first_alone_are_put_right(papers: sqlite3.Connection) -> None:
    unknown_words = " ".join(f"quux{'z' * number}" for number in range(1, MOST_CORRECTED))
    typed = [
        [one.typed for one in corrected(papers, parse(query, TODAY)).made]
        for query in (f"{unknown_words} harbro", f"{unknown_words} quuxq harbro")
    ]
    assert typed == [["harbro"], []]


def test_the_more_frequent_of_two_that_are_as_near_comes_first() -> None:
    connection = fill((Row("Tales"), Row("Tiles"), Row("Tiles of Clay")))
    with vocabulary(connection):
        assert meant(connection, "tules") == [("tiles", 2), ("tales", 1)]
    connection.close()


def test_a_slip_in_the_first_letter_or_an_ending_is_as_near_as_any_other() -> None:
    connection = fill((Row("Relation"), Row("Creation"), Row("Creation, Twice"), Row("Ration")))
    with vocabulary(connection):
        near = [one.word for one in meant(connection, "reation")]
    assert near == ["creation", "ration", "relation"]
    connection.close()


def test_what_was_meant_is_proposed_as_it_is_written_and_nearest_to_what_was_typed() -> None:
    connection = fill((*[Row("It Presents")] * 9, Row("A Presentation")))
    with vocabulary(connection):
        assert [one.word for one in meant(connection, "presntation")] == ["presentation"]
    connection.close()
    connection = fill((*[Row("Excitement")] * 2, Row("Eviction")))
    with vocabulary(connection):
        assert next(iter(meant(connection, "evcition"))).word == "eviction"
    connection.close()


def test_words_that_no_paper_holds(papers: sqlite3.Connection) -> None:
    found = unknown(papers, parse('harbor xylophone (zither OR ice) "ice harbor" NOT lute', TODAY))
    assert [word.text for word in found] == ["xylophone", "zither", "ice harbor"]


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ('"harbro pilots"', '"harbor pilots"'),
        ("kepl-forests", "kelp-forests"),
        ("Wlalaby2.5", "wallaby2.5"),
        ("title:harbro", "title:harbor"),
        ("title:boats", "boats"),  # of which abstracts speak alone
        ('"pilots harbor"', "pilots harbor"),  # held apart
        ('"pilots harbro"', "pilots harbor"),
        ("kelpforests", "kelp forests"),
        ("kelpsatellite", "kelp satellite"),  # not side by side
        ("satel lites see", "satellites see"),
        ("sat see", None),
        ("wor th trouble", "worth trouble"),
        ("harbro OR ferrries", "harbor OR ferries"),
        ("(harbro OR tides) pilots", "(harbor OR tides) pilots"),
        ("harb*", None),
        ("harbr*", "harbor*"),
        ("Lindqvist kelp", "author:Lindqvist kelp"),
        ("lindqvist kelp", "author:lindqvist kelp"),
        ('"Berg, Åsa" kelp', 'author:"Berg, Åsa" kelp'),
        ("Lindqv kelp", None),  # no whole name
        ("Asa van", "author:Asa author:van"),  # though a paper has them as one word
        ("Kielp", "author:Kielp"),  # a name as it is, and nearly a word
        ("kielp", "kelp"),
        ("author:Lindkvist", "author:lindqvist"),
        ('author:"asa van den Bergh"', 'author:"asa van den berg"'),
        ("org:laboratroy", "org:laboratory"),
        ("venue:symposim kelp", "venue:symposium kelp"),
        ('author:"Aida Krog"', 'author:"ada krog"'),  # as near to Ida, whom more papers have
        ("author:Aida", "author:ida"),
        ("author:Quux", None),
        ("NOT harbro", None),
        ("xylophone zither", None),
        ("\U0001e900\U0001e901\U0001e902\U0001e903", None),  # younger than SQLite's letters
        ("title:icetrouble", None),  # of which no title has both
        ("ice's", None),
        ("at/a", None),  # a letter of it is no word
    ],
)
def test_what_no_paper_has_is_put_right_where_it_stands(
    papers: sqlite3.Connection, query: str, instead: str | None
) -> None:
    found = corrected(papers, parse(query, TODAY))
    assert str(found.tree) == (instead or str(parse(query, TODAY)))
    assert bool(found.made) == (instead is not None)
    for one in found.made:
        assert one.papers == count(papers, one.instead) > 0
    assert found.found == (count(papers, found.tree) if found.made else 0)
    assert parse(str(found.tree), TODAY) == found.tree, "what is proposed can be typed"


@pytest.mark.parametrize(
    ("title", "typed", "found"),
    [
        ("Aggregation of Kelp", "agreeable", []),  # an ending that it has by chance
        ("For Kelp", "fortress", []),
        ("Classifiers of Kelp", "clasification", ["classifiers"]),  # one that no paper has
    ],
)
def test_a_guess_is_like_the_word_or_begins_as_it_does(
    title: str, typed: str, found: list[str]
) -> None:
    connection = fill((Row(title),))
    with vocabulary(connection):
        assert [one.word for one in meant(connection, typed)] == found
    connection.close()


def test_a_name_is_put_right_by_its_own_words_and_none_of_another_author() -> None:
    connection = fill((Row("Notes", names=("Kamila Lind", "Kamilo Berg", "Kamilo Dahl")),))
    (made,) = corrected(connection, parse('author:"Kamilu Lind"', TODAY)).made
    assert str(made.instead) == 'author:"kamila lind"'
    connection.close()


@pytest.mark.parametrize(
    ("abstract", "typed", "found"),
    [
        ("Clustered by k-means.", "kmeans", ["k-means"]),
        ("Clustered by K-Means.", "kmeans", ["k-means"]),
        ("An n-gram of it.", "ngrams", ["n-grams"]),
        ("A kelp's means.", "smeans", ["means"]),  # no letter by itself
        ("By kk-means.", "kmeans", ["means"]),
        ("A q means it.", "qmeans", ["means"]),
    ],
)
def test_a_letter_and_a_word_that_a_hyphen_joins_may_be_typed_as_one(
    abstract: str, typed: str, found: list[str]
) -> None:
    connection = fill((Row("What It Means", abstract),))
    with vocabulary(connection):
        assert [one.word for one in meant(connection, typed)] == found
    connection.close()


def test_no_guess_is_made_of_what_is_too_long_for_a_word(papers: sqlite3.Connection) -> None:
    for letters, found in (("harbor" * 2, True), ("harbor" * 2000, False)):
        with vocabulary(papers):
            assert bool(meant(papers, letters)) == found


def test_two_known_words_are_one_only_where_they_find_nothing_as_two() -> None:
    connection = fill((Row("Datasets of Kelp"), Row("Data on Sets of Shells")))
    tried = [("data sets kelp", "datasets kelp"), ("data sets", "data sets"), ("shells kelp",) * 2]
    for query, instead in tried:
        assert str(corrected(connection, parse(query, TODAY)).tree) == instead
    connection.close()


def test_names_are_taken_apart_only_of_papers_that_have_the_words(
    papers: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []

    def named(names: str, wanted: str) -> bool:
        looked_at.append(names)
        return wanted in names

    monkeypatch.setattr(ranking, "named", named)
    assert count(papers, parse("author:Nobody", TODAY)) == 0
    assert looked_at == []
    assert count(papers, parse("author:Lind", TODAY)) == 1
    assert len(looked_at) == 1
