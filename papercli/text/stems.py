"""The words of a text as a person would say that they are the same: a rough likeness of what the
index does (Porter 1980), for emphasis and for the finer part of the order of results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from papercli.text.folding import fold
from papercli.text.parts import parted
from papercli.text.spelling import american

ENDINGS = re.compile(r"(?:ations?|ings?|ions?|ed|es|s|e)$")
"""What Porter's algorithm, with which the index was made, takes off most words."""
_SHORTEST = 3
"""Letters that an ending is not taken off."""
_LONGER_PLURALS = ("sses", "shes", "ches", "xes")
SMALL_WORDS = frozenset("a an and are as at by for from in is of on or the to via with".split())
"""Words that say nothing of what a title is about."""


@lru_cache(maxsize=1 << 12)
def stem(word: str) -> str:
    """A folded word without its ending."""
    bare = word if word.endswith("ss") else ENDINGS.sub("", word)
    return bare if len(bare) >= _SHORTEST else word


def singular(word: str) -> str:
    """A folded word without the ending of a plural."""
    if word.endswith(_LONGER_PLURALS):
        return word[:-2]
    return word if word.endswith("ss") else word.removesuffix("s")


def words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    return parted(american(fold(text))).split()


def telling(folded: Sequence[str]) -> Sequence[str]:
    """Folded words without small ones, where there are others."""
    return [word for word in folded if word not in SMALL_WORDS] or folded


def stems(folded: Iterable[str]) -> list[str]:
    """The stems of folded words in their order."""
    return [stem(word) for word in folded]
