"""Two titles with what differs between them, and the match weights as a waterfall."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rich.console import Console
from rich.table import Table
from rich.text import Text

from papercli.matching.record import LONGEST_TITLE
from papercli.model.verdict import Verdict
from papercli.output.console import NAME, QUIET, data
from papercli.text import visible

DIFFERENT = "bold magenta"
FOR = "green"
AGAINST = "red"
WATERFALL = 24
"""Columns of the waterfall, where the terminal has room for it."""
BESIDE = 56
"""Columns of what stands beside it: field, level, bits."""


def draw_titles(left: tuple[str, str], right: tuple[str, str], console: Console) -> None:
    """Draw two (label, title) pairs below each other, the words that differ emphasised."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(ratio=1)
    for (label, _), title in zip((left, right), differing(left[1], right[1]), strict=True):
        table.add_row(data(label), title)
    console.print(table)


def differing(left: str, right: str) -> tuple[Text, Text]:
    """The two titles, with the words emphasised that the other lacks, as far as titles are
    compared."""
    shown = [visible(title) for title in (left, right)]
    words = [re.findall(r"\w+|\s+|[^\w\s]", title[:LONGEST_TITLE]) for title in shown]
    texts = Text(overflow="fold"), Text(overflow="fold")
    keys = [[word.casefold() for word in side] for side in words]
    matcher = SequenceMatcher(None, keys[0], keys[1])
    for kind, a, b, c, d in matcher.get_opcodes():
        style = "" if kind == "equal" else DIFFERENT
        texts[0].append("".join(words[0][a:b]), style)
        texts[1].append("".join(words[1][c:d]), style)
    for text, title in zip(texts, shown, strict=True):
        text.append(title[LONGEST_TITLE:])
    return texts


def draw_waterfall(verdict: Verdict, console: Console) -> None:
    """Draw how the match weight adds up: each field's bits begin where those before it ended."""
    if verdict.veto:
        console.print(Text.assemble(("veto ", AGAINST), data(verdict.veto)))
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    steps = [0.0]
    for part in verdict.evidence:
        steps.append(steps[-1] + part.bits)
    low, high = min(steps), max(steps)
    width = max(0, min(WATERFALL, console.width - BESIDE))
    scale = width / (high - low) if high > low else 0.0
    block = "█" if console.encoding.lower().startswith("utf") else "#"
    for part, before, after in zip(verdict.evidence, steps, steps[1:], strict=False):
        start = round((min(before, after) - low) * scale)
        end = round((max(before, after) - low) * scale)
        length = max(end - start, int(part.bits != 0 and width > 0))
        level = f"{part.level} ({part.detail})" if part.detail else part.level
        table.add_row(
            data(part.field),
            data(level, QUIET),
            data(f"{part.bits:+.1f}"),
            Text(" " * start) + Text(block * length, style=FOR if part.bits > 0 else AGAINST),
        )
    table.add_row(data("bits", NAME), data(""), data(f"{verdict.bits:+.1f}", NAME), Text())
    console.print(table)
