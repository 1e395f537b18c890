"""What awaits a decision, defined once for queries, figures, the review and reports."""

from __future__ import annotations

from papercli.named_tuples import NamedTuple
from papercli.store.decided import means


class OpenPair(NamedTuple):
    """Two records of papers that resemble each other and that no decision keeps apart."""

    a: int
    b: int
    """The papers, the lower id first."""
    outcome: int
    """0: undecided; 1: the same, but joining them would join what was judged different."""
    bits: float
    older: int
    newer: int
    """The records, the lower id first."""
    low_key: str
    high_key: str
    """Their keys in order: a function of content, whatever the ids."""


OPEN_PAIRS = f"""
SELECT min(ra.paper_id, rb.paper_id) AS a, max(ra.paper_id, rb.paper_id) AS b,
    v.outcome AS outcome, v.bits AS bits, v.a AS older, v.b AS newer,
    min(ra.key, rb.key) AS low_key, max(ra.key, rb.key) AS high_key
FROM verdicts AS v CROSS JOIN records AS ra ON ra.id = v.a CROSS JOIN records AS rb ON rb.id = v.b
WHERE ra.paper_id <> rb.paper_id
AND (min(ra.paper_id, rb.paper_id), max(ra.paper_id, rb.paper_id)) NOT IN (
    SELECT min(da.paper_id, db.paper_id), max(da.paper_id, db.paper_id)
      FROM decisions AS d
CROSS JOIN decided AS a ON a.decision_id = d.id AND a.part > 0
CROSS JOIN decided AS b ON b.decision_id = d.id AND b.part > a.part
CROSS JOIN records AS da ON {means("a.key", "da")}
CROSS JOIN records AS db ON {means("b.key", "db")}
     WHERE d.verdict = 'different'
)
"""
"""What awaits a decision, as rows of `OpenPair`; a pair of papers has one for each pair of their
records that was judged so."""
