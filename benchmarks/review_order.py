"""In which order undecided pairs are best reviewed: how many of the first are duplicates.

usage: python benchmarks/review_order.py

Every labeled pair, and every candidate pair of the record sets, that comes out undecided, in three
orders. Printed: the average precision of each, and the duplicates among the first pairs.
"""

from __future__ import annotations

from collections.abc import Callable

from common import table
from labeled import labeled_pairs

from papercli.matching.comparison import SAME_BITS, compare, score
from papercli.model.verdict import Outcome

Row = tuple[float, bool, int]
"""Match weight, whether a rule asks for review, and 1 for a duplicate."""
FIRST = (20, 50, 100, 200)
ORDERS: dict[str, Callable[[Row], tuple[float, ...]]] = {
    "falling match weight": lambda row: (-row[0],),
    "nearness to the threshold": lambda row: (abs(row[0] - SAME_BITS),),
    "those without a rule first": lambda row: (row[1], -row[0]),
}


def main() -> None:
    """One row an order."""
    rows = [
        (verdict.bits, any(part.field == "review" for part in verdict.evidence), label)
        for a, b, label, _ in labeled_pairs()
        if score(a, b)[0] is Outcome.UNDECIDED
        for verdict in (compare(a, b),)
    ]
    found = [("order", "average precision", *(f"of the first {number}" for number in FIRST))]
    for name, key in ORDERS.items():
        labels = [row[2] for row in sorted(rows, key=key)]
        firsts = (sum(labels[:number]) for number in FIRST)
        found.append((name, f"{average_precision(labels):.3f}", *map(str, firsts)))
    print(f"{len(rows)} undecided pairs, {sum(row[2] for row in rows)} of them duplicates")
    table(found)


def average_precision(labels: list[int]) -> float:
    """The mean, over the duplicates, of the share of duplicates up to each."""
    hits, total = 0, 0.0
    for place, label in enumerate(labels, 1):
        if label:
            hits += 1
            total += hits / place
    return total / max(1, hits)


if __name__ == "__main__":
    main()
