"""What a tool left in lines goes; what only looks like it stays."""

from __future__ import annotations

import pytest

from papercli.readers.residues import without_residues

LINES = ["Kelp from Orbit", "Ferries by Radar", "Mosses under Pressure"]


@pytest.mark.parametrize(
    "form",
    [
        "{}&nbsp;",
        "&#160; {}",
        '!!! note "{}"',
        '???+ abstract-like "{}"',
        "=={}==",
    ],
)
def test_what_is_left_in_several_lines_goes(form: str) -> None:
    left = [form.format(line) for line in LINES]
    assert without_residues(left) == LINES
    assert without_residues([*left[:2], LINES[2]]) == [*left[:2], LINES[2]]


@pytest.mark.parametrize(
    "form",
    [
        "{} where a==b and c==d",
        "{} where a == b and c == d",
        "====={}=====",
        "{} &nbsp; {}",
        '!!! note "{}" and more',
    ],
)
def test_what_looks_like_it_stays(form: str) -> None:
    own = [form.format(line, line) for line in LINES]
    assert without_residues(own) == own


def test_a_word_that_a_scanner_divided_has_a_soft_hyphen() -> None:
    divided = [f"{line} and har¬" for line in LINES]
    assert without_residues(divided) == [f"{line} and har\u00ad" for line in LINES]
    own = [f"{line}, p ∧ ¬" for line in LINES]
    assert without_residues(own) == own


def test_lines_that_stand_twice_stand_once_where_nearly_all_do() -> None:
    many = [f"{line} {number}" for number in range(5) for line in LINES]
    twice = [line for line in many for _ in range(2)]
    assert [row for row in without_residues(twice) if row] == many
    assert without_residues([*many, many[-1]]) == [*many, many[-1]]


def test_hard_blanks_between_all_words_are_blanks() -> None:
    assert without_residues([line.replace(" ", "\u00a0") for line in LINES]) == LINES
    some = ["Fig.\u00a01 of the kelp", *LINES]
    assert without_residues(some) == some
