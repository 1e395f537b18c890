"""Names of authors: one person under the forms of a name, one list as far as it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.author_names import (
    MANY,
    NamesLevel,
    name_of,
    names_level,
    names_of,
    same_name,
)

ONE_PERSON = [
    "Ada Moss", "Moss, Ada", "A. Moss", "Moss, A.", "AB Moss", "Moss AB", "Ada B. Moss", "ADA MOSS",
    "Moss, Ada B.", "Ada Moss, Jr.", "Moss, Ada, Jr.", "Ada Moss III", "Ada Möss", "Ada M{\\\"o}ss",
    "Moss", "Moss Ada", "Ada van Moss", "van Moss, Ada", "Ada Lovelace-Moss", "Lovelace Moss, Ada",
]  # fmt: skip
OTHERS = ["Una Moss", "Ada Reed", "Moss, Una", "U Moss", "Reed", "Reed AB", "Mossman, Ada"]


@pytest.mark.parametrize("text", ONE_PERSON)
def test_forms_of_one_name(text: str) -> None:
    name, one = name_of("Ada Moss"), name_of(text)
    assert name is not None
    assert one is not None
    assert same_name(name, one)
    assert same_name(one, name)


@pytest.mark.parametrize("text", OTHERS)
def test_names_of_others(text: str) -> None:
    name, other = name_of("Ada Moss"), name_of(text)
    assert name is not None
    assert other is not None
    assert not same_name(name, other)
    assert not same_name(other, name)


@pytest.mark.parametrize(
    ("text", "surname", "initial"),
    [
        ("Jan van der Reed", "reed", "j"),
        ("van der Reed, Jan", "reed", "j"),
        ("Łukasz O'Brien", "obrien", "l"),
        ("O\u2019Brien ŁK", "obrien", "l"),
        ("Van", "van", ""),
        ("李伟", "李伟", ""),
        ("Jean-Luc Picard", "picard", "j"),
    ],
)
def test_surname_and_initial(text: str, surname: str, initial: str) -> None:
    name = name_of(text)
    assert name is not None
    assert name[:2] == (surname, initial)


@pytest.mark.parametrize("text", ["", " ", "...", "42", ", Jr."])
def test_what_is_no_name(text: str) -> None:
    assert name_of(text) is None


@pytest.mark.parametrize(
    ("authors", "number", "cut"),
    [
        (("Ada Moss", "Jan Reed"), 2, False),
        (("Ada Moss", "et al."), 1, True),
        (("Ada Moss et.al.",), 1, True),
        (("Ada Moss", "and 5 others"), 1, True),
        (("Ada Moss and 3 others",), 1, True),
        (("Ada Moss", "12 more authors"), 1, True),
        (("Ada Moss", "…"), 1, True),
        (("Ada Moss", "others"), 1, True),
        (("Mary Others-Reed",), 1, False),
        (("Al Moss", "Etal Reed"), 2, False),
        (("",), 0, False),
    ],
)
def test_lists_that_were_cut(authors: tuple[str, ...], number: int, cut: bool) -> None:
    found = names_of(authors)
    assert (len(found.names), found.cut) == (number, cut)


A, B, C, D = "Ada Moss", "Jan Reed", "Li Wei", "Una Kiln"
LEVELS: list[tuple[str, list[str], list[str], tuple[int | None, int | None], NamesLevel | None]] = [
    ("all of three", [A, B, C], ["Moss, A.", "Reed, J.", "Wei, L."], (3, 3), "all names, many"),
    ("all of two", [A, B], ["A Moss", "J Reed"], (2, 2), "all names"),
    ("the other way round", [A, B, "Wei Li"], [A, B, C], (3, 3), "all names, many"),
    ("another order", [A, B, C], [C, A, B], (3, 3), "all names, many"),
    ("cut by a sign", [A, B, C], [A, "et al."], (3, None), "all names"),
    ("cut by its number", [A, B, C], [A], (3, 3), "all names"),
    ("of unknown length", [A, B, C], [A], (3, None), "all names"),
    ("whole, and one more", [A, B], [A, B, C], (2, 3), "most names"),
    ("whole, and one other", [A, B, C], [A, B, D], (3, 3), "most names"),
    ("one of three", [A, B, C], [D, C, "Ike Otter"], (3, 3), "some names"),
    ("none", [A, B], [C, D], (2, 2), "no name"),
    ("first of a cut list is another", [A, B, C], [D, "et al."], (3, None), "no name"),
    ("no name at all", [A], ["…"], (1, None), None),
]


@pytest.mark.parametrize(("why", "a", "b", "counts", "level"), LEVELS, ids=[c[0] for c in LEVELS])
def test_levels(
    why: str, a: list[str], b: list[str], counts: tuple[int | None, int | None], level: str | None
) -> None:
    assert names_level(tuple(a), tuple(b), *counts) == level, why
    assert names_level(tuple(b), tuple(a), *counts[::-1]) == level, why


names = st.lists(st.sampled_from([A, B, C, D, "Moss, A.", "et al.", "Wei Li", "李伟"]) | st.text(),
                 min_size=1, max_size=5).map(tuple)  # fmt: skip


@given(names, names, st.none() | st.integers(0, 5), st.none() | st.integers(0, 5))
def test_both_ways_round_and_to_itself(
    a: tuple[str, ...], b: tuple[str, ...], count_a: int | None, count_b: int | None
) -> None:
    assert names_level(a, b, count_a, count_b) == names_level(b, a, count_b, count_a)
    known = len(names_of(a).names)
    itself = "all names, many" if known >= MANY else "all names" if known else None
    assert names_level(a, a, count_a, count_a) == itself
