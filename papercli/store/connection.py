"""Opening the index, for reading and for writing, and making it where there is none.

Reading needs nothing but the standard library and never makes a file. Writing is one transaction,
begun IMMEDIATE so that a second writer waits at the start and never fails half-way. A new index is
made under another name and then linked into its place, so that nobody ever meets half of one; once
it is there, nothing here removes it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from papercli.errors import NoIndexError, PapersError
from papercli.store.errors import (
    MAKE_ONE,
    NAME_ANOTHER,
    damaged,
    no_file,
    no_sqlite_file,
    translated,
)
from papercli.store.locking import BUSY_SECONDS, PATIENT, Waiting, snapshot, transaction, when_free
from papercli.store.schema import APPLICATION_ID, SCHEMA_VERSION, STEPS, steps_taken
from papercli.store.schema import create as create_index

BULK_CACHE_KIB = 256 * 1024
"""Page cache of a bulk load: the blocking keys of a batch fall all over their tree."""
STREAM_CACHE_KIB = 32 * 1024
"""The same where a long file is stored as it is read: of 216,000 entries, 64 MB took 7 % more
processor time than 256 MB, and 128 MB took as much."""

BULK_LOG_PAGES = 16 * 1024
"""Pages of the write-ahead log (128 MB) from which a bulk load copies them into the index: what
several batches changed is then copied once."""


class _NothingYetError(NoIndexError):
    """There is no index, and a command that stores something may make one there."""


def open_reading(index: Path, waiting: Waiting = PATIENT) -> sqlite3.Connection:
    """Open an existing index for reading; the caller closes the connection.

    Raises NoIndexError where there is none, where the file is not ours or comes from a newer
    version of the program, PapersError where it cannot be read. An index of an older version is
    migrated.
    """
    if not _exists(index):
        raise _NothingYetError(f"no index at {index}", MAKE_ONE)
    with translated(index):
        connection = _connect_reading(index, waiting)
        try:
            version = _version(connection, index)
            if version is None:
                raise _NothingYetError(f"{index} is empty", MAKE_ONE)
        except BaseException:
            connection.close()
            raise
    if version == SCHEMA_VERSION:
        return connection
    connection.close()
    with writing(index, waiting=waiting):
        pass  # migrates
    return open_reading(index, waiting)


def is_there(index: Path, waiting: Waiting = PATIENT) -> bool:
    """Whether anything was ever stored: False where there is no file, or an empty one.

    Raises what `open_reading` raises for any other file.
    """
    try:
        open_reading(index, waiting).close()
    except _NothingYetError:
        return False
    return True


@contextmanager
def writing(
    index: Path, *, create: bool = False, bulk: bool = False, waiting: Waiting = PATIENT
) -> Iterator[sqlite3.Connection]:
    """Give a connection inside a write transaction; committed at the end, rolled back on any
    exception.

    ``create`` makes folder and index where they are missing; ``bulk`` allows more memory. Raises
    BusyError when another writer does not finish in time, NoIndexError as `open_reading` does, and
    PapersError for a read-only place, a full disk or missing permission.
    """
    with (
        opened_for_writing(index, create=create, bulk=bulk, waiting=waiting) as connection,
        transaction(connection, index, waiting),
    ):
        yield connection


@contextmanager
def opened_for_writing(
    index: Path,
    *,
    create: bool = False,
    bulk: bool = False,
    streams: bool = False,
    waiting: Waiting = PATIENT,
) -> Iterator[sqlite3.Connection]:
    """Give a connection whose schema is current, outside any transaction; closed at the end.

    ``bulk`` is for much that is to be stored, ``streams`` where that must not take memory.
    """
    if not _exists(index):
        if not create:
            raise _NothingYetError(f"no index at {index}", MAKE_ONE)
        from papercli.store.making import make  # done once an index

        with translated(index):
            make(index)
    with translated(index), closing(_connect(index)) as connection:
        _prepare(connection, index, create, waiting)
        connection.execute("PRAGMA synchronous=NORMAL")
        if bulk:
            kept = STREAM_CACHE_KIB if streams else BULK_CACHE_KIB
            connection.execute(f"PRAGMA cache_size=-{kept}")
            connection.execute(f"PRAGMA wal_autocheckpoint={BULK_LOG_PAGES}")
        yield connection


def made_with(index: Path, fill: Callable[[sqlite3.Connection], object]) -> bool:
    """Make an index where there is none, with what ``fill`` stores: that takes a log no more than
    an empty one does, and nobody meets it empty. Whether it was made; if not, nothing is stored.

    Raises PapersError as `writing` does.
    """
    if _exists(index):
        return False
    from papercli.store.making import make  # done once an index

    with translated(index):
        return make(index, fill)


@contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """Give an empty index in memory, inside a transaction, for a run that is to leave no trace."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        create_index(connection)
        yield connection
    finally:
        connection.close()


def _exists(index: Path) -> bool:
    try:
        mode = index.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise PapersError(
            f"{index}: {error.strerror}", "choose another place with --db PATH"
        ) from error
    if not stat.S_ISREG(mode):
        raise no_file(index)
    return True


def _connect(index: Path) -> sqlite3.Connection:
    # mode=rw makes no file; mode=ro would leave the two lock files of WAL behind: the last
    # connection that may write removes them.
    return sqlite3.connect(
        f"{index.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )


def _connect_reading(index: Path, waiting: Waiting) -> sqlite3.Connection:
    connection = _connect(index)
    try:
        connection.execute("PRAGMA query_only=ON")
        first = "SELECT 1 FROM sqlite_master"
        when_free(lambda: connection.execute(first).fetchone(), connection, index, waiting)
    except sqlite3.OperationalError as error:
        connection.close()
        log = Path(f"{os.path.realpath(index)}-wal")
        pending = log.exists() and log.stat().st_size > 0
        if pending or not any(word in str(error) for word in ("unable to open", "readonly")):
            raise
        # Where not even the lock files of WAL can be made, nobody writes either.
        uri = f"{index.absolute().as_uri()}?immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, index: Path) -> int | None:
    """The schema version of an index; None for an empty file. Raises NoIndexError if it is not
    ours."""
    # In several looks another process might make the index between them.
    with snapshot(connection):
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        steps = steps_taken(connection) if application == APPLICATION_ID else set()
        # To SQLite a file of one byte, whatever it is, is an empty one.
        size = index.stat().st_size
    if size == 1:
        raise no_sqlite_file(index)
    if application != APPLICATION_ID:
        if objects or application or version:
            raise NoIndexError(
                f"{index} is an SQLite file, but not an index of papers", NAME_ANOTHER
            )
        return None
    if version < 1:
        raise NoIndexError(f"{index} has an unknown schema version ({version})", NAME_ANOTHER)
    newer = steps.difference(STEPS)
    if newer and not steps.issuperset(STEPS):
        raise damaged(index)  # a newer program has taken all our steps as well
    if version > SCHEMA_VERSION or newer:
        schema = ", ".join(sorted(newer)) or version
        message = f"{index} was made by a newer version of papers (schema {schema})"
        raise NoIndexError(message, "update papers, or name another index with --db PATH")
    return int(version)


def _prepare(connection: sqlite3.Connection, index: Path, create: bool, waiting: Waiting) -> None:
    version = when_free(lambda: _version(connection, index), connection, index, waiting)
    if version == SCHEMA_VERSION:
        return
    if version is None:
        if not create:
            raise _NothingYetError(f"{index} is empty", MAKE_ONE)
        from papercli.store.making import shape

        when_free(lambda: shape(connection, "WAL"), connection, index, waiting)
    with transaction(connection, index, waiting):
        # Another process may have been faster.
        version = _version(connection, index)
        if version is None:
            create_index(connection)
        elif version < SCHEMA_VERSION:
            waiting.tell(f"bringing {index} to the current schema; this happens once")
            _migrate(connection, version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    from papercli.store.migrations import migrate  # slow to load, and done once an index

    migrate(connection, version)
