"""Sightings moved to the records that they should have, as decisions and rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from copy import copy
from sqlite3 import Connection

from papercli.store.columns import as_json, last_id
from papercli.store.constraints import records_behind, records_under, split_contents
from papercli.store.prepared_digests import contents_of, record_key
from papercli.store.records import Content, insert_records, load_records, record_ids
from papercli.store.removal import detach, finish


def rekey(
    connection: Connection,
    contents: Iterable[str],
    touched: Set[int] = frozenset(),
    given_back: Mapping[str, int] | None = None,
) -> None:
    """Give every sighting of these contents the record it should have by now, and derive.

    ``touched`` records are grouped again in the same go. ``given_back`` are the paper ids that they
    had, by their keys, before a decision that no longer stands.
    """
    split = split_contents(connection)
    old: set[int] = set()
    fresh: dict[int, Content] = {}
    claims: dict[int, int] = {}
    for content_key in sorted(contents):
        records = records_under(connection, content_key)
        if records:
            old |= _rekey_one(connection, content_key, records, content_key in split, fresh, claims)
    removal = detach(connection, old)
    had = {
        record: paper
        for key, paper in (given_back or {}).items()
        for record in records_behind(connection, key)
    }
    concerned = fresh.keys() | touched
    back = {record: paper for record, paper in had.items() if record in concerned}
    finish(connection, removal, fresh, claims=claims, given_back=back, touched=touched - old)


def _rekey_one(
    connection: Connection,
    content_key: str,
    records: list[int],
    split: bool,
    fresh: dict[int, Content],
    claims: dict[int, int],
) -> set[int]:
    """Move the sightings of one content; returns the records that are left without any."""
    ((_, record),) = load_records(connection, records[:1])
    (content,) = contents_of([record])
    apart = split or not content.identifies
    sightings = connection.execute(
        """
        SELECT s.id, s.record_id, r.paper_id, d.fingerprint, s.position
          FROM json_each(?) AS w
         CROSS JOIN sightings AS s ON s.record_id = w.value
         CROSS JOIN digests AS d ON d.id = s.digest_id
         CROSS JOIN records AS r ON r.id = w.value
        """,
        (as_json(records),),
    ).fetchall()
    wanted = {
        number: record_key(content_key, apart, fingerprint, position)
        for number, _, _, fingerprint, position in sightings
    }
    ids = record_ids(connection, wanted.values())
    following = last_id(connection, "records") + 1
    for number, _, paper, _, _ in sorted(sightings):
        key = wanted[number]
        if key not in ids:
            ids[key] = following
            insert_records(connection, [(following, key, record)])
            # A record weighs more against itself than against another that reads the same.
            fresh[following] = content._replace(record=copy(record))
            claims[following] = paper
            following += 1
    connection.executemany(
        "UPDATE sightings SET record_id = ? WHERE id = ?",
        [(ids[wanted[number]], number) for number, *_ in sightings],
    )
    return set(records) - set(ids.values())
