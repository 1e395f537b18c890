"""American spelling and plurals, a row for each ending and for what only looks like it."""

from __future__ import annotations

import pytest

from papercli.matching.words import (
    UNKNOWN_BITS,
    Remembered,
    american,
    bits,
    information,
    is_known,
    stem,
)

AMERICAN = (
    "optimise optimize|optimised optimized|optimiser optimizer|optimising optimizing|"
    "optimisation optimization|organisational organizational|realisable realizable|"
    "analyse analyze|paralysing paralyzing|colour color|colours colors|coloured colored|"
    "behavioural behavioral|favourable favorable|neighbourhood neighborhood|"
    "modelled modeled|labelling labeling|traveller traveler|centre center|fibres fibers|"
    "catalogue catalog|dialogues dialogs|paediatric pediatric|anaemia anemia|"
    "defence defense|offence offence|licence licence|"
    "hour hour|four four|our our|wise wise|rise rise|lyse lyse|all all|acre acre|aerial aerial|"
    "fence fence|this this"
)
STEMS = (
    "maps map|map map|studies study|ties tie|models model|optimises optimize|bees bee|abcs abc|"
    "glass glass|status status|analysis analysis|gas gas|bus bus|its its|2s 2s|naïves naïves"
)


@pytest.mark.parametrize("pair", AMERICAN.split("|"))
def test_american_spelling(pair: str) -> None:
    word, expected = pair.split()
    assert american(word) == expected


@pytest.mark.parametrize("pair", STEMS.split("|"))
def test_stems(pair: str) -> None:
    word, expected = pair.split()
    assert stem(word) == expected


def test_rare_words_tell_most() -> None:
    assert bits("kelpish") == UNKNOWN_BITS == 15
    assert 0 < bits("learning") < bits("quiet") < UNKNOWN_BITS
    assert information(("learning", "kelpish")) == bits("learning") + UNKNOWN_BITS
    assert is_known("learning")
    assert not is_known("kelpish")


def test_what_was_worked_out_is_remembered_within_bounds() -> None:
    asked: list[str] = []

    def letters(word: str) -> int:
        asked.append(word)
        return len(word)

    remembered = Remembered(letters)
    assert [remembered["kelp"], remembered["kelp"], remembered["otter"]] == [4, 4, 5]
    assert asked == ["kelp", "otter"]
    remembered.update(dict.fromkeys(map(str, range(1 << 17)), 0))
    assert remembered["seal"] == 4
    assert len(remembered) == 1
