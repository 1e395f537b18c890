"""What awaits a decision is the same whoever asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from papercli.model.decision import Decision, Said
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.query.parser import parse
from papercli.search.arrivals import count_undecided
from papercli.search.counts import figures
from papercli.search.evidence import near, undecided_pairs
from papercli.search.outcomes import sighting_reports
from papercli.search.ranking import matching_ids
from papercli.search.review_queue import Queue, key_of, waiting_pairs
from papercli.store import verdicts
from papercli.store.connection import writing
from papercli.store.decided import insert_decisions, insert_moved
from papercli.store.decisions import decide_pair
from papercli.store.passed import pass_over
from tests.store.invented import KILN, NOW, digest, store

TITLES = ("Glazing", "Glazing and Firing", "Glazing, Firing, Cooling", "Glazing in Delft")
UNDECIDED = parse("is:undecided", date(2026, 1, 2))
EVERYTHING = parse("", date(2026, 1, 2))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four papers, every pair of them open."""
    monkeypatch.setattr(
        verdicts,
        "score_all",
        lambda pairs: [(Outcome.UNDECIDED, float(len(a.title + b.title))) for a, b in pairs],
    )
    path = tmp_path / "papers.db"
    with writing(path, create=True) as connection:
        pages = [digest(title, [Sighting(1, title, KILN)]) for title in TITLES]
        store(connection, [[page] for page in pages])
    return path


def asked(connection: Connection) -> set[tuple[int, int]]:
    """The open pairs of papers, about which everybody must say the same."""
    pairs = undecided_pairs(connection)
    found = {(min(p.a.paper_id, p.b.paper_id), max(p.a.paper_id, p.b.paper_id)) for p in pairs}
    assert len(found) == len(pairs) == count_undecided(connection)
    papers = {paper for pair in found for paper in pair}
    assert matching_ids(connection, UNDECIDED) == papers
    assert figures(connection, EVERYTHING).undecided == len(found)
    for number in range(1, len(TITLES) + 1):
        around = [pair for pair in found if number in pair]
        assert len(near(connection, number)) == len(around)
        one = parse(f"id:{number}", date(2026, 1, 2))
        assert figures(connection, one).undecided == len(around)
        newer = {pair for pair in found if pair[1] > number}
        assert count_undecided(connection, since=number) == len(newer)
    reports = sighting_reports(connection, range(1, len(TITLES) + 1))
    assert {one.paper_id for one in reports if one.status == "undecided"} == papers
    for report in reports:
        if report.status == "undecided":
            others = {sum(pair) - report.paper_id for pair in found if report.paper_id in pair}
            longest = max(others, key=lambda number: (len(TITLES[number - 1]), -number))
            assert report.other_paper_id == longest
    return found


def test_the_review_begins_with_the_likeliest_and_ends_with_what_was_passed_over(
    index: Path,
) -> None:
    def order() -> list[tuple[str, str]]:
        with writing(index) as connection:
            return [key_of(row) for row in waiting_pairs(connection)]

    with writing(index) as connection:
        weights = {key_of(row): row.bits for row in waiting_pairs(connection)}
    keys = order()
    assert [weights[key] for key in keys] == sorted(weights.values(), reverse=True)
    pass_over(index, *keys[2][::-1])
    pass_over(index, *keys[0])
    assert order() == [keys[1], *keys[3:], keys[2], keys[0]]
    pass_over(index, *keys[2])
    assert order()[-2:] == [keys[0], keys[2]]


def test_a_place_in_the_queue_is_kept_while_pairs_are_settled(index: Path) -> None:
    queue = Queue()
    with writing(index) as connection:
        first = queue.look(connection)
        assert queue.look(connection) == first
        assert (queue.place, queue.total) == (0, 6)
        assert not queue.back(connection)
        queue.forward()
        second = queue.look(connection)
        assert second != first
        assert queue.back(connection)
        assert queue.look(connection) == first
    assert first is not None
    decide_pair(index, first.a.record_key, first.b.record_key, "different", now=NOW)
    with writing(index) as connection:
        assert queue.look(connection) == second
        assert (queue.place, queue.total) == (1, 6)
        assert not queue.back(connection)
        for _ in range(5):
            queue.forward()
            last = queue.look(connection)
        assert last is None


def test_everybody_knows_the_same_open_pairs(index: Path) -> None:
    everything = {(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)}
    with writing(index) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM records ORDER BY id")]
        assert asked(connection) == everything
    for a, b in ((2, 3), (1, 3), (3, 4)):
        decide_pair(index, keys[b - 1], keys[a - 1], "different", now=NOW)
        everything.remove((a, b))
        with writing(index) as connection:
            assert asked(connection) == everything


def test_what_weights_moved_along_is_open_as_before(index: Path) -> None:
    with writing(index) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM records ORDER BY id")]
        said = [Said(part, key, "", part) for part, key in enumerate(keys[:2], 1)]
        decision = Decision(0, "different", tuple(said), NOW.isoformat())
        moved = [Said(0, keys[2], "", 1), Said(0, keys[3], "", 2)]
        (stored,) = insert_decisions(connection, [decision])
        insert_moved(connection, stored, moved)
        assert asked(connection) == {(1, 3), (1, 4), (2, 3), (2, 4), (3, 4)}
