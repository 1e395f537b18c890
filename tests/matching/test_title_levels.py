"""Levels of two titles: a row for each kind of difference and for each bound of it."""

from __future__ import annotations

import pytest

from papercli.matching.title_agreement import agree_titles
from papercli.matching.title_levels import lower_end, objects_are_apart, title_level
from papercli.matching.titles import profile_title

SAME_WORDS = [
    ("equal, short", "Kelp Forest Maps of Bays", "Kelp-Forest Maps of Bays"),
    ("equal, middle", "Kelp Forests Seen from Balloons", "KELP FORESTS SEEN FROM BALLOONS"),
    ("equal, comment", "Comment on Kelp Forests", "Comment on: Kelp Forests"),
    ("edition", "Kelp Forests: A Technical Report", "Kelp Forests"),
    ("generic", "Editorial", "EDITORIAL"),
    ("generic", "Fore-word", "Foreword"),
    ("generic differs", "Editorial: Kelp", "Editorial"),
    ("generic differs", "Letters", "Letters to the Editor"),
    ("article at the start, short", "The Price of Ferries", "Price of Ferries"),
    ("stop words at the start, short", "A Price of Ferries", "The Price of Ferries"),
    ("stop words at the start, short", "On Price of Ferries", "Price of Ferries"),
    ("stop words at the start, short", "On the Price of Ferries", "Price of Ferries"),
    ("stop words inside, short", "Price of the Ferries", "Price of Ferries"),
    (
        "stop words inside, middle",
        "Price of the Ferries in the Fog of the Sea",
        "Price of Ferries in Fog of the Sea",
    ),
    (
        "several stop words, short",
        "Price of the Ferries in the Fog of the Sea",
        "Price of Ferries in Fog of Sea",
    ),
    ("word order", "The Price of Ferries in Fog", "Price of Ferries in the Fog"),
    ("word order", "Kelp of the Bays", "Bays of the Kelp"),
    ("word order", "Kelp, Bays, Nets", "Nets of Bays, Kelp"),
    ("word order", "Kelp, Bays, Net", "Nets of Bays, Kelp"),
    ("plural, short", "Ferry Prices in Fog", "Ferry Price in Fog"),
    ("plural and stop words, short", "Ferry Prices of Fog", "Ferry Price in the Fog"),
    ("plural and stop words, short", "Sampling Kelp Beds", "Samplings of Kelp Bed"),
    ("inflected, short", "Predicting the Drift of Kelp", "Prediction of the Drift of Kelp"),
    ("inflected, short", "Predicting the Drift of Kelps", "Prediction of Drift of Kelp"),
    ("misspelt, short", "Prunning of Kelp Forests", "Pruning of Kelp Forests"),
]
CUT = [
    ("cut short", "Counting the Kelp Bed ...", "Counting the Kelp Bed in Autumn"),
    ("continued, short", "Counting the Kelp Be ...", "Counting the Kelp Bed in Autumn"),
    ("continued, short", "Counting the Kelp Bed", "Counting the Kelp Bed in Autumn"),
    (
        "cut short",
        "Counting Kelp Beds in Autumn ...",
        "Counting Kelp Beds in Autmn Storms of the North",
    ),
    (
        "cut short",
        "Counting Kelp Beds in Autumn ...",
        "Counting Kelp Bedds in Autumn Storms of the North",
    ),
    (
        "words >=0.15",
        "Counting Kelp Beds in Autumn ...",
        "Counting Klp Bedds in Autumn Storms of the North",
    ),
    (
        "cut short",
        "Mapping Kelp in the Cold and Quiet Bays ...",
        "Mapping Kelp in Cold and Quiet Bays of the North",
    ),
]
OBJECTS = [
    ("other object", "Counting Old Whales in Graphs", "Counting Old Whales in Sequences"),
    ("other object", "Counting Old Whales with Kites", "Counting Old Whales with Drones"),
    ("other object", "On Old Whales in Graphs", "On Old Whales in Sequences"),
    ("other object", "Counting Old Whales in Graphs", "Counting Old Whales in the Sequences"),
    ("other object", "Counting Old Whales in the Graphs", "Counting Old Whales in the Sequences"),
    (
        "words >=0.7",
        "Counting Old Whales in Which the Graphs",
        "Counting Old Whales in Which the Sequences",
    ),
    ("words >=0.6", "Counting Whales in Graphs", "Counting Whales in Sequences"),
    ("words >=0.6", "Counting Old Whales without Kites", "Counting Old Whales without Drones"),
    ("words >=0.7", "Counting Old Whales in Big Graphs", "Counting Old Whales in Big Sequences"),
    ("one word added, >=0.7", "Counting Old Whales in Nets", "Counting Old Whales in Net Bags"),
    ("continued, short", "Counting Old Whales in", "Counting Old Whales in Sequences"),
]  # fmt: skip
CHANGED = [
    ("subtitle, short", "Kelp Forests: Maps from Space", "Kelp Forests"),
    ("continued, short", "Kelp Forests", "Kelp Forests of the Cold Seas"),
    (
        "one word added, >=0.8",
        "Cold Kelp Forests in Northern Bays",
        "Kelp Forests in Northern Bays",
    ),
    (
        "words added, >=0.7",
        "Cold and Dark Kelp Forests in Northern Bays",
        "Kelp Forests in Northern Bays",
    ),
    ("words added, >=0.6", "Large Beehive Kelp Orchards", "Kelp Orchards"),
    ("words >=0.3", "Northern Terraced Beehive Kelp Orchards", "Kelp Orchards"),
    (
        "one word replaced",
        "Frost Warnings for Terraced Orchard Cooperatives from Cheap Thermal Drone Imagery",
        "Frost Prediction for Terraced Orchard Cooperatives from Cheap Thermal Drone Imagery",
    ),
    (
        "words >=0.7",
        "Frost Warnings for Terraced Orchard Cooperatives from Thermal Drone Imagery",
        "Frost Prediction for Terraced Orchard Cooperatives from Thermal Drone Imagery",
    ),
    (
        "words >=0.6",
        "Frost Warnings for Terraced Orchards",
        "Frost Prediction for Terraced Orchards",
    ),
    (
        "words >=0.45",
        "Frost Warnings for Terraced Orchard Cooperatives",
        "Frost Prediction for Terraced Orchard Cooperatives in Norway",
    ),
]


@pytest.mark.parametrize(("level", "a", "b"), [*SAME_WORDS, *CUT, *OBJECTS, *CHANGED])
def test_levels_from_either_side(level: str, a: str, b: str) -> None:
    one, other = profile_title(a), profile_title(b)
    assert title_level(one, other, agree_titles(one, other)).label == level
    assert title_level(other, one, agree_titles(other, one)).label == level


@pytest.mark.parametrize(
    ("letters", "length"), [(24, "short"), (25, "middle"), (39, "middle"), (40, "long")]
)
def test_a_title_is_as_long_as_its_letters(letters: int, length: str) -> None:
    title = profile_title("Kelp " * (letters // 4) + ("", "s", "of", "the")[letters % 4])
    assert len(title.squashed) == letters
    longer = profile_title(title.normal + " by an otter")
    assert title_level(title, title, agree_titles(title, title)).label == f"equal, {length}"
    assert title_level(title, longer, agree_titles(title, longer)).label == f"continued, {length}"


@pytest.mark.parametrize(
    ("value", "low"), [(0.0, 0.0), (0.29, 0.0), (0.3, 0.3), (0.59, 0.3), (0.6, 0.6), (1.0, 0.6)]
)
def test_a_band_begins_with_its_lower_end(value: float, low: float) -> None:
    assert lower_end(value, (0.3, 0.6)) == low


@pytest.mark.parametrize(
    ("apart", "a", "b"),
    [
        (True, "Old Whales in Graphs", "Old Whales in Sequences"),
        (True, "Old Whales in the Graphs", "Old Whales in a Sequence of the"),
        (False, "Old Whales in Graphs of Kelp", "Old Whales in Sequences of Kelp"),
        (False, "Old Whales in a Graph of Kelp", "Old Whales in Sequences, not Graphs"),
    ],
)
def test_objects_are_apart_where_nothing_behind_the_beginning_is_shared(
    apart: bool, a: str, b: str
) -> None:
    assert objects_are_apart(profile_title(a), profile_title(b)) is apart
    assert objects_are_apart(profile_title(b), profile_title(a)) is apart
