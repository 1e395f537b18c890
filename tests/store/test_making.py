"""Making an index where there is none."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from papercli.store.connection import opened_for_writing
from papercli.store.making import LEFT_OVER_SECONDS, make


def _form(index: Path) -> list[object]:
    """What is decided once of a file, and what is in it."""
    with closing(sqlite3.connect(index)) as connection:
        pragmas = ("page_size", "journal_mode", "application_id", "user_version")
        tables = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
        return [
            *(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas),
            connection.execute(tables).fetchall(),
        ]


def _made(index: Path) -> list[object]:
    with opened_for_writing(index, create=True):
        pass
    assert os.listdir(index.parent) == [index.name]  # noqa: PTH208
    return _form(index)


def test_an_index_is_the_same_however_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = _made(tmp_path / "usual" / "papers.db")
    assert usual[:2] == [8192, "wal"]
    empty = tmp_path / "empty" / "papers.db"
    empty.parent.mkdir()
    empty.touch()
    assert _made(empty) == usual

    def refused(*_: object) -> None:
        raise PermissionError(1, "no hard links here")

    monkeypatch.setattr(os, "link", refused)
    assert _made(tmp_path / "without links" / "papers.db") == usual


def test_the_index_of_a_faster_process_stays(tmp_path: Path) -> None:
    index = tmp_path / "papers.db"
    index.write_bytes(b"what another process has made meanwhile")
    make(index)
    assert index.read_bytes() == b"what another process has made meanwhile"
    assert os.listdir(tmp_path) == [index.name]  # noqa: PTH208


@pytest.mark.skipif(os.name != "posix", reason="folders cannot be opened")
def test_the_name_of_a_new_index_outlasts_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def fsync(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, index.exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    index = tmp_path / "papers.db"
    make(index)
    assert synced == [(tmp_path.stat().st_ino, True)]


def test_a_folder_that_cannot_be_synced_holds_an_index_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(descriptor: int) -> None:
        raise OSError(22, "not of folders")

    monkeypatch.setattr(os, "fsync", refused)
    assert make(tmp_path / "papers.db")


@pytest.mark.skipif(os.name != "posix", reason="no way to ask for a process")
def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    left = [f".papers-{gone.pid}-0a.new", f".papers-{gone.pid}-0a.new-journal"]
    kept = [f".papers-{os.getpid()}-0b.new", ".papers-0c.new", f".papers-{10**30}-0d.new"]
    for name in (*left, *kept):
        (tmp_path / name).touch()
    make(tmp_path / "papers.db")
    assert sorted(os.listdir(tmp_path)) == sorted([*kept, "papers.db"])  # noqa: PTH208


def test_what_killed_runs_left_is_removed_after_a_day(tmp_path: Path) -> None:
    old = [".papers-0a.new", ".papers-0a.new-journal", ".papers-0a.new-wal", ".papers-0a.new-shm"]
    kept = [".papers-0b.new", ".papers-notes", "papers-0c.new", "a.new"]
    for name in (*old, *kept):
        (tmp_path / name).touch()
    now = (tmp_path / "a.new").stat().st_mtime
    for name in (*old, *kept[1:]):
        os.utime(tmp_path / name, times=(now, now - LEFT_OVER_SECONDS - 60))
    os.utime(tmp_path / kept[0], times=(now, now - LEFT_OVER_SECONDS + 600))
    make(tmp_path / "papers.db")
    assert sorted(os.listdir(tmp_path)) == sorted([*kept, "papers.db"])  # noqa: PTH208
