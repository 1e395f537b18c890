"""How near texts are by their letters, before and after rapidfuzz is loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from papercli.matching.prefilter import (
    LIKE_AT_SIGHT,
    NEARLY_EQUAL_AT_SIGHT,
    OPENINGS_ALIKE,
    OPENINGS_APART,
    clearly_unlike,
)
from papercli.matching.record import Record
from papercli.matching.string_metrics import FEW, are_alike, common_letters

few_letters = st.text("ab \u00e9", max_size=12)
PERCENTS = [LIKE_AT_SIGHT, NEARLY_EQUAL_AT_SIGHT]


@given(few_letters | st.text(), few_letters | st.text())
def test_letters_in_common_are_the_longest_common_subsequence(a: str, b: str) -> None:
    assert common_letters(a, b) == LCSseq.similarity(a, b)


@pytest.mark.parametrize("percent", PERCENTS)
@given(few_letters, few_letters)
@example("ab" * 3, "ab" * 2)
@example("aaab", "aaaccc")
@example("a" * 9, "a" * 9 + "bb")
def test_few_comparisons_say_what_rapidfuzz_says(percent: int, a: str, b: str) -> None:
    here = 200 * common_letters(a, b) >= percent * (len(a) + len(b))
    there = bool(fuzz.ratio(a, b, score_cutoff=percent))
    assert here is there is are_alike(a, b, percent)


def test_rapidfuzz_is_loaded_for_many_comparisons() -> None:
    program = (
        "import sys\n"
        "from papercli.matching.string_metrics import FEW, are_alike\n"
        "for count in range(FEW + 1):\n"
        "    print('rapidfuzz' in sys.modules, are_alike('kelp', 'kelps', 60))\n"
        "print('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["False True"] * (FEW + 1) + ["True"]


words = st.lists(st.sampled_from("kelp tide lamp wick reef cache".split()), min_size=1, max_size=6)
texts = words.map(" ".join)


@given(texts, texts, texts | st.none(), texts | st.none())
def test_a_first_look_weighs_titles_and_openings(
    title: str, other: str, abstract: str | None, others: str | None
) -> None:
    a, b = Record(title, abstract), Record(other, others)
    ratio = fuzz.ratio(title, other)
    alike = ratio >= LIKE_AT_SIGHT or title[:8] == other[:8]
    if not (abstract and others):
        unlike = not alike
    else:
        shared = len(a.opening & b.opening) / max(1, min(len(a.opening), len(b.opening)))
        unlike = shared < (OPENINGS_APART if alike else OPENINGS_ALIKE)
        unlike = unlike and ratio < NEARLY_EQUAL_AT_SIGHT and abstract != others
    assert clearly_unlike(a, b) is unlike
