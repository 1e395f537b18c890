"""Lines that a terminal or `fold` cut at one column, in the middle of words, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from papercli.readers.borders import PAGE_END

_WIDTHS = range(30, 300)
_FEWEST, _NEARLY_ALL = 20, 0.95
_LONG = 0.8
"""Of the width: no line of a text that is wrapped between words is so long without being full."""
_JUSTIFIED = 0.2
"""Share of the full lines with more than one blank between words: these were filled, not cut."""
_APART = 0.3
"""Share of the short lines with a blank one behind them, where blank lines end every paragraph."""
_MARKED = re.compile(r"\s*[•·]")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def without_hard_cuts(rows: list[str]) -> list[str]:
    """Return as many rows, with what was cut put together in the first row of each."""
    width = max(map(len, rows), default=0)
    if width not in _WIDTHS:
        return rows
    if sum(len(row) == width for row in rows) >= _NEARLY_ALL * len(rows):
        rows = [_without_padding(row, width) for row in rows]
    full = [place for place, row in enumerate(rows[:-1]) if len(row) == width and rows[place + 1]]
    long = sum(_LONG * width < len(row) for row in rows)
    if len(full) < max(_FEWEST, _NEARLY_ALL * _LONG * long):
        return rows
    if sum("  " in rows[place].strip() for place in full) > _JUSTIFIED * len(full):
        return rows
    short = [place for place, row in enumerate(rows[:-1]) if row.strip() and len(row) < width]
    if sum(not rows[place + 1].strip() for place in short) > _APART * len(short):
        return _joined(rows, {place for place in full if not _MARKED.match(rows[place + 1])})
    words = Counter(word for row in rows for word in _WORD.findall(row[1:-1]))
    return _joined(
        rows, {place for place in full if not _ends(rows[place], rows[place + 1], words)}
    )


def _without_padding(row: str, width: int) -> str:
    """Return a row that a terminal filled with blanks; the last column may hold one of the text."""
    text = row.rstrip()
    return row if len(text) == width - 1 else text


def _across(row: str, following: str) -> str:
    """Return the word that stands across a line end."""
    last, first = _LAST_WORD.search(row), _WORD.match(following)
    return last[0] + first[0] if last and first else ""


def _joined(rows: Sequence[str], cut: set[int]) -> list[str]:
    """Return the rows with what follows those that were cut in the first row of each paragraph."""
    joined = list(rows)
    first = 0
    for place, row in enumerate(rows):
        if place - 1 in cut:
            joined[first] += row
            joined[place] = PAGE_END
        else:
            first = place
    return joined


def _ends(row: str, following: str, words: Counter[str]) -> bool:
    """Say whether a full line ends a paragraph: a blank would stand before another sentence."""
    if _MARKED.match(following):
        return True
    if row[-1].isspace() or not following[0].isupper():
        return False
    if not row[-1].isalpha():
        return row[-1].isdigit() or row[-1] in ".!?"
    last, first = _LAST_WORD.search(row), _WORD.match(following)
    known = last is not None and first is not None and words[last[0]] and words[first[0]]
    return bool(known) and not words[_across(row, following)]
