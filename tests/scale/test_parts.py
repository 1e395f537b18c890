"""The rows of one part, however a set is divided."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.scale.duck import DuckDB
from papercli.scale.engine import Settings
from papercli.scale.executor import ensure
from papercli.scale.folder import Folder
from papercli.scale.parts import GROUP, part_table, part_tables, parts_of

ROWS = [(number * 7 % 5 * 3, number) for number in range(4 * GROUP)]
"""Parts 0, 3, 6, 9 and 12, one after the other in turn."""
TABLE = pa.table({"part": [part for part, _ in ROWS], "a": [a for _, a in ROWS]})


@pytest.fixture(params=["folders", "in order"])
def divided(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "rows").mkdir()
    (tmp_path / "set").mkdir()
    if request.param == "folders":
        pq.write_to_dataset(TABLE, tmp_path / "set", partition_cols=["part"])
        return tmp_path / "set"
    pq.write_table(TABLE, tmp_path / "rows" / "0.parquet")
    engine = DuckDB(Folder(tmp_path / "out"), Settings(workers=2, memory=1 << 28, master=""))
    engine.view("rows", tmp_path / "rows")
    engine.divide("SELECT a, part FROM rows", tmp_path / "set")
    engine.close()
    return tmp_path / "set"


def test_every_row_is_found_in_its_part(divided: Path) -> None:
    assert parts_of(divided) == [0, 3, 6, 9, 12]
    for part in parts_of(divided):
        table = part_table(divided, part)
        assert table is not None
        wanted = sorted(a for its, a in ROWS if its == part)
        assert sorted(table["a"].to_pylist()) == wanted
        some = part_tables(divided, part, ["a"])
        assert sorted(a for each in some for a in each["a"].to_pylist()) == wanted


def test_a_part_without_rows_is_none(divided: Path) -> None:
    missing = part_table(divided, 4)
    assert missing is None or not len(missing)


def test_of_rows_in_order_little_else_is_read(divided: Path) -> None:
    if not (divided / "parts.parquet").exists():
        pytest.skip("in folders")
    read = sum(1 for _ in part_tables(divided, 0))
    assert read <= len(ROWS) // 5 // GROUP + 2


def test_a_set_without_rows_has_no_parts(tmp_path: Path) -> None:
    ensure(TABLE.schema, tmp_path)
    assert parts_of(tmp_path) == []
    assert part_table(tmp_path, 0) is None
