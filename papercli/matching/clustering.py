"""From pairwise verdicts to papers, without chains that join what was judged different.

Agglomerative single linkage with cannot-link constraints (Davidson and Ravi 2005): pairs join in
the order of their match weight, and a join is refused when any pair across the two clusters is in
conflict. Ties are broken by record keys, which come from content alone, so that the result is a
function of the set of records, never of the order in which they arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

MOST_CROSS_PAIRS = 4096
"""Pairs looked at before a join; beyond it the join is refused: no real paper has 64 renderings on
each side, and a crafted input must not take quadratic time."""


def cluster(
    keys: Mapping[int, str],
    agreements: Iterable[tuple[int, int, float]],
    conflicts: Callable[[int, int], bool],
    must_link: Iterable[tuple[int, int]] = (),
    cannot_link: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Partition the records of one connected component into papers.

    ``keys`` maps each record id to its content key. ``agreements`` are the pairs judged the same,
    with their match weight in bits. ``conflicts(a, b)`` says whether two records were judged
    different; it is asked only for pairs a join would bring together. ``must_link`` and
    ``cannot_link`` are the user's decisions and stand above both. Returns clusters of ids, each
    sorted by key, in the order of their first key.
    """
    home = {record: {record} for record in keys}
    separated = {frozenset(pair) for pair in cannot_link}
    decided = {frozenset(pair) for pair in must_link}

    def join(a: int, b: int) -> None:
        if home[a] is home[b]:
            return
        small, large = sorted((home[a], home[b]), key=len)
        large |= small
        for record in small:
            home[record] = large

    def refused(a: int, b: int) -> bool:
        left, right = home[a], home[b]
        if len(left) * len(right) > MOST_CROSS_PAIRS:
            return True
        pairs = [frozenset((x, y)) for x in left for y in right]
        if any(pair in separated for pair in pairs):
            return True
        if any(pair in decided for pair in pairs):
            return False
        return any(conflicts(*sorted(pair, key=lambda r: keys[r])) for pair in pairs)

    for a, b in sorted(decided, key=lambda pair: sorted(keys[r] for r in pair)):
        join(a, b)
    ordered = sorted(
        agreements, key=lambda edge: (-edge[2], *sorted((keys[edge[0]], keys[edge[1]])))
    )
    for a, b, _ in ordered:
        if home[a] is not home[b] and not refused(a, b):
            join(a, b)
    clusters = {id(members): sorted(members, key=keys.__getitem__) for members in home.values()}
    return sorted(clusters.values(), key=lambda members: keys[members[0]])
