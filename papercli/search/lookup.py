"""Rows of the index as papers, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papercli.model.paper import DigestReference, Paper
from papercli.store.columns import PaperRow, ids_as_json, page_date, paper_of, select
from papercli.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection


_TEXTS = """
 LEFT JOIN texts AS t ON t.record_id = p.abstract_record
 LEFT JOIN texts AS s ON s.record_id = p.summary_record"""


def load(connection: Connection, ids: Sequence[int], abstracts: bool = True) -> Iterator[Paper]:
    """The papers of these ids, in their order; ids that are none are left out."""
    listed = ids_as_json(ids)
    seen: dict[int, list[DigestReference]] = {}
    for number, path, line, *when in connection.execute(
        """
        SELECT r.paper_id, d.path, s.line, d.year, d.month, d.day,
               d.year_source
          FROM json_each(?) AS w
         CROSS JOIN records AS r ON r.paper_id = w.value
         CROSS JOIN sightings AS s ON s.record_id = r.id
         CROSS JOIN digests AS d ON d.id = s.digest_id
         ORDER BY d.path, s.line, s.id
        """,
        (listed,),
    ):
        seen.setdefault(number, []).append(DigestReference(path, page_date(*when), line))
    texts = "t.abstract, s.summary" if abstracts else "NULL, NULL"
    join = _TEXTS if abstracts else ""
    for abstract, summary, *row in connection.execute(
        f"""
        SELECT {texts}, {select(PaperRow, "p")}
          FROM json_each(?) AS w
         CROSS JOIN papers AS p ON p.id = w.value{join}
         ORDER BY w.key
        """,
        (listed,),
    ):
        paper = PaperRow._make(row)
        digests = tuple(seen.get(paper.id, ()))
        yield paper_of(paper, _shown(abstract), _shown(summary), digests)


def _shown(text: str | None) -> str | None:
    return None if text is None else clean(text)
