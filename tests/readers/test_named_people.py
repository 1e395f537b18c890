"""Organizations that have several names in one, and people who are named in their place."""

from __future__ import annotations

import pytest

from papercli.readers.hf_fast_path import read_regular
from papercli.readers.named_people import authors_named
from tests.readers.pages import entry, page, read, sightings

ORGANIZATIONS = [
    ("UOC", "University of Coral, Los Arcos"),
    ("huster", "Harbor University of Science and Technology"),
    ("TIDE-AIR", "AIR, Tide University"),
    ("Kelp-Tides", "Tides Team, Kelp Technology"),
    ("KelpVGI", "Kelp Visual Generation and Interaction Center"),
    ("fnlp", "OpenTide (SII, Fathom NLP)"),
    ("Quayside", "Quayside Media, Blue Harbor"),
]


@pytest.mark.parametrize("dress", ["  • {}", "{}"])
@pytest.mark.parametrize(("slug", "name"), ORGANIZATIONS)
def test_an_organization_of_several_names_is_one(slug: str, name: str, dress: str) -> None:
    entries = [
        entry(0, dress.format(f"{slug} {name}") + "\n·\nMay 26 2"),
        *(entry(x) for x in (1, 2, 3)),
    ]
    text = page(*entries)
    assert (read_regular([line.strip() for line in text.split("\n")]) is None) is ("•" in dress)
    one, *others = sightings(read(text))
    assert one.organization == (slug, name)
    assert (one.author_count, one.comments) == (None, 2)
    assert [other.author_count for other in others] == [4, 4, 4]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Ada Quill, Bo Lindqvist", 2),
        ("Ada Quill, Juan de la Mar, and J.-P. O’Hara", 3),
        ("Ángel Škoda, Łucja Żak & Ömer Çelik", 3),
        ("Ada Quill et al. (5 authors)", 5),
        ("Ada Quill and 7 more authors", 8),
        ("Ada Quill", 0),
        ("Ada Quill, Chen", 0),
        ("ada Quill, Bo Lindqvist", 0),
        ("University of Coral, Los Arcos", 0),
        ("Ada Quill, Tide Laboratory", 0),
        ("Learning from Silence, Ada Quill", 0),
    ],
)
def test_authors_are_named_where_all_of_a_line_is_names(line: str, count: int) -> None:
    assert authors_named(line) == count
