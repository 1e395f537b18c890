"""JSON lines: one object a line and nothing around them, for streaming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.as_json import encode


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the rows as they come; nothing at all when there is none."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        stream.write(encode({field: row[field] for field in fields}) + "\n")
    return count
