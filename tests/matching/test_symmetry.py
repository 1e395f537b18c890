"""Comparison has no first and no second: over pairs that reach every rule it has."""

from __future__ import annotations

from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.matching.comparison import ASSIGNED, compare, score_all
from papercli.matching.levels import comparison_vector
from papercli.matching.record import Record
from papercli.matching.rules import clerical_review, early_veto, veto
from papercli.matching.title_levels import TitleKind
from papercli.matching.weights import WEIGHTS
from papercli.model.verdict import Outcome
from tests.matching.pieces import GENERIC, pair
from tests.matching.reviewed import REVIEWED

PAIRS = 6_000

NUMBERS = {"agree", "added", "beside", "differ", "opposite words", "contrasted words"}
KINDS = {
    "comment", "reply", "rejoinder", "discussion", "erratum", "addendum", "retraction", "review",
}  # fmt: skip
VETOES = {
    "two arXiv ids",
    "two DOIs",
    "numbers differ",
    "a number on one side only",
    "another title and another number of authors",
    *(f"{kind} on one side only" for kind in KINDS),
}
NEUTRAL = {
    ("abstract", "missing"),
    ("authors", "missing"),
    ("year", "missing"),
    ("organization", "missing"),
    ("links", "none"),
    ("address", "none"),
    ("name", "none"),
    ("changed words", "none"),
}


def assert_symmetric(a: Record, b: Record) -> None:
    forth, back = compare(a, b), compare(b, a)
    assert forth == back
    assert score_all([(a, b), (b, a)]) == [(forth.outcome, forth.bits)] * 2


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_comparison_is_symmetric(random: Random) -> None:
    assert_symmetric(*pair(random))


def test_it_is_so_wherever_a_rule_decides() -> None:
    random = Random(2)
    levels: set[tuple[str, str]] = set()
    vetoes: set[str] = set()
    reviewed: set[str] = set()
    kinds: set[str] = set()
    for _ in range(PAIRS):
        a, b = pair(random)
        assert_symmetric(a, b)
        if reason := early_veto(a, b):
            vetoes.add(reason)
            continue
        seen = comparison_vector(a, b)
        kinds.add(seen.title.kind)
        levels.update((field, level.split(" beside ")[0]) for field, level in seen.labels().items())
        if reason := veto(a, b, seen):
            vetoes.add(reason)
        elif reason := clerical_review(a, b, seen):
            reviewed.add(reason)
    weighed = {
        (field, level.split(" beside ")[0])
        for table in (WEIGHTS, ASSIGNED)
        for field, weights in table.items()
        for level in weights
    }
    assert weighed | NEUTRAL <= levels
    assert kinds == set(get_args(TitleKind))
    assert {level for field, level in levels if field == "numbers"} == NUMBERS
    assert vetoes >= VETOES
    assert reviewed == REVIEWED


@pytest.mark.parametrize("title", GENERIC)
def test_a_generic_title_stays_generic_however_its_words_are_divided(title: str) -> None:
    for divided in (
        f"{title[:4]}-{title[4:]}",
        f"{title[0]}'{title[1:]}",
        f"{title[:5]} {title[5:]}",
    ):
        a, b = Record(title, None, 2), Record(divided, None, 2)
        assert compare(a, b).outcome is Outcome.DIFFERENT
        assert compare(a, b) == compare(b, a)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        # Words that could be paired with either of two, or be a join of two of the other's.
        (
            "Learning to Catalogue and Localise Fibre Defects with T?ransformers",
            "Learning tos Catalogue and Localise Fibre Defects with T?r'ansformers",
        ),
        (
            "Supervised Segmentation of Appled Blossoms in Drone Images",
            "Supervised Segmentation of Apple lantern Blossomsi n...",
        ),
        (
            "Sediment, Glaciers Harbors Heard by Beehive Microphones Under Lanterns in Teacups",
            "Sediment, Glaccders Harbors Heard by Beehive Microphones Under Lanternsi n Teacups",
        ),
        (
            "On the Convergence of Federated Averaging Label Noise",
            "Oning the Convergences o-f Federated Averaging Label Noise",
        ),
    ],
)
def test_words_are_paired_the_same_from_either_side(title: str, other: str) -> None:
    assert_symmetric(Record(title), Record(other))
