"""What an entry of a digest says, and the paper that such sightings are merged into."""

from __future__ import annotations

from functools import lru_cache

from papercli.named_tuples import NamedTuple


class PartialDate(NamedTuple):
    """A date of which parts may be unknown, written as ISO 8601 does (``2025-05``, ``--03-17``)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    inferred: bool = False
    """Whether the year is no more than the smallest that fits."""

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - dates are few, and values
    def __str__(self) -> str:
        year, month, day, _ = self
        if year is None:
            return f"--{month:02}-{day:02}"
        if month is None:
            return f"{year:04}"
        return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


class Organization(NamedTuple):
    """The organization line of an entry: its account name and its full name."""

    slug: str
    name: str


class Sighting(NamedTuple):
    """One entry of one digest, as read. ``None`` means that the digest did not show it."""

    line: int
    """Line of the title in the file, counted from 1."""
    title: str
    """As read, white space at the ends removed, nothing else changed; empty where the digest names
    the paper by an identifier alone."""
    abstract: str | None = None
    """As read; the lines of an abstract split over several are joined by newlines."""
    author_count: int | None = None
    authors: tuple[str, ...] | None = None
    """As far as the digest lists them: without an author count, the list may be cut short."""
    organization: Organization | None = None
    published: PartialDate | None = None
    comments: int | None = None
    upvotes: int | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    metadata: str | None = None
    """The metadata lines as read, joined by newlines."""
    summary: str | None = None
    """What the digest shows as a summary (AI summary, tl;dr), as read; it is no abstract."""
    categories: tuple[str, ...] | None = None
    version: int | None = None
    """Of the paper on arXiv; its id is kept without."""
    venue: str | None = None
    kind: str | None = None
    """What the work is, where that is said: article, thesis, book, dataset."""
    openreview_id: str | None = None
    acl_id: str | None = None
    links: tuple[str, ...] | None = None
    """Addresses that the entry gives beside its texts: repository, project page."""


PARTICULARS = (
    "summary",
    "categories",
    "version",
    "venue",
    "kind",
    "openreview_id",
    "acl_id",
    "links",
)
"""Fields of a sighting that pages of titles and abstracts do not have."""

COUNTERS = ("comments", "upvotes")
"""Fields of a sighting that are counted anew in each digest; a paper has those of the latest."""


class DigestReference(NamedTuple):
    """Where a paper was seen."""

    path: str
    date: PartialDate | None
    line: int


class Paper(NamedTuple):
    """What sightings of the same work are merged into; the fields are the JSON contract's."""

    id: int
    title: str
    abstract: str | None
    published: PartialDate | None
    author_count: int | None
    authors: tuple[str, ...] | None
    organization: Organization | None
    comments: int | None
    upvotes: int | None
    arxiv_id: str | None
    version: int | None
    doi: str | None
    openreview_id: str | None
    acl_id: str | None
    url: str | None
    venue: str | None
    kind: str | None
    categories: tuple[str, ...] | None
    summary: str | None
    links: tuple[str, ...]
    digests: tuple[DigestReference, ...]
    sightings: int
    first_seen: PartialDate | None
    last_seen: PartialDate | None
