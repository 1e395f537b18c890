"""What a run that keeps all or nothing has read, until it is known whether it is to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from sqlite3 import Connection

from papercli.ingest.workers import ReadFile
from papercli.store.digests import known_fingerprints
from papercli.store.prepared_digests import PreparedDigest

HELD_BYTES = 64 << 20
"""What is kept in memory; more of it waits on the disk."""


def all_of(
    batches: Iterable[list[ReadFile]], stack: ExitStack
) -> tuple[Iterable[list[ReadFile]], bool]:
    """The same batches when all of them are read, and whether there is any problem with them.

    They can be taken once, and until ``stack`` is closed.
    """
    # Slow to import, and only few runs need them.
    import pickle
    from tempfile import SpooledTemporaryFile

    held = stack.enter_context(SpooledTemporaryFile(HELD_BYTES))  # noqa: SIM115
    count, found = 0, False
    for batch in batches:
        found = found or any(file.problems for file in batch)
        pickle.dump(batch, held, pickle.HIGHEST_PROTOCOL)
        count += 1
    held.seek(0)
    return (pickle.load(held) for _ in range(count)), found


def unknown(
    connection: Connection, digests: Sequence[PreparedDigest], seen: set[str]
) -> dict[int, int]:
    """What storing a batch would have added, by numbers of the batch; ``seen`` are the fingerprints
    of the batches before, to which those of this one are added."""
    seen |= known_fingerprints(connection, {one.digest.fingerprint for one in digests})
    added = {}
    for number, (digest, _) in enumerate(digests):
        if digest.fingerprint not in seen:
            seen.add(digest.fingerprint)
            added[number] = number
    return added
