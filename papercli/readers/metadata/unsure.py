"""Tables whose columns alone do not say that they are of papers, as people export them from a
database of notes: `Title,Year,Tags`, `Name,Link,Status`. Their rows may say it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from papercli.identifiers import identifiers
from papercli.readers.markdown.fields import is_paper_page
from papercli.readers.metadata.headers import Header, reader_of
from papercli.readers.metadata.plans import plan_of_columns
from papercli.text.pattern import Pattern

_LOOKED_AT = 60
"""Rows."""
_FEWEST = 2
_IDENTIFIED, _TITLED = 0.8, 0.5
_LEAST_WORDS = 5
"""Of the title in the middle, by length: films, songs and products have fewer, papers mostly more;
and what is called by a name alone has one or two."""
_YEAR = Pattern(r"(?:19|20)\d\d(?:\.0)?\Z")
_OF_OTHERS = frozenset(
    "price cost sku asin brand quantity stock genre genres director actors cast runtime duration"
    " season episode artist album platform developer isbn isbn13 company employer salary imdb"
    " imdbid".split()
)
"""Columns of lists of other things, which have a title and a year as well."""
_NAMED = ("title", "paper", "name")

Rows = list[list[str]]


def strength_of_rows(text: str, header: Header) -> float:
    """How surely a table is one of papers, by its rows: most name a paper by an identifier or by
    the address of its page; or there are years or venues beside titles as papers have them."""
    plan = plan_of_columns(header.columns)
    named = next((name for name in _NAMED if name in plan), None)
    if named is None:
        return 0.0
    rows = _rows(text, header, plan[named][0])
    if len(rows) < _FEWEST:
        return 0.0
    if sum(map(_is_identified, rows)) * 2 >= len(rows):
        return _IDENTIFIED
    if named != "title" or not _are_titles(rows, plan["title"][0]):
        return 0.0
    if not _OF_OTHERS.isdisjoint(name.casefold().strip() for name in header.columns):
        return 0.0
    if sum(any(cell.startswith("http") for cell in row) for row in rows) * 2 >= len(rows):
        return 0.0  # what they link is no paper
    dated = any(
        sum(_YEAR.match(row[place].strip()) is not None for row in rows) * 2 >= len(rows)
        for place in plan.get("published", ())
    )
    placed = any(
        sum(bool(row[place].strip()) for row in rows) * 2 >= len(rows)
        for place in plan.get("venue", ())
    )
    return _TITLED if dated or placed else 0.0


def with_title(text: str, header: Header) -> Header:
    """The header with the column called a title that holds titles under another name: where most
    rows name a paper, and what they call it is as long as titles are."""
    plan = plan_of_columns(header.columns)
    named = next((name for name in _NAMED if name in plan), "title")
    if named == "title":
        return header
    place: int = plan[named][0]
    rows = _rows(text, header, place)
    identified = sum(map(_is_identified, rows)) * 2 >= len(rows)
    if len(rows) < _FEWEST or not identified or not _are_titles(rows, place):
        return header
    columns = (*header.columns[:place], "title", *header.columns[place + 1 :])
    return header._replace(columns=columns)


def _rows(text: str, header: Header, title: int) -> Rows:
    """Some rows below a header that have all cells, and a title among them."""
    stream = io.StringIO(text.replace("\r", "\n"), newline="\n")
    stream.seek(header.below)
    rows: Rows = []
    with suppress(csv.Error):
        rows += islice(reader_of(stream, header.separator), _LOOKED_AT)
    return [row for row in rows if len(row) == len(header.columns) and row[title].strip()]


def _are_titles(rows: Rows, place: int) -> bool:
    words = sorted(len(row[place].split()) for row in rows)
    return words[len(words) // 2] >= _LEAST_WORDS


def _is_identified(row: Sequence[str]) -> bool:
    """Whether a cell is an identifier of a paper, or the address of its page."""
    return any(map(_identifies, map(str.strip, row)))


def _identifies(cell: str) -> bool:
    if cell.startswith("http"):
        return is_paper_page(cell.removesuffix(".pdf"))  # a manual may be one
    if not cell or " " in cell:
        return False
    found = identifiers(cell)
    return bool(found.arxiv_id or found.doi or found.openreview_id)
