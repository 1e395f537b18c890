"""Why sightings are one paper, and which pairs await a decision."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from papercli.model.verdict import Outcome
from papercli.search.evidence import explain_paper, merged_groups, near, undecided_pairs
from papercli.store import decisions
from papercli.store.connection import open_reading
from tests.ingest.runs import run
from tests.store.invented import ENTRIES, NOW, write_page


def test_groups_are_explained_largest_first(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        found = merged_groups(connection)
        assert found
        sizes = [len(group.members) for group in found]
        assert sizes == sorted(sizes, reverse=True)
        for group in found:
            numbers = [member.number for member in group.members]
            assert numbers == list(range(1, len(numbers) + 1))
            readings = {member.record_key for member in group.members}
            assert len(group.links) == len(readings) - 1
        assert merged_groups(connection, [found[0].paper_id]) == found[:1]
        assert merged_groups(connection, [], limit=1) == []
        assert explain_paper(connection, found[0].paper_id) == found[0]


def test_what_awaits_a_decision(index: Path, tmp_path: Path) -> None:
    editorial = ENTRIES[12]._replace(author_count=7)
    folder = tmp_path / "open"
    write_page(folder / "a.txt", [0, 4])
    write_page(folder / "b.txt", [5, editorial], "Dec 11")
    report = run(index, folder)
    kiln, other = (ENTRIES[number].title for number in (4, 5))
    with closing(open_reading(index)) as connection:
        pairs = undecided_pairs(connection)
        titles = [{pair.a.title, pair.b.title} for pair in pairs]
        weights = [pair.verdict.bits for pair in pairs]
        assert weights == sorted(weights, reverse=True), "the likeliest first"
        assert titles[-1] == {kiln, other}
        assert {kiln, "Editorial"} in titles
        assert {other, "Editorial"} in titles
        assert len(pairs) == report.totals.undecided == 3
        assert all(pair.verdict.outcome is Outcome.UNDECIDED for pair in pairs)
        first = pairs[-1]
        assert first.a.sightings == ((str(folder / "a.txt"), 21),)
        assert first.b.sightings == ((str(folder / "b.txt"), 13),)
        around = [pair for pair in pairs if first.a.paper_id in (pair.a.paper_id, pair.b.paper_id)]
        assert near(connection, first.a.paper_id) == around != pairs
        assert undecided_pairs(connection, limit=1) == pairs[:1]
        assert undecided_pairs(connection, []) == []
    decisions.decide_pair(index, first.a.record_key, first.b.record_key, "different", now=NOW)
    with closing(open_reading(index)) as connection:
        assert undecided_pairs(connection) == pairs[:-1]
