"""Ids that are no papers any more: each leads to the paper that holds a sighting which it had."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from sqlite3 import Connection

from papercli.errors import PapersError
from papercli.store.columns import as_json

LEADS_TO = """
    SELECT r.paper_id
      FROM redirects AS old
      JOIN sightings AS s ON s.id = old.sighting_id
      JOIN records AS r ON r.id = s.record_id
     WHERE old.id = {id}
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
        f"SELECT id FROM papers WHERE id = :id UNION ALL {LEADS_TO.format(id=':id')}",
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


def heirs(before: Mapping[int, int], after: Mapping[int, int]) -> dict[int, int]:
    """For each paper of before the one that holds most of what it held, of several the oldest."""
    shares: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for held, paper in before.items():
        shares[paper][after[held]] += 1
    return {
        paper: min(share, key=lambda heir: (-share[heir], heir)) for paper, share in shares.items()
    }


def redirect(connection: Connection, anchors: Iterable[tuple[int, int]]) -> None:
    """Let ids that are no more lead to wherever a record of theirs is, or will be."""
    connection.executemany(
        """
        INSERT OR REPLACE INTO redirects (id, sighting_id)
        SELECT ?, min(id)
          FROM sightings
         WHERE record_id = ?
        """,
        anchors,
    )


def redirect_missing(connection: Connection, homes: Iterable[tuple[int, int]]) -> None:
    """Let each id that is no paper's and leads nowhere lead to where the first of its sightings is;
    ``homes`` are ids, each with one."""
    connection.executemany(
        """
        INSERT OR IGNORE INTO redirects (id, sighting_id)
        SELECT :id, :sighting
         WHERE NOT EXISTS (SELECT 1 FROM papers WHERE id = :id)
        """,
        [{"id": paper, "sighting": sighting} for paper, sighting in homes],
    )


def leading_to(connection: Connection, records: Collection[int]) -> list[tuple[int, int]]:
    """The ids that lead to sightings of some records, oldest first, each with the record."""
    if not records:
        return []
    return connection.execute(
        """
        SELECT old.id, s.record_id
          FROM json_each(?) AS w
    CROSS JOIN sightings AS s ON s.record_id = w.value
    CROSS JOIN redirects AS old ON old.sighting_id = s.id
         ORDER BY old.id
        """,
        (as_json(records),),
    ).fetchall()


def live_again(connection: Connection, papers: Iterable[int]) -> None:
    """Let ids that are papers once more lead nowhere."""
    connection.executemany("DELETE FROM redirects WHERE id = ?", [(paper,) for paper in papers])


def lead_on(connection: Connection, digest: int) -> None:
    """Let ids that lead to sightings of a digest, which is about to go, lead to others in the
    papers of those: such as read the same, before others. An id without any is forgotten."""
    connection.execute(
        """
        UPDATE redirects
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
