"""Labels before the parts of an entry, as clippers write them, and words that are none."""

from __future__ import annotations

import pytest

from tests.readers.pages import ABSTRACTS, TITLES, entry, page, problems, read, sightings

NAMES = ("Ann Tide", "Bo Sand", "Cy van Reef")
FORMS = {
    "plain": "Title: {title}\n\nAbstract: {abstract}",
    "without blank lines": "Title: {title}\nAbstract: {abstract}",
    "bold": "**Title:** {title}\n\n**Abstract:** {abstract}",
    "bold without the colon": "**Title**: {title}\n\n**Abstract**: {abstract}",
    "bold round both": "**Title: {title}**\n\n**Abstract.** {abstract}",
    "emphasized": "_Title:_ {title}\n\n*Abstract:* {abstract}",
    "capitals": "TITLE: {title}\n\nABSTRACT: {abstract}",
    "dashes": "{title}\n\nAbstract—{abstract}",
    "the abstract's alone": "{title}\n\nabstract: {abstract}",
    "a summary": "## {title}\n\n**Summary**: {abstract}",
    "lines of their own": "Title\n{title}\n\nAbstract\n{abstract}",
    "names": "Title: {title}\nAuthors: {names}\nAbstract: {abstract}",
    "names in paragraphs": "**Title:** {title}\n\n**Authors:** {names}\n\n**Abstract:** {abstract}",
    "names in a list": "- **Title**: {title}\n- **Authors**: {names}\n- **Abstract**: {abstract}",
    "names below a heading": "### {title}\n\n*Authors: {names}*\n\n{abstract}",
}


def labeled(form: str, *names: str) -> str:
    listed = ", ".join(NAMES) if not names else names[0]
    return page(
        *(
            form.format(title=TITLES[number], abstract=ABSTRACTS[number], names=listed)
            + "\n\n  • 4 authors\n·\nMay 26 2"
            for number in range(3)
        )
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_label_is_taken_off_and_names_are_read(form: str) -> None:
    reading = read(labeled(form))
    found = sightings(reading)
    assert [one.title for one in found] == TITLES[:3]
    assert [one.abstract for one in found] == ABSTRACTS[:3]
    assert {one.author_count for one in found} == {4}
    assert {one.authors for one in found} == {NAMES if "{names}" in form else None}
    assert problems(reading) == []


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Ann Tide, Bo Sand and Cy van Reef", NAMES),
        ("Ann Tide; Bo Sand; Cy van Reef.", NAMES),
        ("Ann Tide & Bo Sand", NAMES[:2]),
        ("Ann Tide et al.", None),
        ("Ann Tide, Bo Sand, and 7 more", None),
    ],
)
def test_a_list_of_names_is_read_where_it_is_whole(
    listed: str, names: tuple[str, ...] | None
) -> None:
    found = sightings(read(labeled(FORMS["names"], listed)))
    assert [one.title for one in found] == TITLES[:3]
    assert {one.authors for one in found} == {names}


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Abstract: A Tool for Short Texts", ABSTRACTS[0]),
        ("Title Generation: A Study of Headlines", ABSTRACTS[0]),
        ("Authors and Their Machines", ABSTRACTS[0]),
        (TITLES[0], "Abstract reasoning is hard. " + ABSTRACTS[0]),
        (TITLES[0], "Summary statistics are easy. " + ABSTRACTS[0]),
        (TITLES[0], "Abstract-level plans are long. " + ABSTRACTS[0]),
    ],
)
def test_a_word_is_no_label(title: str, abstract: str) -> None:
    text = page(f"{title}\n\n{abstract}\n\n  • 4 authors\n·\nMay 26 2", entry(1), entry(2))
    first = sightings(read(text))[0]
    assert (first.title, first.abstract) == (title, abstract)


BRIEF = "The easy half of each problem is solved in linear time, and the hard half is rare."
MARK = "AI-generated summary"


@pytest.mark.parametrize(
    ("body", "abstract"),
    [
        (f"{MARK}\n\n{BRIEF}", f"{MARK}: {BRIEF}"),
        (f"{BRIEF}\n\n{MARK}", f"{BRIEF} ({MARK}.)"),
        (f"{BRIEF}\n{MARK}", f"{BRIEF} ({MARK}.)"),
        (f"{BRIEF}\n\n*{MARK}*\n\n{ABSTRACTS[0]}", ABSTRACTS[0]),
    ],
)
def test_a_text_that_the_page_calls_a_summary_says_so(body: str, abstract: str) -> None:
    metadata = "  • 4 authors\n·\nMay 26 2"
    reading = read(page(f"{TITLES[0]}\n\n{body}\n\n{metadata}", entry(1), entry(2)))
    first = sightings(reading)[0]
    assert (first.title, first.abstract) == (TITLES[0], abstract)
    assert len(sightings(reading)) == 3
    assert problems(reading) == []


def test_emphasis_within_lines_of_a_markdown_page_is_no_text() -> None:
    marked = ABSTRACTS[0].replace("linear", "__linear__").replace("easy half", "_easy half_")
    marked = marked.replace("data sets", "data\\_sets").replace("rare", "**rare**")
    text = page(f"### {TITLES[0]}\n\n{marked}\n\n  • 4 authors\n·\nMay 26 2", entry(1), entry(2))
    assert sightings(read(text))[0].abstract == ABSTRACTS[0].replace("data sets", "data_sets")
