"""From pairwise verdicts to papers, without chains that join what was judged different.

Agglomerative single linkage with cannot-link constraints (Davidson and Ravi 2005): pairs join in
the order of their match weight, and a join is refused when any pair across the two clusters is in
conflict. Ties are broken by record keys, which come from content alone, so that the result is a
function of the set of records, never of the order in which they arrived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import product

MOST_NOT_COMPARED = 16
"""Pairs across two clusters that were not judged the same, beyond which they are not joined. Most
of them were never compared; each is judged before a join, and a chain of a thousand records that
are alike two by two must not take quadratic time. No join of the labeled data has more than
six."""


class _Clusters:
    """Records in clusters; what joining looks at is kept for clusters, the smaller moved to the
    larger, so that no pair of clusters is looked at twice."""

    def __init__(self, records: Iterable[int]) -> None:
        self.home = {record: record for record in records}
        self.members = {record: [record] for record in self.home}
        self._agreed: dict[int, Counter[int]] = {record: Counter() for record in self.home}
        self._barred: dict[int, set[int]] = {record: set() for record in self.home}

    def agree(self, a: int, b: int) -> None:
        """Count a pair of records judged the same; each once."""
        one, other = self.home[a], self.home[b]
        if one != other:
            self._agreed[one][other] += 1
            self._agreed[other][one] += 1

    def bar(self, one: int, other: int) -> None:
        """Keep two clusters apart for good: what they grow to holds what parts them."""
        self._barred[one].add(other)
        self._barred[other].add(one)

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing known parts two clusters, and enough speaks for joining them."""
        if other in self._barred[one]:
            return False
        pairs = len(self.members[one]) * len(self.members[other])
        return pairs - self._agreed[one][other] <= MOST_NOT_COMPARED

    def join(self, one: int, other: int) -> None:
        """Make one cluster of two."""
        if self._size(one) > self._size(other):
            one, other = other, one
        for record in self.members[one]:
            self.home[record] = other
        self.members[other] += self.members.pop(one)
        for third, pairs in self._agreed.pop(one).items():
            del self._agreed[third][one]
            if third != other:
                self._agreed[third][other] += pairs
                self._agreed[other][third] += pairs
        for third in self._barred.pop(one):
            self._barred[third].remove(one)
            self.bar(third, other)

    def _size(self, cluster: int) -> int:
        return len(self.members[cluster]) + len(self._agreed[cluster]) + len(self._barred[cluster])


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
    ``cannot_link`` are the user's decisions and stand above both: what is different from one part
    of a paper that the user joined, and the same as another, is of that paper. Returns clusters of
    ids, each sorted by key, in the order of their first key.
    """
    place = {record: at for at, record in enumerate(sorted(keys, key=keys.__getitem__))}

    def in_order(a: int, b: int) -> tuple[int, int]:
        return (a, b) if place[a] < place[b] else (b, a)

    clusters = _Clusters(place)
    home = clusters.home
    for a, b in must_link:
        if home[a] != home[b]:
            clusters.join(home[a], home[b])
    joined = {record: frozenset(clusters.members[home[record]]) for record in place}
    for a, b in cannot_link:
        if home[a] != home[b]:
            clusters.bar(home[a], home[b])
    bits: dict[tuple[int, int], float] = {}

    def told(a: int, b: int) -> bool:
        """Whether the user joined one of two records with a third that agrees with the other."""
        return any(in_order(m, b) in bits for m in joined[a] if m != a) or any(
            in_order(a, m) in bits for m in joined[b] if m != b
        )

    for a, b, weight in agreements:
        pair = in_order(a, b)
        if pair not in bits:
            clusters.agree(a, b)
        bits[pair] = max(weight, bits.get(pair, weight))
    for a, b in sorted(bits, key=lambda pair: (-bits[pair], place[pair[0]], place[pair[1]])):
        one, other = home[a], home[b]
        if one == other or not clusters.may_join(one, other):
            continue
        across = product(clusters.members[one], clusters.members[other])
        if any(conflicts(*in_order(x, y)) and not told(x, y) for x, y in across):
            clusters.bar(one, other)
        else:
            clusters.join(one, other)
    found = (sorted(members, key=place.__getitem__) for members in clusters.members.values())
    return sorted(found, key=lambda members: place[members[0]])
