"""One paper out of its records and sightings, field by field; no value comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from papercli.matching.record import Record
from papercli.model import Organization, PartialDate
from papercli.text import REPLACEMENT, clean, links

Value = TypeVar("Value", bound=Hashable)

_TRAIL = "[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_DAMAGE = f"{REPLACEMENT}|[\u00c2\u00c3]{_TRAIL}|[\u00e2\u00f0]{_TRAIL}{{2}}"
"""A lost character, or UTF-8 read as Windows-1252: only the first bytes that Latin letters,
punctuation and emoji have, since "caf\u00e9\u201d\u2014" is no damage."""


class Kept(NamedTuple):
    """A record of the paper, with its id and key."""

    id: int
    key: str
    record: Record


class Appearance(NamedTuple):
    """One sighting: what of it counts each time, and the dates that depend on its digest."""

    author_count: int | None
    organization: Organization | None
    published: PartialDate | None
    """With the year of the digest where the entry was written without one."""
    digest_date: PartialDate | None
    comments: int | None = None
    upvotes: int | None = None


class Dates(NamedTuple):
    """When a paper was published and seen."""

    published: PartialDate | None
    first_seen: PartialDate | None
    last_seen: PartialDate | None


class Tally(NamedTuple):
    """What of a paper depends on how often, and when, it was seen."""

    author_count: int | None
    organization: Organization | None
    sightings: int
    comments: int | None
    upvotes: int | None
    dates: Dates


class Combined(NamedTuple):
    """The fields of a paper; ``title`` is cleaned, the abstract is named by its record."""

    title: str
    abstract_record: int | None
    authors: tuple[str, ...] | None
    arxiv_id: str | None
    doi: str | None
    url: str | None
    links: tuple[str, ...]
    tally: Tally


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("...", "\u2026"))


def _damage(text: str) -> int:
    """How many characters were lost or misread on the way."""
    return 0 if text.isascii() else len(re.findall(_DAMAGE, text))


def _title_rank(title: str) -> tuple[bool, int, bool, int, bool, int, str]:
    """Whole before cut, undamaged, in mixed case, longest, in Unicode before TeX."""
    letters = [c for c in title if c.isalpha()]
    one_case = not letters or title.islower() or title.isupper()
    return (
        not _is_cut(title),
        -_damage(title),
        not one_case,
        len(title),
        "\\" not in title,
        -title.count("  "),
        title,
    )


def _abstract_rank(abstract: str, key: str) -> tuple[bool, int, int, str, str]:
    return (not _is_cut(abstract), -_damage(abstract), len(abstract), abstract, key)


def _parts(date: PartialDate) -> tuple[int, int, int]:
    """A date in a form that sorts as ISO 8601 does; the unknown first."""
    return date.year or 0, date.month or 0, date.day or 0


def _certainty(date: PartialDate | None) -> int:
    """How sure a year is: an inferred one never stands above one that is written or known."""
    if date is None or date.year is None:
        return 0
    return 1 if date.inferred else 2


def _published(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    different = {date for date in dates if date is not None}
    fullest = max(map(_fullness, different), default=None)
    found = {date for date in different if _fullness(date) == fullest}
    # Of one day the year is one: of the smallest that fit each digest, the largest fits all.
    found = {
        date
        for date in found
        if not date.inferred
        or not any(date[1:] == other[1:] and _parts(date) < _parts(other) for other in found)
    }
    # Sources differ by days and revisions come later: the earliest is the publication.
    return min(found, key=_parts, default=None)


def _fullness(date: PartialDate) -> tuple[int, bool, bool]:
    return _certainty(date), date.month is not None, date.day is not None


def _seen(dates: Iterable[PartialDate | None]) -> tuple[PartialDate | None, PartialDate | None]:
    """The first and the last of the dates of digests that have a year, the surest alone."""
    known = [date for date in dates if date is not None and date.year is not None]
    surest = max(map(_certainty, known), default=0)
    known = [date for date in known if _certainty(date) == surest]
    return min(known, key=_parts, default=None), max(known, key=_parts, default=None)


def _most_frequent(values: Iterable[Value | None]) -> Value | None:
    counted: dict[Value, int] = {}
    for value in values:
        if value is not None:
            counted[value] = counted.get(value, 0) + 1
    return max(counted, key=lambda value: (counted[value], repr(value)), default=None)


def _latest(counts: Iterable[tuple[PartialDate | None, int | None]]) -> int | None:
    """The number of the latest digest that shows one; of one day the highest."""
    shown = [
        (_certainty(date), _parts(date) if date else (0, 0, 0), count)
        for date, count in counts
        if count is not None
    ]
    return max(shown)[2] if shown else None


def tally(appearances: Sequence[Appearance]) -> Tally:
    """Count the sightings of one paper, in any order.

    Author count and organization are the most frequent ones, comments and upvotes those of the
    latest digest that shows any; only digests with a year tell when a paper was seen. A date whose
    year is inferred counts only where no other has a year.
    """
    return Tally(
        _most_frequent(seen.author_count for seen in appearances),
        _most_frequent(seen.organization for seen in appearances),
        len(appearances),
        _latest((seen.digest_date, seen.comments) for seen in appearances),
        _latest((seen.digest_date, seen.upvotes) for seen in appearances),
        Dates(
            _published(seen.published for seen in appearances),
            *_seen(seen.digest_date for seen in appearances),
        ),
    )


def dates_once(published: PartialDate | None, digest_date: PartialDate | None) -> Dates:
    """What `tally` makes of the dates of one sighting."""
    when = digest_date if _certainty(digest_date) else None
    return Dates(published, when, when)


def combine(kept: Sequence[Kept], appearances: Sequence[Appearance]) -> Combined:
    """Merge the records of one paper and their sightings.

    The fullest of the least damaged titles and abstracts, all author names and links; the rest as
    `tally` says. The order of either sequence does not matter.
    """
    records = [each.record for each in kept]
    titles = {record.title for record in records}
    fullest = max(
        (each for each in kept if each.record.abstract),
        key=lambda each: _abstract_rank(each.record.abstract or "", each.key),
        default=None,
    )
    abstracts = sorted(
        {r.abstract for r in records if r.abstract}, key=lambda text: (-len(text), text)
    )
    return Combined(
        clean(max(titles, key=_title_rank) if len(titles) > 1 else titles.pop()),
        fullest.id if fullest else None,
        max((r.authors for r in records if r.authors), key=lambda n: (len(n), n), default=None),
        min((r.arxiv_id for r in records if r.arxiv_id), default=None),
        min((r.doi for r in records if r.doi), default=None),
        min((r.url for r in records if r.url), default=None),
        tuple(dict.fromkeys(link for text in abstracts for link in links(text))),
        tally(appearances),
    )
