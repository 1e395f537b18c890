"""Queries as commands take them: several arguments, and options for those who prefer them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from papercli.cli import clock
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.query.fields import FIELDS
from papercli.query.hints import hints
from papercli.query.parser import parse
from papercli.query.tree import Node, all_of
from papercli.query.values import Value, WrongValueError

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.model.paper import Paper


_HINTS = {
    "--since": "write a year, a month or a day: --since 2024-03-05",
    "--until": "write a year, a month or a day: --until 2024-03-05",
    "--year": "write a year or a range: --year 2024, --year 2023..2025",
}
"""Where what an option takes is not what its field takes."""


def narrowing(
    today: date,
    *,
    since: str | None = None,
    until: str | None = None,
    year: str | int | None = None,
    min_authors: int | None = None,
    max_authors: int | None = None,
    org: str | None = None,
    digest: str | None = None,
) -> Node:
    """The command line's filters as a tree, to be joined with the query by `all_of`.

    Dates as in ``date:``; ``year`` may be a range. Raises UsageError naming the option.
    """
    wanted = (
        ("--since", "date", "{}..", since),
        ("--until", "date", "..{}", until),
        ("--year", "date", "{}", year),
        ("--min-authors", "authors", "{}..", min_authors),
        ("--max-authors", "authors", "..{}", max_authors),
        ("--org", "org", "{}", org),
        ("--digest", "digest", "{}", digest),
    )
    parts: list[Node] = []
    for option, field, form, given in wanted:
        if given is None:
            continue
        value = form.format(given)
        try:
            parts.append(FIELDS[field].read(Value(value.replace('"', " "), today)))
        except WrongValueError as wrong:
            # The range was made here; what is shown is what was typed.
            message = str(wrong).replace(value, str(given))
            raise UsageError(f"{option}: {message}", _HINTS.get(option, wrong.hint)) from None
    return all_of(parts)


def asked(session: Session, query: Sequence[str] | None, **filters: Any) -> Node:
    """The tree of a query and of the filters of `narrowing`; tells its hints."""
    text = written(query)
    tree = parse(text, clock.now().astimezone().date())
    for hint in hints(tree, text):
        session.note(f"hint: {hint}")
    return all_of([tree, filters_of(**filters)]) if filters else tree


def written(query: Sequence[str] | None) -> str:
    """The arguments of a query as one."""
    return " ".join(map(typed, query or ()))


def filters_of(**filters: Any) -> Node:
    """The filters of `narrowing` as they were typed."""
    said: dict[str, Any] = {
        name: typed(value) if isinstance(value, str) else value for name, value in filters.items()
    }
    return narrowing(clock.now().astimezone().date(), **said)


def typed(text: str) -> str:
    """Text of an argument as it was typed: UTF-8 where Python, told of another encoding by the
    locale, has left bytes undecoded. Not for paths, which keep their bytes."""
    if text.isascii():
        return text
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text


def existing(session: Session, connection: Connection, number: int) -> Paper:
    """The paper of an id; tells where it was merged into another. PapersError where none is."""
    from papercli.search.ranking import paper as find

    paper = find(connection, number)
    if paper.id != number:
        session.note(f"{number} was merged into {paper.id}")
    return paper


def meant(session: Session, connection: Connection, references: Iterable[str]) -> Iterator[Paper]:
    """The papers that are called so, by id, identifier, address or title, each once.

    Raises PapersError at the first that is none.
    """
    return (paper for _, paper in meant_in(session, [connection], references))


def meant_in(
    session: Session, connections: Sequence[Connection], references: Iterable[str]
) -> Iterator[tuple[Connection, Paper]]:
    """`meant` where several indexes are asked as one; with each paper the index that holds it."""
    from papercli.search.references import home_of, papers_meant

    seen = set()
    for text in dict.fromkeys(map(typed, references)):
        found = papers_meant(connections, text)
        for number in found.ids:
            asked_for = int(text) if text.isascii() and text.isdigit() else number
            connection = home_of(connections, asked_for)
            paper = existing(session, connection, asked_for)
            if found.guessed:
                session.note(f"the only title with these words is that of paper {paper.id}")
            if paper.id not in seen:
                seen.add(paper.id)
                yield connection, paper


def narrowed(
    session: Session, connection: Connection, query: Sequence[str] | None
) -> set[int] | None:
    """The ids of the papers a query matches; ``None``, which is all, without one."""
    if not query:
        return None
    from papercli.search.ranking import matching_ids

    return matching_ids(connection, asked(session, query))
