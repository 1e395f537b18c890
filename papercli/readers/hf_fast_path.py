"""Pages of the regular shape, read straight away.

Nearly every digest is a masthead, a date, and entries of a title, a blank line, an abstract in one
line and, for most, three lines of metadata. A file that departs from it anywhere is left to the
readers of pages in any shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.readers.hf_affix_signs import may_have_affixes
from papercli.readers.hf_dates import Shown, read_date
from papercli.readers.hf_metadata import SEPARATOR, Head, read_head
from papercli.readers.labels import is_labeled
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.usual_identifiers import ArxivId

_INBOX = (
    "Get trending papers in your email inbox!",
    "Get trending papers in your email inbox once a day!",
)
_FIRST = "new"
_MASTHEAD = frozenset(
    (*_INBOX, _FIRST, "Subscribe", "Daily Papers", "byAK and the research community")
)
_ABSTRACT, _SHORT_ABSTRACT = range(200, 100_000), range(120, 200)
_TITLE, _LONGEST_TITLE = range(1, 300), 165
_DRESSED = frozenset("#*_[>-+•·`|~=!")
_NO_PARAGRAPH = -2.5
"""Bits at which the words of a line tell a title, not a paragraph between others: of 136,656
sentences of abstracts in hf_daily and c100000 with fewer letters than a title may have, 50 do."""
_QUOTED = frozenset('"“„«»‘「『')
_NUMBERED = Pattern(r"[0-9]{1,4}[.)\]:]\s")


class Metadata(NamedTuple):
    """One metadata block: lines ``start`` to ``end`` of the file, the latter excluded."""

    start: int
    end: int
    head: Head | None = None
    date: Shown | None = None


class Row:
    """One entry; ``line`` is the index of its title's line."""

    __slots__ = (
        *("line", "title", "abstract", "metadata"),
        *("comments", "upvotes", "authors", "arxiv"),
    )

    def __init__(self, line: int, title: str, abstract: str | None) -> None:
        self.line = line
        self.title = title
        self.abstract = abstract
        self.metadata: Metadata | None = None
        self.comments: int | None = None
        self.upvotes: int | None = None
        self.authors: tuple[str, ...] | None = None
        self.arxiv: ArxivId | None = None


class Page(NamedTuple):
    """One digest: its first line, its date and the line it stands in, its own text, its entries."""

    start: int
    date: Shown | None
    date_line: int
    text: list[str]
    rows: list[Row]


def read_regular(lines: list[str]) -> list[Page] | None:
    """Return the digests of a file whose ``lines``, stripped, are of the regular shape, or None."""
    pages: list[Page] = []
    place, end = _skip(lines, 0), len(lines)
    while place < end:
        start = place
        seen = False
        while place < end and (not lines[place] or lines[place] in _MASTHEAD):
            seen = seen or lines[place] in _INBOX
            place += 1
        date = read_date(lines[place]) if place < end else None
        if not seen or date is None or date.counted or not date.possible:
            return None
        date_line = place
        rows, place = _entries(lines, place + 1)
        if not rows or (place < end and lines[place] != _FIRST and lines[place] not in _INBOX):
            return None
        if may_have_affixes([row.title for row in rows]) or may_have_affixes(
            [row.abstract for row in rows if row.abstract]
        ):
            return None
        if not any(row.metadata for row in rows) and any("author" in row.title for row in rows):
            return None  # metadata may stand behind the titles
        text = [line for line in lines[start:place] if line]
        pages.append(Page(start, date, date_line, text, rows))
    return pages


def _entries(lines: list[str], place: int) -> tuple[list[Row], int]:
    """Return the entries from a place on, and the first line that is none of them."""
    rows: list[Row] = []
    end = len(lines)
    bounded = True
    while (place := _skip(lines, place)) + 2 < end:
        title, abstract = lines[place], lines[place + 2]
        if lines[place + 1] or len(title) not in _TITLE:
            break
        if len(abstract) not in _ABSTRACT and not (bounded and _is_short(abstract, lines, place)):
            break
        dressed = title[0] in _DRESSED or abstract[0] in _DRESSED or title[-1] in "#*_`"
        dressed = dressed or is_labeled(title, abstract)
        dressed = dressed or (abstract[0] in _QUOTED and title[0] in _QUOTED)
        if (
            dressed
            or (title[0].isdigit() and _NUMBERED.match(title))
            or (place + 3 < end and lines[place + 3])
        ):
            return [], place
        if not bounded and _goes_on(rows[-1].abstract, title):
            return [], place
        row = Row(place, title, abstract)
        rows.append(row)
        bounded = False
        following = place + 3
        if _is_metadata(lines, place + 4):
            head, date = read_head(lines[place + 4]), read_date(lines[place + 6])
            regular = head and date and date.possible and not date.said
            if not regular or (place + 7 < end and lines[place + 7]):
                return [], place
            row.metadata = Metadata(place + 4, place + 7, head, date)
            row.comments = date.comments if date else None
            bounded = True
            following = place + 7
        place = following
    return rows, place


def _goes_on(abstract: str | None, line: str) -> bool:
    """Say whether a line behind an entry without metadata may be a paragraph of its abstract, or
    the line of its abstract may hold metadata."""
    abstract = abstract or ""
    if len(line) >= _LONGEST_TITLE:
        return True
    if abstract[-1:].isdigit() and (SEPARATOR in abstract or "author" in abstract):
        return True
    if line[-1] in ".:;," and not line.endswith("..."):
        from papercli.readers.line_evidence import look_at  # few pages need it

        return look_at(line).words > _NO_PARAGRAPH
    return line[0].islower() and not _ends_sentence(abstract)


def _is_short(abstract: str, lines: list[str], place: int) -> bool:
    """Say whether the second line of an entry can only be an abstract, however short it is."""
    return (
        len(abstract) in _SHORT_ABSTRACT
        and _ends_sentence(abstract)
        and _is_metadata(lines, place + 4)
    )


def _ends_sentence(text: str) -> bool:
    from papercli.readers.line_evidence import ends_sentence  # few pages need it

    return ends_sentence(text)


def _is_metadata(lines: list[str], place: int) -> bool:
    return place + 2 < len(lines) and lines[place + 1] == SEPARATOR


def _skip(lines: list[str], place: int) -> int:
    while place < len(lines) and not lines[place]:
        place += 1
    return place
