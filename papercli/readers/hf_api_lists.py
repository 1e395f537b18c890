"""From the entries of an answer to digests: one for each daily list that it holds."""

from __future__ import annotations

from collections.abc import Callable

from papercli.dates import first_day
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Request
from papercli.readers.digests import digest
from papercli.readers.hf_api_fields import Listed, day_of, listed
from papercli.readers.hf_api_regular import regular
from papercli.readers.json_entries import MOST_BROKEN, Broken, Entry
from papercli.text.pattern import Pattern

NAME = "hf-api"
DAYS_OF_A_LIST = 3
"""Days over which the entries of one daily list are submitted: from Friday to Monday."""

_NAMED = '"title"'
_TITLE = Pattern(rf"{_NAMED}\s*:")
_CHECK = "check the entry in the file; the rest of it was read"
_SAVE = "save the answer again if something is missing; the entries that can be read were taken"
LineOf = Callable[[Entry, int], int]
"""The line of an entry, given the line at which its title stands in the JSON."""


_Day = PartialDate | None
_Row = tuple[int, int, str, dict[str, object], Sighting, _Day, _Day]
"""An entry as it stands in the file: the line of its title, where that stands in its text, this
text, what the object around it says; and what `Listed` has of it."""


class Lists:
    """Gathers the entries of a text in digests, one for each daily list.

    ``date`` is that of all of them, where it is known. Each entry is taken as soon as it is parsed,
    while the nearest cache of the processor still holds it.
    """

    def __init__(
        self,
        text: str,
        request: Request,
        line_of: LineOf | None = None,
        date: PartialDate | None = None,
    ) -> None:
        self._text, self._request, self._line_of, self._date = text, request, line_of, date
        self._lines = _Lines(text)
        self._rows: list[_Row] = []
        self._problems: list[Problem] = []

    def take(self, entry: Entry) -> None:
        """Take the next entry of the text."""
        start, end, value, around, _ = entry
        own = self._text[start:end]
        at, line = self._lines.of_title(start, own)
        if self._line_of is not None:
            at, line = 0, self._line_of(entry, line)
        seen = regular(value, line) or self._irregular(entry, line)
        if seen is not None:
            self._rows.append((line, at, own, around, *seen))

    def _irregular(self, entry: Entry, line: int) -> Listed | None:
        def tell(problem: str) -> None:
            self._problems.append(Problem(self._request.path, line, problem, _CHECK))

        return listed(entry.value, line, tell)

    def digests(self, broken: list[Broken]) -> tuple[list[Digest], list[Problem]]:
        """The digests in the order in which their lists begin, and all problems.

        Entries are of the list whose date the object around them says, perhaps behind them; else of
        that of the day that they say; what says neither is of one list.
        Raises UsageError where the text contradicts the year that is said.
        """
        path, problems = self._request.path, self._problems
        lines = _Lines(self._text)
        for one in sorted(broken):
            line = lines.number(one.start)
            problems.append(Problem(path, line, f"not read as it stands: {one.reason}", _SAVE))
        if len(broken) >= MOST_BROKEN:
            problem = f"{MOST_BROKEN:,} entries cannot be read: the rest is left out"
            problems.append(Problem(path, problems[-1].line, problem, _SAVE))
        made = []
        for day, rows in self._by_day().items():
            when = day or _day_of_list([row[6] for row in rows])
            own = [row[2] for row in rows]
            seen = [row[4] for row in rows]
            line, at, said = *rows[0][:2], self._request.year
            line -= own[0].count("\n", 0, at)  # of its beginning
            made.append(digest(path, NAME, line, when, said, own, seen))
        return made, sorted(problems, key=lambda problem: problem.line or 0)

    def _by_day(self) -> dict[PartialDate | None, list[_Row]]:
        lists: dict[PartialDate | None, list[_Row]] = {}
        last: PartialDate | None = None
        rows: list[_Row] = []
        for row in self._rows:
            _, _, _, around, _, listed_on, _ = row
            day = self._date or (_date_of(around) if around else None) or listed_on
            if day is not last or not rows:  # mostly that of the entry before
                last, rows = day, lists.setdefault(day, [])
            rows.append(row)
        return lists


def _title(entry: str) -> int:
    """Where the name of the title stands in the text of an entry; 0 where nowhere."""
    at = entry.find(_NAMED)  # several times as fast as the expression
    if at < 0 or entry.startswith(":", at + len(_NAMED)):
        return max(0, at)
    found = _TITLE.search(entry, at)
    return found.start() if found else 0


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
    days = {day: first_day(day) for day in set(submitted) if day is not None}
    if None in submitted or not days:
        return None
    latest = max(days, key=days.__getitem__)
    span = days[latest] - min(days.values())
    return latest if span.days <= DAYS_OF_A_LIST else None


class _Lines:
    """The numbers of lines at growing offsets of a text."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1
        self._several = "\n" in text

    def of_title(self, start: int, own: str) -> tuple[int, int]:
        """Where the title stands in the text ``own`` of the entry that begins at ``start``, and in
        which line of the file: counted there, as a letter of the whole text may be wider."""
        if not self._several:
            return 0, 1
        at = _title(own)
        line = self.number(start) + own.count("\n", 0, at)
        self._line, self._at = line + own.count("\n", at), start + len(own)
        return at, line

    def number(self, at: int) -> int:
        if not self._several:
            return 1
        if at < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line
