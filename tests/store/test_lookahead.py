"""Comparing ahead of the writer: it saves the writer comparisons and changes nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given

from papercli.matching.comparison import score_all
from papercli.matching.record import Record, prepare
from papercli.model.digest import Digest
from papercli.model.verdict import Outcome
from papercli.store import lookahead, verdicts
from papercli.store.connection import open_reading, scratch, writing
from papercli.store.digests import add_digests
from papercli.store.lookahead import Foresight
from papercli.store.prepared_digests import PreparedDigest, prepare_digest
from tests.store.invented import ENTRIES, NOW, assert_sound, digest, snapshot, store
from tests.store.test_laws import LAW, arrivals

EVERYTHING = digest("everything", range(len(ENTRIES)))


@LAW
@given(arrivals())
def test_foresight_changes_nothing_however_late_it_is(
    case: tuple[list[Digest], list[list[Digest]]],
) -> None:
    library, runs = case
    with scratch() as at_once, scratch() as foreseen:
        store(at_once, [library])
        waiting: list[PreparedDigest] = []
        for run in runs:
            prepared = [prepare_digest(page, Foresight(foreseen)) for page in run]
            # What was compared with the index as it is now is stored after the run before it.
            add_digests(foreseen, waiting, NOW)
            waiting = prepared
        add_digests(foreseen, waiting, NOW)
        assert snapshot(foreseen) == snapshot(at_once)
        assert_sound(foreseen)


def test_the_writer_compares_no_pair_that_was_foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    half = range(0, 6, 2)
    older = [prepare(ENTRIES[number]) for number in half]
    compared: list[Record] = []

    def counted(pairs: Sequence[tuple[Record, Record]]) -> list[tuple[Outcome, float]]:
        compared.extend(a for a, _ in pairs)
        return score_all(pairs)

    monkeypatch.setattr(verdicts, "score_all", counted)
    for ahead in (False, True):
        with scratch() as connection:
            store(connection, [[digest("half", half)]])
            compared.clear()
            page = prepare_digest(EVERYTHING, Foresight(connection) if ahead else None)
            add_digests(connection, [page], NOW)
        assert any(record in older for record in compared) is not ahead


def test_what_the_index_holds_is_not_worked_out_again() -> None:
    with scratch() as connection:
        store(connection, [[EVERYTHING]])
        page = prepare_digest(EVERYTHING._replace(fingerprint="again"), Foresight(connection))
        bare = [entry for entry in page.entries if not entry.content.keys]
        assert len(bare) > len(page.entries) / 2
        # Another process forgets it all before the page is stored.
        with scratch() as empty, scratch() as plain:
            add_digests(empty, [page], NOW)
            store(plain, [[EVERYTHING._replace(fingerprint="again")]])
            assert snapshot(empty) == snapshot(plain)
            assert_sound(empty)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of half of the entries."""
    path = tmp_path / "papers.db"
    with writing(path, create=True) as connection:
        store(connection, [[digest("half", range(0, len(ENTRIES), 2))]])
    return path


def _foreseen(index: Path) -> bool:
    with lookahead.looking_ahead(index) as ahead:
        page = prepare_digest(EVERYTHING, ahead)
    return any(entry.content.foreseen for entry in page.entries)


def test_only_a_large_index_is_looked_into(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _foreseen(index)
    monkeypatch.setattr(lookahead, "LARGE_INDEX", 0)
    assert _foreseen(index)
    with closing(open_reading(index)) as connection:
        assert connection.execute("SELECT count(*) FROM digests").fetchone() == (1,)


def test_an_index_that_cannot_be_read_is_left_to_the_writer(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookahead, "LARGE_INDEX", 0)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(index.read_bytes()[:8192] + b"\xff" * 8192)
    foreign = tmp_path / "foreign.db"
    foreign.write_text("no index at all")
    for path in (damaged, foreign, tmp_path, tmp_path / "nowhere.db"):
        assert not _foreseen(path)
        assert not (tmp_path / "nowhere.db").exists()
