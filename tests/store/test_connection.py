"""Opening an index: what is no index, what is an older one, and who may write."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from papercli.errors import BusyError, NoIndexError, PapersError
from papercli.store.connection import open_reading, opened_for_writing, writing
from papercli.store.forgetting import forget
from papercli.store.locking import Waiting
from papercli.store.schema import SCHEMA_VERSION
from tests.ingest.runs import counts, run


def _not_sqlite(path: Path) -> None:
    path.write_text("once upon a time there was a file that was no database\n" * 40)


def _not_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")


def _newer(path: Path) -> None:
    with opened_for_writing(path, create=True) as connection:
        connection.execute("INSERT INTO decisions VALUES (1, 'same', '', NULL)")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")


def _further(path: Path) -> None:
    _newer(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('papers', 'm999_later')"
        )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_not_sqlite, "not an SQLite file"),
        (_not_ours, "not an index of papers"),
        (_newer, "made by a newer version"),
        (_further, "made by a newer version of papers (schema m999_later)"),
        (Path.mkdir, "is a folder"),
    ],
)
def test_a_file_that_is_no_index_of_ours_is_left_alone(
    tmp_path: Path, pages: Path, make: object, message: str
) -> None:
    path = tmp_path / "some.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    for action in (lambda: open_reading(path), lambda: run(path, pages), lambda: forget(path, "1")):
        with pytest.raises(NoIndexError, match=re.escape(message)) as caught:
            action()
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_reading_never_makes_a_file(tmp_path: Path, index: Path, pages: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path / "no" / "folder" / "none.db"):
        with pytest.raises(NoIndexError, match="no index"):
            open_reading(path)
        with pytest.raises(NoIndexError, match="no index"):
            forget(path, "1")
        assert not path.exists()
    run(index, pages)
    files = sorted(index.parent.iterdir())
    open_reading(index).close()
    assert sorted(index.parent.iterdir()) == files == [index]


def test_a_reader_writes_nothing(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM papers")


def test_a_second_writer_is_told_to_wait(index: Path, pages: Path) -> None:
    run(index, pages / "a.txt")
    with writing(index) as connection:
        connection.execute("DELETE FROM redirects")
        with pytest.raises(BusyError, match="another papers"):
            run(index, pages, waiting=Waiting(0))
        assert counts(index)[0] == 1, "a reader is not kept waiting"
    assert run(index, pages).totals.digests == 2


def test_an_empty_file_becomes_an_index(tmp_path: Path, pages: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(NoIndexError, match="is empty"):
        open_reading(path)
    assert run(path, pages).totals.digests == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written(index: Path, pages: Path) -> None:
    run(index, pages / "a.txt")
    index.chmod(0o400)
    index.parent.chmod(0o500)
    try:
        assert counts(index)[0] == 1
        with pytest.raises(PapersError, match="cannot be"):
            run(index, pages)
        with pytest.raises(PapersError, match="cannot be"):
            run(index.parent / "deeper" / "papers.db", pages)
    finally:
        index.parent.chmod(0o700)
        index.chmod(0o600)
