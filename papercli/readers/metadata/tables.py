"""The rows of CSV and TSV, each with its line; a header names the columns."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from papercli.readers.metadata.aliases import alias_of
from papercli.readers.metadata.plans import are_columns, plan_of_columns, strength_of_columns
from papercli.readers.metadata.quotations import mended, with_doubled, written_cell
from papercli.text.pattern import Pattern

_SEPARATORS = ",\t;|"
_LONGEST_HEADER = 20_000
_MOST_BEFORE = 8
"""Lines that may stand before a header."""
_SURE = 0.9
_SAID = Pattern(r"sep=(.)[ \t]*\n")
_DIVIDER = Pattern(r"[ \t]{0,3}\|?[ \t]{0,9}:?-[-:| \t]{0,2000}(?:\n|\Z)")
"""Below the header of a table in Markdown, which is another reader's."""
_MOST_AGAIN = 4
"""How often as much as the whole text is looked through again after what is broken."""
_SHORT = 30
"""Letters of what may stand in a header below that of the title; few titles are so short."""
_OPEN = "a quotation that nothing closes, or a wrong number of cells"
_HALF_OF_TWO = "a quotation mark without another: left out of the title"
_WITHIN = "a quotation mark within a quotation: read as part of it"


class Header(NamedTuple):
    """The first row, and how rows are divided."""

    columns: tuple[str, ...]
    separator: str
    below: int = 0
    """Where the next row begins in the text."""

    @property
    def title(self) -> int:
        """The place of the column that holds the title."""
        place: int = plan_of_columns(self.columns).get("title", (0,))[0]
        return place


class Row(NamedTuple):
    """A row below the header, or what is wrong with it."""

    line: int
    """In which its title stands, counted from 1."""
    cells: Sequence[str]
    """As many as the header has; none where the row is left out."""
    problem: str = ""


class _Habits(NamedTuple):
    """How a program ends the rows of a table; a row that ends otherwise lost or gained a sign."""

    trimmed: bool
    """Whether they may lack their last cells: no whole one ends in an empty cell."""
    longer: bool
    """Whether they may end in a cell that the header lacks: none has as many cells as it."""


def header_of(text: str) -> Header | None:
    """The header of a text that has one: two columns or more, two of which are known by name. Some
    lines of what an export says of itself may stand before it; then it takes more."""
    head = text[:_LONGEST_HEADER].replace("\r", "\n")
    start = len(head) - len(head.lstrip())
    said = _SAID.match(head, start)
    start = said.end() if said else start
    found = _header_at(head, start, said[1] if said else _SEPARATORS)
    for _ in range(0 if found else _MOST_BEFORE):
        start = head.find("\n", start) + 1
        if not start:
            break
        other = _header_at(head, start, _SEPARATORS)
        if other and are_columns(other.columns) and strength_of_columns(other.columns) > _SURE:
            return other
    return found


def _header_at(head: str, start: int, separators: str) -> Header | None:
    """The header in the line that begins there."""
    line = head.find("\n", start)
    line = len(head) if line < 0 else line
    best: Header | None = None
    most = 1
    for separator in separators:
        if head.find(separator, start, line) >= 0:
            columns, end = _parsed(head, start, separator)
            # No name has a quotation mark, but two may have lost the sign between them.
            parts = [part for column in columns for part in column.strip(' "\n').split('"')]
            names = tuple(map(str.strip, parts))
            known = sum(alias_of(name) is not None for name in names)
            if known > most:
                most, best = known, Header(names, separator, end)
    if best and best.separator == "|" and _DIVIDER.match(head, line + 1):
        return None
    return best


def _parsed(head: str, start: int, separator: str) -> tuple[list[str], int]:
    """The cells of the row that begins there, and where the next begins."""
    stream = io.StringIO(head, newline="\n")
    stream.seek(start)
    try:
        columns: list[str] = next(_reader(stream, separator), [])
    except csv.Error:
        return [], start
    return columns, stream.tell()


def _reader(stream: io.StringIO, separator: str) -> Any:
    # Not strict, it would go on in silence behind a quotation that ends in the middle of a cell.
    return csv.reader(stream, delimiter=separator, strict=True, skipinitialspace=True)


def rows(text: str, header: Header) -> Iterator[Row | Header]:
    """The rows below the header, and the headers of files that were put behind the first.

    A row of more cells than the header has is told and left out: one of them was divided, perhaps
    the title. A missing end of a quotation is told, and costs its row alone; what is read with a
    quotation mark in the middle of a quotation is told too.
    """
    csv.field_size_limit(sys.maxsize)  # notes are longer than the module lets pass
    table = _Table(text.replace("\r", "\n"), header)
    while table.place < len(table.text):
        yield from table.regular()
        if table.place < len(table.text):
            yield from table.odd()


class _Table:
    """A table that is read row by row."""

    __slots__ = (
        *("again", "apart", "behind", "cells", "decided", "habits", "header", "line", "place"),
        *("stream", "text", "title"),
    )

    def __init__(self, text: str, header: Header) -> None:
        self.text, self.header, self.title = text, header, header.title
        self.stream = io.StringIO(text, newline="\n")
        self.place = header.below
        """Where the next row begins."""
        self.line = text.count("\n", 0, self.place)
        """How many lines stand before that."""
        self.cells: list[str] | None = None
        """Of an odd row; None where it cannot be divided."""
        self.behind = (0, 0)
        """Where the row behind the odd one begins, and how many lines stand before that."""
        self.decided = False
        """Whether it is known how quotation marks are written within a cell."""
        self.habits: _Habits | None = None
        self.apart = False
        """Whether what stands above is no row: nothing, or one that was left out."""
        self.again = _MOST_AGAIN * len(text) + 1_000

    def regular(self) -> Iterator[Row]:
        """Rows of as many cells as the header has, up to one that takes a second look."""
        width, title, above = len(self.header.columns), self.title, self.line
        stream = self.stream
        stream.seek(self.place)
        reader = _reader(stream, self.header.separator)
        try:
            for cells in reader:
                if (
                    len(cells) != width
                    or cells[title][-1:] == '"'
                    or (len(cells[title]) <= _SHORT and are_columns(cells))
                ):
                    self.cells = cells
                    self.behind = stream.tell(), above + reader.line_num
                    return
                first = self.line + 1
                self.place, self.line = stream.tell(), above + reader.line_num
                self.apart = False
                if any(cells):  # spreadsheets end in rows of empty cells
                    yield Row(first if self.line == first else _line(first, cells, title), cells)
        except csv.Error:
            self.cells, self.behind = None, (stream.tell(), 0)
        else:
            self.place = len(self.text)

    def odd(self) -> Iterator[Row | Header]:
        """What the row is that took a second look."""
        cells, first, width = self.cells, self.line + 1, len(self.header.columns)
        if cells is not None and (other := _another(cells, self.header)):
            self.header = other._replace(below=self.behind[0])
            self.title, self.habits = other.title, None
            yield other
        elif cells is not None and len(cells) == width:
            yield self._with_mark(cells)
        elif cells is not None and len(cells) < width and self.behind[1] == first:
            # Behind an empty line another table may stand, behind a broken row the rest of it.
            if any(cells) and (self.apart or not self._habits().trimmed):
                yield Row(first, (), f"{len(cells)} cells where the header has {width}")
            elif any(cells):
                yield Row(first, [*cells, *[""] * (width - len(cells))])
            else:
                self.apart = True
        elif self._has_backslashes():
            return
        elif cells is None:
            yield from self._mended()
            return
        elif len(cells) < width or any(cells[width:]) or not self._habits().longer:
            yield Row(first, (), f"{len(cells)} cells where the header has {width}")
        else:
            yield Row(_line(first, cells, self.title), cells[:width])
        self.place, self.line = self.behind

    def _with_mark(self, cells: list[str]) -> Row:
        """A row whose title ends in a quotation mark, which alone is what is left of two: a program
        would have written such a title in quotation marks."""
        first, title = _line(self.line + 1, cells, self.title), cells[self.title]
        written = written_cell(self.text, self.place, self.header.separator, self.title)
        if title.count('"') > 1 or written.startswith('"'):
            return Row(first, cells)
        return Row(
            first, [*cells[: self.title], title[:-1], *cells[self.title + 1 :]], _HALF_OF_TWO
        )

    def _habits(self) -> _Habits:
        """How the program that wrote the table ends its rows."""
        if self.habits is None:
            width, reader = len(self.header.columns), _reader(self.stream, self.header.separator)
            ends: set[bool] = set()
            self.stream.seek(self.header.below)
            with suppress(csv.Error):
                ends.update(not row[-1] for row in reader if len(row) == width)
            self.habits = _Habits(True not in ends, not ends)
        return self.habits

    def _has_backslashes(self) -> bool:
        """Whether quotation marks have backslashes before them from here on, which are put right;
        asked once."""
        if self.decided:
            return False
        self.decided = True
        rest = self.text[self.place :]
        doubled = with_doubled(rest, self.header.separator, len(self.header.columns))
        if doubled == rest:
            return False
        self.text = self.text[: self.place] + doubled
        self.stream = io.StringIO(self.text, newline="\n")
        return True

    def _mended(self) -> Iterator[Row]:
        place, first, header = self.place, self.line + 1, self.header
        found = mended(self.text, place, header.separator, len(header.columns))
        self.again -= max(found.end, self.behind[0]) - place
        if found.cells:
            problem = _WITHIN if found.within else ""
            yield Row(_line(first, found.cells, self.title), found.cells, problem)
            self.place = min(found.end, len(self.text))
            self.line += self.text.count("\n", place, self.place)
        else:
            yield Row(first, (), _OPEN)
            self.apart = True
            self.place, self.line = self.text.find("\n", place) + 1 or len(self.text), first
        if self.again < 0:
            yield Row(self.line + 1, (), "too much is broken: the rest is left out")
            self.place = len(self.text)


def _line(first: int, cells: Sequence[str], title: int) -> int:
    return first + sum(cell.count("\n") for cell in cells[:title])


def _another(cells: list[str], header: Header) -> Header | None:
    """The header that a row is, where another file was put behind the first."""
    if len(cells) == 1 < len(header.columns):
        return header_of(cells[0]) if cells[0] else None  # other signs may divide its rows
    return Header(tuple(map(str.strip, cells)), header.separator) if are_columns(cells) else None
