"""Which of the files that were read are stored together."""

from __future__ import annotations

from collections.abc import Iterator

from papercli.ingest.workers import ReadFile

BATCH, BATCH_SHARE = 4_000, 32
"""Sightings from which a batch of whole files is stored: so many, or a 32nd of what the run stored
before if that is more. A batch touches most pages of a large index, however many its sightings."""
SMALL_BATCH, SMALL_SHARE = 1_000, 8
"""Where the next file is not read yet: so many, or an eighth of what the run stored before if that
is more, but never more than ``BATCH``. Small batches keep a short run busy."""
BATCH_BYTES = 64 << 20
"""Text from which a batch is stored however few its sightings."""


def in_batches(files: Iterator[ReadFile | None]) -> Iterator[list[ReadFile]]:
    """The files in order, as many at a time as are best stored in one transaction; None is given
    where the next one is not read yet."""
    batch: list[ReadFile] = []
    sightings = size = stored = 0
    for file in files:
        if file is not None:
            batch.append(file)
            sightings += sum(len(digest.entries) for digest in file.digests)
            size += file.size
        if file is None:
            enough = min(BATCH, max(SMALL_BATCH, stored // SMALL_SHARE))
        else:
            enough = max(BATCH, stored // BATCH_SHARE)
        if sightings >= enough or size >= BATCH_BYTES:
            yield batch
            stored += sightings
            batch, sightings, size = [], 0, 0
    if batch:
        yield batch
