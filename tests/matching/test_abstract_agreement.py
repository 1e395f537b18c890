"""Where the words in which two titles differ stand in the abstracts."""

from __future__ import annotations

import pytest

from papercli.matching.abstract_agreement import changed_places, share_of_both
from papercli.matching.abstracts import profile_abstract
from papercli.matching.title_agreement import agree_titles
from papercli.matching.titles import profile_title

OTTERS = "We count otters from kites. Most otters sleep at noon, and an otter that dives is missed."
PLACES = [
    # in the abstract that has fewer, exchanged
    ("every place, singular and plural", 3, 3, "Otters on Ice", "Herons on Ice",
     OTTERS, OTTERS.replace("otter", "heron")),
    ("a phrase for a word", 3, 3, "Otters on Ice", "Gray Herons on Ice",
     OTTERS, OTTERS.replace("otter", "gray heron")),
    ("written anew around it", 1, 0, "Otters on Ice", "Herons on Ice",
     OTTERS, "From kites we look for herons. Most sleep at noon, and what dives is missed."),
    ("one of two places", 2, 1, "Otters on Ice", "Herons on Ice",
     OTTERS, "We count herons from kites. At noon nearly all herons sleep, and some are missed."),
    ("first and last words", 2, 2, "Otters on Ice", "Herons on Ice",
     "Otters sleep at noon on ice, and kites wake otters.",
     "Herons sleep at noon on ice, and kites wake herons."),
    ("a word added at every place", 3, 3, "Wild Otters on Ice", "Otters on Ice",
     OTTERS.replace("otter", "wild otter"), OTTERS),
    ("a word added at one place", 1, 1, "Wild Otters on Ice", "Otters on Ice",
     OTTERS.replace("count otters", "count wild otters"), OTTERS),
    ("a sentence about the word added", 1, 0, "Wild Otters on Ice", "Otters on Ice",
     f"{OTTERS} None was wild.", OTTERS),
]  # fmt: skip


@pytest.mark.parametrize("row", PLACES, ids=[row[0] for row in PLACES])
def test_places_of_the_words_that_changed(row: tuple[str, int, int, str, str, str, str]) -> None:
    _, fewer, exchanged, *texts = row
    titles, abstracts = map(profile_title, texts[:2]), map(profile_abstract, texts[2:])
    a, b = zip(titles, abstracts, strict=True)
    assert changed_places(agree_titles(a[0], b[0]), a[1], b[1]) == (fewer, exchanged)
    assert changed_places(agree_titles(b[0], a[0]), b[1], a[1]) == (fewer, exchanged)


def test_what_the_longer_abstract_has_more_counts_in_the_share_of_both() -> None:
    short = profile_abstract("We count otters from kites at noon in winter.")
    long = profile_abstract("We count otters from kites at noon in winter, and herons by ear.")
    assert share_of_both(short, short) == 1.0
    assert share_of_both(short, long) == share_of_both(long, short) == 14 / 18
    assert share_of_both(short, profile_abstract("Bakers knead rye dough by hand at dawn.")) == 0.0
