"""The engine `duckdb`: DuckDB joins files within a limit of memory, processes do the rest.

Nothing is fetched from a network, and no table is kept: what DuckDB reads and writes is Parquet, so
that it never has to hold a key index in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from papercli.errors import PapersError
from papercli.scale.engine import Engine, Settings
from papercli.scale.folder import Folder
from papercli.scale.parts import GROUP, PART_COLUMN
from papercli.scale.pool import Pool
from papercli.scale.shuffled import Shuffled
from papercli.scale.work import PART

FETCHED = 10_000
"""Rows that are taken from DuckDB at a time."""
_WITHIN = re.compile(r'"exception_message":\s*("(?:[^"\\]|\\.)*")')
"""What happened, in what DuckDB says of a write that it did not wait for."""
_NO_ROOM = "No space left on device"
_HINT = "give more --memory, or make room on the disk; then go on with --resume"
_DISK_HINT = "make room on the disk; then go on with --resume"


def duckdb_engine(folder: Folder, settings: Settings) -> Engine:
    """The engine; PapersError where DuckDB is not installed."""
    return Shuffled(folder, DuckDB(folder, settings))


class DuckDB:
    """DuckDB and a pool of workers, as `papercli.scale.shuffled.Executor` says."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        """``folder`` is that of the run, in which DuckDB has a place for what does not fit into
        memory."""
        import duckdb

        self._duckdb = duckdb
        self._pool = Pool(settings.workers)
        self._connection = duckdb.connect(
            config={
                "memory_limit": f"{settings.memory // (1 << 20)}MiB",
                "threads": settings.workers,
                "temp_directory": str(folder.set("overflow")),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

        self._connection.execute("SET enable_progress_bar = false")

    def view(self, name: str, folder: Path, prefix: str = "") -> None:
        """Nothing is read yet."""
        with self.translated():
            self._connection.execute(
                f"CREATE OR REPLACE VIEW {name} AS"
                f" SELECT * FROM read_parquet({_files(folder, prefix)}, hive_partitioning=false)"
            )

    def select(self, sql: str, folder: Path) -> None:
        """One file a thread."""
        self._copy(sql, folder, "OVERWRITE_OR_IGNORE, PER_THREAD_OUTPUT")

    def divide(self, sql: str, folder: Path) -> None:
        """One file with the parts in order: DuckDB sorts beyond its memory in less time than it
        takes to write a folder for each of them, and so many files are hard on any disk."""
        ordered = f"SELECT * FROM ({sql}) ORDER BY {PART_COLUMN}"
        self._copy(ordered, folder / "parts.parquet", f"ROW_GROUP_SIZE {GROUP}")

    def _copy(self, sql: str, place: Path, how: str) -> None:
        options = f"FORMAT parquet, COMPRESSION zstd, {how}"
        with self.translated():
            self._connection.execute(f"COPY ({sql}) TO {_text(str(place))} ({options})")

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Some at a time."""
        with self.translated():
            cursor = self._connection.cursor().execute(sql)
            while rows := cursor.fetchmany(FETCHED):
                yield from rows

    def part(self, number: str) -> str:
        """Whole numbers are divided so."""
        return f"({number} // {PART})"

    def map(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """In the pool."""
        return self._pool.map(function, calls)

    def versions(self) -> dict[str, str]:
        """DuckDB and Arrow."""
        return {"duckdb": self._duckdb.__version__, "pyarrow": pa.__version__}

    def close(self) -> None:
        """End the workers, too."""
        self._pool.close()
        self._connection.close()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the errors of DuckDB into one that a person can act on."""
        try:
            yield
        except self._duckdb.Error as error:
            said = _said(error)
            hint = _DISK_HINT if _NO_ROOM in said else _HINT
            raise PapersError(f"DuckDB: {said}", hint) from error


def _said(error: Exception) -> str:
    first: str = (str(error).splitlines() or [type(error).__name__])[0]
    within = _WITHIN.search(first)
    return str(json.loads(within[1])) if within else first


def _files(folder: Path, prefix: str) -> str:
    """SQL for the files of a folder at any depth, whatever signs are in its name."""
    plain = re.sub(r"([*?[])", r"[\1]", str(folder))
    return _text(f"{plain}/**/{prefix}*.parquet")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
