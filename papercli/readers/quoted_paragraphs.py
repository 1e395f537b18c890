"""Paragraphs or lines that all stand within quotation marks.

A column of a spreadsheet, a list of strings and a chat hold them so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

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
_FEWEST, _MOST_BARE, _MOST_ODD = 6, 0.1, 0.02
"""Quotations that tell a habit; the share of the paragraphs that may be without; of the cells that
may need quotation marks and have none."""
_MOST_ROWS = 100
"""Of one quotation."""

_Unit = tuple[int, int]
"""The first row of a quotation, and the row behind it."""


def without_quotation_marks(rows: list[str]) -> list[str]:
    """Return as many rows without the marks that nearly every paragraph or row stands within."""
    filled = [row.strip() for row in rows if row.strip()]
    firsts = Counter(row[0] for row in filled)
    if not any(firsts[opening] >= _FEWEST for opening, _ in PAIRS):
        return rows
    for separator in ("", *_SEPARATORS):
        for opening, closing in PAIRS:
            if firsts[opening] < _FEWEST:
                continue
            units = _quoted(rows, opening, closing + separator, len(filled))
            if units:
                return _inside(rows, units, opening, closing + separator)
    units = _needed(rows, len(filled)) if firsts[_STRAIGHT] >= _FEWEST else []
    return _inside(rows, units, _STRAIGHT, _STRAIGHT) if units else rows


def _quoted(rows: Sequence[str], opening: str, closing: str, filled: int) -> list[_Unit]:
    """Return the quotations, from the beginning of a row to the end of one, if there is hardly a
    row in none."""

    def ends(first: int, last: int) -> bool:
        return _ends(rows, first, last, opening, closing)

    units, bare = _units(rows, opening, ends, lambda row: True, int(_MOST_BARE * filled))
    return units if len(units) >= _FEWEST and bare <= _MOST_BARE * len(units) else []


def _units(
    rows: Sequence[str],
    opening: str,
    ends: Callable[[int, int], bool],
    is_odd: Callable[[str], bool],
    most: int,
) -> tuple[list[_Unit], int]:
    """Return the quotations and the number of odd rows in none; no quotation where these are more
    than so many: looking for the end of each takes time."""
    units: list[_Unit] = []
    odd = place = 0
    while place < len(rows):
        if not rows[place].strip():
            place += 1
            continue
        stop = min(len(rows), place + _MOST_ROWS)
        begins = rows[place].lstrip().startswith(opening)
        last = next((x for x in range(place, stop) if ends(place, x)), None) if begins else None
        if last is None:
            odd += is_odd(rows[place])
            if odd > most:
                return [], odd
            place += 1
        else:
            units.append((place, last + 1))
            place = last + 1
    return units, odd


def _ends(rows: Sequence[str], first: int, last: int, opening: str, closing: str) -> bool:
    """Say whether a quotation ends there: behind it another begins, or its paragraph ends."""
    row = rows[last].strip()
    empty = first == last and row == opening + closing
    least = len(opening + closing) if first == last else len(closing)
    if not row.endswith(closing) or (len(row) <= least and not empty):
        return False
    behind = rows[last + 1].strip() if last + 1 < len(rows) else ""
    return not behind or behind.startswith(opening)


def _needed(rows: Sequence[str], filled: int) -> list[_Unit]:
    """Return the cells in quotation marks where those have them that need them, and no others."""
    units, odd = _units(
        rows,
        _STRAIGHT,
        lambda first, last: _is_cell(rows, first, last),
        lambda row: "," in row or _STRAIGHT in row,
        int(_MOST_ODD * filled),
    )
    return units if len(units) >= _FEWEST and odd <= _MOST_ODD * len(units) else []


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
    import json  # hardly any page is one of its strings

    try:
        value = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return None
    as_many = isinstance(value, str) and value.count("\n") == text.count("\n")
    return value if as_many else None
