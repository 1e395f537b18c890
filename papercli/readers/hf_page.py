"""Reader of Hugging Face Daily Papers pages (daily, trending, search) saved as plain text.

An entry is a title, an abstract and three metadata lines: ``• 4 authors`` or an organisation's
``slug Name``, a dot, and a date with the number of comments. Entries of that shape are read
straight away; whatever departs from it goes through `layout.divide`, which decides what is most
plausible, and is reported as a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from papercli.dates import infer_year, is_calendar_date
from papercli.errors import UsageError
from papercli.model import Digest, PartialDate, Problem, Sighting
from papercli.readers.hf_masthead import Region, find_regions, has_masthead
from papercli.readers.hf_metadata import (
    BULLET,
    SEPARATOR,
    Head,
    Shown,
    is_author_line,
    read_date,
    read_head,
)
from papercli.readers.layout import divide, looks_like_abstract

NAME = "hf-page"

_METADATA = re.compile(
    rf"^[ \t]*{BULLET}[ \t]*[0-9,]+ authors?[ \t]*\n[ \t]*{SEPARATOR}[ \t]*\n", re.M
)
_PLAIN_ABSTRACT = range(200, 100_000)
_PLAIN_TITLE = range(1, 300)
_LONGEST_LINE = 100_000
_LONGEST_STATUS = 40
_NO_HEAD = Head()
_CHECK = "check the entry in the file; the text was kept as read"


@dataclass(slots=True)
class _Metadata:
    """One metadata block: lines ``start`` to ``end``, the latter excluded."""

    start: int
    end: int
    head: Head | None = None
    date: Shown | None = None


@dataclass(slots=True)
class _Row:
    line: int
    title: str
    abstract: str | None
    metadata: _Metadata | None = None


@dataclass(slots=True)
class _Page:
    """What is known of one digest while it is read."""

    path: str
    lines: list[str]
    raw: list[str]
    rows: list[_Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, index: int, problem: str, hint: str = _CHECK) -> None:
        self.problems.append(Problem(self.path, index + 1, problem, hint))


def sniff(text: str) -> bool:
    """Say whether the text is such a page: by a masthead or, for a part of one, by metadata."""
    return bool(_METADATA.search(text)) or has_masthead(text)


def read(text: str, path: str, year: int | None) -> tuple[list[Digest], list[Problem]]:
    """Read all digests of a text whose lines end in ``\\n``; ``year`` is the user's word for it.

    Raises UsageError where the text contradicts ``year``.
    """
    raw = text.split("\n")
    lines = list(map(str.strip, raw))
    digests: list[Digest] = []
    problems: list[Problem] = []
    for region in find_regions(text, lines):
        page = _Page(path, lines, raw)
        if region.glued:
            raw[region.start] = lines[region.start]
        if not region.masthead and any(lines[region.start : region.end]):
            page.report(region.start, "text without a masthead: the beginning is missing")
            if read_date(lines[region.body]):  # of the digest or of an entry: nothing tells
                page.report(region.body, f"unknown line {lines[region.body]!r}")
                region.body += 1
        elif region.date is None and region.masthead:
            page.report(region.start, "no date after the masthead")
        _read_entries(page, region)
        digest = _digest(page, region, year)
        if digest.sightings:
            digests.append(digest)
        elif region.masthead:
            page.report(region.start, "digest without entries", "check that the file is complete")
        problems += page.problems
    return digests, problems


def _read_entries(page: _Page, region: Region) -> None:
    lines = page.lines
    start, end = region.body, region.end
    dots = [index for index in range(start, end) if lines[index] == SEPARATOR]
    for dot in dots:
        while start < dot and not lines[start]:
            start += 1
        if dot - start == 5 and not (lines[start + 1] or lines[start + 3]):  # noqa: PLR2004
            title, abstract = lines[start], lines[start + 2]
            head = read_head(lines[dot - 1]) if lines[dot - 1] else None
            date = read_date(lines[dot + 1]) if dot + 1 < end else None
            plain = len(abstract) in _PLAIN_ABSTRACT and len(title) in _PLAIN_TITLE
            if plain and head and date and date.possible and title[0] != BULLET:
                metadata = _Metadata(dot - 1, dot + 2, head, date)
                page.rows.append(_Row(start, title, abstract, metadata))
                start = dot + 2
                continue
        if dot >= start:
            metadata = _metadata_at(page, dot, start, end)
            _read_segment(page, start, metadata.start, metadata)
            start = metadata.end
    _read_segment(page, start, end, None)


def _metadata_at(page: _Page, dot: int, start: int, end: int) -> _Metadata:
    """Return the block around a dot, whose other two lines may be missing or set apart."""
    lines = page.lines
    metadata = _Metadata(dot, dot + 1)
    before = _text_line(lines, range(dot - 1, start - 1, -1))
    head = read_head(lines[before]) if before is not None else None
    # Only a title can be all there is: "Deep Learning" would pass for an organisation.
    only_line = head and head.organization and _text_line(lines, range(start, before or 0)) is None
    if before is not None and head and not only_line:
        metadata.start, metadata.head = before, head
    else:
        page.report(dot, "neither author count nor organisation before the dot")
    after = _text_line(lines, range(dot + 1, end))
    date = read_date(lines[after]) if after is not None else None
    if after is not None and date:
        metadata.end, metadata.date = after + 1, date
        if not date.possible:
            page.report(after, f"no calendar has {lines[after]!r}")
    elif after == dot + 1 and _is_status(lines, after, end):
        metadata.end = after + 1
        page.report(after, f"not a date: {lines[after]!r}")
    else:
        page.report(dot, "no date after the dot")
    return metadata


def _is_status(lines: list[str], index: int, end: int) -> bool:
    """Say whether a line is a short one of its own, set off from what follows."""
    return len(lines[index]) <= _LONGEST_STATUS and (index + 1 >= end or not lines[index + 1])


def _text_line(lines: list[str], indices: range) -> int | None:
    return next((index for index in indices if lines[index]), None)


def _read_segment(page: _Page, start: int, end: int, metadata: _Metadata | None) -> None:
    """Read what stands between two metadata blocks: one entry, or several without metadata."""
    lines = page.lines
    text: list[int] = []
    index = start
    while index < end:
        line = lines[index]
        if is_author_line(line):
            after = _text_line(lines, range(index + 1, min(index + 3, end)))
            date = read_date(lines[after]) if after is not None else None
            stop = after + 1 if after is not None and date else index + 1
            page.report(index, "metadata in part only")
            _divide(page, text, _Metadata(index, stop, read_head(line), date))
            text, index = [], stop
            continue
        if len(line) > _LONGEST_LINE:
            page.report(index, f"line of {len(line):,} characters left out", "no entry is so long")
        elif line:
            text.append(index)
        index += 1
    _divide(page, text, metadata)


def _divide(page: _Page, text: list[int], metadata: _Metadata | None) -> None:
    lines = page.lines
    if len(text) % 2:
        # Numbers and dashes standing alone are what other layouts of the page show as votes.
        unknown = [index for index in text if not any(map(str.isalpha, lines[index]))]
        if unknown and len(unknown) < len(text):
            for index in unknown:
                page.report(index, f"unknown line {lines[index]!r}")
            text = [index for index in text if index not in set(unknown)]
    entries = divide([lines[index] for index in text], [not lines[index - 1] for index in text])
    for entry in entries:
        title = [text[position] for position in entry.title]
        abstract = [text[position] for position in entry.abstract]
        joined = "\n".join(lines[index] for index in abstract) or None
        page.rows.append(_Row(title[0], "\n".join(lines[index] for index in title), joined))
        if looks_like_abstract(lines[title[0]]):
            page.report(title[0], "title expected, but this looks like an abstract")
        elif not abstract:
            page.report(title[0], "title without an abstract")
        if len(title) > 1:
            page.report(title[0], f"title in {len(title)} lines")
        if len(abstract) > 1:
            page.report(abstract[0], f"abstract in {len(abstract)} lines")
    if metadata is None:
        return
    if entries:
        page.rows[-1].metadata = metadata
    else:
        shown = " ".join(filter(None, lines[metadata.start : metadata.end]))
        page.report(metadata.start, f"metadata without an entry: {shown!r}")


def _digest(page: _Page, region: Region, said: int | None) -> Digest:
    date = _digest_date(page, region)
    shown = [row.metadata.date for row in page.rows if row.metadata and row.metadata.date]
    year, inferred = said, False
    if said is not None:
        _refuse_contradiction(page, region, date, said)
    elif date and date.year is not None:
        year = date.year
    elif date:
        year = infer_year(date, [each.date for each in shown if each.possible])
        inferred = year is not None
    if date:
        date = PartialDate(year, date.month, date.day)
    sightings = tuple(_sighting(page, row, date, year) for row in page.rows)
    own = page.lines[region.start + (region.glued is not None) : region.end]
    text = "\n".join(filter(None, [region.glued, *own]))
    fingerprint = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return Digest(page.path, NAME, region.start + 1, date, inferred, fingerprint, sightings)


def _digest_date(page: _Page, region: Region) -> PartialDate | None:
    if region.date is None:
        return None
    if region.date.possible:
        return region.date.date
    page.report(region.body - 1, f"no calendar has {page.lines[region.body - 1]!r}")
    return None


def _refuse_contradiction(page: _Page, region: Region, date: PartialDate | None, said: int) -> None:
    """Raise UsageError where the digest cannot be of the year the user says."""
    line, reason = 0, ""
    if date and date.year not in {None, said}:
        line, reason = region.body, f"the digest is dated {date}"
    elif date and not _fits(date, said):
        line, reason = region.body, f"{said} has no {page.lines[region.body - 1]}"
    for row in page.rows:
        shown = row.metadata.date if row.metadata else None
        if reason:
            break
        if row.metadata is None or shown is None or not shown.possible:
            continue
        if shown.date.year is not None and shown.date.year >= said:
            line, reason = row.metadata.end, f"an entry is dated {shown.date}"
        elif not _fits(shown.date, said):
            line, reason = row.metadata.end, f"{said} has no {page.lines[row.metadata.end - 1]}"
    if reason:
        hint = "a page writes out every year but its own: say a later year, or leave --year out"
        raise UsageError(f"{page.path}:{line}: not of {said}: {reason}", hint)


def _published(
    shown: Shown, digest: PartialDate | None, year: int | None
) -> tuple[PartialDate | None, str | None]:
    """Return the date of an entry and what is wrong with it, if anything."""
    if not shown.possible:
        return None, None  # reported where it was read
    own = shown.date
    if own.year is not None:
        late = year is not None and own.year >= year
        return own, "the digest's own year or later, written out" if late else None
    if digest and _month_day(own) > _month_day(digest):
        return own, "entry dated later than its digest; its year is unknown"
    if year is None or _fits(own, year):
        return PartialDate(year, own.month, own.day), None
    return own, f"{year} has no such day; the year of the entry is unknown"


def _month_day(when: PartialDate) -> tuple[int, int]:
    return when.month or 0, when.day or 0


def _fits(when: PartialDate, year: int) -> bool:
    """Say whether the date's month and day exist in the year, or it has a year of its own."""
    return when.year is not None or is_calendar_date(year, *_month_day(when))


def _sighting(page: _Page, row: _Row, date: PartialDate | None, year: int | None) -> Sighting:
    metadata = row.metadata
    if metadata is None:
        return Sighting(row.line + 1, row.title, row.abstract)
    when = comments = None
    if metadata.date:
        comments = metadata.date.comments
        when, wrong = _published(metadata.date, date, year)
        if wrong:
            page.report(metadata.end - 1, wrong)
    head = metadata.head or _NO_HEAD
    return Sighting(
        line=row.line + 1,
        title=row.title,
        abstract=row.abstract,
        author_count=head.author_count,
        organization=head.organization,
        published=when,
        comments=comments,
        metadata="\n".join(page.raw[metadata.start : metadata.end]),
    )
