"""Which digests the index holds, and how much each adds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.search.years import year_problem
from papercli.store.columns import page_date

if TYPE_CHECKING:
    from sqlite3 import Connection


class DigestSummary(NamedTuple):
    """One digest of the index."""

    id: int
    path: str
    reader: str
    line: int
    """Where it begins in its file."""
    date: PartialDate | None
    year: int | None
    """That of the date; of a digest that shows no date, the year of its entries."""
    year_source: str | None
    """One of those that `papercli.dates` names."""
    year_problem: str | None
    """Which facts contradict each other."""
    fingerprint: str
    ingested_at: str
    """When, in ISO 8601, to the second; the index keeps it finer, to tell runs apart."""
    sightings: int
    papers: int
    only_here: int
    """Papers seen in no other digest."""


def digests(connection: Connection) -> list[DigestSummary]:
    """All digests in the order of ingestion."""
    rows = connection.execute(
        """
        WITH seen AS MATERIALIZED (
            SELECT s.digest_id, r.paper_id, count(*) AS times
              FROM sightings AS s
              JOIN records AS r ON r.id = s.record_id
             GROUP BY 1, 2
        ),
        single AS MATERIALIZED (
            SELECT min(digest_id) AS digest_id
              FROM seen
             GROUP BY paper_id
            HAVING count(*) = 1
        ),
        alone AS MATERIALIZED (
            SELECT digest_id, count(*) AS papers FROM single GROUP BY 1
        ),
        total AS MATERIALIZED (
            SELECT digest_id, sum(times) AS sightings, count(*) AS papers FROM seen GROUP BY 1
        )
        SELECT d.id, d.path, d.reader, d.line, d.year, d.month, d.day, d.year_source, d.year_after,
               d.contradiction, d.fingerprint, d.ingested_at,
               coalesce(t.sightings, 0), coalesce(t.papers, 0), coalesce(a.papers, 0)
          FROM digests AS d
          LEFT JOIN total AS t ON t.digest_id = d.id
          LEFT JOIN alone AS a ON a.digest_id = d.id
         ORDER BY d.id
        """
    )
    found = []
    for number, path, reader, line, *when, after, against, fingerprint, at, n, p, alone in rows:
        year, *_, source = when
        problem = year_problem(year, source, after, at, against)
        when_read = datetime.fromisoformat(at).isoformat(timespec="seconds")
        digest = (number, path, reader, line, page_date(*when), year, source, problem)
        found.append(DigestSummary(*digest, fingerprint, when_read, n, p, alone))
    return found
