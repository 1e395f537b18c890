"""The year of a digest that shows a month and a day: what follows from facts, and what is inferred.

A page leaves the year out of a date exactly when it is the page's own year. So it is younger than
every year that it writes out, every day without a year exists in its year, and it is not from the
future on the day of its ingest. A paper has one date of publication: where an entry without a year
is dated with one elsewhere, on the same month and day, that year is the page's. All pages that show
one entry so are of one year.

What these facts leave open is inferred: the smallest year that fits. It is evidence for nothing.
Nor does a bound of one page bind another: one wrong merge would then spread a guess over all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import MAXYEAR, date, timedelta

from papercli.dates import BOUNDS, INFERRED, PAPERS, SAID, is_leap_day
from papercli.matching.resolution import DisjointSets
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple

SLACK = timedelta(days=1)
"""How far a page's date may be ahead of the clock: it may be of another time zone."""


class Facts(NamedTuple):
    """What is known of the year of one digest without one."""

    month: int | None
    day: int | None
    after: int | None
    """The last year that it writes out."""
    leap_day: bool
    """Whether it shows 29 February without a year."""
    said: int | None
    ingested: date


class Year(NamedTuple):
    """The year of a digest, and where it is from; both None where nothing bounds it."""

    year: int | None = None
    source: str | None = None
    against: tuple[int, ...] = ()
    """Years that facts name which contradict each other, ascending."""


def _is_leap(year: int) -> bool:
    # As `calendar.isleap`, whose module takes longer to import than to read and store a digest.
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def smallest_year(facts: Facts) -> int | None:
    """Return the smallest year that the page itself leaves; None where it writes out no year, or
    the calendar ends before."""
    if facts.after is None:
        return None
    year = facts.after + 1
    while facts.leap_day and not _is_leap(year):
        year += 1
    return year if year <= MAXYEAR else None


def latest_year(facts: Facts) -> int:
    """Return the year of the last such day that was not in the future on the day of ingest."""
    bound = facts.ingested + SLACK if facts.ingested < date.max else facts.ingested
    day = (facts.month or 1, facts.day or 1)
    return bound.year if day <= (bound.month, bound.day) else bound.year - 1


def fits(facts: Facts, year: int) -> bool:
    """Say whether no fact of the digest itself speaks against the year."""
    over = facts.after is None or year > facts.after
    return over and year <= latest_year(facts) and (_is_leap(year) or not facts.leap_day)


def own_year(facts: Facts) -> Year:
    """Return the year of a digest as far as it is known without any other."""
    if facts.said is not None:
        return said_year(facts, facts.said, ())
    smallest = smallest_year(facts)
    if smallest is None:
        return Year()
    latest = latest_year(facts)
    if smallest > latest:
        return Year(against=(smallest,))
    another = any(fits(facts, year) for year in range(smallest + 1, latest + 1))
    return Year(smallest, INFERRED if another else BOUNDS)


def said_year(facts: Facts, said: int, named: Collection[int]) -> Year:
    """Return the year that the user says, which stands above all that is ``named`` against it."""
    latest = latest_year(facts)
    against = {*named, *((latest,) if said > latest else ())} - {said}
    return Year(said, SAID, tuple(sorted(against)))


def settle(
    facts: Mapping[int, Facts],
    linked: Iterable[tuple[int, int]],
    named: Mapping[int, Collection[int]],
) -> dict[int, Year]:
    """Return the year of every digest whose year nobody said.

    ``linked`` pairs of digests show one entry without a year on the same day, and so are of one
    year. ``named`` are the years in which entries of a digest are dated elsewhere. Where what names
    the years of linked digests is of one mind, that is the year of all. Else nothing passes from
    one digest to another: each has what its own facts say, and none where these contradict.
    """
    sets = DisjointSets(facts)
    for a, b in linked:
        sets.join(a, b)
    classes: dict[int, list[int]] = {}
    for number in facts:
        classes.setdefault(sets.find(number), []).append(number)
    years: dict[int, Year] = {}
    for members in classes.values():
        own = {number: own_year(facts[number]) for number in members}
        direct = {number: _direct(own[number], named.get(number, ())) for number in members}
        found = set().union(*direct.values())
        alike = len(found) <= 1
        if alike and all(fits(facts[number], year) for number in members for year in found):
            for number in members:
                bound = own[number].source == BOUNDS or not found
                years[number] = own[number] if bound else Year(min(found), PAPERS)
        else:
            against = tuple(sorted(found))
            for number in members:
                years[number] = _alone(facts[number], own[number], direct[number], against)
    return years


def _direct(own: Year, named: Collection[int]) -> set[int]:
    return {*named, *((own.year,) if own.source == BOUNDS and own.year is not None else ())}


def _alone(facts: Facts, own: Year, direct: set[int], against: tuple[int, ...]) -> Year:
    if not direct:
        return own._replace(against=own.against or against)
    if len(direct) == 1 and fits(facts, min(direct)):
        source = BOUNDS if own.source == BOUNDS else PAPERS
        return Year(min(direct), source, against)
    return Year(against=against)


def bounds_of(page: PartialDate | None, entries: Iterable[PartialDate]) -> tuple[int | None, bool]:
    """Return the last year written out on a page without a year, and whether it shows 29 February
    without one."""
    shown = [*entries, *((page,) if page else ())]
    written = [when.year for when in shown if when.year is not None]
    return max(written, default=None), any(map(is_leap_day, shown))
