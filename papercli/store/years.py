"""The years of digests that show a month and a day, kept in step with the papers.

What follows from which facts says `papercli.matching.years`; this room finds the digests that share
entries. A digest is looked at again only where something new speaks of its year: most batches of a
large index bring nothing of the kind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import NamedTuple

from papercli.dates import BOUNDS, INFERRED, PAPERS, WRITTEN
from papercli.matching.years import Facts, Year, own_year, said_year, settle
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


class _State(NamedTuple):
    """A digest that shows no year: what is known of it, and what was derived before."""

    facts: Facts
    year: Year

    @property
    def sure(self) -> bool:
        """Whether facts give its year without contradiction."""
        return self.year.source in _SURE and not self.year.against


class _Day(NamedTuple):
    """One paper on one day of the year: the years in which entries of it are dated so, and the
    digests that date it so without a year."""

    month: int
    day: int
    written: set[int]
    digests: set[int]

    def members(self, states: Mapping[int, _State]) -> dict[int, _State]:
        """The digests whose year is the entry's; what is dated later than its page says nothing."""
        day = (self.month, self.day)
        found = ((number, states[number]) for number in self.digests if number in states)
        return {
            number: state
            for number, state in found
            if state.facts.month is None or day <= (state.facts.month, state.facts.day or 0)
        }


def year_columns(year: Year) -> tuple[int | None, str | None, str | None]:
    """Year, source and contradiction as they are stored."""
    return year.year, year.source, json.dumps(year.against) if year.against else None


def reset_years(connection: Connection) -> None:
    """Forget what papers said of the years of digests, before all papers are derived anew."""
    numbers = connection.execute("SELECT id FROM digests").fetchall()
    states = _states(connection, {number for (number,) in numbers})
    _write(connection, {number: own_year(state.facts) for number, state in states.items()})


def facts_of(connection: Connection, digest: int) -> Facts | None:
    """What is known of the year of a digest; None of one that shows its year."""
    state = _states(connection, {digest}).get(digest)
    return state and state.facts


def say(connection: Connection, digest: int, year: int | None) -> None:
    """Store what the user says, and what follows from it without any other digest."""
    connection.execute("UPDATE digests SET said_year = ? WHERE id = ?", (year, digest))
    states = _states(connection, {digest})
    _write(connection, {number: own_year(state.facts) for number, state in states.items()})


def papers_in(connection: Connection, digests: Iterable[int]) -> set[int]:
    """The papers that some digests show."""
    return {
        paper
        for (paper,) in connection.execute(
            """
            SELECT DISTINCT r.paper_id
              FROM json_each(?) AS w
             CROSS JOIN sightings AS s ON s.digest_id = w.value
             CROSS JOIN records AS r ON r.id = s.record_id
             WHERE r.paper_id IS NOT NULL
            """,
            (as_json(digests),),
        )
    }


def follow(
    connection: Connection,
    seen: Mapping[int, Sequence[Row]],
    *,
    lost: bool = False,
    anew: Iterable[int] = (),
) -> set[int]:
    """Bring the years of digests in step with the sightings of some papers, and of the digests in
    ``anew`` in any case.

    ``lost``: the papers may have lost sightings, so that years may not follow any more. Returns the
    papers of digests whose year is another now, or surer.
    """
    days = [day for rows in seen.values() for day in _days(rows, lost)]
    states = _states(connection, set(anew).union(*(day.digests for day in days)))
    start = set(anew) & states.keys()
    for day in days:
        start.update(_to_settle(day, states, lost))
    if not start:
        return set()
    years = _settled(connection, start, lost)
    if not lost and any(year.against for year in years.values()):
        years = _settled(connection, start, through=True)
    before = _states(connection, years)
    _write(connection, {n: year for n, year in years.items() if year != before[n].year})
    moved = {n for n, year in years.items() if _seen_as(year) != _seen_as(before[n].year)}
    return papers_in(connection, moved)


def _seen_as(year: Year) -> tuple[int | None, bool]:
    return year.year, year.source == INFERRED


def _days(rows: Sequence[Row], lost: bool) -> Iterator[_Day]:
    """The days on which sightings of one paper may tell of a year."""
    if len(rows) < 2 and not lost:
        return
    found: dict[tuple[int, int], _Day] = {}
    for row in rows:
        year, month, day = row[_YEAR:DIGEST]
        if day is not None:
            one = found.setdefault((month, day), _Day(month, day, set(), set()))
            if year is None:
                one.digests.add(row[DIGEST])
            else:
                one.written.add(year)
    for one in found.values():
        if one.digests and (lost or one.written or len(one.digests) > 1):
            yield one


def _to_settle(day: _Day, states: Mapping[int, _State], lost: bool) -> Iterator[int]:
    """The digests of which the day tells something new."""
    members = day.members(states)
    named = day.written.union(
        *({facts.said} for facts, _ in members.values() if facts.said is not None)
    )
    years: set[int | None] = {*named}
    years.update(state.year.year for state in members.values() if state.sure)
    doubted = any(state.year.against for state in members.values())
    for number, state in members.items():
        facts, derived = state
        if facts.said is not None:
            news = bool(named - {facts.said, *derived.against}) or bool(lost and derived.against)
        elif state.sure:
            news = doubted or bool(years - {derived.year}) or (lost and derived.source == PAPERS)
        else:
            news = doubted or bool(years)
        if news:
            yield number


def _settled(connection: Connection, start: set[int], through: bool) -> dict[int, Year]:
    """The years of the digests in ``start`` and of those that share an entry with them.

    Unless ``through``, a digest whose year is sure ends the way: it names its year and keeps it.
    """
    states = _states(connection, start)
    linked: list[tuple[int, int]] = []
    named: defaultdict[int, set[int]] = defaultdict(set)
    visited: set[int] = set()
    frontier = set(start)
    while frontier:
        visited |= frontier
        days = list(_around(connection, frontier))
        known = set().union(*(day.digests for day in days))
        states.update(_states(connection, known - states.keys()))
        reached: set[int] = set()
        for day in days:
            members = day.members(states)
            if frontier.isdisjoint(members):
                continue
            told = set(day.written)
            free = []
            for number, state in members.items():
                ends = state.sure and not through
                if state.facts.said is None and not ends:
                    free.append(number)
                elif (year := state.facts.said or state.year.year) is not None:
                    told.add(year)
            for number in members:
                named[number] |= told
            linked += [(free[0], number) for number in free[1:]]
            reached.update(free)
        frontier = reached - visited
    free_facts = {
        number: states[number].facts for number in visited if states[number].facts.said is None
    }
    inside = [(a, b) for a, b in linked if a in free_facts and b in free_facts]
    years = settle(free_facts, inside, named)
    for number in visited - free_facts.keys():
        facts = states[number].facts
        assert facts.said is not None
        years[number] = said_year(facts, facts.said, named[number])
    return years


def _around(connection: Connection, digests: Iterable[int]) -> Iterator[_Day]:
    """The days on which these digests date papers without a year."""
    rows = connection.execute(_AROUND, (as_json(digests),))
    for (_, month, day), group in groupby(rows, key=itemgetter(0, 1, 2)):
        found = _Day(month, day, set(), set())
        for *_, year, digest in group:
            if year is None:
                found.digests.add(digest)
            else:
                found.written.add(year)
        yield found


def _states(connection: Connection, digests: Iterable[int]) -> dict[int, _State]:
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
        number: _State(
            Facts(month, day, after, bool(leap_day), said, date.fromisoformat(ingested[:10])),
            Year(year, source, tuple(json.loads(against)) if against else ()),
        )
        for number, month, day, after, leap_day, said, ingested, year, source, against in rows
    }


def _write(connection: Connection, years: Mapping[int, Year]) -> None:
    connection.executemany(
        "UPDATE digests SET year = ?, year_source = ?, contradiction = ? WHERE id = ?",
        [(*year_columns(year), number) for number, year in sorted(years.items())],
    )
