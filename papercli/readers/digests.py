"""Digests of entries that a reader has found, for formats that write out the year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from papercli.dates import is_calendar_date
from papercli.errors import UsageError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Request, UnknownFormatError

Entry = TypeVar("Entry")
Tell = Callable[[int, str], None]
"""Takes a line, counted from 1, and what is wrong there."""


def digest(
    path: str,
    reader: str,
    line: int,
    date: PartialDate | None,
    said: int | None,
    own: Iterable[str],
    sightings: list[Sighting],
) -> Digest:
    """A digest whose own text is in the parts ``own``; ``said`` is the year that the user says it
    is of.

    Raises UsageError where the date is of another year, or the year has no such day.
    """
    if said is not None and date is not None:
        other = date.year not in {None, said}
        if other or not is_calendar_date(said, date.month or 1, date.day or 1):
            reason = f"the digest is dated {date}" if other else f"{said} has no {date}"
            raise UsageError(f"{path}:{line}: not of {said}: {reason}", "leave --year out")
    return Digest(path, reader, line, date, said, "", tuple(sightings), own=own)


def of_entries(
    text: str,
    request: Request,
    reader: str,
    title: str,
    entries: Callable[[str, Tell], Iterable[Entry]],
    sighting: Callable[[Entry, Tell], Sighting | None],
) -> tuple[list[Digest], list[Problem]]:
    """The one digest of a text that is entries and has no date of its own, with what was told.

    ``entries`` divides the text and ``sighting`` reads one entry, None where it names no paper.
    Raises UnknownFormatError where nothing is an entry of the format of that ``title``.
    """
    problems: list[Problem] = []

    def tell(line: int, problem: str) -> None:
        hint = "correct the entry in the file; the others are read"
        problems.append(Problem(request.path, line, problem, hint))

    read = (sighting(entry, tell) for entry in entries(text, tell))
    seen = tuple(found for found in read if found)
    if not seen and not problems and not request.named:
        raise UnknownFormatError(f"no entry of {title}", f"--reader {reader} reads it anyway")
    problems.sort(key=lambda problem: problem.line or 0)
    if not seen:
        return [], problems
    whole = Digest(request.path, reader, 1, None, request.year, "", seen, own=(text,))
    return [whole], problems
