"""One command run in the test's own process, what it gave, and what a refusal looks like."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple


class Result(NamedTuple):
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


Papers = Callable[..., Result]


def assert_refused(told: Result, code: int, what: str) -> None:
    """Nothing on standard output, one line that says what, one that hints."""
    assert (told.code, told.out) == (code, "")
    first, hint = told.err.splitlines()
    assert first.startswith("papers: ")
    assert what in first
    assert hint.startswith("hint: ")


def change(index: Path, statement: str) -> None:
    """Do something to an index that the program does not."""
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute(statement)
