"""``papers digests`` and ``papers forget``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from papercli.cli.answer_options import Json, PlainFormat
from papercli.cli.options import JsonReport
from papercli.cli.printing import emit, emit_report, fields_of, format_of
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.output.rows import counted, digest_row
from papercli.paths import printable, shown
from papercli.text import visible

FIELDS = (
    "id",
    "path",
    "reader",
    "line",
    "date",
    "year_inferred",
    "fingerprint",
    "ingested_at",
    "sightings",
    "papers",
    "only_here",
    "year",
    "year_source",
    "year_problem",
)
EARLIEST, LATEST = 1900, 9999
"""The years that may be said, as in `papers ingest --year`."""
BRIEF = ("id", "date", "reader", "sightings", "only_here", "path")


DIGESTS_HELP = """\
List the ingested digests: path, reader, date, sightings, and papers seen only there.

Pages show a month and a day. Where facts do not tell the year, the smallest that fits is shown,
with a ~ before it (~2025-11-03), and without any year written on the page none (--11-03).
--set-year says it, for the digest and all that follows; with nothing after the = it is taken back.

Examples:
papers digests
papers digests --json | jq -r '.[] | select(.only_here == 0) | .path'
papers digests --set-year 3=2025 --set-year digests/search.txt=2024
papers digests --set-year 3=
"""


def digests(
    session: Session,
    set_year: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DIGEST=YEAR", help="Say of which year a digest is, and list those said."
        ),
    ] = None,
    format: PlainFormat = None,
    as_json: Json = False,
) -> None:
    """Run `papers digests`."""
    from papercli.output.years import problem_line
    from papercli.search.digests import digests as find

    name = format_of(session, format, as_json)
    said = _say(session, [_said(text) for text in set_year]) if set_year else set()
    with session.reading() as connection:
        found = [each for each in find(connection) if not said or each.id in said]
    emit(session, name, map(digest_row, found), fields_of(None, FIELDS, BRIEF, name))
    for each in found:
        if each.year_problem is not None:
            session.warn(problem_line(each.path, each.line, each.year_problem))


def _said(text: str) -> tuple[str, int | None]:
    """What is written as ``DIGEST=YEAR``, or as ``DIGEST=`` to take it back."""
    digest, equals, year = text.rpartition("=")
    known = not year or (year.isascii() and year.isdigit() and EARLIEST <= int(year) <= LATEST)
    if not digest or not equals or not known:
        hint = "write it as --set-year 3=2025, or --set-year 3= to take it back"
        raise UsageError(f"--set-year: cannot read {text!r}", hint)
    return printable(digest), int(year) if year else None


def _say(session: Session, said: Sequence[tuple[str, int | None]]) -> set[int]:
    from papercli.store.said_years import set_years

    return set_years(session.index, said, session.waiting)


FORGET_HELP = """\
Remove a digest from the index, and the papers seen only in it.

A paper also seen in other digests keeps what those say of it. Your decisions stay, and apply
again when the digest comes back.

Examples:
papers digests
papers forget 3
papers forget digests/2025-12-10.txt
"""


def forget(
    session: Session,
    digest: Annotated[
        str,
        typer.Argument(
            metavar="DIGEST", help="Its id, its path, PATH:LINE, or the start of its fingerprint."
        ),
    ],
    as_json: JsonReport = False,
) -> None:
    """Run `papers forget`."""
    from papercli.store.forgetting import forget as run

    report = run(session.index, printable(digest), session.waiting)
    if as_json:
        from papercli.output.reports import forget_value

        emit_report(forget_value(report))
    session.note(
        f"forgot {visible(shown(report.path))}: {counted(report.sightings, 'sighting')}, "
        f"{counted(report.papers_removed, 'paper')} gone, {report.papers_changed} changed; "
        f"the index holds {counted(report.papers, 'paper')}"
    )
