"""The rows of tables in HTML, with each cell in its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from papercli.readers.markdown.cells import LONGEST
from papercli.text.pattern import Pattern

BEGINS = Pattern(r"\s*(?:<(?:table|tbody|thead)\b[^<>]{0,200}>\s*){0,2}<tr\b[^<>]{0,200}>", re.I)
AROUND = Pattern(r"\s*(?:</?(?:table|tbody|thead)\b[^<>]{0,200}>\s*)+", re.I)
BOUNDARY = Pattern(r"</?table\b", re.I)
_CELL = Pattern(
    r"<t(?P<kind>[dh])\b(?P<spans>[^<>]{0,300})>(?P<text>.*?)(?=<t[dh]\b|</t[dhr]\b|\Z)",
    re.DOTALL | re.I,
)
_SPAN = Pattern(r"\b(row|col)span\s*=\s*[\"']?(\d{1,3})", re.I)
_MOST_LINES = 60
"""Lines of one row."""
_MOST_COLUMNS = 60


@dataclass(slots=True)
class Table:
    """What the rows of one table have in common."""

    number: int = -1
    """Of its header in the file; none before its first row."""
    reaching: dict[int, int] = field(default_factory=dict)
    """Columns in which a cell of a row above reaches down, and over how many rows more."""

    def row(self, text: str) -> tuple[list[str], bool]:
        """The cells of a row, and whether all are headings. A cell that reaches over several rows
        is empty in all but the first; one that fills a row alone is said of the row above."""
        cells: list[str] = []
        heads = filled = wide = 0
        reaching, self.reaching = self.reaching, {}
        for cell in _CELL.finditer(text):
            self._skip(cells, reaching)
            spans = {one[1].lower(): int(one[2]) for one in _SPAN.finditer(cell["spans"])}
            columns = max(1, min(spans.get("col", 1), _MOST_COLUMNS))
            for column in range(len(cells), len(cells) + columns):
                if spans.get("row", 1) > 1:
                    self.reaching[column] = spans["row"] - 1
            cells += [cell["text"].strip(), *[""] * (columns - 1)]
            heads += cell["kind"] in "hH"
            filled, wide = filled + 1, max(wide, columns)
        self._skip(cells, reaching)
        if filled == 1 and wide > 1:
            return [], False
        return cells, bool(filled) and heads == filled

    def _skip(self, cells: list[str], reaching: dict[int, int]) -> None:
        while (left := reaching.pop(len(cells), 0)) > 0:
            if left > 1:
                self.reaching[len(cells)] = left - 1
            cells.append("")


def rows_from(lines: list[str], index: int, inside: str) -> tuple[list[str], int]:
    """The rows that begin in a line, ``inside`` being what follows the tag of the first there, and
    the line in which the last ends, counted from 0."""
    end, parts = index, [inside]
    while "</tr" not in parts[-1].lower() and end + 1 < min(len(lines), index + _MOST_LINES):
        end += 1
        parts.append(lines[end].strip())
    return BEGINS.split(" ".join(parts)[:LONGEST]), end
