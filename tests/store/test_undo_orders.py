"""Decisions taken back in any order: at the end the papers and their ids are what they were."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.model.digest import Digest
from papercli.store.connection import scratch
from papercli.store.decided import list_decisions
from papercli.store.decisions import decide, merge, split, take_back
from tests.store.invented import NOW, digest, store
from tests.store.test_decisions_in_force import decided
from tests.store.test_laws import LAW, libraries
from tests.store.test_undo import homes, steps

MOSS, MOSS_AGAIN, KILN_2, KILN_3, EDITORIAL, EDITORIAL_OF_KILN = 0, 14, 4, 5, 10, 12
FERRY, BY_ARXIV, BY_BOTH = 7, 17, 18


@LAW
@given(libraries(), st.data())
def test_decisions_are_taken_back_in_any_order(library: list[Digest], data: st.DataObject) -> None:
    with scratch() as connection:
        store(connection, [library])
        before = homes(connection)
        for _ in range(4):
            data.draw(steps(connection))
        for number in data.draw(st.permutations([d.id for d in list_decisions(connection)])):
            take_back(connection, [number])
        assert homes(connection) == before


@pytest.mark.parametrize("second", [(), (1,), (2,), (1, 2), (1, 3)])
@pytest.mark.parametrize("order", [([1], [2]), ([2], [1]), ([1, 2],)])
def test_splits_of_one_paper_are_taken_back_in_any_order(
    second: Sequence[int], order: Sequence[Sequence[int]]
) -> None:
    """What the first split leaves fits another paper, which the second takes apart again."""
    with scratch() as shelf:
        entries = [MOSS, BY_ARXIV, MOSS_AGAIN, KILN_3, MOSS, BY_BOTH]
        store(shelf, [[digest("one", entries)]])
        before = homes(shelf)
        split(shelf, 1, now=NOW)
        now = homes(shelf)
        assert now["one.txt", 2] == now["one.txt", 3] == now["one.txt", 6] == 1
        split(shelf, 1, second, now=NOW)
        for numbers in order:
            take_back(shelf, numbers)
        assert homes(shelf) == before


def test_what_only_the_first_decision_knew_is_told_by_those_that_stay() -> None:
    with scratch() as shelf:
        pages = [digest("one", [BY_BOTH, 3, 2, 2]), digest("two", [19, 2, 19, 8])]
        store(shelf, [pages])
        before = homes(shelf)
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, [1, 3], now=NOW)
        split(shelf, 1, now=NOW)
        for number in (2, 1, 3):
            take_back(shelf, [number])
        assert homes(shelf) == before


def test_a_content_that_is_known_by_itself_is_not_taken_for_one_of_its_group() -> None:
    with scratch() as shelf:
        pages = [digest("one", [7, BY_BOTH, 3, 8, 3]), digest("two", [22, 22, 7, 22])]
        store(shelf, [pages])
        before = homes(shelf)
        merge(shelf, [1, 5], now=NOW)
        merge(shelf, [2, 5], now=NOW)
        split(shelf, 1, [4], now=NOW)
        for number in (1, 2, 3):
            take_back(shelf, [number])
        assert homes(shelf) == before


def test_who_is_given_an_id_back_has_not_that_of_a_paper_which_is_with_another_again() -> None:
    with scratch() as shelf:
        pages = [digest("one", [EDITORIAL, EDITORIAL_OF_KILN, EDITORIAL, MOSS])]
        store(shelf, [[*pages, digest("two", [EDITORIAL])]])
        before = homes(shelf)
        merge(shelf, [3, 4], now=NOW)
        split(shelf, 3, now=NOW)
        merge(shelf, [1, 4], now=NOW)
        merge(shelf, [3, 5], now=NOW)
        take_back(shelf, [2, 4])
        assert homes(shelf) == {**before, ("one.txt", 3): 1, ("one.txt", 4): 1}
        take_back(shelf, [1, 3])
        assert homes(shelf) == before


def test_where_a_sighting_was_is_not_known_of_others_that_read_the_same() -> None:
    """When they are one content again, the merge that stays names only one of them."""
    with scratch() as shelf:
        pages = [digest("one", [MOSS]), digest("two", [KILN_2, MOSS, KILN_2])]
        store(shelf, [[*pages, digest("three", [MOSS, MOSS])]])
        before = homes(shelf)
        split(shelf, 1, [2, 3, 4], now=NOW)
        split(shelf, 2, [1], now=NOW)
        merge(shelf, [1, 4], now=NOW)
        take_back(shelf, [2])
        split(shelf, 1, [2], now=NOW)
        split(shelf, 1, [2], now=NOW)
        take_back(shelf, [3])
        take_back(shelf, [range(1, 9)])
        assert homes(shelf) == before


def test_what_a_decision_moved_along_comes_back_with_it() -> None:
    """The merge that stays names only some of what the first had joined."""
    with scratch() as shelf:
        pages = [digest("one", [9, 16, 19]), digest("two", [23, 9, 19])]
        store(shelf, [pages])
        before = homes(shelf)
        keys = [key for (key,) in shelf.execute("SELECT key FROM records ORDER BY id")]
        merge(shelf, [1, 2], now=NOW)
        decide(shelf, [decided(0, "same", keys[2], keys[1])])
        split(shelf, 1, [6], now=NOW)
        take_back(shelf, [1, 3])
        take_back(shelf)
        assert homes(shelf) == before


def test_an_id_is_not_of_a_paper_which_is_given_another_as_much() -> None:
    """What was read between the decisions came into a paper that two had been joined in."""
    with scratch() as shelf:
        pages = [digest("one", [FERRY]), digest("two", [FERRY]), digest("three", [1])]
        store(shelf, [pages])
        before = homes(shelf)
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, [1], now=NOW)
        store(shelf, [[digest("four", [2])]])
        split(shelf, 1, now=NOW)
        take_back(shelf, [range(1, 9)])
        assert homes(shelf) == {**before, ("four.txt", 1): before["three.txt", 1]}


def test_what_reads_the_same_is_one_again_and_was_in_one_paper() -> None:
    """What is read after a split comes into what was split off: of that no other decision knows."""
    with scratch() as shelf:
        store(shelf, [[digest("one", [FERRY]), digest("two", [FERRY, FERRY])]])
        before = homes(shelf)
        split(shelf, 1, [1], now=NOW)
        store(shelf, [[digest("three", [FERRY, KILN_2])]])
        merge(shelf, [3, 1], now=NOW)
        merge(shelf, [1, 2], now=NOW)
        take_back(shelf, [1])
        take_back(shelf, [3])
        take_back(shelf)
        assert homes(shelf) == {**before, ("three.txt", 1): 1, ("three.txt", 2): 3}
