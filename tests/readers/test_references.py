"""What BibTeX and RIS share: lists of names, dates, notes, venues."""

from __future__ import annotations

import pytest

from papercli.readers.reference_names import authors
from papercli.readers.references import (
    addresses,
    categories,
    found_identifiers,
    own_note,
    published,
    venue,
)


@pytest.mark.parametrize(
    ("names", "kept", "count"),
    [
        (["Bee, Ann", "Dee, Cy"], ("Bee, Ann", "Dee, Cy"), 2),
        (["Ann Bee"], ("Ann Bee",), 1),
        (["Bee, Ann", "others"], ("Bee, Ann",), None),
        (["Bee, Ann", "and others"], ("Bee, Ann",), None),
        (["Ann Bee et al."], ("Ann Bee",), None),
        (["Ann Bee et.al."], ("Ann Bee",), None),
        (["Ann Bee", "3 others"], ("Ann Bee",), 4),
        (["Ann Bee", "and 12 more authors"], ("Ann Bee",), 13),
        (["Ann Bee", "…"], ("Ann Bee",), None),
        (["Fee, Gil,"], ("Fee, Gil",), 1),
        (["Fee, Jr., Gil"], ("Fee, Jr., Gil",), 1),
        (["Ann Bee, Cy Dee"], ("Ann Bee, Cy Dee",), None),
        (["Ann Bee, Cy Dee, Eve Eff"], ("Ann Bee, Cy Dee, Eve Eff",), None),
        (["van der Bee, Ann Eve", "Dee, Cy"], ("van der Bee, Ann Eve", "Dee, Cy"), 2),
        (["Others, Ann"], ("Others, Ann",), 1),
        (["", " , "], None, None),
        ([], None, None),
    ],
)
def test_a_count_only_where_the_list_is_whole(
    names: list[str], kept: tuple[str, ...] | None, count: int | None
) -> None:
    assert authors(names) == (kept, count)


@pytest.mark.parametrize(
    ("fields", "expected", "problems"),
    [
        ((None, "2024", "oct", None), "2024-10", 0),
        ((None, "2024", "October", "28"), "2024-10-28", 0),
        ((None, "2024", "10", None), "2024-10", 0),
        ((None, "2024", "28 oct", None), "2024-10-28", 0),
        ((None, "2024", "5", "3"), "2024-05-03", 0),
        ((None, "2024", "05", "03"), "2024-05-03", 0),
        ((None, "2024", "oct 12--15", None), "2024-10", 0),
        ((None, "2024", "jun-aug", None), "2024-06", 0),
        ((None, "2024", "spring", None), "2024", 1),
        ((None, "2024a", None, None), "2024", 0),
        ((None, "[2024?]", None, None), "2024", 0),
        ((None, "in press", None, None), None, 1),
        ((None, "2023", "feb", "29"), "2023", 1),
        ((None, "2024", "13", None), "2024", 1),
        (("2024-10-28", "1999", "jan", None), "2024-10-28", 0),
        (("2024-10-28T09:00:00Z", None, None, None), "2024-10-28", 0),
        (("2024-10-28/2024-10-30", None, None, None), "2024-10-28", 0),
        (("2024/10/28/", None, None, None), "2024-10-28", 0),
        (("2024/10//", None, None, None), "2024-10", 0),
        (("2024///", None, None, None), "2024", 0),
        (("2024~", None, None, None), "2024", 0),
        (("20240809", None, None, None), "2024-08-09", 0),
        (("3-5 June 2020", None, None, None), "2020-06", 0),
        (("2020 Spring", None, None, None), "2020", 0),
        (("2010-2011", None, None, None), "2010", 0),
        (("2021 Aug 9", None, None, None), "2021-08-09", 0),
        (("2021 Aug-Sep", None, None, None), "2021-08", 0),
        (("12 March 2021", None, None, None), "2021-03-12", 0),
        (("soon", "2024", None, None), "2024", 1),
        ((None, "9" * 5000, None, None), None, 1),
        ((None, None, "oct", None), None, 0),
    ],
)
def test_a_date_is_as_precise_as_its_fields(
    fields: tuple[str | None, ...], expected: str | None, problems: int
) -> None:
    told: list[str] = []
    date, year, month, day = fields
    found = published(date, year, month, day, told.append)
    assert (None if found is None else str(found)) == expected
    assert len(told) == problems


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Journal of Lamps", "Journal of Lamps"),
        ("Journal of\nLamps", "Journal of Lamps"),
        ("arXiv preprint arXiv:2410.99901", None),
        ("arXiv:2410.99901 [cs, stat]", None),
        ("ArXiv e-prints", None),
        ("CoRR", None),
        ("CoRR, abs/2410.99901", None),
        ("arXiv", None),
        ("Corrosion Letters", "Corrosion Letters"),
        (" ", None),
        (None, None),
    ],
)
def test_arxiv_is_no_venue(name: str | None, expected: str | None) -> None:
    assert venue(name) == expected


def test_only_categories_of_arxiv_are_categories() -> None:
    assert categories("cs.CV, stat.ML") == ("cs.CV", "stat.ML")
    assert categories("hep-th") == ("hep-th",)
    for text in ("cs.CV and lamps", "", None):
        assert categories(text) is None


def test_the_note_of_an_exported_paper() -> None:
    assert own_note("4 authors") == (4, False, False)
    assert own_note("1 author; year inferred") == (1, False, True)
    assert own_note("not all authors; year inferred") == (None, True, True)
    for note in ("4 authors and their dogs", "", "the year inferred"):
        assert own_note(note) is None


def test_of_several_arxiv_ids_the_surest_is_taken_and_told() -> None:
    told: list[str] = []
    found = found_identifiers(["2410.01901v2", "arXiv:2410.01902"], ["10.1000/x"], told.append)
    assert (found.arxiv_id, found.version, found.doi) == ("2410.01901", 2, "10.1000/x")
    assert told == ["several arXiv ids: 2410.01901, 2410.01902; the first is taken"]
    assert found_identifiers([], ["10.48550/arXiv.2410.01901"], told.append).doi is None
    found_identifiers([], ["10.1000"], told.append)
    assert told[1:] == ["no DOI in '10.1000'"]


def test_brackets_that_an_address_opens_are_its_own() -> None:
    found = addresses("https://a.org/x_(b).", "(https://a.org/y).", "https://a.org/z_(c))")
    assert found == ("https://a.org/x_(b)", "https://a.org/y", "https://a.org/z_(c)")


def test_addresses_once_each_without_the_period_behind() -> None:
    text = "https://example.org/a. See <https://example.org/b> and https://example.org/a"
    assert addresses(text, None) == ("https://example.org/a", "https://example.org/b")
