"""``papers search``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papercli.cli.asking import filters_of, written
from papercli.cli.options import Format, Json, Query, Rows, choice
from papercli.cli.printing import emit, fields_of, format_of, limit_of
from papercli.cli.session import Session
from papercli.errors import ExitCode, QueryError
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.query.hints import hints
from papercli.query.names import KEYS
from papercli.query.parser import as_title, has_syntax, parse
from papercli.query.tree import EVERYTHING, Node, all_of, words
from papercli.search.nearly import corrections, costs, nearest, unknown
from papercli.search.ranking import ORDERS, RELEVANCE, find, loaded
from papercli.search.ranking import count as count_matches
from papercli.store.locking import snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection

FEW = 5
"""Matches below which a terminal is told what would find more, and shown what comes near."""
MOST = 5
"""Words whose cost is told."""
EXACT = "exact"
"""The key that says, with --fuzzy, whether a paper matches or only comes near."""

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
            (RELEVANCE, *KEYS.values(), *ORDERS),
            "Without words to rank by, relevance means newest first.",
            "--sort",
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
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print the parsed query, the SQL and the scores to stderr."),
    ] = False,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="Exit with 1 if nothing matches.")
    ] = False,
) -> int:
    """Run `papers search`; returns the exit code."""
    name = format_of(session, format, as_json)
    shown = fields_of(fields, PAPER_FIELDS, BRIEF_FIELDS, name)
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
    with session.reading() as connection:
        tree = _understood(session, connection, query, filters)
        order: dict[str, Any] = {"sort": sort, "reverse": reverse, "limit": rows, "offset": offset}
        if explain:
            _explain(session, connection, tree, order)
        if count:
            number = count_matches(connection, tree)
            emit(session, "tsv", [{"count": number}], ("count",))
            return ExitCode.FAILED if exit_status and not number else ExitCode.DONE
        if fields is None and name == "table":
            shown = _with_column(shown, sort)
        abstracts = "abstract" in shown or name == "bibtex"
        with snapshot(connection):
            found = find(connection, tree, fuzzy=fuzzy, **order)
            exact, near = found.ids[: found.exact], found.ids[found.exact :]
            screen = name == "table"
            if fuzzy and not screen and name != "bibtex":
                shown = (*shown, EXACT)
            papers = map(paper_row, loaded(connection, exact if screen else found.ids, abstracts))
            marked = ({**row, EXACT: at < found.exact} for at, row in enumerate(papers))
            number = emit(session, name, marked, shown, words(tree))
            if not near and session.terminal and not offset and len(exact) < FEW:
                near = nearest(connection, tree, exact)[: FEW - len(exact)]
            if session.terminal:
                _tell_rest(session, connection, tree, len(exact), rows, offset)
            if screen and near:
                _near(session, connection, near, abstracts, shown, tree)
    return ExitCode.FAILED if exit_status and not number else ExitCode.DONE


def _understood(
    session: Session, connection: Connection, query: Sequence[str] | None, filters: Node
) -> Node:
    """The tree of a query and its filters; where it cannot be read, or finds nothing and has
    operators, and is the title of a paper as it stands, that title. Tells hints."""
    text = written(query)
    try:
        tree = parse(text, date.today())
    except QueryError:
        titled = all_of([as_title(text), filters])
        if titled == filters or not count_matches(connection, titled):
            raise
        session.note("hint: this could not be read as a query and was searched as a title")
        return titled
    wanted = all_of([tree, filters])
    if has_syntax(tree, text) and not count_matches(connection, wanted):
        titled = as_title(text)
        if titled != EVERYTHING and count_matches(connection, all_of([titled, filters])):
            session.note("hint: the query finds nothing; its words were searched as a title")
            return all_of([titled, filters])
    for hint in hints(tree):
        session.note(f"hint: {hint}")
    return wanted


def _with_column(shown: Sequence[str], sort: str) -> Sequence[str]:
    """The columns of a table, with the one that it is sorted by."""
    column = KEYS.get(sort, sort)
    if column in shown or column not in PAPER_FIELDS:
        return shown
    return (*shown[:-1], column, shown[-1])


def _near(
    session: Session,
    connection: Connection,
    ids: Sequence[int],
    abstracts: bool,
    shown: Sequence[str],
    tree: Node,
) -> None:
    """Show papers that do not match, under a line that says so."""
    sys.stdout.flush()
    session.note("not all of the words, but most of what they say:")
    emit(session, "table", map(paper_row, loaded(connection, ids, abstracts)), shown, words(tree))


def _tell_rest(
    session: Session,
    connection: Connection,
    tree: Node,
    number: int,
    limit: int | None,
    offset: int,
) -> None:
    """Say what a terminal was not shown, and why so little was found."""
    if limit is not None and number == limit:
        more = count_matches(connection, tree) - offset - number
        if more > 0:
            session.note(f"{more} more (-n 0 for all)")
    elif not number and offset and count_matches(connection, tree):
        session.note(f"no paper matches beyond the first {offset}")
    elif number < FEW and not offset:
        advice = _advice(connection, tree, number)
        if advice:
            session.note(advice)


def _advice(connection: Connection, tree: Node, number: int) -> str:
    """One line on what would find more."""
    said = "" if number else "no paper matches"
    proposed = corrections(connection, tree)
    if proposed:
        meant = ", ".join(
            f"{one.meant[0].word}? ({one.found or one.meant[0].papers})" for one in proposed
        )
        return "; ".join(filter(None, (said, f"did you mean {meant}")))
    missing = ", ".join(f'"{word}"' for word in unknown(connection, tree)[:MOST])
    told = ", ".join(f'without "{one.word}": {one.found}' for one in costs(connection, tree)[:MOST])
    held = f"no paper holds {missing}" if missing else ""
    return "; ".join(filter(None, (said, held, told)))


def _explain(session: Session, connection: Connection, tree: Node, order: dict[str, Any]) -> None:
    from papercli.output.explained import lines
    from papercli.search.explain import explain

    for line in lines(explain(connection, tree, **order)):
        session.warn(line)
