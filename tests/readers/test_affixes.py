"""What nearly every title of a page has before or behind itself, and what is a title's own."""

from __future__ import annotations

import pytest

from papercli.readers.hf_affix_signs import may_have_affixes
from papercli.readers.hf_affixes import without_common_affixes

NAMES = ["Kelp from Orbit", "Ferries by Radar", "Mosses under Pressure", "Glazes and Kilns"]


@pytest.mark.parametrize(
    "dressed",
    [
        [f"{place}. {name}" for place, name in enumerate(NAMES, 1)],
        [f"{place}/40 {name}" for place, name in enumerate(NAMES, 7)],
        [f"№ {place}: {name}" for place, name in enumerate(NAMES, 98)],
        [f"{chr(0x2460 + place)} {name}" for place, name in enumerate(NAMES)],
        [f"arXiv:24{place}1.0{place}123v2 {name}" for place, name in enumerate(NAMES)],
        [f"★ {name} ↗" for name in NAMES],
        [f"«{name}»" for name in NAMES],
        [f"&laquo;{name}&raquo;" for name in NAMES],
        [f"- [x] “{name}”" for name in NAMES],
        [f"{name} [{place}]" for place, name in enumerate(NAMES, 3)],
        [f"{name}{digit}" for name, digit in zip(NAMES, "¹²³⁴", strict=True)],
        [f"{name} <https://example.org/{place}>" for place, name in enumerate(NAMES)],
        [f"{name} {{#part-{place}}}" for place, name in enumerate(NAMES)],
    ],
)
def test_what_all_have_is_taken_off(dressed: list[str]) -> None:
    assert without_common_affixes(dressed) == NAMES


@pytest.mark.parametrize(
    "own",
    [
        ["3D Kelp", "4D Mosses", "5D Glazes"],
        ["2023 in Kelp", "1984 in Mosses", "2001 in Glazes"],
        ["Kelp (VAE)", "Mosses (GAN)", "Glazes (RNN)"],
        ["Is it Kelp?", "Is it Moss?", "Is it Glaze?"],
        ["$\\mu$ of Kelp", "$\\nu$ of Mosses", "$\\pi$ of Glazes"],
        ["“Kelp” for All", "“Moss” for All", "“Glaze” for All"],
        ["Kelp for C++", "Mosses for C++", "Glazes for C++"],
        ["Paper Kelp", "Paper Mosses", "Paper Glazes"],
        ["1. Kelp", "Mosses", "Glazes", "Lanterns"],
        ["1. Kelp", "2. Mosses"],
        ["#", "##", "###"],
    ],
)
def test_what_is_of_a_title_stays(own: list[str]) -> None:
    assert without_common_affixes(own) == own


@pytest.mark.parametrize("sign", ["▲ ", ""])
def test_numbers_need_not_rise_where_many_have_them(sign: str) -> None:
    dressed = [f"{sign}{place * 37 % 100} {name}" for place, name in enumerate(NAMES * 2, 1)]
    assert without_common_affixes(dressed) == NAMES * 2
    assert without_common_affixes(dressed[:5]) == dressed[:5]


def test_one_title_without_the_number_keeps_what_it_has() -> None:
    titles = [f"{place}) {name}" for place, name in enumerate([*NAMES, *NAMES], 1)]
    titles[3] = "42 Ways to Prune a Pear"
    assert without_common_affixes(titles)[2:5] == [NAMES[2], titles[3], NAMES[0]]


def test_a_few_abstracts_that_end_in_addresses_are_no_sign_of_a_tool() -> None:
    linked = [f"Code is at https://lamps.example/{place}" for place in range(5)]
    plain = [f"Lamp {place} burns all night." for place in range(20)]
    assert may_have_affixes(linked + plain[:3])
    assert not may_have_affixes(linked + plain)


MANY = [f"{name} {word}" for name in NAMES for word in ("Revisited", "at Scale", "in Depth")]


@pytest.mark.parametrize(
    "form",
    [
        "{}: A Survey",
        "{} — A Survey",
        "Kelp-VL: {}",
        "TideEval-2024 Task 3: {}",
        "R&D: {}",
        "LLM + {}",
        "TCP/IP for {}",
        "{} in C++",
        "{} in $O(n)$",
        "Warning: what follows may offend. {}",
    ],
)
def test_what_titles_of_one_subject_share_is_theirs(form: str) -> None:
    own = [form.format(name) for name in MANY]
    assert without_common_affixes(own) == own


@pytest.mark.parametrize(
    "form", ["[b]{}[/b]", "{} (opens in a new window)", "Titel: {}", "{} … more"]
)
def test_what_a_tool_adds_all_have(form: str) -> None:
    added = [form.format(name) for name in MANY]
    assert without_common_affixes(added) == MANY
    some = [*added[: len(added) * 3 // 4], *MANY[len(added) * 3 // 4 :]]
    assert without_common_affixes(some) == some
