"""What the user decided, seen from the records: which must be one paper, which must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from sqlite3 import Connection

from papercli.errors import PapersError
from papercli.model import Decision

Pair = tuple[int, int]
"""As `matching.resolution` has it, which a search does without."""


@dataclass(slots=True)
class Constraints:
    """The user's decisions as pairs of record ids, the lower first; empty for most indexes."""

    must_link: set[Pair] = field(default_factory=set)
    cannot_link: set[Pair] = field(default_factory=set)


def content_of_key(key: str) -> str:
    """The content key in a record key, without what tells word-for-word equal sightings apart."""
    return key.partition(":")[0]


def split_contents(connection: Connection) -> set[str]:
    """Contents of which the user told single sightings apart: each of theirs is a record of its
    own."""
    return {
        content_of_key(key)
        for (key,) in connection.execute(
            "SELECT a_key FROM decisions WHERE a_key LIKE '%:%'"
            " UNION SELECT b_key FROM decisions WHERE b_key LIKE '%:%'"
        )
    }


def means(key: str, record: str) -> str:
    """The condition that a decision's key, an SQL expression, means a row of ``records``: the one
    of that key, or every sighting of a content told apart."""
    return (
        f"({record}.key = {key} OR"
        # What follows the colon sorts before the sign after the colon.
        f" ({record}.key > {key} || ':' AND {record}.key < {key} || ';'))"
    )


def records_under(connection: Connection, key: str) -> list[int]:
    """The records that a decision's key means, in ascending order."""
    rows = connection.execute(
        f"SELECT r.id FROM records AS r WHERE {means(':key', 'r')} ORDER BY r.id",
        {"key": key},
    )
    return [number for (number,) in rows]


def load_constraints(connection: Connection) -> Constraints:
    """The decisions as pairs of records; those on contents that are not in the index say
    nothing."""
    constraints = Constraints()
    for verdict, a_key, b_key in connection.execute(
        "SELECT verdict, a_key, b_key FROM decisions"
    ).fetchall():
        a_side, b_side = (records_under(connection, key) for key in (a_key, b_key))
        if verdict == "same":
            # One of each side joins all of the other.
            pairs = [*product(a_side[:1], b_side), *product(a_side, b_side[:1])]
        else:
            pairs = list(product(a_side, b_side))
        found = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
        (constraints.must_link if verdict == "same" else constraints.cannot_link).update(found)
    return constraints


class _Said:
    """What decisions come to among themselves: which keys are the same through any of them.

    A content's own key means all its sightings, so each of the keys that are made of it.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._forms: defaultdict[str, set[str]] = defaultdict(set)
        for decision in decisions:
            for key in (decision.a_key, decision.b_key):
                self._forms[content_of_key(key)].add(key)
        self._same = [decision for decision in decisions if decision.verdict == "same"]
        self._root: dict[str, str] = {}
        whole: set[str] = set()
        for decision in self._same:
            a, b = (self._joined(key, whole) for key in (decision.a_key, decision.b_key))
            self._root[a] = b
        self._roots: dict[str, frozenset[str]] = {}

    def contradicts(self, different: Decision) -> bool:
        """Whether what a decision tells apart is the same by others."""
        sides = (self._roots_of(key) for key in (different.a_key, different.b_key))
        return not next(sides).isdisjoint(next(sides))

    def chain(self, different: Decision) -> list[Decision]:
        """The decisions by which the two sides are the same, fewest first."""
        ends: defaultdict[str, list[tuple[str, Decision]]] = defaultdict(list)
        for decision in self._same:
            ends[decision.a_key].append((decision.b_key, decision))
            ends[decision.b_key].append((decision.a_key, decision))
        goal = self._meant(different.b_key)
        queue = sorted(key for key in self._meant(different.a_key) if key in self._root)
        came: dict[str, tuple[str, Decision] | None] = dict.fromkeys(queue)
        for key in queue:
            if key in goal:
                return _way(came, key)
            # What was looked at from one sighting of a content need not be from the next.
            for meant in dict.fromkeys((key, content_of_key(key))):
                for other, decision in ends.pop(meant, ()):
                    for end in sorted(self._meant(other) - came.keys()):
                        came[end] = (key, decision)
                        queue.append(end)
        return []

    def _meant(self, key: str) -> set[str]:
        return {key} if ":" in key else self._forms[key]

    def _joined(self, key: str, whole: set[str]) -> str:
        """The root of a key of a "same"; all that a content's own key means is joined, once."""
        root = self._find(key)
        if ":" not in key and key not in whole:
            whole.add(key)
            for form in self._forms[key]:
                self._root[self._find(form)] = root
        return root

    def _find(self, key: str) -> str:
        root = self._root
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    def _roots_of(self, key: str) -> frozenset[str]:
        if key not in self._roots:
            known = (form for form in self._meant(key) if form in self._root)
            self._roots[key] = frozenset(map(self._find, known))
        return self._roots[key]


def check(decisions: Iterable[Decision]) -> None:
    """Raise PapersError where decisions contradict each other, through others too."""
    decisions = list(decisions)
    said = _Said(decisions)
    for decision in decisions:
        if decision.verdict == "different" and said.contradicts(decision):
            raise _contradiction(decision, said.chain(decision))


def _way(came: dict[str, tuple[str, Decision] | None], key: str) -> list[Decision]:
    """The decisions by which a search came to a key, each once."""
    found = []
    step = came[key]
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return list({decision.id: decision for decision in found}.values())


def _contradiction(different: Decision, chain: list[Decision]) -> PapersError:
    stored = [decision for decision in (*chain, different) if decision.id]
    when = ", ".join(f"{d.decided_at[:10]} (decision {d.id}: {d.verdict})" for d in stored)
    before = when or "nothing, the new decisions contradict each other"
    message = (
        f"contradiction: {different.a_title!r} and {different.b_title!r} would be both merged and"
        f" kept apart; decided before: {before}"
    )
    hint = "undo what was wrong: papers decisions --remove " + " ".join(str(d.id) for d in stored)
    return PapersError(message, hint if stored else "remove one of the lines that contradict")
