"""What is printed as plain values: the JSON contract of a paper, and one text for any value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from papercli.dates import INFERRED
from papercli.model.paper import Organization, Paper, PartialDate
from papercli.output import Row
from papercli.paths import shown

if TYPE_CHECKING:
    from papercli.search.digests import DigestSummary

PAPER_FIELDS = (
    "id",
    "title",
    "abstract",
    "published",
    "author_count",
    "authors",
    "organization",
    "comments",
    "upvotes",
    "arxiv_id",
    "version",
    "doi",
    "openreview_id",
    "acl_id",
    "url",
    "venue",
    "kind",
    "categories",
    "summary",
    "links",
    "digests",
    "sightings",
    "first_seen",
    "last_seen",
    "published_inferred",
    "seen_inferred",
)
"""The keys of a paper object, in the order in which they are printed."""

BRIEF_FIELDS = ("id", "published", "author_count", "sightings", "title")
"""What fits on one line: narrow columns first, the title last."""

HEADINGS = {
    "id": "ID",
    "published": "Date",
    "author_count": "Auth",
    "sightings": "Seen",
    "arxiv_id": "arXiv",
    "doi": "DOI",
    "openreview_id": "OpenReview",
    "acl_id": "ACL",
    "url": "URL",
}


def heading(field: str) -> str:
    """How a column is headed for a person."""
    return HEADINGS.get(field) or field.replace("_", " ").capitalize()


def paper_row(paper: Paper) -> dict[str, object]:
    """The JSON object of a paper: every key of `PAPER_FIELDS`, nulls included."""
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "published": with_year(paper.published),
        "author_count": paper.author_count,
        "authors": list(paper.authors) if paper.authors is not None else None,
        "organization": organization_value(paper.organization),
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "arxiv_id": paper.arxiv_id,
        "version": paper.version,
        "doi": paper.doi,
        "openreview_id": paper.openreview_id,
        "acl_id": paper.acl_id,
        "url": paper.url,
        "venue": paper.venue,
        "kind": paper.kind,
        "categories": list(paper.categories) if paper.categories is not None else None,
        "summary": paper.summary,
        "links": list(paper.links),
        "digests": [
            {
                "path": shown(digest.path),
                "date": date_value(digest.date),
                "line": digest.line,
                "year_inferred": is_inferred(digest.date),
            }
            for digest in paper.digests
        ],
        "sightings": paper.sightings,
        "first_seen": with_year(paper.first_seen),
        "last_seen": with_year(paper.last_seen),
        "published_inferred": is_inferred(paper.published),
        "seen_inferred": is_inferred(paper.last_seen),
    }


def digest_row(digest: DigestSummary) -> dict[str, object]:
    """The JSON object of a digest."""
    inferred = digest.year_source == INFERRED
    return {
        **digest._asdict(),
        "path": shown(digest.path),
        "date": date_value(digest.date),
        "year_inferred": inferred,
    }


MARK = "~"
"""Stands before a date whose year is inferred, as in ISO 8601-2 (EDTF) before what is
approximate."""
FLAGS = {
    "published": "published_inferred",
    "first_seen": "seen_inferred",
    "last_seen": "seen_inferred",
    "date": "year_inferred",
}
"""Of each date the key that says whether its year is inferred."""


def marked(row: Row) -> Row:
    """The row with marks before its dates, for formats in which a column is a column."""
    found = {name for name, flag in FLAGS.items() if row.get(flag) and row.get(name)}
    return {**row, **{name: f"{MARK}{row[name]}" for name in found}} if found else row


def marked_date(date: PartialDate | None) -> str | None:
    """A date as ISO 8601 writes it, with a mark where its year is inferred."""
    return f"{MARK}{date}" if date is not None and date.inferred else date_value(date)


def is_inferred(date: PartialDate | None) -> bool:
    """Whether the year of a date is no more than the smallest that fits."""
    return date is not None and date.inferred


def date_value(date: PartialDate | None) -> str | None:
    """A date as ISO 8601 writes it, ``--03-17`` without a year."""
    return None if date is None else str(date)


def with_year(date: PartialDate | None) -> str | None:
    """A date as ISO 8601 writes it, or nothing when its year is unknown."""
    return None if date is None or date.year is None else str(date)


def organization_value(organization: Organization | None) -> dict[str, object] | None:
    """The JSON object of an organization."""
    if organization is None:
        return None
    return {"slug": organization.slug, "name": organization.name}


def counted(number: int, thing: str) -> str:
    """``1 paper``, ``2 papers``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def flat(value: object) -> str:
    """One text for any value: nothing for null, lists joined, a digest as ``path:line``."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "path" in value:
            return f"{value['path']}:{value['line']}"
        return str(value["name"]) if "name" in value else flat(list(value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(flat(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
