"""Taking records out of an index, and letting the papers follow."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.store.blocks import remove_blocks
from papercli.store.clusters import papers_of, records_of_papers
from papercli.store.columns import as_json
from papercli.store.constraints import load_constraints
from papercli.store.derive import derive
from papercli.store.records import Content, load_records
from papercli.store.verdicts import remove_verdicts


class Removal(NamedTuple):
    """Records that are no more, and what has to be derived anew for it."""

    records: set[int]
    touched: set[int]
    pairs: set[tuple[int, int]]
    papers: set[int]


def detach(connection: Connection, removed: Iterable[int], *, scan: bool = False) -> Removal:
    """Take records out of everything but the texts, which `finish` drops when papers have followed.

    ``scan``: look for blocking keys in the whole table, since other rules may have made them.
    """
    records = set(removed)
    ids = as_json(records)
    papers = papers_of(connection, records)
    touched = records_of_papers(connection, papers)
    for a, b in load_constraints(connection).must_link:
        if a in records or b in records:
            touched.update((a, b))
    touched |= remove_verdicts(connection, records)
    if scan:
        connection.execute(
            "DELETE FROM blocks WHERE record_id IN (SELECT value FROM json_each(?))", (ids,)
        )
    pairs = remove_blocks(connection, dict(load_records(connection, records)))
    connection.execute("DELETE FROM records WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    return Removal(records, touched - records, pairs, papers)


def finish(
    connection: Connection,
    removal: Removal,
    fresh: dict[int, Content] | None = None,
    *,
    claims: dict[int, int] | None = None,
    given_back: dict[int, int] | None = None,
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
        given_back=given_back,
        changed=removal.papers,
        lost=True,
    )
    connection.execute(
        "DELETE FROM texts WHERE record_id IN (SELECT value FROM json_each(?))",
        (as_json(removal.records),),
    )
