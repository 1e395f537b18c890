"""The metadata blocks of a page: where they begin and end, and what they say.

A block is a count of authors or an organization, a sign and a date, in one line or several, in that
order; any part may be missing. What is nearly such a line and cannot be read belongs to its block,
too, so that it still bounds its entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from papercli.readers.hf_dates import COUNT, Shown, is_nearly_date, read_count, read_date
from papercli.readers.hf_furniture import is_furniture
from papercli.readers.hf_metadata import (
    AUTHOR_WORDS,
    Head,
    has_mark,
    is_nearly_authors,
    is_number,
    is_sign,
    read_authors,
    read_comments,
    read_organization,
    read_organization_date,
    read_parts,
    resembles,
    without_mark,
)
from papercli.readers.line_evidence import ends_sentence, look_at
from papercli.readers.lines import Line
from papercli.readers.wrapping import fits

_COUNTED = re.compile(rf"[^\w\s]\s*(?:[^\W\d_][^\d]{{0,20}}\s)?({COUNT})\s+[^\W\d_][^\d]{{0,30}}")
_DOTS = ("·", "∙", "⋅", "‧")
_SEVERAL = 3
_LONGEST_STATUS, _LONGEST_TRANSLATION, _LONGEST_UNREAD = 40, 24, 60


@dataclass(slots=True)
class Block:
    """One metadata block: lines ``start`` to ``end``, the latter excluded."""

    start: int
    end: int
    head: Head | None = None
    date: Shown | None = None
    sign: bool = False
    """Whether the dot stands before the date, or a mark beside the count of authors."""
    upvotes: int | None = None
    unread: list[int] = field(default_factory=list)
    """Lines that are nearly metadata and cannot be read."""


def find_blocks(lines: Sequence[Line], width: int | None) -> list[Block]:
    """Return the blocks among the lines, in order."""
    finder = _Finder(lines, width)
    blocks: list[Block] = []
    position = floor = 0
    while position < len(lines):
        block = finder.block_at(position, floor)
        if block:
            blocks.append(block)
            position = floor = block.end
        else:
            position += 1
    _read_counts(blocks, lines)
    return blocks


def _read_counts(blocks: Sequence[Block], lines: Sequence[Line]) -> None:
    """Read ``• 4 autorów`` in any language, where most blocks that say neither count nor
    organization begin so: what is counted there are the authors."""
    headless = [block for block in blocks if block.head is None]
    found = [
        (block, match)
        for block in headless
        if block.start in block.unread and (match := _COUNTED.fullmatch(lines[block.start].plain))
    ]
    if len(found) >= _SEVERAL and len(found) > len(headless) / 2:
        for block, match in found:
            block.head = Head(read_count(match[1]))
            block.unread.remove(block.start)


class _Finder:
    def __init__(self, lines: Sequence[Line], width: int | None) -> None:
        self._lines, self._end, self._width = lines, len(lines), width

    def _plain(self, position: int) -> str:
        return self._lines[position].plain if position < self._end else ""

    def block_at(self, position: int, floor: int) -> Block | None:
        """Return the block that the line is the first telling line of, if any."""
        plain = self._plain(position)
        if len(plain) > 220:
            return None
        if parts := read_parts(plain):
            block = Block(position, position + 1, parts.head, parts.date, sign=True)
            block.upvotes = parts.upvotes
            block.unread += [position] if parts.date is None else []
            return self._with_translation(block)
        word = plain.casefold()
        if any(name in word for name in AUTHOR_WORDS) or is_nearly_authors(plain):
            named = self._by_authors(position, floor)
            if named:
                return named
        if is_sign(plain):
            return self._by_sign(position, floor)
        shown = read_date(plain)
        if shown:
            return self._by_date(position, floor, shown)
        found = read_organization_date(plain)
        if found is None:
            return None
        head, date = found
        block = Block(position, position + 1, head, date, sign=True)
        if head is None:
            self._add_head(block, floor)
        return self._with_translation(block)

    def _by_authors(self, position: int, floor: int) -> Block | None:
        plain = self._plain(position)
        authors = read_authors(plain)
        if authors is None and not is_nearly_authors(plain):
            return None
        block = Block(position, position + 1)
        before = position > floor and is_sign(self._plain(position - 1))
        if authors:
            block.head, block.date = Head(authors.number), authors.date
            block.sign = authors.date is not None and authors.dotted
        else:
            block.unread.append(position)
        if block.date is None:
            self._add_date(block)
        if block.date is None and position > floor and authors:
            block.date = read_date(self._plain(position - 1))
            block.start -= block.date is not None
        if not (block.date or block.sign or before or has_mark(plain)):
            following = self._plain(block.end)
            # "4 authors" may be a title, too: then its abstract follows.
            if position == floor or look_at(following).weight(len(following)) > 0:
                return None
        while block.start > floor and is_sign(self._plain(block.start - 1)):
            block.start -= 1
            block.sign = True
        return self._with_translation(block)

    def _by_sign(self, position: int, floor: int) -> Block | None:
        after = self._plain(position + 1)
        date = read_date(after) or read_date(without_mark(after))
        block = Block(position, position + 2, None, date, sign=True)
        if date is None:
            if not self._is_dot(position, floor):
                return None
            if is_nearly_date(after) or self._is_status(position + 1):
                block.unread.append(position + 1)
            else:
                block.end = position + 1
        self._add_head(block, floor)
        return self._with_translation(block)

    def _is_dot(self, position: int, floor: int) -> bool:
        """Say whether a sign without a date is the dot of a block, not a mark for no votes."""
        known = any(sign in self._plain(position) for sign in _DOTS)
        after = self._plain(position + 1)
        if is_nearly_date(after):
            return True
        return known and not read_authors(after) and not is_nearly_authors(after)

    def _is_status(self, position: int) -> bool:
        """Say whether a line is a short one of its own, set off from what follows."""
        if position >= self._end or self._lines[position].gap:
            return False
        alone = position + 1 >= self._end or self._lines[position + 1].gap > 0
        return alone and len(self._plain(position)) <= _LONGEST_STATUS

    def _by_date(self, position: int, floor: int, shown: Shown) -> Block | None:
        block = Block(position, position + 1, None, shown)
        if self._lines[position].heading and not shown.said:
            return None  # what follows is of that day
        if self._add_organization(block, floor, certain=True) or shown.said:
            return self._with_translation(block)
        if position - floor < 2 or is_sign(self._plain(position - 1)):
            return None
        # A date alone ends an entry where an abstract precedes it and none follows.
        following = self._plain(position + 1)
        before = self._plain(position - 1)
        abstract = look_at(before).weight(len(before)) > 0 or ends_sentence(before)
        title = not following or look_at(following).weight(0) <= 0
        if abstract and title and not is_furniture(before):
            return self._with_translation(block)
        return None

    def _add_date(self, block: Block) -> None:
        """Look for the sign and the date behind a count of authors."""
        position = block.end
        if self._is_translation(position):
            position += 1
        plain = self._plain(position)
        if is_sign(plain):
            after = self._plain(position + 1)
            date = read_date(after) or read_date(without_mark(after))
            block.end, block.sign = position + 1, True
            if date:
                block.end, block.date = position + 2, date
            elif is_nearly_date(self._plain(position + 1)) or self._is_status(position + 1):
                block.unread.append(position + 1)
                block.end = position + 2
            return
        found = read_organization_date(plain) if plain else None
        if found and found[0] is None:
            block.end, block.date, block.sign = position + 1, found[1], True
        elif date := read_date(plain):
            following = self._plain(position + 1)
            if not (self._lines[position].gap and look_at(following).weight(len(following)) > 0):
                block.end, block.date = position + 1, date
        elif is_nearly_date(plain):
            block.unread.append(position)
            block.end = position + 1

    def _add_head(self, block: Block, floor: int) -> None:
        """Look for the organization before the sign, or for a count that cannot be read."""
        if block.start > floor and is_sign(self._plain(block.start - 1)):
            block.start -= 1
        before = block.start - 1
        if before < floor or self._add_organization(block, floor):
            return
        plain = self._plain(before)
        near = has_mark(plain) and any(map(str.isdigit, plain)) and not ends_sentence(plain)
        if is_nearly_authors(plain) or (near and len(plain) <= _LONGEST_UNREAD):
            block.start = before
            block.unread.append(before)

    def _add_organization(self, block: Block, floor: int, *, certain: bool = False) -> bool:
        before = block.start - 1
        # Only a title can be all there is: "Deep Learning" would pass for an organization.
        if before - 1 < floor or not any(
            not self._is_trifle(position) for position in range(max(floor, before - 3), before)
        ):
            return False
        head = read_organization(self._plain(before))
        if head is None or head.organization is None or is_furniture(self._plain(before)):
            return False
        if not resembles(head.organization):
            line, previous = self._lines[before], self._lines[before - 1]
            apart = line.gap > 0
            if not apart and self._width:
                apart = fits(previous, line, self._width) and ends_sentence(previous.text)
            elif not apart:
                apart = ends_sentence(previous.text)
            if certain or not apart:
                return False
        block.start, block.head = before, head
        return True

    def _is_trifle(self, position: int) -> bool:
        plain = self._plain(position)
        return is_number(plain) or is_sign(plain) or is_furniture(plain)

    def _apart(self, position: int) -> bool:
        return position >= self._end or self._lines[position].gap > 0

    def _add_head_behind(self, block: Block) -> int:
        """Look for what a page shows behind a date: a count of authors, an organization."""
        plain = self._plain(block.end)
        dotted = self._plain(block.end - 1) in _DOTS and self._apart(block.end + 1)
        authors, found = read_authors(plain), read_organization(plain) if dotted else None
        if authors and authors.date is None:
            block.head = Head(authors.number)
        elif found and found.organization and resembles(found.organization):
            block.head = found
        block.end += block.head is not None
        return block.end

    def _is_translation(self, position: int) -> bool:
        plain = self._plain(position)
        letters = re.sub(r"[\W\d_]", "", plain)
        foreign = bool(letters) and not letters.isascii() and ord(max(letters)) > 0x370
        return foreign and len(plain) <= _LONGEST_TRANSLATION and not is_sign(plain)

    def _with_translation(self, block: Block) -> Block:
        """Take the translation of the date with the block, and comments that are named so."""
        position = block.end
        if block.date and self._plain(position) in _DOTS and not self._lines[position].gap:
            block.end = position = position + 1  # before a number of votes, or of authors
        if block.date and block.head is None and not self._apart(position):
            position = self._add_head_behind(block)
        if position < self._end and block.date and not block.date.counted:
            comments = read_comments(self._plain(position))
            if comments is not None:
                block.date = block.date._replace(comments=comments, counted=True)
                block.end += 1
                return block
        if position < self._end and not self._lines[position].gap and block.date:
            plain = self._plain(position)
            if self._is_translation(position) and any(map(str.isdigit, plain)):
                block.end += 1
        return block
