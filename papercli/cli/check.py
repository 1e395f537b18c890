"""``papers check``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli.answer_options import Json, PlainFormat
from papercli.cli.options import MaxSize
from papercli.cli.printing import emit, format_of
from papercli.cli.session import Session
from papercli.errors import ExitCode, NoIndexError
from papercli.files import LIMIT

if TYPE_CHECKING:
    from papercli.ingest.check import Checked

CHECK_HELP = """\
Check a list of papers: which are in the index already, and which stand twice in the list.

The list is read and judged as a digest is, and nothing is stored. One of no format may have a
title, an id or an address a line. Listed are the entries that are known (in the index), twice (the
same paper as an entry above) or perhaps one of the index. Exits with 1 if any is known or twice,
with 3 if some input could not be read.

Examples:
papers check reading-list.txt
papers check reading-list.txt --json | jq -r '.[] | select(.twice) | .title'
git show HEAD:reading-list.txt | papers check -
"""

FIELDS = ("path", "line", "status", "paper_id", "twice", "title")
"""The keys of an entry, in the order in which they are printed."""


def check(
    session: Session,
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Lists to check; - is standard input.")
    ],
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Read as this format, whatever it is."),
    ] = None,
    max_size: MaxSize = LIMIT,
    format: PlainFormat = None,
    as_json: Json = False,
) -> int:
    """Run `papers check`; returns the exit code."""
    from papercli.ingest.check import check as judge
    from papercli.ingest.sources import find_sources
    from papercli.output import reports

    name = format_of(session, format, as_json)
    found = find_sources(paths, sys.stdin.buffer if "-" in paths else None, limit=max_size)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(session.reading())
        except NoIndexError as error:
            session.note(f"{error.message}; only entries that stand twice are looked for")
            connection = None
        checked, problems, guessed = judge(found.sources, reader, connection)
    problems = [*found.problems, *problems]
    for path, guess in guessed.items():
        session.note(f"{path}: {guess}")
    told = [one for one in checked if one.paper_id or one.perhaps or one.twice]
    emit(session, name, map(_row, told), FIELDS)
    for line in reports.problem_lines(problems, bool(session.verbose)):
        session.warn(line)
    known, twice = (sum(map(bool, each)) for each in (
        (one.paper_id for one in checked), (one.twice for one in checked)
    ))  # fmt: skip
    entries = "1 entry" if len(checked) == 1 else f"{len(checked)} entries"
    perhaps = sum(bool(one.perhaps) for one in checked)
    session.note(f"{entries}: {known} in the index, {perhaps} perhaps, {twice} twice in the list")
    if found.sources and not checked and problems:
        return ExitCode.FAILED
    if known or twice or not found.sources:
        return ExitCode.FAILED
    return ExitCode.INPUT_SKIPPED if problems else ExitCode.DONE


def _row(one: Checked) -> dict[str, object]:
    status = "known" if one.paper_id else "twice" if one.twice else "perhaps"
    return {
        "path": one.path,
        "line": one.line,
        "status": status,
        "paper_id": one.paper_id or one.perhaps,
        "twice": None if one.twice is None else {"path": one.twice[0], "line": one.twice[1]},
        "title": one.title,
    }
