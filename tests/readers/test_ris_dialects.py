"""Exports of the Web of Science, RefWorks and EndNote: RIS but for their tags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers import Reading, UnknownFormatError, read_bytes
from tests.readers.pages import problems, sightings, titles

WOS = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Hansen, J
   Bee, A
AF Hansen, Jorgen
   Bee, Ann
CA Lamp Team
TI Larder: Sorting the Cache by How Soon It Is
   Needed Again
SO JOURNAL OF LAMPS
DT Article; Proceedings Paper
AB Serving is limited by memory.
   DI erected a lamp, says the text.
CR Dee C, 2001, LAMPS, V1, P2, DOI 10.1000/another
   Eff E, 2002, LAMPS, V2, P3, DOI 10.1000/others
CT 3rd Workshop on Lamps
PD OCT 28
PY 2024
DA 2025-01-31
DI 10.1000/lamps.24
UT WOS:000240957100006
ER

PT C
AU Fee, G
TI Wicks and Flames
SO Proceedings of Wicks
DT Proceedings Paper
PD SPR
PY 2010
ER

EF
"""
REFWORKS = """\
RT Journal Article
SR 1
A1 Hansen, Jorgen
A1 Bee, Ann
T1 Larder: Sorting the Cache
JF Journal of Lamps
YR 2024
FD Oct 28
DO 10.1000/lamps.24
AB Serving is limited by memory.

RT Dissertation/Thesis
A1 Fee, Gil;Dee, Cy
T1 Wicks and Flames
YR 2010
"""
ENDNOTE = """\
%0 Journal Article
%A Hansen, Jorgen
%A Bee, Ann
%T Larder: Sorting the Cache
   of Keys
%J Journal of Lamps
%D 2024
%8 October 28
%R 10.1000/lamps.24
%X Serving is limited

by memory.
%U https://example.org/larder

%0 Conference Proceedings
%A Fee, Gil
%T Wicks and Flames
%B Proceedings of Wicks
%D 2010
%8 03
%R report 7
"""


def read(text: str) -> Reading:
    return read_bytes(text.encode(), "a.txt")


def test_an_export_of_the_web_of_science_is_read() -> None:
    larder, wicks = sightings(read(WOS))
    assert larder.line == 9
    assert larder.title == "Larder: Sorting the Cache by How Soon It Is Needed Again"
    assert larder.authors == ("Hansen, Jorgen", "Bee, Ann", "Lamp Team")
    assert (larder.author_count, str(larder.published)) == (3, "2024-10-28")
    assert (larder.venue, larder.kind, larder.doi) == (
        *("JOURNAL OF LAMPS", "article", "10.1000/lamps.24"),
    )
    assert larder.abstract == "Serving is limited by memory.\nDI erected a lamp, says the text."
    assert (wicks.line, wicks.title, wicks.kind) == (27, "Wicks and Flames", "inproceedings")
    assert (wicks.authors, str(wicks.published)) == (("Fee, G",), "2010")
    assert not read(WOS).problems


def test_an_export_of_refworks_is_read() -> None:
    larder, wicks = sightings(read(REFWORKS))
    assert (larder.line, larder.title) == (5, "Larder: Sorting the Cache")
    assert (larder.authors, larder.author_count) == (("Hansen, Jorgen", "Bee, Ann"), 2)
    assert (str(larder.published), larder.doi) == ("2024-10-28", "10.1000/lamps.24")
    assert (larder.venue, larder.kind) == ("Journal of Lamps", "article")
    assert larder.abstract == "Serving is limited by memory."
    assert (wicks.authors, wicks.kind) == (("Fee, Gil", "Dee, Cy"), "thesis")
    assert not read(REFWORKS).problems


def test_an_export_of_endnote_is_read() -> None:
    larder, wicks = sightings(read(ENDNOTE))
    assert (larder.line, larder.title) == (4, "Larder: Sorting the Cache of Keys")
    assert (larder.author_count, str(larder.published)) == (2, "2024-10-28")
    assert (larder.doi, larder.url) == ("10.1000/lamps.24", "https://example.org/larder")
    assert larder.abstract == "Serving is limited\nby memory."
    assert (wicks.venue, wicks.kind, str(wicks.published), wicks.doi) == (
        *("Proceedings of Wicks", "inproceedings", "2010", None),
    )
    assert not read(ENDNOTE).problems


def test_entries_of_endnote_may_have_no_type() -> None:
    text = "%A Bee, Ann\n%T Kelp Forests\n%D 2020\n\n%T Tides at Night\n%A Dee, Cy\n%D 2021\n"
    assert [(one.line, one.title, one.author_count) for one in sightings(read(text))] == [
        (2, "Kelp Forests", 1),
        (5, "Tides at Night", 1),
    ]


def test_an_entry_without_its_end_or_its_beginning_is_read_and_told() -> None:
    unended = read(WOS.replace("ER\n\nPT C", "PT C"))
    assert titles(unended) == titles(read(WOS))
    assert problems(unended) == [
        (3, "no ER at the end of this entry; it is read all the same"),
    ]
    unbegun = read(WOS.replace("PT C\n", ""))
    assert titles(unbegun) == titles(read(WOS))
    assert problems(unbegun) == [(25, "no PT before 'AU Fee, G': read all the same")]
    assert sightings(unbegun)[1].authors == ("Fee, G",)


@pytest.mark.parametrize("text", [REFWORKS, ENDNOTE], ids=["refworks", "endnote"])
def test_a_title_in_which_the_file_ends_is_told(text: str) -> None:
    cut = text[: text.index("Wicks") + 3]
    assert titles(read(cut)) == [*titles(read(text))[:1], "Wic"]
    assert [told for _, told in problems(read(cut))] == [
        "nothing stands behind the title of this entry: it may be cut"
    ]
    assert not read(f"{cut}\n").problems


def test_two_entries_that_became_one_are_told() -> None:
    reading = read(WOS.replace("ER\n\nPT C\n", ""))
    assert titles(reading) == titles(read(WOS))[:1]
    assert problems(reading) == [(9, "TI stands twice in an entry: the first is taken")]


def test_a_line_that_lost_its_tag_is_told_and_an_entry_without_a_title_too() -> None:
    reading = read(REFWORKS.replace("YR 2024\n", "2024\n").replace("T1 Wicks", "X1 Wicks"))
    assert titles(reading) == ["Larder: Sorting the Cache"]
    assert problems(reading) == [
        (1, "no year in 'Oct 28'"),
        (7, "no tag before '2024': read as part of JF"),
        (12, "an entry without a title is left out"),
    ]


@pytest.mark.parametrize("text", [WOS, REFWORKS, ENDNOTE], ids=["wos", "refworks", "endnote"])
@pytest.mark.parametrize(
    "data",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
    ],
    ids=["crlf", "cr", "mark", "utf-16"],
)
def test_in_any_encoding(text: str, data: object) -> None:
    reading = read_bytes(data(text), "a.txt")  # type: ignore[operator]
    assert sightings(reading) == sightings(read(text))
    assert not reading.problems


@pytest.mark.parametrize(
    "text",
    [
        "%A comment\n%T another\n\\documentclass{article}\n",
        "PT J is short for a journal.\nAU is gold.\n",
        "RT @somebody Great paper\nT1 and T2 differ\n",
        "%!TEX root = main.tex\n%T Title\nText of a chapter.\n",
        "%A day of the week\n%B month\n%D date\n%T time of the day\n%U week of the year\n",
        "%A pump for lamps\n%T is the heat\n%D the depth\n%X the place\nfunction y = pump(T)\n",
        "PT 78 Platinum\nAU 79 Gold\nTI 22 Titanium\nPD 46 Palladium\nER 68 Erbium\n",
        "PT Portugal\nAU Australia\nTI Ticino\nSO Somalia\nPY Paraguay\n",
        "RT 12 ms\nT1 first timer\nA1 a cell\nAB blood\nYR year\n",
    ],
)
def test_what_begins_so_and_is_none_is_not_claimed(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read(text)


@pytest.mark.parametrize("text", [WOS, REFWORKS, ENDNOTE], ids=["wos", "refworks", "endnote"])
@given(data=st.data())
@settings(max_examples=60)
def test_what_a_cut_takes_away_costs_no_entry_before_it(text: str, data: st.DataObject) -> None:
    whole = titles(read(text))
    second = text.index("Wicks and Flames")
    end = data.draw(st.integers(second, len(text)))
    found = titles(read(text[:end]))
    assert found[0] == whole[0]
    assert found == whole or problems(read(text[:end])) or whole[1].startswith(found[1])


@pytest.mark.parametrize(
    ("text", "person", "further"),
    [
        (WOS, "AF Hansen, Jorgen\n", "   Person, {}\n"),
        (REFWORKS, "A1 Bee, Ann\n", "A1 Person, {}\n"),
        (ENDNOTE, "%A Bee, Ann\n", "%A Person, {}\n"),
    ],
    ids=["wos", "refworks", "endnote"],
)
def test_many_may_have_written_the_first_entry(text: str, person: str, further: str) -> None:
    names = "".join(further.format(f"N{number}") for number in range(900))
    crowded = text.replace(person, person + names, 1)
    assert crowded != text
    read_so = read(crowded)
    assert titles(read_so) == titles(read(text))
    assert len(sightings(read_so)[0].authors or ()) > 900 - 3
    assert not read_so.problems
