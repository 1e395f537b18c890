"""Ingesting files: what the report says, and what is stored."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from papercli.errors import UsageError
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
from papercli.matching.resolution import OVERSIZED
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.store import verdicts
from papercli.store.connection import open_reading
from tests.ingest.runs import counts, run
from tests.invented import ROOT
from tests.store.invented import KILN, NOW, PAGE, groups, write_page

SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.mark.parametrize(
    ("title", "other"), [("Foreword", "Fore-word"), ("Editorial", "E'ditorial")]
)
def test_two_files_give_the_same_papers_in_either_order(
    tmp_path: Path, title: str, other: str
) -> None:
    files = []
    for number, each in enumerate((title, other)):
        file = tmp_path / f"{number}.txt"
        masthead = PAGE.format(date=f"Dec 1{number}")
        file.write_text(f"{masthead}{each}\n  • 2 authors\n·\nMay 26, 2024\n", encoding="utf-8")
        files.append(file)
    run(tmp_path / "forth.db", *files)
    run(tmp_path / "back.db", *reversed(files))
    assert counts(tmp_path / "forth.db") == counts(tmp_path / "back.db") == (2, 2, 2)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds stand beside the repository, not in it")
def test_the_seeds(index: Path) -> None:
    report = run(index, SEEDS)
    assert [row.sightings for row in report.digests] == [39, 54, 58, 46, 52]
    assert [str(row.date) for row in report.digests] == [
        "2025-12-10", "--03-17", "2025-12-09", "2025-12-24", "2025-12-12",
    ]  # fmt: skip
    totals = report.totals
    assert (totals.digests, totals.sightings, totals.papers, totals.merged) == (5, 249, 185, 64)
    assert sum(row.new_papers for row in report.digests) == 185
    assert report.problems == []
    backwards = index.with_name("backwards.db")
    for path in sorted(SEEDS.glob("*.txt"), reverse=True):
        run(backwards, path)
    with closing(open_reading(index)) as one, closing(open_reading(backwards)) as other:
        assert groups(one) == groups(other)


def test_the_report_counts_this_run_and_the_papers_of_the_index(index: Path, pages: Path) -> None:
    first = run(index, pages / "a.txt", pages / "b.txt")
    assert [(row.status, row.sightings, row.new_papers + row.merged) for row in first.digests] == [
        ("new", 3, 3),
        ("new", 3, 3),
    ]
    second = run(index, pages)
    assert [row.status for row in second.digests] == ["known", "known", "new"]
    totals = second.totals
    assert (totals.digests, totals.sightings, totals.skipped) == (1, 2, 0)
    assert totals.new_papers + totals.merged == totals.sightings
    assert totals.papers == counts(index)[2]
    assert totals.papers <= first.totals.papers + totals.new_papers, "a bridge may join two papers"


def test_the_same_text_under_another_path_is_known_and_changed_text_is_new(
    index: Path, pages: Path
) -> None:
    run(index, pages / "a.txt")
    copy = pages / "copy.txt"
    copy.write_bytes((pages / "a.txt").read_bytes())
    assert [row.status for row in run(index, copy).digests] == ["known"]
    write_page(pages / "a.txt", [0, 8])
    assert [row.status for row in run(index, pages / "a.txt").digests] == ["new"]
    assert counts(index)[0] == 2


def test_two_copies_in_one_run_are_one_digest(index: Path, pages: Path) -> None:
    (pages / "z.txt").write_bytes((pages / "a.txt").read_bytes())
    report = run(index, pages / "a.txt", pages / "z.txt")
    assert [row.status for row in report.digests] == ["new", "known"]
    assert report.totals.sightings == 3


def test_each_sighting_is_accounted_for(index: Path, pages: Path) -> None:
    report = run(index, pages, detail=True)
    assert len(report.sightings) == report.totals.sightings
    new = [row for row in report.sightings if row.status != "merged"]
    assert len(new) == report.totals.new_papers
    merged = [row for row in report.sightings if row.status == "merged"]
    assert merged
    for row in merged:
        assert row.verdict is not None
        assert row.verdict.evidence
        assert row.other_title
        assert row.other_paper_id == row.paper_id
        assert Path(row.path).read_text().splitlines()[row.line - 1] == row.title


def test_a_dry_run_tells_the_truth_and_leaves_nothing(index: Path, pages: Path) -> None:
    told = run(index, pages, dry_run=True)
    assert not index.parent.exists()
    assert told.totals == run(index, pages).totals
    again = write_page(pages / "d.txt", [0, 8, 10], "Dec 13")
    before = counts(index)
    told = run(index, again, dry_run=True, detail=True)
    assert counts(index) == before
    done = run(index, again, detail=True)
    assert (told.totals, told.digests, told.sightings) == (
        done.totals,
        done.digests,
        done.sightings,
    )


def test_strict_stores_all_or_nothing(index: Path, pages: Path) -> None:
    (pages / "notes.md").write_text("# nothing of the kind\n")
    report = run(index, pages, strict=True)
    assert [problem.path for problem in report.problems] == [str(pages / "notes.md")]
    assert not index.exists()
    run(index, pages / "a.txt", strict=True)
    before = counts(index)
    run(index, pages, strict=True)
    assert counts(index) == before


def test_what_cannot_be_read_is_skipped_and_named(index: Path, pages: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (pages / ".hidden.txt").write_text("not looked at")
    (pages / "loop").symlink_to(pages)
    (pages / "dangling.txt").symlink_to(pages / "nowhere")
    (pages / "void").mkdir()
    report = run(index, pages, pages / "missing.txt", pages / "void")
    skipped = {Path(row.path).name for row in report.digests if row.status == "skipped"}
    assert skipped == {"empty.txt", "binary.txt", "missing.txt", "void"}
    assert report.totals.skipped == 4
    assert report.totals.digests == 3
    named = {Path(problem.path).name for problem in report.problems}
    assert named >= skipped | {"missing.txt", "void"}
    assert all(problem.hint for problem in report.problems)


def test_nothing_to_store_makes_no_index(index: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(index, tmp_path / "empty.txt").totals.skipped == 1
    assert not index.exists()


def test_standard_input(index: Path, pages: Path) -> None:
    stream = io.BytesIO((pages / "a.txt").read_bytes())
    report = ingest(find_sources(["-"], stream).sources, index, now=NOW)
    assert [(row.path, row.status) for row in report.digests] == [("-", "new")]


def test_a_contradicted_year_and_an_unknown_reader_store_nothing(index: Path, pages: Path) -> None:
    with pytest.raises(UsageError, match="no reader is named 'papyrus'"):
        run(index, pages, reader="papyrus")
    with pytest.raises(UsageError, match=r"not of 2019: an entry is dated 2024-05-26"):
        run(index, pages, year=2019)
    assert not index.exists()


@pytest.mark.parametrize("kind", ["one title", "one word", "no abstract"])
def test_hostile_input_is_not_compared_all_with_all(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    compared = 0

    def score_all(pairs: Sequence[object]) -> list[tuple[Outcome, float]]:
        nonlocal compared
        compared += len(pairs)
        return [(Outcome.DIFFERENT, -1.0)] * len(pairs)

    monkeypatch.setattr(verdicts, "score_all", score_all)
    syllables = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"]

    def word(number: int) -> str:
        return "".join(syllables[int(digit)] for digit in f"{number * 7919 % 100_000:05}")

    def entry(number: int) -> Sighting:
        words = " ".join(word(number * 40 + at) for at in range(40))
        if kind == "one title":
            return Sighting(1, "Verified Docking Policies for Island Ferries", words)
        if kind == "one word":
            return Sighting(
                1, f"Zeolith {word(number)} {word(number + 1)} {word(number + 2)}", words
            )
        return Sighting(1, "Verified Docking Policies for Island Ferries", None, number)

    entries = 3000
    page = write_page(tmp_path / "hostile.txt", map(entry, range(entries)))
    told = [problem.problem for problem in run(index, page).problems]
    assert compared < entries * 50
    uncompared = (
        "3,000 entries are like too many others in all that is looked up: compared with none"
    )
    assert (uncompared in told) is (kind != "one word")


def test_one_entry_that_is_like_too_many_is_told(index: Path, tmp_path: Path) -> None:
    crowd = [Sighting(1, "Kelp", None, number + 1) for number in range(OVERSIZED + 1)]
    full = write_page(tmp_path / "full.txt", crowd[1:])
    assert not run(index, full).problems
    [problem] = run(index, write_page(tmp_path / "one.txt", crowd[:1])).problems
    assert problem.problem.startswith("1 entry is like too many others")
    assert problem.path.endswith("one.txt")


def test_texts_are_kept_as_read(index: Path, tmp_path: Path) -> None:
    abstract = r"We save 40\% of energy~\cite{x}. " + KILN
    run(index, write_page(tmp_path / "tex.txt", [Sighting(1, r"Na\"ive Kilns", abstract)]))
    with closing(open_reading(index)) as connection:
        assert connection.execute("SELECT title, abstract FROM texts").fetchall() == [
            (r"Na\"ive Kilns", abstract)
        ]
        assert connection.execute("SELECT title FROM papers").fetchone()[0].startswith("Naïve")
