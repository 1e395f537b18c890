"""Which paper each sighting is in: what a person is told of that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from papercli.store.columns import as_json


def sightings_under(connection: Connection, records: Iterable[int]) -> list[int]:
    """The ids of the sightings of some records."""
    rows = connection.execute(
        """
        SELECT s.id
          FROM json_each(?) AS w
    CROSS JOIN sightings AS s ON s.record_id = w.value
         ORDER BY s.id
        """,
        (as_json(records),),
    )
    return [number for (number,) in rows]


def homes_of(connection: Connection, sightings: Iterable[int]) -> dict[int, int]:
    """The paper of each of these sightings."""
    return dict(
        connection.execute(
            """
            SELECT s.id, r.paper_id
              FROM json_each(?) AS w
        CROSS JOIN sightings AS s ON s.id = w.value
        CROSS JOIN records AS r ON r.id = s.record_id
            """,
            (as_json(sightings),),
        )
    )


def contents_under(connection: Connection, sightings: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The record key of each of these sightings, and its title as read."""
    rows = connection.execute(
        """
        SELECT s.id, r.key, t.title
          FROM json_each(?) AS w
    CROSS JOIN sightings AS s ON s.id = w.value
    CROSS JOIN records AS r ON r.id = s.record_id
    CROSS JOIN texts AS t ON t.record_id = r.id
        """,
        (as_json(sightings),),
    )
    return {number: (key, title) for number, key, title in rows}


def differing(before: Mapping[int, int], after: Mapping[int, int]) -> set[int]:
    """The papers that do not hold the same sightings before and after."""
    groups: list[defaultdict[int, set[int]]] = [defaultdict(set), defaultdict(set)]
    for homes, group in zip((before, after), groups, strict=True):
        for sighting, paper in homes.items():
            group[paper].add(sighting)
    old, new = groups
    return {paper for paper in old.keys() | new.keys() if old.get(paper) != new.get(paper)}


def titles_of(connection: Connection, papers: Iterable[int]) -> dict[int, str]:
    """The titles of some papers, by their ids in ascending order."""
    return dict(
        connection.execute(
            "SELECT id, title FROM papers WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (as_json(set(papers)),),
        )
    )
