"""``--html FILE`` of ``papers stats`` and ``papers search``: the same page from both."""

from __future__ import annotations

import sys
from collections.abc import Mapping
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
    from papercli.output import prepare
    from papercli.output.page import page
    from papercli.output.rows import counted, paper_row
    from papercli.output_files import write_text
    from papercli.search.counts import figures
    from papercli.search.ranking import search
    from papercli.stats import report
    from papercli.store.locking import snapshot

    if target != "-":
        _refuse(target, session.index)
    with snapshot(connection):
        told = report(figures(connection, tree))
        papers = [paper_row(paper) for paper in search(connection, tree, **order)]
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
