"""What a worker does of one step: files in, one file out. A file that is there is not made again.

A task is a function of a module and a few paths and numbers, so that any process can be given it.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.matching.resolution import Pair
from papercli.named_tuples import NamedTuple
from papercli.scale.columns import files, read, rows_of, schema_of, table_of, tuples, write
from papercli.scale.parts import part_table
from papercli.scale.work import (
    PAIRS,
    PAPERS,
    Joined,
    Member,
    Records,
    clusters_of,
    edge_table,
    edges_of,
    oversized_in,
    pairs_in,
    paper_columns,
    papers_of,
    seen_in,
)

_UNCOMPARED = "_uncompared"
MEMBERS = schema_of(Member)
_TOGETHER = 8_192
"""Blocks or papers of which a table is made at a time."""


class Constraints(NamedTuple):
    """The user's decisions as pairs of records."""

    must_link: tuple[Pair, ...] = ()
    cannot_link: tuple[Pair, ...] = ()


def sightings_file(folder: Path, part: int) -> list[Path]:
    """The file of the sightings of a part, where there is one."""
    file = folder / f"sightings-{part:09}.parquet"
    return [file] if file.exists() else []


def pair_blocks(blocks: Path, group: int, out: Path) -> list[int]:
    """The pairs of the blocks in one row group of a file; returns the keys of those that are
    oversized."""
    file = out / f"{blocks.stem}-{group:06}.parquet"
    tables, oversized = [], []
    with pq.ParquetFile(blocks) as there:
        for batch in there.iter_batches(_TOGETHER, row_groups=[group]):
            found = list(zip(batch["key"].to_pylist(), batch["records"].to_pylist(), strict=True))
            oversized += oversized_in(found)
            if not file.exists():
                tables.append(table_of(PAIRS, pairs_in(found)))
    if tables:
        write(pa.concat_tables(tables), file)
    return oversized


def row_groups_of(folder: Path) -> list[tuple[Path, int]]:
    """The files of a set, each with every one of its row groups."""
    found = [(file, pq.ParquetFile(file).metadata.num_row_groups) for file in files(folder)]
    return [(file, group) for file, count in found for group in range(count)]


def note_uncompared(place: Path, count: int) -> None:
    """Note beside a set of pairs how many records are in none, since too many share each of their
    keys."""
    (place / _UNCOMPARED).write_text(str(count), encoding="ascii")


def uncompared_in(place: Path) -> int:
    """What was noted so."""
    return int((place / _UNCOMPARED).read_text(encoding="ascii"))


def judge_part(part: int, sightings: Path, pairs: Path, visitors: Path, out: Path) -> int:
    """The edges between the records of a part, and between these and others that visit it."""
    file = out / f"{part:09}.parquet"
    if not file.exists():
        table = part_table(pairs, part)
        found = [] if table is None else tuples(table, "a", "b")
        own = read(sightings_file(sightings, part))
        records = Records([own, part_table(visitors, part)])
        write(edge_table(edges_of(records, found)), file)
    return _rows(file)


def cluster_part(part: int, joined: Path, edges: Path, decided: Constraints, out: Path) -> int:
    """The papers of the components in one part."""
    file = out / f"{part:09}.parquet"
    if not file.exists():
        table = part_table(joined, part)
        members = [] if table is None else list(rows_of(Joined, table))
        records = Records([table])
        known = part_table(edges, part)
        rows = [] if known is None else tuples(known, "a", "b", "outcome", "bits")
        found = clusters_of(members, rows, records, records.keys(), *decided)
        write(table_of(MEMBERS, found), file)
    return _rows(file)


def combine_part(part: int, sightings: Path, moved: Path, seen: Path, out: Path) -> int:
    """The papers whose first record is in a part."""
    file = out / f"{part:09}.parquet"
    if not file.exists():
        own = read(sightings_file(sightings, part))
        records = Records([own, part_table(moved, part)])
        table = part_table(seen, part)
        shown = [] if table is None else list(seen_in(table))
        members = {Member(one.record, one.paper): None for one, _ in shown}
        records.load(member.record for member in members)
        papers = map(paper_columns, papers_of(members, records, records.keys(), shown))
        tables = []
        while batch := list(islice(papers, _TOGETHER)):
            tables.append(table_of(PAPERS, batch))
        write(pa.concat_tables(tables) if tables else PAPERS.empty_table(), file)
    return _rows(file)


def _rows(file: Path) -> int:
    return int(pq.ParquetFile(file).metadata.num_rows)
