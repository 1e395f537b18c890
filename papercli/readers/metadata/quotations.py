"""Quotation marks within the quoted cells of a table, where they are not written twice.

Some programs write a backslash before them, and people write them as they are; the csv module would
end the cell there and put the rest of it behind, in the same cell or in others, without a word.
"""

from __future__ import annotations

import csv
import io
import re

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_ESCAPED = '\\"'
_PAIR = Pattern(r"\\([\\\"])")
_OTHER_ESCAPE = Pattern(r"(?<!\\)(?:\\\\)*\\(?![\\\"])")
_MARK = Pattern(r'\\?"(?!")|""')
_BLANKS = " \t"
"""May stand between a quotation and what ends its cell."""
_LONGEST = 200_000
"""Letters of one row in which the end of a quotation is looked for."""


class Mended(NamedTuple):
    """A row that was read with such quotation marks."""

    cells: list[str]
    """Empty where no reading gives as many as there are columns."""
    end: int
    """Where the next row begins in the text; without cells, how far it was looked through."""
    within: bool = False
    """Whether a quotation has marks in it that are not written twice."""


def with_doubled(text: str, separator: str, width: int) -> str:
    """The text with quotation marks written twice, where its program wrote a backslash before them:
    where more of the rows can be read so. Lines stay what they are."""
    if _ESCAPED not in text:
        return text
    # A program that marks backslashes too leaves none by itself.
    both = not _OTHER_ESCAPE.search(text, 0)

    def doubled(found: re.Match[str]) -> str:
        mark = found[1]
        return '""' if mark == '"' else mark if both else "\\\\"

    other = _PAIR.sub(doubled, text)
    better = _faults(other, separator, width) < _faults(text, separator, width)
    return other if better else text


def _faults(text: str, separator: str, width: int) -> int:
    """The rows that cannot be read, or have more cells than the header."""
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    faults = 0
    while True:
        try:
            for cells in reader:
                faults += len(cells) > width
        except csv.Error:
            faults += 1
        else:
            return faults


def mended(text: str, start: int, separator: str, width: int) -> Mended:
    """The row that begins there, read so that a quotation ends where its cell does."""
    farthest = start
    for doubled_may_end in (False, True):
        cells: list[str] = []
        at = start
        while len(cells) < width:
            cell, at = _cell(text, at, separator, doubled_may_end)
            farthest = max(farthest, at)
            if cell is None:
                break
            cells.append(cell)
            at += 1
            if text[at - 1 : at] != separator:
                if len(cells) == width:
                    return Mended(list(map(_plain, cells)), at, any(map(_has_marks, cells)))
                break
    return Mended([], farthest)


def written_cell(text: str, start: int, separator: str, number: int) -> str:
    """The cell of that number, from 0, of the row that begins there, as it is written; empty where
    the row cannot be divided."""
    cell: str | None = ""
    for _ in range(number + 1):
        cell, start = _cell(text, start, separator, False)
        start += 1
    return cell or ""


def begun(text: str, start: int, separator: str) -> list[str]:
    """The cells of the row that begins there and that the end of the text cuts, but for the last;
    none where it does not cut it."""
    cells: list[str] = []
    while True:
        cell, at = _cell(text, start, separator, False)
        if at >= len(text):
            return cells
        if cell is None or text[at] != separator:
            return []
        cells.append(_plain(cell))
        start = at + 1


def _cell(text: str, start: int, separator: str, doubled_may_end: bool) -> tuple[str | None, int]:
    """The cell that begins there, as it is written, and where it ends; None, and how far that was
    looked for, where nothing ends it."""
    blanks = _BLANKS.replace(separator, "")
    while text[start : start + 1] == " ":
        start += 1
    bound = start + _LONGEST
    if text[start : start + 1] != '"':
        line = text.find("\n", start)
        line = len(text) if line < 0 else line
        end = text.find(separator, start, line)
        end = line if end < 0 else end
        return text[start:end], end
    at, found = start + 1, start
    while (found := text.find('"', at, bound)) >= 0:
        doubled = text[found + 1 : found + 2] == '"'
        behind = found + 1 + doubled
        while text[behind : behind + 1] in blanks and behind < len(text):
            behind += 1
        ends = text[behind : behind + 1] in ("", separator, "\n")
        if ends and (not doubled or doubled_may_end):
            return text[start:behind], behind
        # Directly behind a separator or the end of a line another cell begins.
        if not doubled and text[found - 1] in (separator, "\n"):
            return None, found
        at = found + 1 + doubled
    return None, min(bound, len(text))


def _plain(cell: str) -> str:
    """What a cell says, without the marks of its quotation."""
    return _MARK.sub('"', _inner(cell)) if cell[:1] == '"' else cell


def _has_marks(cell: str) -> bool:
    return cell[:1] == '"' and '"' in _inner(cell).replace('""', "")


def _inner(cell: str) -> str:
    return cell.rstrip(_BLANKS)[1:-1]
