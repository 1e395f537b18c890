"""The statistics drawn: counts, bars by year, month and number of authors, overlap matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from papercli.output.console import NAME, QUIET, data

BAR = "cyan"
WIDEST_BAR = 40
"""Columns of the longest bar; shorter where the terminal is narrow."""

MOST_ORGANIZATIONS = 10
MOST_DIGESTS = 12
"""Rows of the overlap matrix that still fit beside each other on 80 columns."""


def draw(stats: Mapping[str, Any], console: Console) -> None:
    """Draw what `papers stats --json` holds, the longest lists shortened with a word on it."""
    _draw_counts(stats, console)
    _draw_bars("Papers by year", stats["by_year"], console)
    _draw_bars("Papers by month", stats["by_month"], console)
    _draw_bars("Papers by number of authors", stats["by_author_count"], console)
    _draw_bars("Organizations", stats["by_organization"], console, MOST_ORGANIZATIONS)
    _draw_overlap(stats["overlap"]["digests"], stats["overlap"]["shared"], console)


def _draw_counts(stats: Mapping[str, Any], console: Console) -> None:
    papers = stats["papers"]
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for number, words in (
        (stats["digests"], "digests"),
        (stats["sightings"], "sightings"),
        (
            papers,
            f"papers, {stats['merged']} sightings merged, {stats['undecided']} undecided pairs",
        ),
        (stats["with_date"], f"with a date {_share(stats['with_date'], papers)}{_guessed(stats)}"),
        (
            stats["with_author_count"],
            f"with a number of authors {_share(stats['with_author_count'], papers)}",
        ),
        (
            stats["with_organization"],
            f"with an organization {_share(stats['with_organization'], papers)}",
        ),
    ):
        table.add_row(data(number, NAME), data(words))
    console.print(table)


def _share(part: int, whole: int) -> str:
    return f"({part / whole:.0%})" if whole else ""


def _draw_bars(
    title: str, numbers: Mapping[str, int], console: Console, most: int | None = None
) -> None:
    if not numbers:
        return
    shown = list(numbers.items())[:most]
    table = Table.grid(padding=(0, 1))
    table.add_column(max_width=30)
    table.add_column(justify="right")
    longest = max(numbers.values())
    width = min(WIDEST_BAR, max(10, console.width - 40))
    for key, number in shown:
        table.add_row(data(key), data(number), bar(number, longest, width, console))
    _draw_heading(title, console)
    console.print(table)
    if len(shown) < len(numbers):
        console.print(data(f"and {len(numbers) - len(shown)} more (--json has all)", QUIET))


def bar(number: int, longest: int, width: int, console: Console) -> Text:
    """A bar of at most ``width`` columns, in eighths of a column where the encoding has them."""
    eighths = round(number / max(longest, 1) * width * 8)
    if number and not eighths:
        eighths = 1
    if console.encoding.lower().startswith("utf"):
        full, rest = divmod(eighths, 8)
        return Text("█" * full + " ▏▎▍▌▋▊▉"[rest].strip(), style=BAR)
    return Text("#" * max(round(eighths / 8), int(number > 0)), style=BAR)


def _draw_overlap(paths: Sequence[str], shared: Sequence[Sequence[int]], console: Console) -> None:
    if len(paths) <= 1:
        return
    size = min(len(paths), MOST_DIGESTS)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=QUIET)
    table.add_column(overflow="fold", ratio=1)
    for i in range(size):
        table.add_column(data(i + 1, QUIET), justify="right", no_wrap=True)
    table.add_row(Text(), Text(), *(data(i + 1, QUIET) for i in range(size)))
    for i, path in enumerate(paths[:size]):
        cells = (data(shared[i][j], NAME if i == j else "") for j in range(size))
        table.add_row(data(i + 1, QUIET), data(PurePath(path).name), *cells)
    _draw_heading("Papers seen in both digests", console)
    console.print(table)
    if size < len(paths):
        console.print(data(f"and {len(paths) - size} more digests (--json has all)", QUIET))


def _draw_heading(title: str, console: Console) -> None:
    console.print()
    console.print(data(title, NAME))


def _guessed(stats: Mapping[str, Any]) -> str:
    number = stats["year_inferred"]
    return f", {number} of them in an inferred year" if number else ""
