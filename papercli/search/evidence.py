"""Why sightings are one paper, why others are not, and what awaits a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from sqlite3 import Connection

from papercli.matching.comparison import SAME_BITS, compare
from papercli.matching.record import Record
from papercli.matching.resolution import DisjointSets
from papercli.model import Decision, Verdict
from papercli.search.open_pairs import OPEN_PAIRS, OpenPair
from papercli.store.columns import as_json
from papercli.store.constraints import records_under
from papercli.store.decisions import list_decisions
from papercli.store.records import load_records
from papercli.store.sightings import StoredSighting, sightings_of

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
    members: list[StoredSighting] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    """One fewer than there are different readings: the strongest that join them all."""


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
        rows = [row for row in rows if row.a in wanted or row.b in wanted]
    return _pairs(connection, rows[:limit])


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
    group = Group(paper_id, title, sightings_of(connection, paper_id))
    first: dict[int, int] = {}
    for member in group.members:
        first.setdefault(member.record_id, member.number)
    group.links = _links(connection, first)
    return group


def _links(connection: Connection, first: dict[int, int]) -> list[Link]:
    """The strongest links that join all records: what the user decided, then what weighs most."""
    if len(first) < 2:
        return []
    shown = dict(list(first.items())[:MOST_SHOWN])
    records = dict(load_records(connection, shown))
    decided = decided_pairs(connection)
    stored = _stored_pairs(connection, shown)
    edges = []
    for a, b in combinations(sorted(shown), 2):
        if (a, b) in decided or (a, b) in stored:
            edges.append((a, b))
    verdicts = {pair: compare(records[pair[0]], records[pair[1]]) for pair in edges}
    edges.sort(key=lambda pair: (pair not in decided, -verdicts[pair].bits, pair))
    joined = DisjointSets(shown)
    return [
        Link(first[a], first[b], verdicts[a, b], decided.get((a, b)))
        for a, b in edges
        if joined.join(a, b)
    ]


def decided_pairs(connection: Connection) -> dict[tuple[int, int], Decision]:
    """The pairs of records that the user said are the same."""
    pairs = {}
    for decision in list_decisions(connection):
        if decision.verdict == "same":
            for a in records_under(connection, decision.a_key):
                for b in records_under(connection, decision.b_key):
                    pairs[min(a, b), max(a, b)] = decision
    return pairs


def _stored_pairs(connection: Connection, records: Iterable[int]) -> set[tuple[int, int]]:
    return set(
        connection.execute(
            "SELECT a, b FROM json_each(:ids) AS w CROSS JOIN verdicts ON a = w.value"
            " WHERE outcome = 1 AND b IN (SELECT value FROM json_each(:ids))",
            {"ids": as_json(records)},
        )
    )


def _open_pairs(connection: Connection) -> list[OpenPair]:
    """The best of each pair of papers that awaits a decision.

    Ties go by what the records hold, not by the order in which they came.
    """
    rows = map(OpenPair._make, connection.execute(OPEN_PAIRS))
    best: dict[tuple[int, int], OpenPair] = {}
    for row in sorted(rows, key=lambda row: (-row.bits, row.low_key, row.high_key)):
        best.setdefault((row.a, row.b), row)
    return sorted(
        best.values(), key=lambda row: (abs(row.bits - SAME_BITS), row.low_key, row.high_key)
    )


def _pairs(connection: Connection, rows: Sequence[OpenPair]) -> list[Pair]:
    ids = {number for row in rows for number in (row.older, row.newer)}
    records = dict(load_records(connection, ids))
    sides = _sides(connection, records)
    return [
        Pair(
            sides[row.older],
            sides[row.newer],
            compare(records[row.older], records[row.newer]),
            bool(row.outcome),
        )
        for row in rows
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
