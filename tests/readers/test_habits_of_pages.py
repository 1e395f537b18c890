"""What only several lines of a page tell: each rule needs its number of them."""

from __future__ import annotations

import pytest

from papercli.readers.borders import PAGE_END
from papercli.readers.hf_roles import find_furniture
from papercli.readers.hf_spellings import settle
from papercli.readers.lines import undress
from papercli.readers.problems import Report
from papercli.readers.quoted_paragraphs import without_quotation_marks
from papercli.readers.run_on_lines import with_metadata_apart
from tests.readers.pages import ABSTRACTS, TITLES, page, read, sightings

CELLS = [f"Tide {number}, and what it brings" for number in range(8)]


def test_cells_are_quoted_where_all_that_need_it_are() -> None:
    plain = [f"Kelp {number}" for number in range(8)]
    quoted = [f'"{cell}"' for cell in CELLS]
    assert without_quotation_marks([*quoted, *plain]) == [*CELLS, *plain]
    assert without_quotation_marks([*quoted, *CELLS]) == [*quoted, *CELLS]


def test_a_quotation_goes_on_behind_a_mark_within_it() -> None:
    within = [row for cell in CELLS for row in (f"{cell} is “asked”", "and answers.")]
    rows = [f"“{row}" if place % 2 == 0 else f"{row}”" for place, row in enumerate(within)]
    assert without_quotation_marks(rows) == within


def test_an_organization_behind_a_title_is_metadata_where_counts_of_authors_are() -> None:
    own = [f"{title} (kelp-labs Kelp Labs · May 26)" for title in TITLES]
    assert with_metadata_apart(own) == own
    counted = [own[0].replace("kelp-labs Kelp Labs", "4 authors"), *own[1:]]
    assert [row.split(PAGE_END)[0] for row in with_metadata_apart(counted)] == TITLES


def test_one_abstract_that_ends_like_metadata_is_an_abstract() -> None:
    ended = [f"{text} • 4 authors · May 26" for text in ABSTRACTS]
    assert [row.split(PAGE_END)[0] for row in with_metadata_apart(ended)] == ABSTRACTS
    few = [*ended[:2], *ABSTRACTS[2:]]
    assert with_metadata_apart(few) == few


@pytest.mark.parametrize(
    ("name", "first", "numbered"),
    [
        ("Sheet #{}", 1, True),
        ("{} | P a g e", 2, True),
        ("Sheet #{}", 7, False),
        ("Kelp Model {}", 1, False),
    ],
)
def test_what_numbers_pages_begins_with_the_first(name: str, first: int, numbered: bool) -> None:
    rows = [
        row
        for place, text in enumerate(ABSTRACTS)
        for row in (name.format(first + place), "", text, "")
    ]
    lines = undress(rows)
    found = find_furniture(lines, 0, len(lines), None).places
    assert found == (set(range(0, len(lines), 2)) if numbered else set())


def test_senders_send_more_than_once() -> None:
    def places(*names: str) -> set[int]:
        pairs = zip(names, ABSTRACTS, strict=False)
        lines = undress([row for name, text in pairs for row in (name, "12:30", text, "")])
        return find_furniture(lines, 0, len(lines), None).places

    assert {0, 3} <= places("Ada Quill", "Ada Quill")
    assert not {0, 3} & places("Ada Quill", "Bo Lindqvist")


def settled(*rows: str) -> list[str]:
    lines = undress(list(rows))
    settle(lines, rows, Report("page.txt"))
    return [line.text for line in lines]


def test_slips_are_put_right_beside_metadata_only() -> None:
    assert settled("The tides are high.", "·", "Nov l2")[-1] == "Nov 12"
    assert settled("The tides are high.", "Nov l2", "The tides are low.")[1] == "Nov l2"


@pytest.mark.parametrize(
    ("others", "shown"),
    [
        (["13/11/2025"], "Nov 3, 2025"),
        (["11/13/2025"], "Mar 11, 2025"),
        (["4/10/2025"], "3/11/2025"),
        (["13/11/2025", "11/13/2025"], "3/11/2025"),
    ],
)
def test_dates_in_numbers_are_read_where_one_of_them_tells(others: list[str], shown: str) -> None:
    assert settled(*(row for date in ("3/11/2025", *others) for row in ("·", date)))[1] == shown


@pytest.mark.parametrize("again", [1, 5])
def test_numbers_of_links_are_of_one_list(again: int) -> None:
    entries = [
        f"{title}[{number}]\n\n{text}\n\n* 4 authors\n·\nMay 26"
        for number, (title, text) in enumerate(zip(TITLES, ABSTRACTS, strict=True), 1)
    ]
    listed = [
        f"{start + place}. https://huggingface.co/papers/2401.{start + place:05}"
        for start in (1, again)
        for place in range(4)
    ]
    found = [one.arxiv_id for one in sightings(read(page(*entries) + "\n\n" + "\n".join(listed)))]
    ids = [f"2401.{number:05}" for number in range(1, 5)]
    assert found == (ids if again == 5 else [None] * 4)
