"""The beginning that nearly all of some texts share, whatever numbers stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile("[0-9]+")
_LONGEST, _LONGEST_WORDS = 60, 200
_FEWEST, _NEARLY_ALL = 5, 0.8
_FEWEST_NUMBERED = 8
"""Texts before which numbers are no part of any of them, whether they rise or not."""
_OF_WORDS = "-'’.,$\""
_ENDS = ".)?!%"
"""What a text itself may end with."""
_BLANKS = r"\s+"


def shared_beginning(texts: Sequence[str], share: float, longest: int = _LONGEST) -> str:
    """Return the longest beginning of such a share of the texts, with ``0`` for any number."""
    heads = Counter(_NUMBER.sub("0", text[:longest].lstrip()) for text in texts)
    least = share * len(texts)
    shared = ""
    while True:
        nexts: Counter[str] = Counter()
        for head, count in heads.items():
            if shared.rstrip() == head.rstrip():
                nexts["" if shared.endswith(" ") else " "] += count
            elif head.startswith(shared):
                nexts[head[len(shared) : len(shared) + 1]] += count
        best, count = nexts.most_common(1)[0] if nexts else ("", 0)
        if not best or count < least:
            return shared
        shared += best


def pattern_of(beginning: str) -> str:
    """Return the regular expression of a shared beginning, however many blanks stand in it."""
    words = (re.escape(word).replace("0", "[0-9]+") for word in beginning.split())
    return rf"\s*{_BLANKS.join(words)}"


def without_shared_words(texts: list[str]) -> list[str]:
    """Return the texts without words that have a sign and that nearly all begin or end with:
    ``[b]``, ``Zusammenfassung:``, ``(opens in a new window)``."""
    different = list(dict.fromkeys(texts))
    if len(different) < _FEWEST:
        return texts
    first = shared_beginning(different, _NEARLY_ALL, _LONGEST_WORDS)
    last = shared_beginning([text[::-1] for text in different], _NEARLY_ALL, _LONGEST_WORDS)
    if mark := _mark(first, len(different)):
        texts = [mark.sub("", text, count=1) for text in texts]
    if mark := _mark(last, len(different)):
        texts = [mark.sub("", text[::-1], count=1)[::-1] for text in texts]
    return texts


def _mark(shared: str, texts: int) -> re.Pattern[str] | None:
    """Return what finds the shared words, as far as a whole word, None where they may be of the
    texts: titles of one subject share words, too, but no signs."""
    while shared and (shared[-1].isalnum() or shared[-1] in _ENDS):
        shared = shared[:-1]
    signs = any(not (x.isalnum() or x.isspace() or x in _OF_WORDS) for x in shared.strip(_ENDS))
    numbered = "0" in shared and texts < _FEWEST_NUMBERED
    if numbered or not signs or not any(map(str.isalpha, shared)):
        return None
    return re.compile(rf"{pattern_of(shared)}\s*")
