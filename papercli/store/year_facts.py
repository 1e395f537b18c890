"""What there is to know of the years of digests: the facts of each, and the days that tell more.

A day is one paper on one month and day: in which years entries of it are dated so, and which
digests date it so without a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from papercli.dates import BOUNDS, PAPERS, WRITTEN
from papercli.matching.years import Facts, Year, said_year, settle
from papercli.named_tuples import NamedTuple
from papercli.store.appearances import DIGEST, Row
from papercli.store.columns import as_json

_YEAR, _MONTH, _DAY = DIGEST - 3, DIGEST - 2, DIGEST - 1
_SURE = (BOUNDS, PAPERS)

_AROUND = """
WITH days AS MATERIALIZED (
    SELECT DISTINCT r.paper_id, r.month, r.day
      FROM json_each(?) AS w
     CROSS JOIN sightings AS s ON s.digest_id = w.value
     CROSS JOIN records AS r ON r.id = s.record_id
     WHERE r.year IS NULL
       AND r.day IS NOT NULL
       AND r.paper_id IS NOT NULL
)
SELECT DISTINCT t.paper_id, t.month, t.day, o.year,
       CASE WHEN o.year IS NULL THEN s.digest_id END
  FROM days AS t
 CROSS JOIN records AS o ON o.paper_id = t.paper_id
 CROSS JOIN sightings AS s ON s.record_id = o.id
 WHERE o.month = t.month
   AND o.day = t.day
 ORDER BY 1, 2, 3
"""


class State(NamedTuple):
    """A digest that shows no year: what is known of it, and what was derived before."""

    facts: Facts
    year: Year

    @property
    def sure(self) -> bool:
        """Whether facts give its year without contradiction."""
        return self.year.source in _SURE and not self.year.against


class Day(NamedTuple):
    """One paper on one day of the year: the years in which entries of it are dated so, and the
    digests that date it so without a year."""

    month: int
    day: int
    written: set[int]
    digests: set[int]

    def members(self, states: Mapping[int, State]) -> dict[int, State]:
        """The digests whose year is the entry's; what is dated later than its page says nothing."""
        day = (self.month, self.day)
        found = ((number, states[number]) for number in self.digests if number in states)
        return {
            number: state
            for number, state in found
            if state.facts.month is None or day <= (state.facts.month, state.facts.day or 0)
        }


class Told:
    """What days tell of the years of digests, gathered."""

    def __init__(self) -> None:
        self._linked: list[tuple[int, int]] = []
        self._named: defaultdict[int, set[int]] = defaultdict(set)

    def take(
        self, day: Day, members: Mapping[int, State], ends: Callable[[int, State], bool]
    ) -> list[int]:
        """Take in a day with its members; gives those that have their year from others. A digest
        that ``ends`` the way names its year and keeps it."""
        told = set(day.written)
        free = []
        for number, state in members.items():
            if state.facts.said is None and not ends(number, state):
                free.append(number)
            elif (year := state.facts.said or state.year.year) is not None:
                told.add(year)
        for number in members:
            self._named[number] |= told
        self._linked += [(free[0], number) for number in free[1:]]
        return free

    def years(self, facts: Mapping[int, Facts]) -> dict[int, Year]:
        """The years of digests, by all that was told."""
        free = {number: own for number, own in facts.items() if own.said is None}
        inside = [(a, b) for a, b in self._linked if a in free and b in free]
        years = settle(free, inside, self._named)
        for number in facts.keys() - free.keys():
            said = facts[number].said
            assert said is not None
            years[number] = said_year(facts[number], said, self._named[number])
        return years


def days_of(rows: Sequence[Row], lost: bool) -> Iterator[Day]:
    """The days on which sightings of one paper may tell of a year."""
    if len(rows) < 2 and not lost:
        return
    found: dict[tuple[int, int], Day] = {}
    for row in rows:
        year, month, day = row[_YEAR:DIGEST]
        if day is not None:
            one = found.setdefault((month, day), Day(month, day, set(), set()))
            if year is None:
                one.digests.add(row[DIGEST])
            else:
                one.written.add(year)
    for one in found.values():
        if one.digests and (lost or one.written or len(one.digests) > 1):
            yield one


def around(connection: Connection, digests: Iterable[int]) -> Iterator[Day]:
    """The days on which these digests date papers without a year."""
    rows = connection.execute(_AROUND, (as_json(digests),))
    for (_, month, day), group in groupby(rows, key=itemgetter(0, 1, 2)):
        found = Day(month, day, set(), set())
        for *_, year, digest in group:
            if year is None:
                found.digests.add(digest)
            else:
                found.written.add(year)
        yield found


def _years(against: str | None) -> tuple[int, ...]:
    if not against:
        return ()
    import json  # a contradiction is rare

    return tuple(json.loads(against))


def states_of(connection: Connection, digests: Iterable[int]) -> dict[int, State]:
    """Those of the digests that show no year."""
    rows = connection.execute(
        """
        SELECT d.id, d.month, d.day, d.year_after, d.leap_day, d.said_year, d.ingested_at,
               d.year, d.year_source, d.contradiction
          FROM json_each(?) AS w
         CROSS JOIN digests AS d ON d.id = w.value
         WHERE d.year_source IS NOT ?
        """,
        (as_json(digests), WRITTEN),
    )
    return {
        number: State(
            Facts(month, day, after, bool(leap_day), said, date.fromisoformat(ingested[:10])),
            Year(year, source, _years(against)),
        )
        for number, month, day, after, leap_day, said, ingested, year, source, against in rows
    }
