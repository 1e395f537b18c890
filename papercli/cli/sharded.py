"""``papers search`` and ``papers stats`` over a folder of indexes (``papers resolve --shards``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from papercli.cli import clock
from papercli.cli.answering import parted
from papercli.cli.page import write_page_of_all
from papercli.cli.printing import emit
from papercli.cli.session import Session
from papercli.errors import QueryError, UsageError
from papercli.output.rows import paper_row
from papercli.output.snippets import snippet
from papercli.query.hints import hints
from papercli.query.parser import as_title, has_syntax, parse
from papercli.query.tree import Node, all_of, words
from papercli.search import shards
from papercli.search.rare_compounds import settled

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.search.counts import Figures

_ONE = "--db FOLDER/shards/NAME.db asks one of the indexes"


def refuse(given: dict[str, bool]) -> None:
    """Raise UsageError for an option that asks one index alone."""
    for option, said in given.items():
        if said:
            raise UsageError(f"{option} is not for a folder of indexes", _ONE)


def list_papers(
    session: Session,
    text: str,
    filters: Node,
    order: dict[str, Any],
    *,
    name: str,
    shown: Sequence[str],
    count: bool,
    snippets: bool | None,
    html: str | None,
) -> int:
    """Print what a query finds in all indexes, or write its page; how many papers that is."""
    with shards.opened(session.index, session.waiting) as connections:
        tree, told = _understood(connections, text, filters)
        tree = settled(connections, tree)
        for hint in (*told, *parted(tree, partial(shards.count, connections))):
            session.note(f"hint: {hint}")
        if html is not None:
            return write_page_of_all(session, connections, tree, html, **order)
        if count:
            number = shards.count(connections, tree)
            emit(session, "tsv", [{"count": number}], ("count",))
            return number
        found = shards.find(connections, tree, **order)
        with_snippets = session.terminal if snippets is None else snippets
        abstracts = with_snippets or "abstract" in shown or name == "bibtex"
        said = words(tree)
        drawn = (
            {
                **paper_row(paper),
                "snippet": snippet(paper.title, paper.abstract, said) if with_snippets else None,
            }
            for paper in shards.loaded(connections, found, abstracts)
        )
        number = emit(session, name, drawn, shown, said)
        if session.terminal and order["limit"] is not None and number == order["limit"]:
            more = shards.count(connections, tree) - order["offset"] - number
            if more > 0:
                session.note(f"{more} more (-n 0 for all)")
        elif not number and not order["offset"]:
            session.note("no paper matches")
        return number


def _understood(
    connections: Sequence[Connection], text: str, filters: Node
) -> tuple[Node, tuple[str, ...]]:
    """The tree of a query and its filters, with hints; what cannot be read, or has operators and
    finds nothing, is a title that was pasted where one of the indexes has a title of its words."""
    titled = all_of([as_title(text), filters])
    try:
        tree = all_of([parse(text, clock.now().astimezone().date()), filters])
        pasted = has_syntax(tree, text) and not shards.count(connections, tree)
    except QueryError:
        if titled == filters or not shards.count(connections, titled):
            raise
        return titled, ("this could not be read as a query and was searched as a title",)
    if pasted and titled != filters and shards.count(connections, titled):
        return titled, ("the query finds nothing; its words were searched as a title",)
    return tree, hints(tree, text)


def figures(session: Session, tree: Node) -> Figures:
    """The counts of all indexes."""
    with shards.opened(session.index, session.waiting) as connections:
        found = shards.figures(connections, tree)
    _tell_of_pairs(session, connections)
    return found


def write_page(session: Session, tree: Node, target: str) -> None:
    """Write the page of a query over all indexes."""
    with shards.opened(session.index, session.waiting) as connections:
        write_page_of_all(session, connections, tree, target)
    _tell_of_pairs(session, connections)


def _tell_of_pairs(session: Session, connections: Sequence[Connection]) -> None:
    session.note(
        f"hint: undecided pairs are those within one of {len(connections)} indexes; evidence/ has"
        " all"
    )
