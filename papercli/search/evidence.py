"""Why sightings are one paper, why others are not, and what awaits a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from sqlite3 import Connection

from papercli.matching.comparison import compare
from papercli.matching.evidence_in_words import in_words
from papercli.matching.record import Record
from papercli.matching.resolution import DisjointSets
from papercli.model.decision import Decision
from papercli.model.verdict import Verdict
from papercli.search.open_pairs import OPEN_PAIRS, OpenPair
from papercli.store.columns import as_json
from papercli.store.constraints import in_order, meaning, records_under
from papercli.store.decided import list_decisions
from papercli.store.decisions_in_force import parts_of, stand
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
    said: tuple[str, ...]
    """The evidence in words."""
    refused: bool
    """Judged the same, but joining them would have joined what was judged different."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two sightings of a paper, named by their numbers, are together."""

    a: int
    b: int
    verdict: Verdict
    said: tuple[str, ...]
    """The evidence in words."""
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
    """Pairs of papers that await a decision, the likeliest duplicates first.

    One pair of records a pair of papers, the one that resembles most. ``paper_ids`` narrows them to
    pairs with at least one paper among these.
    """
    return explain_pairs(connection, open_pairs(connection, paper_ids)[:limit])


def near(connection: Connection, paper_id: int) -> list[Pair]:
    """What almost matched a paper, likeliest first, but for pairs that the user told apart."""
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
        Link(
            first[a],
            first[b],
            verdicts[a, b],
            in_words(records[a], records[b], verdicts[a, b]),
            decided.get((a, b)),
        )
        for a, b in edges
        if joined.join(a, b)
    ]


def decided_pairs(connection: Connection) -> dict[tuple[int, int], Decision]:
    """The pairs of records that the user said are the same and that hold together what they
    joined, each with the latest decision that says so."""
    pairs = {}
    decisions = list_decisions(connection)
    held, records = stand(decisions), meaning(decisions, partial(records_under, connection))
    for decision in decisions:
        for keys in parts_of(decision) if decision.verdict == "same" else ():
            hubs: dict[str, int] = {}
            for key in keys:
                for record in records(key):
                    hub = hubs.setdefault(held.find(key), record)
                    if hub != record:
                        pairs[in_order(hub, record)] = decision
    return pairs


def _stored_pairs(connection: Connection, records: Iterable[int]) -> set[tuple[int, int]]:
    return set(
        connection.execute(
            """
            SELECT a, b
              FROM json_each(:ids) AS w
             CROSS JOIN verdicts ON a = w.value
             WHERE outcome = 1 AND b IN (SELECT value FROM json_each(:ids))
            """,
            {"ids": as_json(records)},
        )
    )


def open_pairs(connection: Connection, paper_ids: Collection[int] | None = None) -> list[OpenPair]:
    """The best of each pair of papers that awaits a decision, those that resemble most first.

    Ties go by what the records hold, not by the order in which they came.
    """
    rows = map(OpenPair._make, connection.execute(OPEN_PAIRS))
    best: dict[tuple[int, int], OpenPair] = {}
    for row in sorted(rows, key=lambda row: (-row.bits, row.low_key, row.high_key)):
        best.setdefault((row.a, row.b), row)
    if paper_ids is None:
        return list(best.values())
    wanted = set(paper_ids)
    return [row for row in best.values() if row.a in wanted or row.b in wanted]


def explain_pairs(connection: Connection, rows: Sequence[OpenPair]) -> list[Pair]:
    """The pairs of some rows with their texts and the evidence."""
    ids = {number for row in rows for number in (row.older, row.newer)}
    records = dict(load_records(connection, ids))
    sides = _sides(connection, records)
    found = []
    for row in rows:
        a, b = records[row.older], records[row.newer]
        verdict = compare(a, b)
        said = in_words(a, b, verdict)
        found.append(Pair(sides[row.older], sides[row.newer], verdict, said, bool(row.outcome)))
    return found


def _sides(connection: Connection, records: dict[int, Record]) -> dict[int, Side]:
    found: dict[int, tuple[int, str, list[tuple[str, int]]]] = {}
    for record, paper, key, path, line in connection.execute(
        """
        SELECT r.id, r.paper_id, r.key, d.path, s.line
          FROM json_each(?) AS w
         CROSS JOIN records AS r ON r.id = w.value
         CROSS JOIN sightings AS s ON s.record_id = r.id
         CROSS JOIN digests AS d ON d.id = s.digest_id
         ORDER BY s.id
        """,
        (as_json(records),),
    ):
        found.setdefault(record, (paper, key, []))[2].append((path, line))
    return {
        number: Side(paper, key, records[number].title, records[number].abstract, tuple(places))
        for number, (paper, key, places) in found.items()
    }
