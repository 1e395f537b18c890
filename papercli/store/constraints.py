"""What the user decided, seen from the records: which must be one paper, which must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
        pairs = {
            (min(a, b), max(a, b))
            for a, b in product(records_under(connection, a_key), records_under(connection, b_key))
            if a != b
        }
        (constraints.must_link if verdict == "same" else constraints.cannot_link).update(pairs)
    return constraints


def check(decisions: Iterable[Decision]) -> None:
    """Raise PapersError where decisions contradict each other, through others too."""
    decisions = list(decisions)
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        for key in (decision.a_key, decision.b_key):
            forms[content_of_key(key)].add(key)

    def meant(key: str) -> set[str]:
        return {key} if ":" in key else forms[key]

    linked: defaultdict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for decision in decisions:
        if decision.verdict == "same":
            for a, b in product(meant(decision.a_key), meant(decision.b_key)):
                linked[a].append((b, decision))
                linked[b].append((a, decision))
    for decision in decisions:
        if decision.verdict == "different":
            for a, b in product(meant(decision.a_key), meant(decision.b_key)):
                chain = _chain(linked, a, b) if a in linked and b in linked else None
                if chain is not None:
                    raise _contradiction(decision, chain)


def _chain(
    linked: dict[str, list[tuple[str, Decision]]], start: str, goal: str
) -> list[Decision] | None:
    """The decisions by which two keys are the same, fewest first; None where they are not."""
    came: dict[str, tuple[str, Decision] | None] = {start: None}
    queue = [start]
    for key in queue:
        for other, decision in linked[key]:
            if other not in came:
                came[other] = (key, decision)
                queue.append(other)
        if goal in came:
            break
    if goal not in came:
        return None
    chain = []
    step = came[goal]
    while step is not None:
        chain.append(step[1])
        step = came[step[0]]
    return list({decision.id: decision for decision in chain}.values())


def _contradiction(different: Decision, chain: list[Decision]) -> PapersError:
    stored = [decision for decision in (*chain, different) if decision.id]
    when = ", ".join(f"{d.decided_at[:10]} (decision {d.id}: {d.verdict})" for d in stored)
    before = when or "nothing, the new decisions contradict each other"
    message = (
        f"this would make {different.a_title!r} and {different.b_title!r} both the same paper and"
        f" different ones; decided before: {before}"
    )
    hint = "take back what was wrong: papers decisions --remove " + " ".join(
        str(d.id) for d in stored
    )
    return PapersError(message, hint if stored else "remove one of the lines that contradict")
