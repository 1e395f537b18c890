"""Inputs made to take long, or much memory (`make traps`).

usage: python benchmarks/traps.py [--megabytes 1] [--only NAME...]

Each input of `trap_inputs.py` is fed to the program in two sizes, the second twice the first. What
is printed is of the larger one, beyond what the same command takes on next to nothing: processor
seconds and peak memory for each megabyte and for each entry that was stored (for each line that
was read where none was), the memory at both sizes, and the dearest listing of what was stored.

An input is within its bounds where it takes at most `MOST_SECONDS` a megabyte, or so much for an
entry or a line as is common to all entries and lines, however short they are; the same for memory.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from common import PAPERS, ROOT, environment, table
from trap_inputs import TRAPS, Trap, entry, page, rare

sys.path.insert(0, str(ROOT))

from papercli.readers.base import LETTERS_A_LINE, MOST_LINES

PATIENCE = 90
"""Seconds after which a command is stopped."""
MOST_SECONDS, MOST_MEMORY = 1.0, 20.0
"""Processor seconds a megabyte, and memory as a multiple of the input."""


class Unit(NamedTuple):
    """What is counted beside bytes, and what one of it may take where it is short."""

    name: str
    microseconds: float
    kilobytes: float


ENTRY, LINE = Unit("entry", 1_000, 10), Unit("line", 50, 1)
"""An entry is a row in six tables and in the full text, with ten blocking keys, and is compared
with up to 16 others; a line is looked at ten times before anybody knows what it is."""


class Cost(NamedTuple):
    """Processor seconds and peak megabytes of one command; ``stopped`` where it took too long."""

    seconds: float
    memory: float
    stopped: bool = False


class Measured(NamedTuple):
    """One input, measured."""

    megabytes: float
    units: int
    unit: Unit
    done: Cost
    listing: Cost
    """Of what was stored, the dearest."""


MEASURE = """
import resource, subprocess, sys
done = subprocess.run(
    sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def measured(command: Sequence[str | Path]) -> Cost:
    """What a command costs; its output is thrown away."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *command],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return Cost(PATIENCE, 0, True)
    seconds, memory = done.stdout.split()
    return Cost(float(seconds), float(memory) / 1e3)


def cost(trap: Trap, size: int, folder: Path, *, listings: bool = True) -> Measured:
    """What an input of this size costs, and the ``listings`` of what was stored."""
    source, index = folder / "input.txt", folder / "papers.db"
    text = trap.make(size)
    source.write_text(text, "utf-8")
    for file in folder.glob("papers.db*"):
        file.unlink()
    words: list[str | Path] = [*trap.command.split(), source]
    lines = sum(1 for line in text.split("\n") if line.strip())
    if trap.command == "ingest":
        lines = min(lines, MOST_LINES + len(text) // LETTERS_A_LINE)
    if trap.truth:
        (folder / "truth.txt").write_text(trap.truth(lines), "utf-8")
        words += ["--truth", folder / "truth.txt"]
    done = measured([*PAPERS, *words, "--db", index, "-q"])
    stored, listing = 0, Cost(0, 0)
    if trap.command == "ingest" and not done.stopped and index.exists():
        with closing(sqlite3.connect(index)) as connection:
            (stored,) = connection.execute("SELECT count(*) FROM sightings").fetchone()
    if stored and listings:
        listing = max(
            measured([*PAPERS, *words, "--db", index])
            for words in (("search", "--json"), ("show", "1", "--json"), ("duplicates", "--json"))
        )
    megabytes = source.stat().st_size / 1e6
    if stored * 100 < lines and not trap.truth:
        return Measured(megabytes, lines, LINE, done, listing)
    return Measured(megabytes, stored or lines, ENTRY, done, listing)


FLOOR = """
CREATE TABLE records (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, paper_id INTEGER);
CREATE TABLE texts (record_id INTEGER PRIMARY KEY, title TEXT, abstract TEXT);
CREATE TABLE sightings (id INTEGER PRIMARY KEY, record_id INTEGER, digest_id INTEGER, line INTEGER);
CREATE INDEX of_record ON sightings (record_id);
CREATE TABLE papers (id INTEGER PRIMARY KEY, title TEXT, links TEXT, sightings INTEGER);
CREATE TABLE blocks (key INTEGER, record_id INTEGER, PRIMARY KEY (key, record_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (title, abstract, tokenize='porter unicode61', content='');
"""


def floor(folder: Path) -> float:
    """Microseconds that the rows of a short title take in SQLite, with ten blocking keys and full
    text, where nothing is read, worked out or compared."""
    count = range(20_000)
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {FLOOR}")
        titles = [f"{rare(number)} {rare(number + 1)} {rare(number + 2)}" for number in count]
        keys = sorted(
            (hash(rare(10 * number + key)), number) for number in count for key in range(10)
        )
        begun = time.process_time()
        for statement, rows in (
            ("INSERT INTO records VALUES (?, ?, ?)", [(n, f"{n:032x}", n) for n in count]),
            ("INSERT INTO texts VALUES (?, ?, NULL, NULL)", enumerate(titles)),
            ("INSERT INTO sightings VALUES (?, ?, ?, ?)", [(n, n, 1, n) for n in count]),
            ("INSERT INTO papers VALUES (?, ?, '[]', 1)", enumerate(titles)),
            ("INSERT INTO blocks VALUES (?, ?)", keys),
            ("INSERT INTO words (rowid, title, abstract) VALUES (?, ?, '')", enumerate(titles)),
        ):
            connection.execute("BEGIN")
            connection.executemany(statement, rows)
            connection.execute("COMMIT")
        return (time.process_time() - begun) / len(count) * 1e6


def row(trap: Trap, half: Measured, whole: Measured, idle: Cost) -> Sequence[object]:
    """A row of the table."""

    def times(cost: Cost) -> tuple[float, float]:
        seconds = max(0.0, cost.seconds - idle.seconds)
        return seconds / whole.megabytes, seconds / whole.units * 1e6

    per_mb, per_unit = times(whole.done)
    listed, listed_unit = times(whole.listing)
    grown = max(0.0, whole.done.memory - idle.memory)
    memory, kilobytes = grown / whole.megabytes, grown / whole.units * 1e3
    most = whole.unit
    within = (
        (per_mb <= MOST_SECONDS or per_unit <= most.microseconds)
        and (listed <= MOST_SECONDS or listed_unit <= most.microseconds)
        and (memory <= MOST_MEMORY or kilobytes <= most.kilobytes)
    )
    return (
        trap.name,
        trap.command,
        f"{whole.megabytes:.2f}",
        "stopped" if whole.done.stopped else f"{per_mb:.2f}",
        f"{per_unit:,.0f} µs / {most.name}",
        "stopped" if whole.listing.stopped else f"{listed:.2f}",
        f"{max(0.0, half.done.memory - idle.memory):.0f}, {grown:.0f}",
        f"{memory:.0f}",
        f"{kilobytes:.1f} kB / {most.name}",
        f"x {whole.done.seconds / max(half.done.seconds, 0.01):.1f}",
        "yes" if within and not whole.done.stopped else "NO",
    )


def main() -> None:
    """Print a row a trap."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=1.0, help="of the larger input")
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of names")
    options = parser.parse_args()
    heading = "input command MB s/MB each listing-s/MB memory-MB memory/size each doubled within"
    rows: list[Sequence[object]] = [[word.replace("-", " ") for word in heading.split()]]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print(f"The rows of a short title take {floor(folder):.0f} µs.\n", flush=True)
        (folder / "small.txt").write_text(page(entry("A Title of an Ordinary Kind")), "utf-8")
        small = [*PAPERS, "ingest", "-q", folder / "small.txt", "--db"]
        idle = min(measured([*small, folder / f"small-{turn}.db"]) for turn in range(3))
        size = int(options.megabytes * 1e6)
        for trap in TRAPS:
            if trap.name.startswith(tuple(options.only)):
                rows.append(
                    row(trap, cost(trap, size // 2, folder), cost(trap, size, folder), idle)
                )
    table(rows)


if __name__ == "__main__":
    main()
