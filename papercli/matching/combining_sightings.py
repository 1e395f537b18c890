"""One paper out of its records and sightings, field by field; no value comes from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from papercli.matching.copies import best_abstract, best_title
from papercli.matching.record import Record
from papercli.model import COUNTERS, Organization, PartialDate
from papercli.text import clean, links

Value = TypeVar("Value", bound=Hashable)


class Kept(NamedTuple):
    """A record of the paper, with its id and key."""

    id: int
    key: str
    record: Record


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


def _parts(date: PartialDate) -> tuple[int, int, int]:
    """A date in a form that sorts as ISO 8601 does; the unknown first."""
    return date.year or 0, date.month or 0, date.day or 0


def _certainty(date: PartialDate | None) -> int:
    """How sure a year is: an inferred one never stands above one that is written or known."""
    if date is None or date.year is None:
        return 0
    return 1 if date.inferred else 2


_Recency = tuple[int, int, int, int]
_NEVER: _Recency = (0, 0, 0, 0)


def _recency(date: PartialDate | None) -> _Recency:
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
    known = {date for date in dates if date is not None and date.year is not None}
    if len(known) > 1:
        surest = max(map(_certainty, known))
        known = {date for date in known if _certainty(date) == surest}
    return min(known, key=_parts, default=None), max(known, key=_parts, default=None)


_Dated = Iterable[tuple[PartialDate | None, Value | None]]
"""Values of sightings, each with the date of its digest."""


def _most_frequent(values: _Dated[Value]) -> Value | None:
    """The value of most sightings; of equally frequent ones the one that a later digest shows, then
    the larger one."""
    shown = [(date, value) for date, value in values if value is not None]
    different = {value for _, value in shown}
    if len(different) <= 1:
        return next(iter(different), None)
    counted = Counter(value for _, value in shown)
    latest: dict[Value, _Recency] = {}
    for date, value in shown:
        latest[value] = max(_recency(date), latest.get(value, _NEVER))
    return max(counted, key=lambda value: (counted[value], latest[value], value))


def _latest(counts: _Dated[int]) -> tuple[_Recency, int | None]:
    """How recent the latest digest is that shows a number, and the highest that it shows."""
    shown = [(_recency(date), count) for date, count in counts if count is not None]
    return max(shown, default=(_NEVER, None))


def tally(appearances: Sequence[Appearance]) -> Tally:
    """Count the sightings of one paper, in any order.

    Author count and organization are the most frequent ones, comments and upvotes those of the
    latest digest that shows any; only digests with a year tell when a paper was seen. A date whose
    year is inferred counts only where no other has a year.
    """
    return Tally(
        _most_frequent((seen.digest_date, seen.author_count) for seen in appearances),
        _most_frequent((seen.digest_date, seen.organization) for seen in appearances),
        len(appearances),
        _latest((seen.digest_date, seen.comments) for seen in appearances)[1],
        _latest((seen.digest_date, seen.upvotes) for seen in appearances)[1],
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

    The best of the copies of title and abstract, all author names and links; the rest as `tally`
    says. The order of either sequence does not matter.
    """
    records = [each.record for each in kept]
    title, abstract = _texts(kept, appearances)
    abstracts = sorted(
        {r.abstract for r in records if r.abstract}, key=lambda text: (-len(text), text)
    )
    return Combined(
        clean(title),
        _record_of(abstract, kept),
        max((r.authors for r in records if r.authors), key=lambda n: (len(n), n), default=None),
        min((r.arxiv_id for r in records if r.arxiv_id), default=None),
        min((r.doi for r in records if r.doi), default=None),
        min((r.url for r in records if r.url), default=None),
        tuple(dict.fromkeys(link for text in abstracts for link in links(text))),
        tally(appearances),
    )


def _record_of(abstract: str | None, kept: Iterable[Kept]) -> int | None:
    """The record that names an abstract: of several the one with the last key."""
    named = ((each.key, each.id) for each in kept if abstract and each.record.abstract == abstract)
    return max(named, default=("", None))[1]


def _texts(kept: Sequence[Kept], appearances: Sequence[Appearance]) -> tuple[str, str | None]:
    """The title and the abstract of the paper, as read."""
    titles = dict.fromkeys((each.record.title for each in kept), 0)
    abstracts = dict.fromkeys((each.record.abstract for each in kept if each.record.abstract), 0)
    if len(titles) > 1 or len(abstracts) > 1:
        seen = Counter(appearance.record for appearance in appearances)
        for number, _, record in kept:
            titles[record.title] += seen[number]
            if record.abstract:
                abstracts[record.abstract] += seen[number]
    return best_title(titles), best_abstract(abstracts)


def origins(kept: Sequence[Kept], appearances: Sequence[Appearance]) -> dict[str, int | None]:
    """Which sighting each field of the combined paper is from: its place among the appearances.

    Where several sightings show what was taken, the first of them; None for what is not known. The
    names are those of the fields of `Sighting`.
    """
    whole, (title, abstract) = combine(kept, appearances), _texts(kept, appearances)
    records = {each.id: each.record for each in kept}
    read = [records[seen.record] for seen in appearances]
    counted = whole.tally
    shown: dict[str, tuple[object, Sequence[object]]] = {
        "title": (title, [record.title for record in read]),
        "abstract": (abstract, [record.abstract for record in read]),
        "published": (counted.dates.published, [seen.published for seen in appearances]),
        "author_count": (counted.author_count, [seen.author_count for seen in appearances]),
        "authors": (whole.authors, [record.authors for record in read]),
        "organization": (counted.organization, [seen.organization for seen in appearances]),
        "arxiv_id": (whole.arxiv_id, [record.arxiv_id for record in read]),
        "doi": (whole.doi, [record.doi for record in read]),
        "url": (whole.url, [record.url for record in read]),
    }
    for name in COUNTERS:
        counts = [(seen.digest_date, getattr(seen, name)) for seen in appearances]
        date, number = _latest(counts)
        latest = None if number is None else (date, number)
        shown[name] = (latest, [(_recency(on), count) for on, count in counts])
    return {
        name: None if taken is None else values.index(taken)
        for name, (taken, values) in shown.items()
    }
