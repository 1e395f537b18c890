"""Tables of Hugging Face's command line tool: with tabs, or in columns as a terminal shows them.

Columns are cut to the width of the terminal: a text that ends in dots is not the whole, and a title
that is not whole is none.
"""

from __future__ import annotations

from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers.base import Request, quoted
from papercli.readers.digests import digest
from papercli.readers.hf_api_fields import listed
from papercli.text.pattern import Pattern

_RULE = Pattern(r"-{2,}")
_CUT = "..."
_CHECK = "check the line in the file; the rest of it was read"


def read_table(text: str, name: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a table whose first line that is not empty names its columns; a row is an entry.

    ``name`` is the reader's. Raises UsageError where the text contradicts the year that is said.
    """
    problems: list[Problem] = []
    rows = [(line, row) for line, row in enumerate(text.split("\n"), 1) if row.strip()]
    first, head = rows[0]
    tabs = "\t" in head
    columns = [] if tabs or len(rows) == 1 else [m.span() for m in _RULE.finditer(rows[1][1])]
    names = _cells(head, columns)
    sightings: list[Sighting] = []
    for line, row in rows[1 if tabs else 2 :]:

        def tell(problem: str, line: int = line) -> None:
            problems.append(Problem(request.path, line, problem, _CHECK))

        cells = _cells(row, columns)
        if len(cells) != len(names) or not _in_line(row, columns):
            tell(f"a row that has not the columns of the table: left out: {quoted(row.strip())}")
            continue
        entry: dict[str, object] = {
            column.lower(): cell
            for column, cell in zip(names, cells, strict=True)
            if cell and not (columns and cell.endswith(_CUT))
        }
        if seen := listed(entry, line, tell):
            sightings.append(seen[0])
    if not sightings:
        return [], problems
    return [digest(request.path, name, first, None, request.year, [text], sightings)], problems


def _cells(row: str, columns: list[tuple[int, int]]) -> list[str]:
    if not columns:
        return [cell.strip() for cell in row.split("\t")]
    return [row[start:end].strip() for start, end in columns]


def _in_line(row: str, columns: list[tuple[int, int]]) -> bool:
    """Whether a row has blanks between the columns, as all but letters of double width leave them,
    and reaches the last but one."""
    reaches = not columns or len(row) > columns[max(0, len(columns) - 2)][0]
    return reaches and all(not row[end : end + 1].strip() for _, end in columns)
