"""Where the words of a query stand in a text, as nearly as the index would have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

ENDINGS = re.compile(r"(?:ations?|ings?|ions?|ed|es|s|e)$")
"""What Porter's algorithm, with which the index was made, takes off most words."""

SHORTEST_STEM = 3
"""Letters; what is left of a shorter word begins too many others."""


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of every word of ``text`` that begins as one of ``words`` does.

    Case, accents and endings are no difference: "caches" is found by "cache". Emphasis only; what
    matches is decided by the index.
    """
    stems = {_stem(part) for word in words for part in re.findall(r"\w+", _plain(word))}
    if not stems:
        return []
    pattern = "|".join(sorted(stems, key=len, reverse=True))
    return [match.span() for match in re.finditer(rf"\b(?:{pattern})", _plain(text))]


def _stem(word: str) -> str:
    """A pattern for the word and its inflections; a short word stands only for itself."""
    stem = ENDINGS.sub("", word)
    return rf"{stem}\w*" if len(stem) > SHORTEST_STEM else rf"{word}\b"


def _plain(text: str) -> str:
    """The text without case and accents, letter for letter, so that places stay what they were."""
    if text.isascii():
        return text.lower()
    return "".join(normalize("NFKD", letter)[0].lower()[0] for letter in text)
