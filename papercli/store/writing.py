"""Storing digests: sightings are written, papers follow, in one transaction a batch of whole
files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Connection

from papercli.store.blocks import add_blocks
from papercli.store.grouping import regroup
from papercli.store.papers import see_again, write_papers
from papercli.store.preparing import PreparedDigest, completed, record_key
from papercli.store.rows import RECORD_COLUMNS, Content, as_json, date_columns, last_id
from papercli.store.ties import load_ties, split_contents
from papercli.store.verdicts import Records, judge_candidates


@dataclass(slots=True)
class Batch:
    """What a batch of digests added."""

    digests: dict[int, int] = field(default_factory=dict)
    """The number of each digest in the batch that was new, and the id it got."""
    sightings: int = 0


def known_fingerprints(connection: Connection, fingerprints: Iterable[str]) -> set[str]:
    """Those of the fingerprints that are in the index already."""
    return {
        fingerprint
        for (fingerprint,) in connection.execute(
            "SELECT d.fingerprint FROM json_each(?) AS w"
            " CROSS JOIN digests AS d ON d.fingerprint = w.value",
            (as_json(fingerprints),),
        )
    }


def undated_path(connection: Connection, fingerprint: str) -> str | None:
    """The path of the digest of that fingerprint, if its year is unknown."""
    row = connection.execute(
        "SELECT path FROM digests WHERE fingerprint = ? AND year IS NULL", (fingerprint,)
    ).fetchone()
    return row and str(row[0])


def add_digests(connection: Connection, digests: Sequence[PreparedDigest], now: datetime) -> Batch:
    """Store digests that are not known yet and derive the papers anew where they are touched."""
    known = known_fingerprints(connection, {digest.fingerprint for digest in digests})
    batch = Batch()
    following = last_id(connection, "digests") + 1
    for number, digest in enumerate(digests):
        if digest.fingerprint not in known:
            known.add(digest.fingerprint)
            batch.digests[number] = following
            following += 1
    new = [(number, digests[at]) for at, number in batch.digests.items()]
    _insert_digests(connection, new, now)
    fresh, repeated, batch.sightings = _insert_sightings(connection, new)
    derive(connection, fresh, seen_again=repeated)
    return batch


def derive(
    connection: Connection,
    fresh: dict[int, Content],
    *,
    touched: Iterable[int] = (),
    pairs: Iterable[tuple[int, int]] = (),
    seen_again: Iterable[int] = (),
    claims: dict[int, int] | None = None,
    changed: Iterable[int] = (),
) -> None:
    """Bring papers in step with the records.

    ``fresh`` records have neither blocking keys nor a paper yet; ``touched`` ones are to be grouped
    again; ``pairs`` are to be compared besides those that blocking finds; records in ``seen_again``
    have more or fewer sightings than before. ``claims``: paper ids that records once had;
    ``changed``: papers that are to be combined again in any case.
    """
    found, withdrawn = add_blocks(connection, {number: c.keys for number, c in fresh.items()})
    for older, newer in pairs:
        found.setdefault(newer, set()).add(older)
    records = Records(connection, fresh)
    joined = judge_candidates(connection, records, found)
    ties = load_ties(connection)
    result = regroup(connection, joined.union(fresh, withdrawn, touched), records, ties, claims)
    lone = {
        paper: (record, fresh[record])
        for paper, record in result.lone.items()
        if record in fresh and fresh[record].alone is not None
    }
    changed = result.changed.union(changed) - lone.keys()
    write_papers(connection, changed - result.gone, result.gone, lone)
    again = as_json(seen_again)
    homes = {
        paper
        for (paper,) in connection.execute(
            "SELECT r.paper_id FROM json_each(?) AS w CROSS JOIN records AS r ON r.id = w.value",
            (again,),
        )
    }
    see_again(connection, homes - changed)


def _insert_digests(
    connection: Connection, digests: Iterable[tuple[int, PreparedDigest]], now: datetime
) -> None:
    connection.executemany(
        "INSERT INTO digests (id, path, reader, line, fingerprint, year, month, day, year_inferred,"
        " ingested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, digest.path, digest.reader, digest.line, digest.fingerprint,
                *date_columns(digest.date), digest.year_inferred, now.isoformat(timespec="seconds"),
            )
            for number, digest in digests
        ],
    )  # fmt: skip


def _insert_sightings(
    connection: Connection, digests: Sequence[tuple[int, PreparedDigest]]
) -> tuple[dict[int, Content], set[int], int]:
    """Store sightings and the records they need.

    Returns the new records, those seen before or more than once, and the number of sightings.
    """
    apart = split_contents(connection)
    keyed = [
        (
            record_key(
                entry.content_key,
                not entry.content.identifies or entry.content_key in apart,
                digest.fingerprint,
                position,
            ),
            number,
            position,
            entry,
        )
        for number, digest in digests
        for position, entry in enumerate(digest.entries, 1)
    ]
    ids = record_ids(connection, {key for key, *_ in keyed})
    repeated: set[int] = set()
    fresh: dict[int, Content] = {}
    following = last_id(connection, "records") + 1
    rows = []
    for key, digest_id, position, entry in keyed:
        record = ids.get(key)
        if record is None:
            record = ids[key] = following
            fresh[record] = completed(entry.content)
            following += 1
        else:
            repeated.add(record)
        rows.append((digest_id, position, entry.line, record, entry.comments, entry.metadata))
    keys = {record: key for key, record in ids.items() if record in fresh}
    insert_records(
        connection, [(record, keys[record], content) for record, content in fresh.items()]
    )
    connection.executemany(
        "INSERT INTO sightings (digest_id, position, line, record_id, comments, metadata)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )
    return fresh, repeated, len(rows)


def record_ids(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The ids of those records that exist."""
    return dict(
        connection.execute(
            "SELECT r.key, r.id FROM json_each(?) AS w CROSS JOIN records AS r ON r.key = w.value",
            (as_json(keys),),
        )
    )


def insert_records(connection: Connection, rows: Iterable[tuple[int, str, Content]]) -> None:
    """Store new records with their texts, not yet in any paper."""
    rows = list(rows)
    connection.executemany(
        f"INSERT INTO records (id, key, {RECORD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?)",
        [(record, key, *content.columns) for record, key, content in rows],
    )
    connection.executemany(
        "INSERT INTO texts (record_id, title, abstract) VALUES (?, ?, ?)",
        [(record, content.title, content.abstract) for record, _, content in rows],
    )
