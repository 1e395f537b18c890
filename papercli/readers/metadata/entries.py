"""From a record of named values to a sighting."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from papercli import kinds
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.metadata.authors import authors_of
from papercli.readers.metadata.fields import Fields, Record, Tell
from papercli.readers.metadata.ids import ids_of
from papercli.readers.metadata.plans import Plan, plan_of
from papercli.readers.metadata.values import (
    addresses,
    categories_of,
    date_of,
    first_version,
    flag,
    kind_of,
    kind_of_csl,
    location_of,
    organization_of,
    text_of,
    titled,
    venue_of,
    words_of,
)

PARTS = ("attachment", "note", "annotation")
"""Types of items of Zotero that are no works."""
_IDENTIFIERS = ("arxiv_id", "doi", "openreview_id", "acl_id")


def is_entry(record: Mapping[str, Any]) -> bool:
    """Whether a record names a paper: by a title, or by an identifier alone."""
    plan = plan_of(tuple(record))
    if "title" in plan:
        return any(text_of(record[key]) for key in plan["title"])
    if "titles" in plan and any(titled(record[key]) for key in plan["titles"]):
        return True
    return any(text_of(record[key]) for field in _IDENTIFIERS for key in plan.get(field, ()))


def sighting_of(
    record: Record, plan: Plan, line: int, tell: Tell, key: str | None = None
) -> Sighting | None:
    """The sighting of a record; None, and told, where that names no paper.

    ``plan`` says what stands where in it; ``line`` is where its title stands; ``key`` is the name
    under which it was listed, which may be its arXiv id. Of a field that cannot be read the rest is
    kept, and that is told.
    """
    got = Fields(record, plan, tell)
    title = got.text("title") or ""
    if "titles" in plan and not title:
        title = next(filter(None, (titled(one) for _, one in got.each("titles"))), "")
    ids = ids_of(got, key)
    if title[:4] == "http" and addresses(title) == (title,):
        ids.any(title)  # a link that is called as its paper is
        title = ""
    if "item" in plan and any(record[key] in PARTS for key in plan["item"]):
        return None  # no work, but what Zotero keeps below one
    if not title and ids.is_empty:
        tell("neither a title nor an identifier: left out")
        return None
    abstract = got.text("abstract") if "abstract" in plan else None
    if abstract is None and "words" in plan:
        abstract = got.first("words", words_of)
    authors, count = _authors(got, plan)
    venue, page = got.first("venue", venue_of) if "venue" in plan else None, None
    if "location" in plan:
        named, page = got.first("location", location_of) or (None, None)
        venue = venue or named
    kind = got.text("kind as told") if "kind as told" in plan else None
    if kind is None and "kind" in plan:
        kind = got.first("kind", kind_of_csl if _is_of_csl(record) else kind_of) or None
    if kind is None and "kind if known" in plan:
        kind = _known_kind(got, record)
    urls = got.all("url", addresses) if "url" in plan else ()
    return Sighting(
        line,
        title,
        abstract,
        count,
        authors,
        got.first("organization", organization_of) if "organization" in plan else None,
        _published(got, plan),
        got.count("comments", strict=False) if "comments" in plan else None,
        got.count("upvotes") if "upvotes" in plan else None,
        ids.arxiv_id,
        ids.doi,
        urls[0] if urls else page,
        None,
        got.text("summary") if "summary" in plan else None,
        (got.all("categories", categories_of) or None) if "categories" in plan else None,
        ids.version,
        venue,
        kind,
        ids.openreview_id,
        ids.acl_id,
        (got.all("links", addresses) or None) if "links" in plan else None,
    )


def _known_kind(got: Fields, record: Record) -> str | None:
    """The kind of work under a name that lists have for other things too: side, track, role."""
    told = [value for _, value in got.each("kind if known")]
    if told and _is_of_csl(record):
        return kind_of_csl(told[0]) or None
    texts = filter(None, (text_of(one[:1] if isinstance(one, list) else one) for one in told))
    return next(filter(None, map(kinds.known, texts)), None)


def _is_of_csl(record: Record) -> bool:
    """Whether the record is an item of CSL-JSON, by its date or by its names in parts."""
    if not isinstance(record, dict):
        return False
    if isinstance(record.get("issued"), dict):
        return True
    names = record.get("author")
    first = names[0] if isinstance(names, list) and names else None
    return isinstance(first, dict) and not first.keys().isdisjoint(("family", "literal"))


def _published(got: Fields, plan: Plan) -> PartialDate | None:
    published: PartialDate | None = None
    if "published" in plan:
        published = got.first("published", date_of)
    if published is None or published.day is None:
        if "versions" in plan:
            published = got.first("versions", first_version) or published
        elif published is not None:
            published = _closer(got, published)
    if published is not None and (
        published.inferred or ("inferred" in plan and got.first("inferred", flag))
    ):
        # A year that was inferred where this was written is no fact here; and without it the day
        # would be taken for one of the year of all that stands beside it.
        return None
    return published


def _closer(got: Fields, published: PartialDate) -> PartialDate:
    """A date of the same year under another name that says more of it."""
    for _, value in got.each("published"):
        other = date_of(value)
        if other is None or other.year != published.year:
            continue
        if published.month is None or (other.month == published.month and other.day):
            published = other
    return published


def _authors(got: Fields, plan: Plan) -> tuple[tuple[str, ...] | None, int | None]:
    if "author_count" not in plan:
        names, count = got.first("authors", authors_of) or ((), None)
        if "cut" in plan and got.first("cut", flag):
            count = None
        return names or None, count
    # Whoever counts them says when the list is cut short, and how to divide it.
    told = got.count("author_count")
    names, _ = got.first("authors", partial(authors_of, told=told)) or ((), None)
    if told is not None and told < len(names):
        got.tell(f"{told} authors are told and {len(names)} listed")
        told = None
    return names or None, told or None
