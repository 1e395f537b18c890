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
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, product

from papercli.matching.growing_clusters import Clusters

MOST_ASKED = 64
"""Pairs across units that agree which are judged before a join; a unit has any number of records.
"""
MOST_NEAR = 8
"""Records of a unit that a record resembles which are looked at."""
AS_LIKELY = 4.0
"""Bits up to which one of two match weights is not above the other: sixteen times as likely."""

Pair = tuple[int, int]


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
    joined: dict[int, frozenset[int]] = field(default_factory=dict)
    """Of each record that the user joined with others all that it was joined with."""
    near: dict[int, dict[int, list[int]]] = field(default_factory=dict)
    """By record and unit which records of that unit it is, or was judged the same as; of units that
    identifiers alone joined."""

    def in_order(self, a: int, b: int) -> Pair:
        return (a, b) if self.place[a] < self.place[b] else (b, a)

    def differ(self, a: int, b: int) -> bool:
        """Whether two records speak for two papers."""
        return self.conflicts(*self.in_order(a, b)) and not self._is_overruled(a, b)

    def _is_overruled(self, a: int, b: int) -> bool:
        """Whether two records are in one unit, or resemble some of it, though nothing but
        identifiers says that those are one, or one of them tells less than what speaks for it."""
        here, there = self.near.get(a, {}), self.near.get(b, {})
        return any(
            one != other
            and (
                (other == b and self.bareness(one) < self.bareness(b))
                or (one == a and self.bareness(other) < self.bareness(a))
                or self.unlike(*self.in_order(one, other))
            )
            for unit in here.keys() & there.keys()
            for one, other in product(here[unit][:MOST_NEAR], there[unit][:MOST_NEAR])
        )

    def apart(self, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether two clusters must not be joined."""
        pairs = list(product(self.sorted(one), self.sorted(other)))
        if self.parted and any(self.parted(*pair) for pair in pairs):
            return True
        asked = 0
        for a, b in pairs:
            asked += not self.near.get(a, {}).keys().isdisjoint(self.near.get(b, {}))
            if asked <= MOST_ASKED and self.differ(a, b) and not self.is_told(a, b):
                return True
        return False

    def may_be_apart(self, a: int, b: int) -> bool:
        """Whether two records were not judged the same, as different or left to the user."""
        pair = self.in_order(a, b)
        return pair not in self.bits and (self.differ(a, b) or self.unlike(*pair))

    def is_bridge(self, link: Pair, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether two clusters would be joined by a record that tells less than two of theirs, who
        were not judged the same, and that nothing but likeness joins with one of them."""
        doubtful = [pair for pair in product(one, other) if self.in_order(*pair) not in self.bits]
        bare = max(map(self.bareness, link)) if doubtful else 0
        if not bare:
            return False
        told = [
            self.in_order(*pair)
            for pair in doubtful
            if max(map(self.bareness, pair)) < bare
            and any(
                self.bareness(end) == bare and self.unit[end] != self.unit[record]
                for end, record in zip(link, pair, strict=True)
            )
        ]
        return any(
            self.may_be_apart(*pair) for pair in islice(sorted(told, key=self.places), MOST_ASKED)
        )

    def is_told(self, a: int, b: int) -> bool:
        """Whether the user joined one of two records with a third that agrees with the other."""
        return any(self.in_order(one, b) in self.bits for one in self.joined.get(a, ())) or any(
            self.in_order(a, one) in self.bits for one in self.joined.get(b, ())
        )

    def places(self, pair: Pair) -> Pair:
        return self.place[pair[0]], self.place[pair[1]]

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
    ``cannot_link`` are the user's decisions and stand above all: what is different from one part of
    a paper that the user joined, and the same as another, is of that paper. ``identified`` are
    groups of records that identifiers make one paper, in an order that depends on contents alone;
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
) -> Clusters:
    """Join what decisions and identifiers make one paper, then what was judged the same."""
    clusters = Clusters(problem.place)
    home = clusters.home
    for a, b in must_link:
        if home[a] != home[b]:
            clusters.join(home[a], home[b])
    problem.joined = {
        record: frozenset(clusters.members[home[record]]) for pair in must_link for record in pair
    }
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


def _join_alike(problem: _Problem, clusters: Clusters, decided: Set[int]) -> None:
    """Join what was judged the same, the heaviest first, unless it would join what is apart."""
    home, bits, place = clusters.home, problem.bits, problem.place
    unit = problem.unit = dict(home)
    counted: set[Pair] = set()
    for a, b in bits:
        units = unit[a], unit[b]
        if units[0] != units[1] and units not in counted:
            counted.update((units, units[::-1]))
            clusters.agree(*units)
    problem.near = _near(problem, clusters, decided)
    for a, b in sorted(bits, key=lambda pair: (-bits[pair], place[pair[0]], place[pair[1]])):
        one, other = home[a], home[b]
        if one == other or not clusters.may_join(one, other):
            continue
        if problem.apart(clusters.members[one], clusters.members[other]):
            clusters.bar(one, other)
        elif not problem.is_bridge((a, b), clusters.members[one], clusters.members[other]):
            clusters.join(one, other)


def _near(
    problem: _Problem, clusters: Clusters, decided: Set[int]
) -> dict[int, dict[int, list[int]]]:
    grown = {
        one
        for one, members in clusters.members.items()
        if len(members) > 1 and decided.isdisjoint(members)
    }
    near: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    for unit in grown:
        for record in clusters.members[unit]:
            near[record][unit] = [record]
    if grown:
        for pair in sorted(problem.bits, key=lambda pair: [problem.place[one] for one in pair]):
            for a, b in (pair, pair[::-1]):
                if problem.unit[b] in grown and problem.unit[a] != problem.unit[b]:
                    near[a].setdefault(problem.unit[b], []).append(b)
    return dict(near)


def _contested(problem: _Problem, clusters: Clusters) -> Iterator[Pair]:
    """Pairs that keep apart what fits two papers equally well, from both."""
    home = clusters.home
    looked_at: set[Pair] = set()
    for pair in problem.bits:
        for a, b in (pair, pair[::-1]):
            if home[a] != home[b] and (a, home[b]) not in looked_at:
                looked_at.add((a, home[b]))
                yield from _kept_from_both(problem, clusters, a, home[b])


def _kept_from_both(
    problem: _Problem, clusters: Clusters, record: int, there: int
) -> Iterator[Pair]:
    """Pairs that keep a record from its own cluster and from another, if it fits both and the rest
    of its own cluster is apart from the other by more than is known of the record itself."""
    own, other = clusters.members[clusters.home[record]], clusters.members[there]
    unit = [one for one in own if problem.unit[one] == problem.unit[record]]
    rest = [one for one in own if problem.unit[one] != problem.unit[record]]
    if not rest:
        return
    bare = problem.bareness(record) if len(unit) == 1 else 0
    if not (bare or problem.parted):
        return
    rivals = {
        pair
        for pair in product(rest, other)
        if (problem.parted and problem.parted(*pair))
        or (bare > max(map(problem.bareness, pair)) and problem.may_be_apart(*pair))
    }
    if not rivals or problem.apart(unit, other):
        return
    here = _heaviest(problem, unit, {one for one, _ in rivals})
    if here <= _heaviest(problem, unit, {one for _, one in rivals}) + AS_LIKELY:
        yield from ((record, one) for one in sorted({one for pair in rivals for one in pair}))


def _heaviest(problem: _Problem, unit: Iterable[int], others: Iterable[int]) -> float:
    pairs = (problem.in_order(*pair) for pair in product(unit, others))
    return max((problem.bits[pair] for pair in pairs if pair in problem.bits), default=-math.inf)
