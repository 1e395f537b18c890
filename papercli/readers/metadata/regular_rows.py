"""Rows of the tables that reference managers and publishers write, read without a second look.

What `entries.sighting_of` makes of such a row, in half of the time; None for any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from papercli import kinds
from papercli.identifiers import Identifiers, identifiers
from papercli.model.paper import Sighting
from papercli.named_tuples import NamedTuple
from papercli.readers.metadata.entries import PARTS
from papercli.readers.metadata.ids import (
    Ids,
    may_name,
    may_name_in_address,
    says_again,
    take_notes,
)
from papercli.readers.metadata.plans import Plan
from papercli.readers.metadata.values import addresses
from papercli.readers.names import names_in
from papercli.readers.timestamps import when
from papercli.usual_identifiers import plain_arxiv_id, plain_doi

_FIELDS = ("title", "abstract", "authors", "doi", "url")
_SEVERAL = ("published", "venue", "kind")
_LONGEST_NOTHING, _LONGEST_NO_ABSTRACT = 10, 25
"""Letters of a text that may stand for no value, as "unknown" and "No abstract available" do."""
_YEAR = len("2024")


class RowShape(NamedTuple):
    """Where in a row each field stands, and which cells must be empty."""

    simple: Callable[[Sequence[str]], tuple[str, ...]]
    """Takes those out of it that one cell may hold."""
    published: tuple[int, ...]
    venue: tuple[int, ...]
    kind: tuple[int, ...]
    noted: tuple[int, ...]
    others: tuple[int, ...]


def shape_of_rows(plan: Plan) -> RowShape | None:
    """The shape of rows of this plan; None where they cannot be regular."""
    if "author_count" in plan or any(field not in plan for field in (*_FIELDS, *_SEVERAL)):
        return None
    simple = [plan[field][0] for field in _FIELDS]
    several = [plan[field] for field in _SEVERAL]
    used = {*simple, *plan.noted}.union(*several)
    others = {place for places in plan.values() for place in places} - used
    return RowShape._make((itemgetter(*simple), *several, plan.noted, tuple(sorted(others))))


def regular_row(cells: Sequence[str], shape: RowShape, line: int) -> Sighting | None:  # noqa: PLR0911, PLR0912
    """The sighting of a row of this shape, if its cells hold what they mostly do."""
    simple, dates, venues, kinds_told, noted, others = shape
    for place in others:
        if cells[place]:
            return None
    title, abstract, people, written, url = simple(cells)
    title, abstract = title.strip(), abstract.strip()
    if len(title) <= _LONGEST_NOTHING or title[:4] == "http":
        return None
    if abstract and len(abstract) <= _LONGEST_NO_ABSTRACT:
        return None
    notes: list[str] = []
    number = version = doi = forum = anthology = published = venue = kind = None
    if written and (doi := plain_doi(written)) is None:
        return None
    if url:
        if plain := plain_arxiv_id(url):
            if url[:4] != "http":
                return None
            number, version = plain
        elif not url.isprintable() or addresses(url) != (url,):
            return None
        elif may_name_in_address(url):
            if "arxiv" in url.casefold():
                return None
            number, version, other, forum, anthology = identifiers(url)
            doi = doi or other
    for place in noted:
        if (note := cells[place]) and may_name(note.casefold()) and not says_again(note, number):
            notes.append(note)
    if notes:
        ids = Ids(Identifiers(number, version, doi, forum, anthology))
        take_notes(ids, notes)
        number, version, doi, forum, anthology = ids.known
    for place in dates:
        if date := cells[place]:
            if published is None:
                published = when(date)
                if published is None or date[0] == "~":
                    return None
            elif published.day is None and len(date) > _YEAR:
                return None  # it may say more of the day
    for place in venues:
        if venue := cells[place].strip():
            break
    for place in kinds_told:
        if named := cells[place]:
            kind = kinds.of_words(named.strip())
            if named in PARTS or not kind:
                return None
            break
    names: tuple[str, ...] = ()
    count = None
    if people:
        if people[0] == "[" or people.isdecimal() or "|" in people:
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
        forum,
        anthology,
    )
