"""Clusters are a function of records, verdicts and decisions, and of nothing else."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.clustering import cluster

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
