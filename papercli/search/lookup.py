"""Rows of the index as papers, many at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from papercli.model import DigestReference, Paper
from papercli.store.columns import date_of, date_written, organization_of
from papercli.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection

_PAPER = (
    "p.id, p.title, p.published, p.author_count, p.authors, p.org_slug, p.org_name, p.comments,"
    " p.arxiv_id, p.doi, p.url, p.links, p.sightings, p.first_seen, p.last_seen"
)


def load(connection: Connection, ids: Sequence[int], abstracts: bool = True) -> Iterator[Paper]:
    """The papers of these ids, in their order; ids that are none are left out."""
    listed = json.dumps(ids)
    seen: dict[int, list[DigestReference]] = {}
    for number, path, line, *when in connection.execute(
        "SELECT r.paper_id, d.path, s.line, d.year, d.month, d.day FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.paper_id = w.value"
        " CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id ORDER BY d.path, s.line, s.id",
        (listed,),
    ):
        seen.setdefault(number, []).append(DigestReference(path, date_of(*when), line))
    join = " LEFT JOIN texts AS t ON t.record_id = p.abstract_record" if abstracts else ""
    for abstract, *row in connection.execute(
        f"SELECT {'t.abstract' if abstracts else 'NULL'}, {_PAPER} FROM json_each(?) AS w"
        f" CROSS JOIN papers AS p ON p.id = w.value{join} ORDER BY w.key",
        (listed,),
    ):
        yield _paper(row, abstract, tuple(seen.get(row[0], ())))


def _paper(row: Sequence[Any], abstract: str | None, seen: tuple[DigestReference, ...]) -> Paper:
    (
        number, title, published, author_count, authors, slug, name, comments,
        arxiv_id, doi, url, links, sightings, first_seen, last_seen,
    ) = row  # fmt: skip
    return Paper(
        number,
        title,
        None if abstract is None else clean(abstract),
        date_written(published),
        author_count,
        tuple(json.loads(authors)) if authors else None,
        organization_of(slug, name),
        comments,
        arxiv_id,
        doi,
        url,
        tuple(json.loads(links)) if links and links != "[]" else (),
        seen,
        sightings,
        date_written(first_seen),
        date_written(last_seen),
    )
