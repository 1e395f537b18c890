"""A JSON array, one object a line: easy for ``jq``, for ``grep`` and for a diff."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the array as it comes, never holding more than one row; ``[]`` when there is none."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    count = 0
    for count, row in enumerate(rows, 1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(encode({field: row[field] for field in fields}))
    stream.write("\n]\n" if count else "[]\n")
    return count


def write_object(value: object, stream: TextIO) -> None:
    """Write one report, indented, as it is read by people too."""
    json.dump(value, stream, ensure_ascii=False, indent=2)
    stream.write("\n")
