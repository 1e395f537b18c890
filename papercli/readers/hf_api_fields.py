"""From an object of Hugging Face's API to a sighting.

The API wraps a paper in an entry of the daily list; the command line tool gives papers alone, with
names in snake case. What a field may be called is one row of `_NAMES`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from papercli.dates import parse_date
from papercli.identifiers import arxiv_id, arxiv_id_of_number
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers.base import quoted
from papercli.readers.json_entries import Number
from papercli.text import encodable
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import ArxivId

_NAMES = {
    "id": ("id", "arxiv_id", "arxivId"),
    "title": ("title",),
    "abstract": ("summary", "abstract"),
    "summary": ("ai_summary", "aiSummary"),
    "authors": ("authors",),
    "organization": ("organization",),
    "published": ("publishedAt", "published_at"),
    "listed": ("submittedOnDailyAt", "submitted_on_daily_at"),
    "upvotes": ("upvotes",),
    "comments": ("numComments", "num_comments", "comments"),
    "repository": ("githubRepo", "github_repo"),
    "project": ("projectPage", "project_page"),
}
_OF_COMMAND = frozenset(("discussion_id", "published_at", "submitted_at"))
"""Names that only the command line tool writes; its ``comments`` are 0 where it does not know."""
_OF_PAPER = ("summary", "authors", "upvotes", "publishedAt", "published_at", "ai_summary")
MOST_DIGITS = 9
"""Of a number of things."""
_DAY = len("2024-05-26")
_NAME_OF = itemgetter("name")
_REPOSITORY = Pattern(r"[\w-][\w.-]{0,99}/[\w.-]{1,100}\Z")

Tell = Callable[[str], None]


def day_of(time: str) -> PartialDate | None:
    """The day of a point in time as JSON writes it."""
    return _day(time[:_DAY] if time[_DAY : _DAY + 1] == "T" else time)


@lru_cache(maxsize=1 << 10)  # a list has few days
def _day(time: str) -> PartialDate | None:
    try:
        return parse_date(time.strip().replace("T", " ").partition(" ")[0])
    except ValueError:
        return None


Listed = tuple[Sighting, PartialDate | None, PartialDate | None]
"""An entry, the day of the daily list that it is of, and when it was submitted to the list, where
that alone is told."""


def is_entry(value: dict[str, object]) -> bool:
    """Whether an object is a paper or holds one."""
    paper = value.get("paper")
    if isinstance(paper, dict):
        return "id" in paper or "title" in paper
    return ("id" in value or "title" in value) and any(name in value for name in _OF_PAPER)


def listed(entry: dict[str, object], line: int, tell: Tell) -> Listed | None:
    """The sighting of an entry whose title is in that line; None without a title or an id.

    ``tell`` is given what is wrong with a field, which is left out then.
    """
    fields = _Fields(entry, tell)
    title, identifier = fields.text("title") or "", fields.arxiv()
    if not title and identifier is None:
        tell("an entry without a title or an arXiv id: left out")
        return None
    authors, count = fields.authors()
    published = fields.day("published")
    sighting = Sighting(
        line=line,
        title=title,
        abstract=fields.text("abstract"),
        author_count=count,
        authors=authors,
        organization=fields.organization(),
        published=published,
        comments=fields.comments(),
        upvotes=fields.count("upvotes"),
        arxiv_id=identifier.id if identifier else None,
        summary=fields.text("summary"),
        version=identifier.version if identifier else None,
        links=fields.links(),
    )
    return sighting, fields.day("listed"), fields.submitted(published)


class _Fields:
    """The fields of an entry and of the paper in it: the paper's first, for the entry's title and
    date were changed on the way to some older answers."""

    def __init__(self, entry: dict[str, object], tell: Tell) -> None:
        paper = entry.get("paper")
        self._entry, self._tell = entry, tell
        self._wrapped = isinstance(paper, dict)
        self._of_entry = entry.get
        self._of_paper = paper.get if isinstance(paper, dict) else entry.get

    def _value(self, field: str) -> object:
        for name in _NAMES[field]:
            value = self._of_paper(name)
            if value is None:
                value = self._of_entry(name)
            if value is not None:
                return Number(value) if type(value) is int else value
        return None

    def _wrong(self, field: str, value: object) -> None:
        shown = quoted(value) if isinstance(value, str) else f"of type {type(value).__name__}"
        self._tell(f"{field} is {shown}: left out")

    def text(self, field: str) -> str | None:
        value = self._value(field)
        if type(value) is str:  # and no Number
            return encodable(value).strip() or None
        if value is not None:
            self._wrong(field, value)
        return None

    def arxiv(self) -> ArxivId | None:
        value = self._value("id")
        if value is None:
            return None
        found = None
        if isinstance(value, Number):
            found = arxiv_id_of_number(value)
        elif isinstance(value, str):
            found = arxiv_id(value)
        if found is None:
            self._wrong("id", value)
        return found

    def count(self, field: str) -> int | None:
        value: Any = self._value(field)
        if value is None:
            return None
        if is_count(value):
            return int(value)
        self._wrong(field, value)
        return None

    def comments(self) -> int | None:
        if isinstance(self._value("comments"), list):
            return None  # a paper's own page embeds them, with what was answered
        count = self.count("comments")
        return None if count == 0 and not _OF_COMMAND.isdisjoint(self._entry) else count

    def day(self, field: str) -> PartialDate | None:
        return self._day(field, self._value(field))

    def _day(self, field: str, value: object) -> PartialDate | None:
        if value is None:
            return None
        day = day_of(value) if isinstance(value, str) else None
        if day is None:
            self._wrong(field, value)
        return day

    def submitted(self, published: PartialDate | None) -> PartialDate | None:
        """When an entry was submitted, by an answer that has no day of the list.

        Older answers say it as the date of the entry. Newer ones repeat the paper's date there, a
        few hours earlier; so it is told where it is not before the paper's.
        """
        value = self._entry.get("publishedAt") if self._wrapped else None
        value = value or self._entry.get("submitted_at")
        paper, at = self._value("published"), value
        if not isinstance(at, str) or not isinstance(paper, str) or at[:19] < paper[:19]:
            return None
        day = self._day("publishedAt", at)
        return day if day and published else None

    def authors(self) -> tuple[tuple[str, ...] | None, int | None]:
        """The names and their number. Hidden authors are authors: hidden is only their account on
        this page, whose own count has them."""
        value = self._value("authors")
        if value is None:
            return None, None
        if not isinstance(value, list):
            self._wrong("authors", value)
            return None, None
        plain = plain_names(value)
        if plain is not None:
            return plain or None, len(value) or None
        names: list[str] = []
        for author in value:
            name = author.get("name") if isinstance(author, dict) else author
            name = Number(name) if type(name) is int else name
            if isinstance(name, str) and name.strip():
                names.append(encodable(name).strip())
            else:
                self._wrong("the name of an author", name)
        return tuple(names) or None, len(value) or None

    def organization(self) -> Organization | None:
        value = self._value("organization")
        found = organization_of(value)
        if found is None and value is not None:
            self._wrong("organization", value)
        return found

    def links(self) -> tuple[str, ...] | None:
        found = []
        for field in ("repository", "project"):
            value = self.text(field)
            if value and field == "repository" and _REPOSITORY.match(value):
                value = f"https://github.com/{value}"
            if value and value.lower().startswith(("http://", "https://")):
                found.append(value)
            elif value:
                self._wrong(field, value)
        return tuple(dict.fromkeys(found)) or None


def is_count(value: object) -> bool:
    """Whether a value is a number of things, as it was written."""
    return isinstance(value, str) and value.isdecimal() and len(value) <= MOST_DIGITS


def organization_of(value: object) -> Organization | None:
    """The organization that a value is; None where it is none."""
    if not isinstance(value, dict):
        return None
    slug, name = value.get("name"), value.get("fullname")
    if type(slug) is int or type(name) is int:
        slug, name = [Number(one) if type(one) is int else one for one in (slug, name)]
    if not isinstance(slug, str) or not slug.strip():
        return None
    slug = encodable(slug).strip()
    shown = encodable(name).strip() if isinstance(name, str) else ""
    return Organization(slug, shown or slug)


def plain_names(authors: object) -> tuple[str, ...] | None:
    """The names of authors that are written as they mostly are; None where one is not."""
    if type(authors) is not list:
        return None
    try:
        names = tuple(map(str.strip, map(_NAME_OF, authors)))
    except (KeyError, TypeError):
        return None
    whole = "".join(names)
    return names if "" not in names and (whole.isascii() or encodable(whole) is whole) else None
