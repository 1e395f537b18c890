"""Records in Parquet files, a few row groups at a time.

Each of the columns is known by the name of the field that it holds, or by another that is common.
A row group is a digest of its own, so that a file of any length is read by several workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.dates import parse_date
from papercli.errors import advice
from papercli.hashes import blake2b
from papercli.identifiers import arxiv_id
from papercli.ingest.sources import Source
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Organization, PartialDate, Sighting

READER = "parquet"
MAGIC = b"PAR1"
ROWS = 65_536
"""Rows that are read in one go, if a row group has no more."""
_HINT = "write it again, or leave it out"
_OTHER_NAMES = {
    "title": ("title_en",),
    "abstract": ("abstract_en",),
    "author_count": ("n_authors", "num_authors"),
    "published": ("date", "published_at", "publication_date", "update_date", "year"),
    "arxiv_id": ("arxivId", "id"),
    "url": ("abs", "abs_url"),
}
_TEXTS = ("abstract", "doi", "url", "summary", "venue", "kind", "openreview_id", "acl_id")
_LISTS = ("authors", "categories", "links")
_NUMBERS = ("author_count", "comments", "upvotes", "version")
Tell = Callable[[str], None]


def is_parquet(source: Source) -> bool:
    """Whether a source is a Parquet file, by its first bytes."""
    if not source.is_file:
        return False
    with suppress(OSError), Path(source.file or source.path).open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
    return False


def row_groups(source: Source) -> list[tuple[int, int]]:
    """The first and the last row group, but for one, of what is read in one go; none of a file that
    cannot be read."""
    try:
        with pq.ParquetFile(source.file or source.path) as file:
            sizes = [
                file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)
            ]
    except (OSError, pa.ArrowException):
        return []
    found: list[tuple[int, int]] = []
    rows = 0
    for at, size in enumerate(sizes):
        if found and rows + size <= ROWS:
            found[-1] = (found[-1][0], at + 1)
            rows += size
        else:
            found.append((at, at + 1))
            rows = size
    return found


def parquet_digest(
    source: Source, groups: tuple[int, int] | None, year: int | None
) -> tuple[Digest | None, list[Problem]]:
    """The digest of some row groups, of the whole file without; None where there is none."""
    problems: list[Problem] = []
    try:
        with pq.ParquetFile(source.file or source.path) as file:
            first, last = groups or (0, file.metadata.num_row_groups)
            start = sum(file.metadata.row_group(at).num_rows for at in range(first)) + 1
            table = file.read_row_groups(list(range(first, last)))
    except OSError as error:
        return None, [_problem(source, error.strerror or str(error), advice(error))]
    except pa.ArrowException as error:
        return None, [_problem(source, f"no whole Parquet file: {error}", _HINT)]
    if not _column(table.column_names, "title"):
        hint = "name the column of titles: title"
        return None, [_problem(source, "a Parquet file without titles", hint)]
    hashed = blake2b(digest_size=16)
    sightings = []
    for line, row in enumerate(_rows(table), start):

        def tell(problem: str, line: int = line) -> None:
            problems.append(Problem(source.path, line, problem, "mend the row; the rest is read"))

        found = sighting_of(row, line, tell)
        if found is not None:
            sightings.append(found)
            hashed.update(repr(found).encode("utf-8", "surrogatepass"))
    if not sightings:
        return None, [*problems, _problem(source, "no entry found in the file", _HINT)]
    path = source.whole or source.path
    return (
        Digest(path, READER, start, None, year, hashed.hexdigest(), tuple(sightings)),
        problems,
    )


def _problem(source: Source, problem: str, hint: str) -> Problem:
    return Problem(source.path, None, " ".join(problem.split()), hint)


def _rows(table: pa.Table) -> Iterator[Mapping[str, Any]]:
    names = table.column_names
    for batch in table.to_batches(max_chunksize=1_000):
        columns = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield dict(zip(names, values, strict=True))


def _column(names: Sequence[str] | Mapping[str, Any], field: str) -> str | None:
    return next((name for name in (field, *_OTHER_NAMES.get(field, ())) if name in names), None)


def sighting_of(row: Mapping[str, Any], line: int, tell: Tell) -> Sighting | None:
    """The sighting of a row; None where it names no paper. What is wrong with a field is told."""

    def value(field: str) -> Any:
        return row[name] if (name := _column(row, field)) else None

    found: dict[str, Any] = {}
    for field in _TEXTS:
        found[field] = _text(value(field))
    for field in _NUMBERS:
        number = value(field)
        if number is not None and (type(number) is not int or number < 0):
            tell(f"{field} is no number: {number!r:.60}")
        else:
            found[field] = number
    for field in _LISTS:
        listed = value(field)
        if isinstance(listed, str):
            listed = [part.strip() for part in listed.split(";")]
        names = tuple(filter(None, map(_text, listed or ())))
        found[field] = names or None
    known = arxiv_id(str(value("arxiv_id") or ""))
    found["arxiv_id"] = known.id if known else None
    found["version"] = known.version if known and known.version else found.get("version")
    found["published"] = _date(value("published"), tell)
    organization = value("organization")
    if isinstance(organization, str) and organization:
        found["organization"] = Organization(organization, organization)
    elif isinstance(organization, Mapping) and organization.get("slug"):
        slug = str(organization["slug"])
        found["organization"] = Organization(slug, str(organization.get("name") or ""))
    title = _text(value("title"))
    if title is None:
        tell("no title")
        return None
    return Sighting(line, title, **found)


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _date(value: Any, tell: Tell) -> PartialDate | None:
    if value is None or value == "":
        return None
    try:
        return parse_date(str(value)[:10])
    except ValueError as error:
        tell(f"published: {error}")
        return None
