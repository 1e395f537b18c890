"""The lines between two metadata blocks, and how likely each begins, goes on or ends something."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from papercli.named_tuples import NamedTuple
from papercli.readers.hf_blocks import Block
from papercli.readers.layout import Entry, Item, Role
from papercli.readers.line_evidence import (
    OF_A_TITLE,
    SHORTEST_ABSTRACT,
    ends_sentence,
    look_at,
)
from papercli.readers.lines import Line
from papercli.readers.wrapping import Break, fits

_LONG = 200
_SLACK, _FULL = 8, 0.75
"""Columns that even a ragged margin does not leave; the share of the width that a full line has."""
_FEW_EARLY = 0.15
"""Of the line ends within paragraphs, those before which the next word would have fitted."""
_HEADING = -6.0
_BY_PLACE = 20.0
"""Bits for a title before metadata that abstracts follow, and for the abstract."""
_SEVERAL, _NEARLY_ALL = 3, 0.9


@dataclass(slots=True)
class Segment:
    """The lines between two blocks and what became of them."""

    start: int
    end: int
    block: Block | None
    places: list[int] = field(default_factory=list)
    """Positions of its lines that are no furniture."""
    items: list[Item] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    """Those that stand within it, each behind a title."""


class Spacing(NamedTuple):
    """What blank lines tell."""

    paragraphs: bool
    """Whether they set paragraphs apart, rather than stand in one place by accident."""
    lacking: bool = False
    """Whether one lacks where a line of a wrapped text ends early, as few do."""


def spacing(
    lines: Sequence[Line], segments: Sequence[Segment], roles: dict[int, Role], width: int | None
) -> Spacing:
    """Return what blank lines tell of the segments."""
    blanks = crowded = breaks = early = 0
    for segment in segments:
        for before, position in pairwise(segment.places):
            if position != before + 1 or Role.WORD in {roles[before], roles[position]}:
                continue
            line = lines[position]
            if line.gap:
                blanks += 1
            elif width:
                # The second line of a title is no paragraph of its own.
                full = line.width >= _FULL * width
                short = fits(lines[before], line, width - _SLACK)
                crowded += full and short
                early += short
                breaks += 1
            else:
                crowded += len(line.text) >= _LONG
    paragraphs = blanks > 0 and crowded <= (blanks / 2 if width else blanks)
    return Spacing(paragraphs, paragraphs and 0 < early <= _FEW_EARLY * breaks)


def fill(
    segment: Segment,
    lines: Sequence[Line],
    roles: dict[int, Role],
    width: int | None,
    blanks: Spacing,
    *,
    plain_lists: bool,
    behind: Set[int] = frozenset(),
) -> None:
    """Make the segment's items; ``behind`` are the first lines behind metadata that stand within
    the segment, where titles end and abstracts begin."""
    before = None
    for position in segment.places:
        line = lines[position]
        stop = Break.BLANK
        gaps = [
            each.gap for each in lines[position if before is None else before + 1 : position + 1]
        ]
        if any(gaps) and len(gaps) > 1 and width:
            stop = Break.PAGE
        elif before is not None and not any(gaps) and position not in behind:
            if blanks.paragraphs and width is None:
                stop = Break.HARD if _leads_to(lines[before], line) else Break.JOIN
            elif blanks.paragraphs and width:
                early = blanks.lacking and _is_early(lines[before], line, width)
                stop = Break.HARD if early else Break.JOIN
            elif width:
                stop = Break.HARD if fits(lines[before], line, width) else Break.SOFT
        if before is not None and Role.FOREIGN in (roles[before], roles[position]):
            stop = stop if roles[before] is roles[position] else Break.BLANK
        look = look_at(line.text)
        if line.heading:
            look = replace(look, words=look.words + _HEADING, list_item=False)
        elif plain_lists and look.list_item and look.weight(look.length) < 0:
            look = replace(look, list_item=False)
        if position in behind and segment.items:
            stop = Break.BLANK
            title = segment.items[-1]
            title.look = replace(title.look, words=title.look.words - _BY_PLACE)
            look = replace(look, words=look.words + _BY_PLACE)
        early = width is not None and before is not None and fits(lines[before], line, width)
        segment.items.append(Item(look, roles[position], stop, early))
        before = position
    if width is None or blanks.paragraphs:
        _measure(segment.items)


def with_inner_blocks(segments: Sequence[Segment], lines: Sequence[Line]) -> list[Segment]:
    """Return one segment where the metadata of an entry stands between its title and its abstract:
    what follows each block is more of an abstract than what leads up to the next."""
    filled = [segment.places for segment in segments]
    if len(segments) <= _SEVERAL or not all(filled[:1] + filled[-1:]):
        return list(segments)
    inner = sum(_ends_in_a_title(places, lines) for places in filled[1:-1])
    ends = _weight(lines[filled[0][-1]]) < _weight(lines[filled[-1][0]])
    if not ends or inner < _NEARLY_ALL * (len(segments) - 2):
        return list(segments)
    whole = Segment(segments[0].start, segments[-1].end, None)
    whole.places = [place for places in filled for place in places]
    whole.blocks = [segment.block for segment in segments if segment.block]
    return [whole]


def _ends_in_a_title(places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Say whether lines are an abstract and one that is more of a title."""
    text = sum(len(lines[place].text) for place in places[:-1])
    return text >= SHORTEST_ABSTRACT and _weight(lines[places[0]]) > _weight(lines[places[-1]])


def _leads_to(title: Line, line: Line) -> bool:
    """Say whether a line in a text that is not wrapped may be the title of a long one."""
    if len(line.text) < _LONG or len(title.text) >= SHORTEST_ABSTRACT:
        return False
    if line.text[0].islower():
        return False  # "T", a large letter, and "he cache"
    return _weight(title) < 0 or not ends_sentence(title.text)


def _is_early(before: Line, line: Line, width: int) -> bool:
    """Say whether a blank line may be missing: the line before ended early, and it is not the end
    of a sentence, as titles are not, or the next one has the words of a title."""
    if line.text[:1].islower():
        return False
    if not fits(before, line, width - _SLACK):
        return ends_sentence(before.text) and look_at(line.text).words <= OF_A_TITLE
    return not ends_sentence(before.text) or look_at(line.text).words < 0


def _weight(line: Line) -> float:
    return look_at(line.text).weight(0)


def mark_tail(segments: Sequence[Segment]) -> None:
    """Mark what stands behind the last metadata and the last long paragraph of a page."""
    items = segments[-1].items
    last = max(
        (x for x, item in enumerate(items) if item.paragraph >= SHORTEST_ABSTRACT), default=-1
    )
    after = range(last + 1, len(items))
    start = next((x for x in after if items[x].stop is Break.BLANK), len(items))
    if last < 0:
        start = 0 if len(segments) > 1 else len(items)
    for item in items[start:]:
        item.tail = True


def _measure(items: list[Item]) -> None:
    """Note for each line the length of its paragraph from there on."""
    length = 0
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        joined = place + 1 < len(items) and items[place + 1].stop is Break.JOIN
        length = item.look.length + (1 + length if joined else 0)
        item.paragraph = length
