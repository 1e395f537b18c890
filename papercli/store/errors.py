"""What an error met while the index was used means for the person who uses it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from papercli.errors import BusyError, NoIndexError, PapersError

MAKE_ONE = "papers ingest PATH… makes one; --db PATH or PAPERS_DB names another"
NAME_ANOTHER = "--db PATH or PAPERS_DB names another file"
CHECK_RIGHTS = "check the permissions of the file and its folder, or choose another with --db PATH"


@contextmanager
def translated(index: Path) -> Iterator[None]:
    """Turn the errors of SQLite into errors a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        raise describe(error, index) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether SQLite says that another process holds what was asked for."""
    return str(error).startswith(_BUSY)


def describe(error: sqlite3.Error, index: Path) -> PapersError:
    """What an error of SQLite means for the user of this index."""
    text = str(error)
    if is_busy(error):
        message = f"another papers is writing to {index}"
        return BusyError(message, "try again when it has finished; --wait SECONDS waits longer")
    for beginning, (message, hint) in _SURROUNDINGS.items():
        if text.startswith(beginning):
            return PapersError(message.format(index=index), hint)
    if text.startswith(_NO_DATABASE) and not is_sqlite(index):
        return no_sqlite_file(index)
    if text.startswith((_NO_DATABASE, *_DAMAGED)):
        return damaged(index)
    from papercli.store.damage import is_damaged  # asked by hardly any run

    if is_damaged(index):
        return damaged(index)
    return PapersError(f"{index}: {text}", "PAPERS_DEBUG=1 shows where it happened")


def no_file(index: Path) -> NoIndexError:
    """The error for what is no file, perhaps the folder of a run of `papers resolve`."""
    what = "a folder" if index.is_dir() else "a device or a pipe"
    hint = "name a file: --db PATH"
    if first := min(index.glob("shards/*.db"), default=None):
        hint = f"search, stats, show and open ask all indexes in it; name one: --db {first}"
    return NoIndexError(f"{index} is {what}, not an index", hint)


def no_sqlite_file(index: Path) -> NoIndexError:
    """The error for a file that SQLite did not write."""
    message = f"{index} is not an index of papers: it is not an SQLite file"
    return NoIndexError(message, NAME_ANOTHER)


def is_of_surroundings(error: sqlite3.Error) -> bool:
    """Whether an error comes of other processes, the disk or permissions, not of the index."""
    return is_busy(error) or str(error).startswith(tuple(_SURROUNDINGS))


def damaged(index: Path) -> PapersError:
    """The error for an index that is not as the program wrote it."""
    hint = (
        "move it away and ingest the digests again; `papers decisions --export FILE` may still save"
        " what you decided"
    )
    return PapersError(f"{index} is damaged", hint)


def is_sqlite(file: Path) -> bool:
    """Whether a file begins as SQLite files do; raises OSError."""
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


_MAGIC = b"SQLite format 3\0"
# Python 3.10 tells no error codes, so that the beginnings of SQLite's messages must do: what comes
# later in one may be text of the index.
_BUSY = ("database is locked", "locking protocol")
_NO_DATABASE = "file is not a database"
_DAMAGED = (
    "database disk image is malformed",
    "malformed database schema",
    "vtable constructor failed",
    "Could not decode to UTF-8",
    "user-defined function raised exception",
)
_SURROUNDINGS = {
    "database or disk is full": (
        "the disk is full, {index} could not be written",
        "make room and run it again; what was stored before is still there",
    ),
    "attempt to write a readonly database": ("{index} cannot be written", CHECK_RIGHTS),
    "unable to open database": ("{index} cannot be opened", CHECK_RIGHTS),
    "disk I/O error": (
        "the disk gave an error while {index} was being used",
        "check the disk and the space left on it; what was stored before is still there",
    ),
}
