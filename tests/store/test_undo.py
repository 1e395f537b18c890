"""Decisions taken back: the papers, their ids and what led to them are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.errors import PapersError
from papercli.model.digest import Digest
from papercli.store.connection import scratch
from papercli.store.decided import insert_decisions, list_decisions
from papercli.store.decisions import decide, merge, split, take_back
from papercli.store.decisions_in_force import HOLDS, IN_PART, REPLACED, stand
from papercli.store.forgetting import forget_digest
from papercli.store.redirects import current_id
from tests.store.invented import NOW, assert_sound, digest, groups, store
from tests.store.test_decisions_in_force import decided
from tests.store.test_laws import LAW, libraries

MOSS_A, MOSS_B, KILN_2, KILN_3, FERRY, EDITORIAL, FERRY_AGAIN = 0, 1, 4, 5, 7, 12, 16
MOSS_BARE, MOSS_SHORT, FERRY_OF_MOSS = 2, 3, 8


@pytest.fixture
def shelf() -> Iterator[Connection]:
    """Papers 1 to 5; the first has three sightings, two of which read the same."""
    with scratch() as connection:
        first = digest("one", [MOSS_A, KILN_2, KILN_3])
        store(connection, [[first], [digest("two", [MOSS_A, FERRY, MOSS_B, EDITORIAL])]])
        assert sorted(set(homes(connection).values())) == [1, 2, 3, 4, 5]
        yield connection
        assert_sound(connection)


def homes(connection: Connection) -> dict[tuple[str, int], int]:
    """The paper of every sighting."""
    return {
        (path, position): paper
        for path, position, paper in connection.execute(
            """
            SELECT d.path, s.position, r.paper_id
              FROM sightings AS s
              JOIN digests AS d ON d.id = s.digest_id
              JOIN records AS r ON r.id = s.record_id
            """
        )
    }


def redirects(connection: Connection) -> dict[int, int]:
    """The ids that are no papers any more, and the paper that each leads to."""
    ids = [number for (number,) in connection.execute("SELECT id FROM redirects ORDER BY id")]
    return {number: current_id(connection, number) for number in ids}


def statuses(connection: Connection) -> list[str]:
    decisions = list_decisions(connection)
    held = stand(decisions).status
    return [held[decision.id] for decision in decisions]


@st.composite
def steps(draw: st.DrawFn, connection: Connection) -> None:
    """Merge some papers, or split one, as a person might."""
    papers = sorted(set(homes(connection).values()))
    try:
        if draw(st.booleans()):
            named, before = draw(st.lists(st.sampled_from(papers), max_size=3)), homes(connection)
            merge(connection, named, now=NOW)
            after = homes(connection)
            assert len({after[place] for place, paper in before.items() if paper in named}) == 1
        else:
            paper, numbers = draw(st.sampled_from(papers)), draw(st.sets(st.integers(1, 3)))
            split(connection, paper, sorted(numbers), now=NOW)
    except PapersError:
        return


@settings(LAW, max_examples=30)
@given(libraries(), st.data())
def test_taking_back_the_last_decision_gives_back_what_there_was(
    library: list[Digest], data: st.DataObject
) -> None:
    with scratch() as connection:
        store(connection, [library])
        before = []
        for _ in range(3):
            number = len(list_decisions(connection))
            seen = homes(connection)
            data.draw(steps(connection))
            assert_sound(connection)
            if len(list_decisions(connection)) > number:
                before.append(seen)
        at_once: bool = data.draw(st.booleans())
        if before and at_once:
            take_back(connection, [range(1, 9)])
            assert homes(connection) == before[0]
        else:
            for papers in reversed(before):
                take_back(connection)
                assert homes(connection) == papers
        now = {*homes(connection).values(), *redirects(connection)}
        assert now >= {paper for papers in before for paper in papers.values()}
        assert_sound(connection)


@LAW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["same", "different"]),
            st.sampled_from("abcde"),
            st.sampled_from("abcde"),
        ).filter(lambda wish: wish[1] != wish[2]),
        max_size=8,
    )
)
@example([("different", "a", "b"), ("same", "a", "b"), ("different", "a", "b")])
def test_the_last_word_holds_and_nothing_that_agrees_with_it_is_lost(
    wishes: list[tuple[str, str, str]],
) -> None:
    decisions = [decided(number, *wish) for number, wish in enumerate(wishes, 1)]
    held = stand(decisions)
    for number, decision in enumerate(decisions, 1):
        a, b = (held.find(said.key) for said in decision.said)
        assert ((a == b) is (decision.verdict == "same")) or held.status[number] == REPLACED
        later = [one for one in decisions[number:] if held.status[one.id] == HOLDS]
        alone = stand([decision, *later]).status[number]
        assert held.status[number] == alone
    if decisions:
        assert held.status[len(decisions)] == HOLDS


def test_a_split_into_many_is_one_decision(shelf: Connection) -> None:
    before = homes(shelf)
    told = split(shelf, 1, now=NOW)
    assert len(told.decisions) == 1
    assert len(told.papers) == 3
    assert take_back(shelf).decisions == told.decisions
    assert homes(shelf) == before
    assert list_decisions(shelf) == []


def test_one_of_several_merges_is_taken_back(shelf: Connection) -> None:
    before = homes(shelf)
    for others in ((2,), (3,), (4, 5)):
        merge(shelf, [1, *others], now=NOW)
    assert set(homes(shelf).values()) == {1}
    assert list(take_back(shelf, [1]).papers) == [1, 2]
    assert set(homes(shelf).values()) == {1, 2}
    assert list(take_back(shelf, [3]).papers) == [1, 4, 5]
    take_back(shelf)
    assert homes(shelf) == before


def test_ids_that_led_to_a_paper_lead_to_it_again(shelf: Connection) -> None:
    merge(shelf, [2, 3], now=NOW)
    merge(shelf, [1, 2], now=NOW)
    assert redirects(shelf) == {2: 1, 3: 1}
    take_back(shelf)
    assert redirects(shelf) == {3: 2}


def test_an_id_leads_to_the_paper_that_its_sightings_are_split_off_with(shelf: Connection) -> None:
    merge(shelf, [2, 4, 5], now=NOW)
    assert redirects(shelf) == {4: 2, 5: 2}
    split(shelf, 2, [1], now=NOW)
    papers = homes(shelf)
    assert papers["one.txt", 2] == 2
    assert papers["two.txt", 2] == papers["two.txt", 4] == 4
    assert redirects(shelf) == {5: 4}
    merge(shelf, [1, 3], now=NOW)
    assert redirects(shelf) == {3: 1, 5: 4}, "what is decided of others moves no id"


def test_a_part_of_a_merge_is_undone_by_a_split_and_the_rest_holds(shelf: Connection) -> None:
    merge(shelf, [2, 3, 4], now=NOW)
    told = split(shelf, 2, [2], now=NOW)
    assert list(told.papers) == [2, 3]
    assert statuses(shelf) == [IN_PART, HOLDS]
    take_back(shelf, [1])
    assert set(homes(shelf).values()) == {1, 2, 3, 4, 5}


def test_what_stays_behind_when_some_leaves_is_one_paper_still(shelf: Connection) -> None:
    merge(shelf, [2, 3], now=NOW)
    merge(shelf, [2, 4], now=NOW)
    merge(shelf, [2, 5], now=NOW)
    split(shelf, 2, [1], now=NOW)
    now = homes(shelf)
    assert now["one.txt", 2] != now["one.txt", 3] == now["two.txt", 2] == now["two.txt", 4]
    take_back(shelf, [2])
    now = homes(shelf)
    assert now["two.txt", 2] == 4
    assert now["one.txt", 3] == now["two.txt", 4]


def test_a_merge_takes_along_all_that_was_merged_before(shelf: Connection) -> None:
    merge(shelf, [2, 3, 4], now=NOW)
    told = split(shelf, 2, [2], now=NOW)
    merge(shelf, [*told.papers, 5], now=NOW)
    assert set(homes(shelf).values()) == {1, 2}
    assert statuses(shelf) == [HOLDS, REPLACED, HOLDS]


@pytest.mark.parametrize("left", range(1, 8))
def test_what_was_split_off_a_chain_of_merges_comes_back_to_all_of_it(left: int) -> None:
    with scratch() as connection:
        two = digest("two", [MOSS_A, KILN_2, FERRY, MOSS_B])
        store(connection, [[digest("one", [EDITORIAL, MOSS_A, KILN_2]), two]])
        merge(connection, [3, 4], now=NOW)
        split(connection, 2, [1], now=NOW)
        merge(connection, [1, 5, 3], now=NOW)
        merge(connection, [2, 1], now=NOW)
        told = split(connection, 1, [left], now=NOW)
        merge(connection, [*told.papers], now=NOW)
        assert set(homes(connection).values()) == {1}


def test_of_what_nobody_named_a_replaced_merge_says_nothing(shelf: Connection) -> None:
    store(shelf, [[digest("three", [FERRY])]])
    merge(shelf, [2, 4], now=NOW)
    split(shelf, 2, now=NOW)
    store(shelf, [[digest("four", [KILN_2, FERRY])]])
    now = homes(shelf)
    assert now["four.txt", 1] != now["four.txt", 2]
    assert statuses(shelf) == [REPLACED, HOLDS]


def test_sightings_told_apart_weigh_the_same_whenever_they_came(shelf: Connection) -> None:
    split(shelf, 1, now=NOW)
    store(shelf, [[digest("three", [MOSS_A])]])
    (moss,) = shelf.execute("SELECT DISTINCT key FROM decided WHERE place = 1").fetchone()
    twins = """
        SELECT count(*), count(DISTINCT v.bits)
          FROM verdicts AS v
          JOIN records AS a ON a.id = v.a
          JOIN records AS b ON b.id = v.b
         WHERE substr(a.key, 1, 32) = substr(b.key, 1, 32) AND a.key LIKE ?
        """
    assert shelf.execute(twins, (moss[:32] + ":%",)).fetchone() == (3, 1)


@pytest.mark.parametrize("first", [1, 2])
def test_the_ids_are_those_of_before_whatever_was_taken_back_on_the_way(
    shelf: Connection, first: int
) -> None:
    before = homes(shelf)
    merge(shelf, [2, 4], now=NOW)
    split(shelf, 2, [2], now=NOW)
    take_back(shelf, [first])
    merge(shelf, [1, 2, 4] if first == 1 else [1, 2], now=NOW)
    take_back(shelf, [range(1, 9)])
    assert homes(shelf) == before


def test_the_ids_are_those_of_before_also_of_sightings_that_were_told_apart() -> None:
    with scratch() as connection:
        pages = [digest("one", [EDITORIAL, MOSS_A, KILN_2]), digest("two", [MOSS_A, MOSS_B])]
        store(connection, [pages])
        before = homes(connection)
        merge(connection, [1, 2, 3], now=NOW)
        first, *_, last = split(connection, 1, now=NOW).papers
        merge(connection, [first, last], now=NOW)
        take_back(connection, [range(1, 3)])
        take_back(connection)
        assert homes(connection) == before


def test_a_split_leaves_other_papers_their_ids() -> None:
    with scratch() as connection:
        pages = [digest("one", [EDITORIAL, MOSS_A, KILN_2]), digest("two", [3, MOSS_B])]
        store(connection, [pages])
        merge(connection, [1, 2, 3], now=NOW)
        split(connection, 1, [2, 3], now=NOW)
        before = homes(connection)
        split(connection, 1, [2, 3], now=NOW)
        now = homes(connection)
        assert {now[place] for place, paper in before.items() if paper == 2} == {2}
        take_back(connection)
        assert homes(connection) == before


@pytest.mark.parametrize("others", [(2, 5), (2, 7), (3, 5), (1, 2)])
def test_a_merge_after_a_split_is_taken_back_alone(others: tuple[int, int]) -> None:
    with scratch() as connection:
        pages = [digest("one", [MOSS_A, KILN_2])]
        pages += [digest("two", [MOSS_B, FERRY, 3, EDITORIAL, MOSS_A])]
        store(connection, [pages])
        for ids in ((1, 2), (1, 3)):
            merge(connection, ids, now=NOW)
        split(connection, 1, now=NOW)
        merge(connection, others, now=NOW)
        before = homes(connection)
        merge(connection, (*others, 1, 7), now=NOW)
        named = {before[place] for place, paper in homes(connection).items() if paper == 1}
        assert all(
            homes(connection)[place] == paper
            for place, paper in before.items()
            if paper not in named
        )
        take_back(connection)
        assert homes(connection) == before


def test_the_report_tells_of_what_moves_by_the_weights_alone() -> None:
    """A decision on two contents: another, which tells less, fits their paper no more."""
    with scratch() as connection:
        store(connection, [[digest("one", [MOSS_A, MOSS_BARE, MOSS_SHORT, FERRY_OF_MOSS])]])
        assert set(homes(connection).values()) == {1, 2}
        keys = [
            key
            for (key,) in connection.execute(
                """
                SELECT key
                  FROM records AS r
                  JOIN sightings AS s ON s.record_id = r.id
                 WHERE s.position IN (3, 4)
                """
            )
        ]
        made = decide(connection, [decided(0, "same", *keys)])
        assert homes(connection)["one.txt", 2] == 3
        assert (set(made.before), set(made.papers)) == ({1, 2}, {1, 3})
        undone = take_back(connection)
        assert set(homes(connection).values()) == {1, 2}
        assert (set(undone.before), set(undone.papers)) == ({1, 3}, {1, 2})


def test_what_comes_between_two_merges_keeps_no_id_from_its_paper(shelf: Connection) -> None:
    before = homes(shelf)
    merge(shelf, [2, 4], now=NOW)
    store(shelf, [[digest("three", [FERRY_AGAIN])]])
    merge(shelf, [2, 5], now=NOW)
    take_back(shelf, [range(1, 9)])
    assert {place: paper for place, paper in homes(shelf).items() if place in before} == before
    assert homes(shelf)["three.txt", 1] == 4


def test_papers_stay_joined_when_what_joined_them_is_forgotten(shelf: Connection) -> None:
    store(shelf, [[digest("three", [FERRY])]])
    merge(shelf, [1, 2, 4], now=NOW)
    forget_digest(shelf, "one.txt")
    assert len({homes(shelf)["two.txt", 1], homes(shelf)["three.txt", 1]}) == 1


def test_a_split_holds_against_what_is_not_in_the_index(shelf: Connection) -> None:
    merge(shelf, [2, 3, 4], now=NOW)
    forget_digest(shelf, "one.txt")
    store(shelf, [[digest("four", [KILN_2])]])
    paper = homes(shelf)["four.txt", 1]
    assert paper == homes(shelf)["two.txt", 2]
    split(shelf, paper, [2], now=NOW)
    store(shelf, [[digest("five", [KILN_3])]])
    now = homes(shelf)
    assert now["four.txt", 1] != now["two.txt", 2] == now["five.txt", 1]


@pytest.mark.parametrize(
    ("ids", "left"),
    [(None, [1, 2]), ([2], [1, 3]), ([range(1, 3)], [3]), ([range(2, 9)], [1]), ([1, 3], [2])],
)
def test_which_decisions_are_taken_back(
    shelf: Connection, ids: list[int | range] | None, left: list[int]
) -> None:
    insert_decisions(shelf, [decided(0, "same", key, "z") for key in "abc"])
    take_back(shelf, ids)
    assert [decision.id for decision in list_decisions(shelf)] == left


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (None, "nothing was decided"),
        ([7], "no decision 7$"),
        ([range(7, 9)], r"no decision 7\.\.8"),
    ],
)
def test_what_cannot_be_taken_back(
    shelf: Connection, ids: list[int | range] | None, message: str
) -> None:
    before = groups(shelf)
    with pytest.raises(PapersError, match=message):
        take_back(shelf, ids)
    assert groups(shelf) == before
