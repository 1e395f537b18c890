"""``papers export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from papercli.cli.answer_options import Query
from papercli.cli.asking import asked
from papercli.cli.options import choice
from papercli.cli.session import Session
from papercli.errors import ExitCode, PapersError, UsageError
from papercli.output.rows import counted, paper_row
from papercli.paths import printable
from papercli.search.ranking import loaded, matching_ids
from papercli.store.locking import snapshot
from papercli.store.redirects import current_id

EXPORT_HELP = """\
Write the papers that match a query, or all, into a folder: one Markdown note a paper.

A note has what is known as YAML front matter, the abstract, and a marker. What you write below the
marker stays, and so do fields that you add to the front matter, whatever you name the file: run it
again and only what changed above the marker is written. Notes that have lost their marker, and
files of yours, are left as they are and named.

Examples:
papers export notes/
papers export notes/ "KV cache" date:2024..
"""

FORMATS = ("notes",)


def export(
    session: Session,
    folder: Annotated[str, typer.Argument(metavar="PATH", help="The folder to write into.")],
    query: Query = None,
    format: Annotated[
        str, choice(FORMATS, "Markdown notes with front matter.", "--format", "-f")
    ] = "notes",
) -> int:
    """Run `papers export`; returns the exit code."""
    from papercli.output.note_files import write_notes

    place = Path(folder)
    if not folder or (place.exists() and not place.is_dir()):
        raise UsageError(f"{printable(folder)!r} is no folder", "name one, or one to be made")
    with session.reading() as connection, snapshot(connection):
        ids = sorted(matching_ids(connection, asked(session, query)))

        def today(number: int) -> int:
            try:
                return current_id(connection, number)
            except PapersError:
                return number  # forgotten since

        written = write_notes(place, map(paper_row, loaded(connection, ids)), today)
    for path, why in written.left:
        session.warn(f"left as it is: {printable(str(path))}: {why}")
    if written.left:
        session.warn("hint: move such files elsewhere, then export again")
    total = written.new + written.changed + written.unchanged
    session.note(
        f"{counted(total, 'note')} in {printable(folder)}: {written.new} new, {written.changed} "
        f"changed, {written.unchanged} as before"
    )
    return ExitCode.INPUT_SKIPPED if written.left else ExitCode.DONE
