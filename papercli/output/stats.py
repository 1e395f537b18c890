"""``papers stats`` for the next program: tab-separated lines of section, key and number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from papercli.text import visible

COUNTS = (
    "digests",
    "sightings",
    "papers",
    "merged",
    "undecided",
    "with_date",
    "year_inferred",
    "with_author_count",
    "with_organization",
)
DISTRIBUTIONS = ("by_year", "by_month", "by_author_count", "by_organization")


def write_lines(stats: Mapping[str, Any], stream: TextIO) -> None:
    """Write ``section, key, number`` lines; ``overlap`` has one for each two that share papers."""
    for cells in _cells(stats):
        stream.write("\t".join(visible(str(cell)) for cell in cells) + "\n")


def _cells(stats: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    for name in COUNTS:
        yield "total", name, stats[name]
    for name in DISTRIBUTIONS:
        for key, number in stats[name].items():
            yield name, key, number
    labels = stats["overlap"]["digests"]
    for i, row in enumerate(stats["overlap"]["shared"]):
        for j, number in enumerate(row):
            if i <= j and number:
                yield "overlap", labels[i], labels[j], number
