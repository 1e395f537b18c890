"""What later decisions leave of each, in its own words: what is exported, and what is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from papercli.model.decision import Decision
from papercli.store.decisions_in_force import (
    HOLDS,
    Forms,
    Standing,
    completed,
    forms_of,
    held_of,
    meant,
    pairs_of,
    parts_of,
    separations,
    single_forms,
    stand,
)


def what_holds(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, each without what a later one replaced; what is left of one may be several."""
    decisions = completed(decisions)
    held, forms = held_of(decisions), forms_of(decisions)
    apart = set(map(frozenset, held.apart))
    found = []
    for decision in decisions:
        if decision.verdict == "same":
            found += _still_one(decision, held, forms)
        elif held.status[decision.id] == HOLDS:
            found.append(decision)
        else:
            found += _still_apart(decision, apart, forms)
    return found


def _still_one(decision: Decision, held: Standing, forms: Forms) -> list[Decision]:
    """A "same" of which each part is what still is one; none where nothing is."""
    numbers: dict[tuple[int, str], int] = {}
    left = []
    for said in decision.said:
        every = single_forms(said.key, forms)
        whole = len({held.find(key) for key in (said.key, *every)}) == 1
        for key in [said.key] if whole else every:
            part = numbers.setdefault((said.part, held.find(key)), len(numbers) + 1)
            left.append(said._replace(key=key, part=part))
    if len(numbers) == len(parts_of(decision)) and len(left) == len(decision.said):
        return [decision]
    sizes = Counter(one.part for one in left)
    kept = tuple(one for one in left if sizes[one.part] > 1)
    return [decision._replace(said=kept)] if kept else []


def _still_apart(
    decision: Decision, apart: set[frozenset[str]], forms: Forms
) -> Iterator[Decision]:
    """The pairs of a "different" that are apart still; of sightings where not all of them are."""
    named = {said.key: said for said in decision.said}
    for a, b in separations(decision):
        whole = apart.issuperset(map(frozenset, pairs_of(meant(a, forms), meant(b, forms))))
        for one, other in (
            [(a, b)] if whole else pairs_of(single_forms(a, forms), single_forms(b, forms))
        ):
            if frozenset((one, other)) in apart:
                sides = named[a]._replace(key=one, part=1), named[b]._replace(key=other, part=2)
                yield decision._replace(said=sides)


def says_already(decisions: Sequence[Decision]) -> Callable[[Decision], bool]:
    """Whether all that a decision says is said, in so many words, by some of these that stand."""
    held = stand(decisions)
    apart = set(map(frozenset, held.apart))
    parts: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for decision in decisions:
        for said in decision.said if decision.verdict == "same" else ():
            parts[said.key].add((decision.id, said.part))

    def together(a: str, b: str) -> bool:
        return held.find(a) == held.find(b) and not parts[a].isdisjoint(parts[b])

    def known(decision: Decision) -> bool:
        if decision.verdict == "different":
            return apart.issuperset(map(frozenset, separations(decision)))
        return all(together(keys[0], key) for keys in parts_of(decision) for key in keys[1:])

    return known
