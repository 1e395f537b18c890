"""Waiting for another process that is writing: how long, what is said of it, how it ends."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.cli.session import Session
from papercli.errors import BusyError
from papercli.store import connection as opening
from papercli.store.connection import open_reading, writing
from papercli.store.locking import Waiting
from tests.invented import ALGAE, dump, environment, write_dumps
from tests.older import write_version_1


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented dumps read, in the folder where the test is; a decision to take back."""
    monkeypatch.chdir(tmp_path)
    write_dumps(tmp_path / "digests")
    (tmp_path / "new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    assert main(["ingest", "digests", "-q"]) == 0
    assert main(["merge", "1", "3", "-q"]) == 0
    assert main(["decisions", "--export", "decisions.jsonl", "-q"]) == 0
    return tmp_path / "papers.db"


class Time:
    """A clock that only sleeping moves; at ``then`` something happens."""

    def __init__(self, then: float = float("inf"), happens: Callable[[], object] = int) -> None:
        self.now, self.slept = 1000.0, 0
        self._then, self._happens = self.now + then, happens
        self.told: list[tuple[float, str]] = []

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now, self.slept = self.now + seconds, self.slept + 1
        if self.now >= self._then:
            self._then = float("inf")
            self._happens()

    def waiting(self, seconds: float) -> Waiting:
        """As long as this, and what is told with the seconds waited."""
        return Waiting(
            seconds,
            lambda message: self.told.append((round(self.now - 1000, 1), message)),
            lambda: self.now,
            self.sleep,
        )


@contextmanager
def written_to(index: Path) -> Iterator[Callable[[], None]]:
    """Another process that is writing; what it gives ends that."""
    with closing(opening._connect(index)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection.commit


def try_to_write(index: Path, waiting: Waiting) -> None:
    with writing(index, waiting=waiting) as connection:
        connection.execute("INSERT INTO redirects VALUES (99, 1)")


def count(index: Path) -> int:
    with closing(open_reading(index)) as connection:
        found: int = connection.execute("SELECT count(*) FROM redirects").fetchone()[0]
    return found


def test_it_gives_up_when_the_time_is_over(index: Path) -> None:
    time = Time()
    with written_to(index), pytest.raises(BusyError, match="another papers is writing to") as told:
        try_to_write(index, time.waiting(30))
    assert 1030 <= time.now < 1030.1
    assert time.told == [(2.0, f"waiting for another papers that is writing to {index}")]
    assert "--wait SECONDS" in str(told.value.hint)


def test_it_goes_on_when_the_other_has_finished(index: Path) -> None:
    before = count(index)
    with written_to(index) as end:
        time = Time(5, end)
        try_to_write(index, time.waiting(30))
    assert 1005 <= time.now < 1005.1
    assert len(time.told) == 1
    assert count(index) == before + 1


def test_a_short_wait_is_not_worth_a_word(index: Path) -> None:
    with written_to(index) as end:
        time = Time(1.9, end)
        try_to_write(index, time.waiting(30))
    assert time.told == []


def test_with_nothing_to_wait_it_gives_up_at_once(index: Path) -> None:
    time = Time()
    with written_to(index), pytest.raises(BusyError):
        try_to_write(index, time.waiting(0))
    assert (time.slept, time.told) == (0, [])


def test_ctrl_c_while_it_waits_ends_it(index: Path) -> None:
    before = count(index)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with written_to(index) as end:
        with pytest.raises(KeyboardInterrupt):
            try_to_write(index, Time(1, interrupt).waiting(30))
        end()
    assert count(index) == before


def test_who_reads_waits_where_an_index_is_locked_for_all(index: Path) -> None:
    with closing(opening._connect(index)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        time = Time()
        with pytest.raises(BusyError):
            open_reading(index, time.waiting(3))
    assert 1003 <= time.now < 1003.1


WRITING = (
    ["ingest", "new.txt"],
    ["ingest", "new.txt", "--strict"],
    ["ingest", "new.txt", "--dry-run"],
    ["forget", "1"],
    ["merge", "1", "2"],
    ["split", "2"],
    ["decisions", "--import", "decisions.jsonl"],
    ["decisions", "--remove", "1"],
    ["rebuild"],
)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_every_command_that_writes_waits_as_long_as_it_is_told(
    index: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    before = index.read_bytes()
    with written_to(index):
        assert main([*command, "--wait", "0"]) == 75
        assert main(["--wait=0", *command]) == 75
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == f"papers: another papers is writing to {index}"
    assert err.splitlines()[1].startswith("hint: ")
    assert index.read_bytes() == before
    assert main([*command, "--wait", "0"]) == 0


def test_an_answer_waits_as_review_is_told(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(index) as connection:
        connection.execute("INSERT INTO verdicts VALUES (2, 4, 0, 3.0)")
    monkeypatch.setattr("sys.stdin", io.StringIO("d\nd\n"))
    with written_to(index):
        assert main(["review", "--wait", "0"]) == 75
    assert "another papers is writing" in capsys.readouterr().err
    assert main(["review", "--wait", "0"]) == 0
    assert "1 decided, 0 undecided" in capsys.readouterr().err


def test_a_search_that_must_migrate_waits_as_it_is_told(index: Path) -> None:
    index.unlink()
    write_version_1(index)
    with written_to(index):
        assert main(["search", "--wait", "0"]) == 75
    assert main(["search", "--wait", "0"]) == 0


def test_no_wait_is_no_number(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("soon", "-1", "nan"):
        assert main(["rebuild", "--wait", value]) == 2
        assert "--wait" in capsys.readouterr().err.splitlines()[0]


def test_a_wait_is_told_once_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (0, 1):
        session = Session("papers.db", 30, quiet, 0, "never")
        for _ in range(2):
            session.waiting.tell("waiting")
    assert capsys.readouterr().err == "waiting\n"


def test_ctrl_c_is_heard_while_a_command_waits(index: Path) -> None:
    with written_to(index):
        process = subprocess.Popen(
            [sys.executable, "-m", "papercli", "rebuild", "--wait", "600"],
            stderr=subprocess.PIPE,
            env=environment(PAPERS_DB=str(index)),
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"waiting for another papers")
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, b"papers: interrupted\n")
