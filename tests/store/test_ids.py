"""Which id a paper has after decisions that contradict each other."""

from __future__ import annotations

from papercli.store.connection import scratch
from papercli.store.decisions import merge, split
from tests.store.invented import NOW, digest, store
from tests.store.test_undo import homes


def test_what_leaves_two_merges_has_the_id_from_before_the_first() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [17, 23])], [digest("two", [6, 4, 11])]])
        before = homes(shelf)
        merge(shelf, [1, 2], now=NOW)
        merge(shelf, [1, 3, 4], now=NOW)
        split(shelf, 1, [1], now=NOW)
        assert set(homes(shelf).values()) == {1, 2}
        split(shelf, 2, [1], now=NOW)
        assert homes(shelf)["one.txt", 2] == before["one.txt", 2] == 2


def test_a_merge_keeps_the_oldest_id_also_of_what_was_in_others() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [0, 7, 7])], [digest("two", [16, 0])]])
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, now=NOW)
        assert {3, 4, 5} < set(homes(shelf).values())
        merge(shelf, [3, 4, 5], now=NOW)
        assert 3 in homes(shelf).values()
