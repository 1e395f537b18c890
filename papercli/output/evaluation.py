"""How well the matching did on labeled data: figures, then the pairs that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from papercli.output.evidence import heading, in_one_line
from papercli.text import visible

if TYPE_CHECKING:
    from rich.console import Console

    from papercli.evaluate import Judged


def figures(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """Name and value of each figure; those inside another are named after it."""
    for name, value in values.items():
        path = f"{above} {name}".strip()
        if isinstance(value, Mapping):
            yield from figures(value, path)
        else:
            yield path, f"{value:.4f}" if isinstance(value, float) else str(value)


def write_figures(values: Mapping[str, object], stream: TextIO) -> None:
    """Write one ``name<TAB>value`` line a figure."""
    for name, value in figures(values):
        stream.write(f"{visible(name)}\t{value}\n")


def write_pairs(pairs: Sequence[Judged], stream: TextIO) -> None:
    """Write one line a wrong pair: what is wrong, the titles, the evidence."""
    for pair in pairs:
        cells = (pair.mistake, pair.a_title, pair.b_title, in_one_line(pair.verdict))
        stream.write("\t".join(map(visible, cells)) + "\n")


def draw_pairs(pairs: Sequence[Judged], console: Console) -> None:
    """Draw the wrong pairs, their differences emphasised, with the match weights."""
    from papercli.output.console import NAME, data
    from papercli.output.pairs import draw_titles, draw_waterfall

    for pair in pairs:
        console.print()
        console.print(data(heading(pair.mistake, pair.verdict), NAME))
        draw_titles(("a:", pair.a_title), ("b:", pair.b_title), console)
        draw_waterfall(pair.verdict, console)
