"""From the entries of an answer to digests: one for each daily list that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from papercli.dates import first_day
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate
from papercli.readers.base import Request
from papercli.readers.digests import digest
from papercli.readers.hf_api_fields import Listed, day_of, listed
from papercli.readers.hf_api_regular import regular
from papercli.readers.json_entries import MOST_BROKEN, Broken
from papercli.readers.line_numbers import LineNumbers
from papercli.text.pattern import Pattern

NAME = "hf-api"
DAYS_OF_A_LIST = 3
"""Days over which the entries of one daily list are submitted: from Friday to Monday."""

_NAMED = '"title"'
_TITLE = Pattern(rf"{_NAMED}\s*:")
_CHECK = "check the entry in the file; the rest of it was read"
_SAVE = "save the answer again if something is missing; the entries that can be read were taken"
LineOf = Callable[[dict[str, object]], int]
"""The line of the file for an entry of JSON that has lines of its own."""


_Row = tuple[Listed, dict[str, object], int, int, int]
"""An entry, what the object around it says, and where its title, itself and what is behind it begin
in the text."""


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
        self._lines, self._has_lines = LineNumbers(text), "\n" in text
        self._rows: list[_Row] = []
        self._problems: list[Problem] = []

    def take(
        self, start: int, end: int, value: dict[str, object], around: dict[str, object], _: str
    ) -> None:
        """Take the next entry of the text."""
        at, line = start, 1
        if self._line_of is not None:
            line = self._line_of(value)
        elif self._has_lines:
            at = _title(self._text, start, end)
            line = self._lines.at(at)
        seen = regular(value, line) or self._irregular(value, line)
        if seen is not None:
            self._rows.append((seen, around, at, start, end))

    def _irregular(self, entry: dict[str, object], line: int) -> Listed | None:
        def tell(problem: str) -> None:
            self._problems.append(Problem(self._request.path, line, problem, _CHECK))

        return listed(entry, line, tell)

    def digests(self, broken: list[Broken]) -> tuple[list[Digest], list[Problem]]:
        """The digests in the order in which their lists begin, and all problems.

        Entries are of the list whose date the object around them says, perhaps behind them; else of
        that of the day that they say; what says neither is of one list.
        Raises UsageError where the text contradicts the year that is said.
        """
        path, problems = self._request.path, self._problems
        lines = LineNumbers(self._text)
        for one in sorted(broken):
            line = lines.at(one.start)
            problems.append(Problem(path, line, f"not read as it stands: {one.reason}", _SAVE))
        if len(broken) >= MOST_BROKEN:
            problem = f"{MOST_BROKEN:,} entries cannot be read: the rest is left out"
            problems.append(Problem(path, problems[-1].line, problem, _SAVE))
        made = []
        for day, rows in self._by_day().items():
            when = day or _day_of_list([submitted for (_, _, submitted), *_ in rows])
            own = _Passages(self._text, rows)
            seen = [sighting for (sighting, _, _), *_ in rows]
            _, _, at, start, _ = rows[0]
            line = seen[0].line - self._text.count("\n", start, at)  # of its beginning
            made.append(digest(path, NAME, line, when, self._request.year, own, seen))
        return made, sorted(problems, key=lambda problem: problem.line or 0)

    def _by_day(self) -> dict[PartialDate | None, list[_Row]]:
        lists: dict[PartialDate | None, list[_Row]] = {}
        last: PartialDate | None = None
        rows: list[_Row] = []
        for row in self._rows:
            around = row[1]
            day = self._date or (_date_of(around) if around else None) or row[0][1]
            if day is not last or not rows:  # mostly that of the entry before
                last, rows = day, lists.setdefault(day, [])
            rows.append(row)
        return lists


def _title(text: str, start: int, end: int) -> int:
    """Where an entry within these bounds names its title; where it begins if nowhere."""
    at = text.find(_NAMED, start, end)  # several times as fast as the expression
    if at >= 0 and not text.startswith(":", at + len(_NAMED)):
        found = _TITLE.search(text, at, end)
        at = found.start() if found else start
    return max(at, start)


class _Passages:
    """The texts of entries, each taken out of the whole when it is asked for."""

    __slots__ = ("_rows", "_text")

    def __init__(self, text: str, rows: list[_Row]) -> None:
        self._text, self._rows = text, rows

    def __iter__(self) -> Iterator[str]:
        text = self._text
        return (text[start:end] for _, _, _, start, end in self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Passages) and list(self) == list(other)  # as digests are values

    __hash__ = None  # type: ignore[assignment]


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
