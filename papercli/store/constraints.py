"""What the user decided, seen from the records: which must be one paper, which must not.

Most indexes hold no decision: what decisions mean among each other is loaded where there are some.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import product
from sqlite3 import Connection
from typing import TYPE_CHECKING

from papercli.store.decided import list_decisions, means

if TYPE_CHECKING:
    from papercli.model.decision import Decision

Pair = tuple[int, int]
"""As `matching.resolution` has it, which a search does without."""


class Constraints:
    """The user's decisions as pairs of record ids, the lower first; none for most indexes."""

    def __init__(self) -> None:
        self.must_link: set[Pair] = set()
        self.cannot_link: set[Pair] = set()


def split_contents(connection: Connection) -> set[str]:
    """Contents of which the user told single sightings apart: each of theirs is a record of its
    own."""
    told = connection.execute(
        "SELECT DISTINCT key FROM decided WHERE part AND key LIKE '%:%'"
    ).fetchall()
    if not told:
        return set()
    from papercli.store.decisions_in_force import content_of_key

    return {content_of_key(key) for (key,) in told}


def records_under(connection: Connection, key: str) -> list[int]:
    """The records that a decision's key means, in ascending order."""
    rows = connection.execute(
        f"SELECT r.id FROM records AS r WHERE {means(':key', 'r')} ORDER BY r.id",
        {"key": key},
    )
    return [number for (number,) in rows]


def records_behind(connection: Connection, key: str) -> list[int]:
    """The records that a key means, or that hold its sighting while that has no key of its own."""
    from papercli.store.decisions_in_force import content_of_key

    # Beside keys of single sightings there is none of the content: then it is not in the index.
    whole = "SELECT id FROM records WHERE key = ?"
    return records_under(connection, key) or [
        number for (number,) in connection.execute(whole, (content_of_key(key),))
    ]


Under = Callable[[str], Sequence[int]]
"""The records under a decision's key, in ascending order."""


def meaning(decisions: Sequence[Decision], under: Under) -> Under:
    """What a key of these decisions means among them: its records, without those that have a key of
    their own in them."""
    from papercli.store.decisions_in_force import content_of_key, forms_of

    forms = forms_of(decisions)

    @cache
    def records(key: str) -> Sequence[int]:
        own = [form for form in forms[content_of_key(key)] if form != key and ":" not in key]
        others = {record for form in own for record in under(form)}
        return [record for record in under(key) if record not in others]

    return records


def load_constraints(connection: Connection) -> Constraints:
    """What stands of the decisions as pairs of records; those on contents that are not in the index
    say nothing."""
    decisions = list_decisions(connection)
    if not decisions:
        return Constraints()
    return constraints_of(decisions, partial(records_under, connection))


def constraints_of(decisions: Sequence[Decision], under: Under) -> Constraints:
    """What stands of decisions, oldest first, as pairs of the records that are ``under`` keys."""
    from papercli.store.decisions_in_force import stand

    held, records = stand(decisions), meaning(decisions, under)
    constraints = Constraints()
    for keys in held.classes():
        # Of all that is in the index, whatever joined it: that may have been forgotten.
        first, *others = [record for key in keys for record in records(key)] or [0]
        constraints.must_link.update(in_order(first, other) for other in others)
    for a, b in held.apart:
        constraints.cannot_link.update(in_order(*pair) for pair in product(records(a), records(b)))
    return constraints


def in_order(a: int, b: int) -> Pair:
    """A pair of records, the lower id first."""
    return (a, b) if a < b else (b, a)
