"""The engines on real records and on dumps of real papers, against an index of the same."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.ingest.sources import find_sources
from papercli.ingest.workers import read_file
from papercli.scale.parquet_input import parquet_digests
from papercli.scale.run import resolve
from papercli.store.connection import scratch
from papercli.store.digests import add_digests
from papercli.store.prepared_digests import PreparedDigest, prepare_later
from tests.readme import ROOT
from tests.scale.libraries import in_folder, job, of_index
from tests.scale.needs import LONG, SPARK
from tests.store.invented import NOW

SHARED = Path(os.environ.get("PAPERS_SHARED", ROOT.parent / "shared"))
RECORDS = SHARED / "corpus" / "c10000.records.jsonl.gz"
DUMPS = SHARED / "tools" / "make_dumps.py"

pytestmark = [
    LONG,
    pytest.mark.skipif(not RECORDS.exists(), reason=f"no data at {SHARED}"),
]
ENGINES = ("local", "duckdb", pytest.param("spark", marks=SPARK))


def records(folder: Path) -> list[str]:
    rows: list[dict[str, Any]] = []
    with gzip.open(RECORDS, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            names = ("title", "abstract", "n_authors", "date")
            rows.append({name: row.get(name) for name in names})
    pq.write_table(pa.Table.from_pylist(rows), folder / "records.parquet", row_group_size=2_000)
    return [str(folder / "records.parquet")]


def dumps(folder: Path) -> list[str]:
    corpus = SHARED / "corpus" / "hf_daily.jsonl.gz"
    command = [sys.executable, str(DUMPS), str(corpus), str(folder / "dumps")]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "dumps" / "truth.tsv").unlink()
    return [str(folder / "dumps")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("library", [records, dumps])
def test_papers_are_those_of_an_index(tmp_path: Path, library: Any, engine: str) -> None:
    sources = find_sources(library(tmp_path), None).sources
    wanted = job(tmp_path / "out", engine, workers=2)._replace(sources=sources)
    resolve(wanted)
    digests: list[PreparedDigest] = []
    for source in sources:
        if source.path.endswith(".parquet"):
            read = parquet_digests(source, None, None)
            digests += [prepare_later(digest) for digest, _ in read if digest is not None]
        else:
            digests += read_file(source, None, None).digests
    with scratch() as connection:
        add_digests(connection, digests, NOW)
        assert in_folder(tmp_path / "out") == of_index(connection)
