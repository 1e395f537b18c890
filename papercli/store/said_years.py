"""The user's word on the year of a digest whose page leaves it out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection

from papercli.dates import is_calendar_date
from papercli.errors import UsageError
from papercli.matching.years import Facts, latest_year
from papercli.store.appearances import load_seen
from papercli.store.connection import writing
from papercli.store.derive import recount
from papercli.store.digest_lookup import find_digest
from papercli.store.locking import PATIENT, Waiting
from papercli.store.years import facts_of, follow, papers_in, say

LATER = "a page writes out every year but its own: say a later year"


def set_years(
    index: Path, said: Iterable[tuple[str, int | None]], waiting: Waiting = PATIENT
) -> set[int]:
    """Say of which years digests are, or with None take that back; all of it or, where one is
    refused, nothing. Returns the ids of the digests.

    A digest is named by its id, its path or the start of its fingerprint. The dates of its papers
    follow, and those of other digests that share entries with it. Raises PapersError where a name
    is of no digest, UsageError where it may be of several, and where a page contradicts the year.
    """
    with writing(index, waiting=waiting) as connection:
        return {
            set_digest_year(connection, find_digest(connection, digest), year)
            for digest, year in said
        }


def set_digest_year(connection: Connection, number: int, year: int | None) -> int:
    """`set_years` inside an open transaction, for a digest by its id, which is returned."""
    path, written = connection.execute(
        "SELECT path, year FROM digests WHERE id = ?", (number,)
    ).fetchone()
    facts = facts_of(connection, number)
    if facts is None:
        if year not in {None, written}:
            hint = "--set-year is for digests whose pages leave the year out"
            raise UsageError(f"{path}: not of {year}: the digest is dated {written}", hint)
        return number
    if year is not None:
        _refuse_contradiction(path, facts, year)
    say(connection, number, year)
    papers = papers_in(connection, {number})
    moved = follow(connection, load_seen(connection, papers), lost=True, anew={number})
    recount(connection, papers | moved)
    return number


def _refuse_contradiction(path: str, facts: Facts, year: int) -> None:
    """Raise UsageError where the digest itself cannot be of the year."""
    reason, hint = "", "leave the year out where you do not know it: --set-year DIGEST="
    if facts.after is not None and year <= facts.after:
        reason, hint = f"it writes out {facts.after}", LATER
    elif facts.leap_day and not is_calendar_date(year, 2, 29):
        reason = f"it shows 29 February, which {year} has not"
    elif year > latest_year(facts):
        reason = f"it was ingested on {facts.ingested}, and no digest is from the future"
    if reason:
        raise UsageError(f"{path}: not of {year}: {reason}", hint)
