"""The engine that has the rows out of memory, whole: from the papers of records to what is asked
for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from papercli.model.paper import COUNTERS
from papercli.scale.engine import DayRow
from papercli.scale.executor import emptied
from papercli.scale.matched import Matched
from papercli.scale.parts import parts_of
from papercli.scale.shards import make_shard
from papercli.scale.statements import DAYS
from papercli.scale.tasks import combine_part


class Shuffled(Matched):
    """The steps as `papercli.scale.engine.Engine` says what they are."""

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

    def shards(self, place: Path, count: int) -> int:
        """A shard has all sightings of its papers, and a worker makes it."""
        self._know("members", "evidence")
        self._know_read("sightings")
        shares = self._made(
            "shares",
            f"""
            SELECT m.paper % {count} AS part, m.paper, m.record, s.*
              FROM members AS m
              JOIN read_sightings AS s ON s.sighting = m.sighting
            """,
            self._do.divide,
        )
        edges = self._made(
            "shared_edges",
            f"""
            WITH homes AS (SELECT record, paper % {count} AS part FROM members
                            WHERE record = sighting)
            SELECT p.part, e.a, e.b, e.outcome, e.bits
              FROM evidence AS e
              JOIN homes AS p ON p.record = e.a
              JOIN homes AS q ON q.record = e.b
             WHERE p.part = q.part
            """,
            self._do.divide,
        )
        digests = self._folder.set("digests")
        calls = [(shard, shares, edges, digests, place) for shard in range(count)]
        papers: int = sum(self._do.map(make_shard, calls))
        self._drop("shares", "shared_edges")
        return papers

    def versions(self) -> dict[str, str]:
        """Those of the executor."""
        return self._do.versions()

    def close(self) -> None:
        """End the executor."""
        self._do.close()
