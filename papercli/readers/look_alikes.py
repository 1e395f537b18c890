"""Words of metadata in which a scanner took letters for others that look like them."""

from __future__ import annotations

from papercli.dates import MONTHS

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b"})
_WORDS = ("authors", "author", "published", "on", "comments", "comment")
_LONG = 6
"""Letters of a word of which one more may be wrong."""


def as_meant(word: str) -> str:
    """Return the word of metadata that looks like a word."""
    shape = _shape(word)
    for known in _WORDS:
        if shape == _shape(known) or (len(known) >= _LONG and _is_one_off(shape, _shape(known))):
            return known
    if shape == _shape("publishedon"):
        return "published on"
    return next((name for name in MONTHS if shape == _shape(name)), word)


def _is_one_off(word: str, known: str) -> bool:
    differ = sum(one != other for one, other in zip(word, known, strict=False))
    return len(word) == len(known) and differ == 1 and word[-1] == known[-1]


def _shape(word: str) -> str:
    return word.casefold().replace("rn", "m").translate(_ALIKE)
