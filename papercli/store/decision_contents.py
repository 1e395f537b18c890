"""Of which contents a decision speaks: those of papers that are joined, of sightings parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection

from papercli.matching.resolution import DisjointSets
from papercli.model.decision import Said
from papercli.store.columns import as_json
from papercli.store.constraints import records_under
from papercli.store.decided import list_decisions
from papercli.store.decisions_in_force import Standing, content_of_key, stand
from papercli.store.prepared_digests import record_key
from papercli.store.sightings import StoredSighting, sightings_of


def joined(connection: Connection, papers: Iterable[int]) -> list[Said]:
    """What a merge of papers says is one.

    Of each paper that is what the weights alone hold together with its first sighting. The rest is
    in it by earlier decisions and a part of its own: when one of those is taken back, it leaves.
    """
    one: list[Said] = []
    others: list[list[Said]] = []
    held = stand(list_decisions(connection))
    for paper in papers:
        first, *rest = _units(connection, paper, held)
        one += first
        others += rest
    return [
        said._replace(part=number) for number, part in enumerate((one, *others), 1) for said in part
    ]


def _units(connection: Connection, paper: int, held: Standing) -> list[list[Said]]:
    """The contents of a paper, in groups that the weights alone hold together; that of its first
    sighting first, with all that no decision ties to it."""
    seen = {one.record_id: one for one in reversed(sightings_of(connection, paper))}
    sets = DisjointSets(seen)
    for a, b in connection.execute(
        """
        SELECT v.a, v.b
          FROM json_each(:ids) AS w
    CROSS JOIN verdicts AS v ON v.a = w.value
         WHERE v.outcome = 1
           AND v.b IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": as_json(seen)},
    ):
        sets.join(a, b)
    units: defaultdict[int, list[int]] = defaultdict(list)
    for record in sorted(seen, key=lambda record: seen[record].number):
        units[sets.find(record)].append(record)
    tied: dict[str, int] = {}
    for record, one in seen.items():
        key = one.record_key if one.record_key in held.root else content_of_key(one.record_key)
        sets.join(record, tied.setdefault(held.find(key), record))
    first, *others = units.values()
    rest = []
    for unit in others:
        # What shares an identifier is compared with one that may be in another paper by now.
        if sets.find(unit[0]) == sets.find(first[0]):
            rest.append(unit)
        else:
            first = first + unit
    return [
        [Said(1, seen[record].record_key, seen[record].title, paper) for record in unit]
        for unit in (first, *rest)
    ]


def parted(seen: Sequence[StoredSighting], groups: Sequence[int], paper: int) -> Iterator[Said]:
    """What is told apart; sightings that read the same get keys of their own where they must."""
    sides: defaultdict[str, set[int]] = defaultdict(set)
    for one, group in zip(seen, groups, strict=True):
        sides[content_of_key(one.record_key)].add(group)
    named: dict[str, Said] = {}
    for one, group in sorted(zip(seen, groups, strict=True), key=lambda pair: pair[1]):
        key, content = one.record_key, content_of_key(one.record_key)
        if len(sides[content]) > 1:
            key = record_key(content, True, one.fingerprint, one.position)
        named.setdefault(key, Said(group, key, one.title, paper))
    yield from named.values()


def absent(connection: Connection, said: Sequence[Said], alone: bool) -> Iterator[Said]:
    """Contents that are not in the index and were said to be the same as these: they stay with the
    first part, and so cannot tie together again what is told apart."""
    decisions = list_decisions(connection)
    held, named = stand(decisions), {one.key for one in said}
    roots = {held.find(key) for key in named} | {held.find(content_of_key(key)) for key in named}
    part = max(one.part for one in said)
    for one in {one.key: one for decision in decisions for one in decision.said}.values():
        if one.key in named or held.find(one.key) not in roots:
            continue
        if not records_under(connection, one.key):
            part += 1
            yield Said(part if alone else 1, one.key, one.title)
