"""A merge makes one paper of all that is in the papers which it names, whatever was before."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from papercli.store.connection import scratch
from papercli.store.constraints import records_behind
from papercli.store.decisions import merge, split, take_back
from papercli.store.forgetting import forget_digest
from tests.store.invented import NOW, digest, store
from tests.store.test_undo import homes

MOSS_A, MOSS_B, KILN_2, KILN_3, FERRY, EDITORIAL = 0, 1, 4, 5, 7, 12
MOSS_UNDATED, BY_ARXIV, BY_BOTH, FERRY_BY_DOI = 15, 17, 18, 22


@pytest.fixture
def shelf() -> Iterator[Connection]:
    with scratch() as connection:
        yield connection


def test_what_was_split_is_merged_again_with_all_that_shares_an_identifier(
    shelf: Connection,
) -> None:
    """What the split left has its identifier from one who is in another paper."""
    store(shelf, [[digest("one", [BY_BOTH, BY_BOTH, MOSS_A, BY_BOTH])]])
    split(shelf, 1, [2, 3], now=NOW)
    assert len(set(homes(shelf).values())) == 3
    merge(shelf, sorted(set(homes(shelf).values())), now=NOW)
    assert len(set(homes(shelf).values())) == 1


def test_what_weights_add_to_a_merge_is_merged_with_whom_it_was_split_from(
    shelf: Connection,
) -> None:
    pages = [digest("one", [FERRY_BY_DOI, MOSS_UNDATED])]
    pages += [digest("two", [BY_BOTH, MOSS_B, BY_ARXIV])]
    store(shelf, [pages])
    merge(shelf, [1, 3], now=NOW)
    split(shelf, 2, now=NOW)
    assert homes(shelf)["one.txt", 2] == 1
    merge(shelf, [1, 2], now=NOW)
    assert set(homes(shelf).values()) == {1}


def test_the_key_of_a_sighting_that_is_forgotten_means_no_other_of_its_content(
    shelf: Connection,
) -> None:
    store(shelf, [[digest("one", [MOSS_A]), digest("two", [MOSS_A])]])
    split(shelf, 1, now=NOW)
    first, second = (key for (key,) in shelf.execute("SELECT key FROM records ORDER BY key"))
    forget_digest(shelf, "one.txt")
    (left,) = shelf.execute("SELECT id, key FROM records").fetchall()
    means = {key: records_behind(shelf, key) for key in (first, second)}
    assert means == {key: [left[0]] if key == left[1] else [] for key in (first, second)}
    take_back(shelf)
    ((alone,),) = shelf.execute("SELECT id FROM records").fetchall()
    assert records_behind(shelf, first) == records_behind(shelf, second) == [alone]


def test_a_merge_leaves_others_their_ids_whatever_an_earlier_one_knew_of_them(
    shelf: Connection,
) -> None:
    """The first merge knows another id of a sighting that reads as one in the last."""
    store(shelf, [[digest("one", [KILN_2, MOSS_A, MOSS_A, FERRY, EDITORIAL, KILN_3])]])
    merge(shelf, [2, 3, 4], now=NOW)
    split(shelf, 2, [1], now=NOW)
    split(shelf, 2, [1], now=NOW)
    merge(shelf, [1, 2], now=NOW)
    before = homes(shelf)
    assert before["one.txt", 2] == 6
    merge(shelf, [1, 5], now=NOW)
    assert homes(shelf) == {**before, ("one.txt", 6): 1}
