"""A Markdown table (GitHub's flavour), to paste into notes and issues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.rows import flat, heading
from papercli.text import visible

SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&])")
"""What Markdown, or HTML inside it, would not show as it stands."""


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the table; a header alone when there is no row."""
    stream.write(_line(heading(field) for field in fields))
    stream.write(_line("---" for _ in fields))
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        stream.write(_line(escape(flat(row[field])) for field in fields))
    return count


def escape(text: str) -> str:
    """A text that Markdown shows as it stands, on one line."""
    return SPECIAL.sub(r"\\\1", visible(text))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
