"""What of a paper depends on how often, and when, it was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from papercli.model.paper import Organization, PartialDate
from papercli.named_tuples import NamedTuple

Value = TypeVar("Value", bound=Hashable)


class Appearance(NamedTuple):
    """One sighting: its record, what of it counts each time, and its dates."""

    record: int
    """The id of a record of the paper."""
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


def _parts(date: PartialDate) -> tuple[int, int, int]:
    """A date in a form that sorts as ISO 8601 does; the unknown first."""
    return date.year or 0, date.month or 0, date.day or 0


def _certainty(date: PartialDate | None) -> int:
    """How sure a year is: an inferred one never stands above one that is written or known."""
    if date is None or date.year is None:
        return 0
    return 1 if date.inferred else 2


Recency = tuple[int, int, int, int]
_NEVER: Recency = (0, 0, 0, 0)


def recency(date: PartialDate | None) -> Recency:
    """The surest years sort last, and of equally sure dates the later one."""
    return (_certainty(date), *_parts(date)) if date else _NEVER


def _published(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    different = {date for date in dates if date is not None}
    if len(different) <= 1:
        return next(iter(different), None)
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
    known = sorted({date for date in dates if date and date.year is not None}, key=recency)
    if not known:
        return None, None
    surest = _certainty(known[-1])
    return next(date for date in known if _certainty(date) == surest), known[-1]


_Days = Sequence[PartialDate | None]
"""The dates of the digests of sightings, beside a value of each."""


def _most_frequent(days: _Days, values: Sequence[Value | None]) -> Value | None:
    """The value of most sightings; of equally frequent ones the one that a later digest shows, then
    the larger one."""
    different = {value for value in values if value is not None}
    if len(different) <= 1:
        return next(iter(different), None)
    counted = Counter(values)
    last: dict[Value, Recency] = dict.fromkeys(different, _NEVER)
    for date, value in zip(days, values, strict=True):
        if value is not None:
            last[value] = max(recency(date), last[value])
    return max(last, key=lambda value: (counted[value], last[value], value))


def latest_count(days: _Days, counts: Sequence[int | None]) -> tuple[Recency, int | None]:
    """How recent the latest digest is that shows a number, and the highest that it shows."""
    shown = [
        (recency(date), count)
        for date, count in zip(days, counts, strict=True)
        if count is not None
    ]
    return max(shown, default=(_NEVER, None))


def _last_count(days: _Days, counts: Sequence[int | None]) -> int | None:
    different = {count for count in counts if count is not None}
    return latest_count(days, counts)[1] if len(different) > 1 else next(iter(different), None)


def tally(appearances: Sequence[Appearance]) -> Tally:
    """Count the sightings of one paper, in any order.

    Author count and organization are the most frequent ones, comments and upvotes those of the
    latest digest that shows any; only digests with a year tell when a paper was seen. A date whose
    year is inferred counts only where no other has a year.
    """
    days = [seen.digest_date for seen in appearances]
    return Tally(
        _most_frequent(days, [seen.author_count for seen in appearances]),
        _most_frequent(days, [seen.organization for seen in appearances]),
        len(appearances),
        _last_count(days, [seen.comments for seen in appearances]),
        _last_count(days, [seen.upvotes for seen in appearances]),
        Dates(_published([seen.published for seen in appearances]), *_seen(days)),
    )


def dates_once(published: PartialDate | None, digest_date: PartialDate | None) -> Dates:
    """What `tally` makes of the dates of one sighting."""
    when = digest_date if _certainty(digest_date) else None
    return Dates(published, when, when)
