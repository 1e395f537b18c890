"""Contents: what comparison sees of sightings, with what is worked out of it, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from papercli.matching.record import Record
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple
from papercli.store.columns import (
    as_json,
    as_list,
    date_columns,
    date_of,
    insert,
    list_of,
    organization_of,
    select,
)

Verdicts = Mapping[int, tuple[Outcome, float]]
"""Record id -> the outcome and bits of a content and that record."""
NO_VERDICTS: Verdicts = {}


class RecordRow(NamedTuple):
    """A row of ``records``, but for the paper that it belongs to."""

    id: int
    key: str
    author_count: int | None
    org_slug: str | None
    org_name: str | None
    year: int | None
    month: int | None
    day: int | None
    arxiv_id: str | None
    doi: str | None
    url: str | None
    authors: str | None
    categories: str | None
    version: int | None
    venue: str | None
    kind: str | None
    openreview_id: str | None
    acl_id: str | None
    links: str | None


class TextRow(NamedTuple):
    """A row of ``texts``."""

    record_id: int
    title: str
    abstract: str | None
    summary: str | None


class Content(NamedTuple):
    """What makes one record: a function of a sighting and of what is known of the index, small
    enough to be sent between processes."""

    record: Record
    keys: tuple[int, ...]
    """Blocking keys; empty where an index held the content already when it was read."""
    identifies: bool
    """Whether two sightings of this content are certainly one paper."""
    sighting: Sighting | None = None
    """What `alone` and `document` are to be made of, if they are needed."""
    alone: tuple[Any, ...] | None = None
    """The paper that its first sighting makes by itself: a `PaperRow` without its id, its dates and
    the record that has the abstract, which are not known yet."""
    document: tuple[str, str | None, str] | None = None
    """What is searched of that paper; None in the place of an abstract that is clean as read."""
    foreseen: Verdicts = NO_VERDICTS
    """Verdicts against records of the index, worked out while it was read; perhaps not all."""

    @property
    def searched(self) -> tuple[str, str, str]:
        """`document`, with the abstract wherever it stands."""
        assert self.document is not None
        title, abstract, variants = self.document
        return title, (self.record.abstract or "") if abstract is None else abstract, variants


def record_row(number: int, key: str, record: Record) -> tuple[Any, ...]:
    """What is stored of a record beside its texts, in the order of `RecordRow`."""
    organization, authors = record.organization, record.authors
    return (
        number,
        key,
        record.author_count,
        organization.slug if organization else None,
        organization.name if organization else None,
        *date_columns(record.published),
        record.arxiv_id,
        record.doi,
        record.url,
        as_list(authors) if authors else None,
        as_list(record.categories) if record.categories else None,
        record.version,
        record.venue,
        record.kind,
        record.openreview_id,
        record.acl_id,
        as_list(record.links) if record.links else None,
    )


def record_of(row: RecordRow, title: str, abstract: str | None, summary: str | None) -> Record:
    """The record that comparison sees, from its row and its texts."""
    return Record(
        title,
        abstract,
        row.author_count,
        organization_of(row.org_slug, row.org_name),
        date_of(row.year, row.month, row.day),
        list_of(row.authors),
        row.arxiv_id,
        row.doi,
        row.url,
        summary,
        list_of(row.categories),
        row.version,
        row.venue,
        row.kind,
        row.openreview_id,
        row.acl_id,
        list_of(row.links),
    )


def insert_records(connection: Connection, new: Sequence[tuple[int, str, Record]]) -> None:
    """Store new records by id and key, with their texts, not yet in any paper."""
    insert(connection, "records", RecordRow, [record_row(*one) for one in new])
    insert(
        connection,
        "texts",
        TextRow,
        [(number, record.title, record.abstract, record.summary) for number, _, record in new],
    )


def record_ids(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The ids of those records that exist, by their keys."""
    return dict(
        connection.execute(
            "SELECT r.key, r.id FROM json_each(?) AS w CROSS JOIN records AS r ON r.key = w.value",
            (as_json(keys),),
        )
    )


def load_records(connection: Connection, ids: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """The records of these ids with their texts, in ascending order."""
    for title, abstract, summary, *columns in connection.execute(
        f"""
        SELECT t.title, t.abstract, t.summary, {select(RecordRow, "r")}
          FROM json_each(?) AS wanted
         CROSS JOIN records AS r ON r.id = wanted.value
         CROSS JOIN texts AS t ON t.record_id = r.id
        """,
        (as_json(ids),),
    ):
        row = RecordRow._make(columns)
        yield row.id, record_of(row, title, abstract, summary)


def paper_of(connection: Connection, records: Iterable[int]) -> dict[int, int]:
    """The paper of each of these records that is in one."""
    return dict(
        connection.execute(
            """
            SELECT r.id, r.paper_id
              FROM json_each(?) AS w
             CROSS JOIN records AS r ON r.id = w.value
             WHERE r.paper_id IS NOT NULL
            """,
            (as_json(records),),
        )
    )
