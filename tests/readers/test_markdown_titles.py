"""Titles that hold what lists put around titles: numbers in brackets, years, words in brackets."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from tests.readers.pages import titles

USUAL = [f"Usual Paper {word}: Growing Kelp in Deep Water" for word in ("One", "Two", "Three")]
LAYOUTS = [
    "- [{title}](https://arxiv.org/abs/2401.{number:05})",
    "- **{title}** [[pdf](https://arxiv.org/abs/2401.{number:05})]",
    "- {title} [[pdf](https://arxiv.org/abs/2401.{number:05})]",
    "- Moreau et al. (2024). {title}. [arXiv](https://arxiv.org/abs/2401.{number:05})",
]


def read(layout: str, title: str) -> list[str]:
    wanted = [*USUAL, title]
    items = (layout.format(title=one, number=number) for number, one in enumerate(wanted, 1))
    return titles(read_bytes("\n".join(("# Papers\n", *items, "")).encode(), "list.md"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "title",
    [
        "TrimBot2020: An Outdoor Robot for Gardens",
        "NADI 2023: The Fourth Shared Task on Dialects",
        "SyGuS-Comp 2016: Results and Analysis",
        "PIXEL 2010 - A Report from the Workshop",
        "Larder, 2021, and Beyond: Kelp in the New Decade",
        "Discrete Series of Representations for Sp(4)",
        "Whittaker Modules for the Algebra W(2,2)",
        "Quantum Differential Operators on K[x]",
        "Step Edge Barriers on GaAs(001)",
        "Earthquakes and the Seismicity of Japan (1926-2005)",
        "Quadratic Fields of Type (2,2)",
        "RumourEval 2019: Determining Support for Rumors",
        "(2+1)-Dimensional Charged Gravastars",
        "(p,q)-Regular Operators between Lattices",
        "(When) should you adjust for several tests?",
    ],
)
def test_what_belongs_to_a_title_stays(layout: str, title: str) -> None:
    assert read(layout, title) == [*USUAL, title]


@pytest.mark.parametrize("layout", LAYOUTS[:2])
@pytest.mark.parametrize("part", ["(II)", "(iv)", "(2)"])
def test_the_number_of_a_part_stays(layout: str, part: str) -> None:
    title = f"Diagrams of Scattering in Kelp. {part}"
    assert read(layout, title) == [*USUAL, title]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "around",
    [
        "(App) {}",
        "(2024) {}",
        "(ICIAP 2023) {}",
        "CVPR 2023: {}",
        "{} (2023)",
        "{} (2023-05)",
        "{} (ICIAP 2023)",
        "{}(NeurIPS 2023)",
        "{}. (Extended Abstract)",
    ],
)
def test_what_a_list_puts_around_a_title_goes(layout: str, around: str) -> None:
    assert read(layout, around.format("Tides at Night and by Day"))[-1] == (
        "Tides at Night and by Day"
    )


@pytest.mark.parametrize("layout", LAYOUTS[:3])
@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Kelp (2019) Revisited by Many", "Kelp (2019) Revisited by Many"),
        ("Moreau (2019) The Kelp of the Northern Shores", "The Kelp of the Northern Shores"),
        ("Moreau (2019). Kelp Counted Twice", "Kelp Counted Twice"),
        ("Moreau et al. (2019) Kelp Counted Twice", "Kelp Counted Twice"),
    ],
)
def test_a_word_and_a_year_before_a_few_words_are_no_author(
    layout: str, written: str, title: str
) -> None:
    assert read(layout, written) == [*USUAL, title]
