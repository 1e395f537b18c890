"""A row of ``digests``."""

from __future__ import annotations

from papercli.named_tuples import NamedTuple


class DigestRow(NamedTuple):
    """A row of ``digests``."""

    id: int
    path: str
    reader: str
    line: int
    fingerprint: str
    year: int | None
    """Derived, unless its source is `WRITTEN`; the month and the day are as written."""
    month: int | None
    day: int | None
    year_source: str | None
    said_year: int | None
    year_after: int | None
    leap_day: bool
    contradiction: str | None
    ingested_at: str
