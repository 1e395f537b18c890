"""An index of a share of papers that were resolved elsewhere: it is asked, and takes in nothing.

Its papers keep the numbers that they have; no block is kept, so that nothing is compared with what
it holds. What of a paper is stored, and how it is searched, say the same rooms as in any index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from papercli.matching.record import prepare
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple
from papercli.store.appearances import DIGEST, appearances, load_pages, load_seen
from papercli.store.columns import DigestRow, SightingRow, as_list, insert
from papercli.store.connection import opened_for_writing
from papercli.store.locking import PATIENT, transaction
from papercli.store.papers import write_papers
from papercli.store.records import insert_records

TOGETHER = 2_000
"""Papers, and sightings, that are stored at a time."""


class Placed(NamedTuple):
    """A sighting of a paper that is known."""

    paper: int
    record: int
    key: str
    digest: int
    position: int
    sighting: Sighting


def write_shard(
    index: Path,
    digests: Iterable[DigestRow],
    sightings: Iterable[Placed],
    edges: Iterable[tuple[int, int, str, float]],
) -> int:
    """Make an index of all sightings of some papers; returns how many papers.

    ``edges`` are the pairs of their records that are the same or undecided, with their bits.
    """
    with opened_for_writing(index, create=True, bulk=True) as connection:
        with transaction(connection, index, PATIENT):
            insert(connection, "digests", DigestRow, digests)
            papers = _insert_sightings(connection, sightings)
            connection.executemany(
                "INSERT INTO verdicts (a, b, outcome, bits) VALUES (?, ?, ?, ?)",
                ((a, b, outcome == Outcome.SAME.value, bits) for a, b, outcome, bits in edges),
            )
            for batch in _batches(sorted(papers)):
                _combine(connection, batch)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(papers)


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(values)
    while batch := list(islice(remaining, TOGETHER)):
        yield batch


def _insert_sightings(connection: Connection, sightings: Iterable[Placed]) -> set[int]:
    homes: dict[int, int] = {}
    for batch in _batches(sightings):
        fresh = {one.record: one for one in batch if one.record not in homes}
        homes.update((record, one.paper) for record, one in fresh.items())
        insert_records(
            connection, [(n, one.key, prepare(one.sighting)) for n, one in sorted(fresh.items())]
        )
        connection.executemany(
            "UPDATE records SET paper_id = ? WHERE id = ?",
            [(one.paper, record) for record, one in fresh.items()],
        )
        insert(connection, "sightings", SightingRow, map(_sighting_row, batch))
    return set(homes.values())


_AS_READ = attrgetter(*SightingRow._fields[2:3], *SightingRow._fields[4:])


def _sighting_row(placed: Placed) -> tuple[Any, ...]:
    line, *rest = _AS_READ(placed.sighting)
    shown = (as_list(value) if isinstance(value, tuple) else value for value in rest)
    return placed.digest, placed.position, line, placed.record, *shown


def _combine(connection: Connection, papers: Sequence[int]) -> None:
    """Store papers and their full text, as `papercli.store.derive` does."""
    seen = load_seen(connection, papers)
    pages = load_pages(connection, {row[DIGEST] for rows in seen.values() for row in rows})
    dated = {paper: appearances(rows, pages) for paper, rows in seen.items()}
    write_papers(connection, papers, dated)
