"""``papers ingest``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import clock
from papercli.cli.options import Follow, JsonReport, MaxSize, ReaderName, Year
from papercli.cli.session import OLDER_RULES, Session
from papercli.errors import ExitCode
from papercli.files import LIMIT
from papercli.paths import whole
from papercli.progress import progress

if TYPE_CHECKING:
    from papercli.ingest.report import Done, IngestReport
    from papercli.ingest.sources import LeftOut

INGEST_HELP = """\
Read digests, merge duplicate entries, and index the papers.

Folders are read recursively, without hidden files. Links are followed if they stay inside the
folder; links that lead out, pipes, sockets and devices are skipped and counted, and -v names them.
A pipe that you name is read to its end; a device is refused. The format is detected from the
content, however a page was saved; lines that belong to no entry are reported as left out. Digests
that are already indexed are skipped. A file that cannot be read, that no reader recognizes, or that
is mostly something else is skipped and named (--reader NAME reads it anyway); the exit code is then
3, or 1 if none of the paths exists. -v lists the new papers, one line each, and which readers claim
a file that several do; -vv reports what became of each entry and why.

Examples:
papers ingest digests/
papers ingest digests/ --dry-run -v
papers ingest digests/ -vv 2> what-became-of-each.txt
pbpaste | papers ingest - --year 2025
papers ingest new.txt --json | jq .totals
"""


def ingest(
    session: Session,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input."),
    ],
    reader: ReaderName = None,
    year: Year = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-N", help="Read and match, but store nothing.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="All or nothing: store nothing and exit 1 if any input has a problem."
        ),
    ] = False,
    follow: Follow = False,
    max_size: MaxSize = LIMIT,
    as_json: JsonReport = False,
) -> int:
    """Run `papers ingest`; returns the exit code."""
    from papercli.ingest.pool import reading_processes
    from papercli.ingest.sources import find_sources

    stdin = sys.stdin.buffer if "-" in paths else None
    found = find_sources(paths, stdin, follow=follow, limit=max_size)
    typed = stdin is not None and sys.stdin.isatty()
    if typed:
        session.note("type or paste a digest; Ctrl-D ends it")
    with reading_processes(found.sources) as pool:
        # Loaded while the processes load theirs.
        from papercli.ingest.report import IngestReport
        from papercli.ingest.run import ingest as run

        report = IngestReport()
        try:
            # A bar would be drawn over what is being typed.
            with progress("Reading", quiet=bool(session.quiet or session.verbose or typed)) as tell:

                def told(done: Done) -> None:
                    if tell:
                        tell(done.bytes, done.of_bytes, f"{done.files} of {done.of_files} files")

                run(
                    found.sources,
                    session.index,
                    reader=reader,
                    year=year,
                    dry_run=dry_run,
                    strict=strict,
                    detail=as_json or bool(session.verbose),
                    now=clock.now(),
                    progress=told,
                    problems=found.problems,
                    waiting=session.waiting,
                    report=report,
                    pool=pool,
                )
        except KeyboardInterrupt:
            from papercli.output import reports

            session.warn(reports.interrupted(report, len(found.sources), dry_run))
            raise
    if as_json:
        from papercli.cli.printing import emit_report
        from papercli.output import reports

        emit_report(reports.report_value(report, found.left_out))
    if not session.quiet or report.problems or found.left_out:
        _tell_problems(session, report, found.left_out)
    if strict and report.problems:
        session.warn("papers: nothing was stored: --strict requires input without problems")
        return ExitCode.FAILED
    if not found.sources and not any(map(os.path.lexists, paths)):
        session.warn("papers: nothing was read")
        return ExitCode.FAILED
    if not session.quiet:
        _tell_outcome(session, report, dry_run, session.watched and not as_json)
    if report.older_rules:
        session.note(OLDER_RULES)
    return ExitCode.INPUT_SKIPPED if report.totals.skipped else ExitCode.DONE


def _tell_problems(session: Session, report: IngestReport, left_out: Sequence[LeftOut]) -> None:
    from papercli.output import reports

    everything = bool(session.verbose)
    for line in reports.problem_lines(report.problems, everything):
        session.warn(line)
    for line in reports.left_out_lines(left_out, everything):
        session.warn(line)
    if session.verbose:
        for line in reports.claim_lines(report):
            session.note(line)
        entries = reports.new_lines if session.verbose == 1 else reports.sighting_lines
        for line in entries(report):
            session.note(line)
    for line in reports.known_lines(report, everything):
        session.note(line)


def _tell_outcome(session: Session, report: IngestReport, dry_run: bool, person: bool) -> None:
    """Tell what came of the run; to a person with a table and with what to do next."""
    from papercli.output import reports
    from papercli.output.years import year_line

    if person and report.totals.digests:
        from papercli.output.console import console
        from papercli.output.ingest_table import draw

        draw(report, bool(session.verbose), console(sys.stderr, session.color))
    session.note(reports.summary(report, dry_run))
    if years := year_line(report):
        session.note(years)
    if report.made:
        session.note(f"made the index {whole(str(session.index))}")
    step = reports.next_step(report, dry_run) if person else None
    if step:
        session.note(step)
