"""Why the search and the hot inserts are plain SQL: what sqlite-utils would cost them.

usage: plain_sql.py     Times a whole search beside the import alone, and 50,000 sightings inserted
                        both ways; each the best of seven, in turn.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlite_utils
from common import PAPERS, ROOT, run

from papercli.store.connection import scratch

ROWS = 50_000
TURNS = 7
COLUMNS = ("digest_id", "position", "line", "record_id", "comments", "upvotes", "metadata")


def main() -> None:
    """Print both pairs of figures."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "papers.db"
        run([*PAPERS, "ingest", ROOT / "fixtures" / "hf-page", "--db", index, "-q"])
        search, load = [], []
        for _ in range(TURNS):
            search.append(run([*PAPERS, "search", "cache", "--db", index]).seconds)
            load.append(run([sys.executable, "-c", "import sqlite_utils"]).seconds)
    print(f"a whole search            {min(search) * 1000:6.0f} ms")
    print(
        f"import sqlite_utils       {min(load) * 1000:6.0f} ms, {min(load) / min(search):.2f} of it"
    )
    plain, utils = [], []
    for _ in range(TURNS):
        plain.append(timed(executemany))
        utils.append(timed(insert_all))
    print(f"executemany               {ROWS / min(plain):6,.0f} rows a second")
    print(f"insert_all                {ROWS / min(utils):6,.0f} rows a second")


def timed(insert: Callable[[sqlite3.Connection, list[tuple[object, ...]]], object]) -> float:
    """Seconds that it takes to insert sightings into an empty index in memory."""
    rows: list[tuple[object, ...]] = [
        (number // 50, number % 50, number, number, number % 7, None, "  • 4 authors")
        for number in range(ROWS)
    ]
    with scratch() as connection:
        begun = time.perf_counter()
        insert(connection, rows)
        return time.perf_counter() - begun


def executemany(connection: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    """As the program does it."""
    places = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"INSERT INTO sightings ({', '.join(COLUMNS)}) VALUES ({places})", rows)


def insert_all(connection: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    """The same through sqlite-utils."""
    database = sqlite_utils.Database(connection, execute_plugins=False)
    database.table("sightings").insert_all(dict(zip(COLUMNS, row, strict=True)) for row in rows)


if __name__ == "__main__":
    main()
