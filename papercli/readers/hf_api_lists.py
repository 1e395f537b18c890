"""From the entries of an answer to digests: one for each daily list that it holds."""

from __future__ import annotations

from collections.abc import Callable

from papercli.dates import first_day
from papercli.model import Digest, PartialDate, Problem
from papercli.readers.base import Request
from papercli.readers.digests import digest
from papercli.readers.hf_api_fields import Listed, day_of, listed
from papercli.readers.json_entries import MOST_BROKEN, Broken, Entry
from papercli.text.pattern import Pattern
from papercli.tuples import NamedTuple

NAME = "hf-api"
DAYS_OF_A_LIST = 3
"""Days over which the entries of one daily list are submitted: from Friday to Monday."""

_TITLE = Pattern(r"\"title\"\s*:")
_CHECK = "check the entry in the file; the rest of it was read"
_SAVE = "save the answer again if something is missing; the entries that can be read were taken"
LineOf = Callable[[Entry, int], int]
"""The line of an entry, given the line at which its title stands in the JSON."""


class _Row(NamedTuple):
    """An entry, as it stands in the file."""

    line: int
    """Of its beginning, counted from 1."""
    text: str
    entry: Listed


def digests(
    text: str,
    read: tuple[list[Entry], list[Broken]],
    request: Request,
    line_of: LineOf = lambda entry, line: line,
    date: PartialDate | None = None,
) -> tuple[list[Digest], list[Problem]]:
    """The digests of what `json_entries.entries` found in a text, in the order of the file.

    Entries are of the list whose date the object around them says, else of that of the day that
    they say; what says neither is of one list. ``date`` is that of all of them, where it is known.
    Raises UsageError where the text contradicts the year that is said.
    """
    found, broken = read
    path = request.path
    problems: list[Problem] = []
    lists: dict[PartialDate | None, list[_Row]] = {}
    lines = _Lines(text)
    for entry in found:
        begin = line_of(entry, lines.number(entry.start))
        title = _TITLE.search(text, entry.start, entry.end)
        line = line_of(entry, lines.number(title.start())) if title else begin

        def tell(problem: str, line: int = line) -> None:
            problems.append(Problem(path, line, problem, _CHECK))

        seen = listed(entry.value, line, tell)
        if seen is not None:
            day = date or _date_of(entry.around) or seen.day
            lists.setdefault(day, []).append(_Row(begin, text[entry.start : entry.end], seen))
    lines = _Lines(text)
    for one in sorted(broken):
        line = lines.number(one.start)
        problems.append(Problem(path, line, f"not read as it stands: {one.reason}", _SAVE))
    if len(broken) >= MOST_BROKEN:
        problem = f"{MOST_BROKEN:,} entries cannot be read: the rest is left out"
        problems.append(Problem(path, problems[-1].line, problem, _SAVE))
    made = []
    for day, rows in lists.items():
        when = day or _day_of_list([row.entry.submitted for row in rows])
        whole = "\n".join(row.text for row in rows)
        sightings = [row.entry.sighting for row in rows]
        made.append(digest(path, NAME, rows[0].line, when, request.year, whole, sightings))
    return made, sorted(problems, key=lambda problem: problem.line or 0)


def _date_of(around: dict[str, object]) -> PartialDate | None:
    """The date that the object around entries says, of a day or of a month: a week has none."""
    period = around.get("periodType")
    for name in ("date", "dateString"):
        value = around.get(name)
        day = day_of(value) if isinstance(value, str) else None
        if day is not None and period != "week":
            return day._replace(day=None) if period == "month" else day
    return None


def _day_of_list(submitted: list[PartialDate | None]) -> PartialDate | None:
    """The day of a list by when its entries were submitted: the latest, if all are of one list."""
    days = [day for day in submitted if day is not None]
    if len(days) < len(submitted) or not days:
        return None
    latest = max(days, key=first_day)
    span = first_day(latest) - min(first_day(day) for day in days)
    return latest if span.days <= DAYS_OF_A_LIST else None


class _Lines:
    """The numbers of lines at growing offsets of a text."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def number(self, at: int) -> int:
        if at < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line
