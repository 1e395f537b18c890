"""Bringing together the words that two titles do not share letter for letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from papercli.matching import words as vocabulary
from papercli.matching.titles import TitleProfile
from papercli.matching.word_relations import MOST_MISSPELT, RELATIONS, SAME_START, relation, similar

_Join = tuple[int, bool, str, tuple[str, ...]]
"""Two or three neighbors written as one word: how many, whether misspelt too, the word, they."""


def _joins(left: list[str], right: list[str], all_right: Sequence[str]) -> Iterator[_Join]:
    """Words of ``left`` that are neighbors of ``all_right`` written as one, some in ``right``."""
    unknown = [word for word in left if len(word) > 7 and not vocabulary.is_known(word)]
    parted = set(right)
    places = [place for place, word in enumerate(all_right) if word in parted]
    for size in (2, 3):
        first = 0
        for place in places:
            for start in range(max(first, place - size + 1), min(place, len(all_right) - size) + 1):
                parts = tuple(all_right[start : start + size])
                whole = "".join(parts)
                if whole in left:
                    yield size, False, whole, parts
                for word in unknown:
                    if word != whole and similar(word, whole):
                        yield size, True, word, parts
            first = place + 1


def join_split_words(a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]) -> int:
    """Remove words of one side that are neighbors of the other written as one; how often."""
    repaired = 0
    # Neither side comes first: what suits best does, then what sorts first.
    for _, _, word, parts in sorted([*_joins(left, right, b.words), *_joins(right, left, a.words)]):
        whole, parted = (left, right) if word in left else (right, left)
        if word in whole and not set(parts).isdisjoint(parted):
            whole.remove(word)
            for part in parts:
                if part in parted:
                    parted.remove(part)
            repaired += 1
    return repaired


def _alike(left: list[str], right: list[str]) -> Iterable[tuple[str, str]]:
    """The pairs of words that may stand in a relation, without a look at every pair."""
    if len(left) * len(right) <= 4:
        return product(left, right)
    found: set[tuple[str, str]] = set()
    for form in (vocabulary.american, vocabulary.stem, itemgetter(slice(SAME_START))):
        forms: dict[str, list[str]] = {}
        for other in right:
            forms.setdefault(form(other), []).append(other)
        for word in left:
            found.update((word, other) for other in forms.get(form(word), ()))
    for word in left:
        near = process.extract(
            word, right, scorer=OSA.distance, score_cutoff=MOST_MISSPELT, limit=None
        )
        found.update((word, other) for other, _, _ in near)
    return found


def pair_words(left: list[str], right: list[str]) -> Counter[str]:
    """Remove pairs of words that are one word; counts how they are.

    The closest pairs first, of equally close ones those that sort first: the same whichever side is
    ``left``.
    """
    found = [
        (RELATIONS.index(kind), sorted(pair), *pair)
        for pair in _alike(left, right)
        if (kind := relation(*pair))
    ]
    relations: Counter[str] = Counter()
    for rank, _, word, other in sorted(found):
        while word in left and other in right:
            left.remove(word)
            right.remove(other)
            relations[RELATIONS[rank]] += 1
    return relations
