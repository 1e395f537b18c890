"""``papers readers``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from papercli.cli.answer_options import Json, PlainFormat
from papercli.cli.printing import emit, format_of
from papercli.cli.session import Session
from papercli.output.formats import TABLE
from papercli.readers import READERS, named

COLUMNS = ("reader", "reads", "example")

READERS_HELP = """\
List the formats that ingest reads, each with an example.

The format of a file is detected from its content; its name and ending do not matter. To read a file
as one of these formats whatever it looks like, use `papers ingest --reader NAME`.

Examples:
papers readers
papers readers bibtex
papers readers --json | jq -r '.[].example'
"""


def readers(
    session: Session,
    name: Annotated[
        str | None, typer.Argument(metavar="[READER]", help="Only this format.", show_default=False)
    ] = None,
    format: PlainFormat = None,
    as_json: Json = False,
) -> None:
    """Run `papers readers`."""
    wanted = READERS if name is None else [named(name)]
    rows = [
        {"reader": reader.name, "reads": reader.title, "example": reader.example}
        for reader in wanted
    ]
    form = format_of(session, format, as_json)
    if form == TABLE:
        from papercli.output.console import console
        from papercli.output.readers_table import draw

        draw(rows, console(sys.stdout, session.color))
    else:
        emit(session, form, rows, COLUMNS)
