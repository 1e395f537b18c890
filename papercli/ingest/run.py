"""Ingesting: from sources to stored sightings and papers, and a report of what came of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from papercli.gc_pause import gc_paused
from papercli.ingest.batches import in_batches
from papercli.ingest.brought import NOTHING_BEFORE, Brought, before, brought
from papercli.ingest.pool import PARALLEL_BYTES
from papercli.ingest.report import (
    DigestReport,
    HowFar,
    IngestReport,
    Progress,
    Totals,
    compared_with_none,
    skipped,
)
from papercli.ingest.sources import Source
from papercli.ingest.workers import ReadFile, read_files
from papercli.model.digest import Digest, Problem
from papercli.paths import shown
from papercli.store.columns import count_rows
from papercli.store.connection import (
    is_there,
    made_with,
    open_reading,
    opened_for_writing,
    scratch,
)
from papercli.store.digests import Batch, add_digests, undated_path
from papercli.store.errors import translated
from papercli.store.locking import PATIENT, Waiting, transaction
from papercli.store.prepared_digests import PreparedDigest
from papercli.store.schema import rules_changed

if TYPE_CHECKING:
    from papercli.processes import Workers


class _UndoError(Exception):
    """Ends a transaction that is not to be kept."""


def ingest(  # noqa: PLR0913 - options, all of them by name
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
    waiting: Waiting = PATIENT,
    report: IngestReport | None = None,
    pool: Workers | None = None,
) -> IngestReport:
    """Read the sources, store what is new in the index and derive the papers.

    ``problems`` are those met while looking for the sources. Batches of whole files are stored as
    they are read. With ``dry_run`` the report is the true one and nothing is kept; with ``strict``
    nothing is kept if there is any problem: both read everything before they keep others from
    writing. ``detail`` reports each sighting. ``progress`` is called after each batch.
    ``report`` is what is filled in, for whoever wants to know what an interrupted run has stored;
    ``pool`` are processes that read.
    Raises UsageError for an unknown reader or a contradicted year, and the errors of opening
    the index.
    """
    report = IngestReport() if report is None else report
    report.digests += [skipped(problem.path) for problem in problems]
    report.problems += problems
    report.totals.skipped = len(problems)
    size = sum(source.size for source in sources)
    run = _Run(index, report, now, waiting, size, dry_run, strict)
    run.long = any(source.is_long for source in sources)
    run.detail = detail
    far = HowFar(progress, size, len(sources), rounds=2 if run.whole else 1)
    # What is kept whole is first put aside, which takes nothing that tells.
    tell = far.within if progress and not run.whole else None
    files = read_files(sources, reader, year, index, pool, tell)

    def telling(batches: Iterable[list[ReadFile]]) -> Iterator[list[ReadFile]]:
        for batch in batches:
            yield batch
            far.stored(len(batch), sum(file.size for file in batch))

    try:
        with suppress(_UndoError), translated(index), closing(files), run.stack, gc_paused():
            # A file that is no index is refused before anything is read.
            run.there_before = is_there(index, waiting)
            batches: Iterable[list[ReadFile]] = in_batches(files)
            if run.whole:
                from papercli.ingest.held import all_of  # few runs keep all or nothing

                batches, found = all_of(telling(batches), run.stack)
                run.refused = strict and bool(problems or found)
            for batch in telling(batches):
                run.store(batch, year)
            if not run.refused:
                run.summarize()
            if strict and report.problems:
                run.refuse()
            elif dry_run:
                raise _UndoError
    except KeyboardInterrupt:
        from papercli.ingest.interrupted import count_kept

        count_kept(report, run.tried, index, waiting)
        raise
    return report


class _Run:
    """One ingest: opens the index when there is something to store, and keeps count."""

    def __init__(
        self,
        index: Path,
        report: IngestReport,
        now: datetime,
        waiting: Waiting,
        size: int,
        dry_run: bool,
        strict: bool,
    ) -> None:
        self.index, self.report, self.now, self.waiting = index, report, now, waiting
        self.bulk, self.long = size > PARALLEL_BYTES, False
        self.dry_run, self.whole, self.detail = dry_run, dry_run or strict, False
        self.there_before, self.refused = True, False
        """Whether there was an index; whether nothing is to be stored, known before anything is."""
        self.stack = ExitStack()
        """Closes the index at the end, whatever happens, and commits what is kept whole."""
        self._connection: Connection | None = None
        self._before = NOTHING_BEFORE
        self._brought: Brought | None = None
        """What the index said when it was made with papers in it."""
        self._stored: dict[int, DigestReport] = {}
        self._read: dict[str, list[DigestReport]] = {}
        """What was read, by fingerprint: one text may come under several paths."""
        self._fingerprints: set[str] = set()
        self.tried: list[tuple[int, set[str]]] = []

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._open()
            if self._brought is None:
                self._before = before(self._connection)
        return self._connection

    def _open(self) -> Connection:
        index, waiting, enter = self.index, self.waiting, self.stack.enter_context
        if (self.dry_run or self.refused) and not self.there_before:
            return enter(scratch())
        if self.refused:
            return enter(closing(open_reading(index, waiting)))
        connection = enter(
            opened_for_writing(
                index, create=not self.dry_run, bulk=self.bulk, streams=self.long, waiting=waiting
            )
        )
        self.report.made = not self.there_before
        if self.whole:
            enter(transaction(connection, index, waiting))
        return connection

    def store(self, files: list[ReadFile], year: int | None) -> None:
        """Store a batch of files, in one transaction; ``year`` is what the user said of them."""
        digests = [digest for file in files for digest in file.digests]
        self.tried.append((len(files), {one.digest.fingerprint for one in digests}))
        batch = self._add(digests) if digests else Batch()
        added = batch.digests
        number = 0
        for file in files:
            self.report.problems += file.problems
            if len(file.claims) > 1:
                self.report.claims.append((file.path, file.claims))
            if not file.digests:
                self.report.digests.append(skipped(file.path))
                self.report.totals.skipped += 1
            for digest in file.digests:
                self._note(digest, added.get(number))
                if count := batch.uncompared[added.get(number, 0)]:
                    self.report.problems.append(compared_with_none(digest.digest, count))
                if year is not None and number not in added and digest.digest.leaves_out_years:
                    self._note_undated(digest.digest)
                number += 1

    def _add(self, digests: list[PreparedDigest]) -> Batch:
        # The first digests of a short run are in the index before anybody sees it.
        if not (self._connection or self._brought or self.there_before or self.whole or self.bulk):
            made: list[tuple[Batch, Brought]] = []

            def fill(new: Connection) -> None:
                batch = add_digests(new, digests, self.now)
                fingerprints = [one.digest.fingerprint for one in digests]
                made.append((batch, self._ask(new, fingerprints, batch.digests.values())))

            if made_with(self.index, fill):
                batch, self._brought = made[0]
                self.report.made = True
                return batch
            # Another process may have been faster.
            self.there_before = is_there(self.index, self.waiting)
        connection = self._connect()
        if self.refused:
            from papercli.ingest.held import unknown

            return Batch(unknown(connection, digests, self._fingerprints))
        if self.whole:
            return add_digests(connection, digests, self.now)
        with transaction(connection, self.index, self.waiting):
            return add_digests(connection, digests, self.now)

    def _note(self, prepared: PreparedDigest, stored_as: int | None) -> None:
        status = "known" if stored_as is None else "new"
        digest, entries = prepared
        count = 0 if stored_as is None else len(entries)
        row = DigestReport(digest.path, status, digest.reader, digest.date, count, digest.line)
        row.leaves_out_years = digest.leaves_out_years
        self.report.digests.append(row)
        self._read.setdefault(digest.fingerprint, []).append(row)
        if stored_as is not None:
            self._stored[stored_as] = row

    def _note_undated(self, digest: Digest) -> None:
        """Tell of a digest that is in the index without the year that was said this time."""
        path = undated_path(self._connect(), digest.fingerprint)
        if path is not None:
            hint = f"papers digests --set-year {shown(path)}={digest.said_year}"
            problem = "already indexed, its year inferred or unknown: --year is not applied"
            self.report.problems.append(Problem(digest.path, digest.line, problem, hint))

    def _ask(
        self, connection: Connection, fingerprints: Iterable[str], stored: Collection[int]
    ) -> Brought:
        return brought(connection, self._before, fingerprints, stored if self.detail else ())

    def summarize(self) -> None:
        """Count what the run came to, while its transaction is still open."""
        report, totals = self.report, self.report.totals
        found = self._brought
        if self._connection:
            found = self._ask(self._connection, self._read, self._stored)
        if found is None:
            if self.there_before:
                with closing(open_reading(self.index, self.waiting)) as connection:
                    totals.papers = count_rows(connection, "papers")
                    report.older_rules = rules_changed(connection)
            return
        report.older_rules, report.sightings = found.older_rules, found.sightings
        for digest, count in found.new_papers:
            if digest in self._stored:
                self._stored[digest].new_papers = count
                self._stored[digest].merged -= count
        rows = self._stored.values()
        totals.digests = len(rows)
        totals.sightings = sum(row.sightings for row in rows)
        totals.new_papers = sum(row.new_papers for row in rows)
        totals.merged = totals.sightings - totals.new_papers
        totals.papers = found.papers
        for digest, count in found.undecided:
            totals.undecided += count
            if digest in self._stored:
                self._stored[digest].undecided = count
        self._tell_years(found)

    def _tell_years(self, found: Brought) -> None:
        """Note the year of each digest, and the contradictions that the run brought."""
        for digest in found.years:
            for row in self._read[digest.fingerprint]:
                row.date, row.year_source = digest.date, digest.source
        for digest in found.contradicted:
            if digest.problem is not None:
                hint = f"papers digests --set-year {digest.id}=YEAR, if you know it"
                problem = Problem(digest.path, digest.line, digest.problem, hint)
                self.report.problems.append(problem)

    def refuse(self) -> None:
        """Leave the index as it was, and report that nothing of the run is in it."""
        self._connect()
        report = self.report
        for row in report.digests:
            if row.status == "new":
                row.status, row.new_papers, row.merged, row.undecided = "refused", 0, 0, 0
        report.totals = Totals(papers=self._before.papers, skipped=report.totals.skipped)
        report.sightings = []
        raise _UndoError
