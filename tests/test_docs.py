"""README, help and documents: what they show runs, what they name exists, what exists is told."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.cli.app import COMMANDS, EXAMPLES, help_of
from papercli.errors import ExitCode
from papercli.output.rows import PAPER_FIELDS
from papercli.query.fields import FIELDS
from tests.readme import README, ROOT, Terminal, commands

TEXT = README.read_text(encoding="utf-8")
REFUSED = {"papers search 'title:(cache'": ExitCode.USAGE}
"""The README shows one query that cannot be read, to show what is said then."""


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return Terminal(tmp_path_factory.mktemp("readme"))


# One test and not one a command: each finds the index as those before it left it.
def test_every_command_in_the_readme_runs(terminal: Terminal) -> None:
    lines = commands()
    assert lines[0].startswith("papers ingest")
    for line in lines:
        output = terminal.run(line)
        assert output.code == REFUSED.get(line, ExitCode.DONE), f"{line}: {output.text}"
        assert output.text, f"{line} says nothing"


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_every_pipe_in_the_readme_gives_something(terminal: Terminal) -> None:
    pipes = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert pipes
    terminal.run("papers ingest fixtures/hf-page/")
    for line in pipes.group(1).splitlines():
        output = terminal.run(line)
        assert output.code == ExitCode.DONE, f"{line}: {output.text}"
        assert output.text, f"{line} gives nothing"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^  {name} +[A-Z]", TEXT, re.MULTILINE)


@pytest.mark.parametrize("field", FIELDS)
def test_every_query_field_is_in_the_readme(field: str) -> None:
    assert f"| {field}: |" in TEXT


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_in_the_readme(code: ExitCode) -> None:
    assert f"\n| {code.value} | " in TEXT


@pytest.mark.parametrize("field", PAPER_FIELDS)
def test_every_key_of_a_paper_is_in_the_readme(field: str) -> None:
    assert f'"{field}": ' in TEXT


@pytest.mark.parametrize("target", re.findall(r"make ([a-z-]+)", TEXT))
def test_every_target_that_the_readme_names_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", TEXT))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_use_options_that_exist(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, lines = help_of(name)
    assert f"papers {name}" in lines
    check_options(lines, capsys)


def test_the_examples_of_the_program_use_options_that_exist(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check_options(EXAMPLES, capsys)


def check_options(examples: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Hold every option of example lines against the help of the command they stand with."""
    for line in filter(None, examples.split("\n")):
        for started, words in groupby(shlex.split(line), lambda word: word != "|"):
            part = list(words)
            if started and "papers" in part:
                command = next(word for word in part if word in COMMANDS)
                assert main([command, "--help"]) == ExitCode.DONE
                told = capsys.readouterr().out
                for option in (word for word in part if re.match("--?[a-z]", word)):
                    assert re.search(rf"(?<![\w-]){option}(?![\w-])", told), f"{option}: {line}"


DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/design.md", "fixtures/pairs/README.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:papercli|tests|docs|fixtures|scripts|benchmarks)/[^\s`]*)`", text)
    assert named
    missing = [
        path for path in named if not re.search("NAME|FOLDER|FILE", path) and not _is_there(path)
    ]
    assert not missing


def _is_there(path: str) -> bool:
    """Whether a file is there; a module may be named without its suffix."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("package", ["store", "search"])
def test_the_map_of_a_package_names_its_modules_and_no_others(package: str) -> None:
    folder = ROOT / "papercli" / package
    rooms = re.findall("``([a-z_]+)``", (folder / "__init__.py").read_text(encoding="utf-8"))
    assert sorted(rooms) == modules(folder)


def test_the_layers_in_the_design_are_all_there_are() -> None:
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall("^ {4}([a-z_, ]+?)(?: {2}.*)?$", text, re.MULTILINE)
    assert sorted(", ".join(rows).split(", ")) == modules(ROOT / "papercli")


def modules(folder: Path) -> list[str]:
    """The modules and packages in a folder, by name."""
    found = [*folder.glob("[a-z]*.py"), *(path.parent for path in folder.glob("*/__init__.py"))]
    return sorted(path.stem for path in found)


def test_the_changelog_knows_this_version(capsys: pytest.CaptureFixture[str]) -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', pyproject, re.MULTILINE)
    assert version
    assert f"\n## {version.group(1)}" in Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "most"), [("papercli", 300), ("tests", 400)])
def test_no_module_is_longer_than_a_person_reads_at_once(folder: str, most: int) -> None:
    generated = ROOT / "papercli" / "matching" / "weights.py"
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most
    }
    long.pop(str(generated.relative_to(ROOT)), None)
    assert not long
