"""The statements of which the steps are made: they join, group and divide, and judge nothing.

DuckDB and Spark both understand them.
"""

from __future__ import annotations

from papercli.matching.blocking import OF_IDENTIFIER
from papercli.model.verdict import Outcome
from papercli.scale.work import LARGEST

RECORDS = """
WITH first AS (SELECT min(digest) AS digest FROM read_digests GROUP BY fingerprint),
seen AS (
    SELECT sighting, digest, key
      FROM read_sightings
     WHERE digest IN (SELECT digest FROM first)
),
records AS (SELECT key, min(sighting) AS record FROM seen GROUP BY key)
SELECT s.sighting, s.digest, r.record
  FROM seen AS s
  JOIN records AS r ON r.key = s.key
"""
_KEYS = """keys AS (
    SELECT k.key, k.record
      FROM read_keys AS k
      JOIN records AS r ON r.sighting = k.record
     WHERE r.record = r.sighting
)"""
"""The blocking keys of records: those of their first sightings."""
CROWDED = f"""
WITH {_KEYS}
SELECT key FROM keys WHERE key < {OF_IDENTIFIER} GROUP BY key HAVING count(*) > {LARGEST}
"""
UNCOMPARED = f"""(
    WITH {_KEYS}
    SELECT k.record
      FROM keys AS k
      LEFT JOIN oversized AS o ON o.key = k.key
     GROUP BY k.record
    HAVING count(*) = count(o.key)
) AS uncompared"""
BLOCKS = f"""
WITH {_KEYS},
shared AS (
    SELECT key
      FROM keys
     GROUP BY key
    HAVING count(*) > 1 AND (count(*) <= {LARGEST} OR key >= {OF_IDENTIFIER})
)
SELECT k.key, array_agg(k.record) AS records
  FROM keys AS k
  JOIN shared AS s ON s.key = k.key
 GROUP BY k.key
"""
WAYS = f"""
WITH linked AS (
    SELECT a, b FROM evidence WHERE outcome = '{Outcome.SAME.value}' UNION SELECT a, b FROM links
)
SELECT a, b FROM linked UNION ALL SELECT b, a FROM linked
"""
"""From either end of a link to the other."""
FIRST_LABELS = """
SELECT a AS record, least(a, min(b)) AS component FROM ways GROUP BY a
"""
NEXT_LABELS = """
WITH around AS (
    SELECT w.a AS record, min(l.component) AS component
      FROM ways AS w
      JOIN labels AS l ON l.record = w.b
     GROUP BY w.a
),
smaller AS (
    SELECT l.record, least(l.component, n.component) AS component
      FROM labels AS l
      JOIN around AS n ON n.record = l.record
)
SELECT s.record, least(s.component, j.component) AS component
  FROM smaller AS s
  JOIN smaller AS j ON j.record = s.component
"""
DAYS = """
WITH dated AS (
    SELECT m.paper, s.published.month AS month, s.published.day AS day,
           s.published.year AS year, r.digest
      FROM members AS m
      JOIN records AS r ON r.sighting = m.sighting
      JOIN read_sightings AS s ON s.sighting = m.record
     WHERE s.published.day IS NOT NULL
),
telling AS (
    SELECT paper, month, day
      FROM dated
     GROUP BY paper, month, day
    HAVING count(*) > 1 AND count(year) < count(*)
)
SELECT d.paper, d.month, d.day, d.year, d.digest
  FROM dated AS d
  JOIN telling AS t ON t.paper = d.paper AND t.month = d.month AND t.day = d.day
 ORDER BY d.paper, d.month, d.day
"""
