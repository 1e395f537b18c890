"""One paper out of its sightings, field by field; every value comes from one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papercli.model import Organization, PartialDate, Sighting
from papercli.text import clean, links


@dataclass(frozen=True, slots=True)
class Appearance:
    """A sighting with what is known of where it stood."""

    sighting: Sighting
    digest_date: PartialDate | None
    record_id: int
    record_key: str


@dataclass(frozen=True, slots=True)
class Combined:
    """The fields of a paper; ``title`` is cleaned, the abstract is named by its record."""

    title: str
    abstract_record: int | None
    published: PartialDate | None
    author_count: int | None
    authors: tuple[str, ...] | None
    organization: Organization | None
    comments: int | None
    arxiv_id: str | None
    doi: str | None
    url: str | None
    links: tuple[str, ...]
    sightings: int
    first_seen: PartialDate | None
    last_seen: PartialDate | None


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("...", "\u2026"))


def _title_rank(title: str) -> tuple[bool, bool, int, bool, int, str]:
    """Whole before cut, mixed case before one case, then longest, then Unicode before TeX."""
    letters = [c for c in title if c.isalpha()]
    one_case = not letters or title.islower() or title.isupper()
    return (
        not _is_cut(title),
        not one_case,
        len(title),
        "\\" not in title,
        -title.count("  "),
        title,
    )


def _abstract_rank(abstract: str, key: str) -> tuple[bool, int, str, str]:
    return (not _is_cut(abstract), len(abstract), abstract, key)


def _known(date: PartialDate | None) -> tuple[bool, bool, bool]:
    return (
        date is not None and date.year is not None,
        date is not None and date.month is not None,
        date is not None and date.day is not None,
    )


def _newest_first(appearance: Appearance) -> tuple[int, int, int, str]:
    date = appearance.digest_date or PartialDate()
    return (-(date.year or 0), -(date.month or 0), -(date.day or 0), appearance.record_key)


def _most_frequent(values: Iterable[object]) -> object:
    counted: dict[object, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return max(counted.items(), key=lambda item: (item[1], repr(item[0])))[0] if counted else None


def _published(appearances: Sequence[Appearance]) -> PartialDate | None:
    dates = [a.sighting.published for a in appearances if a.sighting.published is not None]
    best = max(map(_known, dates), default=None)
    candidates = [date for date in dates if _known(date) == best]
    # Sources differ by days and revisions come later: the earliest is the publication.
    return min(candidates, key=str, default=None)


def _comments(appearances: Sequence[Appearance]) -> int | None:
    for appearance in sorted(
        appearances, key=lambda a: (*_newest_first(a)[:3], -(a.sighting.comments or 0))
    ):
        if appearance.sighting.comments is not None:
            return appearance.sighting.comments
    return None


def combine(appearances: Sequence[Appearance]) -> Combined:
    """Merge the sightings of one paper.

    The fullest title and abstract; the date with a year over one without; author count, names and
    organisation from whichever digests show them, the most frequent where they disagree; the
    comments of the latest digest; all links. The order of ``appearances`` does not matter.
    """
    sightings = [a.sighting for a in appearances]
    title = max({s.title for s in sightings}, key=_title_rank)
    with_abstract = [a for a in appearances if a.sighting.abstract]
    fullest = max(
        with_abstract,
        key=lambda a: _abstract_rank(a.sighting.abstract or "", a.record_key),
        default=None,
    )
    names = max(
        (s.authors for s in sightings if s.authors), key=lambda n: (len(n), n), default=None
    )
    count = _most_frequent(s.author_count for s in sightings if s.author_count is not None)
    organization = _most_frequent(s.organization for s in sightings if s.organization)
    abstracts = sorted({s.abstract for s in sightings if s.abstract}, key=lambda t: (-len(t), t))
    identifiers = {
        name: min((v for s in sightings if (v := getattr(s, name))), default=None)
        for name in ("arxiv_id", "doi", "url")
    }
    seen = sorted(
        (a.digest_date for a in appearances if a.digest_date and a.digest_date.year is not None),
        key=str,
    )
    assert count is None or isinstance(count, int)
    assert organization is None or isinstance(organization, Organization)
    return Combined(
        clean(title),
        fullest.record_id if fullest else None,
        _published(appearances),
        count if count is not None else (len(names) if names else None),
        names,
        organization,
        _comments(appearances),
        identifiers["arxiv_id"],
        identifiers["doi"],
        identifiers["url"],
        tuple(dict.fromkeys(link for text in abstracts for link in links(text))),
        len(sightings),
        seen[0] if seen else None,
        seen[-1] if seen else None,
    )
