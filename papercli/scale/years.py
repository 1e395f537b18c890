"""The years of digests that leave theirs out, all at once: what an index keeps in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from papercli.dates import WRITTEN
from papercli.matching.years import Facts, Year
from papercli.scale.engine import DayRow
from papercli.scale.reading import DigestColumns
from papercli.store.columns import DigestRow
from papercli.store.year_facts import Day, State, Told
from papercli.store.years import year_columns


def dated(
    digests: Iterable[DigestColumns], rows: Iterable[DayRow], began: datetime
) -> Iterator[DigestRow]:
    """The digests as an index keeps them; of those with one fingerprint the first.

    ``rows`` are the days of papers, those of one paper and day together; ``began`` is the day of
    ingest.
    """
    first: dict[str, DigestColumns] = {}
    for digest in digests:
        first.setdefault(digest.fingerprint, digest)
    facts = {
        one.digest: Facts(
            one.month, one.day, one.year_after, one.leap_day, one.said_year, began.date()
        )
        for one in first.values()
        if one.year_source != WRITTEN
    }
    states = {number: State(own, Year()) for number, own in facts.items()}
    told = Told()
    for day in _days(rows):
        told.take(day, day.members(states), lambda number, state: False)
    years = told.years(facts)
    for one in first.values():
        year = years.get(one.digest, Year(one.year, WRITTEN))
        derived, source, contradiction = year_columns(year)
        yield DigestRow(
            one.digest,
            one.path,
            one.reader,
            one.line,
            one.fingerprint,
            derived,
            one.month,
            one.day,
            source,
            one.said_year,
            one.year_after,
            one.leap_day,
            contradiction,
            began.isoformat(timespec="seconds"),
        )


def _days(rows: Iterable[DayRow]) -> Iterator[Day]:
    for (_, month, day), group in groupby(rows, key=lambda row: row[:3]):
        found = Day(month, day, set(), set())
        for row in group:
            if row.year is None:
                found.digests.add(row.digest)
            else:
                found.written.add(row.year)
        if found.digests:
            yield found
