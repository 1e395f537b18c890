"""Clusters that grow by joining two of them, and what is known of any two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

MOST_NOT_COMPARED = 16
"""Pairs across two clusters that were not judged the same, beyond which they are not joined. Most
of them were never compared; each is judged before a join, and a chain of a thousand records that
are alike two by two must not take quadratic time. No join of the labeled data has more than
six."""


class Clusters:
    """Records in clusters; what joining looks at is kept for clusters, the smaller moved to the
    larger, so that no pair of clusters is looked at twice."""

    def __init__(self, records: Iterable[int]) -> None:
        """Each record by itself."""
        self.home = {record: record for record in records}
        self.members = {record: [record] for record in self.home}
        self._agreed: dict[int, Counter[int]] = {record: Counter() for record in self.home}
        self._barred: dict[int, set[int]] = {record: set() for record in self.home}

    def agree(self, one: int, other: int) -> None:
        """Count two clusters as judged the same, once; they have not grown yet."""
        pairs = len(self.members[one]) * len(self.members[other])
        self._agreed[one][other] += pairs
        self._agreed[other][one] += pairs

    def bar(self, one: int, other: int) -> None:
        """Keep two clusters apart for good: what they grow to holds what parts them."""
        self._barred[one].add(other)
        self._barred[other].add(one)

    def barred(self, one: int, other: int) -> bool:
        """Whether two clusters are kept apart."""
        return other in self._barred[one]

    def may_join(self, one: int, other: int) -> bool:
        """Whether nothing known parts two clusters, and enough speaks for joining them."""
        if other in self._barred[one]:
            return False
        pairs = len(self.members[one]) * len(self.members[other])
        return pairs - self._agreed[one][other] <= MOST_NOT_COMPARED

    def seat(self, group: Iterable[int]) -> None:
        """Join records that are one paper, as far as nothing keeps them apart: each goes to the
        first cluster of the group that may have it."""
        seats: list[int] = []
        for record in group:
            own = self.home[record]
            held = [self.home[seat] for seat in seats]
            free = next((cluster for cluster in held if not self.barred(own, cluster)), None)
            if free is None:
                seats.append(record)
            elif free != own:
                self.join(free, own)

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
