"""The papers of headings, list items and paragraphs.

A block that names a paper begins an entry; blocks behind it that hold fields of a paper or links by
their labels alone belong to it: lines of an item, items below it, paragraphs below a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from papercli.identifiers import identifiers
from papercli.readers.markdown.blocks import Block, Kind
from papercli.readers.markdown.details import (
    Line,
    bare_ids,
    lines_of,
    take_field,
    take_fields,
    take_rest,
)
from papercli.readers.markdown.fields import Entry, is_id, merged, take_links
from papercli.readers.markdown.inline import Piece, plain
from papercli.readers.markdown.labels import field_of, is_label, is_paper_label, is_venue_or_date
from papercli.readers.markdown.naming import called, identified, named, titled
from papercli.readers.markdown.people import is_name, is_names
from papercli.readers.markdown.titles import (
    NICKNAME_WORDS,
    cleaned,
    is_capitalized,
    is_title,
    word_count,
)
from papercli.text.pattern import Pattern

_AROUND = " \t|()[]{}*_,.;:·•👥✍️"
_LETTERS = Pattern(r"[\W_]+")
_NUMBER = Pattern(r"\d{4}\.\d{4}|arxiv|doi", re.IGNORECASE)


@dataclass(slots=True)
class Reader:
    """Takes the blocks of a file in order."""

    references: dict[str, str]
    entries: list[Entry] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    open: Entry | None = None
    """The entry that blocks may still belong to."""
    level: int = 0
    """Of the heading that began it, or how far its item is indented."""
    kind: Kind = Kind.RULE
    awaited: str | None = None
    """The field that the next paragraph holds: the heading before was its name."""

    def take(self, block: Block) -> None:
        """Take one block that is no row of a table."""
        if block.kind is Kind.RULE:
            self.open, self.awaited = None, None
            return
        lines = [
            line
            for line in lines_of(block, self.references)
            if plain(line.pieces) or any(piece.url for piece in line.pieces)
        ]
        if block.kind is Kind.HEADING:
            self._take_heading(block, lines)
        elif self.awaited and self.open and block.kind is Kind.TEXT:
            text = "\n".join(plain(line.pieces) for line in lines)
            take_field(self.open, self.awaited, text, [], self.problems)
            self.awaited = None
        else:
            for part in _parts(block, lines):
                self._take_part(block, *part)

    def _take_heading(self, block: Block, lines: list[Line]) -> None:
        text = plain([piece for line in lines for piece in line.pieces])
        role = field_of(text)
        if self.open and role and (self.kind is not Kind.HEADING or block.level > self.level):
            self.awaited = role if role in {"abstract", "summary"} else None
            return
        self.open = self.awaited = None
        pieces = [piece for line in lines for piece in line.pieces]
        entry = named(block.index, pieces)
        if entry is None:
            return
        entry.group = ("heading", entry.group)
        self._begin(entry, block)

    def _take_part(self, block: Block, offset: int, lines: list[Line]) -> None:
        """Take lines that are of one paper: a new one, or the one that is open."""
        free = [piece for line in lines if line.name is None for piece in [*line.pieces, line.end]]
        fields = [line for line in lines if line.name is not None]
        index = block.index + offset
        several = titled(free)
        if len(several) > 1:
            for piece in several:
                one = Entry(index, cleaned(piece.text), ("link",))
                take_links(one, piece, [])
                self._begin(one, block)
            return
        label = next((line for line in fields if line.name == "title"), None)
        if label is not None:
            entry = called(index, label)
        else:
            linked = any(line.name == "link" for line in fields)
            may_name = block.kind is Kind.ITEM or linked or _may_name(free)
            entry = named(index, free) if may_name else None
        if entry is not None and label is None and self._belongs(block, entry, free):
            entry = None
        if self.open and entry is not None and self._is_author(block, entry):
            take_links(self.open, None, free)
            self.open.authors = self.open.authors or (entry.name,)
            take_fields(self.open, fields, self.problems)
            return
        if entry is None:
            self._add(block, index, free, fields)
            return
        take_fields(entry, fields, self.problems)
        self._begin(entry, block)

    def _begin(self, entry: Entry, block: Block) -> None:
        self.entries.append(entry)
        self.open, self.level, self.kind = entry, block.level, block.kind

    def _belongs(self, block: Block, entry: Entry, free: list[Piece]) -> bool:
        """Whether what reads like a name is said of the entry that is open."""
        if self.open is None or entry.placed or not self._is_below(block):
            return False
        if self.kind is Kind.HEADING and not self.open.placed:
            return False
        return not any(is_paper_label(piece.text) for piece in free if piece.url)

    def _is_author(self, block: Block, entry: Entry) -> bool:
        """Whether the name of an entry is that of whoever wrote the paper of the heading directly
        above, whose links stand behind it. A list below a heading may begin with a title that reads
        like a name."""
        if self.open is None or self.kind is not Kind.HEADING or self.open.identified:
            return False
        if block.kind is not Kind.TEXT or entry.index != self.open.index + 1:
            return False
        return entry.placed and entry.group == ("before",) and is_name(entry.name, single=False)

    def _is_below(self, block: Block) -> bool:
        if self.kind is Kind.HEADING:
            return True
        if self.kind is Kind.ITEM:
            return block.kind is Kind.ITEM and block.level > self.level
        return False

    def _add(self, block: Block, index: int, free: list[Piece], fields: list[Line]) -> None:
        """Add what is said of a paper without naming it to the entry that is open."""
        bare = _only_labels(free)
        ids = bare_ids(free) if bare else []
        for line in fields:
            ids += bare_ids(line.value) if line.name == "link" else []
        fits = self.open is not None and (
            not self.open.ids.arxiv_id or not ids or self.open.ids.arxiv_id in ids
        )
        only = fields and not any(piece.text.strip() for piece in free)
        if self.open is not None and fits and (bare or only or self._is_below(block)):
            if bare:
                take_links(self.open, None, free)
                take_rest(self.open, free, self.problems)
            elif self.kind is Kind.HEADING and (title := _long_form(self.open.name, free)):
                self.open.name = title
            elif not any(piece.url for piece in free):
                take_rest(self.open, free, self.problems)
            take_fields(self.open, fields, self.problems)
            return
        if (bare and ids) or (fields and ids):
            entry = Entry(index, group=("bare",))
            take_links(entry, None, free)
            if ids and not entry.ids.arxiv_id:
                entry.ids = merged(entry.ids, identifiers(ids[0]))
            take_fields(entry, fields, self.problems)
            if len(set(ids)) == 1:
                self._begin(entry, block)


def _parts(block: Block, lines: list[Line]) -> list[tuple[int, list[Line]]]:
    """The lines of a block by the papers that they are of: each line by itself where several of
    them name one, all together otherwise."""
    titled = [place for place, line in enumerate(lines) if line.name == "title"]
    if len(titled) > 1:
        starts = titled if titled[0] == 0 else [0, *titled]
        ends = [*starts[1:], len(lines)]
        parts = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
        return [(part[0].offset, part) for part in parts]
    if block.kind is Kind.TEXT and len(lines) > 1:
        parts = _bold_parts(lines)
        if len(parts) > 1:
            return [(part[0].offset, part) for part in parts]
        full = [line for line in lines if line.name is None and _stands_alone(line.pieces)]
        if len(full) > 1:
            return [(line.offset, [line]) for line in lines]
    return [(lines[titled[0]].offset if titled else 0, lines)]


def _bold_parts(lines: list[Line]) -> list[list[Line]]:
    """The lines divided before a bold title, where a paper was named since the one before, or names
    stand below both: else a bold line is an award of it, or what is said of it."""
    parts: list[list[Line]] = []
    named, people = _is_bold_title(lines[0].pieces), False
    for at, line in enumerate(lines):
        below = at + 1 < len(lines) and is_names(plain(lines[at + 1].pieces))
        if (named or (people and below)) and _is_bold_title(line.pieces):
            parts.append([])
            named, people = False, below
        if not parts:
            return []
        parts[-1].append(line)
        named = named or any(identified(one) or is_id(one.text) for one in line.pieces)
    return parts


def _is_bold_title(pieces: list[Piece]) -> bool:
    """Whether a line is bold from its first word to its last, as long as titles are, and neither
    names nor a venue."""
    if not all(piece.bold or not piece.text.strip() for piece in pieces):
        return False
    text = plain(pieces).strip()
    return word_count(text) > NICKNAME_WORDS and not (is_names(text) or is_venue_or_date(text))


def _may_name(pieces: list[Piece]) -> bool:
    """Whether a paragraph may name a paper: a quick look."""
    return any(piece.url or piece.bold or _NUMBER.search(piece.text, 0) for piece in pieces)


def _stands_alone(pieces: list[Piece]) -> bool:
    if not _may_name(pieces):
        return False
    entry = named(0, pieces)
    return entry is not None and entry.placed


def _only_labels(pieces: list[Piece]) -> bool:
    """Whether there are links by their labels alone, or bare ids, and nothing that is said."""
    if not any(piece.url or piece.code or is_id(piece.text) for piece in pieces):
        return False
    for piece in pieces:
        text = piece.text.strip()
        if piece.stop or piece.image or not any(map(str.isalnum, text)):
            continue
        if not (is_label(text) or is_id(text) or _is_told(text.strip(_AROUND))):
            return False
    return True


def _is_told(text: str) -> bool:
    """Whether a text says who wrote something, and perhaps where: ``Moreau et al. CVPR 2023``."""
    if is_names(text):
        return True
    people, found, where = text.partition(" et al")
    shown = where.strip(" .,()")
    return bool(found) and is_names(f"{people} et al.") and is_venue_or_date(shown)


def _long_form(nickname: str, pieces: list[Piece]) -> str:
    """The title that begins with the nickname above it: ``FCOS``, ``FCOS: Fully ...``."""
    text = cleaned(plain(pieces))
    short, long = (_LETTERS.sub("", one.lower()) for one in (nickname, text))
    whole = bool(short) and long.startswith(short) and is_title(text) and is_capitalized(text)
    return text if whole and word_count(text) > NICKNAME_WORDS else ""
