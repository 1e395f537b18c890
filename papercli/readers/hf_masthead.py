"""Where the digests of a Hugging Face page dump begin: mastheads, in all their forms.

A file may hold several dumps one after the other, each possibly cut at either end. Every line of a
masthead but one may be missing, a search phrase or the page's navigation may stand before the
date, and a dump without a final newline runs into the "new" that begins the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from papercli.readers.hf_metadata import SEPARATOR, Shown, is_author_line, read_date

_INBOX = "Get trending papers in your email inbox"
_COMMUNITY = "and the research community"
_COMMUNITY_LINE = re.compile(rf"by\s?\S(?:.{{0,60}}\S)? {_COMMUNITY}")
_INBOX_LINES = frozenset((f"{_INBOX}!", f"{_INBOX} once a day!"))
_FIRST = "new"
_GLUED_FIRST = re.compile(rf"\S{_FIRST}$")
_MASTHEAD = _INBOX_LINES | {_FIRST, "Subscribe", "Daily Papers", "Trending Papers"}
_LINES_BEFORE_DATE = 8
_LONGEST_PHRASE = 200
_OTHER_MARKUP = ("](", "][", "://", "<")
_LONGEST_MASTHEAD_LINE = 120


@dataclass(slots=True)
class Region:
    """The part of a file that one digest takes; indices into the list of lines."""

    start: int
    body: int
    """First line after the masthead and the date."""
    date: Shown | None
    masthead: bool
    glued: str | None = None
    """The masthead's first line where it stood at the end of the line before."""
    end: int = 0


def has_masthead(text: str) -> bool:
    """Say whether some masthead of this format stands in the text."""
    if _INBOX not in text and _COMMUNITY not in text:
        return False
    lines = list(map(str.strip, text.split("\n")))
    return any(region.masthead for region in find_regions(text, lines))


def find_regions(text: str, lines: list[str]) -> list[Region]:
    """Return the digests' regions, in order, covering every non-blank line.

    ``lines`` are those of ``text``, stripped. A line that two dumps share is divided: what
    belongs to the first stays in ``lines``, what belongs to the second is the region's ``glued``.
    """
    regions: list[Region] = []
    done = 0
    for marker in _markers(text):
        if marker < done or not _is_marker(lines[marker]):
            continue
        region, done = _masthead_at(lines, marker, done)
        if region:
            regions.append(region)
    first = regions[0].start if regions else len(lines)
    if any(lines[:first]) or not regions:
        regions.insert(0, _fragment(lines, first))
    for region, following in pairwise(regions):
        region.end = following.start + (following.glued is not None)
    regions[-1].end = len(lines)
    return regions


def _markers(text: str) -> Iterator[int]:
    """Yield the lines with words that a masthead has; an abstract may have them too."""
    line = position = 0
    for found in sorted([*_occurrences(text, _INBOX), *_occurrences(text, _COMMUNITY)]):
        line += text.count("\n", position, found)
        position = found
        yield line


def _occurrences(text: str, words: str) -> Iterator[int]:
    position = text.find(words)
    while position >= 0:
        yield position
        position = text.find(words, position + 1)


def _is_marker(line: str) -> bool:
    return line.endswith(tuple(_INBOX_LINES)) or _is_community(line)


def _is_community(line: str) -> bool:
    return len(line) <= _LONGEST_MASTHEAD_LINE and bool(_COMMUNITY_LINE.fullmatch(line))


def _in_masthead(line: str) -> bool:
    return not line or line in _MASTHEAD or _is_community(line)


def _masthead_at(lines: list[str], marker: int, floor: int) -> tuple[Region | None, int]:
    """Return the region whose masthead holds the ``marker`` line, and where to look on.

    No region for words that stand there without a date or the line that names the community.
    """
    start, glued = _start_of_masthead(lines, marker, floor)
    index = start + (glued is not None)
    community = False
    while index < len(lines) and _in_masthead(lines[index]):
        community = community or _is_community(lines[index])
        index += 1
    body, date = _date_after(lines, index)
    if not community and date is None:
        return None, max(index, marker + 1)
    if glued:
        lines[start] = lines[start].removesuffix(glued).rstrip()
    return Region(start, body, date, masthead=True, glued=glued), body


def _start_of_masthead(lines: list[str], marker: int, floor: int) -> tuple[int, str | None]:
    """Return the first line, and the part of it that is the masthead's where two dumps share it."""
    line = lines[marker]
    if not _in_masthead(line):  # "… the last words of an abstract.Get trending papers …"
        return marker, line[line.rindex(_INBOX) :]
    start = index = marker
    while index > floor and _in_masthead(lines[index - 1]):
        index -= 1
        start = index if lines[index] else start
        if lines[index] == _FIRST:
            return start, None
    before = lines[index - 1] if index > floor else ""
    # "May 26 2new": but "… something new" ends an abstract, with no part of a masthead.
    if _GLUED_FIRST.search(before[-10:]) and lines[start] in _INBOX_LINES:
        return index - 1, _FIRST
    return start, None


def _date_after(lines: list[str], index: int) -> tuple[int, Shown | None]:
    """Return where the entries begin and the date, which a phrase or navigation may precede."""
    seen = 0
    for position in range(index, len(lines)):
        line = lines[position]
        if not line:
            continue
        shown = read_date(line)
        if shown and not shown.comments:
            return position + 1, shown
        if line == _FIRST or line in _INBOX_LINES or _is_community(line):
            break
        seen += 1
        foreign = any(mark in line for mark in _OTHER_MARKUP)
        if seen > _LINES_BEFORE_DATE or len(line) > _LONGEST_PHRASE or foreign:
            break
        if line == SEPARATOR or is_author_line(line):
            break
    return index, None


def _fragment(lines: list[str], end: int) -> Region:
    """Return the region of text that no masthead precedes.

    Its first line may look like the digest's date, but is as likely what is left of an entry cut
    in two: it dates nothing.
    """
    start = next((index for index in range(end) if lines[index]), 0)
    return Region(start, start, None, masthead=False)
