"""Rows of the tables that reference managers and publishers write, read without a second look.

What `entries.sighting_of` makes of such a row, in half of the time; None for any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from papercli import kinds
from papercli.model.paper import Sighting
from papercli.readers.metadata.entries import PARTS
from papercli.readers.metadata.ids import may_name, may_name_in_address, says_again
from papercli.readers.metadata.plans import Plan
from papercli.readers.metadata.values import addresses
from papercli.readers.names import names_in
from papercli.readers.timestamps import when
from papercli.usual_identifiers import plain_arxiv_id, plain_doi

_FIELDS = ("title", "abstract", "authors", "doi", "url")
_SEVERAL = ("published", "venue", "kind")
_LONGEST_NOTHING = 10
"""Letters of a text that may stand for no value, as "unknown" does."""
_YEAR = len("2024")


class RowShape(NamedTuple):
    """Where in a row each field stands, and which cells must be empty."""

    title: int
    abstract: int
    authors: int
    doi: int
    url: int
    published: tuple[int, ...]
    venue: tuple[int, ...]
    kind: tuple[int, ...]
    noted: tuple[int, ...]
    others: tuple[int, ...]


def shape_of_rows(plan: Plan) -> RowShape | None:
    """The shape of rows of this plan; None where they cannot be regular."""
    if "author_count" in plan or any(field not in plan for field in (*_FIELDS, *_SEVERAL)):
        return None
    first = [plan[field][0] for field in _FIELDS]
    several = [plan[field] for field in _SEVERAL]
    used = {*first, *plan.noted}.union(*several)
    others = {place for places in plan.values() for place in places} - used
    return RowShape._make([*first, *several, plan.noted, tuple(sorted(others))])


def regular_row(cells: Sequence[str], shape: RowShape, line: int) -> Sighting | None:  # noqa: PLR0911, PLR0912
    """The sighting of a row of this shape, if its cells hold what they mostly do."""
    for place in shape.others:
        if cells[place]:
            return None
    title, abstract = cells[shape.title].strip(), cells[shape.abstract].strip()
    if len(title) <= _LONGEST_NOTHING or title[:4] == "http":
        return None
    if abstract and len(abstract) <= _LONGEST_NOTHING:
        return None
    number = version = doi = published = venue = kind = None
    if url := cells[shape.url]:
        if not url.isprintable() or addresses(url) != (url,):
            return None
        if plain := plain_arxiv_id(url):
            number, version = plain
        elif may_name_in_address(url):
            return None
    if (written := cells[shape.doi]) and (doi := plain_doi(written)) is None:
        return None
    for place in shape.noted:
        if (note := cells[place]) and not says_again(note, number) and may_name(note.casefold()):
            return None
    for place in shape.published:
        if date := cells[place]:
            if published is None:
                published = when(date)
                if published is None or date[0] == "~":
                    return None
            elif published.day is None and len(date) > _YEAR:
                return None  # it may say more of the day
    for place in shape.venue:
        if venue := cells[place].strip():
            break
    for place in shape.kind:
        if named := cells[place]:
            kind = kinds.of_words(named.strip())
            if named in PARTS or not kind:
                return None
            break
    names: tuple[str, ...] = ()
    count = None
    if people := cells[shape.authors]:
        if people[0] == "[" or people.isdecimal():
            return None
        names, count = names_in(people)
    return Sighting(
        line,
        title,
        abstract or None,
        count,
        names or None,
        None,
        published,
        None,
        None,
        number,
        doi,
        url or None,
        None,
        None,
        None,
        version,
        venue or None,
        kind,
    )
