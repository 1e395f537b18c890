"""Other processes to read many files in, begun before the rest of an ingest is loaded here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from papercli.ingest.sources import Source

if TYPE_CHECKING:
    from papercli.processes import Workers

PARALLEL_BYTES = 8 << 20
"""Input from which starting other processes pays for itself."""
MOST_WORKERS = 8


@contextmanager
def reading_processes(sources: Sequence[Source]) -> Iterator[Workers | None]:
    """Processes to read the sources in; None where they are few, or where no processes are to be
    had, so that all is read in this one."""
    pool = _begin(sources)
    try:
        yield pool
    finally:
        if pool:
            pool.close()


def _begin(sources: Sequence[Source]) -> Workers | None:
    # The one who asks has a processor of its own to keep busy.
    count = min(MOST_WORKERS, (os.cpu_count() or 1) - 1)
    if not count or len(sources) < 2 or sum(s.size for s in sources) <= PARALLEL_BYTES:
        return None
    from papercli.processes import Workers  # slow to import, and a few files need none

    try:
        pool = Workers(count, ahead=2)
    except OSError:
        return None
    for _ in range(count):
        pool.submit(_load)
    return pool


def _load() -> None:
    """Load what reading a file takes."""
    import papercli.ingest.workers  # noqa: F401
    from papercli.matching.words import table

    table()
