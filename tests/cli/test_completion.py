"""Completion: what may stand at the cursor, and how each shell is told."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from papercli.cli import completing
from papercli.cli.app import COMMANDS, single
from papercli.cli.completing import FILES, Candidate, complete
from papercli.cli.shells import SHELLS, for_bash, split
from papercli.output.formats import WRITERS
from papercli.output.rows import PAPER_FIELDS
from papercli.query.fields import FIELDS, IS
from papercli.search.ranking import ORDERS
from tests.command import Papers, assert_refused
from tests.invented import environment


@pytest.fixture(autouse=True, scope="module")
def commands_are_made_once() -> Iterator[None]:
    """Typer takes longer to make one than to look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(completing, "single", cache(single))
        patch.setattr(completing, "get_command", cache(get_command))
        yield


class Held:
    """An index as completion sees it."""

    def organizations(self) -> list[tuple[str, str]]:
        return [("reef", "Reef & Co."), ("Kiln-Lab", "Kiln Laboratory"), ('Öl "P" (Ost)', "")]

    def digests(self) -> list[str]:
        return ["digests/day one (2).txt", "digests/other.txt"]


def completed(*words: str) -> list[str]:
    found = complete(words[:-1], words[-1], Held())
    assert isinstance(found, list)
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (("",), list(COMMANDS)),
        (("sea",), ["search"]),
        (("--db", "x.db", "-q", "sea"), ["search"]),
        (("--col",), ["--color"]),
        (("--color", ""), ["auto", "always", "never"]),
        (("nosuch", ""), []),
        (("help", "re"), [name for name in COMMANDS if name.startswith("re")]),
        (("help", "search", ""), []),
        (("completion", ""), list(SHELLS)),
        (("search", "--fo"), ["--format"]),
        (("search", "--format", ""), ["table", *WRITERS]),
        (("search", "-f", "js"), ["json"]),
        (("search", "-qf", "js"), ["json"]),
        (("search", "--format=js"), ["--format=json"]),
        (("search", "--nosuch=js"), []),
        (("search", "--sort", ""), ["relevance", *ORDERS]),
        (("search", "--reader", ""), [f"{field}:" for field in FIELDS]),
        (("ingest", "--reader", "hf-p"), ["hf-page"]),
        (("search", "--fields", "id,ti"), ["id,title"]),
        (("search", "--fields", "title,ti"), []),
        (("search", "--fields", ""), list(PAPER_FIELDS)),
        (("search", "kelp", "or"), ["org:"]),
        (("search", "kelp (or"), ["kelp (org:"]),
        (("search", "org:"), ["org:reef", "org:Kiln-Lab", "org:Öl_P_Ost_"]),
        (("search", "--org", "Ö"), ['Öl "P" (Ost)']),
        (("search", "kelp org:kiln"), ["kelp org:Kiln-Lab"]),
        (("search", "--org", "R"), ["reef"]),
        (("search", "--org=r"), ["--org=reef"]),
        (("search", "has:d"), ["has:date"]),
        (("search", "is:"), [f"is:{value}" for value in IS]),
        (("digests", "--set-year", "digests/o"), ["digests/other.txt="]),
        (("search", "title:k"), []),
        (("search", "digest:day"), ["digest:day_one_2_.txt"]),
        (("search", "--digest", "o"), ["other.txt"]),
        (("search", "--", "--fo"), []),
        (("search", "-n", ""), []),
        (("stats", "or"), ["org:"]),
        (("forget", ""), Held().digests()),
        (("forget", "3", ""), []),
        (("show", ""), []),
        (("search", "--help", "ha"), ["has:"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_may_stand_there(words: tuple[str, ...], values: list[str]) -> None:
    assert completed(*words) == values


@pytest.mark.parametrize(
    "words",
    [
        ("ingest", ""),
        ("ingest", "a.txt", "b"),
        ("--db", ""),
        ("search", "--db="),
        ("search", "--db", "x"),
        ("decisions", "--import", ""),
        ("evaluate", "--truth", ""),
    ],
    ids=" ".join,
)
def test_files_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert complete(words[:-1], words[-1], Held()) is FILES


FREE = {"N", "ID", "SECONDS", "DATE", "YEAR", "YYYY", "SIZE", "TEXT", "SIGHTING"}
"""Values that nobody can foresee, by their names in the help."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_value_is_completed_or_known_to_be_free(name: str) -> None:
    parameters: list[Any] = get_command(single(name)).params
    for each in parameters:
        if each.param_type_name == "argument":
            found = complete([name], "", Held())
            if each.hidden:
                continue
        elif each.is_flag or each.count:
            continue
        else:
            found = complete([name, each.opts[0]], "", Held())
        bare = (each.metavar or "").strip("[].")
        assert (found is FILES or found != []) != (bare in FREE), each.name


def test_only_what_goes_on_is_followed_by_no_blank() -> None:
    found = complete(["search"], "", Held())
    assert found == [Candidate(f"{field.name}:", field.help, True) for field in FIELDS.values()]
    assert not any(each.goes_on for each in complete([], "", Held()) or ())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "piece", "value", "given"),
    [
        ("papers sea", "sea", "search", "search "),
        ("papers search org:re", "re", "org:reef", "reef "),
        ("papers search org:", ":", "org:reef", "reef "),
        ("papers search authors:>=", ">=", "authors:>=8", "8 "),
        ("papers search --org=re", "re", "--org=reef", "reef "),
        ("papers search 'kelp org:re", "'kelp org:re", "kelp org:reef", "kelp org:reef"),
        ('papers search "kelp org:re', '"kelp org:re', "kelp org:reef", "kelp org:reef"),
        ("papers search kelp\\ org:re", "re", "kelp org:reef", "reef "),
        ("papers forget d", "d", "digests/day one (2).txt", "digests/day\\ one\\ \\(2\\).txt "),
        (
            "papers forget digests/day\\ o",
            "digests/day\\ o",
            "digests/day one",
            "digests/day\\ one ",
        ),
    ],
)
def test_bash_gets_what_it_replaces(line: str, piece: str, value: str, given: str) -> None:
    assert for_bash(value, False, split(line), piece) == given


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\1"), min_size=1)))
def test_a_line_is_read_as_a_shell_reads_it(words: list[str]) -> None:
    line = "papers " + "".join(f"{shlex.quote(word)} " for word in words)
    assert split(line) == (words, "", False)
    assert split(line + "'a b") == (words, "a b", True)
    assert split(line + "a\\ b") == (words, "a b", False)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(papers: Papers, shell: str) -> None:
    told = papers("completion", shell)
    assert (told.code, told.err) == (0, "")
    assert told.out == SHELLS[shell]
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here, so that its script is not read by it")
    done = subprocess.run([shell, "-n"], input=told.out, text=True, check=False, env=environment())
    assert done.returncode == 0


def test_names_come_from_the_index_that_the_line_names(filled: Papers, tmp_path: Path) -> None:
    index = tmp_path / "moved.db"
    (tmp_path / "papers.db").rename(index)
    for shell, line in (
        ("zsh", ["forget", "--db", str(index), ""]),
        ("fish", ["forget", f"--db={index}", '"']),
        ("bash", [f"papers --db {index} forget ", ""]),
    ):
        kind, *found = filled("completion", shell, "--", *line).out.splitlines()
        assert kind == "words"
        assert [each.partition("\t")[0].strip() for each in found] == [
            "digests/second.txt",
            "digests/first.txt",
        ]


def test_where_there_is_no_index_nothing_is_said(papers: Papers) -> None:
    assert papers("completion", "zsh", "--", "forget", "") == (0, "words\n", "")
    assert papers("completion", "fish", "--", "search", "org:") == (0, "words\n", "")


def test_a_shell_that_is_not_known_is_refused(papers: Papers) -> None:
    assert_refused(papers("completion", "csh"), 2, "no completion for 'csh'")


def test_bash_completes(tmp_path: Path) -> None:
    script = f"""
    papers() {{ {shlex.quote(sys.executable)} -m papercli "$@"; }}
    eval "$(papers completion bash)"
    COMP_LINE='papers search is:m' COMP_POINT=18 COMP_WORDS=(papers search is : m) COMP_CWORD=4
    _papers_completion papers
    printf '[%s]' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, check=True, env=environment()
    )
    assert done.stdout == b"[merged ]"
