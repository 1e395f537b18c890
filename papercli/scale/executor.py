"""What runs SQL over Parquet files, and functions in workers: all that engines differ in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from papercli.scale.columns import write


class Executor(Protocol):
    """What runs SQL over files, and functions in workers."""

    def view(self, name: str, folder: Path, prefix: str = "") -> None:
        """Let SQL know the files of a folder by a name."""

    def select(self, sql: str, folder: Path) -> None:
        """Write what a SELECT gives to files of a folder."""

    def divide(self, sql: str, folder: Path) -> None:
        """Write what a SELECT gives to files of a folder, of which `papercli.scale.parts` finds the
        rows of each value of its column ``part``."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a SELECT gives, row by row."""

    def part(self, number: str) -> str:
        """SQL for the part of a record."""

    def map(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a function gives for each of many calls, in any order; a worker that dies is tried
        again."""

    def versions(self) -> dict[str, str]:
        """The programs that do it, with their versions."""

    def close(self) -> None:
        """End what was begun."""


def emptied(folder: Path) -> None:
    """Remove what a run that was ended left in a folder which SQL is to write."""
    shutil.rmtree(folder)
    folder.mkdir()


def ensure(schema: pa.Schema, folder: Path) -> None:
    """A set without rows has a file all the same, which says what its columns are."""
    if not any(folder.rglob("*.parquet")):
        write(schema.empty_table(), folder / "0.parquet")
