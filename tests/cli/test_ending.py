"""How the process ends: with the exit code, after everybody else has cleaned up, and no later."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import atexit, sys
import papercli.cli

class Left:
    def __del__(self):
        print("taken apart")

def main():
    global left
    left = Left()
    atexit.register(print, "cleaned up")
    {ends}

papercli.cli.main = main
sys.exit(papercli.cli.run())
"""


@pytest.mark.parametrize(
    ("ends", "code", "printed"),
    [
        ("return 0", 0, ["cleaned up"]),
        ("return 3", 3, ["cleaned up"]),
        ("raise SystemExit(4)", 4, ["cleaned up", "taken apart"]),
        ("raise OSError", 1, ["cleaned up", "taken apart"]),
    ],
)
def test_other_handlers_run_and_the_code_is_kept(ends: str, code: int, printed: list[str]) -> None:
    command = [sys.executable, "-c", PROGRAM.format(ends=ends)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.splitlines()) == (code, printed)
