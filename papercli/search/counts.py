"""Counting over the index, or over the papers of a query."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.query.tree import Node
from papercli.search.conditions import Parameters
from papercli.search.open_pairs import OPEN_PAIRS
from papercli.search.ranking import chosen
from papercli.store.locking import snapshot

if TYPE_CHECKING:
    from sqlite3 import Connection


class Place(NamedTuple):
    """Where a digest stands."""

    id: int
    path: str
    line: int


class Figures(NamedTuple):
    """What there is, counted; `papercli.stats` makes the report of it."""

    sightings: int
    undecided: int
    """Pairs of papers that await a decision, at least one of the two among those counted."""
    published: dict[str | None, int]
    """Papers by year and month as known (``2025-05``, ``2025``); None without a year."""
    inferred: int
    """Papers published in a year that is inferred."""
    author_counts: dict[int | None, int]
    organizations: dict[str | None, int]
    digests: list[Place]
    """Each digest that shows a paper counted, by path."""
    seen_in: dict[tuple[int, ...], int]
    """Papers by the digests, named by id, that show them."""


def figures(connection: Connection, tree: Node) -> Figures:
    """Count the papers of a query."""
    with snapshot(connection):
        return _figures(connection, tree)


def _figures(connection: Connection, tree: Node) -> Figures:
    condition, parameters = chosen(connection, tree)
    where = f" WHERE {condition}" if condition else ""

    def distribution(column: str) -> dict[str | None, int]:
        sql = f"SELECT {column}, count(*) FROM papers AS p{where} GROUP BY 1"
        return dict(connection.execute(sql, parameters))

    counts: dict[int | None, int] = dict(
        connection.execute(
            f"SELECT p.author_count, count(*) FROM papers AS p{where} GROUP BY 1", parameters
        )
    )
    (sightings,) = connection.execute(
        f"SELECT coalesce(sum(p.sightings), 0) FROM papers AS p{where}", parameters
    ).fetchone()
    seen_in = _seen_in(connection, where, parameters)
    showing = {number for digests in seen_in for number in digests}
    digests = connection.execute("SELECT id, path, line FROM digests ORDER BY path, line, id")
    return Figures(
        sightings,
        _undecided(connection, where, parameters),
        distribution("CASE WHEN p.published_from IS NOT NULL THEN substr(p.published, 1, 7) END"),
        _inferred(connection, where, parameters),
        counts,
        distribution("coalesce(nullif(p.org_name, ''), p.org_slug)"),
        [place for place in map(Place._make, digests) if not condition or place.id in showing],
        seen_in,
    )


def _inferred(connection: Connection, where: str, parameters: Parameters) -> int:
    sql = f"SELECT coalesce(sum(p.published_inferred), 0) FROM papers AS p{where}"
    number: int = connection.execute(sql, parameters).fetchone()[0]
    return number


def _seen_in(
    connection: Connection, where: str, parameters: Parameters
) -> dict[tuple[int, ...], int]:
    narrowed = f" WHERE r.paper_id IN (SELECT p.id FROM papers AS p{where})" if where else ""
    rows = connection.execute(
        f"""
        SELECT DISTINCT r.paper_id, s.digest_id
          FROM sightings AS s
          JOIN records AS r ON r.id = s.record_id{narrowed}
         ORDER BY 1, 2
        """,
        parameters,
    )
    return Counter(
        tuple(digest for _, digest in group) for _, group in groupby(rows, key=itemgetter(0))
    )


def _undecided(connection: Connection, where: str, parameters: Parameters) -> int:
    narrowed, values = "", parameters
    if where:
        ids = f"SELECT p.id FROM papers AS p{where}"
        narrowed, values = f" WHERE a IN ({ids}) OR b IN ({ids})", parameters * 2
    sql = f"SELECT count(*) FROM (SELECT DISTINCT a, b FROM ({OPEN_PAIRS}){narrowed})"
    number: int = connection.execute(sql, values).fetchone()[0]
    return number
