"""The rows of CSV and TSV, each with its line; a header names the columns."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from papercli.named_tuples import NamedTuple
from papercli.readers.metadata.headers import Header, header_behind, reader_of
from papercli.readers.metadata.plans import are_columns
from papercli.readers.metadata.quotations import begun, mended, with_doubled, written_cell

_MOST_AGAIN = 4
"""How often as much as the whole text is looked through again after what is broken."""
_SHORT = 30
"""Letters of what may stand in a header below that of the title; few titles are so short."""
_OPEN = "a quotation that nothing closes, or a wrong number of cells"
_HALF_OF_TWO = "a quotation mark without another: left out of the title"
_CUT = "the file ends within this row: what stands before its end is read"
_IN_HEADER = "the header is about twice as long as the rows: the first of them stands in it, unread"
_WITHIN = "a quotation mark within a quotation: read as part of it"


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
    shorter: bool
    """Whether some lack their last cells; the end of a file may cut one."""


class Table:
    """A table that is read row by row: those as nearly all are by `regular`, then by `odd` one that
    takes a second look, and so on until it is `at_end`.

    A row of more cells than the header has is told and left out: one of them was divided, perhaps
    the title. A missing end of a quotation is told, and costs its row alone; what is read with a
    quotation mark in the middle of a quotation is told too.
    """

    __slots__ = (
        *("again", "apart", "behind", "cells", "decided", "habits", "header", "line", "place"),
        *("stream", "text", "title"),
    )

    def __init__(self, text: str, header: Header) -> None:
        csv.field_size_limit(sys.maxsize)  # notes are longer than the module lets pass
        self.text, self.header, self.title = text.replace("\r", "\n"), header, header.title
        self.stream = io.StringIO(self.text, newline="\n")
        self.place = header.below
        """Where the next row begins."""
        self.line = self.text.count("\n", 0, self.place)
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

    @property
    def at_end(self) -> bool:
        """Whether all of it was read."""
        return self.place >= len(self.text)

    def regular(self) -> Iterator[tuple[int, list[str]]]:
        """Rows of as many cells as the header has, each with the line in which its title stands, up
        to one that takes a second look."""
        width, title, above = len(self.header.columns), self.title, self.line
        stream = self.stream
        stream.seek(self.place)
        reader = reader_of(stream, self.header.separator)
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
                    yield first if self.line == first else _line(first, cells, title), cells
        except csv.Error:
            self.cells, self.behind = None, (stream.tell(), 0)
        else:
            self.place = len(self.text)

    def odd(self) -> Iterator[Row | Header]:
        """What the row is that took a second look: none at the end, or the header of a file that
        was put behind the first."""
        if self.at_end:
            return
        cells, first, width = self.cells, self.line + 1, len(self.header.columns)
        if cells is not None and (other := header_behind(cells, self.header)):
            self.header = other._replace(below=self.behind[0])
            self.title, self.habits = other.title, None
            yield other
        elif cells is not None and len(cells) == width:
            yield self._with_mark(cells)
        elif cells is not None and len(cells) < width and self.behind[1] == first:
            # Behind an empty line another table may stand, behind a broken row the rest of it.
            filled = any(map(str.strip, cells))
            whole = len(cells) >= self.header.named or self._may_lack_cells()
            if filled and (self.apart or not whole):
                yield self._cut() or self._of_wrong_width(len(cells))
                self.apart = True
            elif filled:
                if self._has_row_in_header(len(cells)):
                    yield Row(self.line, (), _IN_HEADER)
                yield Row(first, [*cells, *[""] * (width - len(cells))])
            else:
                self.apart = True
        elif self._has_backslashes():
            return
        elif cells is None:
            yield from self._mended()
            return
        elif len(cells) < width or any(cells[width:]) or not self._habits().longer:
            yield self._of_wrong_width(len(cells))
        else:
            yield Row(_line(first, cells, self.title), cells[:width])
        self.place, self.line = self.behind

    def _may_lack_cells(self) -> bool:
        """Whether a row lacks its last cells because its program leaves them out, and not because
        the file ends in it."""
        habits = self._habits()
        return habits.trimmed and (habits.shorter or self.text.find("\n", self.place) >= 0)

    def _has_row_in_header(self, cells: int) -> bool:
        """Whether header and first row have lost the end of the line between them; asked of the
        row behind."""
        width = len(self.header.columns)
        return self.place == self.header.below and width == 2 * cells - 1 and self._habits().longer

    def _of_wrong_width(self, cells: int) -> Row:
        """A row that is left out for the number of its cells."""
        number = "1 cell" if cells == 1 else f"{cells} cells"
        return Row(self.line + 1, (), f"{number} where the header has {len(self.header.columns)}")

    def _cut(self) -> Row | None:
        """The row that the end of the file cuts, if its title stands before that."""
        if self.apart or self.text.find("\n", self.place) >= 0:
            return None
        cells = begun(self.text, self.place, self.header.separator)
        missing = len(self.header.columns) - len(cells)
        if missing <= 0 or len(cells) <= self.title:
            return None
        return Row(self.line + 1, [*cells, *[""] * missing], _CUT)

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
            width, reader = len(self.header.columns), reader_of(self.stream, self.header.separator)
            ends: set[bool] = set()
            short = 0
            self.stream.seek(self.header.below)
            with suppress(csv.Error):
                for row in reader:
                    if len(row) == width:
                        ends.add(not row[-1])
                    else:
                        short += len(row) < width and any(row)
            self.habits = _Habits(True not in ends, not ends, short > 1)
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
            yield self._cut() or Row(first, (), _OPEN)
            self.apart = True
            self.place, self.line = self.text.find("\n", place) + 1 or len(self.text), first
        if self.again < 0:
            yield Row(self.line + 1, (), "too much is broken: the rest is left out")
            self.place = len(self.text)


def _line(first: int, cells: Sequence[str], title: int) -> int:
    return first + sum(cell.count("\n") for cell in cells[:title])
