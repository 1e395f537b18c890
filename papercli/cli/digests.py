"""``papers digests`` and ``papers forget``."""

from __future__ import annotations

from typing import Annotated

import typer

from papercli.cli.options import Json, JsonReport, PlainFormat
from papercli.cli.printing import emit, emit_report, fields_of, format_of
from papercli.cli.session import Session
from papercli.output.rows import counted, date_value
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
)
BRIEF = ("id", "date", "reader", "sightings", "only_here", "path")


DIGESTS_HELP = """\
List the ingested digests: path, reader, date, sightings, and papers seen only there.

Examples:
papers digests
papers digests --json | jq -r '.[] | select(.only_here == 0) | .path'
"""


def digests(session: Session, format: PlainFormat = None, as_json: Json = False) -> None:
    """Run `papers digests`."""
    from papercli.search.explain import digests as find

    name = format_of(session, format, as_json)
    with session.reading() as connection:
        rows = [
            {
                **digest._asdict(),
                "path": shown(digest.path),
                "date": date_value(digest.date),
            }
            for digest in find(connection)
        ]
    emit(session, name, rows, fields_of(None, FIELDS, BRIEF, name))


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
    from papercli.store.digests import forget as run

    report = run(session.index, printable(digest), session.waiting)
    if as_json:
        from papercli.output.reports import forget_value

        emit_report(forget_value(report))
    session.note(
        f"forgot {visible(shown(report.path))}: {counted(report.sightings, 'sighting')}, "
        f"{counted(report.papers_removed, 'paper')} gone, {report.papers_changed} changed; "
        f"the index holds {counted(report.papers, 'paper')}"
    )
