"""The entries of one digest of a page in any shape.

Metadata blocks bound the segments of a page. In each segment `layout.divide` decides which lines
are titles and abstracts; it is asked twice, since how the other entries are built tells how likely
one without metadata or abstract is. What is in no entry and no known furniture is left out.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from papercli.readers import line_evidence
from papercli.readers.hf_blocks import Block, find_blocks
from papercli.readers.hf_furniture import is_furniture
from papercli.readers.hf_masthead import Region
from papercli.readers.hf_roles import ROMAN, find_furniture, find_roles
from papercli.readers.hf_segments import (
    Segment,
    fill,
    mark_tail,
    spacing,
    with_inner_blocks,
)
from papercli.readers.layout import Entry, Rates, Role, divide
from papercli.readers.line_evidence import OF_A_TITLE, SHORTEST_ABSTRACT, look_at
from papercli.readers.lines import Line
from papercli.readers.wrapping import find_width, settle_widths

LONGEST_LINE = 100_000
LONGEST_ABSTRACT = 2000
"""Characters; arXiv takes 1,920."""
_BARELY_ANY = 9.0
_SEVERAL, _FEW_BARE = 3, 0.1
_BONUSES = (3.0, 6.0, 9.0, 12.0)
_UNBOUNDED = Rates(restart=0.5)
"""Where no metadata block bounds an entry."""
_ALL_BOUNDED = Rates(restart=8.0)
"""Where a metadata block stands behind each title."""
_NUMBERED_TITLE = re.compile(
    r"(?:\(?#?([0-9]{1,4})[.)\]:]|\[([0-9]{1,4})\]|([a-z]|[ivxl]{1,6}|[IVXL]{1,6})[.)])\s+(?=\S)"
)
_MARKED_TITLE = re.compile(r"[-*•–+‣◦▪■●○]\s+(?=\S)")


@dataclass(slots=True)
class Found:
    """What stands in a region; positions in the list of lines."""

    segments: list[Segment]
    roles: dict[int, Role]
    wrapped: bool
    numbered: bool
    marked: bool
    oversized: list[int]
    returning: set[int]


def find_entries(lines: Sequence[Line], region: Region) -> Found:
    """Divide the lines of a region into entries."""
    start, end = region.body, region.end
    texts = [line for line in lines[start:end] if not line.heading and not is_furniture(line.plain)]
    settle_widths(texts)
    width = find_width(texts)
    furniture = find_furniture(lines, start, end, width)
    blocks = _blocks(lines, [x for x in range(start, end) if x not in furniture.places], width)
    roles = find_roles(lines, start, end, blocks, furniture.places, header=not region.masthead)
    segments: list[Segment] = []
    oversized = []
    for block in [*blocks, None]:
        stop = block.start if block else end
        segment = Segment(start, stop, block)
        for position in range(start, stop):
            if len(lines[position].text) > LONGEST_LINE:
                oversized.append(position)
            elif position in roles:
                segment.places.append(position)
        segments.append(segment)
        start = block.end if block else end
    segments = with_inner_blocks(segments, lines)
    places = [place for segment in segments for place in segment.places]
    numbered, marked = _numbered(lines, places, roles, width), _marked(lines, places, len(blocks))
    blanks = spacing(lines, segments, roles, width)
    for segment in segments:
        firsts = (bisect_left(segment.places, block.end) for block in segment.blocks)
        behind = {segment.places[first] for first in firsts}
        listed = numbered or marked
        fill(segment, lines, roles, width, blanks, plain_lists=listed, behind=behind)
    mark_tail(segments)
    _decide(segments)
    _withdraw_unearned(segments, lines, masthead=region.masthead)
    return Found(
        segments, roles, width is not None, numbered, marked, oversized, furniture.returning
    )


def _blocks(lines: Sequence[Line], places: Sequence[int], width: int | None) -> list[Block]:
    """Return the blocks among some of the lines: a printed page may end within a block."""
    blocks = find_blocks([lines[place] for place in places], width)
    for block in blocks:
        block.start, block.end = places[block.start], places[block.end - 1] + 1
        block.unread = [places[place] for place in block.unread]
    return blocks


def _numbered(
    lines: Sequence[Line], texts: Sequence[int], roles: dict[int, Role], width: int | None
) -> bool:
    """Say whether titles are numbered: in order, each before a line like an abstract's."""
    numbers: list[tuple[int, int]] = []
    for position, *following in zip(texts, texts[1:], [*texts[2:], -1], strict=False):
        match = _NUMBERED_TITLE.match(lines[position].text)
        if match and roles[position] is Role.TEXT:
            rest = lines[position].text[match.end() :]
            # A title may take two lines of a wrapped page.
            behind = following[: 1 if width is None else 2]
            weights = [look_at(lines[place].text).weight(0) for place in behind if place >= 0]
            if look_at(rest).words < 0 <= max(weights):
                numbers.append(_places_named(match))
    rising = max(
        sum(other == one + 1 for one, other in pairwise(column))
        for column in (list(zip(*numbers, strict=True)) or [()])
    )
    return len(numbers) > 1 and rising >= 0.7 * (len(numbers) - 1)


def _places_named(match: re.Match[str]) -> tuple[int, int]:
    """Return which place a number names, and which it names if a letter is a number of Rome."""
    name = match[1] or match[2] or match[3]
    if name.isdigit():
        return int(name), int(name)
    roman = ROMAN.index(name.lower()) if name.lower() in ROMAN else 0
    return ord(name[0].lower()) - ord("a") + 1, roman


def _marked(lines: Sequence[Line], texts: Sequence[int], blocks: int) -> bool:
    """Say whether titles have a list marker before them."""
    marked = 0
    for position in texts:
        match = _MARKED_TITLE.match(lines[position].text)
        marked += bool(match and look_at(lines[position].text[match.end() :]).words < 0)
    return marked > 1 and marked >= 0.6 * max(blocks, 1)


def without_number(title: str, found: Found) -> str:
    """Return a title without the number or marker that the page puts before every one."""
    if found.marked and (mark := _MARKED_TITLE.match(title)):
        title = title[mark.end() :]
    if found.numbered and (number := _NUMBERED_TITLE.match(title)):
        title = title[number.end() :]
    return title


def _decide(segments: Sequence[Segment]) -> None:
    # Without metadata there is nothing to learn from a first look.
    rates = Rates() if any(segment.block for segment in segments) else _UNBOUNDED
    if any(segment.blocks for segment in segments):
        rates = _ALL_BOUNDED
    for again in (True, False):
        for segment in segments:
            metadata = segment.block is not None
            segment.entries = divide(segment.items, metadata=metadata, rates=rates)
        if again:
            learned = _learned(segments)
            if learned == rates:
                break
            rates = learned
    _withdraw_strays(segments)
    for segment in segments:
        _split_overlong(segment, rates)


def _withdraw_strays(segments: Sequence[Segment]) -> None:
    """Take a line alone between an abstract and metadata for a line of that entry, where the page
    shows no entries without an abstract."""
    alone = [segment for segment in segments if segment.block and len(segment.entries) == 1]
    bare = sum(not segment.entries[0].abstract for segment in alone)
    if len(alone) < _SEVERAL or bare > _FEW_BARE * len(alone):
        return
    for segment in segments:
        if segment.block and len(segment.entries) > 1 and not segment.entries[-1].abstract:
            before = segment.entries[-2]
            if before.abstract:
                before.left_out += segment.entries.pop().title


def _split_overlong(segment: Segment, rates: Rates) -> None:
    """Look for another entry where an abstract is longer than arXiv takes any."""
    for entry in list(segment.entries):
        length = sum(segment.items[place].look.length + 1 for place in entry.abstract)
        if length <= LONGEST_ABSTRACT:
            continue
        first, last = entry.title[0], entry.abstract[-1]
        metadata = segment.block is not None and entry is segment.entries[-1]
        for bonus in _BONUSES:
            likelier = replace(rates, restart=rates.restart - bonus)
            parts = divide(segment.items[first : last + 1], metadata=metadata, rates=likelier)
            if len(parts) > 1:
                place = segment.entries.index(entry)
                segment.entries[place : place + 1] = [_moved(part, first) for part in parts]
                break


def _moved(entry: Entry, places: int) -> Entry:
    parts = (entry.title, entry.abstract, entry.left_out)
    title, abstract, left_out = ([place + places for place in part] for part in parts)
    return Entry(title, abstract, left_out)


def _learned(segments: Sequence[Segment]) -> Rates:
    """Return what the entries of a first look say of those that are irregular."""
    blocks = sum(segment.block is not None and bool(segment.entries) for segment in segments)
    if not blocks:
        return _ALL_BOUNDED if any(segment.blocks for segment in segments) else _UNBOUNDED
    entries = bare = 0
    for segment in segments:
        alone = segment.block is not None and segment.entries and not segment.entries[-1].abstract
        # Behind another entry a line alone may be a line of that entry, and says nothing.
        entries += len(segment.entries) - (1 if alone and len(segment.entries) > 1 else 0)
        bare += 1 if alone and len(segment.entries) == 1 else 0
    without = -math.log2((entries - blocks + 1) / (entries + 2))
    without_abstract = -math.log2((bare + 0.5) / (blocks + 1))
    return Rates(restart=min(8.0, without), bare=min(_BARELY_ANY, without_abstract))


def _abstract(segment: Segment, entry: Entry, lines: Sequence[Line]) -> str:
    return " ".join(lines[segment.places[place]].text for place in entry.abstract)


def _withdraw_unearned(
    segments: Sequence[Segment], lines: Sequence[Line], *, masthead: bool
) -> None:
    """Take back the entries that have neither abstract nor metadata, unless a title is what the
    rhythm of the page wants in just that place."""
    shown = [_abstract(segment, entry, lines) for segment in segments for entry in segment.entries]
    short = sum(bool(text) and line_evidence.is_short(text) for text in shown)
    usual = masthead and short > 1 and short >= len(shown) / 2
    often = Counter(shown)
    # Above the first page stands what a tool wrote, or the end of another page.
    above = not masthead and not any(segment.block for segment in segments)
    earned = 0
    unearned: list[tuple[Segment, int]] = []
    for segment in segments:
        for number, entry in enumerate(segment.entries):
            last = number == len(segment.entries) - 1
            if last and segment.block:
                word = not entry.abstract and segment.items[entry.title[0]].role is Role.WORD
                if masthead or not word:
                    earned += 1
                else:
                    unearned.append((segment, number))
                continue
            if any(
                line_evidence.looks_like_abstract(lines[segment.places[x]].text)
                for x in entry.title
            ):
                unearned.append((segment, number))
                continue
            text = _abstract(segment, entry, lines)
            advertised = often[text] >= _SEVERAL and len(text) < SHORTEST_ABSTRACT
            if (
                text
                and not advertised
                and not line_evidence.looks_like_title(text)
                and not (segment.items[entry.title[0]].tail and not usual)
                and (not above or line_evidence.looks_like_abstract(text))
                and (usual or not line_evidence.is_short(text))
            ):
                earned += 1
            else:
                unearned.append((segment, number))
    places = {(id(segment), number) for segment, number in unearned}
    for segment, number in reversed(unearned):
        neighbors = [(id(segment), number - 1), (id(segment), number + 1)]
        entry = segment.entries[number]
        alone = not places.intersection(neighbors) and not entry.abstract
        if not (alone and earned >= 2 and _is_a_title(segment, entry)):
            del segment.entries[number]


def _is_a_title(segment: Segment, entry: Entry) -> bool:
    """Say whether the words of a line alone tell that it is a title, and nothing that is left out
    stands beside it."""
    items = [segment.items[place] for place in entry.title]
    words = sum(item.look.words for item in items)
    length = sum(item.look.length for item in items)
    if words > OF_A_TITLE or not 12 <= length <= 200 or any(i.role is not Role.TEXT for i in items):
        return False
    placed = {place for each in segment.entries for place in (*each.title, *each.abstract)}
    beside = (entry.title[0] - 1, entry.title[-1] + 1)
    return all(place in placed or not 0 <= place < len(segment.items) for place in beside)
