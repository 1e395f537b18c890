"""What each veto and each review rule is worth on the labeled data.

usage: python benchmarks/rules.py

Every labeled pair, and every candidate pair of the record sets, is judged with and without its
abstracts, and once more without each rule that holds for it. Printed: how many pairs the rule holds
for, and of those that are merged without it how many are two papers and how many are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from common import table
from labeled import labeled_pairs

from papercli.matching import rules
from papercli.matching.comparison import score
from papercli.matching.levels import comparison_vector
from papercli.matching.record import Record
from papercli.model.verdict import Outcome

TABLES = ("EARLY_VETOES", "VETOES", "REVIEW")


def main() -> None:
    """One row a rule."""
    held: Counter[str] = Counter()
    merged: Counter[tuple[str, int]] = Counter()
    for a, b, label, _ in labeled_pairs():
        for name, kind in holding(a, b):
            held[name] += 1
            if score(a, b)[0] is not Outcome.SAME and without(name, kind, a, b) is Outcome.SAME:
                merged[name, label] += 1
    rows = [
        (
            rule.__name__,
            kind,
            held[rule.__name__],
            merged[rule.__name__, 0],
            merged[rule.__name__, 1],
        )
        for kind in TABLES
        for rule in getattr(rules, kind)
    ]
    table(
        [("rule", "table", "holds for", "false merges without it", "true ones without it"), *rows]
    )


def holding(a: Record, b: Record) -> Iterator[tuple[str, str]]:
    """The rules that hold for a pair, each with its table."""
    for rule in rules.EARLY_VETOES:
        if rule(a, b):
            yield rule.__name__, "EARLY_VETOES"
    seen = comparison_vector(a, b)
    for kind in ("VETOES", "REVIEW"):
        for rule in getattr(rules, kind):
            if rule(a, b, seen):
                yield rule.__name__, kind


def without(name: str, kind: str, a: Record, b: Record) -> Outcome:
    """The outcome of a pair when a rule is left out of its table."""
    every = getattr(rules, kind), rules.OF_EQUAL_TITLES
    setattr(rules, kind, _left(every[0], name))
    rules.OF_EQUAL_TITLES = tuple(_left(table, name) for table in every[1])
    try:
        return score(a, b)[0]
    finally:
        setattr(rules, kind, every[0])
        rules.OF_EQUAL_TITLES = every[1]


def _left(table: tuple, name: str) -> tuple:
    return tuple(rule for rule in table if rule.__name__ != name)


if __name__ == "__main__":
    main()
