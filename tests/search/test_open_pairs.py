"""What awaits a decision is the same whoever asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from papercli.model import Outcome, Sighting
from papercli.query.parser import parse
from papercli.search.arrivals import count_undecided
from papercli.search.counts import figures
from papercli.search.evidence import near, undecided_pairs
from papercli.search.outcomes import sighting_reports
from papercli.search.ranking import matching_ids
from papercli.store import verdicts
from papercli.store.connection import writing
from papercli.store.decisions import decide_pair
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
