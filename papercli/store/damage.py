"""Whether an index holds what the program never writes.

Asked when reading or writing it went wrong in a way that may be a fault of the program as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from papercli.dates import BOUNDS, INFERRED, PAPERS, SAID, WRITTEN
from papercli.store.columns import date_written
from papercli.store.errors import is_of_surroundings
from papercli.store.migrations import opened
from papercli.store.schema import SCHEMA, SCHEMA_VERSION

_WRONG_DATE = """
       year NOT BETWEEN 1 AND 9999
    OR month NOT BETWEEN 1 AND 12
    OR day NOT BETWEEN 1 AND 31
    OR (month IS NULL AND day IS NOT NULL)
    OR (year IS NULL AND month IS NOT NULL AND day IS NULL)
"""
_NEVER = (
    f"SELECT 1 FROM digests WHERE {_WRONG_DATE}",
    f"SELECT 1 FROM records WHERE {_WRONG_DATE}",
    "SELECT 1 FROM records WHERE no_list(authors)",
    "SELECT 1 FROM papers WHERE no_list(authors) OR no_list(links)",
    "SELECT 1 FROM papers WHERE no_date(published) OR no_date(first_seen) OR no_date(last_seen)",
    "SELECT 1 FROM verdicts WHERE outcome NOT IN (0, 1)",
    "SELECT 1 FROM records WHERE paper_id NOT IN (SELECT id FROM papers)",
    "SELECT 1 FROM records WHERE id NOT IN (SELECT record_id FROM texts)",
    "SELECT 1 FROM records WHERE id NOT IN (SELECT record_id FROM sightings)",
    "SELECT 1 FROM papers WHERE id NOT IN (SELECT paper_id FROM records)",
    "SELECT 1 FROM papers WHERE abstract_record NOT IN (SELECT id FROM records)",
    "SELECT 1 FROM blocks WHERE record_id NOT IN (SELECT id FROM records)",
    "SELECT 1 FROM verdicts WHERE a NOT IN (SELECT id FROM records)",
    "SELECT 1 FROM verdicts WHERE b NOT IN (SELECT id FROM records)",
    *(
        f"""
        SELECT 1
          FROM sqlite_sequence
         WHERE name = '{table}'
           AND seq < (SELECT max(id) FROM {table})
        """
        for table in ("digests", "records", "sightings", "papers", "decisions")
    ),
    "PRAGMA foreign_key_check",
)
"""Queries that find nothing in an index that is whole, of whatever version."""

_SOURCES = ", ".join(f"'{source}'" for source in (WRITTEN, SAID, BOUNDS, PAPERS, INFERRED))
_NEVER_TODAY = (
    f"SELECT 1 FROM digests WHERE year_source NOT IN ({_SOURCES})",
    "SELECT 1 FROM digests WHERE (year IS NULL) <> (year_source IS NULL)",
    "SELECT 1 FROM digests WHERE no_time(ingested_at) OR no_years(contradiction)",
)
"""The same of today's schema alone."""


def is_damaged(index: Path) -> bool:
    """Whether there is anything in the index that nobody wrote; reads all of it."""
    uri = f"{index.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA query_only=ON")
            connection.create_function("no_date", 1, _no_date, deterministic=True)
            connection.create_function("no_list", 1, _no_list, deterministic=True)
            connection.create_function("no_time", 1, _no_time, deterministic=True)
            connection.create_function("no_years", 1, _no_years, deterministic=True)
            return any(_wrong(connection))
    except sqlite3.Error as error:
        return not is_of_surroundings(error)
    except UnicodeDecodeError:
        return True


def _wrong(connection: sqlite3.Connection) -> Iterator[bool]:
    yield connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",)
    # One that is still to be brought up to date may lack what a step adds.
    if connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,):
        yield _lacks_columns(connection)
        for query in _NEVER_TODAY:
            yield connection.execute(query).fetchone() is not None
    for query in _NEVER:
        yield connection.execute(query).fetchone() is not None


def _no_date(text: str | None) -> bool:
    try:
        return str(date_written(text)) != str(text)
    except (ValueError, TypeError):
        return True


def _no_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return True
    return False


def _no_years(text: str | None) -> bool:
    try:
        values = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return True
    return not (isinstance(values, list) and all(isinstance(one, int) for one in values))


def _no_list(text: str | None) -> bool:
    try:
        values = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return True
    return not (isinstance(values, list) and all(isinstance(one, str) for one in values))


def _lacks_columns(connection: sqlite3.Connection) -> bool:
    """Whether a table or view of today's schema is not there or has not all its columns."""
    ours = opened(connection)
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.executescript(SCHEMA)
        whole = opened(empty)
        return any(
            {column.name for column in relation.columns}
            - {column.name for column in ours[relation.name].columns}
            for relation in (*whole.tables, *whole.views)
        )
