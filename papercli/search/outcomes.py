"""What came of each sighting of a run: a new paper, merged on what evidence, or undecided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from papercli.matching.comparison import compare
from papercli.model.decision import Decision
from papercli.model.verdict import Verdict
from papercli.search.evidence import decided_pairs
from papercli.search.open_pairs import OPEN_PAIRS, OpenPair
from papercli.store.columns import as_json
from papercli.store.records import load_records


@dataclass(slots=True)
class SightingReport:
    """What came of one sighting, and with which other sighting on what evidence."""

    path: str
    line: int
    title: str
    """That of its paper where it has none itself."""
    status: str
    """``new``, ``merged`` or ``undecided``."""
    paper_id: int
    verdict: Verdict | None = None
    other_title: str | None = None
    other_paper_id: int | None = None
    decision: Decision | None = None
    """What the user said that put the two together, whatever the verdict."""


Decided = dict[int, tuple[int, Decision]]
"""For each record that the user said is the same as another: that one."""


_SIGHTINGS = """
SELECT s.id, d.path, s.line, coalesce(nullif(t.title, ''), p.title), s.record_id, r.paper_id,
    (SELECT min(e.id) FROM records AS m JOIN sightings AS e ON e.record_id = m.id
        WHERE m.paper_id = r.paper_id) AS first,
    (SELECT min(e.id) FROM sightings AS e WHERE e.record_id = s.record_id) AS alike
FROM json_each(?) AS w CROSS JOIN sightings AS s ON s.digest_id = w.value
JOIN digests AS d ON d.id = s.digest_id JOIN records AS r ON r.id = s.record_id
JOIN texts AS t ON t.record_id = r.id JOIN papers AS p ON p.id = r.paper_id
ORDER BY s.id
"""
_OPEN = f"""
SELECT * FROM ({OPEN_PAIRS}) WHERE older IN (SELECT value FROM json_each(:ids))
UNION SELECT * FROM ({OPEN_PAIRS}) WHERE newer IN (SELECT value FROM json_each(:ids))
"""
_SAME_PAPER = """
SELECT o.id FROM records AS r JOIN verdicts AS v ON v.a = r.id OR v.b = r.id
JOIN records AS o ON o.id = CASE WHEN v.a = r.id THEN v.b ELSE v.a END
WHERE r.id = ? AND o.paper_id = r.paper_id ORDER BY v.bits DESC, o.id LIMIT 1
"""


def sighting_reports(connection: Connection, digests: Collection[int]) -> list[SightingReport]:
    """A report on every sighting of these digests, in the order of reading."""
    rows = connection.execute(_SIGHTINGS, (as_json(digests),)).fetchall()
    decided: Decided = {}
    for (a, b), decision in decided_pairs(connection).items():
        decided |= {a: (b, decision), b: (a, decision)}
    open_to = _open_to(connection, {row[4]: row[5] for row in rows})
    return [_report(connection, row, decided, open_to) for row in rows]


def _open_to(connection: Connection, homes: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """For each of the records, given with their papers, that resembles another paper's: the one it
    resembles most, and its paper."""
    best: dict[int, tuple[float, int, int]] = {}
    for row in map(OpenPair._make, connection.execute(_OPEN, {"ids": as_json(homes)})):
        for record, other in ((row.older, row.newer), (row.newer, row.older)):
            if record in homes:
                found = (-row.bits, other, row.b if homes[record] == row.a else row.a)
                best[record] = min(best.get(record, found), found)
    return {record: (other, paper) for record, (_, other, paper) in best.items()}


def _report(
    connection: Connection,
    row: Sequence[Any],
    decided: Decided,
    open_to: Mapping[int, tuple[int, int]],
) -> SightingReport:
    sighting, path, line, title, record, paper, first, alike = row
    report = SightingReport(path, line, title, "new", paper)
    if sighting == first:
        if record in open_to:
            report.status = "undecided"
            _explain(connection, report, record, open_to[record])
        return report
    report.status = "merged"
    inside = None
    if sighting != alike:
        inside = record
    elif record in decided:
        inside, report.decision = decided[record]
    else:
        nearest = connection.execute(_SAME_PAPER, (record,)).fetchone()
        inside = nearest and int(nearest[0])
    _explain(connection, report, record, (inside or _first(connection, first), paper))
    return report


def _first(connection: Connection, sighting: int) -> int:
    (record,) = connection.execute(
        "SELECT record_id FROM sightings WHERE id = ?", (sighting,)
    ).fetchone()
    return int(record)


def _explain(
    connection: Connection, report: SightingReport, record: int, other: tuple[int, int]
) -> None:
    records = dict(load_records(connection, {record, other[0]}))
    report.verdict = compare(records[record], records[other[0]])
    report.other_title = records[other[0]].title
    report.other_paper_id = other[1]
