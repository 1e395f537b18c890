"""Finding papers: which ones, and in what order.

What makes a result relevant is in `relevance`. Other orders are SQL over rows of ``papers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import Any

from papercli.model.paper import Paper
from papercli.named_tuples import NamedTuple
from papercli.query.tree import Node
from papercli.query.values import LARGEST
from papercli.search.conditions import Parameters, named
from papercli.search.lookup import load
from papercli.search.rare_compounds import settled
from papercli.search.relevance import by_relevance, selection
from papercli.search.sql import Plan, condition, plan
from papercli.store.fulltext import BM25
from papercli.store.locking import snapshot
from papercli.store.redirects import current_id
from papercli.text import fold

BATCH = 500
"""Papers fetched at a time."""

_DATE = "p.published_to DESC, p.id"
_DATE_TURNED = "p.published_to, p.id DESC"
_KEYS = {
    "authors": ("p.author_count DESC", "p.author_count IS NULL, p.author_count"),
    "comments": ("p.comments DESC", "p.comments IS NULL, p.comments"),
    "votes": ("p.upvotes DESC", "p.upvotes IS NULL, p.upvotes"),
    "seen": ("p.sightings DESC", "p.sightings"),
    "title": ("fold(p.title)", "fold(p.title) DESC"),
}
ORDERS = {
    "date": (_DATE, f"p.published_to IS NULL, {_DATE_TURNED}"),
    **{
        name: (f"{key}, {_DATE}", f"{turned}, {_DATE_TURNED}")
        for name, (key, turned) in _KEYS.items()
    },
}
"""Each order and its reverse, as SQL over ``papers AS p``. What is unknown stays last in both;
SQLite sorts NULL as smallest."""
RELEVANCE = "relevance"


def planned(connection: Connection, tree: Node) -> Plan:
    """How to find and to rank what a query asks of an index."""
    return plan(settled([connection], tree))


def search(
    connection: Connection,
    tree: Node,
    *,
    sort: str = RELEVANCE,
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
    abstracts: bool = True,
    fuzzy: bool = False,
) -> Iterator[Paper]:
    """The papers that a query asks for, in order, fetched in batches as they are taken.

    ``sort`` is `RELEVANCE` or one of `ORDERS`; relevance without words is by date, newest first.
    Without ``limit`` all. With ``abstracts=False`` they are not even read, and None. With ``fuzzy``
    the papers that come near to the query follow.
    """
    with snapshot(connection):
        order: dict[str, Any] = {"sort": sort, "reverse": reverse}
        found = find(connection, tree, limit=limit, offset=offset, fuzzy=fuzzy, **order)
        yield from loaded(connection, found.ids, abstracts)


class Found(NamedTuple):
    """The results of a page in order."""

    ids: list[int]
    exact: int
    """How many of them match the query; those behind them only come near."""


def find(
    connection: Connection,
    tree: Node,
    *,
    sort: str = RELEVANCE,
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
    fuzzy: bool = False,
) -> Found:
    """The ids of what `search` gives, and how many of them match."""
    wanted = planned(connection, tree)
    order: dict[str, Any] = {"sort": sort, "reverse": reverse}
    if not fuzzy:
        found = ranked(connection, wanted, limit=limit, offset=offset, **order)
        return Found(found, len(found))
    from papercli.search.nearly import nearest

    exact = ranked(connection, wanted, **order)
    found = [*exact, *nearest(connection, tree, exact)][offset:]
    return Found(found[:limit], min(max(len(exact) - offset, 0), len(found[:limit])))


def loaded(connection: Connection, ids: Sequence[int], abstracts: bool = True) -> Iterator[Paper]:
    """The papers of these ids in their order, fetched in batches as they are taken."""
    for start in range(0, len(ids), BATCH):
        yield from load(connection, ids[start : start + BATCH], abstracts)


def count(connection: Connection, tree: Node) -> int:
    """How many papers match; nothing is ranked."""
    _teach(connection)
    wanted = planned(connection, tree)
    sql, parameters = selection(wanted, "count(*)", wanted.match)
    number: int = connection.execute(sql, parameters).fetchone()[0]
    return number


def matching_ids(connection: Connection, tree: Node) -> set[int]:
    """The ids of all papers that match."""
    _teach(connection)
    wanted = planned(connection, tree)
    column = "papers_fts.rowid" if wanted.match else "p.id"
    return {number for (number,) in connection.execute(*selection(wanted, column, wanted.match))}


def chosen(connection: Connection, tree: Node) -> tuple[str, Parameters]:
    """The query as one condition on ``papers AS p``, empty for every paper."""
    _teach(connection)
    return condition(planned(connection, tree))


def paper(connection: Connection, number: int) -> Paper:
    """The paper of an id, or the one it was merged into; PapersError where there is none."""
    (found,) = load(connection, [current_id(connection, number)])
    return found


def ranked(
    connection: Connection,
    wanted: Plan,
    *,
    sort: str = RELEVANCE,
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[int]:
    """The ids of the results in order."""
    _teach(connection)
    offset, limit = min(offset, LARGEST), limit if limit is None else min(limit, LARGEST)
    if sort == RELEVANCE and (wanted.match or wanted.mentioned):
        needed = None if limit is None or reverse else offset + limit
        first = by_relevance if wanted.match else _by_mention
        found = first(connection, wanted, needed)
        if reverse:
            found.reverse()
        return found[offset:] if limit is None else found[offset : offset + limit]
    order = ORDERS["date" if sort == RELEVANCE else sort][reverse]
    where, parameters = condition(wanted)
    if where:
        where = f" WHERE {where}"
    rows = connection.execute(
        f"SELECT p.id FROM papers AS p{where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*parameters, -1 if limit is None else limit, offset),
    )
    return [number for (number,) in rows]


def _by_mention(connection: Connection, wanted: Plan, needed: int | None) -> list[int]:
    """Results of a query in which texts are alternatives to other conditions."""
    where = f" WHERE {wanted.where}" if wanted.where else ""
    rows = connection.execute(
        f"""
        WITH scored AS MATERIALIZED (
            SELECT rowid AS id, {BM25} AS score
              FROM papers_fts
             WHERE papers_fts MATCH ?
        )
        SELECT p.id
          FROM papers AS p
          LEFT JOIN scored AS s ON s.id = p.id{where}
         ORDER BY s.score IS NULL, s.score, {_DATE}
         LIMIT ?
        """,
        (wanted.mentioned, *wanted.parameters, -1 if needed is None else needed),
    )
    return [number for (number,) in rows]


def _teach(connection: Connection) -> None:
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("named", 2, named, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
