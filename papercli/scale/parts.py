"""The rows of one part in a set that is divided by parts: a folder for each of them, or files that
have the parts in order, of which only the row groups of that part are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from papercli.named_tuples import NamedTuple
from papercli.scale.columns import files

PART_COLUMN = "part"
GROUP = 8_192
"""Rows of a row group in such a file: about those of a part, so that little else is read."""


class _Piece(NamedTuple):
    """A row group, and the parts that it has rows of."""

    file: Path
    group: int
    first: int
    last: int


def part_tables(
    folder: Path, part: int, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """The rows of a part, a row group at a time."""
    for file in files(folder / f"{PART_COLUMN}={part}"):
        with pq.ParquetFile(file) as whole:
            for group in range(whole.num_row_groups):
                yield whole.read_row_group(group, columns)
    for piece in _pieces(folder, folder.stat().st_mtime_ns):
        if piece.first <= part <= piece.last:
            with pq.ParquetFile(piece.file) as whole:
                table = whole.read_row_group(piece.group, columns and [*columns, PART_COLUMN])
            yield table.filter(pc.equal(table[PART_COLUMN], part))


def part_table(folder: Path, part: int) -> pa.Table | None:
    """The rows of a part as one table; None where it has none."""
    tables = list(part_tables(folder, part))
    return pa.concat_tables(tables) if tables else None


def parts_of(folder: Path) -> list[int]:
    """The parts of which a set has rows."""
    found = {int(each.name.partition("=")[2]) for each in folder.glob(f"{PART_COLUMN}=*")}
    for piece in _pieces(folder, folder.stat().st_mtime_ns):
        with pq.ParquetFile(piece.file) as whole:
            column = whole.read_row_group(piece.group, columns=[PART_COLUMN])[PART_COLUMN]
        found.update(column.unique().to_pylist())
    return sorted(found)


@lru_cache(maxsize=8)
def _pieces(folder: Path, changed: int) -> tuple[_Piece, ...]:
    """The row groups of the files with parts in order; a folder that ``changed`` is another."""
    found = []
    for file in files(folder):
        with pq.ParquetFile(file) as whole:
            names = whole.schema_arrow.names
            if PART_COLUMN not in names:
                continue
            place = names.index(PART_COLUMN)
            for group in range(whole.num_row_groups):
                rows = whole.metadata.row_group(group)
                if rows.num_rows:
                    span = rows.column(place).statistics
                    found.append(_Piece(file, group, span.min, span.max))
    return tuple(found)
