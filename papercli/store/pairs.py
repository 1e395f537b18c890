"""Why sightings are one paper, why others are not, and what awaits a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations, product
from sqlite3 import Connection

from papercli.matching.comparison import SAME_BITS, compare
from papercli.matching.record import Record
from papercli.model import PartialDate, Verdict
from papercli.store.rows import as_json, date_of, load_records
from papercli.store.sql import OPEN_PAIRS_SINCE
from papercli.store.ties import (
    Decision,
    content_of_key,
    decisions_on,
    list_decisions,
    load_ties,
    records_under,
)

MOST_SHOWN = 64
"""Records of one paper of which every pair is compared to explain it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair, with everywhere it stands."""

    paper_id: int
    record_key: str
    title: str
    """As read."""
    abstract: str | None
    sightings: tuple[tuple[str, int], ...]
    """Path and line of each."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of different papers that resemble each other."""

    a: Side
    b: Side
    verdict: Verdict
    refused: bool
    """Judged the same, but joining them would have joined what was judged different."""


@dataclass(frozen=True, slots=True)
class Member:
    """A sighting of a paper, numbered from 1 as `papers show` lists them."""

    number: int
    sighting_id: int
    record_key: str
    path: str
    line: int
    date: PartialDate | None
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why two sightings of a paper, named by their numbers, are together."""

    a: int
    b: int
    verdict: Verdict
    decision: Decision | None = None


@dataclass(slots=True)
class Group:
    """A paper with its sightings and the evidence that joins them."""

    paper_id: int
    title: str
    members: list[Member] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    """One fewer than there are different readings: the strongest that join them all."""


_OPEN = """
SELECT v.a, v.b, v.outcome, v.bits, ra.paper_id, rb.paper_id, ra.key, rb.key FROM verdicts AS v
JOIN records AS ra ON ra.id = v.a JOIN records AS rb ON rb.id = v.b
WHERE ra.paper_id != rb.paper_id
"""
Row = tuple[int, int, int, float, int, int, str, str]


def undecided_pairs(
    connection: Connection, paper_ids: Collection[int] | None = None, limit: int | None = None
) -> list[Pair]:
    """Pairs of papers that await a decision, nearest to the threshold first.

    One pair of records a pair of papers, the one that resembles most. ``paper_ids`` narrows them to
    pairs with at least one paper among these.
    """
    rows = _open_pairs(connection)
    if paper_ids is not None:
        wanted = set(paper_ids)
        rows = [row for row in rows if row[4] in wanted or row[5] in wanted]
    return _pairs(connection, rows[:limit])


def count_undecided(connection: Connection, since: int = 0) -> int:
    """Pairs of papers that await a decision; only those with a record of an id above ``since``."""
    # Counted by SQLite: a crafted index has more pairs than memory has room for.
    sql = f"SELECT count(*) FROM ({OPEN_PAIRS_SINCE.format(since=int(since))})"
    return int(connection.execute(sql).fetchone()[0])


def near(connection: Connection, paper_id: int) -> list[Pair]:
    """What almost matched a paper, nearest first; pairs the user told apart are not among them."""
    return undecided_pairs(connection, {paper_id})


def merged_groups(
    connection: Connection, paper_ids: Collection[int] | None = None, limit: int | None = None
) -> list[Group]:
    """Papers of several sightings, most sightings first, each with the evidence."""
    wanted = "" if paper_ids is None else " AND id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f"SELECT id FROM papers WHERE sightings > 1{wanted} ORDER BY sightings DESC, id LIMIT ?",
        (*([] if paper_ids is None else [as_json(paper_ids)]), -1 if limit is None else limit),
    ).fetchall()
    return [explain_paper(connection, paper) for (paper,) in rows]


def explain_paper(connection: Connection, paper_id: int) -> Group:
    """The sightings of one paper and why they are together."""
    (title,) = connection.execute("SELECT title FROM papers WHERE id = ?", (paper_id,)).fetchone()
    group = Group(paper_id, title)
    first: dict[int, int] = {}
    rows = connection.execute(
        "SELECT s.id, r.id, r.key, d.path, s.line, d.year, d.month, d.day, t.title"
        " FROM records AS r"
        " JOIN texts AS t ON t.record_id = r.id JOIN sightings AS s ON s.record_id = r.id"
        " JOIN digests AS d ON d.id = s.digest_id WHERE r.paper_id = ? ORDER BY s.id",
        (paper_id,),
    )
    for number, (sighting, record, key, path, line, year, month, day, read) in enumerate(rows, 1):
        first.setdefault(record, number)
        date = date_of(year, month, day)
        group.members.append(Member(number, sighting, key, path, line, date, read))
    group.links = _links(connection, first)
    return group


def _links(connection: Connection, first: dict[int, int]) -> list[Link]:
    """The strongest links that join all records: what the user decided, then what weighs most."""
    if len(first) < 2:
        return []
    shown = dict(list(first.items())[:MOST_SHOWN])
    records = dict(load_records(connection, shown))
    decided = _decided_among(connection, shown)
    stored = _stored_pairs(connection, shown)
    edges = []
    for a, b in combinations(sorted(shown), 2):
        if (a, b) in decided or (a, b) in stored:
            edges.append((a, b))
    verdicts = {pair: compare(records[pair[0]], records[pair[1]]) for pair in edges}
    edges.sort(key=lambda pair: (pair not in decided, -verdicts[pair].bits, pair))
    root = {record: record for record in shown}

    def find(record: int) -> int:
        while root[record] != record:
            record = root[record]
        return record

    links = []
    for a, b in edges:
        if find(a) != find(b):
            root[find(a)] = find(b)
            links.append(Link(first[a], first[b], verdicts[a, b], decided.get((a, b))))
    return links


def decided_pairs(connection: Connection) -> dict[tuple[int, int], Decision]:
    """The pairs of records that the user said are the same."""
    pairs = {}
    for decision in list_decisions(connection):
        if decision.verdict == "same":
            for a in records_under(connection, decision.a_key):
                for b in records_under(connection, decision.b_key):
                    pairs[min(a, b), max(a, b)] = decision
    return pairs


def _decided_among(
    connection: Connection, records: Iterable[int]
) -> dict[tuple[int, int], Decision]:
    """Those of `decided_pairs` that are pairs of these records; no other decision is looked at."""
    meant: dict[str, list[int]] = {}
    for number, key in connection.execute(
        "SELECT r.id, r.key FROM json_each(?) AS w CROSS JOIN records AS r ON r.id = w.value",
        (as_json(records),),
    ):
        for form in dict.fromkeys((key, content_of_key(key))):
            meant.setdefault(form, []).append(number)
    return {
        (min(a, b), max(a, b)): decision
        for decision in decisions_on(connection, meant)
        if decision.verdict == "same"
        for a, b in product(meant[decision.a_key], meant.get(decision.b_key, ()))
    }


def _stored_pairs(connection: Connection, records: Iterable[int]) -> set[tuple[int, int]]:
    return set(
        connection.execute(
            "SELECT a, b FROM json_each(:ids) AS w CROSS JOIN verdicts ON a = w.value"
            " WHERE outcome = 1 AND b IN (SELECT value FROM json_each(:ids))",
            {"ids": as_json(records)},
        )
    )


def _open_pairs(connection: Connection) -> list[Row]:
    """Undecided or refused pairs between papers that no decision separates, the best of each.

    Ties go by what the records hold, not by the order in which they came.
    """
    rows = connection.execute(_OPEN)
    separated = separated_papers(connection)
    best: dict[tuple[int, int], Row] = {}
    for row in sorted(rows, key=lambda row: (-row[3], sorted(row[6:]))):
        papers = (min(row[4:6]), max(row[4:6]))
        if papers not in separated:
            best.setdefault(papers, row)
    return sorted(best.values(), key=lambda row: (abs(row[3] - SAME_BITS), sorted(row[6:])))


def separated_papers(connection: Connection) -> set[tuple[int, int]]:
    """The pairs of papers, lower id first, that the user said are different."""
    apart = load_ties(connection).apart
    homes = dict(
        connection.execute(
            "SELECT r.id, r.paper_id FROM json_each(?) AS w"
            " CROSS JOIN records AS r ON r.id = w.value",
            (as_json({record for pair in apart for record in pair}),),
        )
    )
    papers = {(homes[a], homes[b]) for a, b in apart}
    return {(min(pair), max(pair)) for pair in papers}


def _pairs(connection: Connection, rows: list[Row]) -> list[Pair]:
    ids = {number for row in rows for number in row[:2]}
    records = dict(load_records(connection, ids))
    sides = _sides(connection, records)
    return [
        Pair(sides[a], sides[b], compare(records[a], records[b]), bool(outcome))
        for a, b, outcome, *_ in rows
    ]


def _sides(connection: Connection, records: dict[int, Record]) -> dict[int, Side]:
    found: dict[int, tuple[int, str, list[tuple[str, int]]]] = {}
    for record, paper, key, path, line in connection.execute(
        "SELECT r.id, r.paper_id, r.key, d.path, s.line FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.id = w.value CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id ORDER BY s.id",
        (as_json(records),),
    ):
        found.setdefault(record, (paper, key, []))[2].append((path, line))
    return {
        number: Side(paper, key, records[number].title, records[number].abstract, tuple(places))
        for number, (paper, key, places) in found.items()
    }
