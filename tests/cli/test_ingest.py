"""`papers ingest`: its report, what is said of bad input, what is stored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command import Papers
from tests.invented import CACHE, MASTHEAD, ROOT, dump, write_dumps

SEEDS = ROOT.parent / "shared" / "seeds"


def test_the_report_of_an_ingest(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    report = papers("ingest", "digests", "--json")
    assert report.code == 0
    assert report.json["totals"] == {
        "digests": 2,
        "sightings": 7,
        "papers": 5,
        "new_papers": 5,
        "merged": 2,
        "undecided": 0,
        "skipped": 0,
    }
    assert report.json["problems"] == []
    first, second = report.json["digests"]
    assert {**first, "path": Path(first["path"]).name} == {
        "path": "first.txt",
        "line": 1,
        "reader": "hf-page",
        "date": "2025-12-10",
        "year_inferred": False,
        "year_source": "bounds",
        "sightings": 4,
        "new_papers": 4,
        "merged": 0,
        "undecided": 0,
        "status": "new",
    }
    assert (second["new_papers"], second["merged"]) == (1, 2)
    outcomes = [sighting["status"] for sighting in report.json["sightings"]]
    assert sorted(outcomes) == ["merged"] * 2 + ["new"] * 5


def test_the_same_again_changes_nothing_and_says_so(filled: Papers) -> None:
    again = filled("ingest", "digests")
    assert (again.code, again.out) == (0, "")
    assert again.err.count("\n") == again.err.count("2 already indexed") == 1
    assert again.err.startswith("nothing new, 2 already indexed; the index holds 5 papers")
    named = filled("ingest", "digests", "-v").err
    assert named.count(": already indexed, skipped") == 2
    assert filled("search", "--count").out == "5\n"


def test_a_file_no_reader_knows_is_named_and_code_3(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk\neggs\n")
    told = papers("ingest", "list.txt")
    assert told.err.splitlines()[-1] == "nothing new, 1 skipped; the index holds 0 papers"
    assert told.code == 3
    assert "list.txt" in told.err
    assert "1 skipped" in told.err


def test_a_missing_path(papers: Papers, tmp_path: Path) -> None:
    told = papers("ingest", "nowhere.txt")
    assert told.code == 1
    assert "nowhere.txt" in told.err
    write_dumps(tmp_path / "digests")
    report = papers("ingest", "digests", "nowhere.txt", "--json")
    assert report.code == 3
    skipped = [row["path"] for row in report.json["digests"] if row["status"] == "skipped"]
    assert (skipped, report.json["totals"]["skipped"]) == (["nowhere.txt"], 1)


def test_an_empty_path_is_no_folder(papers: Papers) -> None:
    told = papers("ingest", "")
    assert told.code == 1
    assert told.err.startswith("'': no such file or folder\n  hint: ")


def test_a_folder_without_readable_files(papers: Papers, tmp_path: Path) -> None:
    folder = tmp_path / "void" / "deeper"
    folder.mkdir(parents=True)
    (folder / ".hidden.txt").write_text("not looked at")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    told = papers("ingest", "void")
    assert told.code == 3
    assert told.err.startswith("void: no file in this folder\n  hint: ")
    assert papers("search").code == 4


def test_a_hint_is_said_once(papers: Papers, tmp_path: Path) -> None:
    for name in ("list.txt", "note.txt"):
        (tmp_path / name).write_text("milk\neggs\n")
    told = papers("ingest", "list.txt", "note.txt")
    assert told.err.count("unrecognized format") == 2
    assert told.err.count("hint: ") == 1


CACHE_PAGE = dump("Dec 10", CACHE).encode()


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", 3, "bad: the file is empty"),
        (b" \n\n", 3, "bad: the file is empty"),
        (bytes(range(256)) * 40, 3, "bad: not text"),
        (CACHE_PAGE + b"\0\1\2\3" * 200, 3, "bad: not text"),
        (b"SQLite format 3\0" + CACHE_PAGE, 3, "bad: not text"),
        (CACHE_PAGE.replace(b"waves", b"w\xffves").replace(b"wave", b"w\xffve"), 0, "bad:15: "),
        (CACHE_PAGE.replace(b"wave", b"w\0ve"), 0, "bad:15: 1 NUL character"),
        (CACHE_PAGE + b"x" * 8_000_000, 0, "line of 8,000,000 characters left out"),
        (b"x" * 8_000_000, 3, "bad: unrecognized format"),
        (CACHE_PAGE + b"-" * 5000 + b"\n\n" + CACHE_PAGE[-400:], 0, "bad:"),
    ],
    ids=["empty", "blank", "binary", "half binary", "database", "UTF-8", "NUL", "line", "x", "-"],
)
def test_bad_input_is_named_with_a_hint(
    papers: Papers, tmp_path: Path, data: bytes, code: int, told: str
) -> None:
    (tmp_path / "bad").write_bytes(data)
    result = papers("ingest", "bad")
    assert (result.code, result.out) == (code, "")
    assert told in result.err
    assert "  hint: " in result.err
    assert max(map(len, result.err.splitlines())) < 200
    assert papers("search", "cache", "--count").out == ("1\n" if code == 0 else "")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        (b"two\nlines.txt", "two lines.txt"),
        (b"red\x1b[31m.txt", "red\N{REPLACEMENT CHARACTER}[31m.txt"),
        (b"[bold]b[-bold].txt", "[bold]b[-bold].txt"),
    ],
    ids=["Latin-1", "line break", "escape", "markup"],
)
def test_odd_file_names(papers: Papers, tmp_path: Path, name: bytes, shown: str) -> None:
    folder = write_dumps(tmp_path / "digests")
    path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118
    try:
        (folder / "first.txt").rename(os.fsdecode(path))
    except OSError:
        pytest.skip("this file system has no such names")
    assert papers("ingest", "digests").code == 0
    assert f"{shown}: already indexed" in papers("ingest", os.fsdecode(path)).err
    assert any(line.endswith(shown) for line in papers("digests").out.splitlines())
    told = papers("forget", os.fsdecode(name))
    assert (told.code, told.err.count("\n")) == (0, 1)
    assert shown in told.err


def test_an_index_among_the_digests_is_not_read(filled: Papers) -> None:
    told = filled("ingest", ".")
    assert told.code == 3
    assert "papers.db: not text" in told.err
    assert filled("search", "--count").out == "5\n"


def test_strict_stores_nothing(papers: Papers, tmp_path: Path) -> None:
    folder = write_dumps(tmp_path / "digests")
    (folder / "list.txt").write_text("milk\neggs\n")
    refused = papers("ingest", "digests", "--strict", "--json")
    assert refused.code == 1
    assert "new" not in {row["status"] for row in refused.json["digests"]}
    assert refused.json["totals"]["sightings"] == refused.json["totals"]["papers"] == 0
    assert refused.json["sightings"] == []
    assert papers("search", "--count").out in ("", "0\n")


def test_a_year_said_too_late_is_told(papers: Papers, tmp_path: Path) -> None:
    entry = "Counting Fireflies\n\n" + "We count fireflies by the sound of their wings. " * 9
    (tmp_path / "page.txt").write_text(f"{MASTHEAD}Dec 10\n\n{entry}\n")
    assert papers("ingest", "page.txt").code == 0
    again = papers("ingest", "page.txt", "--year", "2025")
    assert "already indexed, its year inferred or unknown: --year is not applied" in again.err
    hint = "papers digests --set-year page.txt=2025"
    assert f"hint: {hint}\n" in again.err
    assert papers(*hint.split()[1:]).code == 0
    assert "not applied" not in papers("ingest", "page.txt", "--year", "2025").err


def test_dry_run_stores_nothing(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    told = papers("ingest", "digests", "--dry-run")
    assert told.code == 0
    assert "5 new papers" in told.err
    assert papers("search").code == 4


def test_verbose_says_what_became_of_each_sighting(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    told = papers("ingest", "digests", "-vv")
    assert told.err.count("merged into") == 2
    assert " bits" in told.err


def test_quiet_says_nothing(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    assert papers("-q", "ingest", "digests") == (0, "", "")


def test_quiet_says_what_could_not_be_read(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    (tmp_path / "digests" / "empty.txt").touch()
    told = papers("-q", "ingest", "digests")
    assert told.code == 3
    assert told.err.startswith("digests/empty.txt: the file is empty\n")
    assert papers("-qq", "ingest", "digests") == (3, "", "")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real dumps are not here")
def test_the_seeds(papers: Papers) -> None:
    report = papers("ingest", str(SEEDS), "--json").json
    assert [digest["sightings"] for digest in report["digests"]] == [39, 54, 58, 46, 52]
    assert report["totals"]["papers"] == 185
    assert report["problems"] == []
    stats = papers("stats", "--json").json
    assert (stats["sightings"], stats["papers"], stats["merged"]) == (249, 185, 64)
    assert [digest["date"][:4] for digest in report["digests"]].count("2025") == 4
