"""The floor under an ingest: the same rows, already read, into one table with full text search."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from common import ROOT, TOOLS, Run, run

sys.path.insert(0, str(ROOT))

from papercli.model.paper import Sighting
from papercli.readers import read_bytes


def write_rows(dumps: Iterable[Path], target: Path) -> int:
    """Read dumps with the program's own readers and write their entries as JSON lines; how many."""
    count = 0
    with target.open("w", encoding="utf-8") as stream:
        for dump in dumps:
            for digest in read_bytes(dump.read_bytes(), str(dump)).digests:
                for sighting in digest.sightings:
                    stream.write(json.dumps(_row(sighting), ensure_ascii=False) + "\n")
                    count += 1
    return count


def load(rows: Path, index: Path) -> Run:
    """Load the rows; the whole process is timed, as an ingest is."""
    return run([sys.executable, TOOLS / "raw_load.py", rows, index])


def _row(sighting: Sighting) -> dict[str, object]:
    return {
        "title": sighting.title,
        "abstract": sighting.abstract,
        "date": str(sighting.published) if sighting.published else None,
        "n_authors": sighting.author_count,
    }
