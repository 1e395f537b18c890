"""How the review looks: a pair, its abstracts, the keys, on wide and on narrow terminals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from papercli.output.console import NAME, QUIET, data
from papercli.output.groups_table import draw_pair
from papercli.output.pairs import DIFFERENT
from papercli.search.evidence import Pair
from papercli.text import clean, visible

BESIDE = 100
"""Columns from which two abstracts stand beside each other."""
PROMPTS = (
    "[s]ame [d]ifferent [n]ext [p]revious [u]ndo [a]bstracts [?] [q]uit? ",
    "[s]ame [d]iff [n]ext [?] [q]uit? ",
    "[s] [d] [n] [?] [q]? ",
)
LONGEST_ANSWER = len("different")
"""Letters of what is written behind a prompt."""
KEYS = (
    ("s", "same: make one paper of the two"),
    ("d", "different: keep them apart for good"),
    ("n", "next: pass over; comes last in the next review"),
    ("p", "previous: go back to what was passed over"),
    ("u", "undo the last answer, and go back to it"),
    ("a", "abstracts, with what only one has marked"),
    ("e", "evidence in bits"),
    ("?", "these keys"),
    ("q", "quit; the next review goes on here"),
)
_RUN = 3
"""Words in a row that both abstracts must have to count as the same, as in matching."""


def prompt(width: int) -> str:
    """What is asked, as much of it as fits on one line with the answer."""
    fitting = (asked for asked in PROMPTS if len(asked) + LONGEST_ANSWER < width)
    return next(fitting, PROMPTS[-1])


def draw_question(pair: Pair, place: int, total: int, console: Console, *, bits: bool) -> None:
    """Draw a pair that is to be decided, and how far the review is."""
    console.print()
    console.rule(data(f"{place} of {total}", NAME), align="left")
    draw_pair(pair, console, bits=bits)


def draw_keys(console: Console) -> None:
    """Draw what each key does."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=NAME, no_wrap=True)
    table.add_column(ratio=1)
    for key, does in KEYS:
        table.add_row(data(key), data(does))
    console.print(table)


def draw_abstracts(pair: Pair, console: Console) -> None:
    """Draw both abstracts, the words marked that are in no run of words which both have."""
    texts = [clean(side.abstract or "") for side in (pair.a, pair.b)]
    shown = [
        text if text.plain else data("no abstract", QUIET)
        for text in (marked(*texts), marked(*texts[::-1]))
    ]
    names = [data(f"{side.paper_id}:", QUIET) for side in (pair.a, pair.b)]
    if console.width >= BESIDE:
        table = Table.grid(padding=(0, 2), expand=True)
        for _ in shown:
            table.add_column(ratio=1, overflow="fold")
        table.add_row(*names)
        table.add_row(*shown)
        console.print(table)
        return
    for name, text in zip(names, shown, strict=True):
        console.print(name)
        console.print(text)


def marked(text: str, other: str) -> Text:
    """A text with the words marked that stand in no run of three which the other text has too."""
    shown = visible(text)
    words = list(re.finditer(r"\w+", shown))
    own = [word[0].casefold() for word in words]
    theirs = _runs([word.casefold() for word in re.findall(r"\w+", visible(other))])
    common = {
        place + step
        for place, run in enumerate(zip(*(own[step:] for step in range(_RUN)), strict=False))
        if run in theirs
        for step in range(_RUN)
    }
    result = Text(shown, overflow="fold")
    if theirs:
        for place, word in enumerate(words):
            if place not in common:
                result.stylize(DIFFERENT, *word.span())
    return result


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[step:] for step in range(_RUN)), strict=False))


def draw_lines(lines: Iterable[str], console: Console) -> None:
    """Draw lines of plain text."""
    for line in lines:
        console.print(data(line))
