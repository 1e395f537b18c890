"""What a heading, an item or a paragraph says of a paper beside its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from papercli.identifiers import arxiv_id, identifiers
from papercli.readers.markdown.blocks import Block
from papercli.readers.markdown.fields import (
    Entry,
    categories_in,
    date_in,
    is_id,
    merged,
    take_links,
)
from papercli.readers.markdown.inline import Piece, parse, plain
from papercli.readers.markdown.labels import field_of, is_date, is_label, is_venue_or_date
from papercli.readers.markdown.people import is_names, names
from papercli.readers.markdown.titles import word_count
from papercli.text.pattern import Pattern

_FIELD = Pattern(r"\s*(?:[-*+•>]\s+)?([^\s:：][^:：\n]{0,30}?)\s*[:：]\s*")
_CITED = Pattern(r"(?:(?<=[^\s.]{2})\.\s+|\.\s+(?=\d|doi:|arxiv:))", re.IGNORECASE)
"""Between the parts of a citation: ``Journal of Coasts. 2025-12-09. doi:10.1234/kelp``."""
_NAMED_ID = Pattern(r"(?:arxiv|doi):\S{7,200}", re.IGNORECASE)
_LONGEST_SHORT = 8
"""Words of what may be a venue or a date; more of them are running text."""
_LONGEST_LINK = 3
"""Words of the value of a link: an id and who holds it."""
_DIVIDES = frozenset("·|,;(•")
_AROUND = " \t[](){}*_,.;:|·•–—-\\"
_LEADING = Pattern(r"\A[^\w]+")
STOP = Piece("\n", stop=True)


@dataclass(slots=True)
class Line:
    """One line of a block: its pieces, and the field that it holds, if any."""

    pieces: list[Piece]
    name: str | None = None
    value: list[Piece] = field(default_factory=list)
    end: Piece = field(default_factory=lambda: STOP)
    """What ended it; bold where bold words go on in the next line."""
    offset: int = 0
    """How many lines of the file after the first of its block."""


def lines_of(block: Block, references: dict[str, str]) -> list[Line]:
    """The lines of a block, with the fields that they hold: ``**Authors**: A. One, B. Two``."""
    lines: list[Line] = []
    current: list[Piece] = []
    offset = 0
    for piece in [*parse(block.text, references), STOP]:
        if piece.stop:
            lines.append(_line(current))
            lines[-1].end, lines[-1].offset = piece, offset
            current = []
            offset += piece.text == STOP.text
        else:
            current.append(piece)
    return lines


def _line(pieces: list[Piece]) -> Line:
    text = "".join([piece.text for piece in pieces[:4]])
    found = _FIELD.match(text)
    if not found or (name := field_of(_LEADING.sub("", found[1]).strip("*_ []-•"))) is None:
        return Line(pieces)
    rest, value = found.end(), []
    for piece in pieces:
        if rest >= len(piece.text) > 0:
            rest -= len(piece.text)
            if piece.url:
                return Line(pieces)
            continue
        text, rest = piece.text[rest:], 0
        kept = Piece(text, piece.url, piece.bold, piece.italic, piece.code, piece.stop, piece.image)
        value.append(kept)
    if name == "link" and word_count(plain(value)) > _LONGEST_LINK and not _is_noted(value):
        return Line(pieces)  # arXiv:2409.10594 and the title
    return Line(pieces, name, value)


def _is_noted(value: list[Piece]) -> bool:
    """Whether what stands behind an id that is a link is told of its paper: who, where or when."""
    first, *rest = [piece for piece in value if piece.text.strip()]
    if not (first.url and (is_id(first.text) or is_label(first.text))):
        return False
    return plain(rest)[:1] in _DIVIDES


def take_rest(entry: Entry, pieces: list[Piece], problems: list[tuple[int, str]]) -> None:
    """Take authors, venue, date and running text from what stands behind a title."""
    runs: list[str] = [""]
    italic = False
    for piece in pieces:
        if piece.url or piece.image or piece.stop or piece.italic != italic:
            runs.append("")
        italic = piece.italic
        if not (piece.url or piece.image or piece.stop):
            runs[-1] += piece.text
    for run in runs:
        bare = run.strip(_AROUND)
        if not bare:
            continue
        people, comma, last = bare.rpartition(",")
        if comma and is_names(people) and is_venue_or_date(last):
            _take_short(entry, people)
            _take_short(entry, last.strip(_AROUND))
        elif any(map(_is_told, parts := _CITED.split(run.strip(" \t\n.")))):
            for part in parts:
                _take_part(entry, part)
        elif word_count(bare) > _LONGEST_SHORT and not is_names(bare):
            entry.prose = entry.prose or ("" if _may_be_names(bare) else bare)
        else:
            _take_short(entry, bare)


def _may_be_names(text: str) -> bool:
    """Whether a text looks like a list of names, though not all of them are such for sure."""
    parts = [part.strip() for part in text.split(",")]
    return len(parts) > 2 and all(part[:1].isupper() and word_count(part) < 6 for part in parts)


def _is_told(part: str) -> bool:
    """Whether a part of a citation is a date or an identifier, as no sentence is."""
    return is_date(part) or _NAMED_ID.fullmatch(part) is not None


def _take_part(entry: Entry, part: str) -> None:
    if _NAMED_ID.fullmatch(part) is None:
        _take_short(entry, part.strip(_AROUND))
    elif entry.identified:  # what has no other may be about the paper of that id
        entry.ids = merged(entry.ids, identifiers(part))


def _take_short(entry: Entry, bare: str) -> None:
    if is_names(bare):
        if entry.authors is None:
            entry.authors, _ = names(bare)
        return
    if entry.venue is None and is_venue_or_date(bare) and not is_date(bare):
        entry.venue = bare
    if entry.published is None and is_date(bare):
        try:
            entry.published = date_in(bare)
        except ValueError:
            return


def take_fields(entry: Entry, fields: list[Line], problems: list[tuple[int, str]]) -> None:
    """Take the fields of lines; the first of a name holds."""
    for line in fields:
        if line.name and line.name != "title":
            take_field(entry, line.name, plain(line.value), line.value, problems)


def take_field(
    entry: Entry, name: str, text: str, pieces: list[Piece], problems: list[tuple[int, str]]
) -> None:
    """Take one field; the first of a name holds."""
    if name == "authors" and entry.authors is None:
        entry.authors, entry.author_count = names(text)
        entry.authors = entry.authors or None
    elif name in {"abstract", "summary", "venue"} and getattr(entry, name) is None:
        setattr(entry, name, text or None)
    elif name == "date" and entry.published is None:
        try:
            entry.published = date_in(text)
        except ValueError:
            problems.append((entry.index, f"no calendar has {text[:40]!r}"))
    elif name == "categories" and entry.categories is None:
        entry.categories = categories_in(text)
    elif name == "upvotes" and text.isdecimal() and len(text) < 10:
        entry.upvotes = int(text)
    elif name in {"link", "code"}:
        for piece in pieces:
            if piece.url and name == "link":
                piece.text = "paper"
        take_links(entry, None, pieces)
        if not entry.identified and (ids := bare_ids(pieces)):
            entry.ids = merged(entry.ids, identifiers(ids[0]))


def bare_ids(pieces: list[Piece]) -> list[str]:
    """The arXiv ids in addresses and among the words of pieces, each once."""
    found: dict[str, None] = {}
    for piece in pieces:
        for text in (piece.url or "", *piece.text.split()):
            if one := arxiv_id(text.strip(" ,;.()[]`")):
                found[one.id] = None
    return list(found)
