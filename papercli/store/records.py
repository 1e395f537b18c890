"""Between rows of the index and the words of the program, in both directions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, NamedTuple

from papercli.matching.combining import Combined, Tally
from papercli.matching.record import Record
from papercli.model import Outcome, PartialDate, Sighting
from papercli.store.columns import (
    as_json,
    as_list,
    date_columns,
    date_of,
    organization_columns,
    organization_of,
    published_columns,
)

Row = tuple[Any, ...]

RECORD_COLUMNS = "author_count, org_slug, org_name, year, month, day, arxiv_id, doi, url, authors"
"""Columns of ``records`` that hold content, in the order of `content_columns`."""


Verdicts = Mapping[int, tuple[Outcome, float]]
"""Record id -> the outcome and bits of a content and that record."""
NO_VERDICTS: Verdicts = {}


class Content(NamedTuple):
    """What makes one record: a function of a sighting and of what is known of the index, small
    enough to be sent between processes."""

    columns: Row
    title: str
    abstract: str | None
    keys: tuple[int, ...]
    """Blocking keys; empty where an index held the content already when it was read."""
    identifies: bool
    """Whether two sightings of this content are certainly one paper."""
    alone: Row | None = None
    """The paper that its first sighting makes by itself, as `PAPER_COLUMNS` without the last."""
    document: tuple[str, str | None, str] | None = None
    """What is searched of that paper; None in the place of an abstract that is clean as read."""
    foreseen: Verdicts = NO_VERDICTS
    """Verdicts against records of the index, worked out while it was read; perhaps not all."""

    @property
    def record(self) -> Record:
        """What comparison sees of it."""
        return record_of(self.columns, self.title, self.abstract)


def content_columns(sighting: Sighting) -> Row:
    """The values of `RECORD_COLUMNS` for a sighting."""
    organization, published = sighting.organization, sighting.published
    return (
        sighting.author_count,
        organization.slug if organization else None,
        organization.name if organization else None,
        *date_columns(published),
        sighting.arxiv_id,
        sighting.doi,
        sighting.url,
        as_list(sighting.authors) if sighting.authors else None,
    )


def record_of(columns: Sequence[Any], title: str, abstract: str | None) -> Record:
    """The record that comparison sees, from `RECORD_COLUMNS` and the two texts."""
    count, slug, name, year, month, day, arxiv_id, doi, url, authors = columns
    return Record(
        title,
        abstract,
        count,
        organization_of(slug, name),
        date_of(year, month, day),
        tuple(json.loads(authors)) if authors else None,
        arxiv_id,
        doi,
        url,
    )


TALLY_COLUMNS = (
    "author_count, org_slug, org_name, org_folded, comments, sightings, first_seen, last_seen"
)
"""Columns of ``papers`` that depend on its sightings, in the order of `tally_row`."""

PAPER_COLUMNS = (
    "title, published, published_from, published_to,"
    f" {TALLY_COLUMNS}, arxiv_id, doi, url, authors, links, abstract_record"
)
"""Columns of ``papers`` after the id, in the order of `paper_row`."""


def tally_row(tally: Tally) -> Row:
    """The values of `TALLY_COLUMNS`."""
    first, last = tally.first_seen, tally.last_seen
    return (
        tally.author_count,
        *organization_columns(tally.organization),
        tally.comments,
        tally.sightings,
        str(first) if first else None,
        str(last) if last else None,
    )


def paper_row(combined: Combined) -> Row:
    """The values of `PAPER_COLUMNS` for a combined paper."""
    authors, (count, *tally) = combined.authors, tally_row(combined.tally)
    return (
        combined.title,
        *published_columns(combined.published),
        len(authors) if count is None and authors else count,
        *tally,
        combined.arxiv_id,
        combined.doi,
        combined.url,
        as_list(authors) if authors else None,
        as_list(combined.links),
        combined.abstract_record,
    )


def lone_row(sighting: Sighting, title: str, links: Sequence[str], date: PartialDate | None) -> Row:
    """`paper_row` without its last value for a paper seen once, with its cleaned title and links.

    What combining one sighting gives, without the way there: most papers of a large index are so.
    """
    authors, count = sighting.authors or None, sighting.author_count
    seen = str(date) if date is not None and date.year is not None else None
    return (
        title,
        *published_columns(sighting.published),
        len(authors) if count is None and authors else count,
        *organization_columns(sighting.organization),
        sighting.comments,
        1,
        seen,
        seen,
        sighting.arxiv_id or None,
        sighting.doi or None,
        sighting.url or None,
        as_list(authors) if authors else None,
        as_list(links),
    )


def load_records(connection: Connection, ids: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """The records of these ids with their texts, in ascending order."""
    for number, title, abstract, *columns in connection.execute(
        f"SELECT r.id, t.title, t.abstract, {RECORD_COLUMNS} FROM json_each(?) AS wanted"
        " CROSS JOIN records AS r ON r.id = wanted.value"
        " CROSS JOIN texts AS t ON t.record_id = r.id",
        (as_json(ids),),
    ):
        yield number, record_of(columns, title, abstract)
