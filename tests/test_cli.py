"""The command line as a user meets it: options, messages, exit codes, the JSON contracts."""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from papercli.cli.app import COMMANDS, split_leading
from papercli.output.rows import PAPER_FIELDS
from tests.command import Papers, Result
from tests.invented import CACHE, MASTHEAD, dump, write_dumps

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


def change(index: Path, statement: str) -> None:
    """Do something to an index that the program does not."""
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute(statement)


# Help and usage


def test_alone_it_prints_its_help(papers: Papers) -> None:
    alone = papers()
    assert alone.code == 0
    assert alone == papers("--help") == papers("-h") == papers("-q")
    assert all(re.search(rf"^  {name} +\w", alone.out, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(papers: Papers, name: str) -> None:
    told = papers(name, "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Usage: papers {name} ")
    examples = told.out.partition("Examples:\n")[2].splitlines()
    assert any(re.match(rf" +(.* \| )?papers (.* )?{name}\b", line) for line in examples)
    assert max(map(len, told.out.splitlines())) <= 80
    for option in ("--db", "--quiet", "--verbose", "--color", "--help"):
        assert option in told.out


def test_version(papers: Papers) -> None:
    told = papers("--version")
    assert told.code == 0
    assert re.fullmatch(r"papers (\d\S*|\(.*\))\n", told.out)
    assert papers("search", "--version") == told


def assert_refused(told: Result, code: int, what: str) -> None:
    """Nothing on standard output, one line that says what, one that hints."""
    assert (told.code, told.out) == (code, "")
    first, hint = told.err.splitlines()
    assert first.startswith("papers: ")
    assert what in first
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("serach", "x"), "serach"),
        (("search", "--nope"), "--nope"),
        (("search", "-n", "many"), "many"),
        (("search", "-n", "-1"), "-1"),
        (("search", "--sort", "colour"), "colour"),
        (("search", "--format", "xml"), "xml"),
        (("search", "--json", "--format", "csv"), "--json"),
        (("search", "--fields", "id,colour"), "colour"),
        (("ingest",), "PATH"),
        (("--nope",), "--nope"),
        (("show", "x"), "x"),
        (("ingest", "digests", "--reader", "morse"), "morse"),
        (("duplicates", "--near", "1", "--undecided"), "--near"),
        (("decisions", "--export", "-", "--import", "-"), "--import"),
        (("search", "--fields", "id", "--format", "bibtex"), "BibTeX"),
        (("search", "--since", "2025-13"), "--since: cannot read '2025-13' as"),
        (("search", "--min-authors", "-1"), "--min-authors"),
        (("ingest", "digests", "--year", "20"), "1900<=x<=9999"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_wrong_usage_is_two_lines_and_code_2(
    filled: Papers, arguments: tuple[str, ...], what: str
) -> None:
    assert_refused(filled(*arguments), 2, what)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("merge", "1", "9" * 30), "there is no paper 999"),
        (("split", "999"), "there is no paper 999"),
        (("show", "999"), "no paper"),
        (("forget", "nowhere.txt"), "no digest is called nowhere.txt"),
        (("decisions", "--remove", "7"), "there is no decision 7"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_is_not_there_is_two_lines_and_code_1(
    filled: Papers, arguments: tuple[str, ...], what: str
) -> None:
    assert_refused(filled(*arguments), 1, what)


def test_an_export_that_fails_leaves_the_last_one(filled: Papers, tmp_path: Path) -> None:
    old = tmp_path / "decisions.jsonl"
    assert filled("decisions", "--export", str(old)).code == 0
    old.write_text("as it was\n")
    (tmp_path / "decisions.jsonl.part").mkdir()
    assert filled("decisions", "--export", str(old)).code == 1
    assert old.read_text() == "as it was\n"


@pytest.mark.parametrize(
    ("arguments", "leading"),
    [
        (["search", "x"], 0),
        (["--db", "a.db", "search"], 2),
        (["--db=a.db", "-qv", "--color", "never", "search"], 4),
        (["--quiet"], 1),
        (["--db"], 1),
        ([], 0),
    ],
)
def test_common_options_before_the_command(arguments: list[str], leading: int) -> None:
    assert split_leading(arguments) == (arguments[:leading], arguments[leading:])


def test_the_index_is_named_before_or_after_the_command(filled: Papers, tmp_path: Path) -> None:
    (tmp_path / "papers.db").rename(tmp_path / "other.db")
    assert filled("search", "--count").code == 4
    assert filled("--db", "other.db", "search", "--count").out == "5\n"
    assert filled("search", "--count", "--db", "other.db").out == "5\n"
    assert filled("--db=nowhere.db", "search", "--count", "--db", "other.db").out == "5\n"


def test_without_an_index(papers: Papers, tmp_path: Path) -> None:
    for arguments in (("search", "x"), ("stats",), ("digests",), ("show", "1"), ("review",)):
        told = papers(*arguments)
        assert (told.code, told.out) == (4, "")
        assert re.fullmatch(r"papers: no index .*\nhint: .*papers ingest.*\n", told.err)
    assert list(tmp_path.iterdir()) == []


def test_a_traceback_only_when_asked_for(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Traceback" not in papers("search").err
    monkeypatch.setenv("PAPERS_DEBUG", "1")
    assert "Traceback" in papers("search").err


# Searching


def test_json_has_the_keys_of_the_contract(filled: Papers) -> None:
    [kelp] = filled("search", "kelp", "--json").json
    assert tuple(kelp) == PAPER_FIELDS
    assert kelp["organization"] == {"slug": "kelp", "name": "Kelp Laboratory"}
    assert kelp["published"] == "2024-11-03"
    assert kelp["author_count"] is None
    assert kelp["comments"] == 11
    assert kelp["sightings"] == 2
    assert [digest["date"] for digest in kelp["digests"]] == ["2025-12-10", "2025-12-12"]
    assert (kelp["first_seen"], kelp["last_seen"]) == ("2025-12-10", "2025-12-12")


def test_nothing_found_is_an_answer(filled: Papers) -> None:
    assert filled("search", "zebra", "--json")[:2] == (0, "[]\n")
    assert filled("search", "zebra", "--exit-status").code == 1
    assert filled("search", "kelp", "--exit-status").code == 0
    assert filled("search", "zebra", "--count", "--exit-status")[:2] == (1, "0\n")


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["--since", "2025-11"], ["Diffusion", "[bold]"]),
        (["--until", "2024"], ["Kelp-7B", "Na\u00efve"]),
        (["--year", "2024"], ["Kelp-7B", "Na\u00efve"]),
        (["--min-authors", "4"], ["Diffusion", "Forgetful"]),
        (["--max-authors", "3", "--sort", "authors"], ["Na\u00efve", "[bold]"]),
        (["--org", "kelp"], ["Kelp-7B"]),
        (["--digest", "second.txt", "--sort", "title"], ["Forgetful", "Kelp-7B", "Na\u00efve"]),
        (["diffusion", "--since", "2026"], []),
        (["--sort", "date", "--reverse", "-n", "1"], ["Na\u00efve"]),
        (["-n", "2", "--offset", "1"], ["[bold]", "Forgetful"]),
        (["KV cache"], ["Forgetful"]),
        (['"KV cache"'], ["Forgetful"]),
        (["KV", "cache"], ["Forgetful"]),
        (["kelp OR diffusion", "--sort", "title"], ["Diffusion", "Kelp-7B"]),
    ],
    ids=lambda value: " ".join(value) or "none",
)
def test_options_narrow_and_order(filled: Papers, arguments: list[str], titles: list[str]) -> None:
    found = filled("search", *arguments, "--format", "ndjson")
    assert found.code == 0
    assert [
        json.loads(line)["title"].split()[0].rstrip(":") for line in found.out.splitlines()
    ] == [title if title != "[bold]" else "[bold]Brackets[/bold]" for title in titles]


def test_a_query_that_cannot_be_read_has_a_caret(filled: Papers) -> None:
    told = filled("search", "kelp date:2024-13")
    assert told.code == 2
    what, query, caret, hint = told.err.splitlines()
    assert what.startswith("papers: ")
    assert query == "  kelp date:2024-13"
    assert re.fullmatch(r"  {5,11}\^+", caret)
    assert hint.startswith("hint: ")


@pytest.mark.parametrize("before", ["", "kelp " * 40, "\u5927\u8a9e " * 5])
@pytest.mark.parametrize("after", ["", " algae" * 40])
def test_the_caret_stands_under_its_place_on_one_line(
    filled: Papers, before: str, after: str
) -> None:
    told = filled("search", f"{before}date:2024-13{after}")
    query, caret = told.err.splitlines()[1:3]
    assert len(query) <= 80
    assert len(caret) == len(query.partition("2024-13")[0]) + 7 + before.count("\u5927") * 2
    assert caret.count("^") == len("date:2024-13")


def test_explain_goes_to_standard_error(filled: Papers) -> None:
    told = filled("search", "kelp has:date", "--explain", "--json")
    assert len(told.json) == 1
    assert "  text kelp\n" in told.err
    assert "SELECT" in told.err


def test_only_the_fields_asked_for(filled: Papers) -> None:
    assert filled("search", "kelp", "--json", "--fields", "title,comments").json == [
        {"title": "Kelp-7B: an Open Model for Under-Water Dialogue", "comments": 11}
    ]


# Ingesting


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
        "reader": "hf-page",
        "date": "2025-12-10",
        "year_inferred": True,
        "sightings": 4,
        "new_papers": 4,
        "merged": 0,
        "status": "new",
    }
    assert (second["new_papers"], second["merged"]) == (1, 2)
    outcomes = [sighting["outcome"] for sighting in report.json["sightings"]]
    assert sorted(outcomes) == ["merged"] * 2 + ["new"] * 5


def test_the_same_again_changes_nothing_and_says_so(filled: Papers) -> None:
    again = filled("ingest", "digests")
    assert (again.code, again.out) == (0, "")
    assert again.err.count("already known") == 3
    assert filled("search", "--count").out == "5\n"


def test_a_file_no_reader_knows_is_named_and_code_3(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk\neggs\n")
    told = papers("ingest", "list.txt")
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
    assert told.err.count("in no format that is known") == 2
    assert told.err.count("hint: ") == 1


CACHE_PAGE = dump("Dec 10", CACHE).encode()


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", 3, "bad: there is nothing in it"),
        (b" \n\n", 3, "bad: there is nothing in it"),
        (bytes(range(256)) * 40, 3, "bad: not text"),
        (CACHE_PAGE + b"\0\1\2\3" * 200, 3, "bad: not text"),
        (b"SQLite format 3\0" + CACHE_PAGE, 3, "bad: not text"),
        (CACHE_PAGE.replace(b"waves", b"w\xffves").replace(b"wave", b"w\xffve"), 0, "bad:15: "),
        (CACHE_PAGE.replace(b"wave", b"w\0ve"), 0, "bad:15: 1 NUL character"),
        (CACHE_PAGE + b"x" * 50_000_000, 0, "line of 50,000,000 characters left out"),
        (b"x" * 50_000_000, 3, "bad: in no format that is known"),
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
    assert f"{shown}: already known" in papers("ingest", os.fsdecode(path)).err
    assert any(line.endswith(shown) for line in papers("digests").out.splitlines())
    told = papers("forget", os.fsdecode(name))
    assert (told.code, told.err.count("\n")) == (0, 1)
    assert shown in told.err


def test_an_index_among_the_digests_is_not_read(filled: Papers) -> None:
    told = filled("ingest", ".")
    assert told.code == 3
    assert "papers.db: not text" in told.err
    assert filled("search", "--count").out == "5\n"


@pytest.mark.parametrize("command", [("search",), ("stats",), ("rebuild",), ("merge", "1", "2")])
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_text("once upon a time\n" * 40), "not an SQLite file"),
        (lambda path: change(path, "PRAGMA application_id=1"), "not an index of papers"),
        (lambda path: change(path, "PRAGMA user_version=999"), "made by a newer version"),
        (lambda path: change(path, "PRAGMA user_version=0"), "a schema of which nothing is known"),
        (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
    ],
    ids=["text", "foreign", "newer", "unknown", "folder"],
)
def test_what_is_no_index_of_ours(
    filled: Papers,
    tmp_path: Path,
    spoil: Callable[[Path], object],
    told: str,
    command: tuple[str, ...],
) -> None:
    spoil(tmp_path / "papers.db")
    result = filled(*command)
    assert (result.code, result.out) == (4, "")
    what, hint = result.err.splitlines()
    assert told in what
    assert hint.startswith("hint: ")


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
    assert "already known, and without a year" in again.err
    assert "hint: papers forget page.txt" in again.err
    assert papers("forget", "page.txt").code == 0
    assert papers("ingest", "page.txt", "--year", "2025").code == 0
    assert "without a year" not in papers("ingest", "page.txt", "--year", "2025").err


def test_dry_run_stores_nothing(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    told = papers("ingest", "digests", "--dry-run")
    assert told.code == 0
    assert "5 new papers" in told.err
    assert papers("search").code == 4


def test_verbose_says_what_became_of_each_sighting(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    told = papers("ingest", "digests", "-v")
    assert told.err.count("merged into") == 2
    assert " bits" in told.err


def test_quiet_says_nothing(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    assert papers("-q", "ingest", "digests") == (0, "", "")


# Showing, counting, forgetting


def test_show_has_every_sighting_and_why(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    [shown] = filled("show", number, "--json").json
    assert tuple(shown)[: len(PAPER_FIELDS)] == PAPER_FIELDS
    assert [seen["line"] for seen in shown["seen"]] == [
        digest["line"] for digest in shown["digests"]
    ]
    assert shown["merges"]
    lines = filled("show", number).out.splitlines()
    assert f"id\t{number}" in lines
    assert sum(line.startswith("seen\t") for line in lines) == 2


def test_show_reads_ids_from_a_pipe(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    found = filled("search", "kelp OR diffusion").out
    monkeypatch.setattr("sys.stdin", io.StringIO(found))
    assert len(filled("show", "-", "--json").json) == 2


def test_show_of_no_such_paper(filled: Papers) -> None:
    told = filled("show", "999")
    assert (told.code, told.out) == (1, "")
    assert "999" in told.err


def test_stats_have_the_keys_of_the_contract(filled: Papers) -> None:
    stats = filled("stats", "--json").json
    assert list(stats) == [
        "digests",
        "sightings",
        "papers",
        "merged",
        "undecided",
        "with_date",
        "with_author_count",
        "with_organization",
        "by_year",
        "by_month",
        "by_author_count",
        "by_organization",
        "overlap",
    ]
    assert (stats["digests"], stats["sightings"], stats["papers"], stats["merged"]) == (2, 7, 5, 2)
    assert stats["overlap"]["shared"] == [[4, 2], [2, 3]]
    assert filled("stats", "kelp", "--json").json["papers"] == 1
    assert "total\tpapers\t5" in filled("stats").out.splitlines()


def test_stats_tell_of_other_rules(filled: Papers, tmp_path: Path) -> None:
    assert filled("stats").err == ""
    change(tmp_path / "papers.db", "UPDATE meta SET value = '0' WHERE name = 'rules'")
    told = filled("stats")
    assert told.code == 0
    assert re.fullmatch("hint: .*papers rebuild.*\n", told.err)
    assert filled("rebuild").code == 0
    assert filled("stats").err == ""


def test_digests_and_forget(filled: Papers) -> None:
    first, second = filled("digests", "--json").json
    assert (first["sightings"], second["sightings"]) == (4, 3)
    told = filled("forget", second["path"])
    assert told.code == 0
    assert filled("search", "--count").out == "4\n"
    assert len(filled("digests").out.splitlines()) == 1
    assert filled("forget", "nowhere").code != 0


def test_fields_are_listed_with_help_and_example(filled: Papers) -> None:
    fields = filled("fields", "--json").json
    assert {"title", "abstract", "org", "digest", "id", "date", "authors", "comments"} <= {
        field["field"].rstrip(":") for field in fields
    }
    for field in fields:
        assert filled("search", "--count", field["example"]).code == 0


# Deciding


def test_merge_split_and_decisions(filled: Papers, tmp_path: Path) -> None:
    assert filled("merge", "1", "3", "--reason", "a test").code == 0
    assert filled("search", "--count").out == "4\n"
    assert filled("show", "3", "--json").json[0]["id"] == 1
    [decision] = filled("decisions", "--json").json
    assert (decision["verdict"], decision["reason"]) == ("same", "a test")
    assert filled("decisions", "--export", "kept.jsonl").code == 0
    assert filled("decisions", "--remove", str(decision["id"])).code == 0
    assert filled("search", "--count").out == "5\n"
    assert filled("decisions", "--import", "kept.jsonl").code == 0
    assert filled("search", "--count").out == "4\n"
    assert filled("rebuild").code == 0
    assert filled("search", "--count").out == "4\n"


def test_split_takes_a_sighting_out(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    assert filled("split", number, "2").code == 0
    assert filled("search", "--count").out == "6\n"


def test_duplicates_show_groups_with_evidence(filled: Papers) -> None:
    groups = filled("duplicates", "--json").json
    for group in groups:
        assert len(group["links"]) == len(group["sightings"]) - 1
        assert all(link["bits"] and link["evidence"] for link in group["links"])
    assert [len(group["sightings"]) for group in groups] == [2, 2]
    assert all("evidence" in link for group in groups for link in group["links"])
    assert len(filled("duplicates").out.splitlines()) == 4
    assert "Forgetful Caches" in filled("duplicates", "--format", "table").out
    assert filled("duplicates", "--undecided", "--json").json == []
    assert filled("duplicates", "--near", "1", "--json").code == 0


def test_near_a_paper_that_is_not_there(filled: Papers) -> None:
    for number in ("99", "9" * 30):
        told = filled("duplicates", "--near", number)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"papers: there is no paper {number}\nhint: ")
    assert filled("merge", "1", "3").code == 0
    assert "3 was merged into 1" in filled("duplicates", "--near", "3").err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("not json", "not a decision"),
        ("{}", "not a decision"),
        ("[1]", "not a decision"),
        ("[" * 100_000, "not a decision"),
        ('{"verdict": "maybe"}', "'maybe' is neither same nor different"),
        ('{"verdict": "same", "a_key": "x", "b_key": "y"}', "'x' is not a key"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_decision_is_named_and_left_out(
    filled: Papers, tmp_path: Path, line: str, why: str
) -> None:
    filled("merge", "1", "3")
    filled("decisions", "--export", "kept.jsonl")
    filled("decisions", "--remove", "1")
    kept = (tmp_path / "kept.jsonl").read_text(encoding="utf-8")
    (tmp_path / "some.jsonl").write_text(f"{line}\n{kept}{line}\n", encoding="utf-8")
    told = filled("decisions", "--import", "some.jsonl")
    assert told.code == 3
    assert re.match(r"some.jsonl:1: not a decision.*\n  hint: .*\nsome.jsonl:\d: ", told.err)
    assert why in told.err
    assert "expecting" not in told.err.lower()
    assert told.err.endswith("2 left out\n")
    assert len(filled("decisions", "--json").json) == kept.count("\n")


def test_decisions_of_a_folder(filled: Papers) -> None:
    told = filled("decisions", "--import", "digests")
    assert (told.code, told.err.splitlines()[1]) == (1, "hint: name a file, not a folder")


def test_a_reason_in_odd_bytes_is_kept(filled: Papers) -> None:
    assert filled("merge", "1", "3", "--reason", "caf\udce9").code == 0
    assert filled("decisions", "--json").json[0]["reason"] == "caf?"


# The real dumps


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real dumps are not here")
def test_the_seeds(papers: Papers) -> None:
    report = papers("ingest", str(SEEDS), "--json").json
    assert [digest["sightings"] for digest in report["digests"]] == [39, 54, 58, 46, 52]
    assert report["totals"]["papers"] == 185
    assert report["problems"] == []
    stats = papers("stats", "--json").json
    assert (stats["sightings"], stats["papers"], stats["merged"]) == (249, 185, 64)
    assert [digest["date"][:4] for digest in report["digests"]].count("2025") == 4
