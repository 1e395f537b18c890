"""The sightings of papers as combining sees them: each with the dates that its digest gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import Any

from papercli.dates import INFERRED, in_year_of
from papercli.matching.tally import Appearance
from papercli.model.paper import COUNTERS, PartialDate
from papercli.named_tuples import NamedTuple
from papercli.store.columns import as_json, date_of, organization_of, page_date

Row = tuple[Any, ...]
"""Id of the paper and of the record, author count, organization, year, month and day as read, id of
the digest, counters."""
DIGEST = 8
"""Place of the digest in a `Row`."""


class Page(NamedTuple):
    """The date of a digest, with the year that follows from facts or is inferred."""

    within: PartialDate
    """What dates the entries; of a page that shows no date, its year alone."""
    shown: PartialDate | None


def load_seen(connection: Connection, papers: Iterable[int]) -> dict[int, list[Row]]:
    """The sightings of each of the papers that has any."""
    rows = connection.execute(
        f"""
        SELECT r.paper_id, r.id, r.author_count, r.org_slug, r.org_name,
               r.year, r.month, r.day, s.digest_id,
               {", ".join(f"s.{name}" for name in COUNTERS)}
          FROM json_each(?) AS w
         CROSS JOIN records AS r ON r.paper_id = w.value
         CROSS JOIN sightings AS s ON s.record_id = r.id
        """,
        (as_json(papers),),
    )
    return {paper: list(group) for paper, group in groupby(rows, key=itemgetter(0))}


def load_pages(connection: Connection, digests: Iterable[int]) -> dict[int, Page]:
    """The dates of digests."""
    return {
        number: Page(
            PartialDate(year, month, day, source == INFERRED),
            page_date(year, month, day, source),
        )
        for number, year, month, day, source in connection.execute(
            """
            SELECT d.id, d.year, d.month, d.day, d.year_source
              FROM json_each(?) AS w
             CROSS JOIN digests AS d ON d.id = w.value
            """,
            (as_json(digests),),
        )
    }


def appearances(rows: Sequence[Row], pages: Mapping[int, Page]) -> list[Appearance]:
    """The sightings of one paper, dated by their digests."""
    found = []
    for _, record, count, slug, name, year, month, day, digest, *counted in rows:
        page = pages[digest]
        published = in_year_of(date_of(year, month, day), page.within)
        organization = organization_of(slug, name)
        found.append(Appearance(record, count, organization, published, page.shown, *counted))
    return found
