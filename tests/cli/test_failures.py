"""Every exception of a library that can reach a person, and what is said instead of its name.

A row is what brings a library to raise it, the command that meets it, the exit code, and the line.
"""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papercli.cli import main
from papercli.ingest import workers
from papercli.readers import Reading, read_bytes
from tests.invented import write_dumps

PAIR = {"a": "Kelp Grows at Night", "b": "Kelp Grows by Day", "label": 0}
LINES = b"".join(json.dumps({**PAIR, "category": str(n * n)}).encode() + b"\n" for n in range(200))
RECORD = {"id": "1", "title": "Kelp", "n_authors": 3}
PACKED, SQUEEZED = gzip.compress(LINES), lzma.compress(LINES)

Case = tuple[str, bytes | Callable[[Path], object] | None, str, int, str]
CASES: list[Case] = [
    ("zlib.error", PACKED[:40] + b"\xff\xff" + PACKED[42:], "evaluate x.gz", 1, "x.gz: is damaged"),
    ("EOFError", PACKED[:-9], "evaluate x.gz", 1, "x.gz: is damaged"),
    ("gzip.BadGzipFile", LINES, "evaluate x.gz", 1, "x.gz: is damaged"),
    ("gzip, checksum", PACKED[:-8] + b"12345678", "evaluate x.gz", 1, "x.gz: is damaged"),
    ("lzma.LZMAError", SQUEEZED[:90] + b"\xff" + SQUEEZED[91:], "evaluate x.xz", 1, "is damaged"),
    ("lzma, EOFError", SQUEEZED[:-9], "evaluate x.xz", 1, "x.xz: is damaged"),
    ("zlib, decisions", PACKED[:-9], "decisions --import x.gz", 1, "x.gz: is damaged"),
    ("UnicodeDecodeError", LINES + b"\xff", "evaluate x", 1, "x:201: is not UTF-8 text"),
    ("UnicodeDecodeError, UTF-16", LINES.decode().encode("utf-16"), "evaluate x", 1, "x:1: is no"),
    ("json.JSONDecodeError", b"{kelp}", "evaluate x", 2, "x:1: not JSON"),
    ("RecursionError", b"[" * 100_000, "evaluate x", 2, "x:1: not JSON"),
    ("RecursionError, decisions", b"[" * 100_000, "decisions --import x", 3, "x:1: not a decision"),
    ("ValueError of int()", b'{"a": %s}' % (b"9" * 5000), "evaluate x", 2, "x:1: not JSON"),
    ("FileNotFoundError", None, "evaluate none", 1, "none: No such file"),
    ("FileNotFoundError, import", None, "decisions --import none", 1, "none: No such file"),
    ("FileNotFoundError, export", None, "decisions --export no/x", 1, "no/x: No such file"),
    ("NotADirectoryError", b"", "evaluate x/below", 1, "x/below: Not a directory"),
    ("IsADirectoryError", Path.mkdir, "evaluate x", 1, "x: is a folder"),
    ("IsADirectoryError, export", Path.mkdir, "decisions --export x", 1, "x: Is a directory"),
    ("ELOOP", lambda path: path.symlink_to("x"), "evaluate x", 1, "x: Too many levels"),
    ("ELOOP, ingest", lambda path: path.symlink_to("x"), "ingest x", 3, "x: Too many levels"),
    ("ENAMETOOLONG", None, f"evaluate {'x' * 300}", 1, "x: File name too long"),
    ("EBADF", None, "evaluate /dev/fd/987654", 1, "/dev/fd/987654: Bad file descriptor"),
    ("OverflowError of dup()", None, "evaluate /dev/fd/9999999999", 1, "/dev/fd/9999999999: No"),
    ("OverflowError of SQLite", None, f"duplicates -n {'9' * 30}", 0, ""),
    ("OverflowError, search", None, f"search -q -n {'9' * 30} --offset {'9' * 30}", 0, ""),
    ("OverflowError, id", None, f"show {'9' * 19}", 2, "is not the id of a paper"),
    ("OverflowError of a date", None, f"search date:{'9' * 9}y..", 2, "cannot read"),
    (
        "RuntimeError of expanduser()",
        None,
        "stats --db ~nobodyhere/x",
        2,
        "there is no user nobodyhere",
    ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_dumps(tmp_path / "digests")
    assert main(["ingest", "digests", "-q"]) == 0
    assert main(["merge", "1", "3", "-q"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    ("make", "command", "code", "told"),
    [each[1:] for each in CASES],
    ids=[each[0] for each in CASES],
)
def test_what_a_library_raises_is_said_as_what_it_is(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    make: bytes | Callable[[Path], object] | None,
    command: str,
    code: int,
    told: str,
) -> None:
    path = folder / next((w for w in command.split() if w.startswith("x") and len(w) < 5), "x")
    if isinstance(make, bytes):
        path.write_bytes(make)
    elif make is not None:
        make(path)
    assert main(command.split()) == code
    error = capsys.readouterr().err
    assert told in error
    assert "unexpected" not in error
    assert ("hint: " in error) is (code != 0)


@pytest.mark.parametrize("error", [MemoryError(), MemoryError("kelp")])
@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("papercli.cli.answering.find", ["search"]),
        ("papercli.evaluate.compare", ["evaluate", "pairs"]),
        ("papercli.store.rebuild.rebuild", ["rebuild"]),
    ],
)
def test_that_memory_ran_out_is_no_bug(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
    command: list[str],
    error: MemoryError,
) -> None:
    (folder / "pairs").write_bytes(LINES)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(place, fail)
    assert main(command) == 1
    what, hint = capsys.readouterr().err.splitlines()
    assert what == "papers: out of memory"
    assert hint.startswith("hint: ingest less at a time")


def test_a_file_that_takes_all_memory_is_skipped_and_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "huge.txt").write_bytes(b"huge")

    def picky(data: bytes, path: str, **options: Any) -> Reading:
        if data == b"huge":
            raise MemoryError
        return read_bytes(data, path, **options)

    monkeypatch.setattr(workers, "read_bytes", picky)
    assert main(["ingest", "huge.txt", "digests"]) == 3
    error = capsys.readouterr().err
    assert error.startswith("huge.txt: too large for the memory of this machine\n  hint: ")
    assert "2 already indexed" in error
