"""One form for the index and for what it is asked: spelling, numbers, scripts without blanks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.text import american, other_spelling, parted
from tests.search.shelf import Row, fill, ids

SPELLED = (
    Row("Quantisation of Tides", "The behaviour of analysed harbours."),
    Row("Quantization of Dunes", "The behavior of analyzed harbors."),
    Row("Wallaby2.5 Sees", "A bigger Wallaby3."),
    Row("Wallaby 2.5 Hears", None),
    Row("Wallaby-2.5 Smells", None),
    Row("潮汐模型的量化研究", "カモメの観察。갈매기를 본다."),
    Row("A Grey Fibre in the Theatre", None),
    Row("A Gray Fiber in the Theater", None),
    Row("A Survey of Speech-to-Shell", "Shell, speech and a way to either."),
    Row("The Shell Speaks to Us", "No speech at all."),
    Row("Wombatv2 Digs", "Deep."),
    Row("Wombat V3.1 Sleeps", "Deep."),
    Row("Of Wombats", "A WombatV4 digs."),
)


@pytest.fixture(scope="module")
def spelled() -> Iterator[sqlite3.Connection]:
    connection = fill(SPELLED)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quantisation", {1, 2}),
        ("quantization", {1, 2}),
        ("QUANTISING", {1, 2}),
        ('"behaviour of analyzed harbors"', {1, 2}),
        ("title:quantised", {1, 2}),
        ("quantis*", {1, 2}),
        ("grey fibres", {7, 8}),
        ("gray theatre", {7, 8}),
        ('"gray fiber"', {7, 8}),
        ("Wallaby2.5", {3, 4, 5}),
        ("wallaby 2.5", {3, 4, 5}),
        ("Wallaby-2.5", {3, 4, 5}),
        ("wallaby", {3, 4, 5}),
        ("wallaby3", {3}),
        ("wallaby 4", set()),
        *((query, {11}) for query in ("wombatv2", "Wombat v2", "wombat-v2", "deep wombat V2 digs")),
        *((query, {12}) for query in ("wombatv3.1", "Wombat v3.1", "WombatV3", "wombat v3 deep")),
        *((query, {13}) for query in ("wombat v4", "abstract:wombat abstract:v4", "wombatv4 digs")),
        ('"wombat" v2', set()),
        ("wombat v", {12}),  # a letter is no version
        ("wombat v3 v9", set()),
        ("title:wombat abstract:v4", set()),
        ("量化", {6}),
        ("模型", {6}),
        ("型模", set()),
        ("潮汐模型的量化研究", {6}),
        ("カモメ", {6}),
        ("モメの", {6}),
        ("갈매기", {6}),
        ("매기", {6}),
        ("speech-to-shell", {9, 10}),
        ('"speech-to-shell"', {9}),
        ("speech-shell", set()),
    ],
)
def test_a_text_is_found_however_it_is_spelled(
    spelled: sqlite3.Connection, query: str, found: set[int]
) -> None:
    assert set(ids(spelled, query)) == found


def test_a_compound_as_written_comes_before_its_words_apart(spelled: sqlite3.Connection) -> None:
    assert ids(spelled, "speech-to-shell") == [9, 10]


@pytest.mark.parametrize(
    ("british", "written"),
    [
        ("tokenisation optimised polarising", "tokenization optimized polarizing"),
        ("analyse paralysed catalyser", "analyze paralyzed catalyzer"),
        ("neighbourhood Colourful misbehaviour", "neighborhood Colorful misbehavior"),
        # Words that only look British.
        *((word, word) for word in (
            "noise precise supervised promise exercise comprise otherwise enterprise expertise "
            "arise surprises advertiser revising merchandise franchise cruise poised",
            "our resources encourage contour tournament hourly four detour glamorous journal",
            "this isle is eager iso issue disease raised wise",
        )),
    ],
)  # fmt: skip
def test_british_endings_are_written_the_american_way(british: str, written: str) -> None:
    assert american(british) == written
    assert american(written) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("centred", "centered"), ("fibres", "fibers"), ("dialogues", "dialogs"),
        ("catalogued", "cataloged"), ("greyscale", "grayscale"), ("defence", "defense"),
        ("artefacts", "artifacts"), ("multicentre", "multicenter"), ("kilometres", "kilometers"),
        ("manoeuvrability", "maneuverability"), ("licencing", "licensing"), ("discs", "disks"),
        ("sulphide", "sulfide"), ("hypoglycaemic", "hypoglycemic"), ("palaeolithic", "paleolithic"),
        ("focussed", "focused"), ("unbiassed", "unbiased"), ("practise", "practice"),
        ("dialled", "dialed"), ("tyre", "tire"),
    ],
)  # fmt: skip
def test_words_that_follow_no_rule_have_their_other_spelling(one: str, other: str) -> None:
    assert other_spelling(one) == other
    assert other_spelling(other) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [("draught", "draft"), ("learnt", "learned"), ("whilst", "while"), ("scaleable", "scalable")],
)
def test_words_that_are_more_than_another_spelling_have_none(one: str, other: str) -> None:
    assert other_spelling(one) == other
    assert other_spelling(other) is None


@pytest.mark.parametrize(
    "word",
    ["noise", "parameter", "größe", "a", "x-ray", "diameter", "discrete", "discover", "manageable",
     "noticeable", "agreeable"],
)  # fmt: skip
def test_other_words_have_no_other_spelling(word: str) -> None:
    assert other_spelling(word) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0a0", "0 a 0"), ("a0a", "a 0 a"), ("GPT4o 12 b3", "GPT 4 o 12 b 3"), ("a1é2", "a 1é2"),
        ("no digit", "no digit"), ("7 2025", "7 2025"), ("", ""),
    ],
)  # fmt: skip
def test_letters_and_digits_part_wherever_they_touch(text: str, words: str) -> None:
    assert parted(text) == words


@given(st.text("aZ09é -_.漢カ글"))
def test_parting_only_adds_blanks_and_is_done_once(text: str) -> None:
    once = parted(text)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert parted(once) == once
