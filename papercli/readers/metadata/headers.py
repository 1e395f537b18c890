"""The header of CSV and TSV: the row that names the columns."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from typing import Any

from papercli.named_tuples import NamedTuple
from papercli.readers.metadata.aliases import alias_of
from papercli.readers.metadata.plans import are_columns, plan_of_columns, strength_of_columns
from papercli.text.pattern import Pattern

_SEPARATORS = ",\t;|"
_BLANKS = " \t"
_LONGEST_HEADER = 20_000
_MOST_BEFORE = 8
"""Lines that may stand before a header."""
_SURE = 0.9
_SAID = Pattern(r"sep=(.)[ \t]*\n")
_DIVIDER = Pattern(r"^[ \t]{0,3}\|?[ \t]{0,9}:?-[-:| \t]{0,2000}(?:\n|\Z)", re.MULTILINE)
"""Below the header of a table in Markdown, which is another reader's."""
_LINKED = "]("
"""Stands in lists of papers in Markdown, and in nothing that an export says of itself."""


_SINGULAR = {"titles": "title", "abstracts": "abstract", "summaries": "summary"}
"""Columns that a program names by all that stands below; keys called so hold lists."""


class Header(NamedTuple):
    """The first row, and how rows are divided."""

    columns: tuple[str, ...]
    separator: str
    below: int = 0
    """Where the next row begins in the text."""

    @property
    def named(self) -> int:
        """How many columns there are up to the last that has a name."""
        return max((place for place, name in enumerate(self.columns, 1) if name), default=0)

    @property
    def title(self) -> int:
        """The place of the column that holds the title."""
        place: int = plan_of_columns(self.columns).get("title", (0,))[0]
        return place


def header_of(text: str) -> Header | None:
    """The header of a text that has one: two columns or more, two of which are known by name. Some
    lines of what an export says of itself may stand before it; then it takes more."""
    head = text[:_LONGEST_HEADER].replace("\r", "\n")
    start = len(head) - len(head.lstrip())
    said = _SAID.match(head, start)
    start = said.end() if said else start
    found = _header_at(head, start, said[1] if said else _SEPARATORS)
    for _ in range(0 if found else _MOST_BEFORE):
        above, start = start, head.find("\n", start) + 1
        if not start or head.find(_LINKED, above, start) >= 0:
            break
        other = _header_at(head, start, _SEPARATORS)
        if other and are_columns(other.columns) and strength_of_columns(other.columns) > _SURE:
            return other
    return found


def _header_at(head: str, start: int, separators: str) -> Header | None:
    """The header in the line that begins there."""
    if head[start : start + 1] in ("{", "["):
        return None  # an object of JSON, whose names would pass for columns
    line = head.find("\n", start)
    line = len(head) if line < 0 else line
    best: Header | None = None
    most = 1
    for separator in separators:
        if head.find(separator, start, line) >= 0:
            columns, end = _parsed(head, start, separator)
            names = tuple([name for column in columns for name in _names(column)])
            known = sum(alias_of(name) is not None for name in names)
            if known > most:
                most, best = known, Header(names, separator, end)
    if best and best.separator == "|" and _DIVIDER.search(head, line):
        return None
    return best


def _parsed(head: str, start: int, separator: str) -> tuple[list[str], int]:
    """The cells of the row that begins there, and where the next begins."""
    stream = io.StringIO(head, newline="\n")
    stream.seek(start)
    try:
        columns: list[str] = next(reader_of(stream, separator), [])
    except csv.Error:
        # Read strictly, no blank stands behind a quotation.
        line, _, _ = head[start:].partition("\n")
        bare = re.sub(rf'" +(?={re.escape(separator)})', '"', line.rstrip(_BLANKS))
        stream = io.StringIO(bare)
        with suppress(csv.Error):
            return next(reader_of(stream, separator), []), start + len(line) + 1
        return [], start
    return columns, stream.tell()


def _names(column: str) -> list[str]:
    """The name in a cell of a header. None has a quotation mark: two have lost the sign between
    them, or what is left of a mark of the encoding stands before one."""
    parts = list(map(str.strip, column.strip(' "\n').split('"')))
    named = [part for part in parts if any(map(str.isalnum, part))] or parts[:1]
    return [_SINGULAR.get(part.casefold(), part) for part in named]


def reader_of(stream: io.StringIO, separator: str) -> Any:
    """The strict reader of the csv module."""
    # Not strict, it would go on in silence behind a quotation that ends in the middle of a cell.
    return csv.reader(stream, delimiter=separator, strict=True, skipinitialspace=True)


def header_behind(cells: list[str], header: Header) -> Header | None:
    """The header that a row is, where another file was put behind the first."""
    if len(cells) == 1 < len(header.columns):
        other = header_of(cells[0]) if cells[0] else None  # other signs may divide its rows
        return other if other and are_columns(other.columns) else None
    return Header(tuple(map(str.strip, cells)), header.separator) if are_columns(cells) else None
