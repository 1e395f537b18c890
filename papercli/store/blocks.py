"""Blocking in the index: which records are worth comparing.

The candidate pairs are a function of the set of records alone, never of the order of arrival: two
records are candidates when they share a key, and a key that more records share than
`resolution.most_members` says tells nothing. When a block becomes oversized, what was found through
it is withdrawn; when forgetting makes room again, its records are compared after all. So neither a
word that is in every title nor ten thousand papers of one title take quadratic time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from operator import itemgetter
from sqlite3 import Connection

from papercli.matching import resolution
from papercli.matching.blocking import block_keys, is_of_identifier
from papercli.matching.record import Record
from papercli.matching.resolution import Pair, block_pairs
from papercli.named_tuples import NamedTuple
from papercli.store.columns import as_json
from papercli.store.records import load_records

TOGETHER = 50
"""Keys that one statement stores: one by one, calling SQLite takes longer than storing."""


class Blocked(NamedTuple):
    """What blocking says of new records."""

    candidates: dict[int, set[int]]
    """The older ones with which each is to be compared; a pair of numbers for each pair would take
    five times the memory."""
    withdrawn: set[int]
    """Older records that lost a verdict because a block became oversized."""
    uncompared: list[int]
    """New ones all of whose keys are of oversized blocks, so that they are compared with none."""


def add_blocks(connection: Connection, keys_of: Mapping[int, Sequence[int]]) -> Blocked:
    """Store the blocking keys of new records."""
    counted = Counter(chain.from_iterable(keys_of.values()))
    oversized = _oversized(connection, counted.keys())
    known = _inside(connection, counted.keys() - oversized)
    met = known.keys() | {key for key, count in counted.items() if count > 1} - oversized
    arrived: dict[int, list[int]] = {}
    for record, keys in sorted(keys_of.items()):
        for key in met.intersection(keys):
            arrived.setdefault(key, []).append(record)
    candidates: dict[int, set[int]] = {}
    outgrown = []
    for key in met:
        inside = block_pairs(key, known.get(key, []), arrived[key])
        if inside is None:
            outgrown.append(key)
            continue
        for older, newer in inside:
            if newer in candidates:
                candidates[newer].add(older)
            else:
                candidates[newer] = {older}
    _insert(connection, [(key, record) for record, keys in keys_of.items() for key in keys])
    withdrawn: set[int] = set()
    if outgrown:
        connection.executemany(
            "INSERT INTO oversized_blocks (key) VALUES (?)", [(key,) for key in outgrown]
        )
        for key in outgrown:
            withdrawn |= _withdraw(connection, known.get(key, []))
    oversized.update(outgrown)
    uncompared = [record for record, keys in keys_of.items() if oversized.issuperset(keys)]
    return Blocked(candidates, withdrawn, uncompared)


def _insert(connection: Connection, rows: list[tuple[int, int]]) -> None:
    rows.sort(key=itemgetter(0))
    whole = len(rows) - len(rows) % TOGETHER
    one = "INSERT INTO blocks (key, record_id) VALUES (?, ?)"
    connection.executemany(
        one + ", (?, ?)" * (TOGETHER - 1),
        ([*chain(*rows[start : start + TOGETHER])] for start in range(0, whole, TOGETHER)),
    )
    connection.executemany(one, rows[whole:])


def remove_blocks(connection: Connection, records: Mapping[int, Record]) -> set[Pair]:
    """Take the keys of records out; returns pairs to be compared because a block is oversized
    no more, or because the record is gone that others were compared with."""
    rows = sorted((key, number) for number, record in records.items() for key in block_keys(record))
    connection.executemany("DELETE FROM blocks WHERE key = ? AND record_id = ?", rows)
    pairs = set(_without_first(connection, rows))
    for key in _oversized(connection, {key for key, _ in rows}):
        present = [
            number
            for (number,) in connection.execute(
                "SELECT record_id FROM blocks WHERE key = ? LIMIT ?",
                (key, resolution.most_members(key) + 1),
            )
        ]
        inside = block_pairs(key, (), sorted(present))
        if inside is not None:
            connection.execute("DELETE FROM oversized_blocks WHERE key = ?", (key,))
            pairs.update(inside)
    return _candidates(connection, pairs)


def _without_first(connection: Connection, removed: Iterable[tuple[int, int]]) -> Iterator[Pair]:
    """The pairs that hold together who shares an identifier, where the first of them went; of
    ``removed`` keys and records the lowest record of a key stands first."""
    firsts: dict[int, int] = {}
    for key, number in removed:
        if is_of_identifier(key):
            firsts.setdefault(key, number)
    for key, left in _inside(connection, firsts.keys()).items():
        if firsts[key] < left[0]:
            yield from block_pairs(key, (), left) or ()


def _has_fewer(connection: Connection, table: str, wanted: Set[int]) -> bool:
    """Whether to read all rows of a table takes less time than to look each of the keys up."""
    few = 2 * len(wanted)
    (rows,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT ?)", (few,)
    ).fetchone()
    return int(rows) < few


def _oversized(connection: Connection, wanted: Set[int]) -> set[int]:
    """Those of the keys whose blocks are oversized."""
    if _has_fewer(connection, "oversized_blocks", wanted):
        every = connection.execute("SELECT key FROM oversized_blocks")
        return {key for (key,) in every if key in wanted}
    return {
        key
        for (key,) in connection.execute(
            """
            SELECT o.key
              FROM json_each(?) AS w
             CROSS JOIN oversized_blocks AS o ON o.key = w.value
            """,
            (as_json(wanted),),
        )
    }


def members(connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """The records under each of the keys whose block is not oversized; of an identifier the first,
    who stands for all."""
    wanted = set(keys)
    found = _inside(connection, wanted - _oversized(connection, wanted))
    return {key: left[:1] if is_of_identifier(key) else left for key, left in found.items()}


def _inside(connection: Connection, wanted: Set[int]) -> dict[int, list[int]]:
    """The records under each of the keys."""
    found: dict[int, list[int]] = {}
    for key, record in _rows(connection, wanted):
        found.setdefault(key, []).append(record)
    return found


def _rows(connection: Connection, wanted: Set[int]) -> Iterable[tuple[int, int]]:
    if _has_fewer(connection, "blocks", wanted):
        every = connection.execute("SELECT key, record_id FROM blocks ORDER BY key, record_id")
        return (row for row in every if row[0] in wanted)
    return connection.execute(
        """
        SELECT b.key, b.record_id
          FROM json_each(?) AS w
         CROSS JOIN blocks AS b ON b.key = w.value
        """,
        (as_json(wanted),),
    )


def _withdraw(connection: Connection, inside: list[int]) -> set[int]:
    """Drop the verdicts on pairs of these records that are candidates no more; returns their
    records."""
    pairs = connection.execute(
        """
        SELECT a, b
          FROM json_each(:ids) AS w
         CROSS JOIN verdicts ON a = w.value
         WHERE b IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": as_json(inside)},
    ).fetchall()
    lost = set(pairs) - _candidates(connection, pairs)
    connection.executemany("DELETE FROM verdicts WHERE a = ? AND b = ?", sorted(lost))
    return {record for pair in lost for record in pair}


def _candidates(connection: Connection, pairs: Iterable[Pair]) -> set[Pair]:
    """Those of the pairs that share enough keys whose blocks are not oversized."""
    pairs = list(pairs)
    keys = {
        number: set(block_keys(record))
        for number, record in load_records(
            connection, {number for pair in pairs for number in pair}
        )
    }
    shared = {pair: keys[pair[0]] & keys[pair[1]] for pair in pairs}
    oversized = _oversized(connection, set().union(*shared.values()))
    return {pair for pair, both in shared.items() if both - oversized}
