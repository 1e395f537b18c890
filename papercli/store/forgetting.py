"""Taking a digest out of an index: the papers are then what they would be without it."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.store.clusters import papers_of
from papercli.store.columns import as_json, count_rows, page_date
from papercli.store.connection import writing
from papercli.store.digest_lookup import find_digest
from papercli.store.locking import PATIENT, Waiting
from papercli.store.papers import existing
from papercli.store.redirects import lead_on
from papercli.store.removal import detach, finish
from papercli.store.schema import rules_changed


class ForgetReport(NamedTuple):
    """What forgetting a digest took out."""

    path: str
    reader: str
    date: str | None
    year_inferred: bool
    fingerprint: str
    sightings: int
    papers_removed: int
    papers_changed: int
    papers: int
    """Papers of the index afterwards."""


def forget(index: Path, digest: str, waiting: Waiting = PATIENT) -> ForgetReport:
    """Take a digest out; the papers are then what they would be without it.

    ``digest`` is an id, a path or the start of a fingerprint. Raises PapersError where that names
    none, UsageError where it names several.
    """
    with writing(index, waiting=waiting) as connection:
        return forget_digest(connection, digest)


def forget_digest(connection: Connection, digest: str) -> ForgetReport:
    """`forget` inside an open transaction."""
    number = find_digest(connection, digest)
    path, reader, *dated, fingerprint = connection.execute(
        "SELECT path, reader, year, month, day, year_source, fingerprint FROM digests WHERE id = ?",
        (number,),
    ).fetchone()
    when = page_date(*dated)
    before = count_rows(connection, "papers")
    records = {
        record
        for (record,) in connection.execute(
            "SELECT DISTINCT record_id FROM sightings WHERE digest_id = ?", (number,)
        )
    }
    affected = papers_of(connection, records)
    lead_on(connection, number)
    gone = connection.execute("DELETE FROM sightings WHERE digest_id = ?", (number,)).rowcount
    connection.execute("DELETE FROM digests WHERE id = ?", (number,))
    orphans = {
        record
        for (record,) in connection.execute(
            """
            SELECT w.value
              FROM json_each(?) AS w
             WHERE NOT EXISTS (
                SELECT 1
                  FROM sightings AS s
                 WHERE s.record_id = w.value
            )
            """,
            (as_json(records),),
        )
    }
    removal = detach(connection, orphans, scan=rules_changed(connection))
    finish(connection, removal, seen_again=records - orphans)
    after = count_rows(connection, "papers")
    left = len(affected & existing(connection, affected))
    return ForgetReport(
        path, reader, str(when) if when else None, bool(when and when.inferred), fingerprint, gone,
        max(0, before - after), left, after,
    )  # fmt: skip
