"""Formats drawn: the name of each, what it reads, and an example as it stands in a file."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from papercli.output import Row
from papercli.output.console import NAME, QUIET, data


def draw(rows: Iterable[Row], console: Console) -> None:
    """Draw one block a reader; each row holds ``reader``, ``reads`` and ``example``."""
    for row in rows:
        console.print(Text.assemble(data(row["reader"], NAME), "  ", data(row["reads"])))
        for line in str(row["example"]).splitlines():
            console.print(Padding(data(line, QUIET), (0, 0, 0, 4)))
