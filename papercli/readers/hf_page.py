"""Reader of Hugging Face Daily Papers pages (daily, trending, search) saved as plain text.

An entry is a title, an abstract and three metadata lines: ``• 4 authors`` or an organisation's
``slug Name``, a dot, and a date with the number of comments. The year of a page stands nowhere; it
follows from the years that are written out.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from papercli.dates import infer_year, is_calendar_date
from papercli.errors import UsageError
from papercli.model import Digest, PartialDate, Problem, Sighting
from papercli.readers.base import Intake, quoted
from papercli.readers.hf_entries import Page, Row, read_entries
from papercli.readers.hf_masthead import Region, find_regions, has_masthead
from papercli.readers.hf_metadata import BULLET, SEPARATOR, Head, Shown, read_date

NAME = "hf-page"

_METADATA = re.compile(
    rf"^[ \t]*{BULLET}[ \t]*[0-9,]+ authors?[ \t]*\n[ \t]*{SEPARATOR}[ \t]*\n", re.M
)
_NO_HEAD = Head()


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
    intake = Intake(path, text)
    regions = find_regions(text, lines)
    for region in regions:
        if region.glued:
            raw[region.start] = lines[region.start]
    for region in regions:
        page = Page(path, lines, raw, intake)
        if not region.masthead and any(lines[region.start : region.end]):
            page.report(region.start, "text without a masthead: the beginning is missing")
            if read_date(lines[region.body]):  # of the digest or of an entry: nothing tells
                page.report(region.body, f"unknown line {quoted(lines[region.body])}")
                region.body += 1
        elif region.date is None and region.masthead:
            page.report(region.start, "no date after the masthead")
        read_entries(page, region)
        digest = _digest(page, region, year)
        if digest.sightings:
            digests.append(digest)
        elif region.masthead:
            page.report(region.start, "digest without entries", "check that the file is complete")
    return digests, intake.problems


def _digest(page: Page, region: Region, said: int | None) -> Digest:
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


def _digest_date(page: Page, region: Region) -> PartialDate | None:
    if region.date is None:
        return None
    if region.date.possible:
        return region.date.date
    page.report(region.body - 1, f"no calendar has {quoted(page.lines[region.body - 1])}")
    return None


def _refuse_contradiction(page: Page, region: Region, date: PartialDate | None, said: int) -> None:
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


def _sighting(page: Page, row: Row, date: PartialDate | None, year: int | None) -> Sighting:
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
