"""Comparing what was just read with what the index holds already, outside the process that writes.

The writer takes these verdicts and compares only the pairs that were not to be seen yet, because
their older record came in meanwhile. A verdict is a function of two contents alone, so that it
stays true whatever becomes of the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from papercli.errors import PapersError
from papercli.matching.comparison import judge
from papercli.store.blocks import members
from papercli.store.connection import open_reading
from papercli.store.preparing import PreparedDigest
from papercli.store.rows import load_records
from papercli.store.writing import record_ids

LARGE_INDEX = 64 << 20
"""Bytes of an index from which comparing takes longer than opening it once a file."""


def foresee(index: Path, digests: Iterable[PreparedDigest]) -> None:
    """Note in the contents of digests their verdicts against the records that the index holds.

    Does nothing where the index is small or cannot be read: whoever writes to it will say so.
    """
    with suppress(OSError, sqlite3.Error, PapersError):
        if index.stat().st_size < LARGE_INDEX:
            return
        with closing(open_reading(index)) as connection:
            for digest in digests:
                compare_ahead(connection, digest)


def compare_ahead(connection: sqlite3.Connection, digest: PreparedDigest) -> None:
    """`foresee` for one digest and an open index."""
    known = record_ids(connection, {entry.content_key for entry in digest.entries})
    new = {
        place: entry.content
        for place, entry in enumerate(digest.entries)
        if entry.content_key not in known
    }
    blocks = members(connection, {key for content in new.values() for key in content.keys})
    candidates = {
        place: {number for key in content.keys for number in blocks.get(key, ())}
        for place, content in new.items()
    }
    older = dict(load_records(connection, set().union(*candidates.values())))
    for place, content in new.items():
        record = content.record
        # Another process may have removed a record between the two looks at the index.
        found = candidates[place] & older.keys()
        verdicts = {number: judge(older[number], record) for number in found}
        entry = digest.entries[place]
        digest.entries[place] = entry._replace(content=content._replace(foreseen=verdicts))
