"""The sightings of a paper, as their digests said it: who numbers them asks here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from papercli.dates import INFERRED, in_year_of
from papercli.model.paper import PartialDate, Sighting
from papercli.named_tuples import NamedTuple
from papercli.store.columns import (
    SightingRow,
    as_json,
    date_of,
    list_of,
    organization_of,
    page_date,
    select,
)
from papercli.store.records import RecordRow, TextRow


class StoredSighting(NamedTuple):
    """One sighting of a paper, numbered from 1 in the order of ingestion."""

    number: int
    record_id: int
    record_key: str
    """The same for sightings that read the same, but for generic ones and those told apart."""
    path: str
    """Of the digest, as are `date` and `fingerprint`."""
    date: PartialDate | None
    fingerprint: str
    position: int
    """Place in the digest, counted from 1."""
    sighting: Sighting
    published: PartialDate | None
    """With the year of the digest where the entry was written without one."""

    @property
    def line(self) -> int:
        """Line of the title in the file, counted from 1."""
        return self.sighting.line

    @property
    def title(self) -> str:
        """As read."""
        return self.sighting.title


# The only order of sightings there is: `papers split 7 2` means the second that `show` lists.
_OF_PAPER = f"""
SELECT d.path, d.fingerprint, d.year, d.month, d.day, d.year_source,
    {select(SightingRow, "s")}, {select(RecordRow, "r")}, {select(TextRow, "t")}
FROM records AS r JOIN texts AS t ON t.record_id = r.id
JOIN sightings AS s ON s.record_id = r.id JOIN digests AS d ON d.id = s.digest_id
WHERE r.paper_id = ? ORDER BY s.id
"""
_S = 6
_R = _S + len(SightingRow._fields)
_T = _R + len(RecordRow._fields)


def sighting_of(row: SightingRow, record: RecordRow, text: TextRow) -> Sighting:
    """A sighting as it was read."""
    return Sighting(
        row.line,
        text.title,
        text.abstract,
        record.author_count,
        list_of(record.authors),
        organization_of(record.org_slug, record.org_name),
        date_of(record.year, record.month, record.day),
        row.comments,
        row.upvotes,
        record.arxiv_id,
        record.doi,
        record.url,
        row.metadata,
        text.summary,
        list_of(record.categories),
        record.version,
        record.venue,
        record.kind,
        record.openreview_id,
        record.acl_id,
        list_of(record.links),
    )


def sightings_of(connection: Connection, paper: int) -> list[StoredSighting]:
    """Every sighting of the paper of this id, in the order of their numbers."""
    found = []
    for number, row in enumerate(connection.execute(_OF_PAPER, (paper,)), 1):
        path, fingerprint, *when = row[:_S]
        year, month, day, source = when
        own, record, text = SightingRow(*row[_S:_R]), RecordRow(*row[_R:_T]), TextRow(*row[_T:])
        sighting = sighting_of(own, record, text)
        within = PartialDate(year, month, day, source == INFERRED)
        found.append(
            StoredSighting(
                number,
                record.id,
                record.key,
                path,
                page_date(year, month, day, source),
                fingerprint,
                own.position,
                sighting,
                in_year_of(sighting.published, within),
            )
        )
    return found


def digests_of(connection: Connection, records: Iterable[int]) -> Iterator[int]:
    """The digest of each sighting of these records."""
    for (digest,) in connection.execute(
        """
        SELECT s.digest_id
          FROM json_each(?) AS w
         CROSS JOIN sightings AS s ON s.record_id = w.value
        """,
        (as_json(records),),
    ):
        yield digest
