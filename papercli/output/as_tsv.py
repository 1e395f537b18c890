"""Tab-separated lines for the next program in a pipe: no header, nothing wrapped or cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.rows import flat
from papercli.text import visible


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write one line a row; a tab or newline inside a value becomes a blank."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        stream.write("\t".join(visible(flat(row[field])) for field in fields) + "\n")
    return count
