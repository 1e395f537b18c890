"""What came of each sighting of a run: a new paper, merged on what evidence, or undecided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from sqlite3 import Connection, Row

from papercli.matching.comparison import WORD_FOR_WORD, compare
from papercli.model import Verdict
from papercli.store.pairs import decided_pairs, separated_papers
from papercli.store.rows import as_json, load_records
from papercli.store.ties import Decision


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
    decision: Decision | None = None
    """What the user said that put the two together, whatever the verdict."""


Decided = dict[int, tuple[int, Decision]]
"""For each record that the user said is the same as another: that one."""


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
WITH shown AS MATERIALIZED (
    SELECT DISTINCT r.paper_id FROM json_each(:digests) AS w
    CROSS JOIN sightings AS s ON s.digest_id = w.value CROSS JOIN records AS r ON r.id = s.record_id
), firsts AS MATERIALIZED (
    SELECT r.paper_id, min(s.id) AS id FROM shown CROSS JOIN records AS r USING (paper_id)
    CROSS JOIN sightings AS s ON s.record_id = r.id GROUP BY r.paper_id
)
SELECT s.id, d.path, s.line, t.title, s.record_id, r.paper_id,
    (SELECT f.id FROM firsts AS f WHERE f.paper_id = r.paper_id) AS first,
    (SELECT min(e.id) FROM sightings AS e WHERE e.record_id = s.record_id) AS alike
FROM json_each(:digests) AS w CROSS JOIN sightings AS s ON s.digest_id = w.value
JOIN digests AS d ON d.id = s.digest_id JOIN records AS r ON r.id = s.record_id
JOIN texts AS t ON t.record_id = r.id
ORDER BY s.id
"""
_NEIGHBOURS = """
SELECT CASE WHEN v.a = :record THEN v.b ELSE v.a END AS other, o.paper_id
FROM verdicts AS v JOIN records AS o ON o.id = CASE WHEN v.a = :record THEN v.b ELSE v.a END
WHERE v.a = :record OR v.b = :record ORDER BY v.bits DESC, other
"""


def sighting_reports(connection: Connection, digests: Collection[int]) -> list[SightingReport]:
    """A report on every sighting of these digests, in the order of reading."""
    rows = connection.execute(_SIGHTINGS, {"digests": as_json(digests)}).fetchall()
    decided: Decided = {}
    for (a, b), decision in decided_pairs(connection).items():
        decided |= {a: (b, decision), b: (a, decision)}
    separated = separated_papers(connection)
    return [_report(connection, row, decided, separated) for row in rows]


def _report(
    connection: Connection, row: Row, decided: Decided, separated: Set[tuple[int, int]]
) -> SightingReport:
    sighting, path, line, title, record, paper, first, alike = row
    report = SightingReport(path, line, title, "new", paper)
    if sighting not in (first, alike):
        report.outcome, report.verdict = "merged", WORD_FOR_WORD
        report.other_title, report.other_paper_id = title, paper
        return report
    neighbours = connection.execute(_NEIGHBOURS, {"record": record}).fetchall()
    if sighting == first:
        for other, home in neighbours:
            if home != paper and (min(home, paper), max(home, paper)) not in separated:
                report.outcome = "undecided"
                _explain(connection, report, record, (other, home))
                break
        return report
    report.outcome = "merged"
    inside = next((other for other, home in neighbours if home == paper), None)
    if record in decided:
        inside, report.decision = decided[record]
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
