"""Facts as lines, ``name<TAB>value``, with an empty line between two rows: for grep and awk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.rows import flat
from papercli.text import visible


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write what is known of each row; a list has a line for each item."""
    count = 0
    for count, row in enumerate(rows, 1):
        if count > 1:
            stream.write("\n")
        for field in fields:
            value = row[field]
            for item in value if isinstance(value, list) else () if value is None else (value,):
                stream.write(f"{field}\t{visible(flat(item))}\n")
    return count
