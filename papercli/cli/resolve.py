"""``papers resolve``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import clock
from papercli.cli.options import Follow, JsonReport, MaxSize, ReaderName, Year, choice, size
from papercli.cli.printing import emit_report
from papercli.cli.session import Session
from papercli.errors import ExitCode, PapersError
from papercli.files import LIMIT
from papercli.scale.engine import ENGINES, Settings

if TYPE_CHECKING:
    from papercli.ingest.sources import Found
    from papercli.model.decision import Decision
    from papercli.model.digest import Problem
    from papercli.scale.run import Outcome, Step

RESOLVE_HELP = """\
Put large libraries into papers, as Parquet files in a folder and not in an index.

For what one SQLite file cannot hold: millions of records and more. Reads what `papers ingest`
reads, and Parquet files, whose columns may have any name that keys have in JSON lines (title,
abstract, authors, doi, published and others). Gives the same papers as an index. FOLDER gets
papers/, members/ (every entry with its paper), evidence/ (compared pairs with the reasons) and
report.json; a run that was ended goes on with --resume. Engines: local, in memory; duckdb, within
--memory and in several processes (extra `scale`); spark, on one machine or many (extra `spark`).

Examples:
papers resolve library/ --out resolved
papers resolve library/ --out found --engine duckdb --memory 16GB
papers resolve library/ --out found --engine duckdb --resume
papers resolve library/ --out found --engine spark --master spark://h:7077
"""
_MISSING = "papers resolve needs {}, which is not installed"
_INSTALL = "install the extra: pipx inject papercli {}"


def resolve(
    session: Session,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help="The folder to write to; new or empty.")
    ],
    engine: Annotated[str, choice(ENGINES, "What does the work.", "--engine")] = "local",
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=1_000, metavar="N", help="Processes. Default: one a processor."),
    ] = None,
    memory: Annotated[
        int,
        typer.Option(
            "--memory",
            metavar="SIZE",
            parser=size("--memory"),
            show_default=False,
            help="Memory of DuckDB, or of a Spark executor. Default: 4GB.",
        ),
    ] = 4_000_000_000,
    master: Annotated[
        str, typer.Option("--master", metavar="TEXT", help="Where Spark runs.")
    ] = "local[2]",
    shards: Annotated[
        int,
        typer.Option(min=0, max=1_000, metavar="N", help="Write N indexes to search in, too."),
    ] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what an earlier run began in the folder.")
    ] = False,
    decisions: Annotated[
        str | None,
        typer.Option(
            "--decisions", metavar="FILE", help="Decisions as `papers decisions --export` gives."
        ),
    ] = None,
    reader: ReaderName = None,
    year: Year = None,
    follow: Follow = False,
    max_size: MaxSize = LIMIT,
    as_json: JsonReport = False,
) -> int:
    """Run `papers resolve`; returns the exit code."""
    try:
        from papercli.scale.run import Job
        from papercli.scale.run import resolve as run
    except ImportError as error:
        raise _missing(error) from error
    from papercli.ingest.sources import find_sources

    stdin = sys.stdin.buffer if "-" in paths else None
    found = find_sources(paths, stdin, follow=follow, limit=max_size)
    job = Job(
        sources=found.sources,
        out=out,
        engine=engine,
        settings=Settings(workers or os.cpu_count() or 1, memory, master),
        now=clock.now(),
        reader=reader,
        year=year,
        decisions=_decided(session, decisions, max_size) if decisions else (),
        shards=shards,
        resume=resume,
    )
    if not found.sources:
        _tell_problems(session, found, None)
        session.warn("papers: nothing was read")
        return ExitCode.FAILED

    def tell(step: Step) -> None:
        when = "done before" if step.done_before else f"{step.seconds:.1f} s"
        session.note(f"{step.name}: {step.rows:,} ({when})")

    try:
        outcome = run(job, tell)
    except ImportError as error:
        raise _missing(error) from error
    _tell_problems(session, found, outcome)
    counts = outcome.counts
    if not counts["read"]:
        session.warn("papers: nothing was read")
        return ExitCode.FAILED
    if count := counts["uncompared"]:
        records = f"{count:,} {'record is' if count == 1 else 'records are'}"
        session.warn(f"{records} like too many others in all that is looked up: compared with none")
    entries, digests, papers = (
        f"{counts[name]:,} {one if counts[name] == 1 else several}"
        for name, one, several in (
            ("read", "entry", "entries"),
            ("digests", "digest", "digests"),
            ("papers", "paper", "papers"),
        )
    )
    session.note(f"{entries} in {digests}: {papers} in {out / 'papers'}")
    if as_json:
        emit_report({"counts": counts, "steps": [step._asdict() for step in outcome.steps]})
    return ExitCode.INPUT_SKIPPED if outcome.skipped or found.problems else ExitCode.DONE


def _missing(error: ImportError) -> PapersError:
    name = (error.name or "").partition(".")[0]
    if name not in ("pyarrow", "duckdb", "pyspark"):
        raise error
    return PapersError(_MISSING.format(name), _INSTALL.format(name))


def _decided(session: Session, file: str, limit: int) -> list[Decision]:
    from papercli.files import lines
    from papercli.output.reports import problem_lines
    from papercli.store.decision_exports import read_decisions

    problems: list[Problem] = []
    found = read_decisions(lines(file, limit), now=clock.now(), problems=problems)
    for line in problem_lines([one._replace(path=file) for one in problems], True):
        session.warn(line)
    return found


def _tell_problems(session: Session, found: Found, outcome: Outcome | None) -> None:
    from papercli.output import reports

    everything = bool(session.verbose)
    problems = [*found.problems, *(outcome.problems if outcome else ())]
    for line in reports.problem_lines(problems, everything):
        session.warn(line)
    for line in reports.left_out_lines(found.left_out, everything):
        session.warn(line)
