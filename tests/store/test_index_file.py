"""Which file may be an index: what is named, what is there already, and what is never touched."""

from __future__ import annotations

import io
import os
import pwd
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from papercli.cli import main
from tests.invented import ALGAE, dump, write_dumps

WRITING = (
    ["ingest", "new.txt"],
    ["ingest", "new.txt", "--strict"],
    ["ingest", "new.txt", "--dry-run"],
    ["ingest", "bad.txt"],
    ["decisions", "--import", "some.jsonl"],
    ["decisions", "--import", "none.jsonl"],
)
CHANGING = (
    ["forget", "1"],
    ["merge", "1", "3"],
    ["split", "1"],
    ["review"],
    ["decisions", "--remove", "1"],
    ["rebuild"],
)
READING = (["search"], ["stats"], ["show", "1"], ["digests"], ["decisions"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to read, where the test is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PAPERS_DB")
    (tmp_path / "new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("nothing of use\n")
    (tmp_path / "none.jsonl").touch()
    line = f'{{"verdict": "same", "a_key": "{"a" * 32}", "b_key": "{"b" * 32}"}}\n'
    (tmp_path / "some.jsonl").write_text(line)
    return tmp_path


Said = Callable[[int, str], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Checks that a command ended with a code, printed nothing and said what and a hint."""

    def check(code: int, what: str) -> str:
        out, err = capsys.readouterr()
        first, hint = err.splitlines()
        assert out == ""
        assert first.startswith("papers: ")
        assert what in first
        assert hint.startswith("hint: ")
        return hint

    return check


@pytest.mark.parametrize(
    "named", ["https://example.org/p.db", "s3://bucket/p.db", "file:p.db", "FILE:///p.db"]
)
def test_an_address_is_no_index_and_makes_no_folder(
    folder: Path, said: Said, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    before = sorted(folder.rglob("*"))
    for command in (*WRITING, *CHANGING, *READING):
        assert main([*command, "--db", named]) == 2
        assert "name a file" in said(2, f"{named} is an address")
    monkeypatch.setenv("PAPERS_DB", named)
    assert main(["ingest", "new.txt"]) == 2
    said(2, f"{named} is an address")
    assert sorted(folder.rglob("*")) == before


def test_a_name_with_a_colon_is_a_name(folder: Path) -> None:
    assert main(["ingest", "new.txt", "-q", "--db", "notes: papers.db"]) == 0
    assert main(["ingest", "new.txt", "-q", "--db", "c:papers.db"]) == 0
    assert (folder / "notes: papers.db").is_file()


def test_the_home_folder_of_nobody(folder: Path, said: Said) -> None:
    (folder / "~x.db").touch()
    for named, user in (("~nobodyhere/p.db", "nobodyhere"), ("~x.db", "x.db")):
        assert main(["stats", "--db", named]) == 2
        assert f"./{named} is a file of that name" in said(2, f"there is no user {user}")
    assert main(["ingest", "new.txt", "-q", "--db", "./~x.db"]) == 0


def test_without_a_home_folder(folder: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> pwd.struct_passwd:
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    before = sorted(folder.rglob("*"))
    assert main(["ingest", "new.txt"]) == 2
    assert "--db PATH" in said(2, "your home folder is not known")
    assert sorted(folder.rglob("*")) == before


def sqlite(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


FOREIGN: dict[str, Callable[[Path], object]] = {
    "one byte": lambda file: file.write_bytes(b"S"),
    "two bytes": lambda file: file.write_bytes(b"SQ"),
    "text": lambda file: file.write_text("once upon a time\n" * 40),
    "NUL": lambda file: file.write_bytes(bytes(8192)),
    "table": lambda file: sqlite(file, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"),
    "log": lambda file: sqlite(file, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)"),
    "marked": lambda file: sqlite(file, "PRAGMA application_id=7"),
    "versioned": lambda file: sqlite(file, "PRAGMA user_version=7"),
}


def test_what_is_no_index_is_refused_before_anything_is_read(
    folder: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    FOREIGN["table"](folder / "other.db")
    stdin = io.TextIOWrapper(io.BytesIO(dump("Dec 14", ALGAE).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    reading = [["ingest", "-", option] for option in ("--strict", "--dry-run", "--quiet")]
    for command in (*reading, ["decisions", "--import", "-"]):
        assert main([*command, "--db", "other.db"]) == 4
        said(4, "not an index of papers")
    assert stdin.buffer.tell() == 0


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_of_somebody_else_is_refused_and_left_as_it_is(
    folder: Path, said: Said, kind: str
) -> None:
    file = folder / "other.db"
    FOREIGN[kind](file)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for command in (*WRITING, *CHANGING, *READING):
        code = main([*command, "--db", "other.db"])
        assert code == 4, command
        said(4, "other.db is ")
        assert {path: path.read_bytes() for path in folder.iterdir()} == before, command


def test_an_empty_file_is_left_empty_but_where_something_is_stored(
    folder: Path, capsys: pytest.CaptureFixture[str], said: Said
) -> None:
    file = folder / "empty.db"
    file.touch()
    before = sorted(folder.iterdir())
    for command in (*CHANGING, *READING):
        assert main([*command, "--db", "empty.db"]) == 4, command
        assert "papers ingest" in said(4, "empty.db is empty")
        assert file.read_bytes() == b""
    for command in (["ingest", "new.txt", "-N"], ["ingest", "bad.txt"], WRITING[-1]):
        assert main([*command, "--db", "empty.db"]) in (0, 3), command
        assert file.read_bytes() == b""
    assert sorted(folder.iterdir()) == before
    capsys.readouterr()
    for command in WRITING:
        file.write_bytes(b"")
        assert main([*command, "--db", "empty.db"]) == (3 if "bad.txt" in command else 0)
    assert main(["ingest", "new.txt", "--db", "empty.db"]) == 0
    assert main(["search", "--count", "--db", "empty.db"]) == 0
    assert capsys.readouterr().out == "1\n"


def test_an_sqlite_file_without_anything_is_an_empty_one(folder: Path, said: Said) -> None:
    sqlite(folder / "empty.db", "PRAGMA journal_mode=WAL", "VACUUM")
    assert (folder / "empty.db").stat().st_size > 0
    assert main(["rebuild", "--db", "empty.db"]) == 4
    said(4, "empty.db is empty")
    assert main(["ingest", "new.txt", "-q", "--db", "empty.db"]) == 0
    assert main(["rebuild", "-q", "--db", "empty.db"]) == 0


@pytest.mark.parametrize("name", ["pipe", "/dev/null"])
def test_a_pipe_or_a_device_is_no_index(folder: Path, said: Said, name: str) -> None:
    os.mkfifo(folder / "pipe")
    for command in (*WRITING, *CHANGING, *READING):
        assert main([*command, "--db", name]) == 4, command
        said(4, f"{name} is a device or a pipe")


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_an_export_never_takes_the_place_of_an_index(folder: Path, said: Said, suffix: str) -> None:
    write_dumps(folder / "digests")
    assert main(["ingest", "digests", "-q", "--db", "papers.db"]) == 0
    (folder / "link.db").symlink_to("papers.db")
    before = (folder / "papers.db").read_bytes()
    names = sorted(folder.iterdir())
    for name in ("papers.db", "./digests/../papers.db", "link.db"):
        if suffix and name == "link.db":
            continue
        assert main(["decisions", "--db", "papers.db", "--export", name + suffix]) == 2
        said(2, "is an SQLite file, and left as it is")
    assert (folder / "papers.db").read_bytes() == before
    assert sorted(folder.iterdir()) == names


def test_an_export_follows_a_link_and_leaves_nothing_else(folder: Path) -> None:
    assert main(["decisions", "--import", "some.jsonl", "-q", "--db", "papers.db"]) == 0
    (folder / "kept.jsonl").write_text("as it was\n")
    (folder / "link.jsonl").symlink_to("kept.jsonl")
    names = sorted(folder.iterdir())
    assert main(["decisions", "--db", "papers.db", "--export", "link.jsonl", "-q"]) == 0
    assert '"outcome": "same"' in (folder / "kept.jsonl").read_text()
    assert sorted(folder.iterdir()) == names
