"""The steps for an engine that has the rows out of memory: SQL brings together what belongs
together, workers do the rest a part at a time.

What is written in SQL here joins, groups and divides; it judges nothing. DuckDB and Spark both
understand it. A set that only the next step needs is dropped after it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from papercli.model import COUNTERS, Outcome
from papercli.scale.columns import files, schema_of, table_of, write
from papercli.scale.engine import DayRow
from papercli.scale.folder import Folder
from papercli.scale.reading import Read, Task, read_task
from papercli.scale.tasks import (
    MEMBERS,
    Constraints,
    cluster_part,
    combine_part,
    judge_part,
    pair_blocks,
    parts_of,
)
from papercli.scale.work import LARGEST, LINKS, PAIRS, Edge, Joined

TOGETHER = 8_192
"""Records of a part of components, about."""


class Executor(Protocol):
    """What runs SQL over files, and functions in workers."""

    def view(self, name: str, folder: Path, prefix: str = "") -> None:
        """Let SQL know the files of a folder by a name."""

    def select(self, sql: str, folder: Path) -> None:
        """Write what a SELECT gives to files of a folder."""

    def divide(self, sql: str, folder: Path) -> None:
        """Write what a SELECT gives to files of a folder for each value of its column ``part``."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a SELECT gives, row by row."""

    def part(self, number: str) -> str:
        """SQL for the part of a record."""

    def map(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a function gives for each of many calls, in any order; a worker that dies is tried
        again."""

    def versions(self) -> dict[str, str]:
        """The programs that do it, with their versions."""

    def close(self) -> None:
        """End what was begun."""


class Shuffled:
    """The steps as `papercli.scale.engine.Engine` says what they are."""

    def __init__(self, folder: Folder, executor: Executor) -> None:
        """``folder`` is that of the run."""
        self._folder, self._do = folder, executor

    def _made(
        self,
        name: str,
        sql: str,
        do: Callable[[str, Path], None],
        schema: pa.Schema | None = None,
    ) -> Path:
        """A set that a step needs besides those of earlier steps; ``schema``: it may be empty."""
        if not self._folder.has(name):
            with self._folder.making(name, keep=False) as place:
                do(sql, place)
                if schema is not None:
                    ensure(schema, place)
        return self._folder.set(name)

    def _drop(self, *names: str) -> None:
        for name in names:
            self._folder.drop(name)

    def _know(self, *names: str) -> None:
        for name in names:
            self._do.view(name, self._folder.set(name))

    def _know_read(self, *prefixes: str) -> None:
        for prefix in prefixes:
            self._do.view(f"read_{prefix}", self._folder.set("read"), f"{prefix}-")

    def read(self, tasks: Sequence[Task], place: Path) -> Iterable[Read]:
        """A task a worker; standard input in this process."""
        here = [task for task in tasks if any(source.stream for source in task.sources)]
        there = [(task, place) for task in tasks if task not in here]
        yield from (read_task(task, place) for task in here)
        yield from self._do.map(read_task, there)

    def records(self, place: Path) -> int:
        """Sightings of one key have the number of the first of them."""
        self._know_read("sightings", "digests")
        emptied(place)
        self._do.select(
            """
            WITH first AS (SELECT min(digest) AS digest FROM read_digests GROUP BY fingerprint),
            seen AS (
                SELECT sighting, digest, key
                  FROM read_sightings
                 WHERE digest IN (SELECT digest FROM first)
            ),
            records AS (SELECT key, min(sighting) AS record FROM seen GROUP BY key)
            SELECT s.sighting, s.digest, r.record
              FROM seen AS s
              JOIN records AS r ON r.key = s.key
            """,
            place,
        )
        self._do.view("records", place)
        return self._count("records WHERE sighting = record")

    def _count(self, of: str) -> int:
        (row,) = self._do.rows(f"SELECT count(*) FROM {of}")
        return int(row[0])

    def keyed(self, contents: Collection[str]) -> Iterable[tuple[str, int]]:
        """Of all keys those that are asked for."""
        self._know("records")
        self._know_read("sightings")
        listed = ", ".join(f"'{content}'" for content in sorted(contents))
        yield from self._do.rows(
            f"""
            SELECT s.key, s.sighting
              FROM read_sightings AS s
              JOIN records AS r ON r.sighting = s.sighting
             WHERE r.record = r.sighting
               AND split_part(s.key, ':', 1) IN ({listed})
            """
        )

    def pairs(self, place: Path) -> int:
        """Keys that some records share, but not too many, then the pairs of each."""
        self._know("records")
        self._know_read("keys")
        blocks = self._made("blocks", BLOCKS, self._do.select)
        with self._folder.making("block_pairs") as out:
            for _ in self._do.map(pair_blocks, [(file, out) for file in files(blocks)]):
                pass
            ensure(PAIRS, out)
        self._know("block_pairs")
        emptied(place)
        self._do.divide("SELECT DISTINCT part, a, b FROM block_pairs", place)
        ensure(PAIRS, place)
        self._drop("block_pairs", "blocks")
        self._do.view("pairs", place)
        return self._count("pairs")

    def evidence(self, place: Path) -> int:
        """A pair is judged where its first record is; the other one visits."""
        self._know("pairs")
        self._know_read("sightings")
        visitors = self._made(
            "visitors",
            f"""
            WITH needed AS (
                SELECT DISTINCT part, b AS record FROM pairs WHERE {self._do.part("b")} <> part
            )
            SELECT n.part, s.*
              FROM needed AS n
              JOIN read_sightings AS s ON s.sighting = n.record
            """,
            self._do.divide,
        )
        read, pairs = self._folder.set("read"), self._folder.set("pairs")
        calls = [(part, read, pairs, visitors, place) for part in parts_of(pairs)]
        count: int = sum(self._do.map(judge_part, calls))
        ensure(schema_of(Edge), place)
        self._drop("visitors")
        return count

    def components(self, place: Path, decided: Constraints) -> int:
        """Each record takes the smallest number around it, then that of the record of that number,
        until none changes."""
        self._know("evidence")
        with self._folder.making("links", keep=False) as out:
            write(table_of(LINKS, decided.must_link), out / "0.parquet")
        self._know("links")
        self._made("ways", WAYS, self._do.select, LINKS)
        self._know("ways")
        emptied(place)
        self._do.select(FIRST_LABELS, place)
        ensure(schema_of(Joined), place)
        while True:
            self._do.view("labels", place)
            with self._folder.making("labels", keep=False) as out:
                self._do.select(NEXT_LABELS, out)
                ensure(schema_of(Joined), out)
            self._know("labels")
            self._do.view("before", place)
            changed = self._count(
                "labels AS n JOIN before AS o ON o.record = n.record"
                " WHERE o.component <> n.component"
            )
            if not changed:
                break
            emptied(place)
            for file in files(self._folder.set("labels")):
                file.replace(place / file.name)
            self._drop("labels")
        self._drop("labels", "ways", "links")
        return self._count("before")

    def clusters(self, place: Path, decided: Constraints) -> int:
        """A component is in one part, with all its edges."""
        self._know("components", "evidence")
        self._know_read("sightings")
        part = f"c.component % {max(1, self._count('components') // TOGETHER)}"
        joined = self._made(
            "joined",
            f"""
            SELECT {part} AS part, c.record, c.component, s.*
              FROM components AS c
              JOIN read_sightings AS s ON s.sighting = c.record
            """,
            self._do.divide,
        )
        edges = self._made(
            "edges",
            f"""
            SELECT {part} AS part, e.a, e.b, e.outcome, e.bits
              FROM evidence AS e
              JOIN components AS c ON c.record = e.a
              JOIN components AS d ON d.record = e.b
             WHERE c.component = d.component
            """,
            self._do.divide,
        )
        calls = [(part, joined, edges, decided, place) for part in parts_of(joined)]
        count: int = sum(self._do.map(cluster_part, calls))
        ensure(MEMBERS, place)
        self._drop("joined", "edges")
        return count

    def members(self, place: Path) -> int:
        """A record that is connected to none is a paper."""
        self._know("records", "clusters")
        self._know_read("sightings", "digests")
        emptied(place)
        self._do.select(
            """
            SELECT r.record, coalesce(c.paper, r.record) AS paper, r.sighting, d.path, s.line
              FROM records AS r
              JOIN read_sightings AS s ON s.sighting = r.sighting
              JOIN read_digests AS d ON d.digest = r.digest
              LEFT JOIN clusters AS c ON c.record = r.record
            """,
            place,
        )
        self._do.view("members", place)
        return self._count("members")

    def days(self) -> Iterator[DayRow]:
        """Only of papers and days of which there is something to tell."""
        self._know("members", "records")
        self._know_read("sightings")
        for row in self._do.rows(DAYS):
            yield DayRow(*row)

    def papers(self, place: Path) -> int:
        """A paper is put together where its first record is; the others move there."""
        self._know("members", "records", "digests")
        self._know_read("sightings")
        moved = self._made(
            "moved",
            f"""
            WITH leaving AS (
                SELECT DISTINCT {self._do.part("paper")} AS part, record
                  FROM members
                 WHERE {self._do.part("record")} <> {self._do.part("paper")}
            )
            SELECT l.part, s.*
              FROM leaving AS l
              JOIN read_sightings AS s ON s.sighting = l.record
            """,
            self._do.divide,
        )
        counters = ", ".join(f"s.{name}" for name in COUNTERS)
        seen = self._made(
            "seen",
            f"""
            SELECT {self._do.part("m.paper")} AS part, m.paper, m.record, m.sighting,
                   d.id AS digest, d.path, m.line, d.year, d.month, d.day, d.year_source,
                   {counters}
              FROM members AS m
              JOIN read_sightings AS s ON s.sighting = m.sighting
              JOIN digests AS d ON d.id = s.digest
            """,
            self._do.divide,
        )
        read = self._folder.set("read")
        calls = [(part, read, moved, seen, place) for part in parts_of(seen)]
        count: int = sum(self._do.map(combine_part, calls))
        self._drop("moved", "seen")
        return count

    def versions(self) -> dict[str, str]:
        """Those of the executor."""
        return self._do.versions()

    def close(self) -> None:
        """End the executor."""
        self._do.close()


BLOCKS = f"""
WITH keys AS (
    SELECT k.key, k.record
      FROM read_keys AS k
      JOIN records AS r ON r.sighting = k.record
     WHERE r.record = r.sighting
),
shared AS (SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND {LARGEST})
SELECT k.key, array_agg(k.record) AS records
  FROM keys AS k
  JOIN shared AS s ON s.key = k.key
 GROUP BY k.key
"""
WAYS = f"""
WITH linked AS (
    SELECT a, b FROM evidence WHERE outcome = '{Outcome.SAME.value}' UNION SELECT a, b FROM links
)
SELECT a, b FROM linked UNION ALL SELECT b, a FROM linked
"""
"""From either end of a link to the other."""
FIRST_LABELS = """
SELECT a AS record, least(a, min(b)) AS component FROM ways GROUP BY a
"""
NEXT_LABELS = """
WITH around AS (
    SELECT w.a AS record, min(l.component) AS component
      FROM ways AS w
      JOIN labels AS l ON l.record = w.b
     GROUP BY w.a
),
smaller AS (
    SELECT l.record, least(l.component, n.component) AS component
      FROM labels AS l
      JOIN around AS n ON n.record = l.record
)
SELECT s.record, least(s.component, j.component) AS component
  FROM smaller AS s
  JOIN smaller AS j ON j.record = s.component
"""
DAYS = """
WITH dated AS (
    SELECT m.paper, s.published.month AS month, s.published.day AS day,
           s.published.year AS year, r.digest
      FROM members AS m
      JOIN records AS r ON r.sighting = m.sighting
      JOIN read_sightings AS s ON s.sighting = m.record
     WHERE s.published.day IS NOT NULL
),
telling AS (
    SELECT paper, month, day
      FROM dated
     GROUP BY paper, month, day
    HAVING count(*) > 1 AND count(year) < count(*)
)
SELECT d.paper, d.month, d.day, d.year, d.digest
  FROM dated AS d
  JOIN telling AS t ON t.paper = d.paper AND t.month = d.month AND t.day = d.day
 ORDER BY d.paper, d.month, d.day
"""


def emptied(folder: Path) -> None:
    """Remove what a run that was ended left in a folder which SQL is to write."""
    shutil.rmtree(folder)
    folder.mkdir()


def ensure(schema: pa.Schema, folder: Path) -> None:
    """A set without rows has a file all the same, which says what its columns are."""
    if not any(folder.rglob("*.parquet")):
        write(schema.empty_table(), folder / "0.parquet")
