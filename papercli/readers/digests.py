"""Digests of entries that a reader has found, for formats that write out the year."""

from __future__ import annotations

from papercli.dates import is_calendar_date
from papercli.errors import UsageError
from papercli.hashes import blake2b
from papercli.model import Digest, PartialDate, Sighting


def digest(
    path: str,
    reader: str,
    line: int,
    date: PartialDate | None,
    said: int | None,
    text: str,
    sightings: list[Sighting],
) -> Digest:
    """A digest whose own text is ``text``; ``said`` is the year that the user says it is of.

    Raises UsageError where the date is of another year, or the year has no such day.
    """
    fingerprint = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return fingerprinted(path, reader, line, date, said, fingerprint, sightings)


def fingerprinted(
    path: str,
    reader: str,
    line: int,
    date: PartialDate | None,
    said: int | None,
    fingerprint: str,
    sightings: list[Sighting],
) -> Digest:
    """A digest of whose own text the fingerprint is known. Raises UsageError as `digest` does."""
    if said is not None and date is not None:
        other = date.year not in {None, said}
        if other or not is_calendar_date(said, date.month or 1, date.day or 1):
            reason = f"the digest is dated {date}" if other else f"{said} has no {date}"
            raise UsageError(f"{path}:{line}: not of {said}: {reason}", "leave --year out")
    return Digest(path, reader, line, date, said, fingerprint, tuple(sightings))
