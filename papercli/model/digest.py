"""The page that holds entries, and what could not be read of it."""

from __future__ import annotations

from collections.abc import Iterable

from papercli.model.paper import PartialDate, Sighting
from papercli.named_tuples import NamedTuple


class Problem(NamedTuple):
    """Something in the input that could not be read as it stands."""

    path: str
    line: int | None
    problem: str
    hint: str


class Digest(NamedTuple):
    """One page, mail or feed as dumped; a file holds one or several."""

    path: str
    reader: str
    line: int
    """Line of the file at which the digest begins, counted from 1."""
    date: PartialDate | None
    """As written: without a year where the page leaves it out."""
    said_year: int | None
    """The year that the user says it is of."""
    fingerprint: str
    """Hexadecimal hash of the digest's own text; the same text has it under any path. Empty until
    it is taken of ``own``."""
    sightings: tuple[Sighting, ...]
    leaves_out_years: bool = False
    """Whether its format leaves out the page's own year. Then the years of its entries lie before
    that; else they bound nothing."""
    own: Iterable[str] = ()
    """Its own text in parts that line ends join, as its reader found it; none once the fingerprint
    is taken."""
