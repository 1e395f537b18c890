"""What a field is called elsewhere, and which one somebody may have meant."""

from __future__ import annotations

OTHER_NAMES = {
    "published": "date",
    "author_count": "authors",
    "sightings": "seen",
    "upvotes": "votes",
    "organization": "org",
    "categories": "category",
    "digests": "digest",
}
"""Names of JSON and of the table -> the name of the query field, and of the order if there is one.
"""
KEYS = {name: key for key, name in OTHER_NAMES.items()}
"""Names of query fields and orders -> the key of JSON and the column."""

_MEANT = {
    "arxiv": "id", "doi": "id", "openreview": "id", "arxiv_id": "id", "openreview_id": "id",
    "acl_id": "id", "year": "date", "first_seen": "new",
    "source": "digest", "file": "digest", "path": "digest", "reader": "format",
    "journal": "venue", "conference": "venue", "conf": "venue",
    "subject": "category", "cat": "category", "tag": "category", "tags": "category",
    "likes": "votes", "name": "author", "names": "author",
    "organisation": "org", "summary": "abstract",
}  # fmt: skip


def near_field(name: str) -> str | None:
    """The field somebody may have meant by a name that is none."""
    from difflib import get_close_matches

    from papercli.query.fields import FIELDS

    name = name.lower()
    close = get_close_matches(name, FIELDS, 1, 0.7)
    return _MEANT.get(name) or (close[0] if close else None)
