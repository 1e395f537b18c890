"""``papers decisions``."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated

import typer

from papercli.cli.options import Json, PlainFormat
from papercli.cli.printing import emit, fields_of, format_of
from papercli.cli.session import Session
from papercli.cli.streams import stdin
from papercli.errors import ExitCode, UsageError
from papercli.output.rows import counted

FIELDS = ("id", "verdict", "a_key", "b_key", "a_title", "b_title", "decided_at", "reason")
BRIEF = ("id", "verdict", "date", "a_title", "b_title", "reason")


def decisions(
    session: Session,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="FILE", help="Write them as JSON lines; - is stdout."),
    ] = None,
    import_: Annotated[
        str | None,
        typer.Option("--import", metavar="FILE", help="Add those of a file; - is stdin."),
    ] = None,
    remove: Annotated[
        list[int] | None, typer.Option("--remove", metavar="ID", help="Take one back; repeatable.")
    ] = None,
    format: PlainFormat = None,
    as_json: Json = False,
) -> int:
    """List what you decided about papers, or take it to another index.

    Exported decisions name their entries by content, so that they hold wherever the same entries
    were read. Lines that are no decision are named and left out, and the exit code is 3 then. A
    decision that contradicts one that is there stops the import, and nothing is taken over.

    Examples:
    papers decisions
    papers decisions --export decisions.jsonl
    papers --db other.db decisions --import decisions.jsonl
    papers decisions --remove 4
    """
    if sum(value is not None and value != [] for value in (export, import_, remove)) > 1:
        raise UsageError("--export, --import and --remove do not go together", "use one at a time")
    if export is not None:
        return _export(session, export)
    if import_ is not None:
        return _import(session, import_)
    if remove:
        return _remove(session, remove)
    return _list(session, format_of(session, format, as_json))


def _list(session: Session, name: str) -> int:
    from papercli.output.groups import decision_value
    from papercli.store.decisions import list_decisions

    with session.reading() as connection:
        rows = [
            {**decision_value(decision), "date": decision.decided_at[:10]}
            for decision in list_decisions(connection)
        ]
    if not emit(session, name, rows, fields_of(None, FIELDS, BRIEF, name)):
        session.note("nothing decided yet: papers review, papers merge, papers split")
    return ExitCode.DONE


def _export(session: Session, path: str) -> int:
    from papercli.output import prepare
    from papercli.store.decisions import export_decisions

    with session.reading() as connection:
        lines = [
            json.dumps(line, ensure_ascii=False) + "\n" for line in export_decisions(connection)
        ]
    if path == "-":
        prepare("ndjson", sys.stdout)
        sys.stdout.writelines(lines)
    else:
        _replace(Path(path), "".join(lines), session.index)
    session.note(f"{counted(len(lines), 'decision')} exported")
    return ExitCode.DONE


def _replace(target: Path, text: str, index: Path) -> None:
    """Write a file beside the one that it takes the place of: a full disk leaves that as it was.

    Raises UsageError for the index, for the files that SQLite keeps beside it, and for any other
    SQLite file.
    """
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8")
        return
    from papercli.store.errors import is_sqlite

    place = Path(os.path.realpath(target))
    beside = {os.path.realpath(index) + suffix for suffix in ("", "-wal", "-shm", "-journal")}
    if str(place) in beside or (place.exists() and is_sqlite(place)):
        raise UsageError(f"{target} is an SQLite file, and left as it is", "name another file")
    partial = place.with_name(f".papers-{os.urandom(8).hex()}.part")
    try:
        with partial.open("x", encoding="utf-8") as file:
            file.write(text)
        partial.replace(place)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise OSError(error.errno, error.strerror, str(target)) from error


def _import(session: Session, path: str) -> int:
    from papercli.output.reports import problem_lines
    from papercli.store.decisions import import_decisions

    now = datetime.now(timezone.utc)
    if path == "-":
        report = import_decisions(session.index, stdin(), now=now, waiting=session.waiting)
    else:
        with Path(path).open(encoding="utf-8-sig", errors="replace") as lines:
            report = import_decisions(session.index, lines, now=now, waiting=session.waiting)
    problems = [problem._replace(path=path) for problem in report.problems]
    for line in problem_lines(problems, bool(session.verbose)):
        session.warn(line)
    told = f"{counted(report.added, 'decision')} added, {report.known} known already"
    session.note(f"{told}, {len(report.problems)} left out" if report.problems else told)
    return ExitCode.INPUT_SKIPPED if report.problems else ExitCode.DONE


def _remove(session: Session, ids: list[int]) -> int:
    from papercli.store.decisions import remove_decisions

    report = remove_decisions(session.index, ids, session.waiting)
    session.note(f"{counted(len(report.decisions), 'decision')} taken back")
    return ExitCode.DONE
