"""What reading costs beside the bare library that parses the same text (`make bench`).

usage: python benchmarks/readers.py

A row a format: another reader adds one to ROWS. Processor time, the two in turn, and the median of
the ratios, without the collector, as in an ingest.
"""

from __future__ import annotations

import csv
import gc
import gzip
import io
import json
import statistics
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import NamedTuple

from common import SHARED, needs, table

from papercli.readers import READERS
from papercli.readers.base import Request

TURNS = 15
SAMPLES = SHARED / "samples"


class Row(NamedTuple):
    """A format: the text, the bare parse, and the target of the ratio, if there is one."""

    reader: str
    what: str
    text: Callable[[], str]
    bare: Callable[[str], object]
    target: float | None = None


def _daily_arxiv() -> str:
    """Real papers as daily-arXiv writes them."""
    with gzip.open(SHARED / "corpus" / "hf_daily.jsonl.gz", "rt") as lines:
        papers = [json.loads(line) for line, _ in zip(lines, range(1_000), strict=False)]
    return "\n".join(
        json.dumps(
            {
                "id": paper["arxiv_id"],
                "pdf": f"https://arxiv.org/pdf/{paper['arxiv_id']}",
                "abs": f"https://arxiv.org/abs/{paper['arxiv_id']}",
                "authors": paper["authors"],
                "title": paper["title"],
                "categories": ["cs.CL", "cs.AI"],
                "comment": None,
                "summary": paper["abstract"],
            },
            ensure_ascii=False,
        )
        for paper in papers
    )


def _sample(name: str, times: int = 1, head: int = 0) -> str:
    """A sample repeated, its first lines once."""
    text = (SAMPLES / name).read_text(encoding="utf-8-sig")
    lines = text.splitlines(keepends=True)
    return "".join(lines[:head]) + "".join(lines[head:]) * times


def _lines(text: str) -> object:
    return [json.loads(line) for line in text.split("\n") if line]


def _cells(text: str) -> object:
    csv.field_size_limit(1 << 30)
    return list(csv.reader(io.StringIO(text)))


def _tree(text: str) -> object:
    return ET.fromstring(text.partition("?>")[2])


ROWS = (
    Row("metadata", "daily-arXiv JSON lines", _daily_arxiv, _lines, 2.0),
    Row(
        "metadata",
        "arXiv's snapshot, JSON lines",
        lambda: _sample("kaggle_oai/arxiv-metadata-oai-snapshot_sample.json", 5),
        _lines,
        2.0,
    ),
    Row("metadata", "Zotero CSV", lambda: _sample("zotero/library_a.csv", 20, 1), _cells, 1.3),
    Row(
        "feed",
        "RSS of arXiv",
        lambda: _sample("arxiv_rss/rss_2.0_cs.AI_generated_by_arxiv-feed.xml"),
        _tree,
    ),
)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _measured(row: Row) -> tuple[object, ...]:
    text = row.text()
    reader = next(one for one in READERS if one.name == row.reader)
    request = Request("x", named=True)
    pairs = [
        (_seconds(lambda: row.bare(text)), _seconds(lambda: reader.read(text, request)))
        for _ in range(TURNS)
    ]
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    bare, ours = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    target = f"<= {row.target}" if row.target else ""
    what = f"{row.reader}: {row.what}, {len(text) / 1e6:.1f} MB"
    return what, f"{bare:.1f}", f"{ours:.1f}", f"{ratio:.2f}", target


def measure() -> None:
    """Print the table."""
    if not needs(SAMPLES, SHARED / "corpus" / "hf_daily.jsonl.gz"):
        return
    gc.disable()
    rows: Iterator[tuple[object, ...]] = map(_measured, ROWS)
    table([("readers", "bare, ms", "ours, ms", "ratio", "target"), *rows])
    gc.enable()


if __name__ == "__main__":
    measure()
