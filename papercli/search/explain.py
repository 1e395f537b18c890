"""How a search came about: the query as it was read, the SQL and the scores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.query.tree import Node, outline
from papercli.search.ranking import ranked
from papercli.search.rare_compounds import settled
from papercli.search.sql import Plan, plan, text_of
from papercli.store.fulltext import BM25, COLUMNS
from papercli.store.locking import snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection


class Scored(NamedTuple):
    """Why a result stands where it does."""

    id: int
    title: str
    score: float | None
    """BM25, smaller is better; None where no text of the query matched."""
    together: bool
    """Whether the words stand side by side as in the query."""
    fields: tuple[str, ...]
    """``title``, ``abstract``: where any text of the query stands."""


class Explanation(NamedTuple):
    """How a query was read, what SQLite was asked, and why the results stand where they do."""

    query: str
    outline: str
    statements: tuple[str, ...]
    """As run, parameters filled in."""
    results: tuple[Scored, ...]


_OF_FTS5 = ("--", "PRAGMA 'main'", "SELECT k, v FROM 'main'")


def explain(
    connection: Connection,
    tree: Node,
    *,
    sort: str = "relevance",
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Explanation:
    """Run a search as `reading.search` does and tell how it came about."""
    tree = settled([connection], tree)
    wanted = plan(tree)
    statements: list[str] = []
    with snapshot(connection):
        connection.set_trace_callback(statements.append)
        try:
            found = ranked(
                connection, wanted, sort=sort, reverse=reverse, limit=limit, offset=offset
            )
        finally:
            connection.set_trace_callback(None)
        results = _explained(connection, wanted, text_of(tree), found)
    # FTS5 runs statements of its own on its tables; most are reported as comments.
    asked = tuple(sql for sql in statements if not sql.startswith(_OF_FTS5))
    return Explanation(str(tree), outline(tree), asked, tuple(results))


def _explained(
    connection: Connection, wanted: Plan, text: str | None, found: list[int]
) -> list[Scored]:
    listed = json.dumps(found)
    close = _scores(connection, wanted.close, listed)
    scores = {
        **_scores(connection, wanted.match or wanted.mentioned, listed),
        **_scores(connection, wanted.typed, listed),
        **close,
    }
    columns = {
        name: _scores(connection, text and f"{column}({text})", listed)
        for name, column in COLUMNS.items()
        if name
    }
    titles = dict(
        connection.execute(
            "SELECT id, title FROM papers WHERE id IN (SELECT value FROM json_each(?))", (listed,)
        )
    )
    return [
        Scored(
            number,
            titles[number],
            scores.get(number),
            number in close,
            tuple(name for name, matched in columns.items() if number in matched),
        )
        for number in found
    ]


def _scores(connection: Connection, match: str | None, ids: str) -> dict[int, float]:
    if not match:
        return {}
    return dict(
        connection.execute(
            f"""
            SELECT rowid, {BM25}
              FROM papers_fts
             WHERE papers_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?))
            """,
            (match, ids),
        )
    )
