"""A run of an ingest over files, and what an index counts after it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from papercli.ingest.pool import reading_processes
from papercli.ingest.report import IngestReport
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
from papercli.store.connection import open_reading
from tests.store.invented import NOW


def run(index: Path, *paths: Path, **options: object) -> IngestReport:
    found = find_sources([str(path) for path in paths], None)
    with reading_processes(found.sources) as pool:
        return ingest(found.sources, index, now=NOW, problems=found.problems, pool=pool, **options)  # type: ignore[arg-type]


def counts(index: Path) -> tuple[int, ...]:
    with closing(open_reading(index)) as connection:
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("digests", "sightings", "papers")
        )
