"""Decisions as they once were kept: a row for each two contents.

One command had several such rows, all of one second, with one reason, and hanging together. They
are one decision now; who decided twice within one second about the same contents has one of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from papercli.matching.resolution import DisjointSets
from papercli.model.decision import Decision, Said
from papercli.named_tuples import NamedTuple


class Pair(NamedTuple):
    """One row: two contents that are the same or different."""

    id: int
    verdict: str
    a: Said
    b: Said
    decided_at: str
    reason: str | None


def grouped(pairs: Iterable[Pair]) -> list[Decision]:
    """The decisions that the rows were made by, in the order of their first rows, whose ids they
    have."""
    commands: defaultdict[tuple[str, str, str | None], list[Pair]] = defaultdict(list)
    for pair in pairs:
        commands[pair.verdict, pair.decided_at, pair.reason].append(pair)
    found = [
        decision
        for rows in commands.values()
        for together in _connected(rows)
        for decision in _decisions(together)
    ]
    return sorted(found, key=lambda decision: decision.id)


def _connected(rows: Sequence[Pair]) -> list[list[Pair]]:
    """The rows in groups that hang together by their contents."""
    keys = {key: number for number, key in enumerate({k for r in rows for k in (r.a.key, r.b.key)})}
    sets = DisjointSets(keys.values())
    for row in rows:
        sets.join(keys[row.a.key], keys[row.b.key])
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for row in rows:
        found[sets.find(keys[row.a.key])].append(row)
    return list(found.values())


def _decisions(rows: Sequence[Pair]) -> list[Decision]:
    """One decision, or each row's own where they tell apart what no parting of contents would."""
    first = rows[0]
    said = {one.key: one for row in rows for one in (row.a, row.b)}
    if first.verdict == "same":
        parts = dict.fromkeys(said, 1)
    else:
        others: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            others[row.a.key].add(row.b.key)
            others[row.b.key].add(row.a.key)
        # Contents of one part are told apart from the same others.
        numbers: dict[frozenset[str], int] = {}
        parts = {key: numbers.setdefault(frozenset(others[key]), len(numbers) + 1) for key in said}
        apart = len(said) ** 2 - sum(size**2 for size in Counter(parts.values()).values())
        if apart != sum(map(len, others.values())):
            return [
                _decision(row, (row.a._replace(part=1), row.b._replace(part=2))) for row in rows
            ]
    ordered = sorted(said.values(), key=lambda one: parts[one.key])
    return [_decision(first, tuple(one._replace(part=parts[one.key]) for one in ordered))]


def _decision(row: Pair, said: tuple[Said, ...]) -> Decision:
    return Decision(row.id, row.verdict, said, row.decided_at, row.reason)
