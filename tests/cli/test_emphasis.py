"""Errors in red and hints dim: for a person at a terminal, and for nobody else."""

from __future__ import annotations

import io

import pytest

from papercli.cli import emphasis
from tests.command import Papers

RED, DIM, OFF = "\x1b[31m", "\x1b[2m", "\x1b[0m"


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "settings", "color", "emphasized"),
    [
        (True, {}, "auto", True),
        (False, {}, "auto", False),
        (True, {"NO_COLOR": "1"}, "auto", False),
        (True, {"NO_COLOR": ""}, "auto", True),
        (True, {"TERM": "dumb"}, "auto", False),
        (False, {"FORCE_COLOR": "1"}, "auto", False),
        (True, {}, "never", False),
        (False, {}, "always", True),
        (True, {"NO_COLOR": "1"}, "always", True),
    ],
)
def test_when_lines_are_emphasized(
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    settings: dict[str, str],
    color: str,
    emphasized: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr", Screen() if terminal else io.StringIO())
    expected = f"{RED}x{OFF}" if emphasized else "x"
    assert emphasis.error("x", color) == expected
    assert emphasis.hint("x", color) == expected.replace(RED, DIM)


@pytest.mark.parametrize(
    ("line", "begun"),
    [
        ("papers: nothing was read", RED),
        ("hint: try again", DIM),
        ("  hint: try again", DIM),
        ("3 more (-n 0 for all)", ""),
        ("a.txt: no hint: here", ""),
    ],
)
def test_lines_are_known_by_their_beginning(line: str, begun: str) -> None:
    assert emphasis.by_its_beginning(line, "always") == (f"{begun}{line}{OFF}" if begun else line)


@pytest.mark.parametrize(
    ("arguments", "color"),
    [
        (["search", "--color", "never", "x"], "never"),
        (["--color=always", "search"], "always"),
        (["--color=always", "search", "--color=never"], "never"),
        (["search", "--", "--color=always"], "auto"),
        (["search", "--color=pink"], "auto"),
        (["search", "--color"], "auto"),
        ([], "auto"),
    ],
    ids=" ".join,
)
def test_what_a_command_line_says_of_color(arguments: list[str], color: str) -> None:
    assert emphasis.said(arguments) == color


def test_an_error_is_red_its_hint_dim_and_the_query_as_it_was(filled: Papers) -> None:
    what, query, caret, hint = filled("search", "title:(x", "--color", "always").err.splitlines()
    assert what == f"{RED}papers: this ( is never closed{OFF}"
    assert (query, caret) == ("  title:(x", f"{RED}        ^{OFF}")
    assert hint.startswith(f"{DIM}hint: ")
    assert "\x1b" not in filled("search", "title:(x").err


def test_a_usage_error_and_a_note_are_emphasized_as_well(filled: Papers) -> None:
    what, hint = papers_err = filled("search", "--nope", "--color=always").err.splitlines()
    assert what.startswith(RED), papers_err
    assert hint.startswith(DIM)
    note = filled("search", "tilte:x", "--color=always").err
    assert note.startswith(f"{DIM}hint: ")
