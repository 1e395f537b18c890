"""``papers search`` and ``papers stats`` over a folder of indexes (``papers resolve --shards``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from papercli.cli import clock
from papercli.cli.page import write_page_of_all
from papercli.cli.printing import emit
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.output.rows import paper_row
from papercli.output.snippets import snippet
from papercli.query.hints import hints
from papercli.query.parser import parse
from papercli.query.tree import Node, all_of, words
from papercli.search import shards

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
    tree = all_of([parse(text, clock.now().astimezone().date()), filters])
    for hint in hints(tree, text):
        session.note(f"hint: {hint}")
    with shards.opened(session.index, session.waiting) as connections:
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
        if snippets and name not in ("table", "bibtex"):
            shown = (*shown, "snippet")
        number = emit(session, name, drawn, shown, said)
        if session.terminal and order["limit"] is not None and number == order["limit"]:
            more = shards.count(connections, tree) - order["offset"] - number
            if more > 0:
                session.note(f"{more} more (-n 0 for all)")
        return number


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
