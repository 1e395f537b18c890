"""What the review asks next: a place in the pairs that await a decision, however they change."""

from __future__ import annotations

from collections.abc import Collection
from sqlite3 import Connection

from papercli.search.evidence import Pair, explain_pairs, open_pairs
from papercli.search.open_pairs import OpenPair
from papercli.store.passed import passed_pairs

Key = tuple[str, str]
"""The record keys of a pair, in order: it keeps them whatever becomes of papers and ids."""


def waiting_pairs(
    connection: Connection, paper_ids: Collection[int] | None = None
) -> list[OpenPair]:
    """The pairs to review: the likeliest duplicates first, at the end those that were passed over,
    the earliest first."""
    passed = passed_pairs(connection)
    rows = open_pairs(connection, paper_ids)
    return sorted(rows, key=lambda row: passed.get(key_of(row), 0))


def key_of(row: OpenPair) -> Key:
    """By what a pair is known."""
    return row.low_key, row.high_key


class Queue:
    """Where a review stands: the pairs that were shown, and which of them is looked at."""

    def __init__(self) -> None:
        self.shown: list[Key] = []
        self.place = 0
        """Of the pair that is looked at, in `shown`; behind its end where another is to come."""
        self.total = 0
        """Pairs that were shown, and those still to come."""

    def look(self, connection: Connection, paper_ids: Collection[int] | None = None) -> Pair | None:
        """The pair at this place or the next that still awaits a decision; None behind the last.

        Asked anew each time, as an answer may settle others and bring up new ones.
        """
        rows = {key_of(row): row for row in waiting_pairs(connection, paper_ids)}
        while self.place < len(self.shown) and self.shown[self.place] not in rows:
            self.place += 1
        coming = [key for key in rows if key not in self.shown]
        self.total = len(self.shown) + len(coming)
        if self.place == len(self.shown):
            if not coming:
                return None
            self.shown.append(coming[0])
        (pair,) = explain_pairs(connection, [rows[self.shown[self.place]]])
        return pair

    def back(self, connection: Connection, paper_ids: Collection[int] | None = None) -> bool:
        """Go to the pair that was shown before and still awaits a decision; whether there is
        one."""
        rows = {key_of(row) for row in waiting_pairs(connection, paper_ids)}
        for place in reversed(range(self.place)):
            if self.shown[place] in rows:
                self.place = place
                return True
        return False

    def forward(self) -> None:
        """Go on behind the pair that is looked at."""
        self.place += 1

    def return_to(self, key: Key) -> None:
        """Look at a pair again that was shown."""
        self.place = self.shown.index(key)
