"""Words: what they tell, what they are without inflection, and in American spelling."""

from __future__ import annotations

from itertools import count

import pytest

from papercli.matching.words import (
    FREE_WORDS,
    STOP_WORDS,
    UNKNOWN_BITS,
    Remembered,
    american,
    bits,
    information,
    is_known,
    remembered,
    stem,
)

AMERICAN = {
    "organise": "organize", "organised": "organized", "organises": "organizes",
    "organiser": "organizer", "organisers": "organizers", "organising": "organizing",
    "organisable": "organizable", "organisation": "organization",
    "organisations": "organizations", "organisational": "organizational",
    "analyse": "analyze", "analysed": "analyzed", "analyses": "analyzes", "analyser": "analyzer",
    "analysers": "analyzers", "analysing": "analyzing",
    "colour": "color", "colours": "colors", "coloured": "colored", "colouring": "coloring",
    "behavioural": "behavioral", "behaviourally": "behaviorally", "favourable": "favorable",
    "colourful": "colorful", "colourless": "colorless", "neighbourhood": "neighborhood",
    "modelled": "modeled", "modelling": "modeling", "modeller": "modeler", "modellers": "modelers",
    "centre": "center", "centres": "centers", "fibre": "fiber", "calibre": "caliber",
    "dialogue": "dialog", "dialogues": "dialogs",
    "anaesthesia": "anesthesia", "paediatric": "pediatric",
    "defence": "defense", "defences": "defenses", "offence": "offense", "licence": "license",
    "pretence": "pretense",
}  # fmt: skip
AMERICAN_ALREADY = (
    "organize rise wise size hour four our more acre ogre vogue algae aerial aesthetic fence ill"
    " all models kelp"
).split()


@pytest.mark.parametrize(("british", "spelling"), AMERICAN.items())
def test_american_spelling(british: str, spelling: str) -> None:
    assert american(british) == spelling
    assert american(spelling) == spelling
    assert stem(british) == stem(spelling)


@pytest.mark.parametrize("word", AMERICAN_ALREADY)
def test_what_is_no_british_spelling(word: str) -> None:
    assert american(word) == word


def test_only_ascii_is_respelt() -> None:
    assert american("ïorganise") == "ïorganise"


@pytest.mark.parametrize(
    ("word", "without"),
    [
        ("networks", "network"),
        ("network", "network"),
        ("kelps", "kelp"),
        ("colonies", "colony"),
        ("colours", "color"),
        ("ponies", "pony"),
        ("series", "sery"),
        ("skies", "skie"),
        ("ties", "tie"),
        ("bees", "bee"),
        ("lens", "len"),
        ("gas", "gas"),
        ("class", "class"),
        ("virus", "virus"),
        ("analysis", "analysis"),
        ("naïves", "naïves"),
    ],
)
def test_inflection(word: str, without: str) -> None:
    assert stem(word) == without


def test_the_rarer_a_word_in_titles_the_more_it_tells() -> None:
    assert 0 < bits("of") < bits("model") < bits("otters") == UNKNOWN_BITS == 15
    assert bits("2024") == UNKNOWN_BITS
    assert is_known("model")
    assert not is_known("otters")
    assert information(["of", "model", "otters"]) == bits("of") + bits("model") + UNKNOWN_BITS
    assert information([]) == 0


def test_negations_are_no_words_whose_absence_is_free() -> None:
    assert {"the", "of", "on"} <= FREE_WORDS < STOP_WORDS
    assert {"not", "no", "between", "against", "than"} == STOP_WORDS - FREE_WORDS


def test_what_is_remembered_is_worked_out_once_and_bounded() -> None:
    numbers = count(1)
    memory = Remembered(lambda _: next(numbers))
    assert (memory["kelp"], memory["moss"], memory["kelp"]) == (1, 2, 1)
    for number in range(Remembered.MOST - 2):
        dict.__setitem__(memory, str(number), 0)
    assert len(memory) == Remembered.MOST
    assert (memory["reef"], memory["kelp"]) == (3, 4)
    assert len(memory) == 2


def test_fewer_long_texts_are_remembered_than_short_ones() -> None:
    numbers = count(1)

    @remembered(longest=4, most=2, most_longer=1)
    def number(_: str) -> int:
        return next(numbers)

    assert [number(text) for text in ("kelp", "moss", "kelp", "moss")] == [1, 2, 1, 2]
    assert [number(text) for text in ("algae", "algae", "coral", "algae")] == [3, 3, 4, 5]
    assert [number(text) for text in ("reef", "moss", "kelp")] == [6, 2, 7]
