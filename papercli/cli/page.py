"""``--html FILE`` of ``papers stats`` and ``papers search``: the same page from both."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papercli.cli import clock
from papercli.cli.printing import refuse_databases
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.paths import printable
from papercli.query.tree import Node

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.model.paper import Paper
    from papercli.search.counts import Figures


def alone(others: Mapping[str, bool]) -> None:
    """Raise UsageError for options that print something else than the page."""
    given = [name for name, is_given in others.items() if is_given]
    if given:
        raise UsageError(
            f"--html and {given[0]} do not go together",
            "write the page first, then run it again without --html",
        )


def write_page(
    session: Session,
    connection: Connection,
    tree: Node,
    target: str,
    **order: Any,
) -> int:
    """Write the page of a query; returns how many papers match.

    ``order`` are options of a search. Raises UsageError where ``target`` is something that is not
    to be written over, and OSError.
    """
    from papercli.search.counts import figures
    from papercli.search.ranking import search
    from papercli.store.locking import snapshot

    def look() -> tuple[Figures, list[Paper]]:
        with snapshot(connection):
            return figures(connection, tree), list(search(connection, tree, **order))

    return _write(session, look, tree, target)


def write_page_of_all(
    session: Session, connections: Sequence[Connection], tree: Node, target: str, **order: Any
) -> int:
    """`write_page` where several indexes are asked as one."""
    from papercli.search import shards

    def look() -> tuple[Figures, Iterator[Paper]]:
        found = shards.find(connections, tree, **order)
        return shards.figures(connections, tree), shards.loaded(connections, found)

    return _write(session, look, tree, target)


def _write(
    session: Session,
    look: Callable[[], tuple[Figures, Iterable[Paper]]],
    tree: Node,
    target: str,
) -> int:
    from papercli.output.formats import prepare
    from papercli.output.page import page
    from papercli.output.rows import counted, paper_row
    from papercli.output_files import write_text
    from papercli.stats import report

    if target != "-":
        _refuse(target, session.index)
    figures, found = look()
    told, papers = report(figures), list(map(paper_row, found))
    text = page(told, papers, query=str(tree), today=clock.now().astimezone().date())
    if target == "-":
        prepare("json", sys.stdout)
        sys.stdout.write(text)
    else:
        write_text(target, text)
        session.note(f"wrote {printable(target)}: {counted(len(papers), 'paper')}")
    return told.papers


def _refuse(target: str, index: Path) -> None:
    """Raise UsageError for a file that holds something else than such a page."""
    from papercli.output.page import HEAD, is_page

    if not target:
        raise UsageError("--html needs the name of a file", "write it as --html papers.html")
    refuse_databases(target, index)
    place = Path(target)
    if place.is_file():
        with place.open("rb") as file:
            start = file.read(len(HEAD))
        if not is_page(start):
            what = f"{printable(target)} is there already, and no page of papers"
            raise UsageError(what, "name another file, or remove that one first")
