"""Decisions as they were before schema version 4: a row for each two contents.

One command had several such rows, all of one second, with one reason, and hanging together. They
are one decision now; who decided twice within one second about the same contents has one of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from papercli.matching.resolution import DisjointSets
from papercli.model import Decision, Said


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
        told = {frozenset((row.a.key, row.b.key)) for row in rows}
        parts = {}
        for key in said:
            beside = [other for other in parts if frozenset((key, other)) not in told]
            parts[key] = parts[beside[0]] if beside else len(set(parts.values())) + 1
        apart = {frozenset((a, b)) for a in said for b in said if a < b and parts[a] != parts[b]}
        if apart != told:
            return [
                _decision(row, (row.a._replace(part=1), row.b._replace(part=2))) for row in rows
            ]
    ordered = sorted(said.values(), key=lambda one: parts[one.key])
    return [_decision(first, tuple(one._replace(part=parts[one.key]) for one in ordered))]


def _decision(row: Pair, said: tuple[Said, ...]) -> Decision:
    return Decision(row.id, row.verdict, said, row.decided_at, row.reason)
