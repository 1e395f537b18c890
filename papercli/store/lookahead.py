"""What an index tells of entries while they are read, outside the process that writes.

Contents that it holds need not be worked out; others are compared with the records that share a key
with them. The writer completes what was removed meanwhile, and compares only the pairs whose older
record came in meanwhile. A verdict is a function of two contents alone, so that it stays true
whatever becomes of the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from papercli.errors import PapersError
from papercli.matching.comparison import score_all
from papercli.store.blocks import members
from papercli.store.connection import open_reading
from papercli.store.locking import Waiting
from papercli.store.records import NO_VERDICTS, Content, Verdicts, load_records, record_ids
from papercli.store.schema import rules_changed

LARGE_INDEX = 64 << 20
"""Bytes of an index from which comparing takes longer than opening it once a file."""


@contextmanager
def looking_ahead(index: Path) -> Iterator[Foresight | None]:
    """An index to look into; None where it is small, made by other rules, or cannot be read:
    whoever writes to it will say so."""
    ahead = None
    with ExitStack() as stack:
        with suppress(OSError, sqlite3.Error, PapersError):
            if index.stat().st_size >= LARGE_INDEX:
                connection = stack.enter_context(closing(open_reading(index, Waiting(0))))
                ahead = None if rules_changed(connection) else Foresight(connection)
        yield ahead


class Foresight:
    """An index as it is now, for `prepare_digest`; damaged, it tells nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self, content_keys: Sequence[str]) -> dict[str, int]:
        """Those of the keys that are records of the index, with their ids."""
        with suppress(sqlite3.Error):
            return record_ids(self._connection, content_keys)
        return {}

    def verdicts(self, contents: Sequence[Content]) -> list[Verdicts]:
        """The verdicts on each content and the records of the index that share a key with it."""
        with suppress(sqlite3.Error):
            return list(verdicts_in(self._connection, contents))
        return [NO_VERDICTS] * len(contents)


def verdicts_in(connection: sqlite3.Connection, contents: Sequence[Content]) -> Iterator[Verdicts]:
    """The verdicts on each content and the records of an index that share a key with it."""
    blocks = members(connection, {key for content in contents for key in content.keys})
    candidates = [
        {number for key in content.keys for number in blocks.get(key, ())} for content in contents
    ]
    older = dict(load_records(connection, set().union(*candidates)))
    # Another process may have removed a record between the two looks at the index.
    found = [numbers & older.keys() for numbers in candidates]
    records = [content.record for content in contents]
    judged = iter(
        score_all(
            [
                (older[number], record)
                for record, numbers in zip(records, found, strict=True)
                for number in numbers
            ]
        )
    )
    for numbers in found:
        yield {number: next(judged) for number in numbers}
