"""Digests and their sightings as they are stored; `forgetting` takes them out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from sqlite3 import Connection

from papercli.dates import INFERRED, WRITTEN
from papercli.matching.years import Facts, Year, bounds_of, own_year
from papercli.store.columns import (
    DigestRow,
    SightingRow,
    as_json,
    date_columns,
    insert,
    last_id,
)
from papercli.store.constraints import split_contents
from papercli.store.derive import derive
from papercli.store.prepared_digests import (
    Placed,
    PreparedDigest,
    completed,
    dates_of,
    pieces,
    record_key,
)
from papercli.store.records import Content, insert_records, record_ids
from papercli.store.years import year_columns


class Batch:
    """What a batch of digests added."""

    __slots__ = ("digests", "sightings", "uncompared")

    def __init__(self, digests: dict[int, int] | None = None) -> None:
        self.digests = {} if digests is None else digests
        """The number of each digest in the batch that was new, and the id it got."""
        self.sightings = 0
        self.uncompared: Counter[int] = Counter()
        """How many sightings of a digest, by its id, were compared with none, because too many
        share each of their blocking keys."""


def known_fingerprints(connection: Connection, fingerprints: Iterable[str]) -> set[str]:
    """Those of the fingerprints that are in the index already."""
    return {
        fingerprint
        for (fingerprint,) in connection.execute(
            """
            SELECT d.fingerprint
              FROM json_each(?) AS w
             CROSS JOIN digests AS d ON d.fingerprint = w.value
            """,
            (as_json(fingerprints),),
        )
    }


def undated_path(connection: Connection, fingerprint: str) -> str | None:
    """The path of the digest of that fingerprint, if its year is unknown or inferred."""
    row = connection.execute(
        """
        SELECT path
          FROM digests
         WHERE fingerprint = ?
           AND (year IS NULL OR year_source = ?)
        """,
        (fingerprint, INFERRED),
    ).fetchone()
    return row and str(row[0])


def add_digests(connection: Connection, digests: Sequence[PreparedDigest], now: datetime) -> Batch:
    """Store digests that are not known yet and derive the papers anew where they are touched."""
    known = known_fingerprints(connection, {prepared.digest.fingerprint for prepared in digests})
    batch = Batch()
    following = last_id(connection, "digests") + 1
    for number, (digest, _) in enumerate(digests):
        if digest.fingerprint not in known:
            known.add(digest.fingerprint)
            batch.digests[number] = following
            following += 1
    new = [(number, digests[at]) for at, number in batch.digests.items()]
    _insert_digests(connection, new, now)
    for piece in pieces(new):
        fresh, repeated, shown_in = _insert_sightings(connection, piece)
        uncompared = derive(connection, fresh, seen_again=repeated, shown_in=shown_in)
        if uncompared:
            from papercli.store.sightings import digests_of

            batch.uncompared.update(digests_of(connection, uncompared))
        batch.sightings += len(piece)
    return batch


def _insert_digests(
    connection: Connection, digests: Iterable[tuple[int, PreparedDigest]], now: datetime
) -> None:
    rows = [
        _digest_row(number, prepared, now.isoformat(timespec="microseconds"))
        for number, prepared in digests
    ]
    insert(connection, "digests", DigestRow, rows)


def _digest_row(number: int, prepared: PreparedDigest, ingested_at: str) -> DigestRow:
    """The row of a digest, its year as far as it is known without any other digest."""
    digest, entries = prepared
    if digest.date is not None and digest.date.year is not None:
        year, after, leap_day = Year(digest.date.year, WRITTEN), None, False
    else:
        dates = filter(None, dates_of(entries)) if digest.leaves_out_years else ()
        after, leap_day = bounds_of(digest.date, dates)
        _, month, day = date_columns(digest.date)
        ingested = date.fromisoformat(ingested_at[:10])
        year = own_year(Facts(month, day, after, leap_day, digest.said_year, ingested))
    _, month, day = date_columns(digest.date)
    derived, source, contradiction = year_columns(year)
    return DigestRow(
        number,
        digest.path,
        digest.reader,
        digest.line,
        digest.fingerprint,
        derived,
        month,
        day,
        source,
        digest.said_year,
        after,
        leap_day,
        contradiction,
        ingested_at,
    )


def _insert_sightings(
    connection: Connection, placed: Sequence[Placed]
) -> tuple[dict[int, Content], set[int], dict[int, int]]:
    """Store sightings and the records they need.

    Returns the new records, those seen before or more than once, and the digest in which each new
    one was seen first.
    """
    apart = split_contents(connection)
    keyed = [
        (
            record_key(
                entry.content_key,
                not entry.content.identifies or entry.content_key in apart,
                fingerprint,
                position,
            ),
            number,
            position,
            entry,
        )
        for number, fingerprint, position, entry in placed
    ]
    ids = record_ids(connection, {key for key, *_ in keyed})
    repeated: set[int] = set()
    fresh: dict[int, Content] = {}
    shown_in: dict[int, int] = {}
    following = last_id(connection, "records") + 1
    rows = []
    for key, digest_id, position, entry in keyed:
        record = ids.get(key)
        if record is None:
            record = ids[key] = following
            fresh[record] = completed(entry.content)
            shown_in[record] = digest_id
            following += 1
        else:
            repeated.add(record)
        rows.append((digest_id, position, entry.line, record, *entry.counts, entry.metadata))
    keys = {record: key for key, record in ids.items() if record in fresh}
    insert_records(
        connection, [(number, keys[number], content.record) for number, content in fresh.items()]
    )
    insert(connection, "sightings", SightingRow, rows)
    return fresh, repeated, shown_in
