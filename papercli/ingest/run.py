"""Ingesting: from sources to stored sightings and papers, and a report of what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from papercli.collector import collector_held_off
from papercli.ingest.sources import Source
from papercli.ingest.workers import PARALLEL_BYTES, ReadFile, read_files
from papercli.model import PartialDate, Problem
from papercli.search.evidence import count_undecided
from papercli.search.outcomes import SightingReport, new_papers, sighting_reports
from papercli.store.connection import (
    open_reading,
    opened_for_writing,
    scratch,
    transaction,
    translated,
)
from papercli.store.digests import add_digests, undated_path
from papercli.store.prepared import PreparedDigest
from papercli.store.records import last_id

BATCH, BATCH_SHARE = 4_000, 32
"""Sightings from which a batch of whole files is stored: so many, or a 32nd of what the run stored
before if that is more. A batch touches most pages of a large index, however many its sightings."""
SMALL_BATCH, SMALL_SHARE = 1_000, 8
"""Where the next file is not read yet: so many, or an eighth of what the run stored before if that
is more, but never more than ``BATCH``. Small batches keep a short run busy."""
BATCH_BYTES = 64 << 20
"""Text from which a batch is stored however few its sightings."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class DigestReport:
    """What came of one digest, or of a file that gave none."""

    path: str
    reader: str | None
    date: PartialDate | None
    year_inferred: bool
    sightings: int
    new_papers: int
    merged: int
    status: str
    """``new``, ``known`` (its text was read before, under whatever path), ``skipped``, or
    ``refused`` (nothing of the run was stored)."""


@dataclass(slots=True)
class Totals:
    """Counts of one run; ``papers`` is of the index."""

    digests: int = 0
    sightings: int = 0
    papers: int = 0
    new_papers: int = 0
    merged: int = 0
    undecided: int = 0
    """Pairs of papers awaiting a decision that this run added."""
    skipped: int = 0


@dataclass(slots=True)
class IngestReport:
    """Everything a run has to say."""

    digests: list[DigestReport] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)
    problems: list[Problem] = field(default_factory=list)
    sightings: list[SightingReport] = field(default_factory=list)


class _UndoError(Exception):
    """Ends a transaction that is not to be kept."""


def ingest(
    sources: Sequence[Source],
    index: Path,
    *,
    reader: str | None = None,
    year: int | None = None,
    dry_run: bool = False,
    strict: bool = False,
    detail: bool = False,
    now: datetime,
    progress: Progress | None = None,
    problems: Sequence[Problem] = (),
) -> IngestReport:
    """Read the sources, store what is new in the index and derive the papers.

    ``problems`` are those met while looking for the sources. With ``dry_run`` the report is the
    true one and nothing is kept; with ``strict`` nothing is kept if there is any problem.
    ``detail`` reports each sighting. ``progress`` is called with bytes done and bytes in all.
    Raises UsageError for an unknown reader or a contradicted year, and the errors of opening the
    index.
    """
    report = IngestReport([_skipped(problem.path) for problem in problems], problems=[*problems])
    report.totals.skipped = len(problems)
    run = _Run(index, report, now, sum(source.size for source in sources), dry_run or strict)
    files = read_files(sources, reader, year, index)
    with translated(index), ExitStack() as stack:
        stack.callback(files.close)
        stack.enter_context(run.open(dry_run))
        stack.enter_context(collector_held_off())
        for batch in _batches(files):
            run.store(batch, year)
            if progress:
                progress(run.done, run.total)
        run.summarise(detail)
        if strict and report.problems:
            run.refuse()
        elif dry_run:
            run.undo()
    return report


def _batches(files: Iterator[ReadFile | None]) -> Iterator[list[ReadFile]]:
    batch: list[ReadFile] = []
    sightings = size = stored = 0
    for file in files:
        if file is not None:
            batch.append(file)
            sightings += sum(len(digest.entries) for digest in file.digests)
            size += file.size
        if file is None:
            enough = min(BATCH, max(SMALL_BATCH, stored // SMALL_SHARE))
        else:
            enough = max(BATCH, stored // BATCH_SHARE)
        if sightings >= enough or size >= BATCH_BYTES:
            yield batch
            stored += sightings
            batch, sightings, size = [], 0, 0
    if batch:
        yield batch


class _Run:
    """One ingest: opens the index when there is something to store, and keeps count."""

    def __init__(
        self, index: Path, report: IngestReport, now: datetime, total: int, at_once: bool
    ) -> None:
        self.index, self.report, self.now = index, report, now
        self.total, self.done = total, 0
        self._at_once = at_once
        self._stack = ExitStack()
        self._in_memory = False
        self._connection: Connection | None = None
        self._start: dict[str, int] = {}
        self._papers = 0
        self._stored: dict[int, DigestReport] = {}

    @contextmanager
    def open(self, dry_run: bool) -> Iterator[None]:
        """Close the index at the end, whatever happens; where it is to be kept whole, commit
        then."""
        self._in_memory = dry_run and not self.index.exists()
        with self._stack:
            yield

    def _connect(self) -> Connection:
        if self._connection is None:
            enter = self._stack.enter_context
            bulk = self.total > PARALLEL_BYTES
            if self._in_memory:
                self._connection = enter(scratch())
            else:
                self._connection = enter(opened_for_writing(self.index, create=True, bulk=bulk))
                if self._at_once:
                    enter(_undoable())
                    enter(transaction(self._connection, self.index))
            tables = ("papers", "records", "sightings")
            self._start = {table: last_id(self._connection, table) for table in tables}
            self._papers = _count_papers(self._connection)
        return self._connection

    def store(self, files: list[ReadFile], year: int | None) -> None:
        """Store a batch of files, in one transaction; ``year`` is what the user said of them."""
        digests = [digest for file in files for digest in file.digests]
        added: dict[int, int] = {}
        if digests:
            connection = self._connect()
            within = self._at_once or self._in_memory
            with nullcontext() if within else transaction(connection, self.index):
                added = add_digests(connection, digests, self.now).digests
        number = 0
        for file in files:
            self.done += file.size
            self.report.problems += file.problems
            if not file.digests:
                self.report.digests.append(_skipped(file.path))
                self.report.totals.skipped += 1
            for digest in file.digests:
                self._note(digest, added.get(number))
                if year is not None and number not in added:
                    self._note_undated(digest)
                number += 1

    def _note(self, digest: PreparedDigest, stored_as: int | None) -> None:
        status = "known" if stored_as is None else "new"
        count = 0 if stored_as is None else len(digest.entries)
        row = DigestReport(
            digest.path, digest.reader, digest.date, digest.year_inferred, count, 0, count, status
        )
        self.report.digests.append(row)
        if stored_as is not None:
            self._stored[stored_as] = row

    def _note_undated(self, digest: PreparedDigest) -> None:
        """Tell of a digest that is in the index without the year that was said this time."""
        path = undated_path(self._connect(), digest.fingerprint)
        if path is not None:
            hint = f"papers forget {path}, then ingest it again with --year"
            problem = "already known, and without a year: --year is not applied"
            self.report.problems.append(Problem(digest.path, digest.line, problem, hint))

    def summarise(self, detail: bool) -> None:
        """Count what the run came to, while its transaction is still open."""
        totals = self.report.totals
        connection = self._connection
        if connection is None:
            if self.index.exists():
                connection = self._stack.enter_context(_closing(open_reading(self.index)))
                totals.papers = _count_papers(connection)
            return
        for digest, count in new_papers(connection, self._start["papers"]):
            if digest in self._stored:
                self._stored[digest].new_papers = count
                self._stored[digest].merged -= count
        rows = self._stored.values()
        totals.digests = len(rows)
        totals.sightings = sum(row.sightings for row in rows)
        totals.new_papers = sum(row.new_papers for row in rows)
        totals.merged = totals.sightings - totals.new_papers
        totals.papers = _count_papers(connection)
        totals.undecided = count_undecided(connection, since=self._start["records"])
        if detail and rows:
            self.report.sightings = sighting_reports(connection, set(self._stored))

    def refuse(self) -> None:
        """Leave the index as it was, and report that nothing of the run is in it."""
        report = self.report
        for row in report.digests:
            if row.status == "new":
                row.status, row.new_papers, row.merged = "refused", 0, 0
        report.totals = Totals(papers=self._papers, skipped=report.totals.skipped)
        report.sightings = []
        self.undo()

    def undo(self) -> None:
        """Leave the index as it was."""
        if self._connection is not None and not self._in_memory:
            raise _UndoError


def _skipped(path: str) -> DigestReport:
    return DigestReport(path, None, None, False, 0, 0, 0, "skipped")


def _count_papers(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM papers").fetchone()[0])


@contextmanager
def _undoable() -> Iterator[None]:
    try:
        yield
    except _UndoError:
        return


@contextmanager
def _closing(connection: Connection) -> Iterator[Connection]:
    try:
        yield connection
    finally:
        connection.close()
