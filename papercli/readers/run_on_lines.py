"""Lines that hold more than one part of an entry: an abstract with its metadata, or whole entries.

Metadata ends an entry for certain and is set apart. Nothing for certain ends a title that its
abstract follows in the same line: of 4,928 papers, words and capitals place four ends in five.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from papercli.readers.borders import PAGE_END, with_cells_apart
from papercli.readers.hf_metadata import read_parts
from papercli.readers.line_evidence import SHORTEST_ABSTRACT
from papercli.readers.marked_links import with_names_apart
from papercli.readers.transport import OF_A_PAGE

RUN_ON = "titles and abstracts in one line, and no sign between them"
WITH_LINES = "save it with its line breaks: copy it from a browser as text, or use w3m -dump"
_COUNT = re.compile(r"(?<![^\W_])[0-9][0-9,]{0,5}\s+authors?(?![^\W_])")
_BEGINNING = re.compile(
    r"(?<=\S)\s+(?=[•·]\s|[0-9][0-9,]{0,5}\s+authors?\b)|(?<=[.!?])\s+(?=[\w*-])"
)
_COUNT_BEHIND = re.compile(r"(?<=\S)\s+(?=(?:[•·*-]\s+)?[0-9][0-9,]{0,5}(?:\s+authors?\b|\s*$))")
_BEHIND_TITLE = re.compile(r"(?<=\S)\s+[(\[—–·|]\s*(?=\S)")
_BEFORE_BEHIND_TITLE = ("(", "[", "—", "–", "|")
_AROUND, _BEFORE, _SHORTEST_TITLED = " ()[]—–·|", " ([—–·|", 24
_LONGEST, _NEAR_THE_END = 160, 16
_FEWEST, _MOSTLY = 3, 0.5


def is_run_on(rows: Sequence[str]) -> bool:
    """Say whether most of a text is in lines that hold whole entries."""
    rows = with_names_apart(with_cells_apart(list(rows)))
    total = sum(map(len, rows))
    held = sum(len(row) for row in rows if len(row) > 2 * SHORTEST_ABSTRACT and _holds_entries(row))
    if held > _MOSTLY * total:
        return True
    ends, led = _ends(rows), 0
    for place in ends:
        before = next((row for row in reversed(rows[:place][-2:]) if row.strip()), "")
        led += 0 < len(before.strip()) < SHORTEST_ABSTRACT
    return len(ends) >= _FEWEST and led <= _MOSTLY * len(ends)


def _holds_entries(row: str) -> bool:
    if PAGE_END in row:
        return False
    return len(_COUNT.findall(row)) > 1 or any(sign in row for sign in OF_A_PAGE)


def with_metadata_apart(rows: list[str]) -> list[str]:
    """Return the lines with `PAGE_END` before metadata at the end of the lines of abstracts."""
    rows = _with_counts_apart(rows)
    for ends in (_ends(rows), _behind_titles(rows)):
        if len(ends) >= _FEWEST:
            for place, start in ends.items():
                metadata = rows[place][start:].strip(_AROUND)
                rows[place] = f"{rows[place][:start].rstrip(_BEFORE)}{PAGE_END}{metadata}"
    return rows


def _with_counts_apart(rows: Sequence[str]) -> list[str]:
    """Return the lines with `PAGE_END` before a count of authors and a date that end the last line
    of a wrapped abstract, or begin in the line before it."""
    apart = list(rows)
    found: dict[int, tuple[str, str, bool]] = {}
    for place, row in enumerate(rows):
        following = rows[place + 1].strip() if place + 1 < len(rows) else ""
        counted = "author" in row or following.startswith("author")
        if not counted or len(row) >= SHORTEST_ABSTRACT or read_parts(row.strip()):
            continue
        for match in _COUNT_BEHIND.finditer(row):
            tail = " ".join(row[match.end() :].split())
            longer = f"{tail} {following}"
            before = row[: match.start()]
            if before.endswith(_BEFORE_BEHIND_TITLE) or not any(map(str.isalpha, before)):
                continue
            if following and read_parts(longer):
                found[place] = before, longer, False
            elif read_parts(tail):
                found[place] = before, tail, True
            if place in found:
                break
    if len(found) >= _FEWEST:
        for place, (text, metadata, whole) in found.items():
            apart[place] = f"{text}{PAGE_END}{metadata}"
            if not whole:
                apart[place + 1] = PAGE_END
    return apart


def _behind_titles(rows: Sequence[str]) -> dict[int, int]:
    """Return where metadata begins in the lines of titles, if each counts authors or as others do:
    ``(4 authors · May 26)``."""
    found: dict[int, int] = {}
    certain: set[str] = set()
    for place, row in enumerate(rows):
        if not _SHORTEST_TITLED <= len(row) < 2 * SHORTEST_ABSTRACT or not row[-3:].strip(" )]*_"):
            continue
        if read_parts(row):
            continue
        for match in _BEHIND_TITLE.finditer(row):
            parts = read_parts(" ".join(row[match.end() :].strip(_AROUND).split()))
            if parts and parts.head:
                found[place] = match.end()
                if parts.head.author_count is not None:
                    certain.add(match[0])
                break
    return {
        place: start
        for place, start in found.items()
        if rows[place][:start].endswith(tuple(certain))
    }


def _ends(rows: Sequence[str]) -> dict[int, int]:
    """Return where metadata begins in the long lines that end with it."""
    found = {}
    for place, row in enumerate(rows):
        if len(row) >= SHORTEST_ABSTRACT and (start := _start_of_metadata(row)):
            found[place] = start
    return found


def _start_of_metadata(row: str) -> int:
    row = row.rstrip()
    if PAGE_END in row or not any(map(str.isdigit, row[-_NEAR_THE_END:])):
        return 0
    for match in _BEGINNING.finditer(row, max(0, len(row) - _LONGEST)):
        if read_parts(" ".join(row[match.end() :].split())):
            return match.end()
    return 0
