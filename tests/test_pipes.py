"""What only a process of its own shows: closed and full pipes, locales, terminals, signals."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.invented import environment, run, write_dumps

PAPERS = [sys.executable, "-m", "papercli"]
HEAVY = ("rich", "sqlite_utils", "rapidfuzz", "dateutil", "papercli.matching", "papercli.readers")
FULL_DISK = Path("/dev/full")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of the two invented dumps."""
    folder = tmp_path_factory.mktemp("pipes")
    path = str(folder / "papers.db")
    done = run("ingest", str(write_dumps(folder / "digests")), "--db", path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["search"],
        ["search", "--json"],
        ["search", "--format", "csv"],
        ["search", "--format", "table"],
        ["show", "1"],
        ["stats"],
        ["stats", "--json"],
        ["digests"],
        ["duplicates"],
        ["fields"],
        ["--help"],
        ["search", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_that_has_seen_enough_is_no_error(index: str, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PAPERS, *command],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment(PAPERS_DB=index),
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_head_takes_the_first_line(index: str) -> None:
    line = f"{sys.executable} -m papercli search --sort title | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env=environment(PAPERS_DB=index), check=True
    )
    first, status = done.stdout.decode().splitlines()
    assert first.endswith("Considered as Data")
    assert (status, done.stderr) == ("0", b"")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [["search"], ["search", "--json"], ["stats"], ["--help"]])
def test_a_full_disk_is_told_in_two_lines(index: str, command: list[str]) -> None:
    with FULL_DISK.open("wb") as full:
        done = subprocess.run(
            [*PAPERS, *command],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(PAPERS_DB=index),
            check=False,
        )
    what, hint = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert what == f"papers: {os.strerror(errno.ENOSPC)}"
    assert hint.startswith("hint: make room")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_survived(index: str, closed: str) -> None:
    line = f"{sys.executable} -m papercli search --json {closed}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env=environment(PAPERS_DB=index), check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) is (">&-" not in closed.replace("2>&-", ""))


@pytest.mark.parametrize(
    "settings",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}],
    ids=str,
)
def test_any_locale(index: str, settings: dict[str, str]) -> None:
    env = environment(PAPERS_DB=index, **settings)
    [paper] = json.loads(run("search", "algae", "--json", env=env).stdout.decode("utf-8"))
    assert paper["title"].startswith("Na\u00efve Algae: a Survey of \u5927")
    for name in ("tsv", "table"):
        done = run("search", "algae", "--format", name, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"ve Algae" in done.stdout


def test_a_pipe_gets_every_paper_on_one_line_each(index: str) -> None:
    done = run("search", "--db", index)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 5
    assert all(line.count("\t") == 4 for line in lines)
    assert done.stderr == b""


def in_terminal(*arguments: str, env: dict[str, str], columns: int = 80) -> tuple[int, str]:
    """Run the program on a pseudo-terminal; returns the exit code and what it was sent."""
    import fcntl
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*PAPERS, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # Linux says so when the last of them has closed the terminal
            break
        if not block:
            break
        sent += block
    os.close(ours)
    return process.wait(), sent.decode("utf-8")


def test_a_terminal_gets_a_table_in_colour(index: str) -> None:
    code, sent = in_terminal("search", "algae", env=environment(PAPERS_DB=index))
    assert code == 0
    assert "\x1b[" in sent
    plain = re.sub(r"\x1b\[[\d;]*m", "", sent)
    assert plain.splitlines()[0].split() == ["ID", "Date", "Auth", "Seen", "Title"]


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colour(index: str, settings: dict[str, str]) -> None:
    env = environment(PAPERS_DB=index, **settings)
    code, sent = in_terminal("search", "brackets", env=env)
    assert code == 0
    assert "\x1b" not in sent
    assert "[bold]Brackets[/bold] [/] and :smile:" in sent


def test_a_terminal_is_told_how_many_more_there_are(index: str) -> None:
    _, sent = in_terminal("search", "-n", "2", env=environment(PAPERS_DB=index, NO_COLOR="1"))
    assert "3 more" in sent


def test_ctrl_c(index: str, tmp_path: Path) -> None:
    fifo = tmp_path / "decisions.jsonl"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*PAPERS, "--db", index, "decisions", "--import", str(fifo)],
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with fifo.open("wb"):  # returns when the program has opened the other end
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr == b"papers: interrupted\n"


def test_a_json_search_imports_nothing_heavy(index: str) -> None:
    program = (
        "import sys; from papercli.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "search", "date:2024.. cache", "--json", "--db", index],
        capture_output=True,
        env=environment(),
        check=True,
    )
    assert json.loads(done.stdout)
    loaded = done.stderr.decode().split()
    assert [name for name in HEAVY if name in loaded] == []
