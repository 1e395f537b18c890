"""``papers decisions``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from papercli.cli import clock
from papercli.cli.answer_options import Json, PlainFormat
from papercli.cli.options import MaxSize
from papercli.cli.printing import emit, fields_of, format_of, refuse_databases
from papercli.cli.session import Session
from papercli.errors import ExitCode, UsageError
from papercli.files import LIMIT, lines
from papercli.output.rows import counted
from papercli.output_files import write_text
from papercli.paths import printable

FIELDS = (
    "id",
    "outcome",
    "a_key",
    "b_key",
    "a_title",
    "b_title",
    "decided_at",
    "reason",
    "status",
    "titles",
    "contents",
)
BRIEF = ("id", "outcome", "date", "a_title", "b_title", "reason", "status", "titles")
DRAWN = ("id", "outcome", "date", "status", "titles", "reason")


DECISIONS_HELP = """\
List your decisions, or move them to another index.

A later decision replaces an earlier one about the same papers: the status says whether a decision
holds, wholly or in part. `papers undo` takes one back.

Exported decisions name entries by content, so they apply wherever the same entries were read; what
was replaced is not exported. Lines that are not decisions are named and skipped, and the exit code
is then 3. A decision that contradicts one that holds aborts the import, and nothing is imported.

Examples:
papers decisions
papers decisions --export decisions.jsonl
papers --db other.db decisions --import decisions.jsonl
papers undo 4
"""


def decisions(
    session: Session,
    export: Annotated[
        str | None,
        typer.Option(
            "--export", metavar="FILE", help="Write them to FILE as JSON lines; - is stdout."
        ),
    ] = None,
    import_: Annotated[
        str | None,
        typer.Option("--import", metavar="FILE", help="Add those in FILE; - is stdin."),
    ] = None,
    remove: Annotated[
        list[int] | None,
        typer.Option("--remove", metavar="ID", help="Same as papers undo ID; repeatable."),
    ] = None,
    max_size: MaxSize = LIMIT,
    format: PlainFormat = None,
    as_json: Json = False,
) -> int:
    """Run `papers decisions`; returns the exit code."""
    if sum(value is not None and value != [] for value in (export, import_, remove)) > 1:
        raise UsageError("--export, --import and --remove do not go together", "use one at a time")
    if export is not None:
        return _export(session, export)
    if import_ is not None:
        return _import(session, import_, max_size)
    if remove:
        return _remove(session, remove)
    return _list(session, format_of(session, format, as_json))


def _list(session: Session, name: str) -> int:
    from papercli.output.decided import decision_row
    from papercli.store.decided import list_decisions
    from papercli.store.decisions_in_force import stand

    with session.reading() as connection:
        decisions = list_decisions(connection)
    status = stand(decisions).status
    rows = [decision_row(decision, status[decision.id]) for decision in decisions]
    brief = DRAWN if name == "table" else BRIEF
    if not emit(session, name, rows, fields_of(None, FIELDS, brief, name)):
        session.note("nothing decided yet: papers review, papers merge, papers split")
    return ExitCode.DONE


def _export(session: Session, path: str) -> int:
    from papercli.output.as_json import encode
    from papercli.output.formats import prepare
    from papercli.store.decision_exports import export_decisions

    with session.reading() as connection:
        rows = [encode(row) + "\n" for row in export_decisions(connection)]
    if path == "-":
        prepare("ndjson", sys.stdout)
        sys.stdout.writelines(rows)
    else:
        refuse_databases(path, session.index)
        write_text(path, "".join(rows))
    session.note(f"{counted(len(rows), 'decision')} exported")
    return ExitCode.DONE


def _import(session: Session, path: str, limit: int) -> int:
    from papercli.output.reports import problem_lines
    from papercli.store.decision_exports import import_decisions

    now = clock.now()
    # All of it before the index is opened: nobody else is kept waiting for whoever types it.
    given = list(lines(path, limit, errors="replace"))
    report = import_decisions(session.index, given, now=now, waiting=session.waiting)
    problems = [problem._replace(path=printable(path)) for problem in report.problems]
    for line in problem_lines(problems, bool(session.verbose)):
        session.warn(line)
    told = f"{counted(report.added, 'decision')} added, {report.known} known already"
    session.note(f"{told}, {len(report.problems)} left out" if report.problems else told)
    if report.decisions:
        first, last = report.decisions[0].id, report.decisions[-1].id
        session.note(f"undo: papers undo {first if first == last else f'{first}..{last}'}")
    return ExitCode.INPUT_SKIPPED if report.problems else ExitCode.DONE


def _remove(session: Session, ids: list[int]) -> int:
    from papercli.cli.decide import tell
    from papercli.output.decided import undone_lines
    from papercli.store.decisions import remove_decisions

    tell(session, remove_decisions(session.index, ids, session.waiting), undone_lines)
    return ExitCode.DONE
