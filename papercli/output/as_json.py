"""A JSON array, one object a line: easy for ``jq``, for ``grep`` and for a diff."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.text import with_hidden

_compact = json.JSONEncoder(ensure_ascii=False).encode


def encode(value: object) -> str:
    """JSON as UTF-8 text in one line, what a terminal would act upon escaped."""
    return _escaped(_compact(value))


def _escaped(text: str) -> str:
    """The same JSON when read."""
    # Most rows hold nothing of the kind: seen without a pattern, which takes a while to compile.
    if text.isprintable() or (text.isascii() and "\x7f" not in text):
        return text
    return with_hidden(text, _escape)


def _escape(letter: str) -> str:
    # The line ends are those of the layout: inside a value they are escaped already.
    return letter if letter == "\n" else json.dumps(letter)[1:-1]


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
