"""Tables whose columns alone do not say that they are of papers, as people export them from a
database of notes: `Title,Year,Tags`, `Name,Link,Status`. Their rows may say it; so it is with JSON.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from papercli import kinds
from papercli.identifiers import identifiers
from papercli.readers.markdown.fields import is_known_page
from papercli.readers.markdown.labels import is_venue_or_date
from papercli.readers.metadata.aliases import alias_of, bare
from papercli.readers.metadata.headers import Header, reader_of
from papercli.readers.metadata.objects import Walk
from papercli.readers.metadata.plans import Plan, plan_of_columns
from papercli.text.pattern import Pattern

_LOOKED_AT, _LONGEST = 60, 400_000
"""Rows, and letters of them."""
_FEWEST = 2
_IDENTIFIED, _TITLED = 0.8, 0.5
_LEAST_WORDS = 5
"""Of the title in the middle, by length: films, songs and products have fewer, papers mostly more;
and what is called by a name alone has one or two."""
_YEAR = Pattern(r"(?:19|20)\d\d(?:\.0)?\Z")
_OF_PAPERS = frozenset(
    "abstract author_count authors categories doi id kind links pdf published summary title url"
    " venue".split()
)
"""Fields that say nothing else beside titles; names stand beside the titles of persons, too."""
_OF_READING = frozenset(
    "# no extra status read priority relevance topic topics keyword keywords field area tag note"
    " notes comment remarks method methods task tasks dataset datasets contribution contributions"
    " findings results limitations citations citationcount citedby added dateadded volume"
    " issue".split()
)
"""Columns of lists of papers that are not read. A table that has others is as often one of talks,
films, grants or courses, which have titles and years as well."""
_PUBLISHED_IN = Pattern(
    r"\b(?:journal|proceedings|transactions|annals|preprint)\b|\bletters\Z"
    r"|\b(?:conference|workshop|symposium) (?:of|on|for)\b"
    r"|\A(?!TB[ACD]\b)(?-i:[A-Z]\S*[A-Z]\S*)(?:\s\S{1,10})?\Z",
    re.I,
)
"""Of a venue that is no room or hall, in which events take place; most conferences have a name of
several capitals."""

Rows = list[list[str]]


def strength_of_rows(text: str, header: Header) -> float:
    """How surely a table is one of papers, by its rows: most name a paper by an identifier or by
    the address of its page; or there are years or venues beside titles as papers have them."""
    return _strength(_rows(text, header), header)


def strength_of_records(text: str) -> float:
    """The same of the first records of a JSON text."""
    walk = Walk(text[:_LONGEST])
    records = [one.record for one in islice(walk.records(), _LOOKED_AT) if one.record]
    columns = tuple(dict.fromkeys(name for record in records for name in record))
    rows = [[_cell(record.get(name)) for name in columns] for record in records]
    return _strength(rows, Header(columns, ","))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return value if isinstance(value, str) else ""


def _strength(rows: Rows, header: Header) -> float:
    header = _understood(header, rows)
    plan = plan_of_columns(header.columns)
    named = next((name for name in ("title", "name") if name in plan), None)
    if named is None:
        return 0.0
    title = plan[named][0]
    rows = [row for row in rows if row[title].strip()]
    if len(rows) < _FEWEST:
        return 0.0
    if _most(rows, lambda row: _is_identified(row, plan)):
        return _IDENTIFIED
    if named != "title" or not _are_titles(rows, title):
        return 0.0
    if _most(rows, lambda row: _is_linked(row, plan)):
        return 0.0  # what they link is no paper
    dated, placed, typed = (
        any(_most(rows, lambda row: bool(says(row[place]))) for place in plan.get(field, ()))  # noqa: B023
        for field, says in (
            *(("published", _is_year), ("venue", _is_of_papers)),
            ("kind if known", kinds.known),  # of films and patents, too, there are types
        )
    )
    types = () if not (placed or typed) else plan.get("kind if known", ())
    others = (name for place, name in enumerate(header.columns) if place not in types)
    return _TITLED if (dated or placed) and all(map(_is_of_reading, others)) else 0.0


def understood(text: str, header: Header) -> Header:
    """The header with the columns called so that hold titles and addresses of papers under another
    name."""
    return _understood(header, _rows(text, header))


def _understood(header: Header, rows: Rows) -> Header:
    """What is called a paper may be the address of one; and where most rows name a paper, what they
    call it is a title if it is as long as titles are."""
    if len(rows) < _FEWEST:
        return header
    columns = list(header.columns)
    for place in plan_of_columns(header.columns).get("paper", ()):
        if _most(rows, lambda row: _identifies(row[place].strip(), may_be_bare=True)):  # noqa: B023
            linked = _most(rows, lambda row: row[place].startswith("http"))  # noqa: B023
            columns[place] = "paperurl" if linked else "paperid"
    plan = plan_of_columns(tuple(columns))
    named = next((name for name in ("title", "paper", "name") if name in plan), "title")
    if named != "title" and _most(rows, lambda row: _is_identified(row, plan)):
        place = plan[named][0]
        if _are_titles([row for row in rows if row[place].strip()], place):
            columns[place] = "title"
    return header._replace(columns=tuple(columns))


def _rows(text: str, header: Header) -> Rows:
    """Some rows below a header that have all cells."""
    stream = io.StringIO(text[: header.below + _LONGEST].replace("\r", "\n"), newline="\n")
    stream.seek(header.below)
    rows: Rows = []
    with suppress(csv.Error):
        rows += islice(reader_of(stream, header.separator), _LOOKED_AT)
    return [row for row in rows if len(row) == len(header.columns)]


def _most(rows: Rows, holds: Callable[[list[str]], bool]) -> bool:
    return sum(map(holds, rows)) * 2 >= len(rows)


def _are_titles(rows: Rows, place: int) -> bool:
    words = sorted(len(row[place].split()) for row in rows)
    return len(words) >= _FEWEST and words[len(words) // 2] >= _LEAST_WORDS


def _is_of_reading(column: str) -> bool:
    name = bare(column)
    if not name or name in _OF_READING:
        return True
    alias = alias_of(column)
    return alias is not None and alias.field in _OF_PAPERS


def _is_year(cell: str) -> bool:
    return _YEAR.match(cell.strip()) is not None


def _is_of_papers(venue: str) -> bool:
    return is_venue_or_date(venue) or _PUBLISHED_IN.search(venue.strip(), 0) is not None


def _is_linked(row: Sequence[str], plan: Plan) -> bool:
    """Whether a row has an address, with or without what addresses begin with."""
    addressed = any(row[place].strip() for place in plan.addressed)
    return addressed or any(cell.startswith("http") for cell in row)


def _is_identified(row: Sequence[str], plan: Plan) -> bool:
    """Whether a cell is an identifier of a paper, or the address of its page."""
    for_ids = {place for _, place in plan.named}
    return any(
        _identifies(cell.strip(), may_be_bare=place in for_ids) for place, cell in enumerate(row)
    )


def _identifies(cell: str, *, may_be_bare: bool) -> bool:
    """``may_be_bare``: else a number is an amount, as many as read like an id of arXiv."""
    if cell.startswith("http"):
        return is_known_page(cell)
    if not cell or " " in cell:
        return False
    if not (may_be_bare or "/" in cell or any(map(str.isalpha, cell))):
        return False
    found = identifiers(cell)
    return bool(found.arxiv_id or found.doi or found.openreview_id)
