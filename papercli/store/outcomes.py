"""What came of each sighting of a run: a new paper, merged on what evidence, or undecided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from sqlite3 import Connection, Row

from papercli.matching.comparison import compare
from papercli.model import Verdict
from papercli.store.rows import as_json, load_records


@dataclass(slots=True)
class SightingReport:
    """What came of one sighting, and with which other sighting on what evidence."""

    path: str
    line: int
    title: str
    outcome: str
    """``new``, ``merged`` or ``undecided``."""
    paper_id: int
    verdict: Verdict | None = None
    other_title: str | None = None
    other_paper_id: int | None = None


def new_papers(connection: Connection, last_before: int) -> Iterable[tuple[int, int]]:
    """For each digest that was the first to show papers of an id above ``last_before``: how
    many."""
    return connection.execute(
        "SELECT s.digest_id, count(*) FROM (SELECT min(s.id) AS id FROM records AS r"
        " JOIN sightings AS s ON s.record_id = r.id WHERE r.paper_id > ?"
        " GROUP BY r.paper_id) AS first"
        " CROSS JOIN sightings AS s ON s.id = first.id GROUP BY s.digest_id",
        (last_before,),
    )


_SIGHTINGS = """
SELECT s.id, d.path, s.line, t.title, s.record_id, r.paper_id,
    (SELECT min(e.id) FROM records AS m JOIN sightings AS e ON e.record_id = m.id
        WHERE m.paper_id = r.paper_id) AS first,
    (SELECT min(e.id) FROM sightings AS e WHERE e.record_id = s.record_id) AS alike
FROM json_each(?) AS w CROSS JOIN sightings AS s ON s.digest_id = w.value
JOIN digests AS d ON d.id = s.digest_id JOIN records AS r ON r.id = s.record_id
JOIN texts AS t ON t.record_id = r.id
ORDER BY s.id
"""
_NEIGHBOURS = """
SELECT CASE WHEN v.a = :record THEN v.b ELSE v.a END AS other, o.paper_id, v.outcome, v.bits
FROM verdicts AS v JOIN records AS o ON o.id = CASE WHEN v.a = :record THEN v.b ELSE v.a END
WHERE v.a = :record OR v.b = :record ORDER BY v.bits DESC, other
"""


def sighting_reports(connection: Connection, digests: Collection[int]) -> list[SightingReport]:
    """A report on every sighting of these digests, in the order of reading."""
    rows = connection.execute(_SIGHTINGS, (as_json(digests),)).fetchall()
    return [_report(connection, row) for row in rows]


def _report(connection: Connection, row: Row) -> SightingReport:
    sighting, path, line, title, record, paper, first, alike = row
    report = SightingReport(path, line, title, "new", paper)
    if sighting == first:
        other = _strongest(connection, record, paper, inside=False)
        if other is not None:
            report.outcome = "undecided"
            _explain(connection, report, record, other)
        return report
    report.outcome = "merged"
    if sighting != alike:
        other = (record, paper)
    else:
        other = _strongest(connection, record, paper, inside=True) or _first(connection, first)
    _explain(connection, report, record, other)
    return report


def _strongest(
    connection: Connection, record: int, paper: int, *, inside: bool
) -> tuple[int, int] | None:
    """The record, and its paper, that a record resembles most, in its own paper or outside it."""
    for other, other_paper, _, _ in connection.execute(_NEIGHBOURS, {"record": record}):
        if (other_paper == paper) is inside:
            return other, other_paper
    return None


def _first(connection: Connection, sighting: int) -> tuple[int, int]:
    row = connection.execute(
        "SELECT r.id, r.paper_id FROM sightings AS s"
        " JOIN records AS r ON r.id = s.record_id WHERE s.id = ?",
        (sighting,),
    ).fetchone()
    return row[0], row[1]


def _explain(
    connection: Connection, report: SightingReport, record: int, other: tuple[int, int]
) -> None:
    records = dict(load_records(connection, {record, other[0]}))
    report.verdict = compare(records[record], records[other[0]])
    report.other_title = records[other[0]].title
    report.other_paper_id = other[1]
