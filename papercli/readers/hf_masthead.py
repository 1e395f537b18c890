"""Where the digests of a Hugging Face page begin: mastheads, in all their forms.

A file may hold several pages one after the other, each possibly cut at either end. Every line of a
masthead but one may be missing or run into the next one ("SubscribeTitle", "May 26 2new"); a search
phrase or the page's navigation may stand before the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from papercli.dates import MONTHS
from papercli.readers.hf_dates import Shown, read_date
from papercli.readers.hf_furniture import is_furniture
from papercli.readers.hf_metadata import (
    is_author_line,
    is_number,
    is_sign,
    read_organization_date,
    without_mark,
)
from papercli.readers.hf_spellings import is_metadata
from papercli.readers.line_evidence import ends_sentence
from papercli.readers.lines import Line

_INBOX = r"Get trending papers in your email inbox(?:\s?once a day)?\s?!?"
_COMMUNITY = r"(?:by\s?\S.{0,60}?)?\s?\band the research community"
_WORDS = ("Subscribe", "Daily Papers", "Trending Papers", "new")
_PART = re.compile(
    rf"\s*(?:{_INBOX}|by\s?\S.{{0,60}}? and the research community|{'|'.join(_WORDS)})", re.I
)
_INBOX_LINE = re.compile(_INBOX, re.I)
_COMMUNITY_LINE = re.compile(_COMMUNITY, re.I)
_GLUED_FIRST = re.compile(r"(?<=\S)new\Z")
_GLUED_LAST = re.compile(
    r"(?:Subscribe|Daily Papers|Trending Papers)(?=[^\W_a-z])"
    rf"|(?:{'|'.join(MONTHS)}) [0-9]{{1,2}}(?=[A-Z])"
)
_WORD_LINES = frozenset(word.casefold() for word in _WORDS)
_TITLES = frozenset(("daily papers", "trending papers"))
_LINES_BEFORE_TITLE, _LINES_BEFORE_DATE = 40, 10
_LONGEST_PHRASE = 200
_MOST_PARTS, _FEWEST_HEADERS = 8, 3
_OTHER_MARKUP = ("](", "][", "<")
_LONGEST_MASTHEAD_LINE = 160


@dataclass(slots=True)
class Region:
    """The part of a file that one digest takes; positions in the list of lines."""

    start: int
    body: int
    """First line after the masthead and the date."""
    date: Shown | None
    masthead: bool
    end: int = 0


def find_regions(lines: list[Line]) -> list[Region]:
    """Return the digests' regions, in order, covering every line.

    A line that two pages or the masthead and an entry share is divided in ``lines``.
    """
    _divide_shared(lines)
    _take_out_headers(lines)
    regions: list[Region] = []
    done = 0
    for marker in _markers(lines):
        if marker < done:
            continue
        region, done = _masthead_at(lines, marker, done)
        if region:
            regions.append(region)
    if not regions and (region := _by_title(lines)):
        regions.append(region)
    first = regions[0].start if regions else len(lines)
    if first or not regions:
        # A date at the beginning may be the digest's or what is left of an entry cut in two.
        regions.insert(0, Region(0, 0, None, masthead=False))
    for region, following in pairwise(regions):
        region.end = following.start
    regions[-1].end = len(lines)
    return regions


def _take_out_headers(lines: list[Line]) -> None:
    """Take out the header of printed pages that repeats lines of a dated masthead."""
    headers: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    done = 0
    for marker in _markers(lines):
        if marker < done:
            continue
        start, end = marker, marker + 1
        while start > done and _in_masthead(lines[start - 1]):
            start -= 1
        while end < len(lines) and _in_masthead(lines[end]):
            end += 1
        if not done and _date_after(lines, end)[1] is None:
            return  # nothing tells a header from another page without a date
        within = start and is_sign(lines[start - 1].plain)
        if done and end < len(lines) and (within or not read_date(lines[end].plain)):
            shown = tuple(line.plain for line in lines[start:end])
            headers.setdefault(shown, []).append((start, end))
        done = end
    repeated = (
        places
        for places in headers.values()
        if len(places) >= _FEWEST_HEADERS
        and sum(_is_behind_entry(lines, start) for start, _ in places) <= len(places) / 2
    )
    for start, end in sorted((place for places in repeated for place in places), reverse=True):
        lines[end].gap = min(lines[start].gap, lines[end].gap)
        del lines[start:end]


def _is_behind_entry(lines: Sequence[Line], place: int) -> bool:
    """Say whether an entry may end before a line, as one does before another page and seldom before
    the header of a printed one."""
    before = lines[place - 1]
    whole = lines[place].gap > 0 and ends_sentence(before.text)
    return whole or is_number(before.plain) or is_metadata(before.plain)


def _by_title(lines: list[Line]) -> Region | None:
    """Return the region below the title of the page, where tools cut off all before it."""
    for place, line in enumerate(lines[:_LINES_BEFORE_TITLE]):
        if without_mark(line.plain).casefold() in _TITLES:
            body, date = _date_after(lines, place + 1)
            return Region(place, body, date, masthead=True) if date else None
    return None


def _markers(lines: list[Line]) -> Iterator[int]:
    return (place for place, line in enumerate(lines) if _is_marker(line))


def _is_marker(line: Line) -> bool:
    return _is_inbox(line) or _is_community(line)


def _is_inbox(line: Line) -> bool:
    return "inbox" in line.plain.casefold() and _fits(_INBOX_LINE, line)


def _is_community(line: Line) -> bool:
    return "community" in line.text and _fits(_COMMUNITY_LINE, line)


def _fits(pattern: re.Pattern[str], line: Line) -> bool:
    if len(line.text) > _LONGEST_MASTHEAD_LINE:
        return False
    return any(map(pattern.fullmatch, {line.plain, without_mark(line.plain)}))


def _in_masthead(line: Line) -> bool:
    if len(line.text) > _LONGEST_MASTHEAD_LINE:
        return False
    return without_mark(line.plain).casefold() in _WORD_LINES or _is_marker(line)


def _divide_shared(lines: list[Line]) -> None:
    """Divide the lines that hold a part of a masthead beside something else."""
    place = 0
    while place < len(lines):
        line = lines[place]
        parts: list[str] = []
        after_masthead = place > 0 and _in_masthead(lines[place - 1])
        if (
            "inbox" in line.text
            and not _is_inbox(line)
            and (found := _INBOX_LINE.search(line.text))
        ):
            parts = [line.text[: found.start()], *_peeled(line.text[found.start() :])]
        elif after_masthead and (found := _GLUED_LAST.match(line.text)):
            parts = [found[0], line.text[found.end() :]]
        elif after_masthead and "research community" in line.text and not _is_community(line):
            parts = _peeled(line.text)
        elif (
            place + 1 < len(lines)
            and (found := _GLUED_FIRST.search(line.text))
            and _is_inbox(lines[place + 1])
        ):
            parts = [line.text[: found.start()], found[0]]
        parts = [part.strip() for part in parts if part.strip()]
        if len(parts) > 1:
            rest = [replace(line, text=part, gap=0) for part in parts[1:]]
            lines[place : place + 1] = [replace(line, text=parts[0]), *rest]
        place += max(1, len(parts))


def _peeled(text: str) -> list[str]:
    """Return the parts of a masthead that begin a text, and the rest."""
    parts: list[str] = []
    place = 0
    while len(parts) < _MOST_PARTS and (found := _PART.match(text, place)):
        parts.append(found[0].strip())
        place = found.end()
    return [*parts, text[place:]]


def _masthead_at(lines: list[Line], marker: int, floor: int) -> tuple[Region | None, int]:
    """Return the region whose masthead holds the ``marker`` line, and where to look on.

    No region for words that stand there alone: without a date, the line that names the community
    or another line of the masthead.
    """
    start = marker
    while start > floor and _in_masthead(lines[start - 1]):
        start -= 1
        if without_mark(lines[start].plain) == "new":
            break
    index, seen, community = start, set(), False
    while index < len(lines) and (_in_masthead(lines[index]) or is_furniture(lines[index].plain)):
        seen.add(lines[index].plain.casefold())
        community = community or _is_community(lines[index])
        index += 1
    body, date = _date_after(lines, index)
    if not community and date is None and len(seen) < 2:
        return None, max(index, marker + 1)
    return Region(start, body, date, masthead=True), body


def _date_after(lines: list[Line], index: int) -> tuple[int, Shown | None]:
    """Return where the entries begin and the date, which a phrase or navigation may precede."""
    last = index
    for seen, position in enumerate(range(index, len(lines))):
        line = lines[position]
        plain = line.plain
        shown = read_date(without_mark(plain))
        if shown and not shown.comments and not shown.said:
            return position + 1, shown
        foreign = any(mark in plain for mark in _OTHER_MARKUP)
        if seen > _LINES_BEFORE_DATE or len(plain) > _LONGEST_PHRASE or foreign:
            break
        if is_sign(plain) and position > index + 1:
            break
        if _is_inbox(line) or is_author_line(plain) or read_organization_date(plain):
            break
        if _is_community(line):
            last = position + 1
    return last, None
