"""Ids that are no papers any more: each leads to the paper that holds most of what it had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from sqlite3 import Connection

from papercli.errors import PapersError
from papercli.store.columns import as_json

LEADS_TO = """
    SELECT r.paper_id
      FROM redirects AS old
      JOIN sightings AS s ON s.id = old.sighting_id
      JOIN records AS r ON r.id = s.record_id
     WHERE old.id = {id}
     GROUP BY r.paper_id
     ORDER BY count(*) DESC, r.paper_id
     LIMIT 1
    """
"""The paper that an id leads to which is no paper's any more; ``{id}`` is the id, in SQL."""


def current_id(connection: Connection, number: int) -> int:
    """The id under which a paper is found today.

    Raises PapersError where there is none, LookupError where its records are there without it:
    nothing but damage does that.
    """
    from papercli.query.values import LARGEST  # an ingest asks for no id and loads no queries

    wanted = {"id": number if abs(number) <= LARGEST else 0}
    row = connection.execute(
        f"""
        SELECT id FROM papers WHERE id = :id
        UNION ALL
        SELECT * FROM ({LEADS_TO.format(id=":id")})
        """,
        wanted,
    ).fetchone()
    if row is None:
        if connection.execute(
            """
            SELECT 1 FROM records WHERE paper_id = :id
            UNION ALL
            SELECT 1 FROM redirects WHERE id = :id
            """,
            wanted,
        ).fetchone():
            raise LookupError(f"records of paper {number} without the paper")
        hint = "papers search lists papers with their ids"
        raise PapersError(f"there is no paper {number}", hint)
    return int(row[0])


def redirect(connection: Connection, lost: Iterable[tuple[int, int]]) -> None:
    """Let ids that are no more lead to wherever the records are, or will be, that they had; each
    stands with one of them."""
    connection.executemany(
        """
        INSERT INTO redirects (id, sighting_id)
        SELECT ?, id
          FROM sightings
         WHERE record_id = ?
        """,
        lost,
    )


def redirect_missing(connection: Connection, homes: Iterable[tuple[int, int]]) -> None:
    """Let ids that are no papers lead to their sightings; ``homes`` are ids, each with one."""
    connection.executemany(
        """
        INSERT OR IGNORE INTO redirects (id, sighting_id)
        SELECT :id, :sighting
         WHERE NOT EXISTS (SELECT 1 FROM papers WHERE id = :id)
        """,
        [{"id": paper, "sighting": sighting} for paper, sighting in homes],
    )


def leading_to(
    connection: Connection, records: Collection[int]
) -> dict[int, list[tuple[int, int]]]:
    """The ids that lead to sightings of some records, oldest first, each with the records and
    papers of all that it had."""
    if not records:
        return {}
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for old, *had in connection.execute(
        """
        SELECT old.id, s.record_id, r.paper_id
          FROM redirects AS old
          JOIN sightings AS s ON s.id = old.sighting_id
          JOIN records AS r ON r.id = s.record_id
         WHERE old.id IN
            (
                SELECT o.id
                  FROM json_each(?) AS w
            CROSS JOIN sightings AS s ON s.record_id = w.value
            CROSS JOIN redirects AS o ON o.sighting_id = s.id
            )
         ORDER BY old.id
        """,
        (as_json(records),),
    ):
        found[old].append(tuple(had))
    return found


def live_again(connection: Connection, papers: Iterable[int]) -> None:
    """Let ids that are papers once more lead nowhere."""
    connection.executemany("DELETE FROM redirects WHERE id = ?", [(paper,) for paper in papers])


def lead_on(connection: Connection, digest: int) -> None:
    """Let ids lead no more to the sightings of a digest, which is about to go. Those that had
    nothing else lead to others in the papers of these: such as read the same, before others. An id
    without any is forgotten."""
    connection.execute(
        """
        UPDATE OR IGNORE redirects
           SET sighting_id = coalesce(
            (
                SELECT s.id
                  FROM sightings AS gone
                  JOIN records AS own ON own.id = gone.record_id
                  JOIN records AS r ON r.paper_id = own.paper_id
                  JOIN sightings AS s ON s.record_id = r.id
                 WHERE gone.id = redirects.sighting_id
                   AND s.digest_id <> :digest
                 ORDER BY r.id <> own.id, s.id
                 LIMIT 1
            ), sighting_id)
         WHERE sighting_id IN (SELECT id FROM sightings WHERE digest_id = :digest)
           AND NOT EXISTS (
                SELECT 1
                  FROM redirects AS other
                  JOIN sightings AS s ON s.id = other.sighting_id
                 WHERE other.id = redirects.id
                   AND s.digest_id <> :digest
            )
        """,
        {"digest": digest},
    )
    connection.execute(
        """
        DELETE FROM redirects
         WHERE sighting_id IN (SELECT id FROM sightings WHERE digest_id = ?)
        """,
        (digest,),
    )
