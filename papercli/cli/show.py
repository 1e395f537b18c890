"""``papers show``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from papercli.cli.answer_options import Abstracts, FullFormat, Json
from papercli.cli.asking import meant_in
from papercli.cli.piped_ids import piped_ids
from papercli.cli.printing import emit, fields_of, format_of
from papercli.cli.session import Session
from papercli.model.paper import Paper
from papercli.output.formats import prepare
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.search.evidence import Group, explain_paper

SHOW_HELP = """\
Show papers in full: their fields, every sighting as read, and why these are one paper.

A paper is named by its id from a search, its arXiv id, its DOI, the address of either, or its title
in quotation marks.

With -, ids are read from standard input, the first word of each line or the ids in JSON, so that
the output of a search can be piped in. Formats are those of a search, but whole papers: JSON has
every sighting and the evidence too, Markdown a card for each paper, lines (what a pipe gets) each
fact after its name. -v adds the match weights behind each merge; JSON has them always.

Examples:
papers show 12
papers show https://arxiv.org/abs/2409.10594
papers show 12 --json | jq '.[0].merges'
papers search "KV cache" | papers show -
papers search "KV cache" --json | papers show - --format markdown > cache.md
"""


def show(
    session: Session,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Ids from a search, arXiv ids, DOIs, addresses or titles; - for standard input.",
        ),
    ],
    format: FullFormat = None,
    as_json: Json = False,
    abstracts: Abstracts = False,
) -> None:
    """Run `papers show`."""
    name = (
        "lines"
        if not (format or as_json or session.terminal)
        else format_of(session, format, as_json)
    )
    fields = fields_of(None, PAPER_FIELDS, BRIEF_FIELDS, name, abstracts)
    with session.reading_all() as connections:
        papers = list(meant_in(session, connections, _references(ids)))
        shown = ((paper, explain_paper(connection, paper.id)) for connection, paper in papers)
        if name in ("table", "lines", "markdown"):
            _write(session, shown, name)
        elif name in ("json", "ndjson"):
            from papercli.output.show import show_value

            whole = (show_value(*one) for one in shown)
            emit(session, name, whole, (*PAPER_FIELDS, "from", "seen", "merges"))
        else:
            emit(session, name, (paper_row(paper) for _, paper in papers), fields)


def _write(session: Session, shown: Iterable[tuple[Paper, Group]], name: str) -> None:
    if name == "table":
        from papercli.output.console import console
        from papercli.output.show_table import draw

        screen = console(sys.stdout, session.color)
        for number, (paper, group) in enumerate(shown):
            if number:
                screen.print()
                screen.rule(style="dim")
                screen.print()
            draw(paper, group, screen, bits=bool(session.verbose))
        return
    if name == "markdown":
        from papercli.output.show_markdown import write as write_one
    else:
        from papercli.output.show import write_lines as write_one
    prepare(name, sys.stdout)
    for number, (paper, group) in enumerate(shown):
        if number:
            sys.stdout.write("\n")
        write_one(paper, group, sys.stdout, bits=bool(session.verbose))


def _references(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        if text == "-":
            yield from piped_ids()
        else:
            yield text
