"""Blocking in an index: a key is compared in full up to a crowd, and beyond it not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from sqlite3 import Connection

import pytest

from papercli.matching.blocking import title_keys
from papercli.matching.record import Record
from papercli.matching.resolution import OVERSIZED_PART
from papercli.model.digest import Digest
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.store import blocks, verdicts
from papercli.store.connection import scratch
from papercli.store.forgetting import forget_digest
from tests.store.invented import digest, store

Pairs = set[frozenset[str]]
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi")


def title(number: int) -> str:
    """A title that shares one key with every other of its kind: how it begins."""
    name = "".join(SYLLABLES[number >> shift & 7] for shift in (3, 0))
    return f"A Quiet Survey of {name}lo, {name}nu, {name}po and {name}ri"


TWIN = f"{title(0)} on Zithers"
TITLES = [TWIN, *(title(number) for number in range(OVERSIZED_PART - 1))]
LAST = "A Quiet Survey of Zebra Loaves, Kelp and Moss"
LATER = (
    "A Quiet Survey of Hedgehogs, Otters and Quills",
    "A Quiet Survey of Umber Vats by Willows",
)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Pairs:
    """The titles of every pair that is compared from here on; each is left undecided, so that the
    index keeps it as long as it is a candidate."""
    found: Pairs = set()

    def noted(pairs: Sequence[tuple[Record, Record]]) -> list[tuple[Outcome, float]]:
        found.update(frozenset((a.title, b.title)) for a, b in pairs)
        return [(Outcome.UNDECIDED, 0.0)] * len(pairs)

    monkeypatch.setattr(verdicts, "score_all", noted)
    return found


def every_pair(titles: Iterable[str]) -> Pairs:
    return set(map(frozenset, combinations(titles, 2)))


def kept(connection: Connection) -> Pairs:
    """The titles of every pair that has a verdict."""
    return {
        frozenset(pair)
        for pair in connection.execute(
            "SELECT ta.title, tb.title FROM verdicts JOIN texts AS ta ON ta.record_id = a"
            " JOIN texts AS tb ON tb.record_id = b"
        )
    }


def page(name: str, *titles: str) -> Digest:
    return digest(name, [Sighting(line=1, title=one) for one in titles])


def test_the_titles_share_one_key_and_the_twins_another() -> None:
    begins = frozenset.intersection(*map(title_keys, [*TITLES, LAST, *LATER]))
    assert len(begins) == 1
    for a, b in combinations([*TITLES, LAST, *LATER], 2):
        twins = {a, b} == {TWIN, title(0)}
        assert (title_keys(a) & title_keys(b) == begins) is not twins


@pytest.mark.parametrize("at_once", [True, False])
def test_a_key_is_compared_in_full_until_its_block_is_oversized(
    compared: Pairs, at_once: bool
) -> None:
    crowd, more, later = page("crowd", *TITLES), page("more", LAST), page("later", *LATER)
    twins = every_pair([TWIN, title(0)])
    with scratch() as connection:
        store(connection, [[crowd]])
        assert compared == kept(connection) == every_pair(TITLES)
    compared.clear()
    with scratch() as connection:
        store(connection, [[crowd, more]] if at_once else [[crowd], [more]])
        assert compared == (twins if at_once else every_pair(TITLES))
        assert kept(connection) == twins, "what was found through the oversized block is withdrawn"
        compared.clear()
        store(connection, [[later]])
        forget_digest(connection, "more.txt")
        assert compared == set(), "as large as before"
        assert kept(connection) == twins
        forget_digest(connection, "later.txt")
        assert compared == kept(connection) == every_pair(TITLES), "there is room again"


def test_a_small_table_read_whole_gives_what_single_keys_give() -> None:
    with scratch() as connection:
        store(connection, [[page("few", *TITLES[:4])]])
        keys = {key for (key,) in connection.execute("SELECT DISTINCT key FROM blocks")}
        strangers = set(range(-3 * len(keys), 0)) - keys
        one_by_one: dict[int, list[int]] = {}
        for key in keys:
            one_by_one |= blocks.members(connection, {key})
        assert blocks.members(connection, keys | strangers) == one_by_one


@pytest.mark.parametrize("beyond", [1 - blocks.TOGETHER, -1, 0, 1, blocks.TOGETHER])
def test_every_key_is_kept_however_many_are_stored_at_once(beyond: int) -> None:
    keys_of = {1: tuple(range(blocks.TOGETHER + beyond)), 2: (-1,)}
    with scratch() as connection:
        blocks.add_blocks(connection, keys_of)
        rows = connection.execute("SELECT record_id, key FROM blocks ORDER BY record_id, key")
        assert rows.fetchall() == [(n, key) for n, keys in keys_of.items() for key in keys]
