"""Records in Parquet files: rows as the reader of JSON finds them, some at a time.

A column is known by any name that the reader `metadata` knows, and its values are read as those of
the same rows in JSON lines. So many rows are a digest of their own, so that a file of any length is
read in bounded memory, and by several workers where it has several row groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from papercli.errors import advice
from papercli.hashes import blake2b
from papercli.ingest.sources import Source
from papercli.ingest.streams import FewTold, not_all_compared
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers.metadata.aliases import alias_of
from papercli.readers.metadata.not_understood import hint_of_names
from papercli.readers.metadata.plans import plan_of
from papercli.readers.metadata.reading import Told, of_rows
from papercli.readers.untitled import Untitled
from papercli.text import REPLACEMENT

READER = "parquet"
MAGIC = b"PAR1"
ROWS = 65_536
"""Rows of a digest, at the most."""
_BATCH = 4_096
_HINT = "write it again, or leave it out"
_NUL = "\0"
Read = tuple[Digest | None, list[Problem]]


def is_parquet(source: Source) -> bool:
    """Whether a source is a Parquet file, by its first bytes."""
    if not source.is_file:
        return False
    with suppress(OSError), Path(source.file or source.path).open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
    return False


def row_groups(source: Source) -> list[tuple[int, int]]:
    """The first and the last row group, but for one, of what is read in one go; none of a file that
    cannot be read."""
    try:
        with pq.ParquetFile(source.file or source.path) as file:
            sizes = [
                file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)
            ]
    except (OSError, pa.ArrowException):
        return []
    found: list[tuple[int, int]] = []
    rows = 0
    for at, size in enumerate(sizes):
        if found and rows + size <= ROWS:
            found[-1] = (found[-1][0], at + 1)
            rows += size
        else:
            found.append((at, at + 1))
            rows = size
    return found


def parquet_digests(
    source: Source, groups: tuple[int, int] | None, year: int | None
) -> Iterator[Read]:
    """The digests of some row groups, of the whole file without; what is wrong comes at the end."""
    problems: list[Problem] = []
    told, untitled = FewTold(problems), Untitled()
    some = False
    try:
        for digest, found in _read(source, groups, year):
            told.add(found)
            if digest is not None:
                some = True
                for entry in digest.sightings:
                    if not entry.title:
                        untitled.add(entry.line)
                yield digest, []
    except OSError as error:
        told.add([_problem(source, error.strerror or str(error), advice(error))])
    except pa.ArrowException as error:
        told.add([_problem(source, f"no whole Parquet file: {error}", _HINT)])
    else:
        if not some and not problems:
            told.add([_problem(source, "no entry found in the file", _HINT)])
    told.end()
    if untitled.count:
        problems += untitled.told(source.path, _no_title(source))
    yield None, problems


def _no_title(source: Source) -> str | None:
    """What to say of a file without a column of titles."""
    with pq.ParquetFile(source.file or source.path) as file:
        names = tuple(file.schema_arrow.names)
    return None if "title" in plan_of(names) else hint_of_names(names, "column")


def _read(source: Source, groups: tuple[int, int] | None, year: int | None) -> Iterator[Read]:
    with pq.ParquetFile(source.file or source.path) as file:
        columns = [name for name in file.schema_arrow.names if alias_of(name)]
        if not plan_of(tuple(columns)).is_of_record:
            hint = "name the column of titles: title"
            yield None, [_problem(source, "a Parquet file without titles", hint)]
            return
        first, last = groups or (0, file.metadata.num_row_groups)
        start = sum(file.metadata.row_group(at).num_rows for at in range(first)) + 1
        rows = enumerate(_rows(file, range(first, last), columns), start)
        for number, group in groupby(rows, lambda row: (row[0] - start) // ROWS):
            told = Told(source.path)
            entries = tuple(of_rows(group, told))
            for entry in entries:
                told.problems += not_all_compared(source.path, entry)
            line = start + number * ROWS
            yield _digest(source, line, year, entries) if entries else None, told.problems


def _digest(source: Source, line: int, year: int | None, entries: tuple[Sighting, ...]) -> Digest:
    hashed = blake2b(digest_size=16)
    for entry in entries:
        hashed.update(repr(entry).encode("utf-8", "surrogatepass"))
    path = source.whole or source.path
    return Digest(path, READER, line, None, year, hashed.hexdigest(), entries)


def _problem(source: Source, problem: str, hint: str) -> Problem:
    return Problem(source.path, None, " ".join(problem.split()), hint)


def _rows(file: pq.ParquetFile, groups: range, columns: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(_BATCH, row_groups=list(groups), columns=columns):
        names = batch.schema.names
        values = map(_values, batch.columns)
        for row in zip(*values, strict=True):
            yield dict(zip(names, row, strict=True))


def _values(column: pa.Array) -> list[Any]:
    """The values of a column as JSON has them: numbers as text, dates as in ISO 8601."""
    kind = column.type
    if isinstance(column, pa.ExtensionArray):
        return _values(column.storage)
    if pa.types.is_dictionary(kind):
        return _values(column.dictionary_decode())
    if pa.types.is_integer(kind) or pa.types.is_temporal(kind) or pa.types.is_decimal(kind):
        with suppress(pa.ArrowException):  # no table of time zones, which text of one needs
            column = column.cast(pa.string())
    if _is_text(column.type):
        if pc.any(pc.match_substring(column, _NUL)).as_py():
            column = pc.replace_substring(column, _NUL, REPLACEMENT)
        return column.to_pylist()  # type: ignore[no-any-return]
    if _is_list_of_text(kind) and not pc.any(pc.match_substring(column.flatten(), _NUL)).as_py():
        return column.to_pylist()  # type: ignore[no-any-return]
    return list(map(_as_json, column.to_pylist()))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_list_of_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind)) and _is_text(
        kind.value_type
    )


def _as_json(value: Any) -> Any:
    make = _MADE.get(type(value))
    if make is not None:
        return make(value)
    return str(value) if isinstance(value, (date, time, timedelta, Decimal)) else value


def _list(values: list[Any]) -> Any:
    if values and all(type(value) is tuple for value in values):
        # What Arrow makes of a map.
        return {str(_as_json(key)): _as_json(value) for key, value in values}
    return list(map(_as_json, values))


_MADE: dict[type, Callable[[Any], Any]] = {
    str: lambda text: text.replace(_NUL, REPLACEMENT),
    bytes: lambda text: text.decode("utf-8", "replace").replace(_NUL, REPLACEMENT),
    int: str,
    float: lambda number: str(number) if isfinite(number) else None,
    list: _list,
    dict: lambda fields: {name: _as_json(value) for name, value in fields.items()},
}
