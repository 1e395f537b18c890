"""What only a process of its own shows: closed and full pipes, locales, terminals, signals."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.invented import ALGAE, dump, environment, run, write_dumps

PAPERS = [sys.executable, "-m", "papercli"]
HEAVY = (
    *("rich", "sqlite_utils", "rapidfuzz", "dateutil", "dataclasses", "calendar"),
    *("papercli.matching", "papercli.readers", "papercli.store.constraints"),
)
NOT_FOR_A_FEW = (
    *("rich", "sqlite_utils", "dateutil", "datasette", "hashlib", "html", "pickle"),
    *("concurrent.futures", "importlib.resources", "papercli.processes", "papercli.query"),
    *("papercli.search.evidence", "papercli.store.migrations"),
    *("json", "calendar", "csv", "email", "logging", "tempfile", "multiprocessing", "fractions"),
    *("yaml", "selectolax", "bibtexparser", "papercli.readers.mime"),
    *("rapidfuzz", "papercli.readers.front_matter", "papercli.readers.note_paper"),
    *("papercli.matching.title_alignment", "papercli.store.decisions_in_force"),
    "papercli.output.formats",
)
"""What an ingest of a few digests into a new index does without."""
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


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8"},
    ],
    ids=str,
)
def test_arguments_are_utf8_in_any_locale(tmp_path: Path, settings: dict[str, str]) -> None:
    folder = tmp_path / "d\u00efgests"
    env = environment(PAPERS_DB=str(tmp_path / "\u7d22\u5f15.db"), **settings)
    assert run("ingest", str(write_dumps(folder)), env=env).returncode == 0
    for query in (
        ["na\u00efve"],
        ["\u5927\u8a9e\u8a00\u6a21\u578b"],
        ['title:"na\u00efve algae"'],
        ["algae", "--digest", "d\u00efgests"],
    ):
        assert run("search", "--count", *query, env=env).stdout == b"1\n"
    assert run("search", "\u4e2d\u6587", env=env).returncode == 0
    assert run("merge", "1", "2", "--reason", "na\u00efve", env=env).returncode == 0
    assert json.loads(run("decisions", "--json", env=env).stdout)[0]["reason"] == "na\u00efve"
    [first, _] = json.loads(run("digests", "--json", env=env).stdout)
    assert first["path"] == str(folder / "first.txt")
    assert run("forget", str(folder / "first.txt"), env=env).returncode == 0
    done = run("search", "--org", "na\u00efve", "--json", env=env)
    assert (done.returncode, done.stdout) == (0, b"[]\n")


def test_bytes_that_are_no_text_do_no_harm_on_standard_input(index: str) -> None:
    done = run("show", "-", "--db", index, "--json", stdin=b"1\t\xff\xfe\n")
    assert [paper["id"] for paper in json.loads(done.stdout)] == [1]
    assert run("review", "--db", index, stdin=b"\xff\n").returncode == 0


def test_a_pipe_gets_every_paper_on_one_line_each(index: str) -> None:
    done = run("search", "--db", index)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 5
    assert all(line.count("\t") == 4 for line in lines)
    assert done.stderr == b""


def in_terminal(
    *arguments: str, env: dict[str, str], columns: int = 80, typed: bytes = b""
) -> tuple[int, str]:
    """Run the program on a pseudo-terminal; returns the exit code and what it was sent."""
    import fcntl
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*PAPERS, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    os.write(ours, typed)
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


def test_a_digest_is_typed(tmp_path: Path) -> None:
    env = environment(PAPERS_DB=str(tmp_path / "papers.db"), NO_COLOR="1")
    text = dump("Dec 14", ALGAE).encode() + b"\x04"
    code, sent = in_terminal("ingest", "-", env=env, typed=text)
    assert code == 0
    assert "Ctrl-D ends it" in sent
    assert "1 digest, 1 sighting: 1 new paper" in sent
    assert "Reading" not in sent


def test_a_terminal_is_told_how_many_more_there_are(index: str) -> None:
    _, sent = in_terminal("search", "-n", "2", env=environment(PAPERS_DB=index, NO_COLOR="1"))
    assert "3 more" in sent


WITHOUT_RIGHTS = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-all",
]
"""What makes root heed permissions, as everybody else does."""


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may do it all")
@pytest.mark.parametrize(
    ("closed", "rights", "command", "code", "told"),
    [
        ("digests/first.txt", 0, ["ingest", "digests"], 3, "first.txt: Permission denied"),
        ("digests", 0, ["ingest", "digests"], 3, "digests: Permission denied"),
        ("index/papers.db", 0, ["search"], 1, "papers.db cannot be opened"),
        ("index/papers.db", 0o400, ["search"], 0, ""),
        ("index/papers.db", 0o400, ["forget", "1"], 1, "papers.db cannot be written"),
        ("index/papers.db", 0o400, ["ingest", "new.txt"], 1, "papers.db cannot be written"),
        ("index", 0o500, ["search"], 0, ""),
        ("index", 0o500, ["merge", "1", "3"], 1, "papers.db cannot be written"),
        ("index", 0o500, ["--db", "index/x.db", "ingest", "new.txt"], 1, "x.db cannot be opened"),
        ("index", 0, ["search"], 1, "papers.db: Permission denied"),
        ("index", 0o500, ["--db", "index/a/x.db", "ingest", "new.txt"], 1, "a cannot be made"),
        ("index", 0o500, ["decisions", "--export", "index/x"], 1, "index/x: Permission denied"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_the_permissions_forbid(
    tmp_path: Path, closed: str, rights: int, command: list[str], code: int, told: str
) -> None:
    write_dumps(tmp_path / "digests")
    (tmp_path / "new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    env = environment(PAPERS_DB=str(tmp_path / "index" / "papers.db"))
    assert run("ingest", str(tmp_path / "digests"), env=env).returncode == 0
    before = (tmp_path / "index" / "papers.db").read_bytes()
    (tmp_path / closed).chmod(rights)
    try:
        done = subprocess.run(
            [*(WITHOUT_RIGHTS if os.geteuid() == 0 else []), *PAPERS, *command],
            capture_output=True,
            env=env,
            cwd=tmp_path,
            check=False,
        )
    finally:
        (tmp_path / closed).chmod(0o700)
    error = done.stderr.decode()
    assert done.returncode == code
    assert told in error
    assert ("hint: " in error) is (code != 0)
    assert "Traceback" not in error
    (tmp_path / "index" / "papers.db").chmod(0o600)
    assert (tmp_path / "index" / "papers.db").read_bytes() == before


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
    # Closed first: a signal that comes just before the program waits would not wake it.
    _, stderr = process.communicate()
    assert process.returncode == 130
    assert stderr == b"papers: interrupted\n"


@pytest.mark.parametrize(
    ("command", "heavy"),
    [(["search", "date:2024.. cache", "--json"], HEAVY), (["ingest", "new.txt"], NOT_FOR_A_FEW)],
    ids=["search", "ingest"],
)
def test_a_short_command_imports_nothing_heavy(
    index: str, tmp_path: Path, command: list[str], heavy: Sequence[str]
) -> None:
    (tmp_path / "new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    if command[0] == "ingest":
        index = str(tmp_path / "new.db")
    loaded = _loaded([*command, "--db", index], tmp_path)
    assert "papercli.store.connection" in loaded
    assert [name for name in heavy if name in loaded] == []


def test_the_version_is_told_without_any_command(tmp_path: Path) -> None:
    loaded = _loaded(["--version"], tmp_path)
    assert "papercli.cli.options" in loaded
    rooms = ("papercli.cli.search", "papercli.search", "papercli.ingest", "papercli.query")
    assert [name for name in loaded if name.startswith(rooms)] == []


def _loaded(command: Sequence[str], folder: Path) -> list[str]:
    """The modules that a command has loaded when it ends."""
    program = (
        "import sys; from papercli.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=folder,
        capture_output=True,
        env=environment(),
        check=True,
    )
    return done.stderr.decode().split()
