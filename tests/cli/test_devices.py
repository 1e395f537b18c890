"""What the program is given instead of files: devices, pipes, links out of a folder, too much."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from tests.invented import ALGAE, CACHE, KELP, dump, environment, write_dumps

ENOUGH = 400_000_000
"""Bytes of address space that any of these commands needs, and no more."""
PAIR = json.dumps({"a": "Kelp Grows at Night", "b": "Kelp Grows by Day", "label": 0}) + "\n"


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ENOUGH, ENOUGH))


def run(
    folder: Path, *arguments: str, stdin: str | bytes | IO[bytes] = b"", code: int
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a folder, short of memory and of time; ``stdin`` is data or a path."""
    with ExitStack() as stack:
        if isinstance(stdin, str):
            stdin = stack.enter_context(Path(stdin).open("rb"))
        done = subprocess.run(
            [sys.executable, "-m", "papercli", *arguments],
            input=stdin if isinstance(stdin, bytes) else None,
            stdin=None if isinstance(stdin, bytes) else stdin,
            capture_output=True,
            cwd=folder,
            env=environment(PAPERS_DB=str(folder / "papers.db")),
            check=False,
            timeout=60,
            preexec_fn=limited,
        )
    assert done.returncode == code, done.stderr
    assert b"bug" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two dumps, and what evaluate takes."""
    write_dumps(tmp_path / "digests")
    (tmp_path / "records").write_text('{"id": "1", "title": "Kelp"}\n')
    (tmp_path / "truth").write_text('{"id": "1", "cluster": "a"}\n')
    return tmp_path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("ingest X", 3),
        ("evaluate X", 1),
        ("evaluate records --truth X", 1),
        ("evaluate records --truth truth --ambiguous X", 1),
        ("decisions --import X", 1),
    ],
)
def test_a_device_that_is_named_is_refused(folder: Path, command: str, code: int) -> None:
    (folder / "X").symlink_to("/dev/zero")
    what, hint, *_ = run(folder, *command.split(), code=code).stderr.decode().splitlines()
    assert what.removeprefix("papers: ") == "X: is a device, not a file"
    assert hint.strip().startswith("hint: ")


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("ingest -", 3, "-: is a device"),
        ("ingest /dev/stdin", 3, "/dev/stdin: is a device"),
        ("ingest /dev/fd/0 digests", 3, "/dev/fd/0: is a device"),
        ("evaluate -", 1, "-: is a device"),
        ("decisions --import -", 1, "-: is a device"),
        ("show -", 2, "standard input holds no lines"),
    ],
)
def test_a_device_as_standard_input(folder: Path, command: str, code: int, told: str) -> None:
    run(folder, "ingest", "digests", code=0)
    done = run(folder, *command.split(), stdin="/dev/zero", code=code)
    assert told in done.stderr.decode()


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
@pytest.mark.parametrize("file", [False, True], ids=["pipe", "file"])
def test_standard_input_by_any_name(folder: Path, name: str, file: bool) -> None:
    (folder / "pair").write_text(PAIR)
    (folder / "page").write_text(dump("Dec 14", ALGAE))
    paths = (folder / "pair", folder / "page")
    given = [str(path) if file else path.read_bytes() for path in paths]
    assert b"precision" in run(folder, "evaluate", name, stdin=given[0], code=0).stdout
    assert b"1 new paper" in run(folder, "ingest", name, stdin=given[1], code=0).stderr


def test_pipes_that_are_named_are_read_beside_files(folder: Path) -> None:
    pipes = ("<(cat digests/first.txt)", "digests", "<(cat digests/second.txt)")
    line = f"{sys.executable} -m papercli ingest {' '.join(pipes)} --json"
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        cwd=folder,
        env=environment(PAPERS_DB=str(folder / "papers.db")),
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    statuses = [row["status"] for row in json.loads(done.stdout)["digests"]]
    assert statuses == ["new", "known", "new", "known"]


@pytest.mark.parametrize("to", ["pipe", "/dev/zero", "../elsewhere"])
def test_a_link_out_of_a_folder_is_counted_and_not_followed(folder: Path, to: str) -> None:
    os.mkfifo(folder / "digests" / "pipe")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "page.txt").write_text(dump("Dec 14", ALGAE, KELP))
    (folder / "digests" / "link").symlink_to(to)
    done = run(folder, "ingest", "digests", "--json", code=0)
    report = json.loads(done.stdout)
    assert [digest["path"] for digest in report["digests"]] == [
        "digests/first.txt",
        "digests/second.txt",
    ]
    assert report["problems"] == []
    told = {row["path"]: row["reason"] for row in report["left_out"]}
    assert told.keys() == {"digests/pipe", "digests/link"}
    assert told["digests/pipe"] == "FIFO"
    lines = done.stderr.decode().splitlines()
    assert [line for line in lines if line.startswith("left out: ")] == [lines[0]]
    assert "-v names each" in lines[0]
    lines = run(folder, "ingest", "digests", "-v", code=0).stderr.decode().splitlines()
    for path, reason in told.items():
        assert f"{path}: left out: {reason}" in lines
    assert run(folder, "ingest", "digests", "-qq", "--strict", code=0).stderr == b""


def test_links_are_followed_where_that_is_asked_for(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "page.txt").write_text(dump("Dec 14", ALGAE, CACHE))
    (folder / "elsewhere" / "zero").symlink_to("/dev/zero")
    (folder / "digests" / "link").symlink_to("../elsewhere")
    done = run(folder, "ingest", "digests", "--follow", "-v", code=0)
    assert b"3 digests" in done.stderr
    assert b"digests/link/zero: left out: device\n" in done.stderr


def test_more_than_the_limit_is_refused_by_name(folder: Path) -> None:
    (folder / "long.txt").write_text(dump("Dec 14", ALGAE) * 100)
    done = run(folder, "ingest", "digests", "long.txt", "--max-size", "20kB", code=3)
    assert b"long.txt: is larger than 20kB\n  hint: " in done.stderr
    assert b"2 digests" in done.stderr
    endless = subprocess.Popen(["yes", "kelp"], stdout=subprocess.PIPE)
    assert endless.stdout
    try:
        done = run(folder, "ingest", "-", "--max-size", "2MB", stdin=endless.stdout, code=3)
    finally:
        endless.stdout.close()
        endless.wait(timeout=60)
    assert b"is larger than 2MB" in done.stderr


def test_too_little_memory_is_no_bug(folder: Path) -> None:
    with (folder / "digests" / "huge.txt").open("wb") as file:
        file.truncate(2 * ENOUGH)
    done = run(folder, "ingest", "digests", "--max-size", "5GB", code=3)
    assert b"huge.txt: too large for the memory of this machine\n  hint: " in done.stderr
    assert b"2 digests" in done.stderr
    with (folder / "pairs.jsonl").open("wb") as file:
        file.truncate(2 * ENOUGH)
    done = run(folder, "evaluate", "pairs.jsonl", "--max-size", "5GB", code=1)
    what, hint = done.stderr.decode().splitlines()
    assert what == "papers: pairs.jsonl: too large for the memory of this machine"
    assert hint.startswith("hint: ")
