"""The engine `local`: all in the memory of this process, as `papers evaluate` does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path

import pyarrow as pa

from papercli.matching.blocking import is_of_identifier
from papercli.matching.resolution import connect
from papercli.model.paper import COUNTERS
from papercli.model.verdict import Outcome
from papercli.scale.columns import files, read, rows_of, schema_of, table_of, tuples, write
from papercli.scale.engine import DayRow
from papercli.scale.folder import Folder
from papercli.scale.reading import Read, Task, read_task
from papercli.scale.shards import make_shard
from papercli.scale.tasks import MEMBERS, Constraints, note_uncompared
from papercli.scale.work import (
    LARGEST,
    LINKS,
    PAPERS,
    Edge,
    Joined,
    Member,
    Membership,
    Numbered,
    Records,
    Seen,
    clusters_of,
    edges_of,
    oversized_in,
    pairs_in,
    paper_columns,
    papers_of,
)
from papercli.store.columns import DigestRow
from papercli.store.decisions_in_force import content_of_key

TOGETHER = 65_536
"""Rows of a file."""


class Local:
    """The steps as `papercli.scale.engine.Engine` says what they are."""

    def __init__(self, folder: Folder) -> None:
        """``folder`` is that of the run."""
        self._folder = folder

    def _set(self, name: str, prefix: str = "") -> pa.Table:
        table = read(files(self._folder.set(name), prefix))
        assert table is not None
        return table

    @cached_property
    def _sightings(self) -> pa.Table:
        return self._set("read", "sightings-")

    @cached_property
    def _records(self) -> Records:
        return Records(read([file]) for file in files(self._folder.set("read"), "sightings-"))

    @cached_property
    def _keys(self) -> dict[int, str]:
        return self._records.keys()

    @cached_property
    def _numbered(self) -> list[Numbered]:
        return list(map(Numbered._make, rows_of(Numbered, self._set("records"))))

    @cached_property
    def _numbers(self) -> set[int]:
        return {one.record for one in self._numbered}

    @cached_property
    def _edges(self) -> list[tuple[int, int, str, float]]:
        return tuples(self._set("evidence"), "a", "b", "outcome", "bits")

    @cached_property
    def _papers(self) -> dict[int, int]:
        return dict(tuples(self._set("clusters"), "record", "paper"))

    def read(self, tasks: Sequence[Task], place: Path) -> Iterable[Read]:
        """One task after the other."""
        return (read_task(task, place) for task in tasks)

    def records(self, place: Path) -> int:
        """By the keys of records."""
        known: dict[str, int] = {}
        for fingerprint, digest in tuples(self._set("read", "digests-"), "fingerprint", "digest"):
            known.setdefault(fingerprint, digest)
        first = set(known.values())
        records: dict[str, int] = {}
        found = [
            Numbered(sighting, digest, records.setdefault(key, sighting))
            for sighting, digest, key in tuples(self._sightings, "sighting", "digest", "key")
            if digest in first
        ]
        _write(schema_of(Numbered), found, place)
        return len(records)

    def keyed(self, contents: Collection[str]) -> Iterable[tuple[str, int]]:
        """Of all keys those that are asked for."""
        return [
            (key, number)
            for number, key in self._keys.items()
            if number in self._numbers and content_of_key(key) in contents
        ]

    def pairs(self, place: Path) -> int:
        """By blocks in memory."""
        blocks: defaultdict[int, list[int]] = defaultdict(list)
        keys: defaultdict[int, list[int]] = defaultdict(list)
        for key, record in tuples(self._set("read", "keys-"), "key", "record"):
            if record in self._numbers:
                keys[record].append(key)
                if len(blocks[key]) <= LARGEST or is_of_identifier(key):
                    blocks[key].append(record)
        oversized = set(oversized_in(blocks.items()))
        note_uncompared(place, sum(map(oversized.issuperset, keys.values())))
        return _write(LINKS, sorted({(a, b) for _, a, b in pairs_in(blocks.items())}), place)

    def evidence(self, place: Path) -> int:
        """All pairs in one go."""
        pairs = tuples(self._set("pairs"), "a", "b")
        return _write(schema_of(Edge), edges_of(self._records, pairs), place)

    def components(self, place: Path, decided: Constraints) -> int:
        """By union and find."""
        agreements = {
            (a, b): bits for a, b, outcome, bits in self._edges if outcome == Outcome.SAME.value
        }
        numbers = {number for pair in (*agreements, *decided.must_link) for number in pair}
        found = [
            Joined(record, component.members[0])
            for component in connect(numbers, agreements, decided.must_link)
            for record in component.members
        ]
        return _write(schema_of(Joined), found, place)

    def clusters(self, place: Path, decided: Constraints) -> int:
        """All components in one go."""
        joined = tuples(self._set("components"), "record", "component")
        found = clusters_of(joined, self._edges, self._records, self._keys, *decided)
        return _write(MEMBERS, found, place)

    def _paper(self, record: int) -> int:
        return self._papers.get(record, record)

    @cached_property
    def _lines(self) -> dict[int, int]:
        return dict(tuples(self._sightings, "sighting", "line"))

    def members(self, place: Path) -> int:
        """A record that is connected to none is a paper."""
        paths = dict(tuples(self._set("read", "digests-"), "digest", "path"))
        found = (
            Membership(record, self._paper(record), sighting, paths[digest], self._lines[sighting])
            for sighting, digest, record in self._numbered
        )
        return _write(schema_of(Membership), found, place)

    def days(self) -> Iterator[DayRow]:
        """By sorting."""
        dates = {
            sighting: (when["month"], when["day"], when["year"])
            for sighting, when in tuples(self._sightings, "sighting", "published")
            if when is not None and when["day"] is not None
        }
        rows = [
            DayRow(self._paper(record), *dates[record], digest)
            for _, digest, record in self._numbered
            if record in dates
        ]
        rows.sort(key=_day)
        for _, group in groupby(rows, key=_day):
            those = list(group)
            if any(row.year is None for row in those) and len(those) > 1:
                yield from those

    def papers(self, place: Path) -> int:
        """All in one go."""
        digests = {row[0]: DigestRow._make(row) for row in rows_of(DigestRow, self._set("digests"))}
        counts = dict(zip(self._lines, tuples(self._sightings, *COUNTERS), strict=True))
        shown = [
            (_seen(one, self._paper(one.record), self._lines[one.sighting], digests[one.digest]),
             counts[one.sighting])
            for one in self._numbered
        ]  # fmt: skip
        members = {Member(one.record, one.paper): None for one, _ in shown}
        self._records.load(member.record for member in members)
        papers = papers_of(members, self._records, self._keys, shown)
        return _write(PAPERS, map(paper_columns, papers), place)

    def shards(self, place: Path, count: int) -> int:
        """One after the other."""
        made = 0
        digests = self._folder.set("digests")
        at = {sighting: row for row, sighting in enumerate(self._lines)}
        for shard in range(count):
            those = [n for n in self._numbered if self._paper(n.record) % count == shard]
            rows = self._sightings.take(pa.array([at[n.sighting] for n in those], pa.int64()))
            for name, values in (
                ("paper", [self._paper(n.record) for n in those]),
                ("record", [n.record for n in those]),
            ):
                rows = rows.append_column(name, pa.array(values, pa.int64()))
            edges = [
                (a, b, outcome, bits, ())
                for a, b, outcome, bits in self._edges
                if self._paper(a) % count == self._paper(b) % count == shard
            ]
            with self._folder.making("shares", keep=False) as out:
                (out / f"part={shard}").mkdir()
                write(rows, out / f"part={shard}" / "0.parquet")
            with self._folder.making("shared_edges", keep=False) as out:
                (out / f"part={shard}").mkdir()
                write(table_of(schema_of(Edge), edges), out / f"part={shard}" / "0.parquet")
            shares, shared = self._folder.set("shares"), self._folder.set("shared_edges")
            made += make_shard(shard, shares, shared, digests, place)
            self._folder.drop("shares")
            self._folder.drop("shared_edges")
        return made

    def versions(self) -> dict[str, str]:
        """Nothing but Parquet."""
        return {"pyarrow": pa.__version__}

    def close(self) -> None:
        """Nothing was begun."""


def _day(row: DayRow) -> tuple[int, int, int]:
    return row.paper, row.month, row.day


def _seen(one: Numbered, paper: int, line: int, digest: DigestRow) -> Seen:
    when = (digest.year, digest.month, digest.day, digest.year_source)
    return Seen(paper, one.record, one.sighting, one.digest, digest.path, line, *when)


def _write(schema: pa.Schema, rows: Iterable[Sequence[object]], place: Path) -> int:
    """Write rows to one file or several; how many there are."""
    remaining = iter(rows)
    count = number = 0
    while (batch := list(islice(remaining, TOGETHER))) or not number:
        write(table_of(schema, batch), place / f"{number:06}.parquet")
        count += len(batch)
        number += 1
    return count
