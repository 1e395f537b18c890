"""How many slips of the fingers a word may have, by its length."""

from __future__ import annotations

import pytest

from papercli.matching.misspelling import nearest, one_slip_away

KNOWN = ["kelp", "kiln", "harbor", "harvest", "lantern"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("kepl", ["kelp"]),  # neighbors swapped are one slip
        ("kel", ["kelp"]),
        ("kln", ["kiln"]),
        ("klp", ["kelp"]),  # "kiln" is two away, too many for a short word
        ("kalm", []),
        ("harobr", ["harbor"]),
        ("hrabro", ["harbor"]),  # two slips in six letters
        ("harbest", ["harvest"]),
        ("lnatenr", ["lantern"]),
        ("lnatnre", []),
    ],
)
def test_a_longer_word_may_have_two_slips(word: str, near: list[str]) -> None:
    assert [KNOWN[place] for place, _ in nearest(word, KNOWN)] == near


def test_what_is_one_slip_away_is_what_one_slip_makes_or_unmakes() -> None:
    made = one_slip_away("kel")
    assert {"kelp", "skel", "keel", "el", "ke", "ekl", "kle", "kiel", "bel", "ker"} <= made
    assert all(nearest("kel", [one]) == [(0, 1)] for one in made)
    assert "kel" not in made
    assert "lek" not in made
