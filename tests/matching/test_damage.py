"""Words near in letters: one word damaged, or two that look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.damage import other_beginning, other_ending, similar
from papercli.matching.numerals import ROMAN, parts, remove_equal_numbers

ONE_WORD = [
    ("sediment", "sedimnet"), ("estimation", "estimatiob"), ("learning", "learnning"),
    ("optimization", "optimzation"), ("personalization", "presonalization"), ("walk", "wlk"),
    ("dataset", "dataaaset"), ("practice", "praflice"), ("with", "wiht"), ("on", "no"),
    ("glioma", "gloma"), ("lisofylline", "lisofyline"), ("adapters", "aapters"),
]  # fmt: skip
TWO_WORDS = [
    ("hypertension", "hypotension"), ("selenate", "selenite"), ("sulfate", "sulfite"),
    ("prefixes", "suffixes"), ("intraspecific", "interspecific"), ("milk", "meat"),
    ("clobazam", "clonazepam"), ("chromatic", "dichromatic"), ("semigroup", "epigroup"),
    ("covariants", "invariants"), ("diffusion", "diffusiondb"), ("economics", "economist"),
    ("bovine", "ovine"), ("sis", "sirs"), ("of", "on"), ("dysphagia", "dysphasia"),
    ("employers", "employees"), ("subgraphs", "subdigraphs"), ("a", "b"), ("gpt4", "gpt5"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), ONE_WORD)
def test_damage_makes_a_word_that_nobody_uses(a: str, b: str) -> None:
    assert similar(a, b)
    assert similar(b, a)


@pytest.mark.parametrize(("a", "b"), TWO_WORDS)
def test_words_that_only_look_alike(a: str, b: str) -> None:
    assert not similar(a, b)
    assert not similar(b, a)


WORDS = st.text("abcdeiloprtuy", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_no_word_comes_first(a: str, b: str) -> None:
    assert similar(a, b) == similar(b, a)
    assert other_beginning(a, b) == other_beginning(b, a)
    assert other_ending(a, b) == other_ending(b, a)


@pytest.mark.parametrize(
    ("word", "own"),
    [
        ("seven", ("7",)),
        ("first", ("1",)),
        ("1st", ("1",)),
        ("ii", ("2",)),
        ("18f", ("18", "f")),
        ("1m", ("1", "m")),
        ("million", ("m",)),
        ("007", ("7",)),
        ("kelp", ("kelp",)),
    ],
)
def test_a_number_is_its_value(word: str, own: tuple[str, ...]) -> None:
    assert parts(word) == own


@pytest.mark.parametrize(
    ("left", "right", "rest"),
    [
        ("ii", "2", ""),
        ("1m", "1 million", ""),
        ("f 18", "18f", ""),
        ("four", "4", ""),
        ("\u0663", "3", ""),
        ("\u0663 2", "\u0664 ii", "\u0663|\u0664"),
        ("ii", "3", "ii|3"),
        ("18f", "18 g", "18f|18 g"),
        ("1m", "10 million", "1m|10 million"),
    ],
)
def test_what_agrees_in_a_part_only_stays_whole(left: str, right: str, rest: str) -> None:
    for flip in (False, True):
        one, other = (right, left) if flip else (left, right)
        sides = one.split(), other.split()
        remove_equal_numbers(*sides)
        told = "|".join(" ".join(side) for side in (sides[::-1] if flip else sides)).strip("|")
        assert told == rest


@given(st.integers(1, 39))
def test_roman_numerals_are_read_as_they_are_written(value: int) -> None:
    tens, ones = divmod(value, 10)
    assert ROMAN["x" * tens + " i ii iii iv v vi vii viii ix".split(" ")[ones]] == value


@pytest.mark.parametrize("word", ["", "a", "iiii", "vv", "mix", "xl", "ic", "xxxx"])
def test_what_is_no_roman_numeral(word: str) -> None:
    assert word not in ROMAN
