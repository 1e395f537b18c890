"""How near texts are letter by letter, by rapidfuzz.

Loading it takes a twelfth of an ingest of a few files, and most of these compare a few titles and
not one word so: it is loaded when there is more to compare.
"""

from __future__ import annotations

from collections.abc import Callable

FEW = 30
"""Comparisons that are done here before rapidfuzz is loaded, which takes as long as some hundreds.
"""


class _Metrics:
    """Functions of rapidfuzz under the names they have there."""

    __slots__ = ("distance", "extract", "ratio")

    distance: Callable[..., int]
    """Optimal string alignment: letters dropped, added, replaced, and neighbors swapped."""
    ratio: Callable[..., float]
    """Letters in common in the same order, as a share of all, in percent."""
    extract: Callable[..., list[tuple[str, int, int]]]
    """Of several texts those near one, each with its distance and its place."""

    def __getattr__(self, name: str) -> object:
        # Only an empty slot leads here: the first use fills them, the next finds them filled.
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        self.distance, self.ratio, self.extract = OSA.distance, fuzz.ratio, process.extract
        return object.__getattribute__(self, name)


metrics = _Metrics()
_few = iter(range(FEW))


def are_alike(a: str, b: str, percent: int) -> bool:
    """Whether at least so many percent of the letters of two texts stand in both in the same
    order."""
    if next(_few, None) is None:
        return bool(metrics.ratio(a, b, score_cutoff=percent))
    return 200 * common_letters(a, b) >= percent * (len(a) + len(b))


def common_letters(a: str, b: str) -> int:
    """Length of the longest common subsequence: Hyyrö (2004), one bit a letter of ``a``."""
    places: dict[str, int] = {}
    for place, letter in enumerate(a):
        places[letter] = places.get(letter, 0) | 1 << place
    every = row = (1 << len(a)) - 1
    for letter in b:
        matched = row & places.get(letter, 0)
        row = (row + matched) | (row - matched)
    return len(a) - (row & every).bit_count()
