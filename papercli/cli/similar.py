"""``papers similar``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from papercli.cli.answer_options import Abstracts, Format, Json
from papercli.cli.asking import meant, typed
from papercli.cli.printing import emit, fields_of, format_of
from papercli.cli.session import Session
from papercli.errors import PapersError, UsageError
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.search.ranking import loaded
from papercli.search.similar import similar as find
from papercli.store.locking import snapshot

SIMILAR_HELP = """\
List the papers most like one, by the rarest words of its title and abstract.

With -, a title is read from standard input; lines after the first are its abstract. What is listed
is near in words, which is no verdict: `papers duplicates ID` tells what was judged.

Examples:
papers similar 12
papers similar 12 --json | jq -r '.[].title'
echo "Sorting a cache by how soon it is needed" | papers similar -
"""

_PIPED = "echo TITLE | papers similar -"
LONGEST = 100_000
"""Letters that are read of a title and an abstract."""


def similar(
    session: Session,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Id, arXiv id, DOI or title; - for a title on stdin."),
    ],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=1000, metavar="N", help="Papers to list.")
    ] = 10,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Print these fields of each paper.")
    ] = None,
    format: Format = None,
    as_json: Json = False,
    abstracts: Abstracts = False,
) -> None:
    """Run `papers similar`."""
    name = format_of(session, format, as_json)
    shown = fields_of(fields, PAPER_FIELDS, BRIEF_FIELDS, name, abstracts)
    given = _read() if id == "-" else None
    with session.reading() as connection, snapshot(connection):
        if given is None:
            try:
                paper = next(meant(session, connection, [id]))
            except PapersError as error:
                if any(map(str.isspace, id)):
                    lacks = f"for a title that the index lacks: {_PIPED}"
                    error.hint = f"{error.hint}; {lacks}" if error.hint else lacks
                raise
            title, abstract, own = paper.title, paper.abstract, paper.id
        else:
            (title, abstract), own = given, None
        found = find(connection, title, abstract, but=own, limit=limit)
        number = emit(session, name, map(paper_row, loaded(connection, found)), shown)
        if not number:
            session.note("no other paper has a word of it")


def _read() -> tuple[str, str | None]:
    """Title and abstract from standard input."""
    text = typed(sys.stdin.buffer.read(LONGEST).decode("utf-8", "replace")).strip()
    title, _, abstract = text.partition("\n")
    if not title.strip():
        raise UsageError("no title on standard input", f"write one: {_PIPED}")
    return title.strip(), abstract.strip() or None
