"""``papers search``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from papercli.cli.asking import asked
from papercli.cli.options import Format, Html, Json, Query, Rows, choice
from papercli.cli.printing import emit, fields_of, format_of, limit_of
from papercli.cli.session import Session
from papercli.errors import ExitCode
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.query.tree import Node, words
from papercli.search.ranking import ORDERS, RELEVANCE
from papercli.search.ranking import count as count_matches
from papercli.search.ranking import search as find
from papercli.store.columns import count_rows

if TYPE_CHECKING:
    from sqlite3 import Connection


SEARCH_HELP = """\
List the papers that match a query; without one, all of them, newest first.

All words must occur; "quotation marks" keep words together, word* matches a prefix, and OR,
NOT and parentheses combine. A field narrows: title:cache, date:2024.., authors:>=8.
`papers fields` lists the fields.

Examples:
papers search "KV cache"
papers search 'title:"state space" NOT vision' --since 2024-06
papers search 'date:2024.. authors:>=8 diffusion' --json | jq -r '.[].title'
papers search org:kyutai --format bibtex > kyutai.bib
papers search "KV cache" --html kv-cache.html
"""


def search(
    session: Session,
    query: Query = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on or after DATE.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on or before DATE.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help="Published in YEAR; 2023..2025 is a range.")
    ] = None,
    min_authors: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="At least N authors.")
    ] = None,
    max_authors: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="At most N authors.")
    ] = None,
    org: Annotated[
        str | None, typer.Option(metavar="NAME", help="Organization with these words in its name.")
    ] = None,
    digest: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Seen in a digest with these words in its path."),
    ] = None,
    sort: Annotated[
        str,
        choice(
            (RELEVANCE, *ORDERS),
            "Without words to rank by, relevance means newest first.",
            "--sort",
        ),
    ] = RELEVANCE,
    reverse: Annotated[bool, typer.Option("--reverse", help="Reverse the sort order.")] = False,
    limit: Rows = None,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Skip the first N.")] = 0,
    count: Annotated[
        bool, typer.Option("--count", help="Print only the number of matches.")
    ] = False,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Print these fields of each paper.")
    ] = None,
    format: Format = None,
    as_json: Json = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print the parsed query, the SQL and the scores to stderr."),
    ] = False,
    html: Html = None,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="Exit with 1 if nothing matches.")
    ] = False,
) -> int:
    """Run `papers search`; returns the exit code."""
    if html is not None:
        from papercli.cli.page import alone

        alone(
            {
                "--format": format is not None,
                "--json": as_json,
                "--fields": fields is not None,
                "--count": count,
            }
        )
    name = "html" if html is not None else format_of(session, format, as_json)
    shown = fields_of(fields, PAPER_FIELDS, BRIEF_FIELDS, name)
    rows = limit_of(session, limit, name)
    tree = asked(
        session,
        query,
        since=since,
        until=until,
        year=year,
        min_authors=min_authors,
        max_authors=max_authors,
        org=org,
        digest=digest,
    )
    with session.reading() as connection:
        order: dict[str, Any] = {"sort": sort, "reverse": reverse, "limit": rows, "offset": offset}
        if explain:
            _explain(session, connection, tree, order)
        if html is not None:
            from papercli.cli.page import write_page

            number = write_page(session, connection, tree, html, **order)
        elif count:
            number = count_matches(connection, tree)
            emit(session, "tsv", [{"count": number}], ("count",))
        else:
            abstracts = "abstract" in shown or name == "bibtex"
            papers = find(connection, tree, abstracts=abstracts, **order)
            number = emit(session, name, map(paper_row, papers), shown, words(tree))
            _tell_rest(session, connection, tree, number, rows, offset)
    return ExitCode.FAILED if exit_status and not number else ExitCode.DONE


def _tell_rest(
    session: Session,
    connection: Connection,
    tree: Node,
    number: int,
    limit: int | None,
    offset: int,
) -> None:
    """Say what a terminal was not shown."""
    if not session.terminal:
        return
    if limit is not None and number == limit:
        more = count_matches(connection, tree) - offset - number
        if more > 0:
            session.note(f"{more} more (-n 0 for all)")
    elif not number:
        # A first ingest that was interrupted leaves an index without papers.
        empty = count_rows(connection, "papers") == 0
        session.note("the index holds no papers yet" if empty else "no paper matches")


def _explain(session: Session, connection: Connection, tree: Node, order: dict[str, Any]) -> None:
    from papercli.output.explained import lines
    from papercli.search.explain import explain

    for line in lines(explain(connection, tree, **order)):
        session.warn(line)
