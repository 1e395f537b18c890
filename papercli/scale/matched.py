"""The steps for an engine that has the rows out of memory: SQL brings together what belongs
together, workers do the rest a part at a time.

What is written in SQL here joins, groups and divides; it judges nothing. DuckDB and Spark both
understand it. A set that only the next step needs is dropped after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from papercli.scale.columns import files, schema_of, table_of, write
from papercli.scale.executor import Executor, emptied, ensure
from papercli.scale.folder import Folder
from papercli.scale.parts import parts_of
from papercli.scale.reading import Read, Task, read_task
from papercli.scale.statements import (
    BLOCKS,
    CROWDED,
    FIRST_LABELS,
    NEXT_LABELS,
    RECORDS,
    UNCOMPARED,
    WAYS,
)
from papercli.scale.tasks import (
    MEMBERS,
    Constraints,
    cluster_part,
    judge_part,
    note_uncompared,
    pair_blocks,
    row_groups_of,
)
from papercli.scale.work import LINKS, OVERSIZED_KEYS, PAIRS, Edge, Joined

TOGETHER = 8_192
"""Records of a part of components, about."""


class Matched:
    """The steps up to the papers of records."""

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
        """A task a worker; what is no file, such as standard input, in this process."""
        there = []
        for task in tasks:
            if all(source.is_file for source in task.sources):
                there.append((task, place))
            else:
                yield read_task(task, place)
        yield from self._do.map(read_task, there)

    def records(self, place: Path) -> int:
        """Sightings of one key have the number of the first of them."""
        self._know_read("sightings", "digests")
        emptied(place)
        self._do.select(RECORDS, place)
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
            calls = [(file, group, out) for file, group in row_groups_of(blocks)]
            oversized = [key for keys in self._do.map(pair_blocks, calls) for key in keys]
            ensure(PAIRS, out)
        with self._folder.making("oversized", keep=False) as out:
            oversized += [key for (key,) in self._do.rows(CROWDED)]
            write(table_of(OVERSIZED_KEYS, zip(oversized, strict=True)), out / "0.parquet")
        self._know("oversized")
        self._know("block_pairs")
        emptied(place)
        self._do.divide("SELECT DISTINCT part, a, b FROM block_pairs", place)
        ensure(PAIRS, place)
        note_uncompared(place, self._count(UNCOMPARED))
        self._drop("block_pairs", "blocks", "oversized")
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
                SELECT DISTINCT {self._do.part("a")} AS part, b AS record
                  FROM pairs
                 WHERE {self._do.part("b")} <> {self._do.part("a")}
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
