"""What a run of ingesting has brought, counted: all that its summary needs.

Apart from `papercli.search.outcomes`, which says it of each sighting, with the evidence, and loads
what that takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from sqlite3 import Connection
from typing import TYPE_CHECKING

from papercli.search.open_pairs import OPEN_PAIRS

if TYPE_CHECKING:
    from papercli.search.outcomes import SightingReport


def new_papers(connection: Connection, last_before: int) -> Iterable[tuple[int, int]]:
    """For each digest that was the first to show papers of an id above ``last_before``: how
    many."""
    return connection.execute(
        """
        SELECT s.digest_id, count(*)
          FROM (
            SELECT min(s.id) AS id
              FROM records AS r
              JOIN sightings AS s ON s.record_id = r.id
             WHERE r.paper_id > ?
             GROUP BY r.paper_id
        ) AS first
         CROSS JOIN sightings AS s ON s.id = first.id
         GROUP BY s.digest_id
        """,
        (last_before,),
    )


def undecided_pairs(connection: Connection, last_before: int) -> Iterable[tuple[int, int]]:
    """For each digest that was the first to show records of an id above ``last_before``: how many
    pairs of papers they left undecided. A pair counts once, for the newest record that it has."""
    return connection.execute(
        f"""
        SELECT s.digest_id, count(*)
          FROM (SELECT max(newer) AS record FROM ({OPEN_PAIRS})
                 WHERE newer > ? GROUP BY a, b) AS w
         CROSS JOIN sightings AS s
            ON s.id = (SELECT min(id) FROM sightings WHERE record_id = w.record)
         GROUP BY s.digest_id
        """,
        (last_before,),
    )


def count_undecided(connection: Connection, since: int = 0) -> int:
    """Pairs of papers that await a decision; only those with a record of an id above ``since``."""
    (number,) = connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT a, b FROM ({OPEN_PAIRS}) WHERE newer > ?)", (since,)
    ).fetchone()
    return int(number)


def in_detail(connection: Connection, digests: Collection[int]) -> list[SightingReport]:
    """A report on every sighting of these digests; loads what explains it."""
    from papercli.search.outcomes import sighting_reports

    return sighting_reports(connection, digests)
