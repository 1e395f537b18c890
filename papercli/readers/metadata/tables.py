"""The rows of CSV and TSV, each with its line; a header names the columns."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from papercli.readers.metadata.aliases import LONGEST_NAME, alias_of, are_columns, plan_of_columns
from papercli.readers.metadata.quotations import mended, with_doubled
from papercli.text.pattern import Pattern

_SEPARATORS = ",\t;|"
_LONGEST_HEADER = 20_000
_SAID = Pattern(r"sep=(.)[ \t]*\n")
_DIVIDER = Pattern(r"[ \t]{0,3}\|?[ \t]{0,9}:?-[-:| \t]{0,2000}(?:\n|\Z)")
"""Below the header of a table in Markdown, which is another reader's."""
_MOST_AGAIN = 4
"""How often as much as the whole text is looked through again after what is broken."""
_OPEN = "a quotation that nothing closes, or a wrong number of cells"
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


def header_of(text: str) -> Header | None:
    """The header of a text that has one: two columns or more, two of which are known by name."""
    head = text[:_LONGEST_HEADER].replace("\r", "\n")
    start = len(head) - len(head.lstrip())
    said = _SAID.match(head, start)
    start = said.end() if said else start
    line = head.find("\n", start)
    line = len(head) if line < 0 else line
    best: Header | None = None
    most = 1
    for separator in said[1] if said else _SEPARATORS:
        if head.find(separator, start, line) >= 0:
            columns, end = _parsed(head, start, separator)
            known = sum(alias_of(column) is not None for column in columns)
            if known > most:
                most = known
                best = Header(tuple(column.strip() for column in columns), separator, end)
    if best and best.separator == "|" and _DIVIDER.match(text, line + 1):
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


def rows(text: str, header: Header) -> Iterator[Row | Header]:  # noqa: PLR0912
    """The rows below the header, and the headers of files that were put behind the first.

    A row of more cells than the header has is told and left out: one of them was divided, perhaps
    the title. A missing end of a quotation is told, and costs its row alone; what is read with a
    quotation mark in the middle of a quotation is told too.
    """
    csv.field_size_limit(sys.maxsize)  # notes are longer than the module lets pass
    text = with_doubled(text.replace("\r", "\n"), header.separator, len(header.columns))
    stream = io.StringIO(text, newline="\n")
    place = stream.seek(header.below)
    line, again = text.count("\n", 0, place), _MOST_AGAIN * len(text) + 1_000
    while place < len(text):
        above, width, title = line, len(header.columns), header.title
        reader = _reader(stream, header.separator)
        try:
            for cells in reader:
                first, line, place = line + 1, above + reader.line_num, stream.tell()
                may_name = len(cells) <= title or len(cells[title]) <= LONGEST_NAME
                if may_name and (other := _another(cells, header)):
                    yield other
                    header = other
                    break
                if len(cells) == width:
                    if any(cells):  # spreadsheets end in rows of empty cells
                        yield Row(_line(first, cells, title) if line > first else first, cells)
                elif len(cells) < width and line == first:
                    if any(cells):
                        yield Row(first, [*cells, *[""] * (width - len(cells))])
                elif any(cells[width:]) or len(cells) < width:
                    yield Row(first, (), f"{len(cells)} cells where the header has {width}")
                else:
                    yield Row(_line(first, cells, title), cells[:width])
            else:
                return
        except csv.Error:
            found = mended(text, place, header.separator, width)
            again -= max(found.end, stream.tell()) - place
            if found.cells:
                yield Row(_line(line + 1, found.cells, title), found.cells, _WITHIN * found.within)
                line += text.count("\n", place, found.end)
                place = stream.seek(min(found.end, len(text)))
            else:
                yield Row(line + 1, (), _OPEN)
                line += 1
                place = stream.seek(text.find("\n", place) + 1 or len(text))
            if again < 0:
                yield Row(line + 1, (), "too much is broken: the rest is left out")
                return


def _line(first: int, cells: Sequence[str], title: int) -> int:
    return first + sum(cell.count("\n") for cell in cells[:title])


def _another(cells: list[str], header: Header) -> Header | None:
    """The header that a row is, where another file was put behind the first."""
    if len(cells) == 1 < len(header.columns):
        return header_of(cells[0]) if cells[0] else None  # other signs may divide its rows
    return Header(tuple(map(str.strip, cells)), header.separator) if are_columns(cells) else None
