"""A JSON array, one object a line: easy for ``jq``, for ``grep`` and for a diff."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row

_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"


_compact = json.JSONEncoder(ensure_ascii=False).encode


def encode(value: object) -> str:
    """JSON as UTF-8 text in one line, what a terminal would act upon escaped."""
    return _escaped(_compact(value))


def _escaped(text: str) -> str:
    """The same JSON when read."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the array as it comes, never holding more than one row; ``[]`` when there is none."""
    count = 0
    for count, row in enumerate(rows, 1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(encode({field: row[field] for field in fields}))
    stream.write("\n]\n" if count else "[]\n")
    return count


def write_object(value: object, stream: TextIO) -> None:
    """Write one report, indented, as it is read by people too."""
    stream.write(_escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")
