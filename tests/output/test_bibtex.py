"""BibTeX, held against two programs that read it."""

from __future__ import annotations

import io
import re

import pytest
from bibtexparser.entrypoint import parse_string as parse_leniently
from bibtexparser.library import Library
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from papercli.model import Organization, Paper
from papercli.output import write
from papercli.output.rows import PAPER_FIELDS, paper_row
from papercli.text import visible
from tests.output.papers import FULL, paper

LETTERS = st.sampled_from("{}\\%&#$_^~\"'@=,<>|[]()`-/ aZ9\u00e9\u6a21\u202e\n") | st.characters(
    exclude_categories=["Cs"]
)
TEXTS = st.text(LETTERS, max_size=40)
TEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
"""What TeX typesets for the commands that stand for one character."""


def decoded(tex: str) -> str:
    """What TeX typesets; braces of its own leave nothing on the page."""
    return re.sub(
        r"\\([a-z]+)\{\}|\\(.)|([{}])",
        lambda found: TEX[found[1]] if found[1] else found[2] or "",
        tex,
    )


def printed(*papers: Paper) -> str:
    stream = io.StringIO(newline="")
    assert write("bibtex", map(paper_row, papers), PAPER_FIELDS, stream) == len(papers)
    return stream.getvalue()


def one_blank(text: str) -> str:
    return " ".join(text.split())


def read_by_both(text: str) -> tuple[BibliographyData, Library]:
    data = parse_string(text, "bibtex")
    library = parse_leniently(text)
    assert library.failed_blocks == []
    assert list(data.entries) == [entry.key for entry in library.entries]
    return data, library


@given(TEXTS)
@example("A set { of things")
@example("} of things")
@example("\\")
@example("\\{")
@example("@misc{x,\n title = {")
@example('100 % "of" @ all')
def test_any_text_in_any_field_leaves_every_entry_whole(text: str) -> None:
    hostile = paper(
        1,
        text,
        abstract=text,
        authors=(text, "Ada Lov\u00e9lace"),
        organization=Organization("kelp", text),
        arxiv_id=text,
        doi=text,
        url=f"https://example.org/{text}",
    )
    data, library = read_by_both(printed(hostile, FULL))
    assert len(data.entries) == 2
    assert [entry.entry_type for entry in library.entries] == ["misc", "misc"]
    first, last = data.entries.values()
    assert first.persons["author"][-1].last_names == ["Lov\u00e9lace"]
    assert len(first.persons["author"]) == 1 + bool(visible(text).strip())
    assert last.fields["doi"] == FULL.doi


@given(TEXTS)
def test_a_title_reads_back_equal(title: str) -> None:
    data, library = read_by_both(printed(paper(1, title)))
    expected = one_blank(visible(title))
    [entry] = data.entries.values()
    assert one_blank(decoded(entry.fields["title"])) == expected
    assert one_blank(decoded(library.entries[0]["title"])) == expected


@pytest.mark.parametrize(
    "name",
    [
        "A, B, C, D",
        "Kelp and Sons",
        "others",
        "Lov\u00e9lace,",
        ", Ada",
        "AND",
        "{",
        "a_b ~ c",
        ",",
    ],
)
def test_an_author_is_one_author(name: str) -> None:
    [entry] = parse_string(
        printed(paper(1, authors=(name, "Grace Hopper"))), "bibtex"
    ).entries.values()
    first, last = entry.persons["author"]
    assert one_blank(decoded(str(first))) == one_blank(visible(name))
    assert last.last_names == ["Hopper"]


@given(st.lists(st.sampled_from(["Kelp", "Kelp", "Kelpa", "Kelpb", "Kelpaa", "\u6a21", ""])))
def test_keys_never_collide(titles: list[str]) -> None:
    papers = [paper(number, title) for number, title in enumerate(titles)]
    data, _ = read_by_both(printed(*papers))
    assert len(data.entries) == len(papers)


def test_an_entry() -> None:
    assert printed(FULL) == (
        "@misc{lovelace2025naive,\n"
        "  title = {{Na\u00efve \\textbraceleft{}Caches\\textbraceright{} "
        "\\& 50\\% of \u5927\u8a9e\u8a00\u6a21\u578b}},\n"
        "  author = {Ada Lov\u00e9lace and {Command and Control Group}},\n"
        "  organization = {Kelp Laboratory},\n"
        "  year = {2025},\n"
        "  month = may,\n"
        "  eprint = {2505.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  doi = {10.1000/a_b},\n"
        "  url = {https://example.org/a_b},\n"
        "  abstract = {We cache, therefore we are.},\n"
        "}\n"
    )


def test_keys_say_what_they_can() -> None:
    papers = [paper(number, "The Same Title") for number in range(30)]
    keys = re.findall(r"@misc\{([^,]+),", printed(*papers, paper(99, "\u6a21\u578b")))
    assert keys[:3] == ["same", "samea", "sameb"]
    assert keys[-1] == "paper99"
    assert len(set(keys)) == len(keys)
