"""What an index says that a run has brought."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.search.arrivals import in_detail, new_papers, undecided_pairs
from papercli.search.years import DigestYear, contradicted, years_of
from papercli.store.columns import count_rows, last_id
from papercli.store.locking import snapshot
from papercli.store.schema import rules_changed

if TYPE_CHECKING:
    from papercli.search.outcomes import SightingReport


class Before(NamedTuple):
    """What of an index tells later what a run has brought."""

    last_paper: int = 0
    last_record: int = 0
    papers: int = 0
    contradicted: frozenset[int] = frozenset()
    """The digests of whose years facts contradicted each other already."""


NOTHING_BEFORE = Before()
"""What there is of an index that was not there."""


def before(connection: Connection) -> Before:
    """What there is of an index before a run stores anything."""
    return Before(
        last_id(connection, "papers"),
        last_id(connection, "records"),
        count_rows(connection, "papers"),
        frozenset(each.id for each in contradicted(connection)),
    )


class Brought(NamedTuple):
    """What an index says at the end of a run; digests by their ids."""

    papers: int
    """How many there are."""
    older_rules: bool
    new_papers: list[tuple[int, int]]
    """Of each digest that was the first to show some, how many."""
    undecided: list[tuple[int, int]]
    """The same of pairs of papers that were left undecided."""
    years: list[DigestYear]
    contradicted: list[DigestYear]
    """Those of whose years facts contradict each other since this run."""
    sightings: list[SightingReport]


def brought(
    connection: Connection,
    since: Before,
    fingerprints: Iterable[str],
    detailed: Collection[int] = (),
) -> Brought:
    """Ask an index about a run that read digests with these fingerprints, and about each sighting
    of the ``detailed`` ones."""
    with snapshot(connection):
        return Brought(
            count_rows(connection, "papers"),
            rules_changed(connection),
            list(new_papers(connection, since.last_paper)),
            list(undecided_pairs(connection, since.last_record)),
            years_of(connection, fingerprints),
            [each for each in contradicted(connection) if each.id not in since.contradicted],
            in_detail(connection, detailed) if detailed else [],
        )
