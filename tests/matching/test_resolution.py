"""The pipeline in memory, and that the index comes to the same papers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.evaluate import evaluate
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
from papercli.matching import resolution
from papercli.matching.comparison import compare
from papercli.matching.record import Record, prepare
from papercli.matching.resolution import (
    OVERSIZED,
    OVERSIZED_PART,
    OVERSIZED_WORDS,
    DisjointSets,
    block_pairs,
    candidate_pairs,
    connect,
    partition,
    resolve,
)
from papercli.model.paper import PartialDate, Sighting
from papercli.model.verdict import Outcome
from papercli.store.connection import open_reading, scratch
from tests.store.invented import ENTRIES, FERRY, NOW, digest, groups, store, write_page

Case = tuple[str, Sequence[int], Sequence[int], set[tuple[int, int]] | None]

BLOCKS: list[Case] = [
    ("one record", (), (1,), set()),
    ("newcomers meet each other", (), (4, 5, 6), {(4, 5), (4, 6), (5, 6)}),
    ("those present have met", (1, 2), (5,), {(1, 5), (2, 5)}),
    ("both", (1,), (5, 6), {(1, 5), (1, 6), (5, 6)}),
    (
        "as many as are compared",
        range(OVERSIZED - 1),
        (99,),
        {(n, 99) for n in range(OVERSIZED - 1)},
    ),
    ("one too many", range(OVERSIZED), (99,), None),
    ("one too many at once", (), range(OVERSIZED + 1), None),
]


@pytest.mark.parametrize(("why", "present", "arrived", "pairs"), BLOCKS, ids=[b[0] for b in BLOCKS])
def test_who_is_compared_in_a_block(
    why: str, present: Sequence[int], arrived: Sequence[int], pairs: set[tuple[int, int]] | None
) -> None:
    found = block_pairs(7, present, arrived)
    assert (None if found is None else set(found)) == pairs, why


@pytest.mark.parametrize(
    ("why", "keys", "pairs"),
    [
        ("one key in common", [(1, 2), (2, 3)], [(0, 1)]),
        ("none in common", [(1, 2), (3,), ()], []),
        ("several in common are one pair", [(1, 2, 3), (1, 2, 3)], [(0, 1)]),
        ("in the order of the later one", [(1,), (2,), (1, 2)], [(0, 2), (1, 2)]),
        ("all under one key", [(1,)] * 3, [(0, 1), (0, 2), (1, 2)]),
    ],
)
def test_candidates_have_a_key_in_common(
    why: str, keys: list[tuple[int, ...]], pairs: list[tuple[int, int]]
) -> None:
    assert candidate_pairs(iter(keys)) == pairs, why


def test_an_oversized_block_makes_no_candidates_at_all() -> None:
    assert (OVERSIZED, OVERSIZED_PART, OVERSIZED_WORDS) == (64, 16, 8)
    whole, part, words = 7, 8, -7
    for key, most in ((whole, OVERSIZED), (part, OVERSIZED_PART), (words, OVERSIZED_WORDS)):
        crowd = [(key, 1000 + at) for at in range(most)]
        assert len(candidate_pairs(crowd)) == most * (most - 1) // 2
        assert candidate_pairs([*crowd, (key,)]) == []


def test_records_of_an_oversized_block_are_candidates_through_another_key() -> None:
    crowd = [(7, 8) if at in (3, 40) else (7,) for at in range(OVERSIZED + 1)]
    assert candidate_pairs(crowd) == [(3, 40)]


@given(st.lists(st.sets(st.integers(0, 9), max_size=4), max_size=30), st.integers(2, 5))
def test_candidates_share_a_key_of_a_block_that_is_not_oversized(
    keys: list[set[int]], crowd: int
) -> None:
    counts = Counter(key for own in keys for key in own)
    telling = {key for key, count in counts.items() if count <= crowd}
    expected = {(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] & keys[b] & telling}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolution, "most_members", lambda key: crowd)
        found = candidate_pairs(keys)
    assert len(found) == len(expected)
    assert set(found) == expected
    assert [b for _, b in found] == sorted(b for _, b in found)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_sets_are_joined_as_far_as_there_is_a_way(pairs: list[tuple[int, int]]) -> None:
    sets = DisjointSets(range(13))
    home = {number: {number} for number in range(13)}
    for a, b in pairs:
        assert sets.join(a, b) == (home[a] is not home[b])
        if home[a] is not home[b]:
            home[a] |= home[b]
            home.update(dict.fromkeys(home[b], home[a]))
    for a, b in combinations(range(13), 2):
        assert (sets.find(a) == sets.find(b)) == (home[a] is home[b])


def test_components_follow_verdicts_and_decisions() -> None:
    found = connect(
        (1, 2, 3, 4, 5, 6, 9),
        {(1, 4): 3.0, (2, 3): 8.0},
        must_link=[(4, 6), (5, 77)],
        cannot_link=[(1, 6), (1, 2), (9, 77)],
    )
    assert [component.members for component in found] == [[1, 4, 6], [2, 3], [5], [9]]
    assert [component.agreements for component in found] == [[(1, 4, 3.0)], [(2, 3, 8.0)], [], []]
    assert [component.must_link for component in found] == [[(4, 6)], [], [], []]
    assert [component.cannot_link for component in found] == [[(1, 6)], [], [], []]


def test_what_was_judged_different_is_not_chained() -> None:
    (component,) = connect((0, 1, 2), {(0, 1): 9.0, (1, 2): 5.0})
    known = {(0, 1): Outcome.SAME, (1, 2): Outcome.SAME, (0, 2): Outcome.DIFFERENT}
    records = [Record(title) for title in ("Tides", "Tide", "Tidal")]
    assert partition(component, str, records, known) == [[0, 1], [2]]
    known[0, 2] = Outcome.UNDECIDED
    assert partition(component, str, records, known) == [[0, 1, 2]]


def test_a_pair_without_a_verdict_is_judged_when_a_join_asks() -> None:
    records = [Record(f"Tides of Harbor {n}") for n in ("Two", "Three", "Two")]
    (component,) = connect((0, 1, 2), {(0, 1): 9.0, (1, 2): 5.0})
    known = {(0, 1): Outcome.SAME, (1, 2): Outcome.SAME}
    assert partition(component, str, records, known) == [[0, 1, 2]]
    records[2] = Record("Erratum to Tides of Harbor Two")
    del known[0, 2]
    assert partition(component, str, records, known) == [[0, 1], [2]]


def test_a_pair_that_the_user_told_apart_is_parted_though_it_agrees() -> None:
    (component,) = connect((0, 1), {(0, 1): 9.0}, cannot_link=[(0, 1)])
    records = [Record("Tides"), Record("Tides", None, 4)]
    assert partition(component, str, records, {(0, 1): Outcome.SAME}) == [[0], [1]]


def test_progress_tells_pairs_judged_and_pairs_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolution, "TOGETHER", 1)
    told: list[tuple[int, int]] = []
    records = [Record("Tides of Quiet Harbors", author_count=n) for n in (1, 2, 3)]
    (paper,) = resolve(records, lambda *done: told.append(done)).papers
    assert sorted(paper) == [0, 1, 2]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_copies_are_one_where_their_content_says_which_paper_they_are() -> None:
    titles = ("Tides of Harbors", "Editorial", "Tides of Harbors", "Editorial")
    assert resolve([Record(title) for title in titles]).papers == [[0, 2], [1], [3]]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.integers(0, len(ENTRIES) - 1), min_size=1, max_size=6), min_size=1, max_size=4
    ),
    st.integers(2, 6),
)
def test_the_index_and_the_pipeline_come_to_the_same_papers(
    pages: list[list[int]], crowd: int
) -> None:
    library = [digest(f"page{number}", page) for number, page in enumerate(pages)]
    seen = [sighting for page in library for sighting in page.sightings]
    places = [(page.path, at) for page in library for at in range(1, len(page.sightings) + 1)]
    with pytest.MonkeyPatch.context() as patch, scratch() as connection:
        patch.setattr(resolution, "most_members", lambda key: crowd)
        store(connection, [library])
        papers = resolve([prepare(sighting) for sighting in seen]).papers
        assert {frozenset(places[at] for at in paper) for paper in papers} == groups(connection)


def test_ingest_and_evaluate_come_to_the_same_papers(tmp_path: Path) -> None:
    """Seventy records under one key would all agree, and neither compares any two of them."""
    crowd = [
        Sighting(1, "Verified Docking Policies for Island Ferries", f"{FERRY} Boat {n} leads.", 3)
        for n in range(OVERSIZED + 6)
    ]
    assert compare(prepare(crowd[0]), prepare(crowd[-1])).outcome is Outcome.SAME
    shown = [*crowd, *(entry for entry in ENTRIES if entry.abstract not in (None, FERRY))]
    page = write_page(tmp_path / "page.txt", shown)
    index = tmp_path / "papers.db"
    ingest(find_sources([str(page)], None).sources, index, now=NOW)
    connection = open_reading(index)
    papers = groups(connection)
    rows = connection.execute(
        "SELECT s.position, t.title, t.abstract, r.author_count, r.year, r.month, r.day"
        " FROM sightings AS s JOIN records AS r ON r.id = s.record_id"
        " JOIN texts AS t ON t.record_id = r.id"
    ).fetchall()
    connection.close()
    assert len(rows) == len(shown)
    assert OVERSIZED + 6 < len(papers) < len(shown)
    records, truth = tmp_path / "records.jsonl", tmp_path / "truth.jsonl"
    records.write_text(
        "".join(
            json.dumps(
                {
                    "id": position,
                    "title": title,
                    "abstract": abstract,
                    "n_authors": count,
                    "date": str(PartialDate(*when)),
                }
            )
            + "\n"
            for position, title, abstract, count, *when in rows
        )
    )
    truth.write_text(
        "".join(
            json.dumps({"id": position, "cluster": number}) + "\n"
            for number, paper in enumerate(papers)
            for _, position in paper
        )
    )
    figures = evaluate(records, truth=truth).as_dict()
    assert (figures["false_pairs"], figures["missed_pairs"]) == (0, 0)
