"""The first run of all: it makes the index, with its papers in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from papercli.ingest import batches
from papercli.store import digests
from papercli.store.derive import derive
from tests.ingest.runs import counts, run
from tests.store.invented import write_page


def test_a_run_that_fails_at_its_first_batch_makes_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, index = write_page(tmp_path / "a.txt", [0]), tmp_path / "made" / "papers.db"

    def fails(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(digests, "derive", fails)
    with pytest.raises(KeyboardInterrupt):
        run(index, page)
    assert list(index.parent.iterdir()) == []
    monkeypatch.setattr(digests, "derive", derive)
    assert run(index, page).totals.papers == 1


def test_nobody_meets_an_index_before_its_papers_are_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, index = write_page(tmp_path / "a.txt", [0]), tmp_path / "papers.db"
    met = []

    def link(new: Path, place: Path) -> None:
        met.append((place.exists(), counts(new)))
        os_link(new, place)

    os_link = os.link
    monkeypatch.setattr(os, "link", link)
    run(index, page)
    assert met == [(False, (1, 1, 1))]
    assert counts(index) == (1, 1, 1)


def test_what_another_process_made_meanwhile_takes_the_papers_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = write_page(tmp_path / "a.txt", [0, 4])
    theirs = write_page(tmp_path / "b.txt", [0, 8], date="Dec 11")
    index = tmp_path / "papers.db"

    def link(new: Path, place: Path) -> None:
        monkeypatch.setattr(os, "link", os_link)
        run(index, theirs)
        os_link(new, place)

    os_link = os.link
    monkeypatch.setattr(os, "link", link)
    report = run(index, mine)
    totals = report.totals
    assert (totals.digests, totals.sightings, totals.new_papers, totals.papers) == (1, 2, 1, 3)
    assert not report.made
    assert counts(index) == (2, 4, 3)
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt", "papers.db"}


@pytest.mark.parametrize("together", [1, 4_000])
def test_the_report_is_the_same_however_many_batches_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(batches, "BATCH", together)
    pages = [
        write_page(tmp_path / f"{number}.txt", entries, date=f"Dec 1{number}")
        for number, entries in enumerate([[0, 4], [0, 8], [4, 12]])
    ]
    report = run(tmp_path / "papers.db", *pages)
    totals = report.totals
    assert (totals.digests, totals.sightings, totals.new_papers, totals.papers) == (3, 6, 4, 4)
    assert [row.new_papers for row in report.digests] == [2, 1, 1]
    assert report.made
    again = run(tmp_path / "papers.db", *pages).totals
    assert (again.digests, again.new_papers, again.papers) == (0, 0, 4)
