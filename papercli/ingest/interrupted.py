"""What an interrupted run has left in the index."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from papercli.errors import PapersError
from papercli.ingest.report import IngestReport
from papercli.store.connection import open_reading
from papercli.store.digests import known_fingerprints
from papercli.store.locking import Waiting


def count_kept(
    report: IngestReport, tried: Iterable[tuple[int, set[str]]], index: Path, waiting: Waiting
) -> None:
    """Have the report count the files that an interruption left in the index.

    ``tried`` are the batches that were about to be stored, each with how many files it has and the
    fingerprints of their digests. The index is asked: a signal that comes during a commit is met
    after it.
    """
    with suppress(PapersError), closing(open_reading(index, waiting)) as connection:
        for files, fingerprints in tried:
            if known_fingerprints(connection, fingerprints) != fingerprints:
                break
            report.stored += files
