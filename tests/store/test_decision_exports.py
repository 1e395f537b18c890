"""Decisions taken to another index, in today's form and in that of older versions."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import PapersError
from papercli.model.decision import Decision, Said
from papercli.model.digest import Digest
from papercli.store.connection import scratch, writing
from papercli.store.decided import insert_decisions, list_decisions
from papercli.store.decision_exports import export_decisions, import_decisions
from papercli.store.decisions import merge, take_back
from papercli.store.decisions_in_force import (
    HOLDS,
    Standing,
    parts_of,
    separations,
    stand,
)
from papercli.store.decisions_left import what_holds
from papercli.store.older_decisions import Pair, grouped
from tests.store.invented import NOW, digest, groups, store
from tests.store.test_laws import LAW, libraries
from tests.store.test_undo import homes, steps

KEYS = [letter * 32 for letter in "abcdef"]


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    """Merges and splits of a few contents, in parts."""
    found = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        parts = draw(
            st.dictionaries(st.sampled_from(KEYS), st.integers(1, 3), min_size=2, max_size=5)
        )
        verdict = "different" if len(set(parts.values())) > 1 else "same"
        said = sorted(Said(part, key, key[:1]) for key, part in parts.items())
        found.append(Decision(number, verdict, tuple(said), "2026-01-01T00:00:00", None))
    return found


def what_stands(held: Standing) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The sets of keys that are one paper, and the pairs of these that must not be."""
    return (
        {frozenset(keys) for keys in held.classes()},
        {frozenset(map(held.find, pair)) for pair in held.apart},
    )


@LAW
@given(decisions())
def test_what_holds_holds_in_another_index(given: list[Decision]) -> None:
    with scratch() as connection:
        insert_decisions(connection, given)
        lines = [json.dumps(row) for row in export_decisions(connection)]
    taken = [
        Decision(
            number,
            row["outcome"],
            tuple(Said(one["part"], one["key"], one["title"]) for one in row["contents"]),
            row["decided_at"],
        )
        for number, row in enumerate(map(json.loads, lines), 1)
    ]
    before, after = stand(given), stand(taken)
    assert {frozenset(keys) for keys in after.classes()} == what_stands(before)[0]
    for a, b in combinations(KEYS, 2):
        told = {frozenset((before.find(x), before.find(y))) for x, y in before.apart}
        now = {frozenset((after.find(x), after.find(y))) for x, y in after.apart}
        assert (frozenset((before.find(a), before.find(b))) in told) is (
            frozenset((after.find(a), after.find(b))) in now
        )
    assert set(after.status.values()) <= {HOLDS}


@settings(LAW, max_examples=100)
@given(libraries(), st.data())
def test_decisions_make_the_same_papers_in_another_index(
    library: list[Digest], data: st.DataObject
) -> None:
    with scratch() as connection, TemporaryDirectory() as folder:
        store(connection, [library])
        for _ in range(data.draw(st.integers(2, 6))):
            data.draw(steps(connection))
        lines = [json.dumps(row) for row in export_decisions(connection)]
        there = Path(folder) / "papers.db"
        with writing(there, create=True) as other:
            store(other, [[one] for one in reversed(library)])
        assert import_decisions(there, lines, now=NOW).problems == []
        with writing(there) as other:
            assert groups(other) == groups(connection)


def test_an_import_that_is_taken_back_gives_back_the_ids(tmp_path: Path) -> None:
    index, shelf = tmp_path / "papers.db", [digest("one", [1, 4, 7, 12])]
    with writing(index, create=True) as connection:
        store(connection, [shelf])
        before = homes(connection)
    with scratch() as other:
        store(other, [shelf])
        merge(other, [1, 2, 3], now=NOW)
        merge(other, [1, 4], now=NOW)
        lines = [json.dumps(row) for row in export_decisions(other)]
    report = import_decisions(index, lines, now=NOW)
    assert [len(decision.own) for decision in report.decisions] == [3, 2]
    with writing(index) as connection:
        assert set(homes(connection).values()) == {1}
        take_back(connection, [range(1, 9)])
        assert homes(connection) == before


@LAW
@given(decisions())
def test_rows_of_older_versions_become_the_decision_that_they_were(given: list[Decision]) -> None:
    for decision in given:
        hubs = (
            [(keys[0], key) for keys in parts_of(decision) for key in keys[1:]]
            if decision.verdict == "same"
            else list(separations(decision))
        )
        rows = [
            Pair(number, decision.verdict, Said(1, a, a[:1]), Said(1, b, b[:1]), "now", None)
            for number, (a, b) in enumerate(hubs, 7)
        ]
        (found,) = grouped(rows)
        assert (found.id, found.verdict) == (7, decision.verdict)
        assert {frozenset(keys) for keys in parts_of(found)} == {
            frozenset(keys) for keys in parts_of(decision)
        }


def test_rows_that_no_parting_makes_stay_decisions_of_their_own() -> None:
    a, b, c, d = (Said(1, key, "") for key in KEYS[:4])
    rows = [
        Pair(number, "different", *pair, "now", None)
        for number, pair in enumerate(((a, b), (b, c), (c, d)), 1)
    ]
    assert [found.id for found in grouped(rows)] == [1, 2, 3]
    later = rows[1]._replace(decided_at="later")
    assert [found.id for found in grouped([rows[0], later])] == [1, 2]


def old_line(outcome: str, a: str, b: str, **others: str) -> str:
    return json.dumps({outcome: others.pop("is_", "same"), "a_key": a, "b_key": b, **others})


@pytest.mark.parametrize("name", ["outcome", "verdict"])
def test_lines_of_older_versions_are_read(tmp_path: Path, name: str) -> None:
    index = tmp_path / "papers.db"
    when = {"decided_at": "2025-01-01T00:00:00", "reason": "old", "a_title": "A", "b_title": "B"}
    lines = [old_line(name, KEYS[0], key, **when) for key in KEYS[1:3]]
    report = import_decisions(index, lines, now=NOW)
    assert (report.added, report.known, report.problems) == (1, 0, [])
    assert import_decisions(index, lines, now=NOW).known == 1
    with writing(index) as connection:
        (decision,) = list_decisions(connection)
    assert parts_of(decision) == [KEYS[:3]]
    assert (decision.reason, decision.decided_at) == ("old", when["decided_at"])


def content(part: object, key: object) -> dict[str, object]:
    return {"part": part, "key": key, "title": "x"}


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        ([], "says nothing"),
        ([content(1, KEYS[0])], "says nothing"),
        ([content(1, KEYS[0]), content(2, KEYS[1])], "says nothing"),
        ([content(1, KEYS[0]), content(1, KEYS[0])], "twice"),
        ([content(1, KEYS[0]), content(1, "x")], "'x' is not a key"),
        ([content(0, KEYS[0]), content(0, KEYS[1])], "0 is no part"),
        ([content("1", KEYS[0]), content(1, KEYS[1])], "'1' is no part"),
        ([content(True, KEYS[0]), content(True, KEYS[1])], "True is no part"),
        ([{"part": 1}], "not a decision"),
        ({"part": 1}, "not a decision"),
        (None, "not a decision"),
    ],
)
def test_a_line_that_says_nothing_is_named(tmp_path: Path, contents: object, why: str) -> None:
    line = json.dumps({"outcome": "same", "contents": contents})
    report = import_decisions(tmp_path / "papers.db", [line], now=NOW)
    assert why in report.problems[0].problem
    assert not (tmp_path / "papers.db").exists()


def test_a_line_that_would_take_for_ever_is_refused(tmp_path: Path) -> None:
    said = [content(part, f"{part:032x}") for part in range(1, 143)]
    for most, problems in ((141, 0), (142, 1)):
        line = json.dumps({"outcome": "different", "contents": said[:most]})
        report = import_decisions(tmp_path / f"{most}.db", [line], now=NOW)
        assert len(report.problems) == problems


def test_an_import_changes_nobodys_mind(tmp_path: Path) -> None:
    index = tmp_path / "papers.db"
    a, b, c = KEYS[:3]
    import_decisions(index, [old_line("outcome", a, b)], now=NOW)
    for line in (
        old_line("outcome", a, b, is_="different"),
        json.dumps({"outcome": "different", "contents": [content(1, a), content(2, b)]}),
    ):
        with pytest.raises(PapersError, match="contradiction") as caught:
            import_decisions(index, [old_line("outcome", b, c), line], now=NOW)
        assert caught.value.hint == "undo what was wrong: papers undo 1"
    with writing(index) as connection:
        assert len(list_decisions(connection)) == 1


def test_what_a_merge_that_was_parted_says_of_earlier_ones_is_exported() -> None:
    a, c, d = KEYS[0], KEYS[2], KEYS[3]
    when = "2026-01-01T00:00:00"
    given = [
        Decision(1, "same", (Said(1, a, "a"), Said(1, c, "c"), Said(1, d, "d")), when),
        Decision(2, "same", (Said(1, a, "a"), Said(2, d, "d")), when),
        Decision(3, "different", (Said(1, c, "c"), Said(2, d, "d")), when),
    ]
    taken = [one._replace(id=number) for number, one in enumerate(what_holds(given), 1)]
    assert what_stands(stand(taken)) == what_stands(stand(given))
    assert [{a, d}] == [set(keys) for keys in stand(taken).classes()]
