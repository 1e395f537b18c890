"""JSON that holds rows of Markdown tables as strings, as bots keep them beside their list."""

from __future__ import annotations

import json
from collections import defaultdict

from papercli.identifiers import arxiv_id, identifiers
from papercli.readers.line_numbers import LineNumbers
from papercli.readers.markdown import items, tables
from papercli.readers.markdown.blocks import Block, Document, Kind
from papercli.readers.markdown.cells import cells
from papercli.readers.markdown.fields import merged
from papercli.readers.markdown.parsing import Parsed, settle
from papercli.text.pattern import Pattern

_LOOKED_AT = 4_000
_ROW = Pattern(r'"\s{0,3}(?:\||[-*]\s)(?:[^"\\\n]|\\.){10,3000}')
_PAPER = ("arxiv.org", "openreview.net", "aclanthology.org", "doi.org/10.")


class _Pairs(list[tuple[str, object]]):
    """The keys and values of an object; a key may stand twice."""


def claims(text: str) -> bool:
    """Whether a text is such JSON: a string that is a row stands at its beginning."""
    found = _ROW.search(text[:_LOOKED_AT], 0)
    return found is not None and any(host in found[0] for host in _PAPER)


def parse(text: str) -> Parsed:
    """The papers of all rows, wherever they stand; the key of a row is its id where it is one."""
    parsed = Parsed([])
    try:
        data = json.loads(
            text, object_pairs_hook=_Pairs, parse_float=str, parse_int=str, parse_constant=str
        )
        rows, wrong = _rows(data)
    except (ValueError, RecursionError) as error:
        line = error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0
        parsed.problems.append((line, "no JSON from here on"))
        return parsed
    # Numbers of rows stand for their lines until all are read.
    widths: dict[int, list[Block]] = defaultdict(list)
    reader = items.Reader({})
    for number, (_, row) in enumerate(rows):
        if row.lstrip().startswith("|"):
            block = Block(Kind.ROW, number, 0, cells(row), 0)
            widths[len(block.lines)].append(block)
        else:
            reader.open = None
            reader.take(Block(Kind.ITEM, number, 0, [row.strip().lstrip("-*").strip()]))
    for blocks in widths.values():
        entries, passed, problems = tables.entries(Document([], [[]], {}), blocks)
        parsed.entries += entries
        parsed.passed += passed
        parsed.problems += problems
    parsed.entries += reader.entries
    parsed.rows = len(parsed.entries)
    lines = _lines(text, [key for key, _ in rows])
    for entry in parsed.entries:
        key = rows[entry.index][0]
        if not entry.ids.arxiv_id and arxiv_id(key):
            entry.ids = merged(entry.ids, identifiers(key))
        entry.index = lines[entry.index]
    parsed.passed = [lines[number] for number in parsed.passed]
    parsed.problems = [(lines[number], problem) for number, problem in parsed.problems]
    if wrong:
        parsed.problems.append((0, f"{wrong:,} values that are no rows of a table: left out"))
    settle(parsed, text.split("\n"))
    return parsed


def _rows(data: object) -> tuple[list[tuple[str, str]], int]:
    """All rows with their keys, in order, and how many other values there are."""
    found: list[tuple[str, str]] = []
    wrong = 0
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, _Pairs):
            waiting += reversed(value)
        elif isinstance(value, list):
            waiting += [(key, one) for one in reversed(value)]
        elif (
            isinstance(value, str)
            and value.lstrip()[:1] in {"|", "-", "*"}
            and "\n" not in value.strip()
        ):
            found.append((key, value))
        else:
            wrong += 1
    return found, wrong


def _lines(text: str, keys: list[str]) -> list[int]:
    """The line of each key, counted from 0; of one that is written otherwise, the one before."""
    lines: list[int] = []
    numbers, place, line = LineNumbers(text), 0, 0
    for key in keys:
        found = text.find(json.dumps(key), place) if key else -1
        if found >= 0:
            line, place = numbers.at(found) - 1, found
        lines.append(line)
    return lines
