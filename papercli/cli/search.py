"""``papers search``. Types are no strings: Typer reads those of a command on every start."""

import sys
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Annotated, Any

import typer

from papercli.cli.answer_options import Abstracts, Format, Html, Json, Query, Rows
from papercli.cli.answering import FEW, check_readable, tell_rest, understood
from papercli.cli.asking import filters_of, written
from papercli.cli.options import choice
from papercli.cli.printing import emit, fields_of, format_of, has_own_fields, limit_of
from papercli.cli.session import Session
from papercli.errors import ExitCode
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.query.names import KEYS, OTHER_NAMES
from papercli.query.tree import Node, all_of, words
from papercli.search.ranking import ORDERS, RELEVANCE, loaded
from papercli.search.ranking import count as count_matches
from papercli.store.locking import snapshot

SNIPPET = "snippet"
"""The key of a part of the abstract, with --snippets."""
EXACT = "exact"
"""The key that says, with --fuzzy, whether a paper matches or only comes near."""
FOR_PEOPLE = ("table", "markdown")
"""Formats in which the column sorted by is shown; a program names the fields it wants."""

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
            also={name: order for name, order in OTHER_NAMES.items() if order in ORDERS},
        ),
    ] = RELEVANCE,
    reverse: Annotated[bool, typer.Option("--reverse", help="Reverse the sort order.")] = False,
    limit: Rows = None,
    fuzzy: Annotated[
        bool,
        typer.Option(
            "--fuzzy", help="Add papers that nearly match: words corrected, some left out."
        ),
    ] = False,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Skip the first N.")] = 0,
    count: Annotated[
        bool, typer.Option("--count", help="Print only the number of matches.")
    ] = False,
    fields: Annotated[
        str | None, typer.Option(metavar="A,B", help="Print these fields of each paper.")
    ] = None,
    format: Format = None,
    as_json: Json = False,
    abstracts: Abstracts = False,
    snippets: Annotated[
        bool | None,
        typer.Option(
            "--snippets/--no-snippets",
            show_default=False,
            help="Show where the abstract has what the title lacks; on a terminal they are shown.",
        ),
    ] = None,
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
                "--fuzzy": fuzzy,
                "--snippets": bool(snippets),
            }
        )
    name = "html" if html is not None else format_of(session, format, as_json)
    beside = (*([EXACT] if fuzzy else []), *([SNIPPET] if snippets else []))
    shown = fields_of(fields, (*PAPER_FIELDS, *beside), BRIEF_FIELDS, name, abstracts)
    if fields is None and name in FOR_PEOPLE:
        shown = _with_column(shown, sort)
    if name != "table" and not has_own_fields(name):
        shown = (*shown, *(key for key in beside if key not in shown))
    rows = limit_of(session, limit, name)
    filters = filters_of(
        since=since,
        until=until,
        year=year,
        min_authors=min_authors,
        max_authors=max_authors,
        org=org,
        digest=digest,
    )
    order: dict[str, Any] = {"sort": sort, "reverse": reverse, "limit": rows, "offset": offset}
    text = written(query)
    if session.in_folder:
        return _in_folder(
            session, text, filters, order,
            given={"--fuzzy": fuzzy, "--explain": explain}, html=html,
            name=name, shown=shown, count=count, snippets=snippets, exit_status=exit_status,
        )  # fmt: skip
    check_readable(session, text)
    with session.reading() as connection, snapshot(connection):
        tree, found = understood(session, connection, text, filters, fuzzy, order)
        if explain:
            _explain(session, connection, tree, order)
        if html is not None:
            from papercli.cli.page import write_page

            number = write_page(session, connection, tree, html, **order)
            return ExitCode.FAILED if exit_status and not number else ExitCode.DONE
        if count:
            number = count_matches(connection, tree)
            emit(session, "tsv", [{"count": number}], ("count",))
            return ExitCode.FAILED if exit_status and not number else ExitCode.DONE
        screen = name == "table"
        with_snippets = session.terminal if snippets is None else snippets
        with_abstracts = with_snippets or "abstract" in shown
        if with_snippets:
            from papercli.output.snippets import snippet

        def listed(ids: Sequence[int], exact: int) -> int:
            said = words(tree if exact == len(ids) else _meant(connection, tree))
            papers = enumerate(loaded(connection, ids, with_abstracts))
            drawn = (
                {
                    **paper_row(paper),
                    EXACT: at < exact,
                    SNIPPET: snippet(paper.title, paper.abstract, said) if with_snippets else None,
                }
                for at, paper in papers
            )
            return emit(session, name, drawn, shown, said)

        exact, near = found.ids[: found.exact], found.ids[found.exact :]
        number = listed(exact if screen else found.ids, found.exact)
        if session.terminal or not found.ids:
            tell_rest(session, connection, tree, len(exact), rows, offset)
            room = min(FEW, rows or FEW) - len(exact)
            if screen and not near and not offset and room > 0:
                from papercli.search.nearly import nearest

                near = nearest(connection, tree, exact)[:room]
        if screen and near:
            sys.stdout.flush()
            session.note("not all of the words, but most of what they say:")
            nearly = listed(near, 0)
            number += nearly if fuzzy else 0
    return ExitCode.FAILED if exit_status and not number else ExitCode.DONE


def _meant(connection: Connection, tree: Node) -> Node:
    """What a query means to papers that only come near: its words, and those put right."""
    from papercli.search.corrections import corrected

    return all_of([tree, corrected(connection, tree).tree])


def _in_folder(
    session: Session,
    text: str,
    filters: Node,
    order: dict[str, Any],
    *,
    given: dict[str, bool],
    exit_status: bool,
    **options: Any,
) -> int:
    """Search in the indexes that `papers resolve --shards` wrote."""
    from papercli.cli.sharded import list_papers, refuse

    refuse(given)
    number = list_papers(session, text, filters, order, **options)
    return ExitCode.FAILED if exit_status and not number else ExitCode.DONE


def _with_column(shown: Sequence[str], sort: str) -> Sequence[str]:
    """The columns of a table, with the one that it is sorted by."""
    column = KEYS.get(sort, sort)
    if column in shown or column not in PAPER_FIELDS:
        return shown
    return (*shown[:-1], column, shown[-1])


def _explain(session: Session, connection: Connection, tree: Node, order: dict[str, Any]) -> None:
    from papercli.output.explained import lines
    from papercli.search.explain import explain

    for line in lines(explain(connection, tree, **order)):
        session.warn(line)
