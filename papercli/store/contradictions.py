"""Decisions that contradict each other: found, and told by the fewest that do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from papercli.errors import PapersError
from papercli.model.decision import Decision
from papercli.store.decisions_in_force import (
    content_of_key,
    forms_of,
    meant,
    parts_of,
    separations,
)
from papercli.store.key_sets import Sets


class _Said:
    """What decisions come to among themselves: which keys are the same through any of them.

    A content's own key means all its sightings, so each of the keys that are made of it.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._forms = forms_of(decisions)
        self._same = [
            (decision, keys)
            for decision in decisions
            if decision.verdict == "same"
            for keys in parts_of(decision)
        ]
        self._sets = Sets()
        whole: set[str] = set()
        for _, keys in self._same:
            first = self._joined(keys[0], whole)
            for key in keys[1:]:
                self._sets.root[self._joined(key, whole)] = first = self._sets.find(first)
        self._roots: dict[str, frozenset[str]] = {}

    def contradicts(self, a: str, b: str) -> bool:
        """Whether two keys that are told apart are the same."""
        return not self._roots_of(a).isdisjoint(self._roots_of(b))

    def chain(self, a: str, b: str) -> list[Decision]:
        """The decisions by which two keys are the same, fewest first."""
        ends: defaultdict[str, list[tuple[list[str], Decision]]] = defaultdict(list)
        for decision, keys in self._same:
            for key in keys:
                ends[key].append((keys, decision))
        goal = set(meant(b, self._forms))
        queue = sorted(key for key in meant(a, self._forms) if key in self._sets.root)
        came: dict[str, tuple[str, Decision] | None] = dict.fromkeys(queue)
        for key in queue:
            if key in goal:
                return _way(came, key)
            # What was looked at from one sighting of a content need not be from the next.
            for form in dict.fromkeys((key, content_of_key(key))):
                for others, decision in ends.pop(form, ()):
                    reached = {one for other in others for one in meant(other, self._forms)}
                    for end in sorted(reached - came.keys()):
                        came[end] = (key, decision)
                        queue.append(end)
        return []

    def _joined(self, key: str, whole: set[str]) -> str:
        """The root of a key of a "same"; all that a content's own key means is joined, once."""
        root = self._sets.find(key)
        if ":" not in key and key not in whole:
            whole.add(key)
            for form in self._forms[key]:
                self._sets.root[self._sets.find(form)] = root
        return root

    def _roots_of(self, key: str) -> frozenset[str]:
        if key not in self._roots:
            known = (form for form in meant(key, self._forms) if form in self._sets.root)
            self._roots[key] = frozenset(map(self._sets.find, known))
        return self._roots[key]


def check(decisions: Iterable[Decision]) -> None:
    """Raise PapersError where decisions contradict each other, through others too."""
    decisions = list(decisions)
    said = _Said(decisions)
    for decision in decisions:
        if decision.verdict == "different":
            for a, b in separations(decision):
                if said.contradicts(a, b):
                    raise _contradiction(decision, a, b, said.chain(a, b))


def _way(came: dict[str, tuple[str, Decision] | None], key: str) -> list[Decision]:
    """The decisions by which a search came to a key, each once."""
    found = []
    step = came[key]
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return list({decision.id: decision for decision in found}.values())


def _contradiction(different: Decision, a: str, b: str, chain: list[Decision]) -> PapersError:
    titles = {said.key: said.title for said in different.said}
    stored = [decision for decision in (*chain, different) if decision.id > 0]
    when = ", ".join(f"{d.decided_at[:10]} (decision {d.id}: {d.verdict})" for d in stored)
    before = when or "nothing, the new decisions contradict each other"
    message = (
        f"contradiction: {titles[a]!r} and {titles[b]!r} would be both merged and"
        f" kept apart; decided before: {before}"
    )
    hint = "undo what was wrong: papers undo " + " ".join(str(d.id) for d in stored)
    return PapersError(message, hint if stored else "remove one of the lines that contradict")
