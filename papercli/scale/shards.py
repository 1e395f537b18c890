"""The papers of a run as several SQLite indexes, for `papers search --db FOLDER`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.errors import PapersError
from papercli.model.paper import Sighting
from papercli.scale.columns import files, rows_of, tuples
from papercli.scale.parts import part_table, part_tables
from papercli.store.columns import DigestRow
from papercli.store.shards import TOGETHER, Placed, write_shard

_HINT = "make room on the disk, or check it; then go on with --resume"


def shard_file(folder: Path, shard: int) -> Path:
    """The index of a shard."""
    return folder / f"{shard:04}.db"


def make_shard(shard: int, sightings: Path, edges: Path, digests: Path, out: Path) -> int:
    """Write the index of one shard; returns how many papers are in it."""
    file = shard_file(out, shard)
    if file.exists():
        return 0
    new = out / f".{shard:04}.db"
    for suffix in ("", "-wal", "-shm", "-journal"):
        new.with_name(new.name + suffix).unlink(missing_ok=True)
    shown: set[int] = set()
    for table in part_tables(sightings, shard, ["digest"]):
        shown.update(table["digest"].to_pylist())
    known = part_table(edges, shard)
    rows = [] if known is None else tuples(known, "a", "b", "outcome", "bits")
    try:
        count = write_shard(
            new, _digests(digests, shown), _placed(part_tables(sightings, shard)), rows
        )
    except PapersError as error:
        raise PapersError(error.message, _HINT) from error
    new.rename(file)
    return count


def _digests(folder: Path, shown: set[int]) -> Iterator[DigestRow]:
    for file in files(folder):
        for row in map(DigestRow._make, rows_of(DigestRow, pq.ParquetFile(file).read())):
            if row.id in shown:
                yield row


def _placed(tables: Iterable[pa.Table]) -> Iterator[Placed]:
    for table in tables:
        for start in range(0, len(table), TOGETHER):
            some = table.slice(start, TOGETHER)
            keyed = tuples(some, "paper", "record", "key", "digest", "position")
            read_as = map(Sighting._make, rows_of(Sighting, some))
            for (paper, record, key, digest, position), sighting in zip(
                keyed, read_as, strict=True
            ):
                yield Placed(paper, record, key, digest, position, sighting)
