"""What a tool put before or behind every line: ``> ``, ``+``, ``│``, ``<br>``, numbers, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from papercli.readers.line_evidence import SHORTEST_ABSTRACT

PAGE_END = "\f"
"""A row that holds it is no blank line."""
_QUOTED = re.compile(r"\s*(?:>\s?)*")
_NUMBERED = re.compile(r"\s*(?:[\w./\-]{1,80}:)?([0-9]{1,9})(?:[\t:|]\s?| {1,2}|$)")
_PREFIX = re.compile(r"\s*(?!</?[A-Za-z])([^\w\s“‘(\[$\\])")
_SUFFIX = re.compile(r"\s*(<br\s?/?>|[^\w\s>.,;:!?)\]}”’%…*~`=\-])\s*$", re.I)
_TAB, _BAR = re.compile("\t"), re.compile(r"(?<!\\)\|(?=\s|$)")
_FEWEST_ROWS, _FEWEST_CELLS, _MOSTLY = 3, 3, 0.9
_LONGEST_SUFFIX = 10
"""Looked at behind a line: a search in all of it takes the square of its blanks."""
_IN_PAIRS = ('"', "'")
_NEARLY_EVERY = 0.95
_FEW = 6
"""Lines of which nothing common can be told."""
_MOST_LAYERS = 4
_FEW_STAMPED, _LONGEST_STAMP = 12, 60
_BLANKS = r"\s+"
_NUMBER, _STAMP_END = re.compile("[0-9]+"), re.compile(r"[^\w\s]\s*$|\s$")
_OVERFLOWING = 0.1


def without_borders(raw: list[str]) -> list[str]:
    """Return as many lines without what stands before and behind nearly every one of them."""
    count = sum(bool(row.strip()) for row in raw)
    if count < _FEW:
        return raw
    quoted = sum(row.lstrip().startswith("&gt;") for row in raw)
    if quoted >= _NEARLY_EVERY * count:
        raw = [row.replace("&gt;", ">", 1) for row in raw]
    raw = _without_stamps(raw)
    rows = _without_quotation(raw)
    if rows is not None:
        return rows
    for _ in range(_MOST_LAYERS):
        filled = [row for row in raw if row.strip()]
        prefix = _common(_PREFIX.match, filled)
        suffix = _common(lambda row: _SUFFIX.search(row.rstrip()[-_LONGEST_SUFFIX:]), filled)
        if (prefix in _IN_PAIRS) != (suffix in _IN_PAIRS):
            break
        if prefix:
            mark = re.compile(rf"\s*{re.escape(prefix)}\s?")
            raw = [mark.sub("", row, count=1) for row in raw]
        if suffix:
            raw = [_without_suffix(row, suffix) for row in raw]
        if not prefix and not suffix:
            break
    return _without_numbers(raw)


def _without_stamps(raw: list[str]) -> list[str]:
    """Return the lines without what stands before nearly every one of them, or every paragraph, and
    differs in numbers only: ``[12]``, ``15:14 <ann>``, ``2025-12-10 15:14:03,123 INFO``."""
    filled = [row for row in raw if row.strip()]
    firsts = [row for before, row in pairwise(["", *raw]) if row.strip() and not before.strip()]
    for rows in (filled, firsts):
        stamp = _stamp(rows) if len(rows) >= _FEW_STAMPED else ""
        if "0" in stamp and _STAMP_END.search(stamp):
            words = (re.escape(word).replace("0", "[0-9]+") for word in stamp.split())
            mark = re.compile(rf"\s*{_BLANKS.join(words)}(?:\s|$)?")
            return [mark.sub("", row, count=1) for row in raw]
    return raw


def _without_suffix(row: str, suffix: str) -> str:
    text = row.rstrip()
    return text[: -len(suffix)].rstrip() if text.endswith(suffix) else row


def _stamp(rows: Sequence[str]) -> str:
    """Return the longest beginning that nearly all rows share, with ``0`` for any number."""
    heads = Counter(_NUMBER.sub("0", row[:_LONGEST_STAMP].lstrip()) for row in rows)
    least = _NEARLY_EVERY * len(rows)
    stamp = ""
    while True:
        nexts: Counter[str] = Counter()
        for head, count in heads.items():
            if head.startswith(stamp):
                nexts[head[len(stamp) : len(stamp) + 1]] += count
            elif stamp.rstrip() == head.rstrip():
                nexts[" "] += count
        best, count = nexts.most_common(1)[0] if nexts else ("", 0)
        if not best or count < least:
            return stamp
        stamp += best


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


def _without_numbers(raw: list[str]) -> list[str]:
    filled = [(index, row) for index, row in enumerate(raw) if row.strip()]
    numbers = [(index, match) for index, row in filled if (match := _NUMBERED.match(row))]
    if len(numbers) < max(_FEW, _NEARLY_EVERY * len(filled)):
        return raw
    first = int(numbers[0][1][1])
    of_lines = all(int(match[1]) - first == index - numbers[0][0] for index, match in numbers)
    of_filled = all(int(match[1]) - first == place for place, (_, match) in enumerate(numbers))
    if of_lines or of_filled:
        return [_NUMBERED.sub("", row, count=1) for row in raw]
    return raw
