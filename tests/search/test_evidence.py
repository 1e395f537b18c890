"""Why sightings are one paper, and which pairs await a decision."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from papercli.model import Outcome
from papercli.search.evidence import explain_paper, merged_groups, near, undecided_pairs
from papercli.store import decisions, verdicts
from papercli.store.connection import open_reading
from tests.ingest.runs import run
from tests.store.invented import NOW


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


def test_what_awaits_a_decision(index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        verdicts,
        "judge_all",
        lambda pairs: [(Outcome.UNDECIDED, float(len(a.title + b.title))) for a, b in pairs],
    )
    report = run(index, pages)
    assert report.totals.undecided
    with closing(open_reading(index)) as connection:
        pairs = undecided_pairs(connection)
        assert len(pairs) == report.totals.undecided
        assert len({frozenset((pair.a.paper_id, pair.b.paper_id)) for pair in pairs}) == len(pairs)
        first = pairs[0]
        assert first in near(connection, first.a.paper_id)
        assert undecided_pairs(connection, limit=1) == [first]
        assert undecided_pairs(connection, []) == []
        assert first.a.sightings[0][0].startswith(str(pages))
    decisions.decide_pair(index, first.a.record_key, first.b.record_key, "different", now=NOW)
    with closing(open_reading(index)) as connection:
        assert first.a.record_key not in {
            pair.a.record_key
            for pair in undecided_pairs(connection)
            if pair.b.record_key == first.b.record_key
        }
