"""What is read in a short way is what the long way gives, or is left to it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.identifiers import arxiv_id, doi
from papercli.model.paper import PartialDate
from papercli.readers import bibtex_entries, html_tree, reference_names, references
from papercli.readers.author_lists import authors_of
from papercli.readers.bibtex_regular import regular as regular_bibtex
from papercli.readers.hf_api_fields import listed
from papercli.readers.hf_api_regular import regular as regular_answer
from papercli.readers.json_entries import entries
from tests.invented import ROOT

ANSWER = (ROOT / "fixtures/hf-api/daily_2025-11-25.json").read_text(encoding="utf-8")
ODD: list[Any] = [
    None,
    "",
    " ",
    "x",
    "Ä\ud800",
    "2024-05-26",
    "12",
    12,
    1.5,
    True,
    [],
    {},
    ["x"],
    {"name": "y"},
]
PAPER = (
    "id title summary ai_summary aiSummary authors organization publishedAt upvotes"
    " submittedOnDailyAt"
)
FIELDS = [
    *(("paper", name) for name in f"{PAPER} githubRepo github_repo projectPage comments".split()),
    *(
        ("entry", name)
        for name in "publishedAt numComments organization comments submitted_at".split()
    ),
]


def changed(where: str, name: str, value: object) -> dict[str, Any]:
    """The first entry of an answer with one field changed, as it is parsed."""
    entry = copy.deepcopy(json.loads(ANSWER)[0])
    (entry if where == "entry" else entry["paper"])[name] = value
    return entries(json.dumps([entry]), lambda value: "paper" in value)[0][0].value


def test_a_regular_answer_is_read_in_the_short_way() -> None:
    for entry in entries(ANSWER, lambda value: "paper" in value)[0]:
        assert regular_answer(entry.value, 7) == listed(entry.value, 7, pytest.fail)


@pytest.mark.parametrize(("where", "name"), FIELDS)
def test_an_odd_answer_is_read_alike_or_left_alone(where: str, name: str) -> None:
    for value in ODD:
        entry, told = changed(where, name, value), list[str]()
        expected, found = listed(entry, 7, told.append), regular_answer(entry, 7)
        assert found is None or (found == expected and not told), value


FIELD = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["title", " Author", "\n  year", "note", "é", "a b", "\n% x"]),
        st.sampled_from(["=", " = ", "\n=\n", " "]),
        st.sampled_from(
            [
                "{A}",
                "{A {B {c}} d, =\n e}",
                '{\\"A {\\i}}',
                '"x, y"',
                "2024",
                "jan",
                "jan # {x}",
                "{",
                "{\\}}",
                "{a\\\n}",
                "{a@b.c}",
                "{\n@misc{b,}",
                '{"}',
                '"{"}"',
                "a.b",
                "}",
                "",
            ]
        ),
        st.sampled_from([",", " ,", "", "}", ", }\n"]),
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(FIELD, max_size=3).map("".join),
    st.sampled_from(["article", "STRING", "Misc", "commentary"]),
)
def test_bibtex_of_a_regular_entry_is_what_the_library_gives(inside: str, kind: str) -> None:
    part = f"@{kind}{{key, {inside}}}\n"
    found = regular_bibtex(part)
    if found is None:
        return
    read, told = list[bibtex_entries.Entry](), list[tuple[int, str]]()
    macros = {"jan": "jan"}
    read += bibtex_entries._read_part(part, 5, macros, lambda *what: told.append(what))
    [entry] = read
    fields = {name: bibtex_entries._value(raw, macros, pytest.fail)[0] for name, raw, _ in found[2]}
    lines = {name: line + 5 for name, _, line in found[2]}
    assert not told
    assert entry == (5, *found[:2], fields, lines, {})


def test_bibtex_as_it_is_mostly_written_needs_no_library() -> None:
    found = regular_bibtex(
        "@InProceedings{a:1,\n  title = {{A} b},\n  year=2024, month = jan,\n}\n\n"
    )
    assert found == (
        "inproceedings",
        "a:1",
        [("title", "{{A} b}", 1), ("year", "2024", 2), ("month", "jan", 2)],
    )


TAGS = st.sampled_from(
    "<div>|</div>|<p>|</p>|<br/>|<a href='<b>'>|</a >|</A>|x|<!-- </div> -->|<li|</|<".split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_the_first_look_at_depth_is_never_too_low(page: str) -> None:
    assert html_tree._most_deep(page) >= html_tree._depth(page)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", PartialDate(2019)),
        ("2019-06-01", PartialDate(2019, 6, 1)),
        ("2019/06/00", PartialDate(2019, 6)),
        ("2019/02/30", PartialDate(2019)),
        ("1399", None),
        ("٢٠١٩", None),
    ],
)
def test_a_year_or_a_day(text: str, date: PartialDate | None) -> None:
    assert references.published(text, None, None, None, lambda what: None) == date


@pytest.mark.parametrize(
    "end", ["et al.", "Et Al", "and others", "others", "3 more authors", "...", "…;", "et al. ,"]
)
def test_an_end_that_cuts_a_list_is_seen(end: str) -> None:
    names = ["Ann Bee", f"Cy Dee {end}" if end[0] in "eE" else end]
    assert reference_names.authors(names).number != 2


@pytest.mark.parametrize("end", ["et al.", "ET. AL", "etal", "and Others", "…", "..."])
def test_an_end_that_cuts_one_text_is_seen(end: str) -> None:
    assert authors_of(f"Ann Bee, Cy Dee {end}") == (("Ann Bee", "Cy Dee"), None)


@pytest.mark.parametrize("text", ["2413.00001", "0704.12345", "1501.0001", "٢٤٠٩.١٠٥٩٤", "10.1000"])
def test_a_number_that_looks_like_an_arxiv_id(text: str) -> None:
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    "text", ["10.1145/nnnnnnn.nnnnnnn", "10.1145/xxnxx", "10.1145/12...", "10.1145/1122445.1122456"]
)
def test_a_placeholder_is_no_doi(text: str) -> None:
    assert doi(text) is None
