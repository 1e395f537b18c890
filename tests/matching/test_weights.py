"""What must hold of the match weights, however they are fitted."""

from __future__ import annotations

from itertools import pairwise

import pytest

from papercli.matching.comparison import (
    ASSIGNED,
    SAME_BITS,
    UNDECIDED_BITS,
    UNLIKE_BITS,
    VETO_BITS,
)
from papercli.matching.weights import PRIOR, WEIGHTS

TITLE, ABSTRACT = WEIGHTS["title"], WEIGHTS["abstract"]
SHARES = ("0", "0.02", "0.05", "0.1", "0.15", "0.2", "0.3", "0.5", "0.8")
CLASSES = sorted({level.split(" beside ")[1] for level in ABSTRACT})
FULL = ("alike", "near", "longer")
"""Classes of titles with enough labeled pairs at every overlap."""
NOISE, SLACK = 0.5, 2.0
"""Bits by which neighboring levels of a field, and of the overlap beside one class of titles, may
stand in the wrong order: what the data leave open."""


def runs(share: str, title: str) -> float | None:
    return ABSTRACT.get(f"runs >={share} beside {title}")


@pytest.mark.parametrize(
    ("field", "level"),
    [
        ("organization", "same"),
        ("address", "same"),
        ("names", "all names"),
        ("names", "all names, many"),
        ("year", "same"),
        ("authors", "same, few"),
        ("authors", "same, many"),
        ("name", "same"),
        ("title", "equal, short"),
        ("title", "equal, long"),
        ("title", "cut short"),
        ("title", "edition"),
    ],
)
def test_agreement_speaks_for(field: str, level: str) -> None:
    assert (ASSIGNED.get(field) or WEIGHTS[field])[level] > 0


@pytest.mark.parametrize(
    ("field", "level"),
    [
        ("organization", "differ"),
        ("names", "some names"),
        ("names", "no name"),
        ("year", "next"),
        ("year", "apart"),
        ("authors", "one off"),
        ("name", "one only"),
        ("name", "differ"),
        ("links", "differ"),
        ("numbers", "differ"),
        ("numbers", "opposite words"),
        ("numbers", "contrasted words"),
        ("title", "generic"),
        ("title", "generic differs"),
        ("title", "other object"),
        ("title", "words >=0"),
        ("title", "words >=0.3"),
        ("title", "words >=0.6"),
    ],
)
def test_disagreement_speaks_against(field: str, level: str) -> None:
    assert (ASSIGNED.get(field) or WEIGHTS[field])[level] < 0


@pytest.mark.parametrize(
    ("field", "levels"),
    [
        ("year", ("apart", "next", "same")),
        ("authors", ("one off", "same, few", "same, many")),
        ("name", ("differ", "one only", "same")),
        ("links", ("differ", "same")),
        ("numbers", ("differ", "opposite words", "contrasted words")),
        ("title", ("equal, short", "equal, middle", "equal, long")),
        ("title", ("misspelt, short", "misspelt, middle", "misspelt, long")),
        ("title", ("plural, short", "plural, middle", "plural, long")),
        ("title", ("inflected, middle", "plural, middle", "equal, middle")),
        ("title", ("words >=0", "words >=0.3", "words >=0.45", "words >=0.6", "words >=0.7")),
        ("title", ("one word added, >=0.6", "one word added, >=0.7", "one word added, >=0.8")),
        ("title", ("words added, >=0.45", "words added, >=0.6", "words added, >=0.8")),
        ("title", ("words >=0.7", "one word replaced")),
    ],
)
def test_closer_agreement_weighs_more(field: str, levels: tuple[str, ...]) -> None:
    ascending = [WEIGHTS[field][level] for level in levels]
    for less, more in pairwise(ascending):
        assert less <= more + NOISE


@pytest.mark.parametrize("title", FULL)
def test_more_overlap_of_abstracts_never_weighs_much_less(title: str) -> None:
    weights = [bits for share in SHARES if (bits := runs(share, title)) is not None]
    assert len(weights) == len(SHARES)
    for less, more in pairwise(weights):
        assert less <= more + SLACK


@pytest.mark.parametrize("title", CLASSES)
def test_abstracts_without_a_phrase_in_common_speak_against_and_equal_ones_weigh_more(
    title: str,
) -> None:
    for share in ("0", "0.02"):
        little, much = runs(share, title), runs("0.8", title)
        assert little is not None
        assert little < 0
        assert much is None or little + SLACK < much


def test_no_sum_of_weights_reaches_a_veto() -> None:
    alone = ("title beside abstracts", "abstract", "changed words", "links")
    beside = ("title",)
    for left_out in (alone, beside):
        tables = {**WEIGHTS, **ASSIGNED}
        lowest = sum(min(0.0, *t.values()) for f, t in tables.items() if f not in left_out)
        assert PRIOR + lowest > VETO_BITS


def test_the_thresholds_leave_room_for_the_undecided() -> None:
    assert UNLIKE_BITS < UNDECIDED_BITS < PRIOR < SAME_BITS
