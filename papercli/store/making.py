"""Making an index where there is none: under another name, and then in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from papercli.errors import PapersError
from papercli.store.errors import CHECK_RIGHTS
from papercli.store.schema import create

LEFT_OVER_SECONDS = 24 * 60 * 60
"""Age of a half-made index from which nobody is making it any more."""
_PREFIX, _SUFFIX = ".papers-", ".new"
"""Between them stand the number of the process that makes an index, and letters by chance."""


def make(index: Path, fill: Callable[[sqlite3.Connection], object] = lambda new: None) -> bool:
    """Put an index where there is none, with what ``fill`` stores in it; whether that was done.

    False where another process was faster: its index stays, and nothing of ``fill`` is in it. False
    too where the file system has no hard links: there an empty file is put in the place, in which
    the index is then made.
    """
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {index.parent} cannot be made: {error.strerror}"
        raise PapersError(message, "choose another place with --db PATH or PAPERS_DB") from error
    place = Path(os.path.realpath(index))
    new = place.with_name(f"{_PREFIX}{os.getpid()}-{os.urandom(8).hex()}{_SUFFIX}")
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            # Nobody sees this file before it is whole: no log need lead back from half of it, and
            # what is written last waits until all of it is on the disk.
            shape(connection, "MEMORY")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("BEGIN")
            create(connection)
            fill(connection)
            connection.execute("COMMIT")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA journal_mode=WAL")
        _remove_left_over(new)
        try:
            os.link(new, place)
        except FileExistsError:
            return False
        except OSError:
            place.touch()
            return False
        _sync(place.parent)
    except OSError as error:
        raise PapersError(f"{index} cannot be made: {error.strerror}", CHECK_RIGHTS) from error
    finally:
        _remove(new)
    return True


def _sync(folder: Path) -> None:
    """Have a power cut leave the names in a folder, as SQLite does where it makes a log there."""
    with suppress(OSError):  # not every system opens or syncs folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _remove(new: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{new}{suffix}").unlink()


def _remove_left_over(new: Path) -> None:
    """Remove what killed runs left beside a ``new`` index: at once where the process is known to be
    gone, else after a day, by the file system's clock."""
    with suppress(OSError):
        made = new.stat().st_mtime
        for name in os.listdir(new.parent):  # noqa: PTH208 - glob compiles a pattern
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                with suppress(OSError):
                    age = made - new.with_name(name).stat().st_mtime
                    if age > LEFT_OVER_SECONDS or _is_gone(name):
                        _remove(new.with_name(name))


def _is_gone(name: str) -> bool:
    process = name.removeprefix(_PREFIX).partition("-")[0]
    if os.name != "posix" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def shape(connection: sqlite3.Connection, journal: str) -> None:
    """Decide on the form of an empty file. Busy where another process looks at it."""
    # Rows with an abstract take a kilobyte or two: on larger pages less room is left over.
    connection.execute("PRAGMA page_size=8192")
    connection.execute(f"PRAGMA journal_mode={journal}")
