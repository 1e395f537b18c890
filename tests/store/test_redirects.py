"""Ids that are no papers any more: each leads to the paper that holds a sighting which it had."""

from __future__ import annotations

from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import PapersError
from papercli.model.digest import Digest
from papercli.store.connection import scratch
from papercli.store.decided import list_decisions
from papercli.store.decisions import decide, merge, split, take_back
from papercli.store.forgetting import forget_digest
from papercli.store.redirects import current_id
from tests.store.invented import NOW, digest, store
from tests.store.test_decisions_in_force import decided
from tests.store.test_laws import LAW, libraries
from tests.store.test_undo import homes, redirects, steps

MOSS, MOSS_BARE, KILN, FERRY = 0, 2, 4, 7


@LAW
@given(libraries(), st.data())
def test_an_id_leads_to_a_paper_that_holds_a_sighting_which_it_had(
    library: list[Digest], data: st.DataObject
) -> None:
    had: dict[int, set[tuple[str, int]]] = {}
    with scratch() as connection:
        store(connection, [library])
        for _ in range(6):
            now = homes(connection)
            for paper in set(now.values()):
                had[paper] = {place for place, home in now.items() if home == paper}
            undo: bool = data.draw(st.booleans())
            ids = [decision.id for decision in list_decisions(connection)]
            if undo and ids:
                chosen: int = data.draw(st.sampled_from(ids))
                take_back(connection, [chosen])
            else:
                data.draw(steps(connection))
            now, leads = homes(connection), redirects(connection)
            assert leads.keys() == had.keys() - set(now.values())
            for old, paper in leads.items():
                assert paper in {now[place] for place in had[old]}


def test_an_id_from_between_a_split_and_its_undo_leads_where_its_sighting_goes() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [MOSS, KILN]), digest("two", [MOSS, FERRY])]])
        split(shelf, 1, [1], now=NOW)
        (split_off,) = {*homes(shelf).values()} - {1, 2, 3}
        place = next(place for place, paper in homes(shelf).items() if paper == split_off)
        take_back(shelf)
        assert redirects(shelf) == {split_off: 1}
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, now=NOW)
        take_back(shelf, [range(1, 9)])
        assert current_id(shelf, split_off) == homes(shelf)[place] == 1


def _leads_to(connection: Connection, old: int) -> tuple[str, int]:
    """The place of the sighting that an id leads to."""
    path, position = connection.execute(
        """
        SELECT d.path, s.position
          FROM redirects AS o
          JOIN sightings AS s ON s.id = o.sighting_id
          JOIN digests AS d ON d.id = s.digest_id
         WHERE o.id = ?
        """,
        (old,),
    ).fetchone()
    return path, position


def test_an_id_leads_on_when_its_sighting_is_forgotten() -> None:
    with scratch() as shelf:
        pages = [
            digest("one", [MOSS, KILN]),
            digest("two", [MOSS, FERRY]),
            digest("three", [FERRY]),
        ]
        store(shelf, [[page] for page in pages])
        merge(shelf, [2, 3], now=NOW)
        assert _leads_to(shelf, 3) == ("two.txt", 2)
        forget_digest(shelf, "two.txt")
        assert _leads_to(shelf, 3) == ("three.txt", 1), "what reads the same, before what is older"
        forget_digest(shelf, "three.txt")
        assert redirects(shelf) == {3: 2}
        store(shelf, [[digest("four", [MOSS])]])
        forget_digest(shelf, "one.txt")
        assert redirects(shelf) == {}
        with pytest.raises(PapersError, match="no paper 3"):
            current_id(shelf, 3)


@pytest.mark.parametrize(("forgotten", "paper"), [("two.txt", 1), ("three.txt", 2)])
def test_an_id_is_not_lost_while_any_sighting_that_it_had_is_there(
    forgotten: str, paper: int
) -> None:
    with scratch() as shelf:
        pages = [digest("one", [MOSS, MOSS]), digest("two", [MOSS, KILN]), digest("three", [MOSS])]
        store(shelf, [pages])
        split(shelf, 1, [3, 4], now=NOW)
        assert homes(shelf)["two.txt", 1] == homes(shelf)["three.txt", 1] == 3
        take_back(shelf)
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, [3, 4], now=NOW)
        assert homes(shelf)["two.txt", 1] == 2
        assert homes(shelf)["three.txt", 1] == 1
        forget_digest(shelf, forgotten)
        assert redirects(shelf) == {3: paper}


def test_an_id_leads_on_when_sightings_that_were_told_apart_are_one_content_again() -> None:
    """The decision that told them apart last does not name the one that is left."""
    with scratch() as shelf:
        pages = [digest("one", [11, MOSS_BARE]), digest("two", [MOSS_BARE, MOSS])]
        store(shelf, [[*pages, digest("three", [6, 13])]])
        merge(shelf, [1, 3], now=NOW)
        split(shelf, 2, [1], now=NOW)
        split_off = homes(shelf)["one.txt", 2]
        merge(shelf, [1, 2], now=NOW)
        take_back(shelf, [2])
        forget_digest(shelf, "two.txt")
        take_back(shelf, [3])
        assert homes(shelf)["one.txt", 2] == 2
        assert current_id(shelf, split_off) == 2


def test_an_id_leads_to_where_most_of_its_sightings_are() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [FERRY]), digest("two", [MOSS] * 6)]])
        split(shelf, 2, [4, 5, 6], now=NOW)
        take_back(shelf)
        (old,) = redirects(shelf)
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, [6, 7], now=NOW)
        now = homes(shelf)
        assert now["two.txt", 4] == 1
        assert now["two.txt", 5] == now["two.txt", 6] == current_id(shelf, old) == 2


def test_an_id_is_not_of_a_new_paper_that_has_fewer_of_its_sightings_than_another() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [FERRY] * 6)]])
        split(shelf, 1, [4, 5, 6], now=NOW)
        take_back(shelf)
        assert redirects(shelf) == {2: 1}
        split(shelf, 1, [4], now=NOW)
        assert homes(shelf)["one.txt", 4] == 3
        assert redirects(shelf) == {2: 1}


def test_a_paper_that_another_decision_takes_from_leaves_no_id_of_its_own_behind() -> None:
    """What a merge still joins in part is another paper after each of the splits."""
    with scratch() as shelf:
        store(shelf, [[digest("one", [BY_BOTH, FERRY_OF_MOSS, FERRY_BY_ARXIV, BY_DOI])]])
        keys = dict(
            shelf.execute(
                "SELECT s.position, r.key FROM sightings AS s JOIN records AS r ON r.id = record_id"
            )
        )
        merge(shelf, [1, 2, 3], now=NOW)
        decide(shelf, [decided(0, "different", keys[4], keys[2])])
        split(shelf, 1, [2], now=NOW)
        split(shelf, 1, [2], now=NOW)
        assert redirects(shelf).keys().isdisjoint(homes(shelf).values())


FERRY_OF_MOSS, FERRY_BY_ARXIV = 8, 23
BY_ARXIV, BY_BOTH, BY_DOI = 17, 18, 19


def test_what_weights_no_longer_join_has_the_id_that_it_had() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [BY_ARXIV])], [digest("two", [BY_DOI])]])
        before = homes(shelf)
        store(shelf, [[digest("three", [BY_BOTH])]])
        assert redirects(shelf) == {2: 1}
        forget_digest(shelf, "three.txt")
        assert homes(shelf) == before
        assert redirects(shelf) == {}


def test_a_paper_that_is_given_its_id_back_leaves_others_to_those_that_had_them() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [FERRY, 9, FERRY])]])
        before = homes(shelf)
        assert set(before.values()) == {1, 2}
        merge(shelf, [1, 2], now=NOW)
        split(shelf, 1, [1], now=NOW)
        store(shelf, [[digest("two", [3, 23])]])
        take_back(shelf, [range(1, 9)])
        now = homes(shelf)
        assert {place: now[place] for place in before} == before


def test_an_id_is_not_of_the_larger_paper_that_is_given_another() -> None:
    with scratch() as shelf:
        store(shelf, [[digest("one", [5, 21, 21, 5, 12])], [digest("two", [14, 14, 8, FERRY])]])
        before = homes(shelf)
        merge(shelf, [1, 2, 4], now=NOW)
        split(shelf, 1, now=NOW)
        store(shelf, [[digest("three", [22, BY_ARXIV, 20, 9])]])
        take_back(shelf, [2])
        merge(shelf, [5, 10], now=NOW)
        take_back(shelf, [1])
        take_back(shelf)
        now = homes(shelf)
        assert {place: now[place] for place in before} == before
