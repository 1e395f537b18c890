"""Clusters are a function of records, verdicts and decisions, and of nothing else."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.clustering import MOST_NOT_COMPARED, cluster

EDGES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([1.0, 2.0, 5.0])), max_size=14
)
PAIRS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=6)
KEYS = {number: f"key{number}" for number in range(8)}


def different(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(min(p), max(p)) for p in pairs if p[0] != p[1]}


@given(EDGES, PAIRS, st.integers(0, 99))
def test_order_does_not_matter_and_conflicts_are_kept_apart(
    edges: list[tuple[int, int, float]], conflicts: set[tuple[int, int]], seed: int
) -> None:
    edges = [(a, b, w) for a, b, w in edges if a != b]
    bad = different(conflicts)

    def in_conflict(a: int, b: int) -> bool:
        return (min(a, b), max(a, b)) in bad

    found = cluster(KEYS, edges, in_conflict)
    shuffled = list(edges)
    random.Random(seed).shuffle(shuffled)
    backwards = dict(reversed(KEYS.items()))
    assert cluster(backwards, [(b, a, w) for a, b, w in shuffled], in_conflict) == found
    assert sorted(number for members in found for number in members) == list(KEYS)
    for members in found:
        assert not any(in_conflict(a, b) for a in members for b in members if a < b)


def test_a_chain_does_not_join_over_a_conflict() -> None:
    edges = [(0, 1, 9.0), (1, 2, 5.0)]
    found = cluster({0: "a", 1: "b", 2: "c"}, edges, lambda a, b: {a, b} == {0, 2})
    assert found == [[0, 1], [2]]


def test_decisions_stand_above_verdicts() -> None:
    keys = {0: "a", 1: "b", 2: "c"}
    assert cluster(keys, [], lambda a, b: True, together=[(0, 2)]) == [[0, 2], [1]]
    assert cluster(keys, [(0, 1, 9.0)], lambda a, b: False, apart=[(0, 1)]) == [[0], [1], [2]]


def keys_of(number: int) -> dict[int, str]:
    return {record: f"key{record:05}" for record in range(number)}


def test_a_chain_takes_steps_as_it_has_links() -> None:
    asked: list[tuple[int, int]] = []

    def never(a: int, b: int) -> bool:
        asked.append((a, b))
        return False

    edges = [(record, record + 1, 9_000.0 - record) for record in range(4_000)]
    found = cluster(keys_of(4_001), edges, never)
    assert len(asked) <= MOST_NOT_COMPARED * len(edges) + len(edges)
    assert max(map(len, found)) == MOST_NOT_COMPARED + 2


def test_two_clusters_that_differ_are_looked_at_once() -> None:
    asked: list[tuple[int, int]] = []

    def first_and_last(a: int, b: int) -> bool:
        asked.append((a, b))
        return (a, b) == (0, 119)

    inside = [(a, b, 9.0) for side in (range(60), range(60, 120)) for a, b in combinations(side, 2)]
    across = [(a, b, 1.0) for a in range(60) for b in range(60, 120) if (a, b) != (0, 119)]
    assert list(map(len, cluster(keys_of(120), inside + across, first_and_last))) == [60, 60]
    assert len(asked) <= len(inside) + len(across) + 1


def test_clusters_that_few_comparisons_hold_together_are_not_joined() -> None:
    sides = range(5), range(5, 10)
    inside = [(a, b, 9.0) for side in sides for a, b in combinations(side, 2)]
    across = [(a, b, 5.0) for a in sides[0] for b in sides[1]]
    few, enough = 25 - MOST_NOT_COMPARED - 1, 25 - MOST_NOT_COMPARED

    def joined(edges: list[tuple[int, int, float]]) -> list[int]:
        return list(map(len, cluster(keys_of(10), inside + edges, lambda a, b: False)))

    assert joined(across[:few]) == [5, 5]
    assert joined(across[:enough]) == [10]


@given(EDGES, PAIRS, PAIRS)
def test_decided_pairs_end_where_the_user_put_them(
    edges: list[tuple[int, int, float]],
    conflicts: set[tuple[int, int]],
    decided: set[tuple[int, int]],
) -> None:
    together = different(decided)
    apart = {pair for pair in different(conflicts) if pair not in together}
    joined = cluster(KEYS, [], lambda a, b: True, together=together)
    home = {record: place for place, members in enumerate(joined) for record in members}
    apart = {(a, b) for a, b in apart if home[a] != home[b]}
    edges = [(a, b, w) for a, b, w in edges if a != b]
    found = cluster(KEYS, edges, lambda a, b: False, together=together, apart=apart)
    home = {record: place for place, members in enumerate(found) for record in members}
    assert all(home[a] == home[b] for a, b in together)
    assert all(home[a] != home[b] for a, b in apart)
