"""What the benchmarks share: where the data are; processes with their time and memory known."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PAPERS_SHARED", ROOT.parent / "shared"))
"""Seeds, corpora and tools; they stand beside the checkout unless the variable says where."""
TOOLS = SHARED / "tools"
SAMPLING = 0.1
"""Seconds between two looks at how much memory a process and its children hold, at the least."""
SAMPLING_SHARE = 0.01
"""Share of the time that looking may take: it takes 14 ms where a process holds 800 MB."""
_SCRIPT = Path(sys.executable).parent / "papers"
PAPERS = (
    [str(_SCRIPT)]
    if _SCRIPT.exists()
    else [sys.executable, "-c", "from papercli.cli import main; raise SystemExit(main())"]
)
"""The program as a user starts it, or the checkout's where it is not installed."""


class Run(NamedTuple):
    """One finished process: wall-clock and processor seconds, and peak memory in MB.

    Memory is that of all its processes together, shared pages counted once, where the system tells
    (Linux); else that of the largest of them.
    """

    seconds: float
    cpu: float
    memory: float
    output: str


def needs(*paths: Path) -> bool:
    """Whether all the data are there; says which are not."""
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        print(f"skipped: no {path} (PAPERS_SHARED names the folder that holds the data)")
    return not missing


def environment() -> dict[str, str]:
    """The environment of every process measured: compiled modules are kept, as in daily use."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_PROGRESS": "1"}


def run(command: Sequence[str | Path], *, watch: bool = False, feed: Path | None = None) -> Run:
    """Run a command to its end with ``feed`` as input; ``watch`` samples its children's memory."""
    begun = time.perf_counter()
    with (feed or Path(os.devnull)).open("rb") as given:
        process = subprocess.Popen(
            [str(word) for word in command],
            env=environment(),
            stdin=given,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
    peak = _Peak(process.pid) if watch else None
    assert process.stdout is not None
    with process.stdout:
        output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    sampled = peak.stop() if peak else 0.0
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, max(sampled, _megabytes(used)), output)


def ingest(index: Path, *sources: Path, watch: bool = False) -> Run:
    """Ingest into an index, quietly."""
    return run([*PAPERS, "ingest", "-q", "--db", index, *sources], watch=watch)


def size(*files: Path) -> int:
    """Bytes of files, and of what stands in folders."""
    return sum(
        size(*file.iterdir()) if file.is_dir() else file.stat().st_size
        for file in files
        if file.exists()
    )


def index_size(index: Path) -> int:
    """Bytes of an index with its write-ahead log."""
    return size(index, index.with_name(index.name + "-wal"))


def table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows, the first of them the heading, as a Markdown table with aligned columns."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    for number, row in enumerate(cells):
        print(
            "| "
            + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            + " |"
        )
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    sys.stdout.flush()


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


class _Peak:
    """The most memory that a process and all it started held at once, sampled from /proc."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """End the sampling; megabytes."""
        self._done.set()
        self._thread.join()
        return self._most / 1e3

    def _watch(self) -> None:
        wait = SAMPLING
        while not self._done.wait(wait):
            begun = time.perf_counter()
            self._most = max(self._most, sum(map(_held, _family(self._pid))))
            wait = max(SAMPLING, (time.perf_counter() - begun) / SAMPLING_SHARE)


def _family(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    return found


def _held(pid: int) -> int:
    """Kilobytes of a process, pages that it shares with others divided among them."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
