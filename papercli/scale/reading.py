"""From sources to tables of sightings, of digests and of blocking keys: a task a few files."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from papercli.dates import WRITTEN
from papercli.errors import InputError
from papercli.ingest.sources import Source
from papercli.ingest.streams import stream
from papercli.ingest.workers import read_file
from papercli.matching.record import content_key, prepare
from papercli.matching.years import bounds_of
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.named_tuples import NamedTuple
from papercli.scale.columns import schema_of, table_of, write
from papercli.scale.parquet_input import is_parquet, parquet_digests, row_groups
from papercli.scale.work import KEYS, PART, PIECE, SIGHTINGS
from papercli.store.prepared_digests import PreparedDigest, contents_of, record_key

TASK_BYTES, TASK_FILES = 8 << 20, 512
"""Input of one task: so many bytes or files, but at least one file."""
PIECES = 10_000
"""Parts of one task, at the most."""
MOST_DIGESTS = 1_000_000
"""Digests of one task, at the most: their numbers stand between those of two tasks."""


class DigestColumns(NamedTuple):
    """A digest and what it tells of its own year."""

    digest: int
    path: str
    reader: str
    line: int
    fingerprint: str
    year: int | None
    month: int | None
    day: int | None
    year_source: str | None
    """``written`` where the page shows its year."""
    said_year: int | None
    year_after: int | None
    leap_day: bool
    sightings: int


class Task(NamedTuple):
    """Sources that are read in one go."""

    number: int
    sources: tuple[Source, ...]
    reader: str | None
    year: int | None
    told_apart: frozenset[str]
    """Contents of which the user told single sightings apart: each of theirs is a record."""
    groups: tuple[int, int] | None = None
    """The row groups to be read of a Parquet file; None for all there is."""


class Read(NamedTuple):
    """What a task came to."""

    sightings: int
    digests: int
    problems: tuple[Problem, ...]
    skipped: int
    """Sources that gave nothing."""


def tasks_of(
    sources: Sequence[Source],
    reader: str | None,
    year: int | None,
    told_apart: Collection[str],
) -> list[Task]:
    """The tasks of some sources; they depend on nothing but these, so that numbers do not."""
    apart = frozenset(told_apart)
    tasks: list[Task] = []
    size = TASK_BYTES
    for source in map(_anywhere, sources):
        groups = row_groups(source) if is_parquet(source) else []
        if groups:
            tasks += [
                Task(len(tasks) + at, (source,), reader, year, apart, some)
                for at, some in enumerate(groups)
            ]
            size = TASK_BYTES
        elif size >= TASK_BYTES or len(tasks[-1].sources) >= TASK_FILES:
            tasks.append(Task(len(tasks), (source,), reader, year, apart))
            size = source.size
        else:
            tasks[-1] = tasks[-1]._replace(sources=(*tasks[-1].sources, source))
            size += source.size
    return tasks


def _anywhere(source: Source) -> Source:
    """A source as a worker finds it, whose current folder is another one."""
    if source.stream is not None:
        return source
    return source._replace(file=os.path.abspath(source.file or source.path))  # noqa: PTH100


def read_task(task: Task, folder: Path) -> Read:
    """Read the sources of a task into files of the folder; one that is read already is not read
    again. Raises UsageError as `read_file` does."""
    note = folder / f"task-{task.number:06}.json"
    if note.exists():
        return noted(note)
    writer = Writer(task, folder)
    problems: list[Problem] = []
    skipped = 0
    for source in task.sources:
        before = writer.digests
        for found in _digests(source, task):
            try:
                if found.digest is not None:
                    writer.add(found.digest, found.sightings)
            except InputError as error:
                problems.append(Problem(source.path, None, error.reason, error.hint))
            problems += found.problems
        skipped += before == writer.digests
    read = Read(writer.finish(), writer.digests, tuple(problems), skipped)
    new = note.with_name(f".{note.name}")
    new.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8", errors="replace")
    new.replace(note)
    return read


def noted(note: Path) -> Read:
    """What came of a task that is done."""
    sightings, digests, problems, skipped = json.loads(note.read_text(encoding="utf-8"))
    return Read(sightings, digests, tuple(Problem(*problem) for problem in problems), skipped)


def _as_read(digest: Digest) -> PreparedDigest:
    return PreparedDigest(digest, ())


class _Found(NamedTuple):
    """A digest, if there is one, and what is wrong with it when its sightings have been read."""

    digest: Digest | None
    sightings: Iterable[Sighting]
    problems: Sequence[Problem]


def _digests(source: Source, task: Task) -> Iterator[_Found]:
    """The digests of a source, and what is wrong with it."""
    if is_parquet(source):
        for digest, problems in parquet_digests(source, task.groups, task.year):
            yield _Found(digest, digest.sightings if digest else (), problems)
        return
    try:
        streamed = stream(source, task.reader)
    except InputError:
        streamed = None  # told when it is read
    if streamed:
        yield _Found(*streamed)
        return
    found = read_file(source, task.reader, task.year, _as_read)
    yield _Found(None, (), found.problems)
    for prepared in found.digests:
        yield _Found(prepared.digest, prepared.digest.sightings, ())


class Writer:
    """The files of a task: sightings and their keys a piece at a time, digests at the end."""

    def __init__(self, task: Task, folder: Path) -> None:
        """``folder`` is that of the set."""
        self._task, self._folder = task, folder
        self._piece: list[tuple[tuple[int, int, str], Sighting]] = []
        """Digest, position and fingerprint of each sighting."""
        self._digests: list[DigestColumns] = []
        self._pieces = self._sightings = self._taken = 0
        self.digests = 0

    def add(self, digest: Digest, sightings: Iterable[Sighting]) -> None:
        """Take in a digest; pieces are written as they are full. One whose sightings end in an
        InputError is none, so that nothing counts that was written of it."""
        number = self._task.number * MOST_DIGESTS + self._taken
        self._taken += 1
        dates: set[PartialDate] = set()
        place = 0
        try:
            for place, sighting in enumerate(sightings, 1):
                if sighting.published is not None:
                    dates.add(sighting.published)
                self._piece.append(((number, place, digest.fingerprint), sighting))
                if len(self._piece) >= PIECE:
                    self._write()
        except InputError:
            # Records of the next digest that stood in this one too have their keys from there.
            self._piece = [row for row in self._piece if row[0][0] != number]
            raise
        self.digests += 1
        self._sightings += place
        self._digests.append(_columns(number, digest, dates, place))

    def finish(self) -> int:
        """Write what is left; how many sightings the task has."""
        if self._piece:
            self._write()
        table = table_of(schema_of(DigestColumns), self._digests)
        write(table, self._folder / f"digests-{self._task.number:06}.parquet")
        return self._sightings

    def _write(self) -> None:
        part = self._task.number * PIECES + self._pieces
        rows = list(_keyed(self._piece, part * PART + 1, self._task.told_apart))
        name = f"{part:09}.parquet"
        write(table_of(KEYS, _block_keys(rows)), self._folder / f"keys-{name}")
        sightings = [row for row, _ in rows]
        write(table_of(SIGHTINGS, sightings), self._folder / f"sightings-{name}")
        self._pieces += 1
        self._piece = []


_Row = tuple[tuple[object, ...], Sequence[int]]
"""A row of `SIGHTINGS`, and its blocking keys where it is the first of its record in the piece."""


def _keyed(
    piece: Iterable[tuple[tuple[int, int, str], Sighting]], first: int, told_apart: Collection[str]
) -> Iterator[_Row]:
    """The rows of a piece; records that stand in it twice are worked out once."""
    known: dict[str, bool] = {}
    number = first
    remaining = iter(piece)
    while batch := list(islice(remaining, 1_000)):
        keys = [content_key(sighting) for _, sighting in batch]
        new = {key: one for key, (_, one) in zip(keys, batch, strict=True) if key not in known}
        contents = dict(zip(new, contents_of([prepare(one) for one in new.values()]), strict=True))
        told: set[str] = set()
        for key, ((digest, position, fingerprint), sighting) in zip(keys, batch, strict=True):
            if key in contents:
                known[key] = contents[key].identifies and key not in told_apart
            apart = not known[key]
            whole = record_key(key, apart, fingerprint, position)
            block = contents[key].keys if key in contents and (apart or key not in told) else ()
            if apart and key not in contents:
                block = contents_of([prepare(sighting)])[0].keys
            told.add(key)
            yield (number, digest, position, whole, *sighting), block
            number += 1


def _block_keys(rows: Iterable[_Row]) -> Iterator[tuple[int, int]]:
    return ((key, row[0]) for row, keys in rows for key in keys)  # type: ignore[misc]


def _columns(
    number: int, digest: Digest, dates: Iterable[PartialDate], count: int
) -> DigestColumns:
    when = digest.date or PartialDate()
    written = when.year is not None
    after, leap_day = (None, False) if written else bounds_of(digest.date, dates)
    return DigestColumns(
        number,
        digest.path,
        digest.reader,
        digest.line,
        digest.fingerprint,
        *when[:3],
        WRITTEN if written else None,
        digest.said_year,
        after,
        leap_day,
        count,
    )
