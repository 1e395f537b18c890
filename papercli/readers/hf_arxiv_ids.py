"""The arXiv id of an entry, where the page names it beside or below the title, or in the metadata.

An id in an abstract may be of any paper, one above a title may be of the entry before. Where an
entry has two, or two titles have one, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papercli.identifiers import arxiv_id
from papercli.readers.hf_fast_path import Row
from papercli.usual_identifiers import ArxivId

_MAY_NAME = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z]/[0-9]{7}", re.I)
_BETWEEN = re.compile(r"[\s()\[\]{}<>\"'`|,;]+")
_OF_THE_SITE = re.compile(r"(?:link:)?/?papers/([0-9]{4}\.[0-9]{5})(?:[#?].*)?")
"""An address without the name of the site."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_LINK_NUMBER = re.compile(r"\[([0-9]{1,4})\]")
_LISTED = re.compile(r"\s*(?:\[([0-9]{1,4})\]:?|([0-9]{1,4})\.)\s+(\S{1,2000})\s*")
_FEWEST_LISTED = 2
_MOST_WORDS = 3
_LONGEST = 5_000


@dataclass(slots=True)
class Place:
    """Where an entry stands in the file; numbers of lines, from 0."""

    row: Row
    title: int
    title_end: int
    abstract: range
    """Empty where there is none."""


def identify(places: Sequence[Place], raw: Sequence[str]) -> None:
    """Note the ids of the entries in their rows."""
    named: dict[str, set[str]] = {}
    titles = (row for place in places for row in raw[place.title : place.title_end])
    # All of a file is looked through, for each of its pages.
    addresses = _listed(raw) if any(map(_LINK_NUMBER.search, titles)) else {}
    for place in places:
        found = {one.id: one for row in _rows(place, raw) for one in _ids(row)}
        for row in raw[place.title : place.title_end] if addresses else ():
            numbers = map(int, _LINK_NUMBER.findall(row))
            found.update((one.id, one) for one in map(addresses.get, numbers) if one)
        found = {name: one for name, one in found.items() if name not in place.row.title}
        if len(found) == 1:
            [place.row.arxiv] = found.values()
            named.setdefault(next(iter(found)), set()).add(place.row.title.casefold())
    for place in places:
        if place.row.arxiv and len(named[place.row.arxiv.id]) > 1:
            place.row.arxiv = None


def _listed(raw: Sequence[str]) -> dict[int, ArxivId]:
    """Return the ids in the list of addresses that a text browser puts below a page, by the numbers
    of the links."""
    found: dict[int, ArxivId] = {}
    last = 0
    for row in raw:
        listed = _LISTED.fullmatch(row) if "://" in row or "papers/" in row else None
        if listed is None:
            continue
        number = int(listed[1] or listed[2])
        if number <= last:
            return {}  # two lists: a number may be of either
        last = number
        if (one := next(iter(_ids(listed[3])), None)) is not None:
            found[number] = one
    return found if len(found) >= _FEWEST_LISTED else {}


def _rows(place: Place, raw: Sequence[str]) -> Iterable[str]:
    """Yield the lines in which an id is the entry's."""
    metadata = place.row.metadata
    below = metadata if metadata and metadata.start > place.title else None
    end = place.abstract.start if place.abstract else below.start if below else place.title + 1
    yield from raw[place.title : end]
    if below and place.abstract:
        yield from filter(_is_brief, raw[place.abstract.stop : below.start])
    for row in range(metadata.start, metadata.end) if metadata else ():
        if row not in place.abstract:  # an abstract may have its metadata in its last line
            yield raw[row]


def _is_brief(row: str) -> bool:
    """Say whether a line has hardly a word beside addresses and ids."""
    parts = (part for part in _BETWEEN.split(row) if "/" not in part)
    return sum(len(_WORD.findall(part)) for part in parts) <= _MOST_WORDS


def _ids(row: str) -> Iterable[ArxivId]:
    if len(row) > _LONGEST or not _MAY_NAME.search(row):
        return
    for part in (each.strip(".*_:") for each in _BETWEEN.split(row)):
        of_the_site = _OF_THE_SITE.fullmatch(part)
        found = arxiv_id(of_the_site[1] if of_the_site else part)
        if found:
            yield found
