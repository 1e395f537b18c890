"""What an interrupted run has left in the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from papercli.errors import PapersError
from papercli.ingest.report import IngestReport
from papercli.named_tuples import NamedTuple
from papercli.store.connection import open_reading
from papercli.store.digests import known_fingerprints
from papercli.store.locking import Waiting


class Tried(NamedTuple):
    """A batch that a run was about to store."""

    files: int
    fingerprints: set[str]
    """Those of all its digests."""


@contextmanager
def counted_if_interrupted(
    report: IngestReport, tried: Sequence[Tried], index: Path, waiting: Waiting
) -> Iterator[None]:
    """Have the report count the files that an interruption left in the index.

    The index is asked: a signal that comes during a commit is met after it.
    """
    try:
        yield
    except KeyboardInterrupt:
        with suppress(PapersError), closing(open_reading(index, waiting)) as connection:
            for files, fingerprints in tried:
                if known_fingerprints(connection, fingerprints) != fingerprints:
                    break
                report.stored += files
        raise
