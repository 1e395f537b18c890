"""Which of the user's words stand: a later one replaces an earlier one that it contradicts.

Decisions are taken from the newest to the oldest, and of each as much holds as agrees with what is
held already. So the last word on anything holds, whatever chain of earlier ones says otherwise; and
when it is taken back, what it had replaced holds again: nothing is asked but the list of decisions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from operator import attrgetter

from papercli.model.decision import Decision
from papercli.store.key_sets import Sets, connected

DEGREES = HOLDS, IN_PART, REPLACED = "holds", "in part", "replaced"
"""How a decision stands: all of it holds, some of it, or nothing."""
Forms = dict[str, list[str]]
"""All keys that decisions name, by the content that each is of."""


def content_of_key(key: str) -> str:
    """The content key in a record key, without what tells word-for-word equal sightings apart."""
    return key.partition(":")[0]


def forms_of(decisions: Iterable[Decision]) -> Forms:
    """The keys that are mentioned of each content, its own first: that one means all sightings."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        for said in decision.said:
            found[content_of_key(said.key)].add(said.key)
    return {content: sorted(keys) for content, keys in found.items()}


class Standing(Sets):
    """What holds of a list of decisions: each set of keys must be one paper."""

    def __init__(self) -> None:
        super().__init__()
        self.status: dict[int, str] = {}
        """By decision id: `HOLDS`, `IN_PART` or `REPLACED`."""
        self.apart: list[tuple[str, str]] = []
        """Pairs of keys that must not be one paper."""
        self._barred: dict[str, set[str]] = {}

    def classes(self) -> list[list[str]]:
        """The keys that must be one paper, two or more each."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.root:
            found[self.find(key)].append(key)
        return [keys for keys in found.values() if len(keys) > 1]

    def join(self, a: str, b: str) -> bool:
        """Make two keys one, unless they must be apart; whether they are one now."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return True
        if other in self._barred.get(one, ()):
            return False
        if len(self._barred.get(one, ())) > len(self._barred.get(other, ())):
            one, other = other, one
        self.root[one] = other
        for third in self._barred.pop(one, ()):
            self._barred[third].remove(one)
            self._bar(third, other)
        return True

    def part(self, a: str, b: str) -> bool:
        """Keep two keys apart, unless they must be one; whether they are apart now."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return False
        self._bar(one, other)
        self.apart.append((a, b))
        return True

    def _bar(self, one: str, other: str) -> None:
        self._barred.setdefault(one, set()).add(other)
        self._barred.setdefault(other, set()).add(one)


def stand(decisions: Sequence[Decision]) -> Standing:
    """What holds of decisions that are given oldest first."""
    return _stand(tuple(decisions))


@lru_cache(maxsize=2)
def _stand(decisions: tuple[Decision, ...]) -> Standing:
    # One command asks this several times of the decisions before it and of those after it.
    return held_of(completed(decisions))


def held_of(decisions: Sequence[Decision], forms: Forms | None = None) -> Standing:
    """What holds of decisions, each taken by its own words; ``forms`` of these and of others."""
    forms, held = forms or forms_of(decisions), Standing()
    for decision in reversed(decisions):
        say = _say_same if decision.verdict == "same" else _say_different
        kept, lost = say(held, decision, forms)
        held.status[decision.id] = HOLDS if not lost else IN_PART if kept else REPLACED
    return held


def completed(decisions: Sequence[Decision]) -> Sequence[Decision]:
    """The decisions; a merge whose papers later words would take apart, or earlier ones keep apart,
    says of all that was in them by the decisions before it that it is one."""
    whole = list(decisions)
    # Those that speak of other contents have no part in that, and there may be thousands.
    for places in connected([[content_of_key(said.key) for said in d.said] for d in decisions]):
        if len(places) > 1:
            together = _completed_together([decisions[place] for place in places])
            for place, decision in zip(places, together, strict=True):
                whole[place] = decision
    return whole


def _completed_together(decisions: list[Decision]) -> list[Decision]:
    parts = {one.id: parts_of(one) for one in decisions if one.verdict == "same"}
    waiting = {number for number, every in parts.items() if len(every) > 1}
    while waiting:
        held = held_of(decisions)
        broken = {
            number
            for number in waiting
            if len({held.find(key) for keys in parts[number] for key in keys}) > 1
        }
        if not broken:
            break
        _complete(decisions, broken)
        waiting -= broken
    return decisions


def _complete(decisions: list[Decision], broken: set[int]) -> None:
    forms, before, stale = forms_of(decisions), Standing(), False
    for place in range(len(decisions)):
        if decisions[place].id in broken:
            if stale:
                before, stale = held_of(decisions[:place], forms), False
            decisions[place] = _with_ties(decisions[place], before)
        if stale:
            continue
        decision = decisions[place]
        say = _say_same if decision.verdict == "same" else _say_different
        _, lost = say(before, decision, forms)
        joined = parts_of(decision) if decision.verdict == "same" else []
        # What agrees with all before it only adds to that.
        stale = lost or any(len(set(map(before.find, keys))) > 1 for keys in joined)


def _with_ties(decision: Decision, before: Standing) -> Decision:
    """A "same" of which the first part has all that earlier words tie to it."""
    parts = parts_of(decision)
    for keys in parts:
        for key in keys[1:]:
            before.join(keys[0], key)
    first = {before.find(key) for key in parts[0]}
    tied = {key for keys in parts if first & set(map(before.find, keys)) for key in keys}
    own = decision.said[0].part
    said = [one._replace(part=own if one.key in tied else one.part) for one in decision.said]
    return decision._replace(said=tuple(sorted(said, key=attrgetter("part"))))


def meant(key: str, forms: Forms) -> list[str]:
    """The keys that a key means: its own, and where it is a content's all that are made of it."""
    return [key] if ":" in key else forms[key]


def single_forms(key: str, forms: Forms) -> list[str]:
    """The keys that a key means; of single sightings where it is of a content told apart."""
    return [form for form in meant(key, forms) if form != key] or [key]


def _say_same(held: Standing, decision: Decision, forms: Forms) -> tuple[bool, bool]:
    """Join each part as far as later words let it; whether any of it holds, whether any is lost.

    What later words told apart goes on in groups, each of what may be one. Parts were in these
    papers by earlier words, which no still earlier one keeps apart any more. Where the sightings of
    a content are in several groups, or with no other content, nothing is said of those that nobody
    named.
    """
    kept = lost = False
    home = {said.key: said.key if said.paper is None else said.paper for said in decision.said}
    for keys in parts_of(decision):
        single = {key: single_forms(key, forms) for key in keys}
        groups: list[str] = []
        for key in dict.fromkeys(form for every in single.values() for form in every):
            if not any(held.join(group, key) for group in groups):
                groups.append(key)
        roots = {key: set(map(held.find, every)) for key, every in single.items()}
        sizes = Counter(root for found in roots.values() for root in found)
        homes: dict[str, object] = {}
        for key, found in roots.items():
            if len(found) == 1 and sizes[next(iter(found))] > 1:
                held.join(key, *found)
            kept |= any(homes.setdefault(root, home[key]) != home[key] for root in found)
        # What was one paper before is not what was decided, whatever became of it.
        lost |= len(groups) > 1 and len({home[key] for key in keys}) > 1
    return kept, lost


def _say_different(held: Standing, decision: Decision, forms: Forms) -> tuple[bool, bool]:
    """Keep parts apart as far as later words let them be; as `_say_same`."""
    kept = lost = False
    for a, b in separations(decision):
        told = [
            held.part(*pair) for pair in pairs_of(single_forms(a, forms), single_forms(b, forms))
        ]
        if all(told):
            told += [held.part(*pair) for pair in pairs_of(meant(a, forms), meant(b, forms))]
        kept, lost = kept or any(told), lost or not all(told)
    return kept, lost


def pairs_of(some: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
    """Each of some keys with each of others, but for itself."""
    return [(one, other) for one, other in product(some, others) if one != other]


def parts_of(decision: Decision) -> list[list[str]]:
    """The keys of a decision, those of one part together, in the order in which they were said."""
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for said in decision.said:
        parts[said.part].append(said.key)
    return list(parts.values())


def separations(decision: Decision) -> Iterator[tuple[str, str]]:
    """The pairs of keys that a "different" tells apart."""
    for one, other in combinations(parts_of(decision), 2):
        yield from product(one, other)
