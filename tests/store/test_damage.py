"""A damaged index: it is said, with what to do, and never taken for a fault of the program."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.store.damage import is_damaged
from tests.invented import ALGAE, dump, write_dumps

PAGE = 8192
HEADER = 100
"""Bytes in which an SQLite file says what it is: with them damaged, it may be no index of ours."""
COMMANDS = (["stats"], ["search", "--json"], ["show", "2", "--json"], ["digests"])


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An index of the invented dumps that went through everything that changes one."""
    folder = tmp_path_factory.mktemp("damage")
    # Paths are stored: of one length, so that every run changes the same bytes.
    folder = folder / ("x" * (120 - len(str(folder))))
    folder.mkdir()
    write_dumps(folder / "digests")
    (folder / "third.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    index = folder / "papers.db"
    for command in (
        ["ingest", str(folder / "digests"), str(folder / "third.txt")],
        ["merge", "1", "3"],
        ["split", "2", "2"],
        ["forget", "third.txt"],
        ["rebuild"],
    ):
        assert main([*command, "--db", str(index), "-q"]) == 0
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("INSERT INTO verdicts VALUES (2, 4, 0, 3.0)")
    assert not is_damaged(index)
    return index.read_bytes()


@pytest.fixture
def index(tmp_path: Path, good: bytes) -> Path:
    path = tmp_path / "papers.db"
    path.write_bytes(good)
    return path


def places(good: bytes) -> list[int]:
    """Where a byte is changed: a third of them in the schema, the others where anything stands."""
    chance = random.Random(10)
    schema = [at for at in range(HEADER, PAGE) if good[at]]
    data = [at for at in range(PAGE, len(good)) if good[at]]
    return chance.sample(schema, 30) + chance.sample(data, 60)


@pytest.mark.parametrize("value", [0xFF, None], ids=["ff", "any"])
def test_a_changed_byte_is_survived_or_said(
    index: Path, good: bytes, capsys: pytest.CaptureFixture[str], value: int | None
) -> None:
    chance = random.Random(11)
    said = 0
    for at in places(good):
        bad = bytearray(good)
        bad[at] = chance.randrange(256) if value is None else value
        for command in COMMANDS:
            index.write_bytes(bad)
            code = main([*command, "--db", str(index)])
            error = capsys.readouterr().err
            if code:
                said += 1
                assert code == 1, (at, command, error)
                assert error.splitlines()[0] == f"papers: {index} is damaged", (at, command)
                assert error.splitlines()[1].startswith("hint: move it away"), (at, command)
    assert said > 45


def spoil(index: Path, statement: str) -> None:
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "command"),
    [
        ("UPDATE texts SET abstract = CAST(x'61ff' AS TEXT)", "search --json"),
        ("UPDATE papers SET title = CAST(x'61ff' AS TEXT)", "search --sort title"),
        ("UPDATE papers SET published = '2o24'", "search"),
        ("UPDATE papers SET links = '[\"a'", "search --json"),
        ("UPDATE records SET authors = '{'", "rebuild"),
        ("UPDATE redirects SET sighting_id = 999", "show 3"),
        ("UPDATE papers SET id = 999 WHERE id = 2", "show 2"),
        ("UPDATE digests SET day = NULL, year = NULL", "digests"),
        ("UPDATE digests SET contradiction = '{'", "digests"),
        ("ALTER TABLE papers RENAME COLUMN comments TO cqmments", "search"),
        ("DROP TABLE verdicts", "stats"),
        ("UPDATE sqlite_sequence SET seq = 0", "ingest third.txt"),
    ],
)
def test_what_nobody_wrote_is_damage_to_whoever_meets_it(
    index: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    statement: str,
    command: str,
) -> None:
    monkeypatch.chdir(index.parent)
    (index.parent / "third.txt").write_text(dump("Dec 15", ALGAE), encoding="utf-8")
    spoil(index, statement)
    code = main(command.split())
    error = capsys.readouterr().err
    assert (code, error.splitlines()[0]) == (1, f"papers: {index} is damaged")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE digests SET month = 13",
        "UPDATE digests SET year_source = 'guessed'",
        "UPDATE digests SET year_source = NULL",
        "UPDATE digests SET ingested_at = 'today'",
        "UPDATE digests SET contradiction = '2025'",
        "UPDATE digests SET contradiction = '['",
        "UPDATE records SET day = 40 WHERE day IS NOT NULL",
        "UPDATE records SET month = NULL WHERE day IS NOT NULL",
        "UPDATE papers SET first_seen = '2025-1'",
        "UPDATE papers SET last_seen = '25-12-10'",
        "UPDATE papers SET authors = '{}'",
        "UPDATE papers SET links = '[1]'",
        "UPDATE verdicts SET outcome = 7",
        "UPDATE verdicts SET a = 0",
        "INSERT INTO verdicts VALUES (2, 999, 1, 9.0)",
        "UPDATE records SET paper_id = 999",
        "UPDATE papers SET abstract_record = 999",
        "UPDATE blocks SET record_id = 999 WHERE record_id = 1",
        "UPDATE decisions SET verdict = 'some'",
        "DELETE FROM texts WHERE record_id = 2",
        "DELETE FROM sightings WHERE record_id = 2",
        "DELETE FROM digests",
        "INSERT INTO papers (title, sightings) VALUES ('of nothing', 0)",
        "ALTER TABLE sightings DROP COLUMN upvotes",
        "DROP VIEW paper_list",
        "DROP TABLE oversized_blocks",
    ],
)
def test_what_nobody_writes_is_known(index: Path, statement: str) -> None:
    assert not is_damaged(index)
    spoil(index, statement)
    assert is_damaged(index)


def test_what_somebody_added_is_no_damage(index: Path) -> None:
    spoil(index, "CREATE VIEW mine AS SELECT column_of_yesterday FROM paper_list")
    spoil(index, "CREATE TABLE notes (paper_id INTEGER, note TEXT)")
    spoil(index, "ALTER TABLE papers ADD COLUMN stars INTEGER")
    assert not is_damaged(index)


def test_a_damaged_head_is_told_from_another_kind_of_file(
    index: Path, good: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    index.write_bytes(good[:16] + b"\xff" * 8 + good[24:])
    assert main(["stats"]) == 1
    assert "is damaged" in capsys.readouterr().err
    index.write_bytes(b"\xff" * 8 + good[8:])
    assert main(["stats"]) == 4
    assert "not an SQLite file" in capsys.readouterr().err


def test_a_fault_of_the_program_is_not_laid_on_a_sound_index(
    index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_: str) -> str:
        raise ValueError("a fault")

    monkeypatch.setattr("papercli.search.lookup.clean", fault)
    assert main(["search", "--json"]) == 1
    what, hint = capsys.readouterr().err.splitlines()
    assert what == "papers: unexpected ValueError: a fault"
    assert "this is a bug" in hint
    assert index.exists()


def test_an_error_of_a_sound_index_is_shown_as_it_is(
    index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papercli.search.lookup.select", lambda *_: "p.nonsense")
    assert main(["search"]) == 1
    assert capsys.readouterr().err.startswith(
        f"papers: {index}: no such column: p.nonsense\nhint: "
    )


def test_decisions_may_be_saved_from_a_damaged_index(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(index, "UPDATE texts SET abstract = CAST(x'61ff' AS TEXT)")
    assert main(["search", "--json"]) == 1
    assert "papers decisions --export FILE" in capsys.readouterr().err
    assert main(["decisions", "--export", str(tmp_path / "saved.jsonl")]) == 0
    lines = (tmp_path / "saved.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["same", "different"]
