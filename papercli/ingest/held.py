"""What a run that keeps all or nothing has read, until it is known whether it is to be kept."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from contextlib import ExitStack

from papercli.ingest.workers import ReadFile

HELD_BYTES = 64 << 20
"""What is kept in memory; more of it waits on the disk."""


def all_of(
    batches: Iterable[list[ReadFile]], stack: ExitStack
) -> tuple[Iterable[list[ReadFile]], bool]:
    """The same batches when all of them are read, and whether there is any problem with them.

    They can be taken once, and until ``stack`` is closed.
    """
    from tempfile import SpooledTemporaryFile  # slow to import, and only few runs need it

    held = stack.enter_context(SpooledTemporaryFile(HELD_BYTES))  # noqa: SIM115
    count, found = 0, False
    for batch in batches:
        found = found or any(file.problems for file in batch)
        pickle.dump(batch, held, pickle.HIGHEST_PROTOCOL)
        count += 1
    held.seek(0)
    return (pickle.load(held) for _ in range(count)), found
