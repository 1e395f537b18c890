"""A file of Markdown as the papers that it lists."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from papercli.identifiers import arxiv_id
from papercli.model.paper import PartialDate
from papercli.readers.markdown import items, tables
from papercli.readers.markdown.blocks import Document, Kind, document
from papercli.readers.markdown.cells import LONGEST
from papercli.readers.markdown.fields import Entry, date_in, is_paper_page, merged
from papercli.readers.markdown.titles import (
    FEWEST_IN_GROUP,
    LONG_IN_SHORT,
    NICKNAME_WORDS,
    SHORT_GROUP,
    word_count,
)
from papercli.text.pattern import Pattern

_ID = Pattern(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|arxiv\s?:\s?|`|\[|\|\s{0,8})"
    r"(\d{4}\.\d{4,5})(?!\d)",
    re.IGNORECASE,
)
_DATED = Pattern(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}|\b[A-Z][a-z]{2,8}\.? \d{1,2}, 20\d\d")
_UPDATED = Pattern(r"\b(?:updated?|date|generated|retrieved|digest|更新)\b|更新", re.IGNORECASE)
_WORD = Pattern(r"\w{4,}|[^\W\d_a-zA-Z]+|\w*\d\w*")
_HEAD = 80
"""Lines at the beginning in which the date of a list stands."""
_MOST_COMPARED = 20
"""Titles of one id that are compared with each other."""
_LEAST_ALIKE = 0.15
"""Of the words of two titles, so large a share is common to them where they name one paper."""


@dataclass(slots=True)
class Parsed:
    """What a file lists."""

    entries: list[Entry]
    """In the order of the file."""
    problems: list[tuple[int, str]] = field(default_factory=list)
    """Lines, counted from 0, with what is wrong there."""
    passed: list[int] = field(default_factory=list)
    """Lines of rows in tables of papers that name none."""
    date: PartialDate | None = None
    date_line: int = 0
    linked: int = 0
    """Blocks that could be entries: rows, items and headings with a link."""
    fenced: int = 0
    """Lines of code."""
    rows: int = 0
    """Entries that are rows of tables."""


def parse(lines: list[str]) -> Parsed:
    """The papers that the lines of a file list."""
    found = document(lines)
    reader = items.Reader(found.references)
    parsed = Parsed([], fenced=found.fenced)
    for number, group in groupby(found.blocks, key=lambda block: block.table):
        blocks = list(group)
        if number < 0:
            for block in blocks:
                reader.take(block)
                parsed.linked += block.kind is not Kind.TEXT and "http" in block.text
            continue
        reader.open = None
        rows, passed, problems = tables.entries(found, blocks)
        parsed.entries += rows
        parsed.passed += passed
        parsed.problems += problems
        parsed.rows += len(rows)
        parsed.linked += len(blocks)
    parsed.entries += reader.entries
    parsed.problems += reader.problems
    if found.cut:
        problem = f"more than {LONGEST:,} letters without a break: the rest is left out"
        parsed.problems.append((found.cut[0], problem))
    settle(parsed, lines)
    _find_date(parsed, found)
    return parsed


def settle(parsed: Parsed, lines: list[str]) -> None:
    """Decide what all entries of a file together tell: which names are titles, which ids are wrong;
    and what is to be told of ids that stand in none."""
    parsed.entries = [one for one in parsed.entries if _is_entry(one)]
    parsed.entries.sort(key=lambda entry: entry.index)
    _settle_names(parsed.entries)
    parsed.entries = _folded(parsed.entries)
    _part_strangers(parsed)
    _tell_mentions(parsed, lines)


def _is_entry(entry: Entry) -> bool:
    if entry.identified or entry.listed:
        return True
    if word_count(entry.name) <= NICKNAME_WORDS:
        return False
    # As a paper is cited that has no address: its title in bold, those who wrote it, and when.
    cited = entry.group == ("bold",) and len(entry.authors or ()) > 1 and entry.published
    return bool(cited) or is_paper_page(entry.url or "")


def _settle_names(entries: list[Entry]) -> None:
    """Decide which names are titles; of the others the sighting keeps the name in its metadata."""
    lengths: dict[object, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.name:
            lengths[entry.group].append(word_count(entry.name))
    medians = {group: sorted(counts)[(len(counts) - 1) // 2] for group, counts in lengths.items()}
    for entry in entries:
        if not entry.name:
            continue
        known = len(lengths[entry.group]) >= FEWEST_IN_GROUP
        short = known and medians[entry.group] <= SHORT_GROUP
        count = word_count(entry.name)
        if entry.group == ("field",):
            titled = True
        elif entry.group == ("cited",):
            titled = count > NICKNAME_WORDS
        elif short:
            titled = count >= LONG_IN_SHORT
        else:
            titled = count > NICKNAME_WORDS or (entry.explicit and known)
        if not titled:
            if entry.name not in entry.metadata:
                entry.metadata.insert(0, entry.name)
            entry.name = ""


def _folded(entries: list[Entry]) -> list[Entry]:
    """The entries without those that give an id and no title, where another has the title."""
    titled: dict[str, Entry] = {}
    for entry in entries:
        if entry.name and entry.ids.arxiv_id:
            titled.setdefault(entry.ids.arxiv_id, entry)
    kept = []
    for entry in entries:
        whole = titled.get(entry.ids.arxiv_id or "")
        if entry.name or whole is None:
            if entry.name or entry.identified:
                kept.append(entry)
            continue
        for name in ("url", "authors", "published", "abstract", "summary", "venue", "categories"):
            if getattr(whole, name) is None:
                setattr(whole, name, getattr(entry, name))
        whole.ids = merged(whole.ids, entry.ids)
        whole.metadata += [line for line in entry.metadata if line not in whole.metadata]
        whole.links += [link for link in entry.links if link not in whole.links]
    return kept


def _part_strangers(parsed: Parsed) -> None:
    """Take an id from a title that has no word in common with others of that id: the list links one
    of them wrongly. Where one stands against one, nobody can say which, and neither keeps it."""
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in parsed.entries:
        if entry.name and entry.ids.arxiv_id:
            by_id[entry.ids.arxiv_id].append(entry)
    for number, entries in by_id.items():
        if len({entry.name for entry in entries}) == 1:
            continue
        others = entries[:_MOST_COMPARED]
        allies = [sum(_alike(one.name, other.name) for other in others) for one in entries]
        most = max(allies)
        for entry, count in zip(entries, allies, strict=True):
            if count == len(others) or (count == most and count * 2 > len(others)):
                continue
            entry.ids = entry.ids._replace(arxiv_id=None, version=None)
            entry.url = None
            problem = f"arXiv id {number} stands at different titles: not taken"
            parsed.problems.append((entry.index, problem))


def _alike(one: str, other: str) -> bool:
    first, second = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    common = len(first & second)
    return common > 0 and common >= _LEAST_ALIKE * min(len(first), len(second))


def _tell_mentions(parsed: Parsed, lines: list[str]) -> None:
    """Tell of ids that stand in no entry: in running text, or where no name was found."""
    taken = {entry.ids.arxiv_id for entry in parsed.entries}
    told = {word for _, problem in parsed.problems for word in problem.split()}
    missing: dict[str, int] = {}
    for index, line in enumerate(lines):
        if "." not in line:
            continue
        for match in _ID.finditer(line):
            found = arxiv_id(match[1])
            if found and found.id not in taken and found.id not in told:
                missing.setdefault(found.id, index)
    if missing:
        first = next(iter(missing))
        others = f" and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        problem = f"arXiv id {first}{others} in running text: no entry"
        parsed.problems.append((missing[first], problem))
    if parsed.passed:
        rows = f"{len(parsed.passed):,} rows" if len(parsed.passed) > 1 else "1 row"
        problem = f"{rows} of tables of papers without title or identifier of a paper: left out"
        parsed.problems.append((parsed.passed[0], problem))


def _find_date(parsed: Parsed, found: Document) -> None:
    """The date of a list: in a heading above its first entry, or where it was updated."""
    first = parsed.entries[0].index if parsed.entries else 0
    for block in found.blocks:
        if block.index >= max(first, 1) and block.index > _HEAD:
            break
        if block.table >= 0 or (
            block.kind is not Kind.HEADING and not _UPDATED.search(block.text, 0)
        ):
            continue
        if block.kind is Kind.HEADING and block.index > first:
            continue
        for line in block.lines:
            if match := _DATED.search(line, 0):
                try:
                    parsed.date, parsed.date_line = date_in(match[0]), block.index
                except ValueError:
                    parsed.problems.append((block.index, f"no calendar has {match[0]!r}"))
                return
