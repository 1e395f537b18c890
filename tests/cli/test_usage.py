"""Help, options, and what is said of a command that cannot be done."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papercli.cli import failures
from papercli.cli.app import COMMANDS, split_leading
from tests.command import Papers, assert_refused, change


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
    for option in ("--db", "--wait", "--quiet", "--verbose", "--color", "--help"):
        assert option in told.out


def test_version(papers: Papers) -> None:
    told = papers("--version")
    assert told.code == 0
    assert re.fullmatch(r"papers (\d\S*|\(.*\))\n", told.out)
    assert papers("search", "--version") == papers("-V") == told


def test_help_of_a_command_by_its_name(papers: Papers) -> None:
    assert papers("help") == papers("--help")
    for name in ("search", "help"):
        assert papers("help", name) == papers(name, "--help")
        assert papers("help", name).out.startswith(f"Usage: papers {name} ")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("serch", ". Did you mean 'search'?"),
        ("kelp", ". Did you mean 'help'?"),
        ("xyzzy", ""),
    ],
)
def test_what_is_no_command_is_told_in_one_way(papers: Papers, name: str, near: str) -> None:
    told = papers("help", name)
    assert told == papers(name)
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        f"papers: No such command {name!r}{near}",
        "hint: papers --help lists what it takes",
    ]


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
        (("search", "--fields", "id", "--format", "ris"), "RIS"),
        (("search", "--abstracts", "--format", "csv"), "--abstracts"),
        (("similar", "1", "--abstracts"), "--abstracts"),
        (("show", "1", "--abstracts", "--format", "markdown-list"), "--abstracts"),
        (("search", "--since", "2025-13"), "--since: cannot read '2025-13' as"),
        (("search", "--min-authors", "-1"), "--min-authors"),
        (("ingest", "digests", "--year", "20"), "1900<=x<=9999"),
        (("ingest", "digests", "--max-size", "much"), "--max-size: cannot read 'much'"),
        (("evaluate", "x", "--max-size", "0"), "--max-size: cannot read '0'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_wrong_usage_is_two_lines_and_code_2(
    filled: Papers, arguments: tuple[str, ...], what: str
) -> None:
    assert_refused(filled(*arguments), 2, what)


@pytest.mark.parametrize(
    "word", ["-kelp", "-transformer", "-vision", "--transformer", "-two-words"]
)
def test_a_word_that_is_to_be_excluded_is_told_from_an_option(filled: Papers, word: str) -> None:
    told = filled("search", "diffusion", word)
    hint = f"hint: to exclude a word, write 'NOT {word.lstrip('-')}'; papers search --help lists"
    assert told.code == 2
    assert told.err.startswith(f"papers: No such option: {word}\n{hint}")


@pytest.mark.parametrize("line", ["- [ ] Kelp-7B: an Open Model", "-- Kelp", "--fuzzy kelp"])
def test_a_pasted_line_that_begins_as_an_option_does_is_told_how_to_be_one(
    filled: Papers, line: str
) -> None:
    told = filled("search", line)
    assert told.code == 2
    assert "\nhint: before a query that begins with -, write --: papers search -- '" in told.err
    assert filled("search", "--", line).code == 0


@pytest.mark.parametrize(
    "arguments", [("search", "kelp", "-z"), ("search", "--limti", "3"), ("show", "1", "-kelp")]
)
def test_what_can_be_an_option_alone_is_taken_for_one(
    filled: Papers, arguments: tuple[str, ...]
) -> None:
    assert "NOT" not in filled(*arguments).err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("merge", "1", "9" * 30), "there is no paper 999"),
        (("split", "999"), "there is no paper 999"),
        (("show", "999"), "no paper"),
        (("forget", "nowhere.txt"), "no digest matches nowhere.txt"),
        (("decisions", "--remove", "7"), "there is no decision 7"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_is_not_there_is_two_lines_and_code_1(
    filled: Papers, arguments: tuple[str, ...], what: str
) -> None:
    assert_refused(filled(*arguments), 1, what)


@pytest.mark.parametrize(
    ("arguments", "leading"),
    [
        (["search", "x"], 0),
        (["--db", "a.db", "search"], 2),
        (["--db=a.db", "-qv", "--color", "never", "search"], 4),
        (["--wait", "5", "--wait=5", "search"], 3),
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


def test_a_home_that_is_not_there(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("~nobodyhere/x.db", "~x.db"):
        assert_refused(papers("stats", "--db", name), 2, "there is no user")
    monkeypatch.delenv("PAPERS_DB")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/.local/share")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert_refused(papers("stats"), 2, "home folder is not known")
    assert not (tmp_path / "~").exists()


def test_without_an_index(papers: Papers, tmp_path: Path) -> None:
    for arguments in (("search", "x"), ("stats",), ("digests",), ("show", "1"), ("review",)):
        told = papers(*arguments)
        assert (told.code, told.out) == (4, "")
        assert re.fullmatch(r"papers: no index .*\nhint: .*papers ingest.*\n", told.err)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_the_arguments_are_read(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("papercli.cli.app.Session", interrupted)
    told = papers("stats")
    assert (told.code, told.err.splitlines()[-1]) == (130, "papers: interrupted")


def test_a_traceback_only_when_asked_for(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Traceback" not in papers("search").err
    monkeypatch.setenv("PAPERS_DEBUG", "1")
    assert "Traceback" in papers("search").err


def test_memory_that_runs_out_is_no_bug(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    filling: list[weakref.ref[set[int]]] = []

    def fill(*_: object) -> None:
        much = set(range(9))
        filling.append(weakref.ref(much))
        raise MemoryError

    def report(error: Exception, *said: Any) -> int:
        assert filling[0]() is None, "what filled the memory is let go before it is told"
        return told(error, *said)

    told = failures.report
    monkeypatch.setattr(failures, "report", report)
    monkeypatch.setattr("papercli.search.lookup.clean", fill)
    assert_refused(filled("show", "1"), 1, "out of memory")


@pytest.mark.parametrize("command", [("search",), ("stats",), ("rebuild",), ("merge", "1", "2")])
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_text("once upon a time\n" * 40), "not an SQLite file"),
        (lambda path: change(path, "PRAGMA application_id=1"), "not an index of papers"),
        (lambda path: change(path, "PRAGMA user_version=999"), "made by a newer version"),
        (lambda path: change(path, "PRAGMA user_version=0"), "an unknown schema version"),
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
