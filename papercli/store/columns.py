"""Values as columns hold them, and back; imports nothing that a search does not need."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from papercli.dates import first_day, last_day
from papercli.model import Organization, PartialDate
from papercli.text import fold


def date_columns(when: PartialDate | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date that may be missing."""
    return (when.year, when.month, when.day) if when else (None, None, None)


def date_of(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    """The inverse of `date_columns`."""
    return None if year is None and month is None else PartialDate(year, month, day)


def date_written(text: str | None) -> PartialDate | None:
    """The inverse of ``str(PartialDate)``; raises ValueError for what that never gives."""
    if text is None:
        return None
    if text.startswith("--"):
        return PartialDate(None, int(text[2:4]), int(text[5:7]))
    return PartialDate(*map(int, text.split("-")))


def published_columns(when: PartialDate | None) -> tuple[str | None, str | None, str | None]:
    """A date as written, and the first and last day it may be; those only of a date with a year."""
    if when is None:
        return None, None, None
    text = str(when)
    if when.year is None:
        return text, None, None
    if when.day is not None:
        return text, text, text
    return text, first_day(when).isoformat(), last_day(when).isoformat()


def organization_of(slug: str | None, name: str | None) -> Organization | None:
    """An organization from its two columns."""
    return None if slug is None else Organization(slug, name or "")


def organization_columns(
    organization: Organization | None,
) -> tuple[str | None, str | None, str | None]:
    """Account name, full name, and both folded for searching."""
    if organization is None:
        return None, None, None
    slug, name = organization.slug, organization.name
    return slug, name, fold(f"{slug} {name}")


def as_list(values: Sequence[str]) -> str:
    """A JSON list of texts."""
    return json.dumps(values, ensure_ascii=False) if values else "[]"


def as_json(ids: Iterable[int] | Iterable[str]) -> str:
    """A sorted JSON list: one parameter for any number of values, looked up in the order of the
    tree."""
    return json.dumps(sorted(ids))


def last_id(connection: Connection, table: str) -> int:
    """The highest id a table ever gave out, whether it still exists or not."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return row[0] if row else 0
