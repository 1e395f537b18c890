"""Finding papers: which ones, and in what order.

Ranking reads the full text index alone; rows of ``papers`` are fetched for the page that is shown,
and for results of equal relevance, whose dates decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from papercli.model import Paper
from papercli.query.fields import LARGEST
from papercli.query.tree import Node
from papercli.search.lookup import load
from papercli.search.sql import Parameters, Plan, condition, plan
from papercli.store.fulltext import BM25
from papercli.store.locking import snapshot
from papercli.store.redirects import current_id
from papercli.text import fold

BATCH = 500
"""Papers fetched at a time."""
SLACK = 40
"""Results fetched beyond the page, among which those as relevant as its last one usually are."""

_DATE = "p.published_to DESC, p.id"
_DATE_TURNED = "p.published_to, p.id DESC"
_KEYS = {
    "authors": ("p.author_count DESC", "p.author_count IS NULL, p.author_count"),
    "comments": ("p.comments DESC", "p.comments IS NULL, p.comments"),
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


def search(
    connection: Connection,
    tree: Node,
    *,
    sort: str = RELEVANCE,
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
    abstracts: bool = True,
) -> Iterator[Paper]:
    """The papers that a query asks for, in order, fetched in batches as they are taken.

    ``sort`` is `RELEVANCE` or one of `ORDERS`; relevance without words is by date, newest first.
    Without ``limit`` all. With ``abstracts=False`` they are not even read, and None.
    """
    with snapshot(connection):
        wanted = plan(tree)
        found = ranked(connection, wanted, sort=sort, reverse=reverse, limit=limit, offset=offset)
        for start in range(0, len(found), BATCH):
            yield from load(connection, found[start : start + BATCH], abstracts)


def count(connection: Connection, tree: Node) -> int:
    """How many papers match; nothing is ranked."""
    _teach(connection)
    wanted = plan(tree)
    sql, parameters = selection(wanted, "count(*)", wanted.match)
    number: int = connection.execute(sql, parameters).fetchone()[0]
    return number


def matching_ids(connection: Connection, tree: Node) -> set[int]:
    """The ids of all papers that match."""
    _teach(connection)
    wanted = plan(tree)
    column = "papers_fts.rowid" if wanted.match else "p.id"
    return {number for (number,) in connection.execute(*selection(wanted, column, wanted.match))}


def chosen(connection: Connection, tree: Node) -> tuple[str, Parameters]:
    """The query as one condition on ``papers AS p``, empty for every paper."""
    _teach(connection)
    return condition(plan(tree))


def paper(connection: Connection, number: int) -> Paper:
    """The paper of an id, or the one it was merged into; PapersError where there is none."""
    (found,) = load(connection, [current_id(connection, number)])
    return found


def selection(wanted: Plan, columns: str, match: str | None) -> tuple[str, Parameters]:
    """SELECT of these columns for a plan with one of its FTS5 expressions, or with none."""
    if match is None:
        where = f" WHERE {wanted.where}" if wanted.where else ""
        return f"SELECT {columns} FROM papers AS p{where}", wanted.parameters
    if not wanted.where:
        return f"SELECT {columns} FROM papers_fts WHERE papers_fts MATCH ?", (match,)
    sql = (
        f"SELECT {columns} FROM papers_fts CROSS JOIN papers AS p ON p.id = papers_fts.rowid"
        f" WHERE papers_fts MATCH ? AND ({wanted.where})"
    )
    return sql, (match, *wanted.parameters)


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
        by_relevance = _by_relevance if wanted.match else _by_mention
        found = by_relevance(connection, wanted, needed)
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


Scored = tuple[float, int]


def _by_relevance(connection: Connection, wanted: Plan, needed: int | None) -> list[int]:
    """The first ``needed`` results: those with the words side by side first."""
    found: list[int] = []
    seen: set[int] = set()
    for match in filter(None, (wanted.close, wanted.match)):
        if needed is None or len(found) < needed:
            most = None if needed is None else needed - len(found) + len(seen)
            rows = _best(connection, wanted, match, most)
            rows = [row for row in rows if row[1] not in seen]
            found += _ties_broken(connection, rows)
            seen.update(found)
    return found


def _best(connection: Connection, wanted: Plan, match: str, needed: int | None) -> list[Scored]:
    """Score and id of the best results: ``needed`` of them, and all as good as the last."""
    sql, parameters = selection(wanted, f"{BM25} AS score, papers_fts.rowid", match)
    if needed == 0:
        return []
    limit = -1 if needed is None else needed + SLACK
    rows: list[Scored] = connection.execute(
        f"{sql} ORDER BY score LIMIT ?", (*parameters, limit)
    ).fetchall()
    if needed is None or len(rows) <= needed:
        return rows
    last = rows[needed - 1][0]
    if len(rows) == limit and rows[-1][0] == last:
        rows = connection.execute(
            f"SELECT * FROM ({sql}) WHERE score <= ? ORDER BY score", (*parameters, last)
        ).fetchall()
    return [row for row in rows if row[0] <= last]


def _ties_broken(connection: Connection, rows: list[Scored]) -> list[int]:
    """Ids by score; of equal scores the newest first, undated ones last, then by id."""
    groups = [[number for _, number in group] for _, group in groupby(rows, key=itemgetter(0))]
    tied = [number for group in groups if len(group) > 1 for number in group]
    dates: dict[int, str] = {}
    if tied:
        dates.update(
            connection.execute(
                "SELECT p.id, coalesce(p.published_to, '') FROM json_each(?) AS w"
                " CROSS JOIN papers AS p ON p.id = w.value",
                (json.dumps(sorted(tied)),),
            )
        )
    found: list[int] = []
    for group in groups:
        group.sort()
        group.sort(key=lambda number: dates.get(number, ""), reverse=True)
        found += group
    return found


def _by_mention(connection: Connection, wanted: Plan, needed: int | None) -> list[int]:
    """Results of a query in which texts are alternatives to other conditions."""
    where = f" WHERE {wanted.where}" if wanted.where else ""
    rows = connection.execute(
        f"WITH scored AS MATERIALIZED (SELECT rowid AS id, {BM25} AS score FROM papers_fts"
        " WHERE papers_fts MATCH ?)"
        " SELECT p.id FROM papers AS p LEFT JOIN scored AS s ON s.id = p.id"
        f"{where} ORDER BY s.score IS NULL, s.score, {_DATE} LIMIT ?",
        (wanted.mentioned, *wanted.parameters, -1 if needed is None else needed),
    )
    return [number for (number,) in rows]


def _teach(connection: Connection) -> None:
    connection.create_function("fold", 1, fold, deterministic=True)
