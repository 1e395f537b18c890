"""The cells of a row of a table, which may go on in the next lines."""

from __future__ import annotations

from papercli.text.pattern import Pattern

LONGEST = 100_000
"""Letters of one block; what goes beyond is left out."""

_CELL = Pattern(r"(?<!\\)\|")
_MOST_LINES = 60
"""Lines of one row."""


def cells(line: str) -> list[str]:
    """The cells of a row; a pipe after a backslash stays a letter."""
    bare = line.strip()
    bare = bare[1:] if bare.startswith("|") else bare
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(bare[:LONGEST])]


def whole_row(lines: list[str], index: int, line: str, width: int) -> tuple[str, int]:
    """The row that begins in a line, of a table of so many columns, and the line in which it ends:
    programs write an abstract with its line ends. What does not come to the last cell before an
    empty line or another row is one line."""
    joined = [line]
    for end in range(index + 1, min(len(lines), index + _MOST_LINES)):
        further = lines[end].strip()
        if not further or further.startswith("|"):
            break
        joined.append(further)
        if further.endswith("|"):
            row = " ".join(joined)
            return (row, end) if len(cells(row)) >= width else (line, index)
    return line, index
