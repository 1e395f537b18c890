"""What a tool put before or behind every line: ``> ``, ``+``, ``│``, ``<br>``, numbers, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from papercli.readers.hf_dates import read_date
from papercli.readers.line_evidence import SHORTEST_ABSTRACT
from papercli.readers.quoted_paragraphs import without_quotation_marks
from papercli.readers.shared_beginnings import pattern_of, shared_beginning

PAGE_END = "\f"
"""A row that holds it is no blank line."""
_QUOTED = re.compile(r"\s*(?:>\s?)*")
_NUMBERED = re.compile(r"\s*(?:[\w./\-]{1,80}:)?([0-9]{1,9})(?:[\t:|]\s?| {1,2}|$)")
_SPARSE = re.compile(r"\s*([0-9]{1,5})(?:\s+|$)")
_PREFIX = re.compile(r"\s*(?!</?[A-Za-z])([^\w\s“‘(\[$\\])")
_SUFFIX = re.compile(r"\s*(<br\s?/?>|[^\w\s>.,;:!?)\]}”’%…*~`=\-])\s*$", re.I)
_TAB, _BAR = re.compile("\t"), re.compile(r"(?<!\\)\|(?=\s|$)")
_FEWEST_ROWS, _FEWEST_CELLS, _MOSTLY = 3, 3, 0.9
_LONGEST_SUFFIX = 10
"""Looked at behind a line: a search in all of it takes the square of its blanks."""
_QUOTATION_MARKS = "\"'`“„”«»‘‚「『"
_IN_PAIRS = ('"', "'")
_OF_CHANGES = (" ", "+", "-", "\\")
_NEARLY_EVERY = 0.95
_FEW = 6
"""Lines of which nothing common can be told."""
_MOST_LAYERS = 4
_FEW_STAMPED = 12
_STAMP_END = re.compile(r"[^\w\s]\s*$|\s$")
_TIME, _LONGEST_TIME, _MANY_TIMED = re.compile(r"[0-9]{1,2}:[0-9]{2}(?!\S*/)"), 40, 0.3
"""Of lines that begin a message, and go on without the time of it."""
_OVERFLOWING = 0.1


def without_borders(raw: list[str]) -> list[str]:
    """Return as many lines without what stands before and behind nearly every one of them."""
    count = sum(bool(row.strip()) for row in raw)
    if count < _FEW:
        return raw
    quoted = sum(row.lstrip().startswith("&gt;") for row in raw)
    if quoted >= _NEARLY_EVERY * count:
        raw = [row.replace("&gt;", ">", 1) for row in raw]
    raw = _without_stamps(without_quotation_marks(_after_changes(raw)))
    rows = _without_quotation(raw)
    if rows is not None:
        return without_quotation_marks(rows)
    raw = without_quotation_marks(raw)
    for _ in range(_MOST_LAYERS):
        filled = [row for row in raw if row.strip()]
        prefix = _common(_PREFIX.match, filled)
        suffix = _common(lambda row: _SUFFIX.search(row.rstrip()[-_LONGEST_SUFFIX:]), filled)
        if suffix in _IN_PAIRS and prefix not in _IN_PAIRS:
            break
        if prefix:
            mark = re.compile(rf"\s*{re.escape(prefix)}\s?")
            raw = [mark.sub("", row, count=1) for row in raw]
        if suffix:
            raw = [_without_suffix(row, suffix) for row in raw]
        if not prefix and not suffix:
            break
    return _without_numbers(raw)


def _after_changes(raw: list[str]) -> list[str]:
    """Return the lines of a text that is shown as the changes of a file, as they are afterwards."""
    filled = [row for row in raw if row.strip()]
    hunks = sum(row.startswith("@@ -") for row in filled)
    marked = sum(row.startswith(_OF_CHANGES) for row in filled)
    if not hunks or hunks + marked < _NEARLY_EVERY * len(filled):
        return raw
    return [row[1:] if row.startswith(_OF_CHANGES[:2]) else "" for row in raw]


def _without_stamps(raw: list[str]) -> list[str]:
    """Return the lines without what stands before nearly all of them, or of the paragraphs, or of
    the messages, and differs in numbers only: ``[12]``, ``15:14 <ann>``, ``dnl``."""
    filled = [row for row in raw if row.strip()]
    firsts = [row for before, row in pairwise(["", *raw]) if row.strip() and not before.strip()]
    timed = [
        row for row in filled if _TIME.search(row[:_LONGEST_TIME]) and not read_date(row.strip())
    ]
    for rows in (filled, firsts, timed if len(timed) >= _MANY_TIMED * len(filled) else []):
        stamp = shared_beginning(rows, _NEARLY_EVERY) if len(rows) >= _FEW_STAMPED else ""
        stamp = stamp.rstrip(_QUOTATION_MARKS)
        if _is_stamp(stamp):
            mark = re.compile(rf"{pattern_of(stamp)}(?:\s|$)?")
            return [mark.sub("", row, count=1) for row in raw]
    return raw


def _is_stamp(beginning: str) -> bool:
    """Say whether a shared beginning is no sign that has its own rule."""
    bare = beginning.strip()
    told = bare != "0" and any(map(str.isalnum, bare))
    told = told or (len(set(bare)) > 1 and ">" not in bare)
    return told and not bare.startswith(("{", "<")) and bool(_STAMP_END.search(beginning))


def _without_suffix(row: str, suffix: str) -> str:
    text = row.rstrip()
    return text[: -len(suffix)].rstrip() if text.endswith(suffix) else row


def with_cells_apart(rows: list[str]) -> list[str]:
    """Return the lines with `PAGE_END` between the cells of a table that holds whole entries: by
    tabs, as spreadsheets copy it, or by bars."""
    for pattern in (_TAB, _BAR):
        tabled = [place for place, row in enumerate(rows) if _holds_an_entry(row, pattern)]
        counts = Counter(len(pattern.findall(rows[place])) for place in tabled)
        if len(tabled) < _FEWEST_ROWS or max(counts.values()) < _MOSTLY * len(tabled):
            continue
        apart = list(rows)
        for place in tabled:
            apart[place] = PAGE_END.join(map(_cell, pattern.split(rows[place])))
            if pattern is _BAR:
                apart[place] = apart[place].replace("\\|", "|")
        return apart
    return rows


def _cell(text: str) -> str:
    """Return the text of a cell, as people see it."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].replace('""', '"') if quoted else text


def _holds_an_entry(row: str, cells: re.Pattern[str]) -> bool:
    """Say whether a line has several cells, one of which may be an abstract."""
    if len(row) < SHORTEST_ABSTRACT or ("\t" not in row and "|" not in row):
        return False
    parts = cells.split(row)
    return len(parts) >= _FEWEST_CELLS and max(map(len, parts)) >= SHORTEST_ABSTRACT


def _common(find: Callable[[str], re.Match[str] | None], rows: Sequence[str]) -> str:
    """Return what the pattern finds in nearly every row."""
    found = Counter(match[1] for row in rows if (match := find(row)))
    most, count = found.most_common(1)[0] if found else ("", 0)
    return most if count >= _NEARLY_EVERY * len(rows) else ""


def _without_quotation(raw: list[str]) -> list[str] | None:
    """Return the lines of a text that is quoted as mails quote, None where it is not."""
    filled = [row for row in raw if row.strip()]
    quoted = sum(row.lstrip().startswith(">") for row in filled)
    if quoted <= len(filled) / 2:
        return None
    found = [match[0].count(">") for row in filled if (match := _QUOTED.match(row))]
    depths = Counter(depth for depth in found if depth)
    marks = re.compile(rf"\s*(?:>\s?){{1,{depths.most_common(1)[0][0]}}}")
    rows = [marks.sub("", row, count=1) if row.lstrip().startswith(">") else row for row in raw]
    over = [
        place
        for place in range(1, len(raw))
        if raw[place].strip()
        and not raw[place].lstrip().startswith(">")
        and raw[place - 1].lstrip().startswith(">")
        and rows[place - 1].strip()
    ]
    if len(over) >= max(3, _OVERFLOWING * quoted):
        # What a mail program broke off a quoted line stands below it without the sign.
        for place in over:
            rows[place - 1] = f"{rows[place - 1].rstrip()} {raw[place].strip()}"
            rows[place] = PAGE_END
    return rows


def _without_sparse_numbers(raw: list[str]) -> list[str]:
    """Return the lines with blanks for the numbers of every fifth or tenth, as printed drafts have
    them."""
    for step in (5, 10):
        places = [
            index
            for index, row in enumerate(raw)
            if (match := _SPARSE.match(row)) and int(match[1]) % step == 0
        ]
        offsets = Counter(int(raw[index].split(maxsplit=1)[0]) - index for index in places)
        offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
        if count >= max(_FEW, _NEARLY_EVERY * (len(raw) // step)):
            rows = list(raw)
            for index in places:
                if int(raw[index].split(maxsplit=1)[0]) - index == offset:
                    rows[index] = _SPARSE.sub(
                        lambda match: " " * len(match[0]), raw[index], count=1
                    )
            return rows
    return raw


def _without_numbers(raw: list[str]) -> list[str]:
    filled = [(index, row) for index, row in enumerate(raw) if row.strip()]
    numbers = [(index, match) for index, row in filled if (match := _NUMBERED.match(row))]
    if len(numbers) < max(_FEW, _NEARLY_EVERY * len(filled)):
        return _without_sparse_numbers(raw)
    first = int(numbers[0][1][1])
    of_lines = all(int(match[1]) - first == index - numbers[0][0] for index, match in numbers)
    of_filled = all(int(match[1]) - first == place for place, (_, match) in enumerate(numbers))
    if of_lines or of_filled:
        return [_NUMBERED.sub("", row, count=1) for row in raw]
    return raw
