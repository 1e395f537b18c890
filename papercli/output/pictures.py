"""Figures as small pictures: SVG inside HTML, which no browser has to fetch or to run anything for.

The words stand in the HTML around a picture wherever they can, because text inside an SVG that is
scaled to a narrow page is too small to read. Hand-made: a chart is 2 KB, where the libraries write
from 9 KB to 5 MB and one of them names a server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from papercli.text import visible

LEAST_COLUMNS = 12
"""Columns that there is room for at least: a few would be as broad as walls."""
CELL = 40
"""Units of a cell of the matrix."""


def text(value: object) -> str:
    """Any value as text of a page: what HTML would read, or a screen act upon, taken out."""
    return escape(visible("" if value is None else str(value)))


def bars(numbers: Sequence[tuple[str, int]], whole: int | None = None) -> str:
    """A table with a bar for each number: of ``whole``, or of the largest where none is given."""
    longest = whole or max((number for _, number in numbers), default=1) or 1
    rows = [
        f'<tr><th scope="row" dir="auto">{text(label)}</th><td class="number">{number}</td><td>'
        '<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{_units(number / longest * 100)}" height="1"/></svg></td></tr>'
        for label, number in numbers
    ]
    return f'<table class="bars">{"".join(rows)}</table>'


def columns(numbers: Mapping[str, int], unit: str = "") -> str:
    """A column for each number, from left to right; ``unit`` is what follows a key.

    Pointing at a column tells its number; the first key and the last stand below, at both ends or,
    where a few columns do not fill the width, together.
    """
    names = list(numbers)
    highest = max(numbers.values(), default=1) or 1
    most = max(names, key=lambda name: numbers[name])
    caption = f"most papers: {numbers[most]} ({most}{unit})"
    span = f"{names[0]} to {names[-1]}" if len(names) > 1 else names[0]
    told = f"{span}{unit}; {caption}"
    drawn = []
    for place, (name, number) in enumerate(numbers.items()):
        height = number / highest * 100
        drawn.append(
            f"<g><title>{text(name)}: {number}</title>"
            # What is pointed at is the whole height, or few could be hit.
            f'<rect x="{place * 10}" width="10" height="100" fill-opacity="0"/>'
            f'<rect x="{place * 10 + 1}" y="{_units(100 - height)}" width="8"'
            f' height="{_units(height)}"/></g>'
        )
    few = len(names) < LEAST_COLUMNS
    ends = [span] if few else [names[0], names[-1]]
    return (
        f'<figure class="columns"><svg viewBox="0 0 {max(len(names), LEAST_COLUMNS) * 10} 100"'
        f' preserveAspectRatio="none" role="img" aria-label="{text(told)}">{"".join(drawn)}</svg>'
        f'<div class="ends" aria-hidden="true">'
        f"{''.join(f'<span>{text(end)}</span>' for end in ends)}</div>"
        f"<figcaption>{text(caption)}</figcaption></figure>"
    )


def matrix(labels: Sequence[str], shared: Sequence[Sequence[int]]) -> str:
    """Papers that each two digests share, the darker the more of the smaller one."""
    size = len(labels)
    drawn = []
    for row in range(size):
        place = (row + 0.5) * CELL
        drawn.append(f'<text x="{place + CELL}" y="26">{row + 1}</text>')
        drawn.append(f'<text x="20" y="{place + CELL + 6}">{row + 1}</text>')
        for column in range(size):
            number = shared[row][column]
            if not number:
                continue
            share = number / max(min(shared[row][row], shared[column][column]), 1)
            # No darker than lets the number be read.
            shade = _units(0.08 + 0.42 * share)
            drawn.append(
                f"<g><title>{text(labels[row])}, {text(labels[column])}: {number}</title>"
                f'<rect x="{(column + 1) * CELL + 1}" y="{(row + 1) * CELL + 1}"'
                f' width="{CELL - 2}" height="{CELL - 2}" fill-opacity="{shade}"/>'
                f'<text x="{(column + 1.5) * CELL}" y="{place + CELL + 5}">{number}</text></g>'
            )
    side = (size + 1) * CELL
    items = "".join(f'<li dir="auto">{text(label)}</li>' for label in labels)
    return (
        f'<figure class="matrix"><svg viewBox="0 0 {side} {side}" width="{side}" role="img"'
        f' aria-label="Papers that each two of {size} digests share">{"".join(drawn)}</svg>'
        f"<ol>{items}</ol></figure>"
    )


def _units(number: float) -> str:
    """A length without digits that nobody sees."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
