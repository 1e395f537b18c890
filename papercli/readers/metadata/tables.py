"""The rows of CSV and TSV, each with its line; a header names the columns."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from papercli.readers.metadata.aliases import alias_of
from papercli.text.pattern import Pattern

_SEPARATORS = ",\t;|"
_LONGEST_HEADER = 20_000
_SAID = Pattern(r"sep=(.)[ \t]*\n")
_DIVIDER = Pattern(r"[ \t]{0,3}\|?[ \t]{0,9}:?-[-:| \t]{0,2000}(?:\n|\Z)")
"""Below the header of a table in Markdown, which is another reader's."""
_MOST_COLUMNS = 10_000
_BROKEN = "x"
_MOST_AGAIN = 20
"""How often reading begins again in the line after a quotation mark that nothing closes."""


class Header(NamedTuple):
    """The first row, and how rows are divided."""

    columns: tuple[str, ...]
    separator: str
    start: int
    """Where the row begins in the text."""


class Row(NamedTuple):
    """A row below the header, or what is wrong with it."""

    line: int
    """In which its title stands, counted from 1."""
    cells: Sequence[str]
    """As many as the header has."""
    problem: str = ""


def header_of(text: str) -> Header | None:
    """The header of a text that has one: two columns or more, two of which are known by name."""
    head = text[:_LONGEST_HEADER]
    start = len(head) - len(head.lstrip())
    said = _SAID.match(head, start)
    start = said.end() if said else start
    first = head[start:].partition("\n")[0]
    best: tuple[int, str, list[str]] = (1, "", [])
    for separator in said[1] if said else _SEPARATORS:
        if separator in first:
            columns = _parsed(first, separator)
            known = sum(alias_of(column) is not None for column in columns)
            if known > best[0]:
                best = (known, separator, columns)
    _, separator, columns = best
    if not separator:
        return None
    if separator == "|" and _DIVIDER.match(text, start + len(first) + 1):
        return None
    return Header(tuple(column.strip() for column in columns), separator, start)


def _parsed(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def rows(text: str, header: Header, title: int) -> Iterator[Row]:  # noqa: PLR0912
    """The rows below the header; ``title`` is the place of the column that holds it.

    A row of more cells than the header has is told and left out: one of them was divided, perhaps
    the title. A missing end of a quotation is told, and costs its row alone.
    """
    csv.field_size_limit(sys.maxsize)  # notes are longer than the module lets pass
    width = len(header.columns)
    start, line, tries = header.start, text.count("\n", 0, header.start), 0
    below, named = False, header.columns[title]
    while start < len(text):
        stream = io.StringIO(text, newline="\n")
        stream.seek(start)
        reader = csv.reader(stream, delimiter=header.separator)
        before = 0
        for cells in _each(reader):
            last = reader.line_num
            first, lines, before = line + before + 1, last - before, last
            if not below:
                below = True
            elif len(cells) == width:
                if cells[title] == named and tuple(map(str.strip, cells)) == header.columns:
                    continue  # the header of a file that was put behind another
                if lines > 1:
                    first += sum(cell.count("\n") for cell in cells[:title])
                if any(cells):  # spreadsheets end in rows of empty cells
                    yield Row(first, cells)
            elif lines > 1 and tries < _MOST_AGAIN:
                tries += 1
                yield Row(first, (), "a quotation that nothing closes, or a wrong number of cells")
                start, line = _after_line(text, start, first - line), first
                break
            elif len(cells) < width:
                if any(cells):
                    yield Row(first, [*cells, *[""] * (width - len(cells))])
            elif any(cells[width:]):
                yield Row(first, (), f"{len(cells)} cells where the header has {width}")
            else:
                yield Row(first, cells[:width])
        else:
            return


def _each(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield from reader
        except csv.Error:
            yield [_BROKEN] * _MOST_COLUMNS
        else:
            return


def _after_line(text: str, start: int, lines: int) -> int:
    """Where the line after so many lines from ``start`` on begins."""
    for _ in range(lines):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start
