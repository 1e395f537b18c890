"""What an ingest tells: a table on a terminal, what is new, what an interrupted run has kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from papercli.cli.session import Session
from papercli.ingest import batches
from papercli.ingest.report import DigestReport, IngestReport
from papercli.output.console import console
from papercli.output.ingest_table import draw
from papercli.output.years import year_line
from papercli.store import digests
from papercli.store.derive import derive
from tests.command import Papers, change
from tests.invented import ALGAE, CACHE, KELP, dump, write_dumps

NIGHT = (f"{KELP[0]} at Night", "", "  • 2 authors\n\n·\n\nMay 4")
"""Resembles another paper, and nothing tells whether it is the same."""


def test_verbose_lists_the_new_papers_one_line_each(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    told = papers("ingest", "digests", "-v").err.splitlines()
    assert [line.split()[:2] for line in told[:-2]] == [["new:", str(n)] for n in range(1, 6)]
    assert told[0] == f"new: 1  {CACHE[0]}"
    (tmp_path / "series.txt").write_text(dump("Dec 14", NIGHT, CACHE))
    told = papers("ingest", "series.txt", "-v").err.splitlines()
    assert [line for line in told if line.startswith("new: ")] == [
        f"new: 6  {NIGHT[0]}  (to review: like 2  {KELP[0]})"
    ]


def test_a_new_paper_without_a_title_is_called_by_its_id(papers: Papers) -> None:
    Path("ids.json").write_text('[{"arxiv_id": "2401.00001", "authors": ["Ida Lind"]}]')
    assert "new: 1  arXiv:2401.00001\n" in papers("ingest", "-v", "ids.json").err


def test_the_index_is_named_once_when_it_is_made(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    made = f"made the index {tmp_path / 'papers.db'}"
    assert made not in papers("ingest", "digests", "--dry-run").err
    assert made in papers("ingest", "digests/first.txt").err.splitlines()
    assert made not in papers("ingest", "digests").err


def test_an_ingest_tells_of_older_rules(filled: Papers, tmp_path: Path) -> None:
    (tmp_path / "series.txt").write_text(dump("Dec 14", NIGHT, CACHE))
    change(tmp_path / "papers.db", "UPDATE meta SET value = '0' WHERE name = 'rules'")
    for options in (["--dry-run"], [], []):
        told = filled("ingest", "series.txt", *options).err
        assert "hint: this index was built with older matching rules" in told
    (tmp_path / "empty.txt").touch()
    assert "hint: this index was built with older" in filled("ingest", "empty.txt").err
    assert filled("rebuild").code == 0
    assert "older" not in filled("ingest", "series.txt").err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "in the index: 2 of 3 files; the same command again reads the rest\n"),
        (["--strict"], "nothing of this run was stored\n"),
    ],
)
def test_an_interrupted_ingest_says_what_was_kept(
    papers: Papers, pages: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    calls = []

    def interrupted(*args: object, **named: object) -> object:
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return derive(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "BATCH", 1)
    monkeypatch.setattr(digests, "derive", interrupted)
    assert papers("ingest", str(pages), *options) == (130, "", told + "papers: interrupted\n")
    monkeypatch.setattr(digests, "derive", derive)
    stored = 0 if options else 2
    assert papers("ingest", str(pages), "--json").json["totals"]["digests"] == 3 - stored


def test_a_terminal_gets_a_table_and_the_next_step(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dumps(tmp_path / "digests")
    (tmp_path / "series.txt").write_text(dump("Dec 14", NIGHT, CACHE) + dump("Dec 16", ALGAE))
    monkeypatch.setattr(Session, "watched", True)
    lines = papers("ingest", "digests", "series.txt").err.splitlines()
    told = lines[[line.split()[:1] for line in lines].index(["Digest"]) :]
    rows = [line.split() for line in told[2:6]]
    assert told[0].split() == "Digest Date Entries New Merged To review".split()
    assert [(row[0], *row[2:]) for row in rows] == [
        ("digests/first.txt", "4", "4", "0", "0"),
        ("digests/second.txt", "3", "1", "2", "0"),
        ("series.txt:1", "2", "1", "1", "1"),
        (f"series.txt:{rows[3][0].rpartition(':')[2]}", "1", "0", "1", "0"),
    ]
    assert told[6].startswith("4 digests, 10 sightings: 6 new papers, 4 merged, 1 undecided")
    assert (
        told[8] == "next: papers search is:new, and papers review for 1 pair that may be one paper"
    )
    again = papers("ingest", "digests").err.splitlines()
    assert len(again) == 1
    assert "2 already indexed" in again[0]


def test_what_writes_out_every_year_lacks_none() -> None:
    listed = DigestReport("list.csv", "new", "metadata")
    assert year_line(IngestReport([listed])) is None
    page = DigestReport("page.txt", "new", "hf-page")
    page.leaves_out_years = True
    assert "1 digest without a year: page.txt;" in (year_line(IngestReport([listed, page])) or "")


def test_a_long_table_is_cut_and_keeps_what_is_to_be_reviewed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    report = IngestReport([DigestReport(f"{n}.txt", "new", "hf-page") for n in range(30)])
    report.digests[28].undecided = 1
    shown = {}
    for everything in (False, True):
        on = console(io.StringIO(), "never")
        draw(report, everything, on)
        assert isinstance(on.file, io.StringIO)
        shown[everything] = on.file.getvalue().splitlines()[2:]
    names = [line.split()[0] for line in shown[False]]
    assert names == [*(f"{n}.txt" for n in range(19)), "28.txt", "and"]
    assert shown[False][-1] == "and 10 more (-v for all)"
    assert len(shown[True]) == 30
