"""Files read in several processes give what one gives, and a process that dies is told of."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest

from papercli import processes
from papercli.errors import PapersError
from papercli.ingest import batches, pool, workers
from papercli.ingest.report import Done
from papercli.ingest.sources import Source
from papercli.store.connection import open_reading
from tests.ingest.runs import run
from tests.store.invented import groups, write_page


def test_many_small_batches_in_several_processes_give_the_same(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    for number in range(12):
        write_page(
            folder / f"{number:02}.txt", [number % 13, (number * 5) % 13], f"Dec {number + 1}"
        )
    run(index, folder)
    monkeypatch.setattr(batches, "BATCH", 3)
    monkeypatch.setattr(pool, "PARALLEL_BYTES", 0)
    other = index.with_name("other.db")
    seen: list[Done] = []
    report = run(other, folder, progress=seen.append)
    assert report.totals.digests == 12
    assert seen[-1].bytes == seen[-1].of_bytes
    assert (seen[-1].files, {done.of_files for done in seen}) == (12, {12})
    assert [done.bytes for done in seen] == sorted(done.bytes for done in seen)
    assert [done.files for done in seen] == sorted(done.files for done in seen)
    with closing(open_reading(index)) as one, closing(open_reading(other)) as two:
        assert groups(one) == groups(two)


def test_who_waits_does_all_of_what_no_process_has_begun(index: Path, pages: Path) -> None:
    begun: Future[workers.ReadFile] = Future()
    begun.set_running_or_notify_cancel()
    files = [Source(str(path)) for path in sorted(pages.iterdir())[:2]]
    pending: workers.Pending = deque([(files[0], begun), (files[1], Future())])
    assert workers._lend_a_hand(pending, None, None)
    source, result = pending[1]
    assert result
    assert result.done()
    # Less would be done in no time, and nothing be left to the others.
    assert result.result() == workers._read_and_foresee(source, None, None, index)
    assert not workers._lend_a_hand(pending, None, None)


def test_a_reading_process_that_dies_is_told_of(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "digests"
    folder.mkdir()
    for number in range(2):
        write_page(folder / f"{number}.txt", [number], "Dec 1")
    monkeypatch.setattr(pool, "PARALLEL_BYTES", 0)
    monkeypatch.setattr(processes, "SERVE", "raise SystemExit")
    monkeypatch.setattr(workers, "_lend_a_hand", lambda *_: False)
    with pytest.raises(PapersError, match="was killed"):
        run(index, folder)
