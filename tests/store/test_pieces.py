"""Long digests are worked out, compared and grouped a piece at a time: it bounds memory and changes
nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.model.digest import Digest
from papercli.store import clusters, digests, prepared_digests, verdicts
from papercli.store.connection import scratch
from papercli.store.digests import add_digests
from papercli.store.prepared_digests import prepare_digest, prepare_later
from papercli.store.records import Content
from tests.store.invented import ENTRIES, NOW, assert_sound, digest, groups, snapshot, store
from tests.store.test_laws import LAW, arrivals

EVERYTHING = digest("everything", range(len(ENTRIES)))


@settings(LAW, max_examples=12)
@given(arrivals(), st.integers(1, 4))
def test_pieces_of_any_size_come_to_the_same_papers(
    case: tuple[list[Digest], list[list[Digest]]], size: int
) -> None:
    library, runs = case
    with pytest.MonkeyPatch.context() as patch, scratch() as whole, scratch() as pieces:
        store(whole, [library])
        patch.setattr(prepared_digests, "PIECE", size)
        patch.setattr(verdicts, "TOGETHER", size)
        patch.setattr(clusters, "TOGETHER", size)
        for run in runs:
            add_digests(pieces, [prepare_later(page) for page in run], NOW)
        assert snapshot(pieces) == snapshot(whole)
        assert groups(pieces) == groups(whole)
        assert_sound(pieces)


@pytest.mark.parametrize(("size", "derived"), [(12, [13]), (11, [11, 2]), (5, [5, 5, 3])])
def test_only_a_digest_longer_than_a_piece_is_divided(
    monkeypatch: pytest.MonkeyPatch, size: int, derived: list[int]
) -> None:
    """A digest of twelve entries, and one of a thirteenth."""
    found: list[int] = []
    insert = digests._insert_sightings

    def noted(
        connection: Connection, placed: Sequence[prepared_digests.Placed]
    ) -> tuple[dict[int, Content], set[int], dict[int, int]]:
        found.append(len(placed))
        return insert(connection, placed)

    monkeypatch.setattr(digests, "_insert_sightings", noted)
    monkeypatch.setattr(prepared_digests, "PIECE", size)
    with scratch() as connection:
        batch = add_digests(
            connection,
            [prepare_digest(digest("most", range(12))), prepare_digest(digest("one", [12]))],
            NOW,
        )
        assert batch.sightings == 13
    assert found == derived


def test_long_texts_divide_a_digest_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared_digests, "PIECE", 5)
    monkeypatch.setattr(prepared_digests, "PIECE_LETTERS", 600)
    pieces = list(prepared_digests.pieces([(1, prepare_digest(EVERYTHING))]))
    assert max(map(len, pieces)) == 5 > min(map(len, pieces))
    assert [one.position for piece in pieces for one in piece] == list(range(1, len(ENTRIES) + 1))


def test_entries_worked_out_later_are_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, later = prepare_digest(EVERYTHING), prepare_later(EVERYTHING)
    monkeypatch.setattr(prepared_digests, "TOGETHER", 4)
    assert at_once.digest == later.digest
    assert len(at_once.entries) == len(later.entries) == len(ENTRIES)
    assert list(later.entries) == list(later.entries)
    contents = prepared_digests.by_themselves([one.content for one in later.entries])
    assert [
        one._replace(content=content) for one, content in zip(later.entries, contents, strict=True)
    ] == list(at_once.entries)


def test_what_a_batch_has_met_is_not_worked_out_again() -> None:
    again = prepare_later(digest("again", range(len(ENTRIES))))
    (piece,) = prepared_digests.pieces([(1, prepare_later(EVERYTHING)), (2, again)])
    first, second = piece[: len(ENTRIES)], piece[len(ENTRIES) :]
    assert all(one.entry.content.keys for one in first)
    identify = [one.entry.content.identifies for one in first]
    assert {*identify} == {True, False}  # an editorial is a record each time
    assert [not one.entry.content.keys for one in second] == identify


def test_what_a_record_is_by_itself_is_worked_out_where_it_stays_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    titles: list[str] = []
    work_out = prepared_digests._worked_out

    def noted(title: str, abstract: str | None) -> prepared_digests._Texts:
        titles.append(title)
        return work_out(title, abstract)

    monkeypatch.setattr(prepared_digests, "_worked_out", noted)
    with scratch() as connection:
        add_digests(connection, [prepare_later(digest("two copies and another", [0, 1, 7]))], NOW)
        assert sorted(map(len, groups(connection))) == [1, 2]
    assert titles == [ENTRIES[7].title]
