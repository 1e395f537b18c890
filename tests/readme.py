"""The commands that the README shows, run as a person runs them: on a terminal of 80 columns.

The README calls `show` from its cog blocks, so that what stands there is what the program prints;
the tests run every command that stands in it.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import pty
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PROMPT = "$ "


class Output(NamedTuple):
    """What a command line gave: exit code, and what the terminal showed."""

    code: int
    text: str


class Terminal:
    """A folder with the fixtures and an index of its own, in which command lines are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "fixtures").symlink_to(ROOT / "fixtures")
        (folder / "bin").mkdir()
        script = folder / "bin" / "papers"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tests.pinned "$@"\n')
        script.chmod(0o755)
        self.environment = {
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "PAPERS_DB": str(folder / "papers.db"),
            "COLUMNS": "80",
            "TERM": "dumb",  # no colour, no cursor movements
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, line: str) -> Output:
        """Run one line in a shell whose output and errors are one terminal."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
        process = subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        shown = _read_all(ours)
        process.wait()
        text = shown.decode().replace("\r\n", "\n").replace(str(self.folder), "~")
        rows = [row.rstrip() for row in text.split("\n")]
        return Output(process.returncode, "\n".join(rows).strip("\n"))


def show(*lines: str, rows: int | None = None, width: int | None = None, code: int = 0) -> None:
    """Print command lines and what they give as a Markdown block; of long output the first rows.

    Raises RuntimeError where a command does not end with ``code``.
    """
    import cog

    shown = []
    for line in lines:
        output = _terminal().run(line)
        if output.code != code:
            raise RuntimeError(f"{line} ended with {output.code}: {output.text}")
        text = [_cut(row, width) for row in output.text.split("\n")]
        if rows is not None and len(text) > rows:
            text = [*text[:rows], "…"]
        shown.append("\n".join([PROMPT + line, *text]))
    cog.outl("```console\n" + "\n\n".join(shown) + "\n```")


def show_raw(line: str) -> None:
    """Print what a command gives as it is, for output that is Markdown itself."""
    import cog

    cog.outl(_terminal().run(line).text)


def commands() -> list[str]:
    """Every command line that the README shows, in its order."""
    inside, found = False, []
    for line in README.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line.removeprefix("```") == "console"
        elif inside and line.startswith(PROMPT):
            found.append(line.removeprefix(PROMPT))
    return found


def _cut(row: str, width: int | None) -> str:
    return row if width is None or len(row) <= width else row[: width - 1] + "…"


def _read_all(terminal: int) -> bytes:
    parts = []
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        while True:
            try:
                part = stream.read(65536)
            except OSError:  # how Linux says that nobody holds the other end any more
                break
            if not part:
                break
            parts.append(part)
    return b"".join(parts)


_OPEN: list[Terminal] = []


def _terminal() -> Terminal:
    if not _OPEN:
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder)
        _OPEN.append(Terminal(folder))
    return _OPEN[0]
