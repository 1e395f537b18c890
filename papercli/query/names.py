"""What a field is called elsewhere, and which one somebody may have meant."""

from __future__ import annotations

OTHER_NAMES = {
    "published": "date",
    "author_count": "authors",
    "sightings": "seen",
    "upvotes": "votes",
}
"""Names of JSON and of the table -> the name of the query field and of the order."""
KEYS = {"date": "published", "authors": "author_count", "seen": "sightings", "votes": "upvotes"}
"""Names of query fields and orders -> the key of JSON and the column."""

_MEANT = {
    "arxiv": "id", "doi": "id", "openreview": "id", "year": "date",
    "source": "digest", "file": "digest", "path": "digest", "reader": "format",
    "journal": "venue", "conference": "venue", "categories": "category", "subject": "category",
    "likes": "votes", "name": "author", "names": "author",
    "organisation": "org", "organization": "org", "summary": "abstract",
}  # fmt: skip


def near_field(name: str) -> str | None:
    """The field somebody may have meant by a name that is none."""
    from difflib import get_close_matches

    from papercli.query.fields import FIELDS

    name = name.lower()
    close = get_close_matches(name, FIELDS, 1, 0.7)
    return _MEANT.get(name) or (close[0] if close else None)
