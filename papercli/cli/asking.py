"""Queries as commands take them: several arguments, and options for those who prefer them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from papercli.cli.session import Session
from papercli.query import Node, all_of, hints, narrowing, parse

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.model import Paper


def asked(session: Session, query: Sequence[str] | None, **filters: Any) -> Node:
    """The tree of a query and of the filters of `papercli.query.narrowing`; tells its hints."""
    today = date.today()
    tree = parse(" ".join(query or ()), today)
    for hint in hints(tree):
        session.note(f"hint: {hint}")
    return all_of([tree, narrowing(today, **filters)]) if filters else tree


def existing(session: Session, connection: Connection, number: int) -> Paper:
    """The paper of an id; tells where it was merged into another. PapersError where none is."""
    from papercli.store.reading import paper as find

    paper = find(connection, number)
    if paper.id != number:
        session.note(f"{number} was merged into {paper.id}")
    return paper


def narrowed(
    session: Session, connection: Connection, query: Sequence[str] | None
) -> set[int] | None:
    """The ids of the papers a query matches; ``None``, which is all, without one."""
    if not query:
        return None
    from papercli.store.reading import matching_ids

    return matching_ids(connection, asked(session, query))
