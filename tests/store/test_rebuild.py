"""Forgetting digests and deriving papers anew: what ids remain, and what is told."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from papercli.errors import PapersError, UsageError
from papercli.matching import resolution
from papercli.model.verdict import Outcome
from papercli.store import verdicts
from papercli.store.connection import open_reading, opened_for_writing, writing
from papercli.store.digest_lookup import find_digest
from papercli.store.forgetting import forget
from papercli.store.rebuild import rebuild
from papercli.store.schema import rules_changed
from tests.ingest.runs import counts, run
from tests.store.invented import assert_sound, write_page


def test_forgetting_by_id_path_and_fingerprint(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        rows = connection.execute(
            "SELECT id, path, fingerprint FROM digests ORDER BY id"
        ).fetchall()
        for number, path, fingerprint in rows:
            for name in (str(number), path, Path(path).name, fingerprint, fingerprint[:10].upper()):
                assert find_digest(connection, name) == number
        for name in ("", "nowhere.txt", "99", "01", "001", "' OR 1=1 --"):
            with pytest.raises(PapersError, match="no digest"):
                find_digest(connection, name)
        last = connection.execute("SELECT max(id) FROM papers").fetchone()[0]
    (pages / "twice").mkdir()
    write_page(pages / "twice" / "a.txt", [7])
    run(index, pages)
    with pytest.raises(UsageError, match="matches 2"):
        forget(index, "a.txt")
    report = forget(index, str(rows[0][0]))
    assert (report.path, report.sightings) == (rows[0][1], 3)
    assert report.papers == counts(index)[2]
    run(index, pages / "a.txt")
    with closing(open_reading(index)) as connection:
        ids = {number for (number,) in connection.execute("SELECT id FROM papers")}
    assert max(ids) >= last


def test_paper_ids_are_never_used_again(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        used = {number for (number,) in connection.execute("SELECT id FROM papers")}
    for digest in ("a.txt", "b.txt", "c.txt"):
        forget(index, digest)
    assert counts(index) == (0, 0, 0)
    run(index, pages)
    with closing(open_reading(index)) as connection:
        assert not used & {number for (number,) in connection.execute("SELECT id FROM papers")}


def test_an_index_remembers_by_which_rules_it_was_derived(index: Path, pages: Path) -> None:
    run(index, pages)
    with writing(index) as connection:
        assert not rules_changed(connection)
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'rules'")
        assert rules_changed(connection)
    rebuild(index)
    with closing(open_reading(index)) as connection:
        assert not rules_changed(connection)


def test_rebuild_says_what_other_rules_changed(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages)
    before = counts(index)[2]
    with closing(open_reading(index)) as connection:
        old = {n for (n,) in connection.execute("SELECT id FROM papers")}
    monkeypatch.setattr(resolution, "score", lambda a, b: (Outcome.DIFFERENT, -9.0))
    monkeypatch.setattr(
        verdicts, "score_all", lambda pairs: [(Outcome.DIFFERENT, -9.0)] * len(pairs)
    )
    report = rebuild(index)
    assert report.papers > report.papers_before == before
    assert report.split
    assert not report.changed
    for was, now in report.split:
        assert was in now, "the paper that is recognizably the same keeps its id"
    monkeypatch.undo()
    back = rebuild(index)
    assert back.papers == before
    assert [kept for kept, _ in back.merged] == [was for was, _ in report.split]
    with opened_for_writing(index) as connection:
        assert_sound(connection)
        assert {n for (n,) in connection.execute("SELECT id FROM papers")} == old
