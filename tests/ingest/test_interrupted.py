"""An ingest that is ended from outside, or by a full disk, keeps what it had stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from papercli.store.connection import opened_for_writing
from tests.ingest.runs import counts, run
from tests.invented import ROOT
from tests.store.invented import assert_sound

KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from papercli.ingest import batches
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
from papercli.store import digests
batches.BATCH = 1
calls = 0
derive = digests.derive
def dies(*args, **options):
    global calls
    calls += 1
    done = derive(*args, **options)
    if calls == 3:
        os.kill(os.getpid(), getattr(signal, sys.argv[3]))
    return done
digests.derive = dies
sources = find_sources([sys.argv[1]], None).sources
ingest(sources, Path(sys.argv[2]), now=datetime(2026, 1, 1))
"""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_an_interrupted_run_keeps_whole_batches(index: Path, pages: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(pages), str(index), name],
        check=False,
        capture_output=True,
        cwd=ROOT,
    )
    assert done.returncode != 0
    assert counts(index)[:2] == (2, 6)
    with opened_for_writing(index) as connection:
        assert_sound(connection)
    assert [row.status for row in run(index, pages).digests] == ["known", "known", "new"]


FULL = """
import resource, signal, sys
from datetime import datetime
from pathlib import Path
from papercli.errors import PapersError
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
sources = find_sources([sys.argv[1]], None).sources
try:
    ingest(sources, Path(sys.argv[2]), now=datetime(2026, 1, 1))
except PapersError as error:
    sys.exit(f"{error.code}|{error.message}|{error.hint}")
"""


def test_a_full_disk_is_said_and_loses_nothing(index: Path, pages: Path) -> None:
    run(index, pages / "a.txt")
    before = counts(index)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(pages), str(index), "20000"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 1, done.stderr
    assert "what was stored before is still there" in done.stderr
    assert counts(index) == before
