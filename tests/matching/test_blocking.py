"""Blocking: which pairs have a key in common, how many, and through which kind of key."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from papercli.identities import NOT_IDENTIFIED
from papercli.matching import blocking
from papercli.matching.blocking import (
    LEAD_LETTERS,
    abstract_keys,
    all_block_keys,
    block_keys,
    is_of_whole_title,
    is_of_words,
    title_keys,
)
from papercli.matching.record import Record
from papercli.matching.words import bits, is_known, stem


class Row(NamedTuple):
    """Two texts, and how many keys both have: most rows stand for one kind of key alone."""

    why: str
    shared: int
    a: str
    b: str


RENDERINGS = [
    Row("case and punctuation", 11, "Watching Otters by Quiet Rivers",
        "WATCHING OTTERS (by quiet rivers!)"),
    Row("inflection", 9, "Watching Otters by Quiet Rivers", "Watching an Otter by the Quiet River"),
    Row("stop words", 4, "The Otter of the River", "An Otter in a River"),
    Row("British spelling", 6, "Colour of the Quiet River in Winter Light",
        "Color of the Quiet River in Winter Light"),
    Row("reordered", 4, "Otters of the Quiet River Watching the Rain",
        "Watching the Rain: Otters of the Quiet River"),
    Row("cut short", 1, "Watching Otters by the Quiet River in ...",
        "Watching Otters by the Quiet River in Rain and Snow"),
    Row("cut within a word", 1, "Watching Otters by the Quiet Riv...",
        "Watching Otters by the Quiet River in Rain and Snow"),
    Row("first word misspelt", 4, "Wacthing Otters by the Quiet River",
        "Watching Otters by the Quiet River"),
    Row("last word misspelt", 4, "Watching Otters by the Quiet Rvier",
        "Watching Otters by the Quiet River"),
    Row("with a name", 2, "KelpNet: Watching Otters by the Quiet River",
        "Watching Otters by the Quiet River"),
    Row("another name", 2, "KelpNet: Watching Otters by the Quiet River",
        "MossNet: Watching Otters by the Quiet River"),
    Row("without the subtitle", 3, "Watching Otters by the Quiet River: A Field Study",
        "Watching Otters by the Quiet River"),
]  # fmt: skip

KINDS = [
    Row("whole: two words joined", 2, "Light House Networks and Clouds in Kelp",
        "Lighthouse Networks and Clouds in Kelp"),
    Row("head: the whole of another", 1, "Learning Language Models: What Otters Owe to Herons",
        "Learning Language Models"),
    Row("head: of both", 1, "Learning Language Models: What Otters Owe to Herons",
        "Learning Language Models: Why Seals Ferry Moss"),
    Row("head: 14 letters", 1, "Learning Models: What Otters Owe to Herons", "Learning Models"),
    Row("head: 13 letters are too few", 0, "Learning Model: What Otters Owe to Herons",
        "Learning Model"),
    Row("start: 22 bits", 1, "Quiet Surveys of Kelp, Moss and Ferries in Spring",
        "Quiet Surveys of Glaze, Tide and Orchards in Rain"),
    Row("start: 21 bits are too few", 0, "Quiet Waves of Kelp, Moss and Ferries in Spring",
        "Quiet Waves of Glaze, Tide and Orchards in Rain"),
    Row("start: stop words apart", 1, "The Quiet Survey for Kelp, Moss and Ferries in Spring",
        "Quiet Surveys of Glaze, Tide and Orchards in Rain"),
    Row("start: what many begin with is none", 0,
        "Large Language Models Map Kelp, Moss and Ferries",
        "Large Language Models Weigh Glaze, Tides and Orchards"),
    Row("end: 30 bits", 1, "Kelp, Moss and Ferries: Gravel Orchards",
        "Tide, Glaze and Divers: Gravel Orchards"),
    Row("end: 29 bits are too few", 0, "Kelp, Moss and Ferries: Quiet Orchards",
        "Tide, Glaze and Divers: Quiet Orchards"),
    Row("end: in order", 0, "Kelp, Moss and Ferries: Gravel Orchards",
        "Tide, Glaze and Divers: Orchards on Gravel"),
    Row("initials: of seven words", 1, "Kelp, Moss, Ferries Guard Old Tide Divers",
        "Kilns Mend Frost Glaze Odd Thin Dry"),
    Row("initials: of the first seven", 1, "Kelp, Moss, Ferries Guard Old Tide Divers Better",
        "Kilns Mend Frost Glaze Odd Thin Dry Clay"),
    Row("initials: of each of them", 0, "Kelp, Moss, Ferries Guard Old Tide Divers Better",
        "Kilns Mend Frost Glaze Odd Thin Bricks Dry"),
    Row("initials: six words are too few", 0, "Kelp, Moss, Ferries Guard Old Tide",
        "Kilns Mend Frost Glaze Odd Thin"),
    Row("three words: 22 bits", 1, "Otters and Herons Survey Light Networks",
        "Networks for a Survey of Salmon, Seals and Light"),
    Row("three words: 21 bits are too few", 0, "Otters and Herons Survey Wave Networks",
        "Networks for a Survey of Salmon, Seals and Waves"),
    Row("three words: of the four rarest", 1, "Salty Otters: Rain, Salt and Birds in Quiet Light",
        "Herons Weigh Rain, Bird and Salt"),
    Row("three words: not the fifth", 0, "Salty Otters: Rain, Salt and Birds in Quiet Light",
        "Herons Weigh a Bird, Salt and a Light"),
    Row("three words: misspelt ones take no place", 2,
        "Herrons Flee the River by Night, in Rain and Dark Wintter",
        "Herons Flee the River by Night, in Rain and Dark Winter"),
    Row("three words: the rarest where few are known", 1, "Rain, Otters, Heron, Kelp and Moss",
        "Snails with Moss, Heron and Kelp"),
    Row("three words: two known are few", 1, "Otters, Rain, Quiet, Heron and Kelp",
        "Quiet Kelp, Heron, Otter and Snails"),
    Row("three words: three known are enough", 0, "Otters, Rain, Quiet, Night, Heron and Kelp",
        "Quiet Kelp, Heron, Otter and Snails"),
    Row("three words: each of them counts where few are known", 0,
        "Rain, Quiet, Heron, Kelp and Moss", "Snails with Otter, Heron and Kelp"),
    Row("two words: 17 bits, beside all words", 2, "Root Waves", "Waves at the Root"),
    Row("two words: 16 bits are too few", 1, "Root Networks", "Networks at the Root"),
    Row("two words: of four, one misspelt", 2, "Hierarchical Pruning of Orchard Networks",
        "Hierarchical Prunning of Orchard Networks"),
    Row("two words: not of five, the end alone", 1,
        "Hierarchical Pruning of Orchard Networks in Wool",
        "Hierarchical Prunning of Orchard Networks in Wool"),
]  # fmt: skip

STRANGERS = [
    Row("a topic in common", 0, "A Survey of Language Models for Otters",
        "A Survey of Language Models for Herons"),
    Row("a method in common", 0, "Large Language Models for Counting Otters",
        "Large Language Models for Weighing Herons"),
    Row("one rare word", 0, "Otters Counting Stones by the Road",
        "Painting the Otters in a Book of Winter"),
    Row("stop words only", 0, "The Otter of the River: On Its Way to Us", "On a Way to the Kelp"),
    Row("nothing", 0, "Watching Otters by the Quiet River", "Glaze Defects in Ceramic Kilns"),
]  # fmt: skip


@pytest.mark.parametrize("rule", [*RENDERINGS, *KINDS, *STRANGERS], ids=lambda rule: rule.why)
def test_keys_that_two_titles_share(rule: Row) -> None:
    assert len(title_keys(rule.a) & title_keys(rule.b)) == rule.shared


def test_the_words_of_the_table_tell_what_its_rows_say() -> None:
    for words, told in (
        ("quiet survey", 22),
        ("quiet wave", 21),
        ("gravel orchard", 30),
        ("quiet orchard", 29),
        ("survey light network", 22),
        ("survey wave network", 21),
        ("root wave", 17),
        ("root network", 16),
    ):
        assert sum(bits(stem(word)) for word in words.split()) == told
    assert not any(map(is_known, ("otter", "heron", "kelp", "moss", "orchard", "gravel")))


REEF = (
    "Harbor seals sleep on sandbanks between tides. We count them from kites that carry thermal"
    " cameras, and teach a small detector to tell pups from boulders. Fog, glare and wet kelp"
    " mislead earlier detectors. Ours ignores whatever stays warm after sunset, because granite"
    " cools slower than blubber. On nine estuaries it misses four pups in a hundred. Wardens agreed"
    " with its counts after two summers. Kites, logbooks and labels are free for anybody who asks."
)
LOAF = (
    "Bakers knead rye dough at dawn. Robots with elastic wrists imitate their folding, measure"
    " stickiness and shorten proofing. A loaf from Bergen needed eleven minutes less. Apprentices"
    " preferred colder kitchens."
)
CHILD = (
    "Speech recognizers trained on adults understand toddlers badly, and data on toddlers are"
    " scarce. We adapt a recognizer with the errors that children make on purpose, so to say, and"
    " not at random. Rules from the literature on language acquisition turn transcripts of adults"
    " into plausible child speech. A synthesizer with a shorter vocal tract then reads them aloud."
)
SHORT = "Otters guard herons. Salmon dread kelp today."

SKETCHES = [
    Row("equal", 4, REEF, REEF),
    Row("case and mark-up", 4, REEF, REEF.upper().replace("FOG", r"\emph{Fog}")),
    Row("with a label", 4, REEF, f"Abstract: {REEF}"),
    Row("cut short", 2, REEF, REEF[:200] + "..."),
    Row("cut within a word", 2, REEF, REEF[:203]),
    Row("goes on", 4, REEF, f"{REEF} Code and data: https://seals.example."),
    Row("another end", 4, REEF, REEF.replace("anybody who asks", "wardens, and nobody else")),
    Row("lines broken elsewhere", 4, REEF, REEF.replace("sleep on", "sleep\non")),
    Row("without the sentence of the first runs, those behind it are neighbors", 2, CHILD,
        CHILD.partition(". ")[2]),
    Row("another abstract", 0, REEF, LOAF),
    Row("one sentence in common", 0, REEF, f"{REEF[:47]}{LOAF}"),
    Row("the last word may be cut and is left out", 2, SHORT, SHORT.replace("today", "tod")),
    Row("words that tell little are left out", 2, SHORT,
        "The otters can guard herons. But salmon dread the kelp of today."),
    Row("seven bits tell enough", 1, SHORT.replace("dread", "aware"),
        SHORT.replace("dread", "aware")),
    Row("six bits tell too little", 0, SHORT.replace("dread", "optimal"),
        SHORT.replace("dread", "optimal")),
    Row("the order of words counts", 0, SHORT, "Herons guard otters. Kelp dread salmon today."),
    Row("every word of a run counts", 0, SHORT, SHORT.replace("herons", "moss")),
    Row("five informative words are no sketch", 0, "Otters guard herons. Salmon dread it.",
        "Otters guard herons. Salmon dread it."),
    Row("one sentence is no sketch", 0, SHORT.replace(". S", ", s"), SHORT.replace(". S", ", s")),
    Row("none", 0, "", ""),
]  # fmt: skip


@pytest.mark.parametrize("rule", SKETCHES, ids=lambda rule: rule.why)
def test_keys_that_two_abstracts_share(rule: Row) -> None:
    assert len(abstract_keys(rule.a) & abstract_keys(rule.b)) == rule.shared


def test_an_abstract_is_sketched_as_far_as_survives_truncation() -> None:
    def keys_of(abstract: str | None) -> tuple[int, ...]:
        return all_block_keys(["Kelp"], [abstract], [NOT_IDENTIFIED])[0]

    far = f"{REEF[:LEAD_LETTERS]} {LOAF}"
    assert keys_of(far) == keys_of(far[:LEAD_LETTERS]) == keys_of(REEF)
    near = f"{REEF[: LEAD_LETTERS - 100]}. {LOAF}"
    assert keys_of(near) != keys_of(near[: LEAD_LETTERS - 100])
    assert keys_of(None) == keys_of("") != keys_of(REEF)


def test_keys_of_a_record_are_those_of_title_and_abstract_sorted_and_small() -> None:
    titles = ("Watching Otters by the Quiet River", "Editorial")
    for title, abstract in zip(titles, (REEF, None), strict=True):
        keys = block_keys(Record(title=title, abstract=abstract))
        assert set(keys) == title_keys(title) | abstract_keys((abstract or "")[:LEAD_LETTERS])
        assert list(keys) == sorted(keys)
        assert all(-(2**31) <= key < 2**31 for key in keys), "four bytes each in the index"
    assert block_keys(Record(title="Kelp \ud800", abstract="half a letter \ud800"))
    assert all_block_keys(titles, [REEF, None], [NOT_IDENTIFIED] * 2) == [
        block_keys(Record(title=titles[0], abstract=REEF)),
        block_keys(Record(title=titles[1])),
    ]


@pytest.mark.parametrize(("title", "kinds"), [("Kelp", 4), ("Kelp and Moss", 5)])
def test_one_text_in_two_places_of_a_title_is_two_keys(title: str, kinds: int) -> None:
    assert len(title_keys(title)) == kinds


def test_the_key_of_a_whole_title_is_told_from_all_others() -> None:
    titles = "KelpNet: Watching Otters by Quiet Rivers", "KelpNet, Watching Otters by Quiet Rivers"
    keys = [title_keys(title) | abstract_keys(REEF) for title in titles]
    whole = [set(filter(is_of_whole_title, own)) for own in keys]
    assert whole[0] == whole[1]
    assert len(whole[0]) == 1
    words = [set(filter(is_of_words, own)) for own in keys]
    assert words[0] == words[1]
    assert words[0]
    assert words[0].isdisjoint(whole[0])
    assert len(keys[0]) > 5


def test_half_a_letter_of_json_is_a_letter_of_a_title() -> None:
    one, other = (
        Record("Kelp \ud800 Forests of the North"),
        Record("Kelp \ud801 Rivers of the South"),
    )
    assert block_keys(one)
    assert block_keys(other) != block_keys(one)


def test_the_kind_of_a_key_is_told_at_its_very_ends() -> None:
    assert [blocking.is_of_words(key) for key in (-1, 0, 1)] == [True, False, False]
    assert [blocking.is_of_whole_title(key) for key in (-1, 0, 1, 2)] == [False, False, True, False]
