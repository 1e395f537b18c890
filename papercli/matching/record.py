"""What comparison sees of a sighting: a pure function of its content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from papercli.hashes import blake2b
from papercli.identities import NOT_IDENTIFIED, Identity
from papercli.matching.abstracts import SURELY_AN_ABSTRACT, AbstractProfile, profile_abstract
from papercli.matching.titles import TitleProfile, profile_title
from papercli.matching.words import STOP_WORDS
from papercli.model.paper import PARTICULARS, Organization, PartialDate, Sighting
from papercli.text import MOST_MARKS, few_marks

LONGEST_TITLE, LONGEST_ABSTRACT = 1_000, 10_000
"""Letters, as read, by which a title and an abstract are compared; the rest is kept and searched.
The longest title of the labeled data has 482 letters, the longest abstract 3,272."""
OPENING_LETTERS = 700

NO_PARTICULARS = (None,) * len(PARTICULARS)
_particulars = attrgetter(*PARTICULARS)
_more = attrgetter("authors", "arxiv_id", "doi", "url", *PARTICULARS)
_NONE_GIVEN = (None, None, None, None)


class Record:
    """The content of a sighting; the profiles of its title and abstract are kept in bounded caches,
    because a batch has more records than there is room for their profiles.

    No dataclass: defining one, and loading what defines it, takes longer than comparing a few
    files.
    """

    __slots__ = (
        *("title", "abstract", "author_count", "organization", "published", "authors"),
        *("arxiv_id", "doi", "url", *PARTICULARS, "_folded_title", "_identity"),
    )

    title: str
    abstract: str | None
    author_count: int | None
    organization: Organization | None
    published: PartialDate | None
    authors: tuple[str, ...] | None
    arxiv_id: str | None
    doi: str | None
    url: str | None
    summary: str | None
    categories: tuple[str, ...] | None
    version: int | None
    venue: str | None
    kind: str | None
    openreview_id: str | None
    acl_id: str | None
    links: tuple[str, ...] | None
    _folded_title: str | None
    _identity: Identity | None

    def __init__(  # noqa: PLR0913, PLR0917 - what a sighting has
        self,
        title: str,
        abstract: str | None = None,
        author_count: int | None = None,
        organization: Organization | None = None,
        published: PartialDate | None = None,
        authors: tuple[str, ...] | None = None,
        arxiv_id: str | None = None,
        doi: str | None = None,
        url: str | None = None,
        summary: str | None = None,
        categories: tuple[str, ...] | None = None,
        version: int | None = None,
        venue: str | None = None,
        kind: str | None = None,
        openreview_id: str | None = None,
        acl_id: str | None = None,
        links: tuple[str, ...] | None = None,
    ) -> None:
        self.title = title
        self.abstract = abstract
        self.author_count = author_count
        self.organization = organization
        self.published = published
        self.authors = authors
        self.arxiv_id = arxiv_id
        self.doi = doi
        self.url = url
        self.summary = summary
        self.categories = categories
        self.version = version
        self.venue = venue
        self.kind = kind
        self.openreview_id = openreview_id
        self.acl_id = acl_id
        self.links = links
        self._folded_title = None
        self._identity = None

    @property
    def content(self) -> tuple[object, ...]:
        """All that a sighting says of its paper."""
        return (
            self.title,
            self.abstract,
            self.author_count,
            self.organization,
            self.published,
            self.authors,
            self.arxiv_id,
            self.doi,
            self.url,
            *_particulars(self),
        )

    @property
    def says_more(self) -> bool:
        """Whether it has anything that pages of titles and abstracts lack."""
        return any(_more(self))

    def __reduce__(self) -> tuple[type[Record], tuple[object, ...]]:
        """Pickled as its content: half the time that every slot by its name takes."""
        return Record, self.content

    def __eq__(self, other: object) -> bool:
        return self.content == other.content if isinstance(other, Record) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @property
    def folded_title(self) -> str:
        """The title without regard to case, for a first look."""
        if self._folded_title is None:
            self._folded_title = self.title[:LONGEST_TITLE].casefold()
        return self._folded_title

    @property
    def identity(self) -> Identity:
        """Its identifiers in the form in which they are compared, whatever form they came in."""
        if self._identity is None:
            given = self.arxiv_id, self.doi, self.openreview_id, self.acl_id
            self._identity = NOT_IDENTIFIED if given == _NONE_GIVEN else _identity(*given)
        return self._identity

    @property
    def compared_abstract(self) -> str:
        """As much of the abstract as is compared; empty where there is none."""
        return (self.abstract or "")[:LONGEST_ABSTRACT]

    @property
    def opening(self) -> frozenset[str]:
        """The different words at the start of the abstract but the smallest, for a first look."""
        return _opening((self.abstract or "")[:OPENING_LETTERS])

    @property
    def title_profile(self) -> TitleProfile:
        """The words, numbers and kind of the title."""
        return profile_title(self.title[:LONGEST_TITLE])

    @property
    def abstract_profile(self) -> AbstractProfile:
        """The words of the abstract; empty where there is none or where it is boilerplate."""
        return profile_abstract(self.compared_abstract)


def _identity(*given: str | None) -> Identity:
    from papercli.identifiers import identity  # pages have none

    return identity(*given)


@lru_cache(maxsize=1 << 12)
def _opening(start: str) -> frozenset[str]:
    return frozenset(start.casefold().split()) - STOP_WORDS


def prepare(sighting: Sighting) -> Record:
    """The record of a sighting; line, comments and metadata text are no part of it."""
    return Record(
        sighting.title,
        sighting.abstract,
        sighting.author_count,
        sighting.organization,
        sighting.published,
        sighting.authors,
        sighting.arxiv_id,
        sighting.doi,
        sighting.url,
        *_particulars(sighting),
    )


def not_compared(sighting: Sighting) -> Iterator[str]:
    """What of a sighting comparison, or a search, does not look at, in words for a person."""
    for name, text, most in (
        ("title", sighting.title, LONGEST_TITLE),
        ("abstract", sighting.abstract or "", LONGEST_ABSTRACT),
    ):
        if len(text) > most:
            yield f"{name} of {len(text):,} letters, compared by its first {most:,}"
        if few_marks(text) != text:
            yield f"{name} with more than {MOST_MARKS} combining marks in a row, shown with so many"


def content_key(sighting: Sighting | Record) -> str:
    """BLAKE2b-128 of everything a sighting says of its paper, in hexadecimal; a record has its
    sighting's."""
    organization = sighting.organization
    parts = (
        sighting.title,
        sighting.abstract,
        sighting.author_count,
        organization and organization.slug,
        organization and organization.name,
        sighting.published,
        "\x1f".join(sighting.authors) if sighting.authors else None,
        sighting.arxiv_id,
        sighting.doi,
        sighting.url,
    )
    text = "\x1e".join(["\x00" if part is None else str(part) for part in parts])
    particulars = _particulars(sighting)
    if particulars != NO_PARTICULARS:
        # Behind the rest and only where there are any: keys stay what they were without them.
        named = zip(PARTICULARS, particulars, strict=True)
        text += "".join(f"\x1e{name}={value}" for name, value in named if value is not None)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def is_self_identifying(record: Record) -> bool:
    """Whether two sightings of exactly this content are certainly one paper.

    A generic title ("Editorial", "Introduction") that comes without abstract, identifier or author
    names is not: two magazines print the same. Nor is what has neither title nor identifier.
    """
    if record.identity:
        return True
    return bool(record.title) and bool(
        len(record.compared_abstract) >= SURELY_AN_ABSTRACT
        or not record.title_profile.is_generic
        or record.abstract_profile.shingles
        or record.url
        or record.authors
    )
