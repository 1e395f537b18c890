"""Words near in letters to one that is not known."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from papercli.matching.string_metrics import metrics

_LONG = 6
"""Letters from which on a word may have two slips of the fingers in it; a shorter one has one."""


def one_slip_away(word: str) -> set[str]:
    """The spellings that one slip of the fingers makes of a word, or of which it makes that: a
    letter dropped, added or replaced by a plain one, two neighbors swapped (Norvig 2007)."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in halves if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    for letter in ascii_lowercase:
        found |= {head + letter + tail for head, tail in halves}
        found |= {head + letter + tail[1:] for head, tail in halves if tail}
    return found - {word}


def most_slips(word: str) -> int:
    """How many slips a word may have in it."""
    return 2 if len(word) >= _LONG else 1


def is_near(word: str, other: str, most: int) -> bool:
    """Whether no more slips than these part two words."""
    return bool(nearest(word, [other], most))


def nearest(word: str, known: Sequence[str], most: int | None = None) -> list[tuple[int, int]]:
    """Which of the known words the word may have been meant for: place and distance of each, the
    nearest first; ``most`` slips, or `most_slips`.

    The distance is that of optimal string alignment: letters dropped, added, replaced, and
    neighbors swapped.
    """
    most = most_slips(word) if most is None else most
    found = metrics.extract(word, known, scorer=metrics.distance, score_cutoff=most, limit=None)
    return sorted(((place, int(distance)) for _, distance, place in found), key=lambda one: one[1])
