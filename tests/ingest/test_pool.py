"""Processes that read are begun first, and only where there is enough to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from papercli.ingest import pool
from papercli.ingest.sources import Source
from tests.invented import ROOT, environment
from tests.store.invented import write_page

BEGUN = """
import sys
from papercli.ingest import pool
usual = pool._begin
def begin(sources):
    print("papercli.ingest.run" in sys.modules)
    return usual(sources)
pool._begin = begin
from papercli.cli import main
sys.exit(main(["ingest", "-q", sys.argv[1]]))
"""


def test_processes_are_begun_before_the_rest_of_an_ingest_is_loaded(tmp_path: Path) -> None:
    write_page(tmp_path / "digests" / "one.txt", [1], "Dec 1")
    done = subprocess.run(
        [sys.executable, "-c", BEGUN, str(tmp_path / "digests")],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=environment(PAPERS_DB=str(tmp_path / "papers.db")),
    )
    assert done.stdout == b"False\n"


@pytest.mark.parametrize(
    ("processors", "files", "size", "begun"),
    [(2, 2, 8, 1), (4, 2, 8, 3), (1, 2, 8, 0), (2, 1, 8, 0), (2, 2, 2, 0)],
)
def test_how_many_are_begun(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    processors: int,
    files: int,
    size: int,
    begun: int,
) -> None:
    monkeypatch.setattr(pool, "PARALLEL_BYTES", 10)
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    paths = [tmp_path / f"{number}.txt" for number in range(files)]
    for path in paths:
        path.write_bytes(b"x" * size)
    with pool.reading_processes([Source(str(path)) for path in paths]) as workers:
        assert (workers.count if workers else 0) == begun
