"""Comparing candidate pairs and keeping what came of it; different ones are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from sqlite3 import Connection

from papercli.matching.comparison import score_all
from papercli.matching.record import Record
from papercli.model.verdict import Outcome
from papercli.store.columns import as_json
from papercli.store.records import Content, load_records

TOGETHER = 10_000
"""Pairs that are compared in one go, and whose verdicts are kept until they are stored."""
_STORED = {Outcome.SAME: 1, Outcome.UNDECIDED: 0}


class Records:
    """The records a batch has to do with: those that just came in, and those read back as needed.

    Lives for one batch, which bounds its memory.
    """

    def __init__(self, connection: Connection, fresh: Mapping[int, Content]) -> None:
        """``fresh``: the content of the records that just came in."""
        self._connection = connection
        self._fresh = fresh
        self._known: dict[int, Record] = {}

    def load(self, ids: Iterable[int]) -> None:
        """Read those of the ids that are not here yet, in one go."""
        missing = set(ids) - self._known.keys() - self._fresh.keys()
        if missing:
            self._known.update(load_records(self._connection, missing))

    def __getitem__(self, number: int) -> Record:
        """The record of an id, its profiles kept for the next comparison."""
        record = self._known.get(number)
        if record is None:
            content = self._fresh.get(number)
            if content is None:
                self.load((number,))
                return self._known[number]
            record = self._known[number] = content.record
        return record

    def foreseen(self, a: int, b: int) -> tuple[Outcome, float] | None:
        """The verdict on an older and a new record, if it was worked out when that was read."""
        content = self._fresh.get(b)
        return content and content.foreseen.get(a)


def score_pairs(
    connection: Connection, records: Records, candidates: Mapping[int, Iterable[int]]
) -> set[int]:
    """Compare each record with older ones and store what is the same or undecided; returns the
    records judged the same."""
    joined: set[int] = set()
    # All pairs of a newcomer in turn: its profiles are made once, however large the batch.
    pairs = ((a, b) for b in sorted(candidates) for a in sorted(candidates[b]))
    while batch := list(islice(pairs, TOGETHER)):
        missing = [pair for pair in batch if records.foreseen(*pair) is None]
        records.load({number for pair in missing for number in pair})
        scored = iter(score_all([(records[a], records[b]) for a, b in missing]))
        rows = []
        for a, b in batch:
            outcome, bits = records.foreseen(a, b) or next(scored)
            stored = _STORED.get(outcome)
            if stored is not None:
                rows.append((a, b, stored, bits))
                if stored:
                    joined.update((a, b))
        connection.executemany(
            "INSERT OR REPLACE INTO verdicts (a, b, outcome, bits) VALUES (?, ?, ?, ?)",
            sorted(rows),
        )
    return joined


def remove_verdicts(connection: Connection, removed: Iterable[int]) -> set[int]:
    """Drop every verdict on these records; returns the others they were judged the same as."""
    ids = as_json(removed)
    neighbors = {
        number
        for (number,) in connection.execute(
            """
            SELECT b
              FROM json_each(:ids) AS w
             CROSS JOIN verdicts ON a = w.value
             WHERE outcome = 1
             UNION
            SELECT a
              FROM json_each(:ids) AS w
             CROSS JOIN verdicts ON b = w.value
             WHERE outcome = 1
            """,
            {"ids": ids},
        )
    }
    for side in ("a", "b"):
        connection.execute(
            f"DELETE FROM verdicts WHERE {side} IN (SELECT value FROM json_each(?))", (ids,)
        )
    return neighbors
