"""Ids that are no papers any more, and the paper that each leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from papercli.errors import PapersError


def current_id(connection: Connection, number: int) -> int:
    """The id under which a paper is found today.

    Raises PapersError where there is none, LookupError where its records are there without it:
    nothing but damage does that.
    """
    from papercli.query.values import LARGEST  # an ingest asks for no id and loads no queries

    wanted = {"id": number if abs(number) <= LARGEST else 0}
    row = connection.execute(
        """
        SELECT id FROM papers WHERE id = :id
        UNION ALL
        SELECT paper_id FROM redirects WHERE id = :id
        """,
        wanted,
    ).fetchone()
    if row is None:
        if connection.execute("SELECT 1 FROM records WHERE paper_id = :id", wanted).fetchone():
            raise LookupError(f"records of paper {number} without the paper")
        hint = "papers search lists papers with their ids"
        raise PapersError(f"there is no paper {number}", hint)
    return int(row[0])


def redirect(
    connection: Connection, gone: set[int], old: Mapping[int, int], now: Mapping[int, int]
) -> None:
    """Let ids that are no more lead to the paper that took most of their records."""
    if not gone:
        return
    heirs: dict[int, defaultdict[int, int]] = {paper: defaultdict(int) for paper in gone}
    for record, paper in old.items():
        if paper in gone:
            heirs[paper][now[record]] += 1
    for paper, shares in sorted(heirs.items()):
        heir = min(shares, key=lambda p: (-shares[p], p))
        connection.execute("UPDATE redirects SET paper_id = ? WHERE paper_id = ?", (heir, paper))
        connection.execute(
            "INSERT OR REPLACE INTO redirects (id, paper_id) VALUES (?, ?)", (paper, heir)
        )


def live_again(connection: Connection, papers: Iterable[int]) -> None:
    """Let ids that are papers once more lead nowhere."""
    connection.executemany("DELETE FROM redirects WHERE id = ?", [(paper,) for paper in papers])


def lead_on(connection: Connection, heirs: Mapping[int, int]) -> None:
    """Let each id that is no paper's and leads nowhere lead to the paper given for it."""
    connection.executemany(
        """
        INSERT OR IGNORE INTO redirects (id, paper_id)
        SELECT :id, :paper
         WHERE NOT EXISTS (SELECT 1 FROM papers WHERE id = :id)
        """,
        [{"id": old, "paper": paper} for old, paper in heirs.items()],
    )


def lead_again(connection: Connection, led: Iterable[tuple[int, int]]) -> None:
    """Let ids that are no more lead to the ids that they led to before, as far as those are
    papers."""
    connection.executemany(
        """
        UPDATE redirects
           SET paper_id = :paper
         WHERE id = :id
           AND EXISTS (SELECT 1 FROM papers WHERE id = :paper)
        """,
        [{"id": old, "paper": paper} for old, paper in led],
    )


def redirect_missing(connection: Connection) -> None:
    """After a rebuild: let every id that was a paper's lead to the one that took most of its
    records.

    Needs the temporary tables ``old_homes`` and ``old_papers``.
    """
    connection.execute("DELETE FROM redirects WHERE id IN (SELECT id FROM papers)")
    heirs = """
        SELECT o.paper_id AS id, r.paper_id AS heir, count(*) AS share
          FROM old_homes AS o
          JOIN records AS r ON r.id = o.id
         WHERE o.paper_id NOT IN (SELECT id FROM papers)
         GROUP BY 1, 2
         ORDER BY o.paper_id, share, heir DESC
        """
    for paper, heir, _ in connection.execute(heirs).fetchall():
        connection.execute("UPDATE redirects SET paper_id = ? WHERE paper_id = ?", (heir, paper))
        connection.execute(
            "INSERT OR REPLACE INTO redirects (id, paper_id) VALUES (?, ?)", (paper, heir)
        )
    connection.execute("DELETE FROM redirects WHERE paper_id NOT IN (SELECT id FROM papers)")
