"""Rows as Arrow tables and Parquet files: columns follow from the fields of a type.

A field that is added to `Sighting`, `Record` or `Paper` becomes a column without a word said here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.text import encodable

ROW_GROUP = 16_384
"""Rows that a reader of a file takes into memory at a time."""
_PLAIN: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    float: pa.float64(),
}


@lru_cache(maxsize=32)
def fields_of(kind: type) -> dict[str, object]:
    """The public fields of a class, each with its type without None."""
    hints = get_type_hints(kind)
    return {name: _known(hint) for name, hint in hints.items() if not name.startswith("_")}


def _known(hint: object) -> object:
    parts = [part for part in get_args(hint) if part is not NoneType]
    return parts[0] if NoneType in get_args(hint) and len(parts) == 1 else hint


@lru_cache(maxsize=64)
def arrow_type(hint: object) -> pa.DataType:
    """The Arrow type of values of a type; raises TypeError for one that none is known for."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) is tuple:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, str):
        return pa.string()
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return pa.struct([(name, arrow_type(part)) for name, part in fields_of(hint).items()])
    raise TypeError(f"no column for values of {hint}")


@lru_cache(maxsize=32)
def schema_of(*kinds: type) -> pa.Schema:
    """The columns of rows that hold the fields of these types one after the other."""
    return pa.schema(
        [(name, arrow_type(hint)) for kind in kinds for name, hint in fields_of(kind).items()]
    )


def table_of(schema: pa.Schema, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """A table of rows whose values stand in the order of the columns."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, type=kind)
    except UnicodeEncodeError:
        # Half a surrogate pair, which UTF-8 has no place for.
        return pa.array([_encodable(value) for value in values], type=kind)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, tuple):
        changed = [_encodable(part) for part in value]
        return type(value)(*changed) if hasattr(value, "_fields") else tuple(changed)
    return value


def rows_of(kind: type, table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The fields of a type in each row of a table, in their order; a column that the table lacks
    is None."""
    return zip(
        *(_values(table, name, hint) for name, hint in fields_of(kind).items()), strict=False
    )


def tuples(table: pa.Table, *names: str) -> list[tuple[Any, ...]]:
    """The values of some columns, row by row, as Arrow gives them."""
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def _values(table: pa.Table, name: str, hint: object) -> Iterable[Any]:
    if name not in table.column_names:
        return repeat(None, table.num_rows)
    column = table.column(name)
    if column.null_count == len(column):
        return repeat(None, table.num_rows)
    make = _maker(hint)
    values: list[Any] = column.to_pylist()
    return [None if value is None else make(value) for value in values] if make else values


def _maker(hint: object) -> Callable[[Any], Any] | None:
    """What makes a value of what Arrow gives for it; None where that is the value."""
    if get_origin(hint) is tuple:
        inner = _maker(get_args(hint)[0])
        return tuple if inner is None else lambda values: tuple(map(inner, values))
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        makers = {name: make for name, part in fields_of(hint).items() if (make := _maker(part))}

        def made(value: dict[str, Any]) -> Any:
            for name, make in makers.items():
                if value[name] is not None:
                    value[name] = make(value[name])
            return hint(**value)

        return made
    return None


def write(table: pa.Table, file: Path) -> None:
    """Write a file of a table; until it is whole it has another name."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    pq.write_table(table, new, compression="zstd", row_group_size=ROW_GROUP)
    new.replace(file)


def read(files: Sequence[Path], columns: Sequence[str] | None = None) -> pa.Table | None:
    """The rows of several files as one table; None without a file."""
    tables = [
        pq.ParquetFile(file).read(columns=None if columns is None else list(columns))
        for file in files
    ]
    return pa.concat_tables(tables) if tables else None


def files(folder: Path, prefix: str = "") -> list[Path]:
    """The Parquet files of a folder in the order of their names."""
    return sorted(folder.glob(f"{prefix}*.parquet"))
