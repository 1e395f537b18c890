"""Indexes as older versions of the program made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.readme import ROOT

VERSION_1 = ROOT / "fixtures" / "index" / "version-1.sql"
UNDATED = "fixtures/hf-page/undated_mar-20.txt"
MADE = (
    ("ingest", "fixtures/hf-page", "--year", "2025"),
    ("merge", "1", "2"),
    ("split", "3"),
    ("forget", "1"),
)
"""The commands that made it, in the folder `ROOT`."""


def write_version_1(index: Path) -> Path:
    """Make an index of schema version 1 where there is none."""
    index.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(f"BEGIN; {VERSION_1.read_text(encoding='utf-8')} COMMIT;")
    return index
