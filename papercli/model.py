"""The words of the program as named tuples; no behavior beyond reading their own fields.

Named tuples and not frozen dataclasses: a command defines all of them on every start, which as
dataclasses takes a tenth of the start. Their types are no strings, which `typing` would compile.
"""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple


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


class Problem(NamedTuple):
    """Something in the input that could not be read as it stands."""

    path: str
    line: int | None
    problem: str
    hint: str


class Digest(NamedTuple):
    """One page, mail or feed as dumped; a file holds one or several."""

    path: str
    reader: str
    line: int
    """Line of the file at which the digest begins, counted from 1."""
    date: PartialDate | None
    """As written: without a year where the page leaves it out."""
    said_year: int | None
    """The year that the user says it is of."""
    fingerprint: str
    """Hexadecimal hash of the digest's own text; the same text has it under any path. Empty until
    it is taken of ``own``."""
    sightings: tuple[Sighting, ...]
    leaves_out_years: bool = False
    """Whether its format leaves out the page's own year. Then the years of its entries lie before
    that; else they bound nothing."""
    own: tuple[str, ...] = ()
    """Its own text in parts that line ends join, as its reader found it; none once the fingerprint
    is taken."""


class Outcome(str, Enum):
    """The three outcomes of a comparison (Fellegi and Sunter 1969)."""

    SAME = "same"
    UNDECIDED = "undecided"
    DIFFERENT = "different"


class Evidence(NamedTuple):
    """What one field contributes to a verdict."""

    field: str
    level: str
    bits: float
    """Match weight: log2 of how much likelier the agreement is among true matches."""
    detail: str = ""


class Verdict(NamedTuple):
    """What the comparison of two records says, with everything that led to it."""

    outcome: Outcome
    bits: float
    evidence: tuple[Evidence, ...]
    veto: str | None = None
    """Why the two are different whatever their similarity, where that is so."""


class Said(NamedTuple):
    """One content of which a decision speaks."""

    part: int
    """What is said to be the same is of one part, what is said to be different of two."""
    key: str
    title: str
    """As read."""
    paper: int | None = None
    """The paper that it was in when that was decided, where that is known."""


class Decision(NamedTuple):
    """The user's word: one command, whatever number of contents it is about.

    ``id`` is 0 or less until it is stored.
    """

    id: int
    verdict: str
    """``same`` or ``different``."""
    said: tuple[Said, ...]
    decided_at: str
    """When, in ISO 8601."""
    reason: str | None = None
    led: tuple[tuple[int, int], ...] = ()
    """Ids that were no more, each with the id that it led to, as they were before."""

    @property
    def ends(self) -> tuple[Said, Said]:
        """One content of either side, for whoever shows no more than two."""
        first = self.said[0]
        parted = self.verdict == "different"
        for other in self.said[1:]:
            if (other.part != first.part) if parted else (other.paper != first.paper):
                return first, other
        return first, self.said[1]


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
