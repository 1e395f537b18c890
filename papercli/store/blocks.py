"""Blocking in the index: which records are worth comparing.

The candidate pairs are a function of the set of records alone, never of the order of arrival: two
records are candidates when they share a key, and a key that more records share than `most_members`
allows tells nothing. When a key becomes crowded, what was found through it is
withdrawn; when forgetting makes room again, its records are compared after all. So neither a word
that is in every title nor ten thousand papers of one title take quadratic time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from operator import itemgetter
from sqlite3 import Connection

from papercli.matching.blocking import block_keys, most_members
from papercli.matching.record import Record
from papercli.store.rows import as_json, load_records

Pair = tuple[int, int]
Candidates = dict[int, set[int]]
"""For each record the older ones it is to be compared with: a quarter of the memory of pairs."""


def add_blocks(
    connection: Connection, keys_of: Mapping[int, Sequence[int]]
) -> tuple[Candidates, set[int]]:
    """Store the blocking keys of new records.

    Returns what new records are to be compared with, and the older records that lost a verdict
    because a key became crowded.
    """
    counted = Counter(chain.from_iterable(keys_of.values()))
    known = members(connection, counted)
    met = known.keys() | {key for key, count in counted.items() if count > 1}
    met -= _closed(connection, as_json(met))
    arrived: dict[int, list[int]] = {}
    for record, keys in sorted(keys_of.items()):
        for key in met.intersection(keys):
            arrived.setdefault(key, []).append(record)
    found: Candidates = {}
    crowded = []
    for key in met:
        present, new = known.get(key, []), arrived[key]
        if len(new) + len(present) > most_members(key):
            crowded.append(key)
            continue
        for at, record in enumerate(new):
            found.setdefault(record, set()).update(present, new[:at])
    rows = [(key, record) for record, keys in keys_of.items() for key in keys]
    rows.sort(key=itemgetter(0))
    connection.executemany("INSERT INTO blocks (key, record_id) VALUES (?, ?)", rows)
    withdrawn: set[int] = set()
    if crowded:
        connection.executemany("INSERT INTO crowded (key) VALUES (?)", [(key,) for key in crowded])
        for key in crowded:
            withdrawn |= _withdraw(connection, known.get(key, []))
    return found, withdrawn


def remove_blocks(connection: Connection, records: Mapping[int, Record]) -> set[Pair]:
    """Take the keys of records out; returns pairs to be compared because a key is crowded no
    more."""
    rows = sorted((key, number) for number, record in records.items() for key in block_keys(record))
    connection.executemany("DELETE FROM blocks WHERE key = ? AND record_id = ?", rows)
    pairs: set[Pair] = set()
    for key in _closed(connection, as_json({key for key, _ in rows})):
        present = [
            number
            for (number,) in connection.execute(
                "SELECT record_id FROM blocks WHERE key = ? LIMIT ?", (key, most_members(key) + 1)
            )
        ]
        if len(present) <= most_members(key):
            connection.execute("DELETE FROM crowded WHERE key = ?", (key,))
            pairs.update(combinations(sorted(present), 2))
    return _candidates(connection, pairs)


def _closed(connection: Connection, wanted: str) -> set[int]:
    """Those of the keys that are crowded."""
    return {
        key
        for (key,) in connection.execute(
            "SELECT c.key FROM json_each(?) AS w CROSS JOIN crowded AS c ON c.key = w.value",
            (wanted,),
        )
    }


def members(connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """The records under each of the keys that is not crowded."""
    found: dict[int, list[int]] = {}
    for key, record in connection.execute(
        "SELECT b.key, b.record_id FROM json_each(?) AS w"
        " CROSS JOIN blocks AS b ON b.key = w.value WHERE w.value NOT IN crowded",
        (as_json(keys),),
    ):
        found.setdefault(key, []).append(record)
    return found


def _withdraw(connection: Connection, inside: list[int]) -> set[int]:
    """Drop the verdicts on pairs of these records that are candidates no more; returns their
    records."""
    pairs = connection.execute(
        "SELECT a, b FROM json_each(:ids) AS w CROSS JOIN verdicts ON a = w.value"
        " WHERE b IN (SELECT value FROM json_each(:ids))",
        {"ids": as_json(inside)},
    ).fetchall()
    lost = set(pairs) - _candidates(connection, pairs)
    connection.executemany("DELETE FROM verdicts WHERE a = ? AND b = ?", sorted(lost))
    return {record for pair in lost for record in pair}


def _candidates(connection: Connection, pairs: Iterable[Pair]) -> set[Pair]:
    """Those of the pairs that share enough keys which are not crowded."""
    pairs = list(pairs)
    keys = {
        number: set(block_keys(record))
        for number, record in load_records(
            connection, {number for pair in pairs for number in pair}
        )
    }
    shared = {pair: keys[pair[0]] & keys[pair[1]] for pair in pairs}
    crowded = _closed(connection, as_json(set().union(*shared.values())))
    return {pair for pair, both in shared.items() if both - crowded}
