"""Every format: what it prints for no, one and several papers, and that it reads back equal."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.output.as_json import write_object
from papercli.output.as_table import draw as draw_table
from papercli.output.console import console
from papercli.output.formats import WRITERS, write
from papercli.output.rows import BRIEF_FIELDS, PAPER_FIELDS, flat, paper_row
from tests.output.papers import FULL, HOSTILE, paper

TITLES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60
)


SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that are seen: signs around the digits or letters that follow them."""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(name: str, *papers: object, fields: tuple[str, ...] = PAPER_FIELDS) -> str:
    stream = io.StringIO(newline="")
    count = write(name, map(paper_row, papers), fields, stream)  # type: ignore[arg-type]
    assert count == len(papers)
    return stream.getvalue()


def test_json_holds_every_key_in_order_with_nulls() -> None:
    [row] = json.loads(printed("json", paper()))
    assert tuple(row) == PAPER_FIELDS
    assert row["published"] is None
    assert row["digests"] == [
        {"path": "a.txt", "date": "--03-17", "line": 9, "year_inferred": False}
    ]


def test_json_of_a_full_paper() -> None:
    [row] = json.loads(printed("json", FULL))
    assert row["published"] == "2025-05-26"
    assert row["authors"] == ["Ada Lov\u00e9lace", "Command and Control Group"]
    assert row["organization"] == {"slug": "kelp", "name": "Kelp Laboratory"}
    assert row["comments"] == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", "[]\n"),
        ("ndjson", ""),
        ("tsv", ""),
        ("lines", ""),
        ("bibtex", ""),
        ("ris", ""),
        ("csl-json", "[]\n"),
        ("markdown-list", ""),
        ("csv", ",".join(PAPER_FIELDS) + "\n"),
    ],
)
def test_nothing_found(name: str, text: str) -> None:
    assert printed(name) == text


@given(st.lists(TITLES, max_size=4))
def test_json_and_ndjson_read_back_equal(titles: list[str]) -> None:
    papers = [paper(number, title) for number, title in enumerate(titles)]
    expected = [paper_row(one) for one in papers]
    assert json.loads(printed("json", *papers)) == expected
    assert [json.loads(line) for line in printed("ndjson", *papers).split("\n")[:-1]] == expected


@given(st.lists(TITLES, max_size=4))
def test_csv_reads_back_equal(titles: list[str]) -> None:
    papers = [paper(number, title) for number, title in enumerate(titles)]
    text = printed("csv", *papers, fields=("id", "title"))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expected = [[str(one.id), one.title.replace("\r", "\n")] for one in papers]
    assert rows == [["id", "title"], *expected]


@given(st.lists(TITLES, max_size=4))
def test_tsv_is_one_line_a_paper_whatever_the_titles(titles: list[str]) -> None:
    papers = [paper(number, title) for number, title in enumerate(titles)]
    lines = printed("tsv", *papers, fields=BRIEF_FIELDS).splitlines()
    assert len(lines) == len(papers)
    assert all(line.count("\t") == len(BRIEF_FIELDS) - 1 for line in lines)


def test_only_the_fields_asked_for() -> None:
    assert json.loads(printed("json", FULL, fields=("title", "id"))) == [
        {"title": FULL.title, "id": 7}
    ]
    assert printed("tsv", FULL, fields=("id", "comments")) == "7\t0\n"
    assert printed("csv", FULL, fields=("id", "published")) == "id,published\n7,2025-05-26\n"


def test_text_formats_flatten_what_json_nests() -> None:
    row = paper_row(FULL)
    assert flat(row["authors"]) == "Ada Lov\u00e9lace; Command and Control Group"
    assert flat(row["organization"]) == "Kelp Laboratory"
    assert flat(row["digests"]) == "a.txt:9; b; c.txt:120"
    assert flat(None) == ""


@pytest.mark.parametrize("name", ["tsv", "markdown", "bibtex", "ris", "csl-json", "markdown-list"])
def test_titles_are_data(name: str) -> None:
    text = printed(
        name, paper(1, HOSTILE), fields=BRIEF_FIELDS if WRITERS[name].any_rows else PAPER_FIELDS
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert ":smile:" in text


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_json_escapes_what_a_terminal_would_act_upon(name: str) -> None:
    text = printed(name, paper(1, HOSTILE + " \x7f \u2028 \u200f na\u00efve"), fields=("title",))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u2028\u202a-\u202e]", text)
    assert "na\u00efve" in text
    [row] = json.loads(text) if name == "json" else [json.loads(text)]
    assert row["title"].startswith(HOSTILE)


HIDDEN = [
    letter
    for letter in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    if letter not in SIGNS
]


def raw(text: str) -> list[str]:
    """What a terminal would act upon, but for the line ends of the layout."""
    return sorted(set(text.replace("\n", "")) & set(HIDDEN))


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_no_format_prints_what_a_terminal_would_act_upon(name: str) -> None:
    stream = Terminal(newline="")
    papers = [paper(number, f"A{letter}b") for number, letter in enumerate(HIDDEN)]
    write(name, map(paper_row, papers), ("id", "title"), stream)
    layout = "\t" if name in ("tsv", "lines") else ""
    assert raw(stream.getvalue().replace(layout, "")) == []
    assert stream.getvalue().count("\n") < 6 * len(papers) + 5


@pytest.mark.parametrize("letter", ["\n", "\x7f", "\ufffa", "\U000e0001", "\ud800"], ids=ascii)
def test_a_report_in_json_reads_back_equal(letter: str) -> None:
    value = {f"k{letter}": [f"a{letter}b", {"path": letter}]}
    stream = io.StringIO()
    write_object(value, stream)
    assert raw(stream.getvalue()) == []
    assert json.loads(stream.getvalue()) == value


def test_json_escapes_every_hidden_character_and_nothing_else() -> None:
    title = " ".join(HIDDEN)
    text = printed("json", paper(1, title), fields=("title",))
    assert text.isascii()
    assert json.loads(text) == [{"title": title}]
    for letter in (*SIGNS, "\N{NO-BREAK SPACE}", "\N{COMBINING ACUTE ACCENT}", "\U0001f600", "模"):
        assert letter in printed("json", paper(1, letter), fields=("title",))


def test_a_table_draws_nothing_hidden() -> None:
    stream = io.StringIO()
    screen = console(stream, "never")
    screen.width = 200
    rows = [paper_row(paper(number, f"A{letter}b")) for number, letter in enumerate(HIDDEN)]
    draw_table(rows, ("id", "title"), screen)
    assert raw(stream.getvalue()) == []
    assert len(stream.getvalue().splitlines()) == len(HIDDEN) + 2


def test_csv_is_as_read_in_a_pipe_and_harmless_on_a_terminal() -> None:
    row = [paper_row(paper(1, HOSTILE))]
    screen = Terminal(newline="")
    write("csv", row, ("id", "title"), screen)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", screen.getvalue())
    assert len(screen.getvalue().splitlines()) == 2
    assert HOSTILE in printed("csv", paper(1, HOSTILE), fields=("title",))


def test_markdown_shows_special_letters_as_they_stand() -> None:
    text = printed("markdown", paper(1, "A | *b* <i>c</i> [d](e)"), fields=("id", "title"))
    assert (
        text == "| ID | Title |\n| --- | --- |\n| 1 | A \\| \\*b\\* \\<i\\>c\\</i\\> \\[d\\](e) |\n"
    )


@pytest.mark.parametrize(
    "name", sorted(name for name, writer in WRITERS.items() if not writer.by_eye)
)
def test_machine_formats_are_utf8_whatever_the_locale(name: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    write(name, [paper_row(FULL)], PAPER_FIELDS, stream)
    stream.flush()
    assert "Na\u00efve" in raw.getvalue().decode("utf-8")


def test_tsv_escapes_what_the_locale_lacks() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    write("tsv", [paper_row(FULL)], ("title",), stream)
    stream.flush()
    assert raw.getvalue().startswith("Na\u00efve".encode("cp1252"))
    assert b"\\u5927" in raw.getvalue()


def test_a_path_that_is_no_utf8_keeps_its_bytes_in_json() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    write("json", [{"path": "caf\udce9.txt"}], ("path",), stream)
    stream.flush()
    assert json.loads(raw.getvalue()) == [{"path": "caf\udce9.txt"}]


def test_every_format_has_a_writer() -> None:
    assert set(WRITERS) == {
        *("json", "ndjson", "csv", "tsv", "lines", "markdown"),
        *("bibtex", "ris", "csl-json", "markdown-list"),
    }


def test_lines_name_every_fact_that_is_known() -> None:
    fields = tuple(field for field in PAPER_FIELDS if not field.endswith("_inferred"))
    papers = (paper(1, "A", links=("x", "y"), comments=0), paper(2, "B"))
    first, second = printed("lines", *papers, fields=fields).split("\n\n")
    assert first.splitlines() == [
        *("id\t1", "title\tA", "comments\t0", "links\tx", "links\ty"),
        *("digests\ta.txt:9", "sightings\t1"),
    ]
    assert second.splitlines() == ["id\t2", "title\tB", "digests\ta.txt:9", "sightings\t1"]
