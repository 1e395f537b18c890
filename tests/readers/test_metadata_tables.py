"""Tables of papers in CSV and TSV that are nearly right: nothing in them is lost or invented
without a word."""

from __future__ import annotations

import csv
import io
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers import metadata
from papercli.readers.metadata.aliases import ALIASES
from papercli.readers.metadata.entries import sighting_of
from papercli.readers.metadata.plans import plan_of_columns, strength_of_columns
from papercli.readers.metadata.quotations import mended
from papercli.readers.metadata.regular_rows import regular_row, shape_of_rows
from tests.readers.pages import problems, sightings, titles
from tests.readers.test_metadata import read

WITHIN = "a quotation mark within a quotation: read as part of it"
OPEN = "a quotation that nothing closes, or a wrong number of cells"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (r'"The \"Kelp\" Effect, Seen",10.1234/a', 'The "Kelp" Effect, Seen'),
        (r'"Kelp \", seen",10.1234/a', 'Kelp ", seen'),
        (r'"\"Kelp\"",10.1234/a', '"Kelp"'),
        (r'"On \"$\alpha$\" Kelp",10.1234/a', r'On "$\alpha$" Kelp'),
        (r'"On \"$\\alpha$\" Kelp\\",10.1234/a', 'On "$\\alpha$" Kelp\\'),
        ('"Tides\\",10.1234/a', "Tides\\"),
        ('"Tides\\""s",10.1234/a', 'Tides\\"s'),
    ],
)
def test_a_program_may_write_a_backslash_before_a_quotation_mark(rows: str, expected: str) -> None:
    reading = read(f"title,doi\n{rows}\nKelp,10.1234/b\n")
    assert [(one.line, one.title, one.doi) for one in sightings(reading)] == [
        (2, expected, "10.1234/a"),
        (3, "Kelp", "10.1234/b"),
    ]
    assert not reading.problems


@pytest.mark.parametrize(
    ("row", "expected", "told"),
    [
        ('"He said "hi" there",10.1234/a', 'He said "hi" there', [(2, WITHIN)]),
        ('"He said, "hi"",10.1234/a', 'He said, "hi"', [(2, WITHIN)]),
        ('""Hi", he said",10.1234/a', None, [(2, OPEN)]),
        ('"He said ""hi"" and "no", twice",10.1234/a', None, [(2, OPEN)]),
        ('"Tides" , "10.1234/a"', "Tides", []),
        ('"Tides", "10.1234/a"', "Tides", []),
        ('Tides, of 5" and more,10.1234/a', None, [(2, "3 cells where the header has 2")]),
        ('"Tides\nand "kelp"",10.1234/a', 'Tides\nand "kelp"', [(2, WITHIN)]),
        ('"Tides,10.1234/a\nSeas,', "Seas", [(2, OPEN)]),
        ("Tides, of kelp,\"10.1234/a\nand, more\"", None, [(2, "3 cells where the header has 2")]),
    ],
)  # fmt: skip
def test_a_quotation_ends_where_its_cell_does_or_is_told(
    row: str, expected: str | None, told: list[tuple[int, str]]
) -> None:
    reading = read(f'title,doi\n{row}\n"Kelp","10.1234/b"\n')
    assert titles(reading) == [*filter(None, [expected]), "Kelp"]
    assert problems(reading) == told


def test_each_quotation_without_an_end_costs_its_row_alone() -> None:
    rows = "".join(f'"A{number},10.1234/{number}\n' for number in range(50))
    reading = read(f'title,doi\n{rows}"Kelp",10.1234/z\n')
    assert titles(reading) == ["Kelp"]
    assert [line for line, _ in problems(reading)] == list(range(2, 52))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("doi,title,year\n10.1234/b,Kelp,2020\n", (4, "Kelp", "10.1234/b")),
        ("Title,DOI\nKelp,10.1234/b\n", (4, "Kelp", "10.1234/b")),
        ("Title;DOI;Year\nKelp;10.1234/b;2020\n", (4, "Kelp", "10.1234/b")),
        ("Year\tDOI\tTitle\n2020\t10.1234/b\tKelp, seen\n", (4, "Kelp, seen", "10.1234/b")),
        ("Key,Rating,My Notes,Color,Shelf,Abstract,DOI,Title\n,,,,,,10.1234/b,Kelp\n",
         (4, "Kelp", "10.1234/b")),
    ],
)  # fmt: skip
def test_a_file_behind_another_has_a_header_of_its_own(
    second: str, expected: tuple[int, str, str]
) -> None:
    reading = read(f"title,authors,doi\nTides,Ann Bee; Cy Dee,10.1234/a\n{second}")
    tides, *others = [(one.line, one.title, one.doi) for one in sightings(reading)]
    assert (tides, others) == ((2, "Tides", "10.1234/a"), [expected])
    assert not reading.problems


@pytest.mark.parametrize("row", ["Abstract,Ann Bee,10.1234/b", "Title,Ann Bee,10.1234/b"])
def test_a_title_that_is_a_word_for_a_column_is_no_header(row: str) -> None:
    reading = read(f"title,authors,doi\nTides,Cy Dee,10.1234/a\n{row}\n")
    assert titles(reading) == ["Tides", row.partition(",")[0]]


@pytest.mark.parametrize(
    "text",
    [
        "title,doi\rKelp,10.1234/a\rTides,10.1234/b\n",
        "title,doi\r\nKelp,10.1234/a\rTides,10.1234/b\r\n",
        '"Title","Publication\nYear"\n"Kelp",2020\n"Tides",2021\n',
    ],
)
def test_lines_may_end_in_several_ways(text: str) -> None:
    reading = read(text, "metadata")
    assert titles(reading) == ["Kelp", "Tides"]
    assert not reading.problems


@pytest.mark.parametrize(
    "columns",
    [
        "Document Title,Authors,Publication Title,DOI",
        "Item Title,Authors,Publication Title,Item DOI",
        "Titel,Autoren,Zeitschrift,DOI",
        "Titre,Auteurs,Revue,DOI",
        "标题,作者,期刊,DOI",
        "Paper Name,Authors,Venue,DOI",
        "Paper,Authors,Venue,DOI",
        "Name,Abstract,Venue,DOI",
        "TI,AU,SO,DI,AB",
        "Lamps exported this on 2024-05-26\nTitle,Authors,Source title,DOI",
        '"About the data: exported, with care, by Lamps"\n\nTitle,Authors,Source title,DOI',
    ],
)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_title_may_be_called_otherwise(columns: str, sign: str) -> None:
    before, _, header = columns.rpartition("\n")
    row = "Kelp Seen from Above,Ann Bee,Seas,10.1234/a" + ",Kelp." * header.endswith("AB")
    head = f"{before}\n" if before else ""
    table = f"{header}\n{row}\n".replace(",", sign)
    [found] = sightings(read(head + table, None))
    assert (found.title, found.doi) == ("Kelp Seen from Above", "10.1234/a")


def test_an_address_is_no_title_and_a_nickname_none_either() -> None:
    [found] = sightings(read("Paper,Authors\nhttps://arxiv.org/abs/2410.01901,Ann Bee\n", None))
    assert (found.title, found.arxiv_id) == ("", "2410.01901")
    [found] = sightings(read('{"title": "https://arxiv.org/abs/2410.01901"}\n{}', "metadata"))
    assert (found.title, found.arxiv_id) == ("", "2410.01901")
    reading = read("name,arxiv_id,authors\nLarder,2410.01901,Ann Bee\n", None)
    assert titles(reading) == [""]


@pytest.mark.parametrize(
    "cell",
    [
        "['Ann Bee', \"Cy O'Dee\"]",
        '["Ann Bee", "Cy O\'Dee"]',
        "[{'name': 'Ann Bee'}, {'name': \"Cy O'Dee\"}]",
        "[arxiv.Result.Author('Ann Bee'), arxiv.Result.Author(\"Cy O'Dee\")]",
        "['Ann Bee' \"Cy O'Dee\"]",
    ],
)
def test_a_cell_may_hold_a_list_as_a_program_prints_it(cell: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "authors", "categories"], ["Kelp", cell, "['cs.LG']"]])
    [found] = sightings(read(stream.getvalue()))
    assert (found.authors, found.author_count) == (("Ann Bee", "Cy O'Dee"), 2)
    assert found.categories == ("cs.LG",)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("\nname,place\nAnn Bee,Seas\n",
         [(4, "2 cells where the header has 3"), (5, "2 cells where the header has 3")]),
        ('"Tides,10.1234/b,2020\nand the rest of it\n', [(3, OPEN), (4, "1 cell where the header"
         " has 3")]),
        ("\n\nTides,10.1234/b,2020\n", []),
        ("Tides\n", []),
    ],
)  # fmt: skip
def test_what_is_left_of_a_broken_row_or_another_table_is_no_entry(
    below: str, told: list[tuple[int, str]]
) -> None:
    reading = read(f"title,doi,year\nKelp,10.1234/a,2020\n{below}")
    assert titles(reading) == ["Kelp", *["Tides"] * (not told)]
    assert problems(reading) == told


@pytest.mark.parametrize(
    ("rows", "expected", "told"),
    [
        ('"Kelp","10.1234/a",""\n"Tides""10.1234/b",""\n"Seas","10.1234/c",""\n',
         ["Kelp", "Seas"], [(3, "2 cells where the header has 3")]),
        ('"Tides""10.1234/b",""\n"Seas","10.1234/c",""\n',
         ["Seas"], [(2, "2 cells where the header has 3")]),
        ("Kelp,10.1234/a,2020\nTides,10.1234/b\nSeas\n", ["Kelp", "Tides", "Seas"], []),
        ("Kelp,10.1234/a,2020\n,Tides,10.1234/b,\n", ["Kelp"],
         [(3, "4 cells where the header has 3")]),
        ("Kelp,10.1234/a,2020,\nTides,10.1234/b,2020,\n", ["Kelp", "Tides"], []),
        ('Tides",10.1234/b,\n"Seas",,\n', ["Tides", "Seas"],
         [(2, "a quotation mark without another: left out of the title")]),
        ('What is "Kelp",10.1234/b,\n', ['What is "Kelp"'], []),
        ('"Kelp of 5""",10.1234/b,\n', ['Kelp of 5"'], []),
    ],
)  # fmt: skip
def test_a_sign_that_is_missing_shifts_no_cell(
    rows: str, expected: list[str], told: list[tuple[int, str]]
) -> None:
    reading = read(f"title,doi,year\n{rows}")
    assert titles(reading) == expected
    assert problems(reading) == told


def test_a_row_that_stands_in_the_header_is_told() -> None:
    reading = read("title,doi,yearKelp,10.1234/a,2020\nTides,10.1234/b,2020\nSeas,10.1234/c,2021\n")
    assert titles(reading) == ["Tides", "Seas"]
    [(line, problem)] = problems(reading)
    assert (line, problem[:42]) == (1, "the header is about twice as long as the r")


def test_how_rows_end_is_asked_of_each_file_that_was_put_behind_another() -> None:
    first = "title,doi,year\nKelp,10.1234/a,\n"
    reading = read(f"{first}title,year,doi\nTides,2020,10.1234/b\nSeas,2021\n")
    assert titles(reading) == ["Kelp", "Tides", "Seas"]
    assert not reading.problems


def test_a_column_may_have_lost_a_quotation_mark() -> None:
    assert titles(read('Title","DOI"\n"Kelp","10.1234/a"\n')) == ["Kelp"]
    [found] = sightings(read('"Title""Venue","DOI"\n"Kelp","Seas","10.1234/a"\n'))
    assert (found.title, found.venue, found.doi) == ("Kelp", "Seas", "10.1234/a")


def test_what_zotero_keeps_below_a_work_is_no_entry() -> None:
    rows = "attachment,Full Text PDF\nnote,Read it again\nwebpage,Kelp\n"
    assert titles(read(f"Item Type,Title\n{rows}")) == ["Kelp"]


CELLS = st.lists(st.text('Kelp "\\,\n', max_size=9).map(str.strip), min_size=2, max_size=2)


@settings(max_examples=200)
@given(st.lists(CELLS, min_size=1, max_size=4))
def test_what_is_quoted_by_the_rules_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    written = stream.getvalue()
    found = mended(written, 0, ",", 2)
    assert found.cells == rows[0] or found.within or not found.cells
    reading = read(f"title,abstract\n{written}")
    seen = [(one.title, one.abstract) for one in sightings(reading)]
    assert seen == [(title, text or None) for title, text in rows if title]


def test_the_first_look_passes_over_no_header() -> None:
    names = [alias.name for alias in ALIASES]
    tables = [pair for pair in permutations(names, 2) if strength_of_columns(pair) > 0]
    assert len(tables) > len(names)
    assert [
        pair for pair in tables if metadata.claim(f"{','.join(pair)}\nx,y\n").strength == 0
    ] == []


COLUMNS = (
    *("Title", "Abstract Note", "Author", "DOI", "Url", "Date", "Publication Year"),
    *("Publication Title", "Conference Name", "Item Type", "Extra", "Version", "Code", "Key"),
)
VALUES = (
    ("Kelp Forests Seen from Above", " Kelp  Forests of the Sea\n", "unknown", "http://a.b/c d"),
    ("", " We count kelp from above. ", "n/a", "none"),
    ("", "Bee, Ann; Dee, Cy", "Ann Bee, Cy Dee et al.", "['Ann Bee']", "3", "Bee, Ann;Dee; "),
    ("", "10.1234/kelp.5", "10.48550/arXiv.2410.01901", "no doi", "https://doi.org/10.1234/a"),
    ("", "https://arxiv.org/abs/2410.01901v2", "http://a.b/x", "https://doi.org/10.1234/b", "x",
     "http://", "https://a.b/c d", "https://openreview.net/forum?id=aBcDeF1234",
     "2410.01904", "https://a.b/arXiv.2410.01905v3", "https://a.b/10.1234/arxiv"),
    ("", "2024-05-26", "2024-05", "2024", "soon", "~2024", "26.5.2024"),
    ("", "2024", "2023", "2024-05"),
    ("", "Seas", "arXiv:2410.01901 [cs, stat]", "arXiv:2410.01902 [cs]", " "),
    ("", "Conference on Kelp", "doi:10.1234/c"),
    ("", "journalArticle", "Conference Paper", "note", "other", " "),
    ("", "arXiv: 2410.01901", "ISSN: 1234", "DOI: 10.1234/d\narXiv:2410.01903", "arXiv:2410.01901"),
    ("", "3"),
    ("", "https://github.com/a/b"),
    ("", "K"),
)  # fmt: skip
ROWS = st.tuples(*(st.sampled_from((values[:2] * 4) + values) for values in VALUES))


@settings(max_examples=600)
@given(ROWS)
def test_a_row_is_the_same_at_a_glance(cells: tuple[str, ...]) -> None:
    plan = plan_of_columns(COLUMNS)
    shape = shape_of_rows(plan)
    assert shape is not None
    told: list[str] = []
    closely = sighting_of(list(cells), plan, 7, told.append)
    found = regular_row(list(cells), shape, 7)
    assert found is None or (found == closely and not told)


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("https://arxiv.org/abs/2410.01901", "arXiv: 2410.01901"),
        ("https://openreview.net/forum?id=aBcDeF1234", ""),
        ("https://doi.org/10.1234/b", ""),
        ("https://a.b/Abstract.html", "DOI: 10.1234/d"),
    ],
)
def test_a_usual_row_is_read_at_a_glance(url: str, note: str) -> None:
    shape = shape_of_rows(plan_of_columns(COLUMNS))
    assert shape is not None
    usual = ["Kelp Forests Seen from Above", "", "Bee, Ann; Dee, Cy", "", url, "2024", "2024"]
    assert regular_row([*usual, "Seas", "", "preprint", note, "", "", ""], shape, 2) is not None
