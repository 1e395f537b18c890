"""The program under ``python -OO``, which strips docstrings and asserts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from papercli.cli.app import COMMANDS
from tests.invented import environment, write_dumps

EVERYTHING = """
import sys
from papercli.cli import main
for line in sys.stdin.read().splitlines():
    code = main(line.split())
    print("code", code, line, flush=True)
"""
HELP = ["--help", *(f"{name} --help" for name in COMMANDS)]
WORK = [
    "ingest digests",
    "search algae --json",
    "search --format bibtex",
    "search --format table",
    "search --format markdown",
    "show 1",
    "stats",
    "stats --json",
    "stats --by month --format table",
    "stats --html page.html",
    "digests",
    "duplicates",
    "duplicates --near 1",
    "merge 1 3",
    "split 2",
    "decisions",
    "decisions --export kept.jsonl",
    "decisions --import kept.jsonl",
    "rebuild",
    "forget 1",
    "fields",
    "review",
    "evaluate pairs.jsonl",
]


def told(folder: Path, lines: list[str], *options: str) -> str:
    folder.mkdir()
    write_dumps(folder / "digests")
    pair = '{"a": "Kelp Grows at Night", "b": "Kelp Grows at Night", "label": 1}\n'
    (folder / "pairs.jsonl").write_text(pair)
    done = subprocess.run(
        [sys.executable, *options, "-c", EVERYTHING],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=environment(PAPERS_DB="papers.db"),
        check=True,
        timeout=120,
    )
    # A decision bears the day on which it was made, and a new index is named by its whole path.
    said = (done.stdout + done.stderr).replace(str(folder), "FOLDER")
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", "DAY", said)


@pytest.mark.parametrize("lines", [HELP, WORK], ids=["help", "work"])
def test_every_command_says_the_same_when_optimized(tmp_path: Path, lines: list[str]) -> None:
    plain = told(tmp_path / "plain", lines)
    assert plain.count("code 0 ") == len(lines), plain
    assert told(tmp_path / "optimized", lines, "-OO") == plain
