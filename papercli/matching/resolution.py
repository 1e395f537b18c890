"""The pipeline in memory: blocks -> candidate pairs -> verdicts -> components -> clusters.

Each step is a pure function of its arguments. The index takes the same steps one batch at a time
and keeps what they give in its tables; `resolve` takes them all at once, for ``papers evaluate``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import chain, combinations, islice, product
from operator import itemgetter
from typing import TYPE_CHECKING

from papercli.identities import apart
from papercli.matching.blocking import (
    all_block_keys,
    is_of_identifier,
    is_of_whole_title,
    is_of_words,
)
from papercli.matching.comparison import score, score_all, score_text
from papercli.matching.record import Record, content_key, is_self_identifying
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple

if TYPE_CHECKING:
    from papercli.matching.identity import Records

Pair = tuple[int, int]
"""Two records by their numbers, the smaller first."""
Progress = Callable[[int, int], None]

OVERSIZED, OVERSIZED_PART, OVERSIZED_WORDS = 64, 16, 8
"""Records under one key beyond which it compares none: linear time on crafted input. So many where
the key is a whole title; fewer where it is a part of a title or a sketch of an abstract, which the
papers of a series share; fewest where it is two or three words wherever they stand, which titles
made of a hundred words share with many others. Of 72,656 true pairs in corpus/c100000 all of it
leaves five more without a key than 64 records under any key but words, and saves one comparison in
seven."""
TOGETHER = 1_000
"""Records whose keys are made, and pairs that are judged, in one go."""


class Resolution(NamedTuple):
    """What became of the records, by their positions."""

    papers: list[list[int]]
    undecided: list[Pair]
    """Pairs judged undecided, wherever their records went."""


class Component(NamedTuple):
    """Records connected by verdicts and decisions, however far the way from one to the other."""

    members: list[int]
    """In ascending order."""
    agreements: list[tuple[int, int, float]]
    """Pairs judged the same, with their match weight in bits."""
    must_link: list[Pair]
    cannot_link: list[Pair]


class DisjointSets:
    """Which numbers are connected (union-find with path halving, Tarjan and van Leeuwen 1984)."""

    def __init__(self, numbers: Iterable[int]) -> None:
        """Every number by itself."""
        self._parent = {number: number for number in numbers}

    def find(self, number: int) -> int:
        """The number that stands for the set of this one."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    def join(self, a: int, b: int) -> bool:
        """Make the sets of two numbers one; whether they were two."""
        a, b = self.find(a), self.find(b)
        self._parent[a] = b
        return a != b


def most_members(key: int) -> int:
    """How many records may share a key before it tells nothing; of an identifier, any number."""
    if is_of_words(key):
        return OVERSIZED_WORDS
    if is_of_whole_title(key):
        return OVERSIZED
    return sys.maxsize if is_of_identifier(key) else OVERSIZED_PART


def block_pairs(key: int, present: Sequence[int], arrived: Sequence[int]) -> Iterable[Pair] | None:
    """The pairs to compare of the records under one key, those with a record that just arrived.

    None where the block is oversized: what so many share is a phrase, not a paper. Both sequences
    ascend, and who arrives has a higher number than who is present. Who shares an identifier is
    compared with the first alone: they are one paper, and a way from one to the other is enough.
    """
    if is_of_identifier(key):
        first, *others = chain(present[:1], arrived)
        return [(first, other) for other in others]
    if len(present) + len(arrived) > most_members(key):
        return None
    return chain(product(present, arrived), combinations(arrived, 2))


def candidate_pairs(keys: Iterable[Iterable[int]]) -> list[Pair]:
    """The pairs of positions that share a key of a block that is not oversized, each once.

    ``keys`` are the different blocking keys of each record; they are read once. The pairs of one
    later record follow each other.
    """
    first: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for at, own in enumerate(keys):
        for key in own:
            one = first.setdefault(key, at)
            if one != at:
                block = blocks.setdefault(key, [one])
                if len(block) <= most_members(key):
                    block.append(at)
    del first
    pairs = {pair for key, block in blocks.items() for pair in block_pairs(key, (), block) or ()}
    return sorted(pairs, key=itemgetter(1, 0))


def connect(
    numbers: Iterable[int],
    agreements: Mapping[Pair, float],
    must_link: Iterable[Pair] = (),
    cannot_link: Iterable[Pair] = (),
) -> list[Component]:
    """The connected components of records, by agreement or by decision, first members ascending.

    ``must_link`` and ``cannot_link`` are the user's decisions; those on records that are not
    among the numbers are left out.
    """
    numbers = sorted(numbers)
    sets = DisjointSets(numbers)
    inside = set(numbers)
    linked = [pair for pair in must_link if inside.issuperset(pair)]
    for a, b in chain(agreements, linked):
        sets.join(a, b)
    members: dict[int, list[int]] = {}
    for number in numbers:
        members.setdefault(sets.find(number), []).append(number)
    components = {first: Component(those, [], [], []) for first, those in members.items()}
    for (a, b), bits in agreements.items():
        components[sets.find(a)].agreements.append((a, b, bits))
    for pair in linked:
        components[sets.find(pair[0])].must_link.append(pair)
    for a, b in cannot_link:
        if a in inside and b in inside and sets.find(a) == sets.find(b):
            components[sets.find(a)].cannot_link.append((a, b))
    return list(components.values())


def partition(
    component: Component,
    key_of: Callable[[int], str],
    records: Records,
    outcomes: MutableMapping[Pair, Outcome],
) -> list[list[int]]:
    """The papers of one component.

    ``key_of`` gives the content key of a record, by which ties are broken. ``outcomes`` are
    verdicts known already; pairs that are not among them are judged when a join asks for them.
    """
    members = component.members
    if len(members) <= 2 and not component.cannot_link:
        return [members]
    # Few components of a few digests are larger.
    from papercli.matching.clustering import cluster
    from papercli.matching.identity import bareness, groups_by_identifier

    def differ(a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in outcomes:
            outcomes[pair] = score(records[a], records[b])[0]
        return outcomes[pair] is Outcome.DIFFERENT

    def parted(a: int, b: int) -> bool:
        return apart(records[a].identity, records[b].identity) is not None

    def unlike(a: int, b: int) -> bool:
        return score_text(records[a], records[b])[0] is not Outcome.SAME

    keys = {number: key_of(number) for number in members}
    named = any(records[number].identity for number in members)
    return cluster(
        keys,
        component.agreements,
        differ,
        component.must_link,
        component.cannot_link,
        identified=groups_by_identifier(keys, records) if named else (),
        parted=parted if named else None,
        unlike=unlike,
        bareness=lambda number: bareness(records[number]),
    )


def resolve(records: Sequence[Record], progress: Progress | None = None) -> Resolution:
    """Put records into papers, as an index that holds these and no others would.

    ``progress`` is called with pairs judged and pairs in all.
    """
    copies = _copies(records)
    nodes = list(copies)
    pairs = [(nodes[a], nodes[b]) for a, b in candidate_pairs(_keys(records, nodes))]
    outcomes: dict[Pair, Outcome] = {}
    agreements: dict[Pair, float] = {}
    undecided = []
    for pair, (outcome, bits) in judged(records, pairs, progress):
        outcomes[pair] = outcome
        if outcome is Outcome.SAME:
            agreements[pair] = bits
        elif outcome is Outcome.UNDECIDED:
            undecided.append(pair)

    def key_of(number: int) -> str:
        record = records[number]
        key = content_key(record)
        return key if is_self_identifying(record) else f"{key}:{number}"

    papers = [
        [at for number in group for at in copies[number]]
        for component in connect(nodes, agreements)
        for group in partition(component, key_of, records, outcomes)
    ]
    return Resolution(papers, undecided)


def _keys(records: Sequence[Record], numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    remaining = iter(numbers)
    while batch := [records[number] for number in islice(remaining, TOGETHER)]:
        yield from all_block_keys(
            [r.title for r in batch], [r.abstract for r in batch], [r.identity for r in batch]
        )


def _neighbors_together(pairs: list[Pair]) -> list[Pair]:
    """The pairs, those of the same records close together: profiles stay in bounded caches."""
    sets = DisjointSets(chain.from_iterable(pairs))
    for a, b in pairs:
        sets.join(a, b)
    return sorted(pairs, key=lambda pair: (sets.find(pair[0]), pair[1], pair[0]))


def judged(
    records: Records, pairs: Iterable[Pair], progress: Progress | None = None
) -> Iterator[tuple[Pair, tuple[Outcome, float]]]:
    """Each of the pairs with its outcome and bits, those of the same records close together.

    ``progress`` is called with pairs judged and pairs in all.
    """
    ordered = _neighbors_together(list(pairs))
    for start in range(0, len(ordered), TOGETHER):
        batch = ordered[start : start + TOGETHER]
        yield from zip(batch, score_all([(records[a], records[b]) for a, b in batch]), strict=True)
        if progress:
            progress(min(start + TOGETHER, len(ordered)), len(ordered))


def _copies(records: Sequence[Record]) -> dict[int, list[int]]:
    """For the first position of each content all positions that hold it; contents that do not tell
    which paper they are stay apart."""
    firsts: dict[tuple[object, ...], int] = {}
    copies: defaultdict[int, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        first = firsts.setdefault(record.content, at)
        copies[at if first != at and not is_self_identifying(record) else first].append(at)
    return copies
