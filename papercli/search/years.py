"""The years of digests: where each is from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from papercli.dates import SAID
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.store.columns import as_json, page_date


class DigestYear(NamedTuple):
    """One digest, with the facts of its year."""

    id: int
    path: str
    line: int
    fingerprint: str
    date: PartialDate | None
    source: str | None
    problem: str | None
    """Which facts contradict each other, in words for a person."""


_COLUMNS = """
SELECT d.id, d.path, d.line, d.fingerprint, d.year, d.month, d.day, d.year_source, d.year_after,
       d.ingested_at, d.contradiction
"""


def years_of(connection: Connection, fingerprints: Iterable[str]) -> list[DigestYear]:
    """Those of the digests that the index holds."""
    return _read(
        connection,
        f"{_COLUMNS} FROM json_each(?) AS w CROSS JOIN digests AS d ON d.fingerprint = w.value",
        as_json(fingerprints),
    )


def contradicted(connection: Connection) -> list[DigestYear]:
    """The digests of whose years facts contradict each other, in the order of ingestion."""
    where = "WHERE d.contradiction IS NOT NULL ORDER BY d.id"
    return _read(connection, f"{_COLUMNS} FROM digests AS d {where}")


def _read(connection: Connection, query: str, *parameters: str) -> list[DigestYear]:
    found = []
    for number, path, line, fingerprint, *when, after, at, against in connection.execute(
        query, parameters
    ):
        year, *_, source = when
        problem = year_problem(year, source, after, at, against)
        date = page_date(*when)
        found.append(DigestYear(number, path, line, fingerprint, date, source, problem))
    return found


def year_problem(
    year: int | None, source: str | None, after: int | None, ingested_at: str, against: str | None
) -> str | None:
    """Which facts on the year of a digest contradict each other, from its columns."""
    if against is None:
        return None
    import json  # a contradiction is rare

    named = " and ".join(map(str, json.loads(against)))
    if source == SAID:
        return f"said to be of {year}, but facts say {named}"
    written = "" if after is None else f", it writes out {after}"
    return f"facts contradict each other on its year: {named}{written}, ingested {ingested_at[:10]}"
