"""From pairwise verdicts to papers, without chains that join what was judged different.

Agglomerative single linkage with cannot-link constraints (Davidson and Ravi 2005): pairs join in
the order of their match weight, and a join is refused when any pair across the two clusters is in
conflict. What decisions and identifiers make one paper joins first, whatever it looks like, and is
a unit from then on: who resembles one record of it is not refused because of another that tells
less, or that resembles that one no more. What fits two papers that are apart equally well stays by
itself. Ties are broken by record keys, which come from content alone, so that the result is a
function of the set of records, never of the order in which they arrived.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import product

MOST_NOT_COMPARED = 16
"""Pairs across two clusters that were not judged the same, beyond which they are not joined. Most
of them were never compared; each is judged before a join, and a chain of a thousand records that
are alike two by two must not take quadratic time. No join of the labeled data has more than
six."""
MOST_ASKED = 64
"""Pairs across units that agree which are judged before a join; a unit has any number of records.
"""
AS_LIKELY = 4.0
"""Bits up to which one of two match weights is not above the other: sixteen times as likely."""

Pair = tuple[int, int]


class _Clusters:
    """Records in clusters; what joining looks at is kept for clusters, the smaller moved to the
    larger, so that no pair of clusters is looked at twice."""

    def __init__(self, records: Iterable[int]) -> None:
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


def _full(record: int) -> int:
    return 0


@dataclass(slots=True)
class _Problem:
    """What is known of the records of one component; the clusters are worked out anew for it."""

    place: Mapping[int, int]
    conflicts: Callable[[int, int], bool]
    parted: Callable[[int, int], bool] | None
    unlike: Callable[[int, int], bool]
    bareness: Callable[[int], int]
    bits: Mapping[Pair, float]
    """Match weight of the pairs judged the same, the record of the lower place first."""
    unit: dict[int, int] = field(default_factory=dict)
    """Of each record the one that stands for what decisions and identifiers joined it with."""
    members: dict[int, list[int]] = field(default_factory=dict)
    """The records of each unit."""
    agreed: set[Pair] = field(default_factory=set)
    """Units of which a pair was judged the same, both ways round; one of them at least is of
    several records, which identifiers alone joined."""

    def in_order(self, a: int, b: int) -> Pair:
        return (a, b) if self.place[a] < self.place[b] else (b, a)

    def differ(self, a: int, b: int) -> bool:
        """Whether two records speak for two papers."""
        return self.conflicts(*self.in_order(a, b)) and not (
            (self.unit[a], self.unit[b]) in self.agreed
            and (self._is_overruled(a, b) or self._is_overruled(b, a))
        )

    def _is_overruled(self, a: int, b: int) -> bool:
        """Whether a record agrees with one of the other's unit that tells more than the other, or
        that was joined with the other although nothing else says that they are one."""
        return any(
            self.in_order(a, one) in self.bits
            and (self.bareness(one) < self.bareness(b) or self.unlike(*self.in_order(one, b)))
            for one in self.members[self.unit[b]]
            if one != b
        )

    def apart(self, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether two clusters must not be joined."""
        pairs = list(product(self.sorted(one), self.sorted(other)))
        if self.parted and any(self.parted(*pair) for pair in pairs):
            return True
        asked = 0
        for a, b in pairs:
            asked += (self.unit[a], self.unit[b]) in self.agreed
            if asked <= MOST_ASKED and self.differ(a, b):
                return True
        return False

    def sorted(self, records: Iterable[int]) -> list[int]:
        return sorted(records, key=self.place.__getitem__)


def cluster(
    keys: Mapping[int, str],
    agreements: Iterable[tuple[int, int, float]],
    conflicts: Callable[[int, int], bool],
    must_link: Iterable[Pair] = (),
    cannot_link: Iterable[Pair] = (),
    *,
    identified: Iterable[Sequence[int]] = (),
    parted: Callable[[int, int], bool] | None = None,
    unlike: Callable[[int, int], bool] | None = None,
    bareness: Callable[[int], int] = _full,
) -> list[list[int]]:
    """Partition the records of one connected component into papers.

    ``keys`` maps each record id to its content key. ``agreements`` are the pairs judged the same,
    with their match weight in bits. ``conflicts(a, b)`` says whether two records were judged
    different; it is asked only for pairs a join would bring together. ``must_link`` and
    ``cannot_link`` are the user's decisions and stand above all. ``identified`` are groups of
    records that identifiers make one paper, in an order that depends on contents alone;
    ``parted(a, b)`` says whether identifiers make two records two papers, and ``unlike(a, b)``
    whether two that are one unit would not be judged the same without. Of records with a higher
    ``bareness`` less is known. Returns clusters of ids, each sorted by key, in the order of their
    first key.
    """
    place = {record: at for at, record in enumerate(sorted(keys, key=keys.__getitem__))}
    bits: dict[Pair, float] = {}
    problem = _Problem(place, conflicts, parted, unlike or conflicts, bareness, bits)
    for a, b, weight in agreements:
        pair = problem.in_order(a, b)
        bits[pair] = max(weight, bits.get(pair, weight))
    must_link, cannot_link, identified = list(must_link), list(cannot_link), list(identified)
    # What fits two papers does so whatever the user decided: a decision moves what it is about, and
    # nothing else with it.
    contested: set[Pair] = set()
    while True:
        clusters = _joined(problem, identified, contested)
        more = set(_contested(problem, clusters)) - contested
        if not more:
            break
        contested |= more
    if must_link or cannot_link:
        clusters = _joined(problem, identified, contested, must_link, cannot_link)
    found = (problem.sorted(members) for members in clusters.members.values())
    return sorted(found, key=lambda members: place[members[0]])


def _joined(
    problem: _Problem,
    identified: Iterable[Sequence[int]],
    contested: Iterable[Pair],
    must_link: Sequence[Pair] = (),
    cannot_link: Iterable[Pair] = (),
) -> _Clusters:
    """Join what decisions and identifiers make one paper, then what was judged the same."""
    clusters = _Clusters(problem.place)
    home = clusters.home
    for a, b in must_link:
        if home[a] != home[b]:
            clusters.join(home[a], home[b])
    for a, b in cannot_link:
        if home[a] != home[b]:
            clusters.bar(home[a], home[b])
    for group in identified:
        clusters.seat(group)
    for a, b in contested:
        if home[a] != home[b]:
            clusters.bar(home[a], home[b])
    _join_alike(problem, clusters, {record for pair in must_link for record in pair})
    return clusters


def _join_alike(problem: _Problem, clusters: _Clusters, decided: Set[int]) -> None:
    """Join what was judged the same, the heaviest first, unless it would join what is apart."""
    home, bits, place = clusters.home, problem.bits, problem.place
    unit = problem.unit = dict(home)
    counted: set[Pair] = set()
    for a, b in bits:
        units = unit[a], unit[b]
        if units[0] != units[1] and units not in counted:
            counted.update((units, units[::-1]))
            clusters.agree(*units)
    problem.members = {one: list(members) for one, members in clusters.members.items()}
    grown = {
        one
        for one, members in problem.members.items()
        if len(members) > 1 and decided.isdisjoint(members)
    }
    problem.agreed = {units for units in counted if not grown.isdisjoint(units)}
    for a, b in sorted(bits, key=lambda pair: (-bits[pair], place[pair[0]], place[pair[1]])):
        one, other = home[a], home[b]
        if one == other or not clusters.may_join(one, other):
            continue
        if problem.apart(clusters.members[one], clusters.members[other]):
            clusters.bar(one, other)
        else:
            clusters.join(one, other)


def _contested(problem: _Problem, clusters: _Clusters) -> Iterator[Pair]:
    """Pairs that keep apart what fits two papers equally well, from both."""
    home = clusters.home
    for pair in problem.bits:
        for a, b in (pair, pair[::-1]):
            if home[a] != home[b]:
                yield from _kept_from_both(problem, clusters, a, home[b])


def _kept_from_both(
    problem: _Problem, clusters: _Clusters, record: int, there: int
) -> Iterator[Pair]:
    """Pairs that keep a record from its own cluster and from another, if it fits both and the rest
    of its own cluster is apart from the other by more than is known of the record itself."""
    own, other = clusters.members[clusters.home[record]], clusters.members[there]
    unit = [one for one in own if problem.unit[one] == problem.unit[record]]
    rest = [one for one in own if problem.unit[one] != problem.unit[record]]
    if not rest:
        return
    bare = problem.bareness(record) if len(unit) == 1 else 0
    rivals = {
        pair
        for pair in product(rest, other)
        if (problem.parted and problem.parted(*pair))
        or (bare > max(map(problem.bareness, pair)) and problem.differ(*pair))
    }
    if not rivals or problem.apart(unit, other):
        return
    here = _heaviest(problem, unit, {one for one, _ in rivals})
    if here <= _heaviest(problem, unit, {one for _, one in rivals}) + AS_LIKELY:
        yield from ((record, one) for one in sorted({one for pair in rivals for one in pair}))


def _heaviest(problem: _Problem, unit: Iterable[int], others: Iterable[int]) -> float:
    pairs = (problem.in_order(*pair) for pair in product(unit, others))
    return max((problem.bits[pair] for pair in pairs if pair in problem.bits), default=-math.inf)
