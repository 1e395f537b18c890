"""Paragraphs or lines that all stand within quotation marks.

A column of a spreadsheet, a list of strings and a chat hold them so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

PAIRS = (
    ('"', '"'),
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("”", "”"),
    ("«", "»"),
    ("»", "«"),
    ("‘", "’"),
    ("‚", "‘"),
    ("'", "'"),
    ("`", "`"),
    ("「", "」"),
    ("『", "』"),
)
_STRAIGHT = '"'
_SEPARATORS = (",", ";")
_OF_JSON = ('\\"', "\\\\", "\\u")
_FEWEST, _MOST_BARE = 6, 0.1
"""Quotations that tell a habit, and the share of the paragraphs that may be without."""
_MOST_ROWS = 400
"""Of one quotation."""

_Unit = tuple[int, int]
"""The first row of a quotation, and the row behind it."""


def without_quotation_marks(rows: list[str]) -> list[str]:
    """Return as many rows without the marks that nearly every paragraph or row stands within."""
    if not any(row.strip() for row in rows):
        return rows
    firsts = {row.lstrip()[:1] for row in rows}
    for separator in ("", *_SEPARATORS):
        for opening, closing in PAIRS:
            if opening in firsts:
                units, bare = _quoted(rows, opening, closing + separator)
                if len(units) >= _FEWEST and len(bare) <= _MOST_BARE * len(units):
                    return _inside(rows, units, opening, closing + separator)
    units = _needed(rows) if _STRAIGHT in firsts else []
    return _inside(rows, units, _STRAIGHT, _STRAIGHT) if units else rows


def _quoted(rows: Sequence[str], opening: str, closing: str) -> tuple[list[_Unit], list[int]]:
    """Return the quotations, from the beginning of a row to the end of one, and rows in none."""
    bare: list[int] = []

    def ends(first: int, last: int) -> bool:
        return _ends(rows, first, last, opening, closing)

    return list(_units(rows, opening, ends, bare)), bare


def _units(
    rows: Sequence[str], opening: str, ends: Callable[[int, int], bool], bare: list[int]
) -> Iterator[_Unit]:
    place = 0
    while place < len(rows):
        if not rows[place].strip():
            place += 1
            continue
        stop = min(len(rows), place + _MOST_ROWS)
        begins = rows[place].lstrip().startswith(opening)
        last = next((x for x in range(place, stop) if ends(place, x)), None) if begins else None
        if last is None:
            bare.append(place)
            place += 1
        else:
            yield place, last + 1
            place = last + 1


def _ends(rows: Sequence[str], first: int, last: int, opening: str, closing: str) -> bool:
    """Say whether a quotation ends there: behind it another begins, or its paragraph ends."""
    row = rows[last].strip()
    empty = first == last and row == opening + closing
    least = len(opening + closing) if first == last else len(closing)
    if not row.endswith(closing) or (len(row) <= least and not empty):
        return False
    behind = rows[last + 1].strip() if last + 1 < len(rows) else ""
    return not behind or behind.startswith(opening)


def _needed(rows: Sequence[str]) -> list[_Unit]:
    """Return the cells in quotation marks where those have them that need them, and no others."""
    bare: list[int] = []
    units = list(_units(rows, _STRAIGHT, lambda first, last: _is_cell(rows, first, last), bare))
    odd = sum("," in rows[place] or _STRAIGHT in rows[place] for place in bare)
    return units if len(units) >= _FEWEST and odd <= len(units) / 50 else []


def _is_cell(rows: Sequence[str], first: int, last: int) -> bool:
    if not rows[last].endswith(_STRAIGHT):
        return False
    cell = "\n".join(rows[first : last + 1]).strip()
    return len(cell) > 1 and _STRAIGHT not in cell[1:-1].replace('""', "")


def _inside(rows: list[str], units: Sequence[_Unit], opening: str, closing: str) -> list[str]:
    """Return the rows with the quotations as what stands within them."""
    texts = [
        "\n".join(rows[start:end]).strip()[len(opening) : -len(closing)] for start, end in units
    ]
    if opening == _STRAIGHT:
        texts = _unescaped(texts)
    rows = list(rows)
    for (start, end), text in zip(units, texts, strict=True):
        rows[start:end] = text.split("\n")
    return rows


def _unescaped(texts: list[str]) -> list[str]:
    """Return texts with their quotation marks as before they were doubled, or escaped in JSON."""
    if any(mark in text for text in texts for mark in _OF_JSON):
        strings = [_string(text) for text in texts]
        if all(string is not None for string in strings):
            return [string or "" for string in strings]
    doubled = [text.replace('""', "") for text in texts]
    if any(_STRAIGHT in text for text in doubled):
        return texts
    return [text.replace('""', _STRAIGHT) for text in texts]


def _string(text: str) -> str | None:
    try:
        value = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return None
    as_many = isinstance(value, str) and value.count("\n") == text.count("\n")
    return value if as_many else None
