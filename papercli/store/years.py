"""The years of digests that show a month and a day, kept in step with the papers.

What follows from which facts says `papercli.matching.years`; this room finds the digests that share
entries. A digest is looked at again only where something new speaks of its year: most batches of a
large index bring nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection

from papercli.dates import BOUNDS, INFERRED, PAPERS
from papercli.matching.years import Facts, Year, own_year
from papercli.store.appearances import Row
from papercli.store.columns import as_json, ids_as_json
from papercli.store.year_facts import Day, State, Told, around, days_of, states_of


def year_columns(year: Year) -> tuple[int | None, str | None, str | None]:
    """Year, source and contradiction as they are stored."""
    return year.year, year.source, ids_as_json(year.against) if year.against else None


def reset_years(connection: Connection) -> None:
    """Forget what papers said of the years of digests, before all papers are derived anew."""
    numbers = connection.execute("SELECT id FROM digests").fetchall()
    states = states_of(connection, {number for (number,) in numbers})
    _write(connection, {number: own_year(state.facts) for number, state in states.items()})


def facts_of(connection: Connection, digest: int) -> Facts | None:
    """What is known of the year of a digest; None of one that shows its year."""
    state = states_of(connection, {digest}).get(digest)
    return state and state.facts


def say(connection: Connection, digest: int, year: int | None) -> None:
    """Store what the user says, and what follows from it without any other digest."""
    connection.execute("UPDATE digests SET said_year = ? WHERE id = ?", (year, digest))
    states = states_of(connection, {digest})
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
    days = [day for rows in seen.values() for day in days_of(rows, lost)]
    states = states_of(connection, set(anew).union(*(day.digests for day in days)))
    start = set(anew) & states.keys()
    for day in days:
        start.update(_to_settle(day, states, lost))
    if lost:
        start |= _unsupported(connection, _taught(days, states) - start)
    if not start:
        return set()
    years = _settled(connection, start, through=False)
    if any(year.against for year in years.values()):
        years = _settled(connection, start, through=True)
    before = states_of(connection, years)
    _write(connection, {n: year for n, year in years.items() if year != before[n].year})
    moved = {n for n, year in years.items() if _seen_as(year) != _seen_as(before[n].year)}
    return papers_in(connection, moved)


def _seen_as(year: Year) -> tuple[int | None, bool]:
    return year.year, year.source == INFERRED


def _to_settle(day: Day, states: Mapping[int, State], lost: bool) -> Iterator[int]:
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
            news = doubted or bool(years - {derived.year})
        else:
            news = doubted or bool(years)
        if news:
            yield number


def _taught(days: Iterable[Day], states: Mapping[int, State]) -> set[int]:
    """The digests whose years are known from papers."""
    return {
        number
        for day in days
        for number, state in day.members(states).items()
        if state.sure and state.year.source == PAPERS
    }


def _unsupported(connection: Connection, digests: set[int]) -> set[int]:
    """Those of the digests known from papers that no fact supports any more, with all that are
    known from them."""
    supported: set[int] = set()
    found: set[int] = set()
    for digest in sorted(digests):
        walk, frontier = {digest}, {digest} - supported - found
        based = not frontier
        while frontier and not based:
            days = list(around(connection, frontier))
            states = states_of(connection, set().union(*(day.digests for day in days)))
            reached: set[int] = set()
            for day in days:
                members = day.members(states)
                if not frontier.isdisjoint(members):
                    reached.update(members)
                    based = based or bool(day.written) or _has_fact(members, supported)
            frontier = reached - walk
            walk |= frontier
        if based:
            supported |= walk - found
        else:
            found |= walk
    return found


def _has_fact(members: Mapping[int, State], supported: set[int]) -> bool:
    return any(
        state.facts.said is not None or state.year.source == BOUNDS or number in supported
        for number, state in members.items()
    )


def _settled(connection: Connection, start: set[int], through: bool) -> dict[int, Year]:
    """The years of the digests in ``start`` and of those that share an entry with them.

    Unless ``through``, a digest whose year is sure ends the way: it names its year and keeps it.
    """
    states = states_of(connection, start)
    told = Told()

    def ends(number: int, state: State) -> bool:
        return state.sure and not through and number not in start

    visited: set[int] = set()
    frontier = set(start)
    while frontier:
        visited |= frontier
        days = list(around(connection, frontier))
        known = set().union(*(day.digests for day in days))
        states.update(states_of(connection, known - states.keys()))
        reached: set[int] = set()
        for day in days:
            members = day.members(states)
            if not frontier.isdisjoint(members):
                reached.update(told.take(day, members, ends))
        frontier = reached - visited
    return told.years({number: states[number].facts for number in visited})


def _write(connection: Connection, years: Mapping[int, Year]) -> None:
    connection.executemany(
        "UPDATE digests SET year = ?, year_source = ?, contradiction = ? WHERE id = ?",
        [(*year_columns(year), number) for number, year in sorted(years.items())],
    )
