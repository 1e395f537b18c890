"""The engine `duckdb`: DuckDB joins files within a limit of memory, processes do the rest.

Nothing is fetched from a network, and no table is kept: what DuckDB reads and writes is Parquet, so
that it never has to hold a key index in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from papercli.errors import PapersError
from papercli.scale.engine import Engine, Settings
from papercli.scale.folder import Folder
from papercli.scale.pool import Pool
from papercli.scale.shuffled import Shuffled
from papercli.scale.work import PART

FETCHED = 10_000
"""Rows that are taken from DuckDB at a time."""
_HINT = "make room on the disk, or give more --memory; then go on with --resume"


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
        with self._told():
            self._connection.execute(
                f"CREATE OR REPLACE VIEW {name} AS"
                f" SELECT * FROM read_parquet({_files(folder, prefix)}, hive_partitioning=false)"
            )

    def select(self, sql: str, folder: Path) -> None:
        """One file a thread."""
        self._copy(sql, folder, "PER_THREAD_OUTPUT")

    def divide(self, sql: str, folder: Path) -> None:
        """A folder a part."""
        self._copy(sql, folder, "PARTITION_BY (part)")

    def _copy(self, sql: str, folder: Path, how: str) -> None:
        options = f"FORMAT parquet, COMPRESSION zstd, OVERWRITE_OR_IGNORE, {how}"
        with self._told():
            self._connection.execute(f"COPY ({sql}) TO {_text(str(folder))} ({options})")

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Some at a time."""
        with self._told():
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
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._duckdb.Error as error:
            raise PapersError(f"DuckDB: {str(error).splitlines()[0]}", _HINT) from error


def _files(folder: Path, prefix: str) -> str:
    """SQL for the files of a folder at any depth, whatever signs are in its name."""
    plain = re.sub(r"([*?[])", r"[\1]", str(folder))
    return _text(f"{plain}/**/{prefix}*.parquet")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
