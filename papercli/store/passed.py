"""The table of the pairs that were passed over in the review, so that it goes on with others."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from papercli.store.connection import writing
from papercli.store.locking import PATIENT, Waiting


def pass_over(index: Path, a_key: str, b_key: str, waiting: Waiting = PATIENT) -> None:
    """Put a pair of records, by their keys, behind all that were not passed over, or earlier."""
    with writing(index, waiting=waiting) as connection:
        connection.execute(
            """
            INSERT OR REPLACE INTO passed (low_key, high_key, turn)
            VALUES (?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM passed))
            """,
            sorted((a_key, b_key)),
        )


def passed_pairs(connection: Connection) -> dict[tuple[str, str], int]:
    """The pairs that were passed over, keys in order, each with its turn: lower is earlier."""
    rows = connection.execute("SELECT low_key, high_key, turn FROM passed")
    return {(low, high): turn for low, high, turn in rows}
