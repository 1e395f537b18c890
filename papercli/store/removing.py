"""Taking records out, and giving the sightings of one content records of their own or one
together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from sqlite3 import Connection

from papercli.store.blocks import remove_blocks
from papercli.store.columns import as_json, last_id
from papercli.store.constraints import load_ties, records_under, split_contents
from papercli.store.digests import derive, insert_records, record_ids
from papercli.store.prepared import contents_of, record_key
from papercli.store.records import RECORD_COLUMNS, Content, load_records, record_of
from papercli.store.verdicts import remove_verdicts


@dataclass(slots=True)
class Removal:
    """Records that are no more, and what has to be derived anew for it."""

    records: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)


def comrades(connection: Connection, papers: Iterable[int]) -> set[int]:
    """All records of some papers."""
    return {
        number
        for (number,) in connection.execute(
            "SELECT r.id FROM json_each(?) AS w CROSS JOIN records AS r ON r.paper_id = w.value",
            (as_json(papers),),
        )
    }


def papers_of(connection: Connection, records: Iterable[int]) -> set[int]:
    """The papers that some records belong to."""
    return {
        paper
        for (paper,) in connection.execute(
            "SELECT r.paper_id FROM json_each(?) AS w"
            " CROSS JOIN records AS r ON r.id = w.value WHERE r.paper_id IS NOT NULL",
            (as_json(records),),
        )
    }


def detach(connection: Connection, removed: Iterable[int], *, scan: bool = False) -> Removal:
    """Take records out of everything but the texts, which `finish` drops when papers have followed.

    ``scan``: look for blocking keys in the whole table, since other rules may have made them.
    """
    removal = Removal(set(removed))
    ids = as_json(removal.records)
    removal.papers = papers_of(connection, removal.records)
    removal.touched = comrades(connection, removal.papers)
    for a, b in load_ties(connection).together:
        if a in removal.records or b in removal.records:
            removal.touched.update((a, b))
    removal.touched |= remove_verdicts(connection, removal.records)
    if scan:
        connection.execute(
            "DELETE FROM blocks WHERE record_id IN (SELECT value FROM json_each(?))", (ids,)
        )
    removal.pairs = remove_blocks(connection, dict(load_records(connection, removal.records)))
    connection.execute("DELETE FROM records WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    removal.touched -= removal.records
    return removal


def finish(
    connection: Connection,
    removal: Removal,
    fresh: dict[int, Content] | None = None,
    *,
    claims: dict[int, int] | None = None,
    touched: Iterable[int] = (),
    seen_again: Iterable[int] = (),
) -> None:
    """Let the papers follow a removal, then drop the texts."""
    derive(
        connection,
        fresh or {},
        touched=removal.touched.union(touched),
        pairs=removal.pairs,
        seen_again=seen_again,
        claims=claims,
        changed=removal.papers,
    )
    connection.execute(
        "DELETE FROM texts WHERE record_id IN (SELECT value FROM json_each(?))",
        (as_json(removal.records),),
    )


def rekey(connection: Connection, contents: Iterable[str], touched: Iterable[int] = ()) -> None:
    """Give every sighting of these contents the record it should have by now, and derive.

    ``touched`` records are grouped again in the same go.
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
    finish(connection, removal, fresh, claims=claims, touched=set(touched) - old)


def _rekey_one(
    connection: Connection,
    content_key: str,
    records: list[int],
    split: bool,
    fresh: dict[int, Content],
    claims: dict[int, int],
) -> set[int]:
    """Move the sightings of one content; returns the records that are left without any."""
    title, abstract, paper, *columns = connection.execute(
        f"SELECT title, abstract, paper_id, {RECORD_COLUMNS} FROM records"
        " JOIN texts ON record_id = id WHERE id = ?",
        (records[0],),
    ).fetchone()
    (content,) = contents_of([record_of(columns, title, abstract)], [tuple(columns)])
    apart = split or not content.identifies
    sightings = connection.execute(
        "SELECT s.id, s.record_id, r.paper_id, d.fingerprint, s.position FROM json_each(?) AS w"
        " CROSS JOIN sightings AS s ON s.record_id = w.value"
        " CROSS JOIN digests AS d ON d.id = s.digest_id"
        " CROSS JOIN records AS r ON r.id = w.value",
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
            insert_records(connection, [(following, key, content)])
            fresh[following] = content
            claims[following] = paper
            following += 1
    connection.executemany(
        "UPDATE sightings SET record_id = ? WHERE id = ?",
        [(ids[wanted[number]], number) for number, *_ in sightings],
    )
    return set(records) - set(ids.values())
