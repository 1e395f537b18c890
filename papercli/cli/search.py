"""``papers search``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papercli.cli import clock
from papercli.cli.asking import filters_of, written
from papercli.cli.options import Format, Json, Query, Rows, choice
from papercli.cli.printing import emit, fields_of, format_of, limit_of
from papercli.cli.session import Session
from papercli.errors import ExitCode, QueryError
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, paper_row
from papercli.output.snippets import snippet
from papercli.query.hints import hints
from papercli.query.names import KEYS, OTHER_NAMES
from papercli.query.parser import as_title, has_syntax, parse
from papercli.query.tree import EVERYTHING, Node, all_of, words
from papercli.search.nearly import corrections, costs, nearest, unknown
from papercli.search.ranking import ORDERS, RELEVANCE, Found, find, loaded
from papercli.search.ranking import count as count_matches
from papercli.store.columns import count_rows
from papercli.store.locking import snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection

FEW = 5
"""Matches below which a terminal is told what would find more, and shown what comes near."""
MOST = 5
"""Words whose cost is told."""
SNIPPET = "snippet"
"""The key of a part of the abstract, with --snippets."""
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
            (RELEVANCE, *ORDERS),
            "Without words to rank by, relevance means newest first.",
            "--sort",
            also=OTHER_NAMES,
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
    order: dict[str, Any] = {"sort": sort, "reverse": reverse, "limit": rows, "offset": offset}
    with session.reading() as connection, snapshot(connection):
        tree, found = _asked(session, connection, written(query), filters, fuzzy, order)
        if explain:
            _explain(session, connection, tree, order)
        if count:
            number = count_matches(connection, tree)
            emit(session, "tsv", [{"count": number}], ("count",))
            return ExitCode.FAILED if exit_status and not number else ExitCode.DONE
        screen = name == "table"
        if screen and fields is None:
            shown = _with_column(shown, sort)
        if not screen and name != "bibtex":
            shown = (*shown, *([EXACT] if fuzzy else []), *([SNIPPET] if snippets else []))
        with_snippets = session.terminal if snippets is None else snippets
        abstracts = with_snippets or "abstract" in shown or name == "bibtex"
        said = words(tree)

        def listed(ids: Sequence[int], exact: int) -> int:
            papers = enumerate(loaded(connection, ids, abstracts))
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
        if session.terminal:
            _tell_rest(session, connection, tree, len(exact), rows, offset)
            if screen and not near and not offset and len(exact) < min(FEW, rows or FEW):
                near = nearest(connection, tree, exact)[: FEW - len(exact)]
        if screen and near:
            sys.stdout.flush()
            session.note("not all of the words, but most of what they say:")
            nearly = listed(near, 0)
            number += nearly if fuzzy else 0
    return ExitCode.FAILED if exit_status and not number else ExitCode.DONE


def _asked(
    session: Session,
    connection: Connection,
    text: str,
    filters: Node,
    fuzzy: bool,
    order: Mapping[str, Any],
) -> tuple[Node, Found]:
    """The tree of a query and its filters, and what it finds. What cannot be read, or finds nothing
    and has operators, is tried as a title that was pasted. Tells hints."""
    tree, hint = _read(connection, text, filters)
    found = find(connection, tree, fuzzy=fuzzy, **order)
    if not (hint or found.exact or order["offset"]) and has_syntax(tree, text):
        titled = _title(connection, text, filters)
        if titled:
            tree, hint = titled, "the query finds nothing; its words were searched as a title"
            found = find(connection, tree, fuzzy=fuzzy, **order)
    for line in [hint] if hint else hints(tree):
        session.note(f"hint: {line}")
    return tree, found


def _read(connection: Connection, text: str, filters: Node) -> tuple[Node, str]:
    """The tree of a query and its filters; of one that cannot be read the title of a paper as it
    stands, with a hint that says so. QueryError where no title has its words."""
    try:
        return all_of([parse(text, clock.now().date()), filters]), ""
    except QueryError:
        titled = _title(connection, text, filters)
        if titled is None:
            raise
        return titled, "this could not be read as a query and was searched as a title"


def _title(connection: Connection, text: str, filters: Node) -> Node | None:
    """The words of a query, operators among them, as a title; None where no title has them."""
    titled = as_title(text)
    tree = all_of([titled, filters])
    return None if titled == EVERYTHING or not count_matches(connection, tree) else tree


def _with_column(shown: Sequence[str], sort: str) -> Sequence[str]:
    """The columns of a table, with the one that it is sorted by."""
    column = KEYS.get(sort, sort)
    if column in shown or column not in PAPER_FIELDS:
        return shown
    return (*shown[:-1], column, shown[-1])


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
    elif not number and not count_rows(connection, "papers"):
        # A first ingest that was interrupted leaves an index without papers.
        session.note("the index holds no papers yet")
    elif number < min(FEW, limit or FEW) and not offset:
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
