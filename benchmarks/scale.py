"""How ingest, index and search grow: dumps of known size, against the floor and against nothing.

usage: python benchmarks/scale.py [--entries 10000 100000] [--folder FOLDER] [--search WORDS]

Everything is measured in one run, so that the ratios hold on any machine: the floor is loaded
before and after each ingest, and its mean counts. The dumps (real titles, made-up abstracts) are
made once in FOLDER, or in a temporary one. A million entries take about 6 GB there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import floor
from common import PAPERS, SHARED, TOOLS, Run, index_size, ingest, needs, run, size, table

BATCH = 50
BATCHES = 5
"""New digests ingested into an index one after the other; the middle one counts."""
TITLES = 1_000_000
"""Titles there are; of a million entries the last ones are kept for the new digests."""
STARTS = 15
WORDS = "neural networks"


INGEST_HEAD = (
    *("entries", "seconds", "entries/s", "per entry", "floor s", "ratio", "ratio, processor"),
    *("peak MB", "index MB", "text MB", "index/text"),
)
LOOKUP_HEAD = (
    *("index of", f"{BATCH} new, processor s", "into none", "ratio", "peak MB", "into none, MB"),
    *("search ms", "seeds ms", "ratio"),
)


class Grown(NamedTuple):
    """What was measured at one size."""

    entries: int
    ingest: Run
    floor: Run
    text: int
    index: int
    batch: Run
    first_batch: Run
    search: float
    seed_search: float


def measure(entries: int, folder: Path, words: str) -> Grown:
    """Make dumps of so many entries, ingest them, then a few more, then search."""
    entries = min(entries, TITLES - BATCH * BATCHES)
    dumps, more = folder / f"dumps-{entries}", folder / f"more-{entries}"
    make(dumps, entries, per_file=1000)
    make(more, BATCH * BATCHES, per_file=BATCH, skip=entries)
    files = sorted(dumps.glob("*.txt"))
    rows, index = folder / "rows.jsonl", folder / f"papers-{entries}.db"
    count = floor.write_rows(files, rows)
    if count != entries:
        raise SystemExit(f"{count} entries read of {entries} written to {dumps}")
    remove(index)
    before = floor.load(rows, folder / "floor.db")
    whole = ingest(index, dumps, watch=True)
    after = floor.load(rows, folder / "floor.db")
    base = Run(*(statistics.fmean(pair) for pair in zip(before[:3], after[:3], strict=True)), "")
    grown = index_size(index)
    batches, first = [], []
    for number, batch in enumerate(sorted(more.glob("*.txt"))):
        batches.append(ingest(index, batch, watch=True))
        empty = folder / f"empty-{number}.db"
        remove(empty)
        first.append(ingest(empty, batch, watch=True))
    seeds = folder / "seeds.db"
    if not seeds.exists():
        ingest(seeds, SHARED / "seeds")
    search, seed_search = searches(index, seeds, words)
    return Grown(
        entries,
        whole,
        base,
        size(*files),
        grown,
        middle(batches),
        middle(first),
        search,
        seed_search,
    )


def make(target: Path, entries: int, *, per_file: int, skip: int = 0) -> None:
    """Make dumps, unless they stand there from an earlier run."""
    truth = target.with_suffix(".truth.tsv")
    if not truth.exists():
        command = [sys.executable, TOOLS / "make_million.py", target, "--entries", str(entries)]
        run([*command, "--per-file", str(per_file), "--skip", str(skip)])
        (target / "truth.tsv").rename(truth)


def searches(large: Path, small: Path, words: str) -> tuple[float, float]:
    """Seconds of a whole search process on either index: medians of runs that alternate."""
    times: dict[Path, list[float]] = {large: [], small: []}
    for _ in range(STARTS):
        for index, seconds in times.items():
            done = run([*PAPERS, "search", "--db", index, "--json", "-n", "20", *words.split()])
            seconds.append(done.seconds)
    return statistics.median(times[large]), statistics.median(times[small])


def middle(runs: list[Run]) -> Run:
    """The run of median processor time."""
    return sorted(runs, key=lambda done: done.cpu)[len(runs) // 2]


def remove(index: Path) -> None:
    """Remove an index with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        index.with_name(index.name + suffix).unlink(missing_ok=True)


def report(rows: list[Grown]) -> None:
    """Print what was measured, one line a size."""
    first = rows[0].ingest.seconds / rows[0].entries
    table([INGEST_HEAD, *(ingest_line(row, first) for row in rows)])
    print()
    table([LOOKUP_HEAD, *(lookup_line(row) for row in rows)])


def ingest_line(row: Grown, first: float) -> tuple[str, ...]:
    """One size: time, growth per entry against the first size, the floor, memory, disk."""
    return (
        f"{row.entries:,}",
        f"{row.ingest.seconds:.1f}",
        f"{row.entries / row.ingest.seconds:,.0f}",
        f"x {row.ingest.seconds / row.entries / first:.2f}",
        f"{row.floor.seconds:.2f}",
        f"{row.ingest.seconds / row.floor.seconds:.2f}",
        f"{row.ingest.cpu / row.floor.cpu:.2f}",
        f"{row.ingest.memory:.0f}",
        f"{row.index / 1e6:.0f}",
        f"{row.text / 1e6:.0f}",
        f"{row.index / row.text:.2f}",
    )


def lookup_line(row: Grown) -> tuple[str, ...]:
    """One size: a few entries more, and a search."""
    return (
        f"{row.entries:,}",
        f"{row.batch.cpu:.3f}",
        f"{row.first_batch.cpu:.3f}",
        f"{row.batch.cpu / row.first_batch.cpu:.2f}",
        f"{row.batch.memory:.0f}",
        f"{row.first_batch.memory:.0f}",
        f"{row.search * 1000:.0f}",
        f"{row.seed_search * 1000:.0f}",
        f"{row.search / row.seed_search:.2f}",
    )


def measure_all(sizes: list[int], folder: Path, words: str) -> None:
    """Measure each size, smallest first, and print the tables."""
    data = (SHARED / "corpus" / name for name in ("titles_1m.tsv.xz", "c100000.records.jsonl.gz"))
    if sizes and needs(TOOLS / "make_million.py", TOOLS / "raw_load.py", SHARED / "seeds", *data):
        folder.mkdir(parents=True, exist_ok=True)
        report([measure(entries, folder, words) for entries in sorted(sizes)])


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="keep dumps and indexes here")
    parser.add_argument("--search", default=WORDS, help="what is searched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure_all(options.entries, options.folder or Path(temporary), options.search)


if __name__ == "__main__":
    main()
