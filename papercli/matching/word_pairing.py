"""Bringing together the words that two titles do not share letter for letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product, starmap
from operator import itemgetter

from papercli.matching import words as vocabulary
from papercli.matching.damage import MOST_DAMAGED, has_stop_word, near, similar
from papercli.matching.string_metrics import metrics
from papercli.matching.titles import TitleProfile
from papercli.matching.word_relations import RELATIONS, SAME_START, relation

_Join = tuple[int, bool, str, tuple[str, ...]]
"""Two or three neighbors written as one word: how many, whether misspelt too, the word, they."""


def _joins(left: list[str], right: list[str], other: TitleProfile) -> Iterator[_Join]:
    """Words of ``left`` that are neighbors in the ``other`` title written as one, some of them in
    ``right``."""
    unknown = [word for word in left if len(word) > 7 and not vocabulary.is_known(word)]
    whole = {word for word in left if word in other.squashed}
    if not unknown and not whole:
        return
    # Of neighbors that are too long or too short together no word need be made.
    lengths = set(map(len, whole))
    for word in unknown:
        lengths.update(range(len(word) - MOST_DAMAGED, len(word) + MOST_DAMAGED + 1))
    joined = _neighbors(set(right), other.words, lengths)
    for word in whole:
        for parts in joined.get(word, ()):
            yield len(parts), False, word, parts
    for word in unknown:
        near = metrics.extract(
            word, joined.keys(), scorer=metrics.distance, score_cutoff=MOST_DAMAGED, limit=None
        )
        for neighbors, _, _ in near:
            if word != neighbors and similar(word, neighbors):
                for parts in joined[neighbors]:
                    yield len(parts), True, word, parts


def _neighbors(
    parted: set[str], words: Sequence[str], lengths: set[int]
) -> dict[str, list[tuple[str, ...]]]:
    """Two and three neighboring words written as one, of which one at least is ``parted`` and that
    have one of these lengths together."""
    joined: dict[str, list[tuple[str, ...]]] = {}
    places = [place for place, word in enumerate(words) if word in parted]
    for size in (2, 3):
        first = 0
        for place in places:
            for start in range(max(first, place - size + 1), min(place, len(words) - size) + 1):
                parts = tuple(words[start : start + size])
                if sum(map(len, parts)) in lengths:
                    joined.setdefault("".join(parts), []).append(parts)
            first = place + 1
    return joined


def join_split_words(a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]) -> int:
    """Remove words of one side that are neighbors of the other written as one; how often."""
    repaired = 0
    # Neither side comes first: what suits best does, then what sorts first.
    for _, _, word, parts in sorted([*_joins(left, right, b), *_joins(right, left, a)]):
        whole, parted = (left, right) if word in left else (right, left)
        if word in whole and not set(parts).isdisjoint(parted):
            whole.remove(word)
            for part in parts:
                if part in parted:
                    parted.remove(part)
            repaired += 1
    return repaired


_SHORT = 4
"""Letters up to which a stop word may be misspelt as a known word."""


def _alike(left: list[str], right: list[str]) -> Iterable[tuple[str, str]]:
    """The pairs of words that may stand in a relation, without a look at every pair."""
    if len(left) * len(right) <= 4:
        return product(left, right)
    found: set[tuple[str, str]] = set()
    for form in (vocabulary.american, vocabulary.stem, itemgetter(slice(SAME_START))):
        both = set(map(form, left)).intersection(map(form, right))
        if both:
            forms: dict[str, list[str]] = {}
            for other in right:
                forms.setdefault(form(other), []).append(other)
            for word in left:
                found.update((word, other) for other in forms.get(form(word), ()))
    # Of two known words neither is the other misspelt.
    unknown = [word for word in right if not vocabulary.is_known(word) or len(word) <= _SHORT]
    for word in left:
        near = metrics.extract(
            word,
            unknown if len(word) > _SHORT and vocabulary.is_known(word) else right,
            scorer=metrics.distance,
            score_cutoff=MOST_DAMAGED,
            limit=None,
        )
        found.update((word, other) for other, _, _ in near)
    return found


def _is_joined(word: str, other: str) -> bool:
    return has_stop_word(word, other) or has_stop_word(other, word)


def no_relations() -> dict[str, int]:
    """How many pairs of words stand in each of ``RELATIONS``: none."""
    return dict.fromkeys(RELATIONS, 0)


def pair_words(
    left: list[str], right: list[str]
) -> tuple[dict[str, int], list[tuple[str, str, str]]]:
    """Remove pairs of words that are one word; counts how they are, and each pair with how.

    The closest pairs first, of equally close ones those that sort first: the same whichever side is
    ``left``.
    """
    found = [
        (RELATIONS.index(kind), sorted(pair), *pair)
        for pair in _alike(left, right)
        if (kind := relation(*pair))
    ]
    relations = no_relations()
    pairs = []
    for rank, _, word, other in sorted(found):
        while word in left and other in right:
            left.remove(word)
            right.remove(other)
            relations[RELATIONS[rank]] += 1
            pairs.append((RELATIONS[rank], word, other))
    if relations["misspelt"] or (
        not vocabulary.are_known((*left, *right)) and any(starmap(_is_joined, product(left, right)))
    ):
        for word, other in sorted(product(left, right), key=sorted):
            one = _is_joined(word, other) or (bool(relations["misspelt"]) and near(word, other))
            if one and word in left and other in right:
                left.remove(word)
                right.remove(other)
                relations["misspelt"] += 1
                pairs.append(("misspelt", word, other))
    return relations, pairs
