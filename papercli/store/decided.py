"""The tables of decisions: what the user said, and of which contents."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sqlite_utils import Database

    from papercli.model.decision import Decision, Said


def list_decisions(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    rows = connection.execute(
        """
        SELECT d.id, d.verdict, d.decided_at, d.reason, s.part, s.key, s.title, s.paper_id
          FROM decisions AS d
          JOIN decided AS s ON s.decision_id = d.id
         ORDER BY d.id, s.place
        """
    ).fetchall()
    if not rows:
        return []
    from papercli.model.decision import Decision, Said  # most indexes hold no decision

    found = []
    for (number, verdict, when, why), group in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        every = [Said(*row[4:]) for row in group]
        said = tuple(one for one in every if one.part)
        moved = tuple(one for one in every if not one.part)
        found.append(Decision(number, verdict, said, when, why, moved))
    return found


def means(key: str, record: str) -> str:
    """The condition that a decision's key, an SQL expression, means a row of ``records``: the one
    of that key, or every sighting of a content told apart."""
    return (
        f"({record}.key = {key} OR"
        # What follows the colon sorts before the sign after the colon.
        f" ({record}.key > {key} || ':' AND {record}.key < {key} || ';'))"
    )


def insert_decisions(connection: Connection, decisions: Iterable[Decision]) -> list[Decision]:
    """Store decisions; returns them with the ids that they got."""
    database = _opened(connection)
    stored = []
    for decision in decisions:
        row = {
            "verdict": decision.verdict,
            "decided_at": decision.decided_at,
            "reason": decision.reason,
        }
        number = cast(int, database.table("decisions").insert(row).last_pk)
        stored.append(decision._replace(id=number))
        _insert_contents(database, number, 1, decision.said)
    return stored


def insert_moved(connection: Connection, decision: Decision, moved: Collection[Said]) -> None:
    """Store what a stored decision moved along, too."""
    first = len(decision.said) + len(decision.moved) + 1
    if moved:
        _insert_contents(_opened(connection), decision.id, first, moved)


def _insert_contents(
    database: Database, decision: int, first: int, contents: Iterable[Said]
) -> None:
    database.table("decided").insert_all(
        {
            "decision_id": decision,
            "place": place,
            "part": said.part,
            "key": said.key,
            "title": said.title,
            "paper_id": said.paper,
        }
        for place, said in enumerate(contents, first)
    )


def _opened(connection: Connection) -> Database:
    import sqlite_utils  # slow to import, and only few commands write decisions

    return sqlite_utils.Database(connection, execute_plugins=False)


def say_again(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Keep in which papers the contents of stored decisions were."""
    connection.executemany(
        "UPDATE decided SET paper_id = ? WHERE decision_id = ? AND key = ?",
        [
            (said.paper, decision.id, said.key)
            for decision in decisions
            for said in (*decision.said, *decision.moved)
        ],
    )


def delete_decisions(connection: Connection, ids: Collection[int]) -> None:
    """Take decisions out of the tables."""
    chosen = [(number,) for number in ids]
    connection.executemany("DELETE FROM decided WHERE decision_id = ?", chosen)
    connection.executemany("DELETE FROM decisions WHERE id = ?", chosen)
