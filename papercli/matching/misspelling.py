"""Words near in letters to one that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.matching.string_metrics import metrics

_LONG = 6
"""Letters from which on a word may have two slips of the fingers in it; a shorter one has one."""


def nearest(word: str, known: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the known words the word may have been meant for: place and distance of each, the
    nearest first.

    The distance is that of optimal string alignment: letters dropped, added, replaced, and
    neighbors swapped.
    """
    most = 2 if len(word) >= _LONG else 1
    found = metrics.extract(word, known, scorer=metrics.distance, score_cutoff=most, limit=None)
    return sorted(((place, int(distance)) for _, distance, place in found), key=lambda one: one[1])
