"""The speeds that are promised, as ratios measured in one run (`make bench`).

usage: python benchmarks/bench.py [--entries 10000 100000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import floor
import readers
import scale
from common import PAPERS, SHARED, TOOLS, ingest, needs, run, table

STARTS = 40
LOADS = 5
START_TARGET = 1.15
FEW_TARGET = 2.2
INGEST_TARGET = 4


def start_up(folder: Path) -> None:
    """A whole JSON search on the seeds' index against importing Typer, in runs that alternate."""
    if not needs(SHARED / "seeds"):
        return
    index = folder / "seeds.db"
    ingest(index, SHARED / "seeds")
    commands = {
        'papers search "KV cache" --json': [*PAPERS, "search", "--db", index, "KV cache", "--json"],
        'python -c "import typer"': [sys.executable, "-c", "import typer"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            times[name].append(run(command).seconds)
    search, typer = (statistics.median(seconds[1:]) * 1000 for seconds in times.values())
    table(
        [
            ("start-up", "ms", "ratio", "target"),
            (next(iter(commands)), f"{search:.1f}", f"{search / typer:.2f}", f"<= {START_TARGET}"),
            ('python -c "import typer"', f"{typer:.1f}", "1", ""),
        ]
    )


def a_few_digests(folder: Path) -> None:
    """Processor time of an ingest of the seeds into a new index against importing Typer, in runs
    that alternate."""
    seeds = SHARED / "seeds"
    if not needs(seeds):
        return
    typer = [sys.executable, "-c", "import typer"]
    pairs = [
        (ingest(folder / f"few-{number}.db", seeds).cpu, run(typer).cpu) for number in range(STARTS)
    ]
    whole, base = (statistics.median(times) for times in zip(*pairs[1:], strict=True))
    ratio = statistics.median(few / alone for few, alone in pairs[1:])
    table(
        [
            ("a few digests", "ms, processor", "ratio", "target"),
            (
                "papers ingest of five dumps",
                f"{whole * 1000:.0f}",
                f"{ratio:.2f}",
                f"<= {FEW_TARGET}",
            ),
            ('python -c "import typer"', f"{base * 1000:.0f}", "1", ""),
        ]
    )


def real_dumps(folder: Path) -> None:
    """Ingest of dumps of real papers against the floor, in runs that alternate."""
    corpus = SHARED / "corpus" / "hf_daily.jsonl.gz"
    if not needs(corpus, TOOLS / "make_dumps.py", TOOLS / "raw_load.py"):
        return
    dumps, rows = folder / "real", folder / "real.jsonl"
    command = [sys.executable, TOOLS / "make_dumps.py", corpus, dumps]
    run([*command, "--papers", "4900", "--copies", "2.05"])
    (dumps / "truth.tsv").unlink()
    entries = floor.write_rows(sorted(dumps.glob("*.txt")), rows)
    whole, base = [], []
    for number in range(LOADS):
        base.append(floor.load(rows, folder / "floor.db"))
        whole.append(ingest(folder / f"real-{number}.db", dumps, watch=True))
    done, least = (statistics.median(r.seconds for r in runs) for runs in (whole, base))
    table(
        [
            ("ingest", "seconds", "ratio", "target", "peak MB"),
            (
                f"{entries:,} entries of real papers",
                f"{done:.2f}",
                f"{done / least:.2f}",
                f"<= {INGEST_TARGET}",
                f"{max(r.memory for r in whole):.0f}",
            ),
            ("the same rows, one table", f"{least:.2f}", "1", "", f"{base[0].memory:.0f}"),
        ]
    )


def main() -> None:
    """Print one table after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, nargs="*", default=[10_000, 100_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        start_up(folder)
        print()
        a_few_digests(folder)
        print()
        real_dumps(folder)
        print()
        scale.measure_all(options.entries, folder / "scale", scale.WORDS)
        print()
        # Last: a process that is begun here starts with as much memory as this one has come to.
        readers.measure([])


if __name__ == "__main__":
    main()
