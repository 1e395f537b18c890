"""The labeled data: every pair with its label, as it stands and without its abstracts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from common import SHARED

from papercli.matching.blocking import block_keys
from papercli.matching.record import Record
from papercli.matching.resolution import candidate_pairs
from papercli.model.paper import PartialDate

RECORD_SETS = (
    "corpus/c10000",
    "corpus/c100000",
    "gold/natural_arxiv",
    "gold/bibdedupe_digital_work",
)
PAIR_SETS = ("hard_pairs", "natural_pairs", "lookalike_pairs", "met_pairs", "coansys_pairs")
Labeled = tuple[Record, Record, int, str]
"""Two records, 1 where they are one paper, and the data set; without abstracts it is another set,
named ``NAME, titles``."""


def labeled_pairs() -> Iterator[Labeled]:
    """The labeled pairs, and every candidate pair of the record sets.

    Left out is what the data call ambiguous: one abstract under two numbers, neither right nor
    wrong.
    """
    ambiguous = {
        frozenset((str(row["a"]), str(row["b"])))
        for row in _lines(SHARED / "gold/ambiguous.jsonl.gz")
    }
    for name in PAIR_SETS:
        for row in _lines(SHARED / f"gold/{name}.jsonl.gz"):
            a, b = Record(row["a"], row.get("a_abstract")), Record(row["b"], row.get("b_abstract"))
            yield from _both(a, b, row["label"], name)
    for name in RECORD_SETS:
        data = list(_lines(SHARED / f"{name}.records.jsonl.gz"))
        paper = {row["id"]: row["cluster"] for row in _lines(SHARED / f"{name}.clusters.jsonl.gz")}
        records = [record_of(row) for row in data]
        for i, j in candidate_pairs(map(block_keys, records)):
            one, other = paper[data[i]["id"]], paper[data[j]["id"]]
            if frozenset((str(one), str(other))) not in ambiguous:
                yield from _both(records[i], records[j], int(one == other), name)


def record_of(row: dict) -> Record:
    """A record of the labeled data."""
    date = row.get("date")
    parts = [int(part) for part in date.split("-")] if date else []
    published = PartialDate(*parts) if parts else None
    return Record(row["title"], row.get("abstract"), row.get("n_authors"), None, published)


def without_abstract(record: Record) -> Record:
    """The same record as a digest without abstracts would show it."""
    return Record(record.title, None, record.author_count, record.organization, record.published)


def _lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def _both(a: Record, b: Record, label: int, name: str) -> Iterator[Labeled]:
    yield a, b, label, name
    if a.abstract and b.abstract:
        yield without_abstract(a), without_abstract(b), label, f"{name}, titles"
