"""Combining marks: no more in a row than can be normalized in linear time."""

from __future__ import annotations

import re
import unicodedata

from papercli.text.pattern import Pattern

MOST_MARKS = 30
"""Combining marks in a row that are kept, as in Unicode's stream-safe text format (UAX #15): to put
a row in order takes time that grows with the square of its length. No language writes so many."""
_MARKED = Pattern(f"[^\x00-\u02ff\u3100-\u9fff\uac00-\ud7ff\ue000-\uf8ff]{{{MOST_MARKS + 1},}}")
_DECOMPOSED_TO_MARKS = frozenset("\u0f73\u0f75\u0f81\uff9e\uff9f")


def _without_heaps(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        is_mark = unicodedata.combining(character) or character in _DECOMPOSED_TO_MARKS
        marks = marks + 1 if is_mark else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def few_marks(text: str) -> str:
    """The text with at most `MOST_MARKS` combining marks in a row, the rest left out: what may be
    normalized in linear time. Idempotent."""
    # Each mark takes two bytes or more.
    if text.isascii() or len(text.encode("utf-8", "surrogatepass")) - len(text) <= MOST_MARKS:
        return text
    return _MARKED.sub(_without_heaps, text)
