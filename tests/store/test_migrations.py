"""An index of an older version becomes one of today's, whichever command opens it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.store import migrations
from papercli.store.connection import open_reading, scratch
from papercli.store.damage import is_damaged
from papercli.store.decided import list_decisions
from papercli.store.decisions_in_force import parts_of, separations
from papercli.store.schema import SCHEMA_VERSION, STEPS
from tests.invented import ALGAE, dump
from tests.older import MADE, write_version_1
from tests.readme import ROOT
from tests.store.invented import assert_sound, groups, snapshot


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    index = write_version_1(tmp_path / "old" / "papers.db")
    monkeypatch.setenv("PAPERS_DB", str(index))
    return index


def definition(sql: str | None) -> tuple[str, ...]:
    """What SQL says, without comments, line breaks and the order of columns."""
    text = re.sub(r"--[^\n]*", "", sql or "")
    text = re.sub(r"\s+", " ", text)
    if not text.startswith("CREATE TABLE") or "(" not in text:
        return (text,)
    head, _, rest = text.partition("(")
    body, _, options = rest.rpartition(")")
    parts = re.split(r",(?![^(]*\))", body)
    return (head, *sorted(part.strip() for part in parts), options)


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str, str], tuple[str, ...]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(kind, name, table): definition(sql) for kind, name, table, sql in rows}


def version(connection: sqlite3.Connection) -> tuple[int, int, list[str]]:
    """Both numbers of the file, and the steps that it has taken."""
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    steps = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
    return ours, number, [name for (name,) in steps]


def test_every_step_has_a_number_and_a_name() -> None:
    with scratch() as connection:
        taken = [step.name for step in migrations.steps.applied(migrations.opened(connection))]
    assert taken == list(STEPS)
    assert [step.split("_")[0] for step in STEPS] == [
        f"m{number:03}" for number in range(1, SCHEMA_VERSION + 1)
    ]
    with closing(sqlite3.connect(":memory:")) as empty:
        known = migrations.steps.pending(migrations.opened(empty))
    assert [step.name for step in known] == list(STEPS)


@pytest.mark.parametrize(
    "command",
    [
        ["search", "--count"],
        ["show", "4"],
        ["ingest", "new.txt"],
        ["forget", "6"],
        ["rebuild"],
        ["stats"],
        ["merge", "4", "5"],
    ],
    ids=" ".join,
)
def test_any_command_brings_an_older_index_up_to_date(
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.chdir(old.parent)
    Path("new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    said = f"bringing {old} to the current schema; this happens once\n"
    assert main(command) == 0
    assert capsys.readouterr().err.count(said) == 1
    assert main(["search"]) == 0
    assert said not in capsys.readouterr().err
    with closing(sqlite3.connect(old, isolation_level=None)) as connection, scratch() as new:
        assert schema(connection) == schema(new)
        assert version(connection) == version(new)
        assert_sound(connection)
    assert not is_damaged(old)


def test_an_older_index_holds_the_same_papers_as_one_made_today(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    today = str(tmp_path / "today.db")
    for command in MADE:
        assert main([*command, "-q", "--db", today]) == 0
    for index in (today, str(old)):
        assert main(["rebuild", "-q", "--db", index]) == 0
    with closing(open_reading(old)) as one, closing(open_reading(Path(today))) as other:
        assert snapshot(one) == snapshot(other)
    found = []
    for index in (today, str(old)):
        capsys.readouterr()
        assert main(["search", "kv cache", "--db", index]) == 0
        found.append(capsys.readouterr().out)
    assert found[0] == found[1] != ""


def test_ids_and_decisions_outlive_the_steps(old: Path) -> None:
    kept = (
        "SELECT id, title, comments, links FROM papers",
        "SELECT * FROM redirects",
        "SELECT id, digest_id, position, line, record_id, comments, metadata FROM sightings",
    )
    with closing(sqlite3.connect(old)) as connection:
        before = [connection.execute(query).fetchall() for query in kept]
    with closing(open_reading(old)) as connection:
        assert [connection.execute(query).fetchall() for query in kept] == before


def test_what_one_command_decided_is_one_decision_after_the_steps(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        rows = connection.execute("SELECT id, verdict, a_key, b_key, a_title FROM decisions")
        pairs = {(number, verdict): frozenset((a, b)) for number, verdict, a, b, _ in rows}
        (title,) = connection.execute("SELECT a_title FROM decisions WHERE id = 3").fetchone()
    with closing(open_reading(old)) as connection:
        merged, parted = list_decisions(connection)
        (last,) = connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'decisions'"
        ).fetchone()
    assert [(one.id, one.verdict) for one in (merged, parted)] == [(1, "same"), (3, "different")]
    assert parts_of(merged) == [sorted(pairs[1, "same"] | pairs[2, "same"])]
    assert {frozenset(pair) for pair in separations(parted)} == {
        pair for (_, verdict), pair in pairs.items() if verdict == "different"
    }
    assert title in {said.title for said in parted.said}
    assert last == max(number for number, _ in pairs) > parted.id


def test_decisions_of_an_older_index_are_taken_back_as_one(old: Path) -> None:
    with closing(open_reading(old)) as connection:
        before = groups(connection)
    assert main(["undo", "3"]) == 0
    with closing(open_reading(old)) as connection:
        after = groups(connection)
    assert len(after - before) == 1
    assert frozenset().union(*(before - after)) == frozenset().union(*(after - before))


def test_a_step_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "document", fail)
    with closing(sqlite3.connect(old)) as connection:
        before = schema(connection)
    with pytest.raises(KeyboardInterrupt):
        open_reading(old)
    with closing(sqlite3.connect(old)) as connection:
        assert schema(connection) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not is_damaged(old)
    monkeypatch.undo()
    open_reading(old).close()


def test_a_rebuild_leaves_the_full_text_in_one_piece(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ids of split papers come out of their order, at which FTS5 begins another piece.
    monkeypatch.setattr("papercli.store.rebuild.REBUILD_BATCH", 1)
    assert main(["rebuild"]) == 0
    with closing(sqlite3.connect(old)) as connection:
        pieces = connection.execute("SELECT count(DISTINCT segid) FROM papers_fts_idx")
        assert pieces.fetchone() == (1,)
        assert_sound(connection)
