"""The user's last word: it stands above the weights, and survives whatever happens to the index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import PapersError, UsageError
from papercli.model.digest import Digest
from papercli.model.paper import Sighting
from papercli.search.evidence import undecided_pairs
from papercli.search.outcomes import SightingReport, sighting_reports
from papercli.store.connection import open_reading, opened_for_writing, scratch, writing
from papercli.store.decided import insert_decisions, list_decisions
from papercli.store.decision_exports import export_decisions, import_decisions
from papercli.store.decisions import decide_pair, merge_papers, remove_decisions, split_paper
from papercli.store.decisions_in_force import stand
from papercli.store.following import DecisionReport
from papercli.store.forgetting import forget
from papercli.store.rebuild import rebuild
from papercli.store.redirects import current_id
from tests.store.invented import ENTRIES, NOW, assert_sound, digest, groups, store
from tests.store.test_decisions_in_force import decided
from tests.store.test_laws import LAW, arrivals

MOSS_A, MOSS_B, KILN_2, KILN_3, FERRY = 0, 1, 4, 5, 7


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "papers.db"
    with writing(path, create=True) as connection:
        store(
            connection, [[digest("one", [MOSS_A, KILN_2, KILN_3]), digest("two", [MOSS_A, FERRY])]]
        )
    yield path
    with opened_for_writing(path) as connection:
        assert_sound(connection)


def papers(index: Path) -> set[frozenset[tuple[str, int]]]:
    with closing(open_reading(index)) as connection:
        return groups(connection)


def paper_at(index: Path, path: str, position: int) -> int:
    with closing(open_reading(index)) as connection:
        row = connection.execute(
            "SELECT r.paper_id FROM sightings AS s JOIN digests AS d ON d.id = s.digest_id"
            " JOIN records AS r ON r.id = s.record_id WHERE d.path = ? AND s.position = ?",
            (path, position),
        ).fetchone()
        return int(row[0])


def together(index: Path, *places: tuple[str, int]) -> bool:
    return len({paper_at(index, *place) for place in places}) == 1


MOSSES = (("one.txt", 1), ("two.txt", 1))


KILNS = (("one.txt", 2), ("one.txt", 3))


def merge_kilns(index: Path) -> DecisionReport:
    return merge_papers(
        index, [paper_at(index, *place) for place in KILNS], now=NOW, reason="a slip"
    )


def test_merging_joins_what_a_veto_keeps_apart_and_the_older_id_leads(index: Path) -> None:
    old = [paper_at(index, *place) for place in KILNS]
    report = merge_papers(index, old[::-1], now=NOW, reason="one a misprint")
    assert list(report.papers) == [min(old)]
    assert together(index, *KILNS)
    with closing(open_reading(index)) as connection:
        assert connection.execute("SELECT id FROM redirects").fetchall() == [(max(old),)]
        assert current_id(connection, max(old)) == min(old)
        (decision,) = list_decisions(connection)
    assert (decision.verdict, decision.reason) == ("same", "one a misprint")
    assert decision.decided_at == "2026-01-02T03:04:05+00:00"


def test_merged_papers_are_found_under_the_id_that_was_merged_away(index: Path) -> None:
    old = [paper_at(index, *place) for place in KILNS]
    merge_kilns(index)
    merge_papers(index, [max(old), paper_at(index, "two.txt", 2)], now=NOW)
    assert together(index, *KILNS, ("two.txt", 2))


def test_word_for_word_equal_sightings_can_be_split(index: Path) -> None:
    assert together(index, *MOSSES)
    report = split_paper(index, paper_at(index, *MOSSES[0]), [2], now=NOW)
    assert not together(index, *MOSSES)
    assert len(report.papers) == 2
    assert paper_at(index, *MOSSES[0]) in report.papers


def test_splitting_without_numbers_sets_every_sighting_apart(index: Path) -> None:
    with writing(index) as connection:
        store(connection, [[digest("three", [MOSS_A, MOSS_B])]])
    everywhere = (*MOSSES, ("three.txt", 1), ("three.txt", 2))
    assert together(index, *everywhere)
    split_paper(index, paper_at(index, *MOSSES[0]), now=NOW)
    assert len({paper_at(index, *place) for place in everywhere}) == 4


def reports(index: Path, name: str, entries: list[int | Sighting]) -> list[SightingReport]:
    """Ingest one more digest, and what came of its sightings."""
    with writing(index) as connection:
        store(connection, [[digest(name, entries)]])
        (number,) = connection.execute("SELECT max(id) FROM digests").fetchone()
        return sighting_reports(connection, {number})


def test_a_report_says_what_the_user_decided(index: Path) -> None:
    merge_papers(
        index,
        [paper_at(index, "one.txt", 1), paper_at(index, "two.txt", 2)],
        now=NOW,
        reason="one book",
    )
    forget(index, "two.txt")
    (again,) = reports(index, "three", [FERRY])
    assert again.status == "merged"
    assert again.decision is not None
    assert again.decision.reason == "one book"


def test_a_pair_told_apart_is_not_undecided_when_it_is_read_again(index: Path) -> None:
    longer = ENTRIES[FERRY]._replace(
        title="Verified Docking Policies for Island Ferries: Orkney in Winter", abstract=None
    )
    (first,) = reports(index, "three", [longer])
    assert first.status == "undecided"
    with closing(open_reading(index)) as connection:
        (pair,) = undecided_pairs(connection, {first.paper_id})
    decide_pair(index, pair.a.record_key, pair.b.record_key, "different", now=NOW)
    forget(index, "three.txt")
    (again,) = reports(index, "three", [longer])
    assert (again.status, again.verdict) == ("new", None)


@pytest.mark.parametrize("detour", ["again", "forget", "rebuild", "remake"])
def test_decisions_survive(index: Path, tmp_path: Path, detour: str) -> None:
    merge_kilns(index)
    split_paper(index, paper_at(index, *MOSSES[0]), [1], now=NOW)
    before = papers(index)
    pages = [digest("one", [MOSS_A, KILN_2, KILN_3]), digest("two", [MOSS_A, FERRY])]
    if detour == "again":
        with writing(index) as connection:
            store(connection, [pages])
    elif detour == "forget":
        forget(index, "one.txt")
        with writing(index) as connection:
            store(connection, [pages])
    elif detour == "rebuild":
        report = rebuild(index)
        assert (report.merged, report.split, report.changed) == ([], [], 0)
    else:
        with closing(open_reading(index)) as connection:
            lines = [json.dumps(row) for row in export_decisions(connection)]
        index = tmp_path / "another.db"
        assert import_decisions(index, lines, now=NOW).added == len(lines)
        with writing(index) as connection:
            store(connection, [pages[::-1]])
    assert papers(index) == before


def test_decisions_can_be_imported_after_the_digests(index: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with writing(other, create=True) as connection:
        store(
            connection, [[digest("one", [MOSS_A, KILN_2, KILN_3]), digest("two", [MOSS_A, FERRY])]]
        )
    merge_kilns(index)
    split_paper(index, paper_at(index, *MOSSES[0]), now=NOW)
    with closing(open_reading(index)) as connection:
        lines = [json.dumps(row) for row in export_decisions(connection)]
    report = import_decisions(
        other, [*lines, "", "no json", '{"verdict": "perhaps"}', "[]"], now=NOW
    )
    assert (report.added, report.known) == (len(lines), 0)
    assert [problem.line for problem in report.problems] == [4, 5, 6]
    assert papers(other) == papers(index)
    report = import_decisions(other, lines, now=NOW)
    assert (report.added, report.known) == (0, len(lines))


def test_taking_decisions_back_leaves_what_the_weights_say(index: Path) -> None:
    before = papers(index)
    merge_kilns(index)
    split_paper(index, paper_at(index, *MOSSES[0]), now=NOW)
    with closing(open_reading(index)) as connection:
        ids = [decision.id for decision in list_decisions(connection)]
    remove_decisions(index, ids)
    assert papers(index) == before
    with pytest.raises(PapersError, match="no decision"):
        remove_decisions(index, ids)


def test_a_later_word_replaces_an_earlier_one_and_brings_it_back_when_it_goes(index: Path) -> None:
    old = sorted(paper_at(index, *place) for place in KILNS)
    merged = merge_kilns(index).decisions
    told = split_paper(index, old[0], now=NOW)
    assert (told.replaced, told.restored) == (merged, [])
    assert [paper_at(index, *place) for place in KILNS] == old, "and the ids that they had"
    told = remove_decisions(index)
    assert (told.replaced, told.restored) == ([], merged)
    assert together(index, *KILNS)
    split_paper(index, old[0], now=NOW)
    told = merge_kilns(index)
    assert [decision.verdict for decision in told.replaced] == ["different"]
    assert together(index, *KILNS)


def test_the_last_word_holds_against_a_chain_of_earlier_ones(index: Path) -> None:
    keys = {}
    with closing(open_reading(index)) as connection:
        for key, title in connection.execute(
            "SELECT key, title FROM records JOIN texts ON record_id = id"
        ):
            keys[title[:8] + title[14:15]] = key
    a, b, c = list(keys.values())[:3]
    first = decide_pair(index, a, b, "same", now=NOW)
    second = decide_pair(index, b, c, "same", now=NOW)
    last = decide_pair(index, a, c, "different", now=NOW)
    assert last.replaced == first.decisions != second.decisions
    with closing(open_reading(index)) as connection:
        homes = dict(connection.execute("SELECT key, paper_id FROM records"))
    assert homes[b] == homes[c] != homes[a]


@pytest.mark.parametrize(
    ("ids", "message"),
    [((1,), "two papers"), ((1, 1), "two papers"), ((1, 99), "no paper 99")],
)
def test_what_cannot_be_merged(index: Path, ids: tuple[int, ...], message: str) -> None:
    with pytest.raises(PapersError, match=message):
        merge_papers(index, ids, now=NOW)


def test_what_cannot_be_split(index: Path) -> None:
    paper = paper_at(index, *MOSSES[0])
    for numbers, message in (([3], "no sighting 3"), ([1, 2], "nothing")):
        with pytest.raises(UsageError, match=message):
            split_paper(index, paper, numbers, now=NOW)
    for numbers in ([], [1], [2]):
        with pytest.raises(UsageError, match="one sighting: there is nothing to part"):
            split_paper(index, paper_at(index, *KILNS[0]), numbers, now=NOW)


@LAW
@given(arrivals(), st.data())
def test_decisions_hold_in_any_order_of_arrival(
    case: tuple[list[Digest], list[list[Digest]]], data: st.DataObject
) -> None:
    library, runs = case
    with scratch() as first:
        store(first, [library])
        keys = [key for (key,) in first.execute("SELECT key FROM records ORDER BY key")]
        pairs = data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["same", "different"]),
                    st.sampled_from(keys),
                    st.sampled_from(keys),
                ),
                max_size=4,
            )
        )
        decisions = [
            decided(number, verdict, a, b)
            for number, (verdict, a, b) in enumerate(pairs, 1)
            if a != b
        ]
    held = stand(decisions)
    results = []
    for arrival in ([library], runs):
        with scratch() as connection:
            insert_decisions(connection, decisions)
            store(connection, arrival)
            assert_sound(connection)
            homes = dict(connection.execute("SELECT key, paper_id FROM records"))
            for one in decisions:
                a, b = (homes[said.key] for said in one.said)
                if held.status[one.id] == "holds":
                    assert (a == b) is (one.verdict == "same")
            results.append(groups(connection))
    assert results[0] == results[1]
