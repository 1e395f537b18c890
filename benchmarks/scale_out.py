"""What `papers resolve` costs, by engine and number of records: seconds, processor, memory, bytes.

usage: python benchmarks/scale_out.py [--records 10000 100000] [--engines local duckdb]
                                      [--workers 2] [--memory 4GB] [--folder FOLDER]

Up to 100,000 the records are those of corpus/c10000 and c100000. Beyond, titles are real ones and
abstracts are drawn from real sentences, as in make_million.py; in the titles of each further
million three words of four are those of the title of another paper, the same in all copies. The
engine `index` is `add_digests`, what `papers ingest` does with records once read.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gzip
import itertools
import json
import lzma
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as pq
from common import PAPERS, SHARED, Run, index_size, needs, run, size, table

CORPORA = {10_000: "c10000", 100_000: "c100000"}
ROWS = 16_384
PR_SET_CHILD_SUBREAPER = 36
"""Of prctl(2)."""
TITLES = SHARED / "corpus" / "titles_1m.tsv.xz"
SENTENCES = 200_000
STRIDE = 50_021
"""Papers between one and that whose words it gets, for each million."""
SHORT = 4
"""Letters from which a word may be replaced."""
INGEST = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from papercli.ingest.sources import find_sources
from papercli.scale.parquet_input import parquet_digests
from papercli.store.connection import opened_for_writing
from papercli.store.digests import add_digests
from papercli.store.locking import PATIENT, transaction
from papercli.store.prepared_digests import prepare_later

index = Path(sys.argv[1])
(source,) = find_sources(sys.argv[2:], None).sources
with opened_for_writing(index, create=True, bulk=True) as connection:
    for digest, _ in parquet_digests(source, None, None):
        if digest is None:
            continue
        with transaction(connection, index, PATIENT):
            add_digests(connection, [prepare_later(digest)], datetime.now(timezone.utc))
"""
COLUMNS = pa.schema(
    [
        ("title", pa.string()),
        ("abstract", pa.string()),
        ("author_count", pa.int64()),
        ("published", pa.string()),
    ]
)
HEAD = (
    *("engine", "records", "papers", "seconds", "processor s", "ms a record", "peak MB"),
    *("steps MB", "results MB"),
)


def rows_of_corpus(name: str) -> Iterator[dict[str, Any]]:
    """The records of a corpus."""
    with gzip.open(SHARED / "corpus" / f"{name}.records.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield {
                "title": row["title"],
                "abstract": row.get("abstract"),
                "author_count": row.get("n_authors"),
                "published": row.get("date"),
            }


def made_rows() -> Iterator[dict[str, Any]]:
    """Records without end: a million of real titles, then titles of words of two of them."""
    pool: list[str] = []
    for row in rows_of_corpus("c100000"):
        text = " ".join((row["abstract"] or "").split())
        pool += [s for s in re.split(r"(?<=[a-z]\.) (?=[A-Z])", text) if 40 < len(s) < 400]
        if len(pool) > SENTENCES:
            break
    words = {int(paper): title.split() for paper, title in _titles()}
    papers = list(words)
    for million in itertools.count():
        others = dict(zip(papers, papers[million * STRIDE :] + papers, strict=False))
        for number, title in _titles():
            paper = int(number)
            chance = random.Random(paper + million * 1_000_003)
            year = chance.randint(2016, 2025)
            yield {
                "title": _mixed(title, words[others[paper]], million) if million else title,
                "abstract": " ".join(chance.choices(pool, k=chance.randint(4, 7))),
                "author_count": chance.randint(1, 15),
                "published": f"{year}-{chance.randint(1, 12):02}",
            }


def _titles() -> Iterator[tuple[str, str]]:
    with lzma.open(TITLES, "rt", encoding="utf-8") as file:
        for line in file:
            paper, _, title = line.rstrip("\n").partition("\t")
            yield paper, title


def _mixed(title: str, other: list[str], million: int) -> str:
    """A title with most of its words replaced by some of another's; which, says each word alone, so
    that copies which differ in one word still do."""
    mixed = []
    for word in title.split():
        number = crc32(f"{million} {word.casefold()}".encode())
        kept = len(word) < SHORT or not number % 4
        mixed.append(word if kept else other[number // 4 % len(other)])
    return " ".join(mixed)


def make(records: int, file: Path) -> None:
    """Write a Parquet file of so many records, unless it is there."""
    if file.exists():
        return
    name = CORPORA.get(records)
    rows = rows_of_corpus(name) if name else itertools.islice(made_rows(), records)
    new = file.with_suffix(".new")
    with pq.ParquetWriter(new, COLUMNS) as writer:
        while batch := list(itertools.islice(rows, ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema=COLUMNS))
    new.rename(file)


def measure(engine: str, file: Path, folder: Path, workers: int, memory: str) -> tuple[Run, Path]:
    """Resolve the records of a file, in a process of its own; where the results are."""
    out = folder / f"{engine}-{file.stem}"
    if engine == "index":
        index = out.with_suffix(".db")
        index.unlink(missing_ok=True)
        return run([sys.executable, "-c", INGEST, index, file], watch=True), index
    shutil.rmtree(out, ignore_errors=True)
    options = ["--engine", engine, "--workers", str(workers), "--memory", memory, "--json", "-q"]
    command = [*PAPERS, "resolve", file, "--out", out, *options]
    done = run(command, watch=True)
    return done._replace(cpu=done.cpu + outlived()), out


def adopt() -> bool:
    """Become the parent of what outlives a process that this one began, as Spark's Java does;
    whether the system has it (Linux)."""
    if sys.platform != "linux":
        return False
    return ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def outlived() -> float:
    """Processor seconds of such processes, when all have ended."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, used = os.wait4(-1, 0)
            seconds += used.ru_utime + used.ru_stime
    return seconds


def main() -> None:
    """Measure each engine at each size, and print a table, then the steps of each run."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    asked.add_argument("--engines", nargs="+", default=["local", "duckdb"])
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--memory", default="4GB")
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if not needs(SHARED / "corpus" / "c100000.records.jsonl.gz"):
        return
    adopted = adopt()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows: list[tuple[object, ...]] = []
        steps: list[tuple[object, ...]] = []
        for records in given.records:
            file = folder / f"records-{records}.parquet"
            make(records, file)
            for engine in given.engines:
                done, out = measure(engine, file, folder, given.workers, given.memory)
                known = adopted or engine != "spark"
                told = json.loads(done.output) if engine != "index" else {}
                rows.append(
                    (
                        engine,
                        f"{records:,}",
                        f"{told['counts']['papers']:,}" if told else "",
                        f"{done.seconds:.1f}",
                        f"{done.cpu:.1f}" if known else "",
                        f"{done.cpu / records * 1000:.3f}" if known else "",
                        f"{done.memory:.0f}",
                        f"{size(out / 'steps') / 1e6:.0f}" if told else "",
                        f"{_results(out) / 1e6:.0f}" if told else f"{index_size(out) / 1e6:.0f}",
                    )
                )
                steps += [
                    (engine, f"{records:,}", step["name"], f"{step['rows']:,}",
                     f"{step['seconds']:.1f}", f"{step['bytes'] / 1e6:.1f}")
                    for step in told.get("steps", ())
                ]  # fmt: skip
        table([HEAD, *rows])
        print()
        table([("engine", "records", "step", "rows", "seconds", "MB"), *steps])


def _results(out: Path) -> int:
    return size(*(out / name for name in ("papers", "members", "evidence")))


if __name__ == "__main__":
    main()
