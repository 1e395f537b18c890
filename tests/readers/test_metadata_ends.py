"""Tables whose lines have something at their ends, or whose own end is missing."""

from __future__ import annotations

import pytest

from papercli.readers.base import UnknownFormatError
from tests.readers.pages import problems, sightings, titles
from tests.readers.test_metadata import read

CUT = "the file ends within this row: what stands before its end is read"
TABLE = '"Title","Authors","Abstract"\n"Kelp","Ann Bee","We count."\n"Tides","Cy Dee","We wait."\n'
LIST = """\
# Papers

|Date|Title|Authors|PDF|
|---|---|---|---|
|**2024-05-26**|**Kelp Forests Seen from Above**|Ann Bee et.al.|[2405.01234](https://arxiv.org/abs/2405.01234)|
|**2024-05-27**|**Tides, and What They Leave Behind**|Cy Dee et.al.|[2405.01235](https://arxiv.org/abs/2405.01235)|
"""
LISTED = ["Kelp Forests Seen from Above", "Tides, and What They Leave Behind"]


@pytest.mark.parametrize("blanks", [" ", "   ", "\t", " \t "])
def test_blanks_behind_a_quotation_are_no_part_of_a_cell(blanks: str) -> None:
    reading = read(TABLE.replace("\n", f"{blanks}\n"), None)
    assert [(one.title, one.abstract) for one in sightings(reading)] == [
        ("Kelp", "We count."),
        ("Tides", "We wait."),
    ]
    assert not reading.problems


@pytest.mark.parametrize("blanks", [" ", "   ", "\t"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_line_of_blanks_is_empty(blanks: str, sign: str) -> None:
    rows = f"title,doi,year\n{blanks}\nKelp,10.1234/a,\n{blanks}\n{blanks}\n"
    reading = read(rows.replace(",", sign))
    assert titles(reading) == ["Kelp"]
    assert not reading.problems


def test_what_is_left_of_a_byte_order_mark_is_no_column() -> None:
    reading = read(f"?{TABLE}", None)
    assert [(one.title, one.abstract) for one in sightings(reading)] == [
        ("Kelp", "We count."),
        ("Tides", "We wait."),
    ]


def test_a_header_in_which_quotation_marks_run_wild_is_none() -> None:
    names = "Key,Title,Author,Date,DOI,Url".split(",")
    wild = ",".join(f'"{name}"' for name in names).replace("Author", 'Au" " " thor" ')
    with pytest.raises(UnknownFormatError):
        read(f'{wild}\n"a","Kelp","Ann Bee","2020","",""\n', None)


def test_a_row_may_lack_what_has_no_name() -> None:
    reading = read("title,doi,,\nKelp,10.1234/a\nTides,10.1234/b,,\nSeas,10.1234/c\nSands\n")
    assert titles(reading) == ["Kelp", "Tides", "Seas"]
    assert problems(reading) == [(5, "1 cell where the header has 4")]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ('"Seas","Bo Fay","We sa', ("Seas", ("Bo Fay",), None)),
        ('"Seas","Bo Fay","We say ""so', ("Seas", ("Bo Fay",), None)),
        ('"Seas","Bo F', ("Seas", None, None)),
        ('"Seas", "Bo F', ("Seas", None, None)),
        ('"Seas","Bo Fay"', ("Seas", None, None)),
        ("Seas,Bo F", ("Seas", None, None)),
    ],
)
def test_a_row_that_the_end_of_the_file_cuts_keeps_its_whole_cells(
    last: str, expected: tuple[object, ...]
) -> None:
    table = TABLE.replace('"We wait."', '""')
    reading = read(f"{table}{last}")
    found = sightings(reading)[-1]
    assert (found.title, found.authors, found.abstract) == expected
    assert problems(reading) == [(4, CUT)]


@pytest.mark.parametrize(
    "last", ['"Sea', '"Seas', '"Seas,Bo Fay', "Seas", '"Seas "and" Tides,Bo F']
)
def test_a_title_that_the_end_of_the_file_cuts_is_none(last: str) -> None:
    table = TABLE.replace('"We wait."', '""')
    reading = read(f"{table}{last}")
    assert titles(reading) == ["Kelp", "Tides"]
    assert [line for line, _ in problems(reading)] == [4]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Seas", []),
        ("Seas,Bo F", ["Seas"]),
        ("Seas,Bo Fay", ["Seas"]),
        ("Seas,Bo Fay,We", ["Seas"]),
    ],
)
def test_whole_rows_that_end_in_something_do_not_make_a_cut_one_whole(
    last: str, expected: list[str]
) -> None:
    reading = read(f"{TABLE}{last}")
    assert titles(reading) == ["Kelp", "Tides", *expected]
    told = "1 cell where the header has 3" if last == "Seas" else CUT
    assert problems(reading) == [(4, told)] * (last.count(",") < 2)
    # Where other rows lack their last cells, the last may do so too.
    assert titles(read(f"{TABLE}Sands\n{last}")) == ["Kelp", "Tides", "Sands", "Seas"]


def test_what_is_left_of_a_broken_row_is_none_at_the_end_of_the_file_either() -> None:
    table = TABLE.replace('"We wait."', '""')
    reading = read(f"{table}Seas,Bo Fay\nand the rest, of i")
    assert titles(reading) == ["Kelp", "Tides"]


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LIST.replace("\n", "\n\n"),
        LIST.replace("\n", "\n\n\n"),
        LIST.replace("|---|---|---|---|\n", "") + "|---|---|---|---|\n",
    ],
)
def test_a_table_in_markdown_is_none_of_data(text: str) -> None:
    reading = read(text, None)
    assert [one for one in titles(reading) if one] == LISTED
    assert [digest.reader for digest in reading.digests] == ["markdown-list"]


def test_a_list_that_stands_before_a_table_of_data_is_no_preamble() -> None:
    papers = "".join(
        f"- [{one}](https://arxiv.org/abs/2405.0123{n})\n" for n, one in enumerate(LISTED)
    )
    reading = read(f"# Papers\n\n{papers}title,doi\nSeas,10.1234/a\n", None)
    assert titles(reading)[:2] == LISTED


def test_a_line_of_json_is_no_header_of_another_table() -> None:
    record = '[{"id": "k0", "type": "article", "title": "Seas"}]'
    reading = read(f"id\ttitle\tabstract\n1\tKelp\tWe count.\n{record}\n2\tTides\tWe wait.\n")
    assert titles(reading) == ["Kelp", "Tides"]
    assert [line for line, _ in problems(reading)] == [3]
