"""Waiting for another process that is writing, and the transaction that keeps others waiting.

SQLite waits inside one call, where Ctrl-C is not heard; here it is asked again and again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from papercli.store.errors import is_busy, translated

WAIT_SECONDS = 30
"""How long a command waits for another that is writing, where nobody says otherwise."""
QUIET_SECONDS = 2.0
"""Waiting that is not worth a word."""
STEP_SECONDS = 0.005
"""Between two attempts: short enough to meet the moment between two batches of a long ingest."""
BUSY_SECONDS = 5
"""How long SQLite itself may wait where only moments are to be waited for: another process closes
the index, or recovers it."""

T = TypeVar("T")


class Waiting:
    """How a command waits for another that is writing to the index."""

    __slots__ = ("clock", "seconds", "sleep", "tell")

    def __init__(
        self,
        seconds: float = WAIT_SECONDS,
        tell: Callable[[str], object] = lambda message: None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """After so many ``seconds`` it gives up, with 0 at once; ``tell`` is told what is being
        waited for, once a wait."""
        self.seconds = seconds
        self.tell = tell
        self.clock = clock
        self.sleep = sleep


PATIENT = Waiting()
"""The usual time, and no word."""


def when_free(
    attempt: Callable[[], T], connection: sqlite3.Connection, index: Path, waiting: Waiting
) -> T:
    """What ``attempt`` gives, tried again for as long as another process holds the index.

    Raises the last sqlite3.OperationalError when the time is over, and any other at once.
    """
    begun = waiting.clock()
    told = False
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                waited = waiting.clock() - begun
                if not is_busy(error) or waited >= waiting.seconds:
                    raise
            if waited >= QUIET_SECONDS and not told:
                told = True
                waiting.tell(f"waiting for another papers that is writing to {index}")
            waiting.sleep(min(STEP_SECONDS, waiting.seconds - waited))
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


@contextmanager
def transaction(
    connection: sqlite3.Connection, index: Path, waiting: Waiting = PATIENT
) -> Iterator[None]:
    """One write transaction: committed at the end, rolled back on any exception, Ctrl-C
    included.

    Raises BusyError when another writer does not finish in time.
    """
    with translated(index):
        when_free(lambda: connection.execute("BEGIN IMMEDIATE"), connection, index, waiting)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the index from the first statement to the last, whatever others write."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # A search that nobody reads to its end may outlive its connection.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
