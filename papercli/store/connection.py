"""Opening the index, for reading and for writing, and saying clearly why it cannot be opened.

Reading needs nothing but the standard library and never makes a file. Writing is one transaction,
begun IMMEDIATE so that a second writer waits at the start and never fails half-way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from papercli.errors import BusyError, ExitCode, NoIndexError, PapersError
from papercli.store.schema import APPLICATION_ID, MIGRATIONS, RULES_VERSION, SCHEMA, SCHEMA_VERSION

BUSY_SECONDS = 5.0
"""How long one writer waits for another before it gives up."""
BULK_CACHE_KIB = 256 * 1024
"""Page cache of a bulk load: the blocking keys of a batch fall all over their tree."""

BULK_LOG_PAGES = 16 * 1024
"""Pages of the write-ahead log (128 MB) from which a bulk load copies them into the index: what
several batches changed is then copied once."""

_MAKE_ONE = "papers ingest PATH… makes one; --db PATH or PAPERS_DB names another"


def open_reading(index: Path) -> sqlite3.Connection:
    """Open an existing index for reading; the caller closes the connection.

    Raises NoIndexError where there is none, where the file is not ours or comes from a newer
    version of the program, PapersError where it cannot be read. An index of an older version is
    migrated.
    """
    if not _exists(index):
        raise NoIndexError(f"no index at {index}", _MAKE_ONE)
    with translated(index):
        connection = _connect_reading(index)
        try:
            version = _version(connection, index)
        except BaseException:
            connection.close()
            raise
    if version == SCHEMA_VERSION:
        return connection
    connection.close()
    if version is None:
        raise NoIndexError(f"{index} is empty", _MAKE_ONE)
    with writing(index):
        pass  # migrates
    return open_reading(index)


@contextmanager
def writing(
    index: Path, *, create: bool = False, bulk: bool = False
) -> Iterator[sqlite3.Connection]:
    """Give a connection inside a write transaction; committed at the end, rolled back on any
    exception.

    ``create`` makes folder and file where they are missing; ``bulk`` allows more memory. Raises
    BusyError when another writer does not finish in time, NoIndexError as `open_reading` does, and
    PapersError for a read-only place, a full disk or missing permission.
    """
    with (
        opened_for_writing(index, create=create, bulk=bulk) as connection,
        transaction(connection, index),
    ):
        yield connection


@contextmanager
def opened_for_writing(
    index: Path, *, create: bool = False, bulk: bool = False
) -> Iterator[sqlite3.Connection]:
    """Give a connection whose schema is current, outside any transaction; closed at the end."""
    existed = _exists(index)
    if not existed and not create:
        raise NoIndexError(f"no index at {index}", _MAKE_ONE)
    with translated(index):
        if not existed:
            _make_folder(index)
        connection = sqlite3.connect(
            f"{index.absolute().as_uri()}?mode=rwc",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
        )
        ready = False
        try:
            _prepare(connection, index, bulk)
            ready = True
            yield connection
        finally:
            kept = existed or (ready and _holds_anything(connection))
            connection.close()
            if not kept:
                _remove(index)


@contextmanager
def transaction(connection: sqlite3.Connection, index: Path) -> Iterator[None]:
    """One write transaction: committed at the end, rolled back on any exception, Ctrl-C
    included."""
    with translated(index):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """Give an empty index in memory, inside a transaction, for a run that is to leave no trace."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        _create(connection)
        yield connection
    finally:
        connection.close()


@contextmanager
def translated(index: Path) -> Iterator[None]:
    """Turn the errors of SQLite into errors a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        raise describe(error, index) from error


def describe(error: sqlite3.Error, index: Path) -> PapersError:
    """What an error of SQLite means for the user of this index."""
    text = str(error)
    for needle, (kind, message, hint) in _MEANINGS.items():
        if needle in text:
            return kind(message.format(index=index), hint)
    result = PapersError(f"{index}: {text}", "PAPERS_DEBUG=1 shows where it happened")
    result.code = ExitCode.FAILED
    return result


_DAMAGED = (
    PapersError,
    "{index} is damaged",
    "move it away and ingest the digests again; `papers decisions` may still export your decisions",
)
_MEANINGS: dict[str, tuple[type[PapersError], str, str]] = {
    "locked": (
        BusyError,
        "another papers is writing to {index}",
        "try again when it has finished",
    ),
    "not a database": (
        NoIndexError,
        "{index} is not an index of papers: it is not an SQLite file",
        "--db PATH or PAPERS_DB names another file",
    ),
    "malformed": _DAMAGED,
    "vtable constructor failed": _DAMAGED,
    "full": (
        PapersError,
        "the disk is full, {index} could not be written",
        "make room and run it again; what was stored before is still there",
    ),
    "readonly": (
        PapersError,
        "{index} cannot be written",
        "check the permissions of the file and its folder, or choose another with --db PATH",
    ),
    "unable to open": (
        PapersError,
        "{index} cannot be opened",
        "check the permissions of the file and its folder, or choose another with --db PATH",
    ),
    "disk I/O error": (
        PapersError,
        "the disk gave an error while {index} was being used",
        "check the disk and the space left on it; what was stored before is still there",
    ),
}


def _exists(index: Path) -> bool:
    try:
        if index.is_dir():
            raise NoIndexError(f"{index} is a folder, not an index", "name a file: --db PATH")
        return index.exists()
    except OSError as error:
        raise PapersError(
            f"{index}: {error.strerror}", "choose another place with --db PATH"
        ) from error


def _holds_anything(connection: sqlite3.Connection) -> bool:
    """Whether a new index was made for something; one that nothing was stored in is not left
    behind."""
    try:
        return any(
            connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
            for table in ("digests", "decisions")
        )
    except sqlite3.Error:
        return True


def _make_folder(index: Path) -> None:
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {index.parent} cannot be made: {error.strerror}"
        raise PapersError(message, "choose another place with --db PATH or PAPERS_DB") from error


def _remove(index: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{index}{suffix}").unlink()


def _connect_reading(index: Path) -> sqlite3.Connection:
    uri = index.absolute().as_uri()
    # mode=ro would leave the two lock files of WAL behind; the last connection that may write
    # removes them.
    connection = sqlite3.connect(
        f"{uri}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        log = Path(f"{index}-wal")
        waiting = log.exists() and log.stat().st_size > 0
        if waiting or not any(word in str(error) for word in ("unable to open", "readonly")):
            raise
        # Where not even the lock files of WAL can be made, nobody writes either.
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, index: Path) -> int | None:
    """The schema version of an index; None for an empty file. Raises NoIndexError if it is not
    ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            message = f"{index} is an SQLite file, but not an index of papers"
            raise NoIndexError(message, "--db PATH or PAPERS_DB names another file")
        return None
    if version < SCHEMA_VERSION and version not in MIGRATIONS:
        message = f"{index} has a schema of which nothing is known ({version})"
        raise NoIndexError(message, "--db PATH or PAPERS_DB names another file")
    if version > SCHEMA_VERSION:
        message = f"{index} was made by a newer version of papers (schema {version})"
        raise NoIndexError(message, "update papers, or name another index with --db PATH")
    return int(version)


def _prepare(connection: sqlite3.Connection, index: Path, bulk: bool) -> None:
    version = _version(connection, index)
    if version is None:
        # Rows with an abstract take a kilobyte or two: on larger pages less room is left over.
        connection.execute("PRAGMA page_size=8192")
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    if bulk:
        connection.execute(f"PRAGMA cache_size=-{BULK_CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint={BULK_LOG_PAGES}")
    if version == SCHEMA_VERSION:
        return
    with transaction(connection, index):
        # Another process may have been faster.
        version = _version(connection, index)
        if version is None:
            _create(connection)
        elif version < SCHEMA_VERSION:
            migrate(connection, version)


def _create(connection: sqlite3.Connection) -> None:
    execute_script(connection, SCHEMA)
    connection.execute("INSERT INTO meta (name, value) VALUES ('rules', ?)", (str(RULES_VERSION),))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring an index from ``version`` to the current schema, inside the open transaction."""
    for step in range(version, SCHEMA_VERSION):
        execute_script(connection, MIGRATIONS[step])
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def execute_script(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements; ``executescript`` of the standard library would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
