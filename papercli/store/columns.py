"""Rows and values as the tables hold them, and back; imports nothing that a search does not need.

The fields of a row are the columns of its table, and the only place that has them in an order;
those of ``digests``, ``records`` and ``texts``, which a search does not need, stand in rooms of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection, register_adapter
from typing import Any

from papercli.dates import INFERRED, WRITTEN
from papercli.model.paper import DigestReference, Organization, Paper, PartialDate
from papercli.named_tuples import NamedTuple


class DigestRow(NamedTuple):
    """A row of ``digests``."""

    id: int
    path: str
    reader: str
    line: int
    fingerprint: str
    year: int | None
    """Derived, unless its source is `WRITTEN`; the month and the day are as written."""
    month: int | None
    day: int | None
    year_source: str | None
    said_year: int | None
    year_after: int | None
    leap_day: bool
    contradiction: str | None
    ingested_at: str


class SightingRow(NamedTuple):
    """A row of ``sightings`` but its id, which tells the order of arrival; what is counted stands
    in the order of `COUNTERS`."""

    digest_id: int
    position: int
    line: int
    record_id: int
    comments: int | None
    upvotes: int | None
    metadata: str | None


class PaperRow(NamedTuple):
    """A row of ``papers``. What depends on how often, and when, a paper was seen stands together:
    from its author count on, and behind that its dates, which depend on the years of digests."""

    id: int
    title: str
    arxiv_id: str | None
    version: int | None
    doi: str | None
    openreview_id: str | None
    acl_id: str | None
    url: str | None
    venue: str | None
    kind: str | None
    categories: str | None
    authors: str | None
    authors_folded: str | None
    links: str | None
    author_count: int | None
    org_slug: str | None
    org_name: str | None
    org_folded: str | None
    sightings: int
    comments: int | None
    upvotes: int | None
    published: str | None
    published_from: str | None
    published_to: str | None
    published_inferred: bool
    first_seen: str | None
    last_seen: str | None
    seen_inferred: bool
    abstract_record: int | None
    summary_record: int | None


# Python asks all that is no number or text how to write it, None too, in vain and ten times as long
# as writing it takes; half of what is stored is NULL. So it is told.
register_adapter(type(None), {None: None}.__getitem__)
register_adapter(bool, int)


def insert(
    connection: Connection,
    table: str,
    columns: type[NamedTuple],
    rows: Iterable[tuple[Any, ...]],
    *,
    replace: bool = False,
) -> None:
    """Store rows in the order of the columns, over those of the same id with ``replace``.

    Many are best given as plain tuples: to make named ones and to bind them takes a tenth of the
    time of writing.
    """
    names = columns._fields
    connection.executemany(
        f"{'REPLACE' if replace else 'INSERT'} INTO {table} ({', '.join(names)})"
        f" VALUES ({', '.join('?' * len(names))})",
        rows,
    )


def select(columns: type[NamedTuple], table: str) -> str:
    """The columns in their order, of a table by its name in the statement."""
    return ", ".join(f"{table}.{name}" for name in columns._fields)


def paper_of(
    row: PaperRow,
    abstract: str | None,
    summary: str | None,
    digests: tuple[DigestReference, ...],
) -> Paper:
    """A paper as it is shown, from its row, its texts and where it was seen."""
    return Paper(
        row.id,
        row.title,
        abstract,
        date_written(row.published, bool(row.published_inferred)),
        row.author_count,
        list_of(row.authors),
        organization_of(row.org_slug, row.org_name),
        row.comments,
        row.upvotes,
        row.arxiv_id,
        row.version,
        row.doi,
        row.openreview_id,
        row.acl_id,
        row.url,
        row.venue,
        row.kind,
        list_of(row.categories),
        summary,
        (list_of(row.links) or ()) if row.links != "[]" else (),
        digests,
        row.sightings,
        date_written(row.first_seen, bool(row.seen_inferred)),
        date_written(row.last_seen, bool(row.seen_inferred)),
    )


def date_columns(when: PartialDate | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date that may be missing."""
    return (when.year, when.month, when.day) if when else (None, None, None)


def date_of(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    """The inverse of `date_columns`."""
    return None if year is None and month is None else PartialDate(year, month, day)


def page_date(
    year: int | None, month: int | None, day: int | None, source: str | None
) -> PartialDate | None:
    """The date of a digest as it is shown, from its columns; none where the page shows none."""
    if month is None and source != WRITTEN:
        return None
    return PartialDate(year, month, day, source == INFERRED)


def date_written(text: str | None, inferred: bool = False) -> PartialDate | None:
    """The inverse of ``str(PartialDate)``; raises ValueError for what that never gives."""
    if text is None:
        return None
    if text.startswith("--"):
        return PartialDate(None, int(text[2:4]), int(text[5:7]))
    year, month, day = (*map(int, text.split("-", 2)), None, None)[:3]
    return PartialDate(year, month, day, inferred)


def organization_of(slug: str | None, name: str | None) -> Organization | None:
    """An organization from its two columns."""
    return None if slug is None else Organization(slug, name or "")


def list_of(values: str | None) -> tuple[str, ...] | None:
    """The inverse of `as_list`, of a column that may be empty."""
    if not values:
        return None
    import json  # takes a thirtieth of a search to import, and most papers have no list

    return tuple(json.loads(values))


def as_list(values: Sequence[str]) -> str:
    """A JSON list of texts."""
    if not values:
        return "[]"
    within = '", "'.join(values)
    plain = within.isascii() and within.isprintable() and "\\" not in within
    if plain and within.count('"') == 2 * (len(values) - 1):
        return f'["{within}"]'  # as all keys are
    import json

    return json.dumps(values, ensure_ascii=False)


def as_json(ids: Iterable[int] | Iterable[str]) -> str:
    """A sorted JSON list: one parameter for any number of values, looked up in the order of the
    tree."""
    ordered: list[Any] = sorted(ids)
    return as_list(ordered) if ordered and isinstance(ordered[0], str) else ids_as_json(ordered)


def ids_as_json(ids: Iterable[int]) -> str:
    """A JSON list as given: Python writes whole numbers as JSON does, in half the time."""
    return str(list(ids))


def last_id(connection: Connection, table: str) -> int:
    """The highest id a table ever gave out, whether it still exists or not."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return row[0] if row else 0


def count_rows(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
