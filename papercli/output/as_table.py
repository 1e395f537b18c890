"""A table for a terminal: narrow columns keep their width, the text that can wrap does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
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
    table = Table(
        box=RULE, pad_edge=False, padding=(0, 1, 0, 0), header_style=QUIET, show_edge=False
    )
    needed = 0
    for field in fields:
        number = _is_number(held, field)
        kept = number or field in NARROW
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
