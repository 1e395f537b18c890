"""How the words of two titles are brought together: a row for each relation and for its bounds."""

from __future__ import annotations

import pytest

from papercli.matching.title_agreement import agree_titles
from papercli.matching.titles import profile_title
from papercli.matching.words import information

CLOSE = [
    # misspelt, plural, inflected
    ((1, 0, 0), "Colour of Kelp Forests", "Color of Kelp Forests"),
    ((1, 0, 0), "Hierarchical Kelp Forests", "Heirarchical Kelp Forests"),
    ((1, 0, 0), "Hierarchical Kelp Forests", "Heirarchicl Kelp Forests"),
    ((1, 0, 0), "Light Hous Kelp Maps", "Lighthouse Kelp Maps"),
    ((0, 0, 0), "Kelp in Bays", "Kelp on Bays"),
    ((1, 0, 0), "Form and Kelp", "From and Kelp"),
    (
        (4, 0, 0),
        "Segmntation of the Blosoms in Drne Imges",
        "Segmentation of the Blossoms in Drone Images",
    ),
    ((0, 1, 0), "Kelp Forest Map", "Kelp Forest Maps"),
    ((0, 2, 0), "Kelp Forest Map", "Kelp Forests Maps"),
    ((0, 0, 1), "Predicting Kelp Forests", "Prediction Kelp Forests"),
    ((1, 1, 1), "Predicting the Colour of Forests", "Prediction the Color of Forest"),
    ((0, 0, 0), "Kelp Forests", "Kelp of the Forests"),
]
ALONE = [
    ("norway", "", "agree", "Kelp Maps of Norway", "Kelp Maps"),
    ("hierarchical", "heirarchiclll", "agree", "Hierarchical Kelp Maps", "Heirarchiclll Kelp Maps"),
    ("supervised", "unsupervised", "opposite words", "Supervised Kelp", "Unsupervised Kelp"),
    ("local", "global", "contrasted words", "Local Kelp Maps", "Global Kelp Maps"),
    ("local", "", "agree", "Local and Global Kelp Maps", "Global Kelp Maps"),
    ("2", "3", "differ", "Kelp Maps 2", "Kelp Maps 3"),
    ("2", "", "added", "Kelp Maps 2", "Kelp Maps"),
    ("i", "", "added", "Kelp Maps I", "Kelp Maps"),
    ("b", "c", "differ", "Kelp Maps, Part B", "Kelp Maps, Part C"),
    ("", "b", "differ", "Kelp Maps, Part A", "Kelp Maps, Part B"),
    ("not", "", "agree", "Kelp not in Bays", "Kelp in Bays"),
    ("without", "", "agree", "Kelp without Bays", "Kelp Bays"),
    ("kelp", "", "agree", "Kelp Kelp Maps", "Kelp Maps"),
    ("", "", "agree", "Kelp Models from LLMs", "Kelp from Large Language Models"),
    ("bergen mending net", "asleep granite otter", "agree", "Mending Nets in Bergen",
        "Otters Asleep on Granite"),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "a", "b"), CLOSE)
def test_words_that_are_one(relations: tuple[int, int, int], a: str, b: str) -> None:
    one, other = profile_title(a), profile_title(b)
    for found in (agree_titles(one, other), agree_titles(other, one)):
        assert (found.misspelt, found.plural, found.inflected) == relations
        assert (found.equal, found.only_a, found.only_b, found.numbers) == (False, (), (), "agree")
        assert (found.only_a_bits, found.only_b_bits) == (0, 0)
        assert found.shared_bits == (one.bits + other.bits) / 2


@pytest.mark.parametrize(("only", "other", "numbers", "a", "b"), ALONE)
def test_words_that_one_title_has(only: str, other: str, numbers: str, a: str, b: str) -> None:
    left, right = profile_title(a), profile_title(b)
    words, others = tuple(only.split()), tuple(other.split())
    forth, back = agree_titles(left, right), agree_titles(right, left)
    assert (forth.only_a, forth.only_b, forth.numbers) == (words, others, numbers)
    assert (back.only_a, back.only_b, back.numbers) == (others, words, numbers)
    assert (forth.only_a_bits, forth.only_b_bits) == (information(words), information(others))
    rest = left.bits - information(words), right.bits - information(others)
    assert forth.shared_bits == back.shared_bits == max(0, sum(rest) / 2)
    assert (forth.misspelt, forth.plural, forth.inflected) == (0, 0, 0)
    assert not forth.equal


def test_equal_letters_are_equal_titles_and_nothing_is_alone() -> None:
    plain, joined = profile_title("Kelp Forests"), profile_title("Kelp-Forests")
    found = agree_titles(plain, joined)
    assert found.equal
    assert (found.only_a, found.only_b, found.only_a_bits, found.only_b_bits) == ((), (), 0, 0)
    assert (found.misspelt, found.plural, found.inflected, found.free) == (0, 0, 0, 0)
    assert (found.in_order, found.numbers, found.prefix) == (True, "agree", True)
    assert found.shared_bits == plain.bits


@pytest.mark.parametrize(
    ("in_order", "free", "prefix", "a", "b"),
    [
        (True, 0, False, "Kelp Maps of Norway", "Cold Kelp Maps of Norway"),
        (True, 1, True, "Kelp Maps", "Kelp Maps of Norway"),
        (True, 4, False, "The Kelp in the Maps", "Kelp of Maps"),
        (True, 3, False, "Kelp Maps of Old Norway in the Fog", "Kelp Maps of Norway by Fog"),
        (False, 0, False, "Kelp Forests of Old", "Old Forests of Kelp"),
        (True, 0, False, "Kelp, Kelp and Maps", "Maps and Kelp, Kelp"),
        (True, 0, False, "Mending Nets in Bergen", "Otters Asleep on Granite"),
    ],
)
def test_order_small_words_and_beginnings(
    in_order: bool, free: int, prefix: bool, a: str, b: str
) -> None:
    one, other = profile_title(a), profile_title(b)
    for found in (agree_titles(one, other), agree_titles(other, one)):
        assert (found.in_order, found.free, found.prefix) == (in_order, free, prefix)


def test_an_initialism_of_a_word_that_one_title_has_twice() -> None:
    twice, once = (
        profile_title(title) for title in ("Removal of Kelp, Kelp", "Kelp by KKs of Removal")
    )
    found = agree_titles(twice, once)
    # One of the two is told of something else, as many as are left.
    assert (found.only_a, found.only_b) == (("kelp",), ("kks",))
