"""Clusters are a function of records, verdicts and decisions, and of nothing else."""

from __future__ import annotations

import random
from itertools import combinations, permutations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.clustering import cluster
from papercli.matching.growing_clusters import MOST_NOT_COMPARED

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


class Row(NamedTuple):
    """One rule. Records are named by their keys, one letter each; pairs by two letters."""

    why: str
    agreements: dict[str, float]
    papers: str
    conflicts: str = ""
    together: str = ""
    apart: str = ""


ROWS = [
    Row("no agreement, no join", {}, "a b c"),
    Row("an agreement joins", {"bc": 5}, "a bc"),
    Row("agreements that meet join all", {"ab": 5, "bc": 9}, "abc"),
    Row("what was not compared is no conflict", {"ab": 5, "bc": 9, "cd": 7}, "abcd"),
    Row("no chain over a conflict", {"ab": 9, "bc": 5}, "ab c", conflicts="ac"),
    Row("the heavier agreement joins first", {"ab": 5, "bc": 9}, "a bc", conflicts="ac"),
    Row("below zero, too", {"ab": -2, "bc": -1}, "a bc", conflicts="ac"),
    Row("of equal weights the lower key first", {"bc": 5, "ab": 5}, "ab c", conflicts="ac"),
    Row("then the other key", {"ac": 5, "ab": 5}, "ab c", conflicts="bc"),
    Row("weights count before keys", {"ab": 5, "ac": 5.1}, "ac b", conflicts="bc"),
    Row("any pair across two clusters counts", {"ab": 9, "cd": 9, "bc": 5}, "ab cd",
        conflicts="ad"),
    Row("a refused join leaves the rest to others", {"ab": 9, "bc": 7, "cd": 5}, "ab cd",
        conflicts="ac"),
    Row("a conflict elsewhere refuses nothing", {"ab": 5}, "ab c d", conflicts="cd ac bd"),
    Row("a decision joins what was never compared", {}, "ac b", together="ac"),
    Row("a decision stands above a conflict", {}, "ac b", conflicts="ac", together="ac"),
    Row("decisions that meet join all", {}, "abc d", conflicts="ac ab", together="ab bc"),
    Row("decisions join before agreements", {"ab": 99}, "a bc", apart="ac", together="bc"),
    Row("a further spelling of a part that was joined is of the paper", {"ab": 9}, "abc",
        conflicts="bc", together="ac"),
    Row("so it is where the parts were judged different", {"ab": 9}, "abc", conflicts="bc ac",
        together="ac"),
    Row("one that agrees with the paper's other records only is not", {"ad": 9, "bd": 5}, "acd b",
        conflicts="bc", together="ac"),
    Row("nor where the user told it apart", {"ab": 9}, "ac b", conflicts="bc", together="ac",
        apart="bc"),
    Row("a decision parts what agrees", {"ab": 9}, "a b", apart="ab"),
    Row("a decision parts clusters", {"ab": 9, "bc": 7}, "ab c", apart="ca"),
    Row("one pair told apart is enough", {"ab": 9, "bc": 7, "cd": 5}, "abc d", apart="bd"),
    Row("a decision elsewhere parts nothing", {"ab": 9}, "ab c", apart="ac bc"),
    Row("papers in the order of their first keys", {"ad": 9, "bc": 9}, "ad bc"),
]  # fmt: skip


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: rule.why)
def test_the_rules_of_clustering_in_any_order(rule: Row) -> None:
    letters = sorted(set("".join([rule.papers, *rule.agreements])) - {" "})
    # Ids run against the keys: whoever orders by ids comes out otherwise.
    number = {letter: -at for at, letter in enumerate(letters)}
    letter_of = {at: letter for letter, at in number.items()}

    def pairs(text: str) -> list[tuple[int, int]]:
        return [(number[pair[0]], number[pair[1]]) for pair in text.split()]

    def conflicts(a: int, b: int) -> bool:
        assert letter_of[a] < letter_of[b]
        return letter_of[a] + letter_of[b] in rule.conflicts.split()

    edges = [(number[ab[0]], number[ab[1]], weight) for ab, weight in rule.agreements.items()]
    for order in permutations(edges):
        for flip in (False, True):
            keys = {number[letter]: letter for letter in (letters[::-1] if flip else letters)}
            together, apart = pairs(rule.together), pairs(rule.apart)
            given = [(b, a, weight) for a, b, weight in order] if flip else order
            found = cluster(keys, given, conflicts, together[:: -1 if flip else 1], apart)
            assert " ".join("".join(letter_of[at] for at in each) for each in found) == rule.papers


def test_conflicts_are_asked_for_where_a_join_would_bring_two_together() -> None:
    asked: list[str] = []

    def conflicts(a: int, b: int) -> bool:
        asked.append(f"{a}{b}")
        return (a, b) == (1, 3)

    keys = {number: f"key{number}" for number in range(1, 7)}
    edges = [(1, 2, 9.0), (2, 1, 8.0), (2, 3, 7.0)]
    assert cluster(keys, edges, conflicts) == [[1, 2], [3], [4], [5], [6]]
    assert asked[0] == "12"
    assert {*asked[1:]} <= {"13", "23"}
    assert "13" in asked


def test_decisions_stand_above_verdicts() -> None:
    keys = {0: "a", 1: "b", 2: "c"}
    assert cluster(keys, [], lambda a, b: True, must_link=[(0, 2)]) == [[0, 2], [1]]
    assert cluster(keys, [(0, 1, 9.0)], lambda a, b: False, cannot_link=[(0, 1)]) == [[0], [1], [2]]


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
    joined = cluster(KEYS, [], lambda a, b: True, must_link=together)
    home = {record: place for place, members in enumerate(joined) for record in members}
    apart = {(a, b) for a, b in apart if home[a] != home[b]}
    edges = [(a, b, w) for a, b, w in edges if a != b]
    found = cluster(KEYS, edges, lambda a, b: False, must_link=together, cannot_link=apart)
    home = {record: place for place, members in enumerate(found) for record in members}
    assert all(home[a] == home[b] for a, b in together)
    assert all(home[a] != home[b] for a, b in apart)


@pytest.mark.parametrize(
    ("identified", "agreements", "expected"),
    [
        ([(1, 2)], [(1, 3, 9.0)], [[1, 2, 3]]),
        ([], [(1, 2, 9.0), (1, 3, 8.0)], [[1], [2], [3]]),
        ([(1, 2)], [(1, 3, 9.0), (3, 4, 12.0)], [[1, 2, 3, 4]]),
        ([(1, 2)], [(1, 5, 9.0), (5, 3, 8.0)], [[1, 2], [3], [5]]),
    ],
)
def test_what_tells_less_joins_others_only_where_identifiers_say_whose_it_is(
    identified: list[tuple[int, int]],
    agreements: list[tuple[int, int, float]],
    expected: list[list[int]],
) -> None:
    """1 and 5 are titles alone; 2 stands under another title than the copies 3 and 4."""
    among = {number for group in expected for number in group}
    found = cluster(
        {number: f"key{number}" for number in among},
        agreements,
        lambda a, b: False,
        identified=identified,
        unlike=lambda a, b: 2 in (a, b),
        bareness=lambda number: int(number in (1, 5)),
    )
    assert found == expected
