"""From records to papers: what follows when records came, went, or were decided upon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from sqlite3 import Connection

from papercli.store.blocks import add_blocks, remove_blocks
from papercli.store.clusters import papers_of, records_of_papers, regroup
from papercli.store.columns import as_json
from papercli.store.constraints import load_constraints
from papercli.store.papers import see_again, write_papers
from papercli.store.records import Content, load_records
from papercli.store.verdicts import Records, remove_verdicts, score_pairs


def derive(
    connection: Connection,
    fresh: dict[int, Content],
    *,
    touched: Iterable[int] = (),
    pairs: Iterable[tuple[int, int]] = (),
    seen_again: Iterable[int] = (),
    claims: dict[int, int] | None = None,
    given_back: dict[int, int] | None = None,
    changed: Iterable[int] = (),
) -> None:
    """Bring papers in step with the records.

    ``fresh`` records have neither blocking keys nor a paper yet; ``touched`` ones are to be grouped
    again; ``pairs`` are to be compared besides those that blocking finds; records in ``seen_again``
    have more or fewer sightings than before. ``claims`` and ``given_back``: paper ids as in
    `regroup`; ``changed``: papers that are to be combined again in any case.
    """
    found, withdrawn = add_blocks(connection, {number: c.keys for number, c in fresh.items()})
    records = Records(connection, fresh)
    joined = score_pairs(connection, records, found.union(pairs))
    decided = load_constraints(connection)
    again = joined.union(fresh, withdrawn, touched)
    result = regroup(connection, again, records, decided, claims, given_back)
    singletons = {
        paper: (record, fresh[record])
        for paper, record in result.singletons.items()
        if record in fresh and fresh[record].alone is not None
    }
    changed = result.changed.union(changed) - singletons.keys()
    write_papers(connection, changed - result.gone, result.gone, singletons)
    seen = as_json(seen_again)
    homes = {
        paper
        for (paper,) in connection.execute(
            "SELECT r.paper_id FROM json_each(?) AS w CROSS JOIN records AS r ON r.id = w.value",
            (seen,),
        )
    }
    see_again(connection, homes - changed)


@dataclass(slots=True)
class Removal:
    """Records that are no more, and what has to be derived anew for it."""

    records: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)


def detach(connection: Connection, removed: Iterable[int], *, scan: bool = False) -> Removal:
    """Take records out of everything but the texts, which `finish` drops when papers have followed.

    ``scan``: look for blocking keys in the whole table, since other rules may have made them.
    """
    removal = Removal(set(removed))
    ids = as_json(removal.records)
    removal.papers = papers_of(connection, removal.records)
    removal.touched = records_of_papers(connection, removal.papers)
    for a, b in load_constraints(connection).must_link:
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
    )
    connection.execute(
        "DELETE FROM texts WHERE record_id IN (SELECT value FROM json_each(?))",
        (as_json(removal.records),),
    )
