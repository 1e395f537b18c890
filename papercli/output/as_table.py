"""A table for a terminal: narrow columns keep their width, the text that can wrap does.

Where little room is left for that text it stands below its row, over the whole width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from papercli.output import Row
from papercli.output.console import QUIET, data
from papercli.output.rows import flat, heading

RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""Nothing but a line under the heading."""

SNIPPET = "snippet"
"""The key of a part of the abstract, or None."""

LEAST_WIDTH = 12
"""Letters on a line of a field that wraps, however narrow the terminal."""
LEAST_READABLE = 20
"""Letters on a line below which a text stands under its row and not beside it."""
INDENT = 4
"""Columns before a text that stands under its row."""

NARROW = frozenset(
    {"id", "published", "first_seen", "last_seen", "date", "year_inferred", "reader"}
)
"""Fields that are never wrapped."""

LONG = frozenset({"title", "a_title", "b_title", "abstract", "help", "digest"})
"""Fields that take what width is left."""


def draw(
    rows: Iterable[Row], fields: Sequence[str], console: Console, found: Sequence[str] = ()
) -> int:
    """Draw the rows, ``found`` emphasised in their text; returns how many there were.

    A row that has a `SNIPPET` has it under its title.
    """
    held = list(rows)
    wrapped = [field for field in fields if not _is_kept(held, field)]
    if held and len(wrapped) == 1 and len(fields) > 1:
        beside = [field for field in fields if field not in wrapped]
        room = console.width - sum(2 + _widest(held, field) for field in beside)
        if room < LEAST_READABLE:
            _draw_below(held, beside, wrapped[0], console, found)
            return len(held)
    table = Table(
        box=RULE, pad_edge=False, padding=(0, 1, 0, 0), header_style=QUIET, show_edge=False
    )
    needed = 0
    for field in fields:
        number = _is_number(held, field)
        kept = field not in wrapped
        needed += 1 + (_widest(held, field) if kept else LEAST_WIDTH)
        table.add_column(
            data(heading(field)),
            justify="right" if number else "left",
            no_wrap=kept,
            overflow="fold",
            ratio=1 if field in LONG else None,
        )
    for row in held:
        table.add_row(*(_cell(row, field, found) for field in fields))
    if held:
        # A table squeezed further would lose columns; a narrower terminal wraps its lines.
        console.width = max(console.width, needed)
        console.print(table)
    return len(held)


def _draw_below(
    rows: Sequence[Row], beside: Sequence[str], below: str, console: Console, found: Sequence[str]
) -> None:
    """Draw each row as a line of the fields that are never wrapped, and the other one under it."""
    heads = [heading(field).split() for field in beside]
    cells = [[flat(row[field]) for field in beside] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    widths = [max(width, *map(cell_len, head)) for width, head in zip(widths, heads, strict=True)]
    right = [_is_number(rows, field) for field in beside]

    def line(values: Sequence[str], style: str = "") -> Text:
        parts = [data(value, style) for value in values]
        for part, width, is_right in zip(parts, widths, right, strict=True):
            part.align("right" if is_right else "left", width)
        joined = Text("  ").join(parts)
        joined.rstrip()
        return joined

    def draw_whole(text: Text) -> None:
        # A still narrower terminal wraps it.
        console.print(text, no_wrap=True, overflow="ignore", crop=False)

    for words in zip_longest(*heads, fillvalue=""):
        draw_whole(line(words, QUIET))
    console.print(Padding(data(heading(below), QUIET), (0, 0, 0, INDENT)))
    console.print(data("-" * console.width))
    for row, values in zip(rows, cells, strict=True):
        draw_whole(line(values))
        console.print(Padding(_cell(row, below, found), (0, 0, 0, INDENT)))


def _is_kept(rows: Sequence[Row], field: str) -> bool:
    """Whether a field is never wrapped."""
    if field in NARROW or _is_number(rows, field):
        return True
    return field not in LONG and _widest(rows, field) <= LEAST_WIDTH


def _cell(row: Row, field: str, found: Sequence[str]) -> Text:
    text = data(flat(row[field]), found=_emphasised(field, found))
    below = row.get(SNIPPET) if field == "title" else None
    return text if below is None else text.append("\n").append(data(below, QUIET, found))


def _widest(rows: Iterable[Row], field: str) -> int:
    return max(map(cell_len, (heading(field), *(flat(row[field]) for row in rows))))


def _is_number(rows: Iterable[Row], field: str) -> bool:
    return all(isinstance(row[field], int | float | None) for row in rows)


def _emphasised(field: str, found: Sequence[str]) -> Sequence[str]:
    return found if field in ("title", "abstract") else ()
