"""A merge makes one paper of all that is in the papers which it names, whatever was before."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from papercli.store.connection import scratch
from papercli.store.decisions import merge, split
from tests.store.invented import NOW, digest, store
from tests.store.test_undo import homes

MOSS_A, MOSS_B, MOSS_UNDATED, BY_ARXIV, BY_BOTH, FERRY_BY_DOI = 0, 1, 15, 17, 18, 22


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
