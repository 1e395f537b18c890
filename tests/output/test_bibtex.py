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

from papercli.model.paper import Organization, Paper, PartialDate
from papercli.output.formats import write
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
        author_count=1 + bool(visible(text).strip()),
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
        printed(paper(1, authors=(name, "Grace Hopper"), author_count=2)), "bibtex"
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
        "@misc{lovelace2025naive-7,\n"
        "  title = {{Na\u00efve \\textbraceleft{}Caches\\textbraceright{} "
        "\\& 50\\% of \u5927\u8a9e\u8a00\u6a21\u578b}},\n"
        "  author = {Ada Lov\u00e9lace and {Command and Control Group}},\n"
        "  organization = {Kelp Laboratory},\n"
        "  year = {2025},\n"
        "  month = may,\n"
        "  day = {26},\n"
        "  eprint = {2505.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  doi = {10.1000/a_b},\n"
        "  url = {https://example.org/a_b},\n"
        "  abstract = {We cache, therefore we are.},\n"
        "}\n"
    )


def test_a_key_depends_on_the_paper_alone() -> None:
    same = [paper(number, "The Same Title") for number in (3, 44, 4)]
    keys = re.findall(r"@misc\{([^,]+),", printed(*same, paper(99, "\u6a21\u578b")))
    assert keys == ["same-3", "same-44", "same-4", "paper-99"]
    assert re.findall(r"@misc\{([^,]+),", printed(same[1])) == ["same-44"]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"published": PartialDate(2024, 5)}, "kelp2024forests-1"),
        ({"published": PartialDate(2024, 5, 1, inferred=True)}, "kelpforests-1"),
        ({"authors": ()}, "forests-1"),
        ({"title": "GPT4"}, "kelpgpt4-1"),
        ({"title": "x" * 500}, f"kelp{'x' * 40}-1"),
    ],
)
def test_keys_say_what_they_can(fields: dict[str, object], key: str) -> None:
    title = str(fields.pop("title", "The Forests"))
    one = paper(1, title, **{"authors": ("Kelp, Ada",), **fields})
    assert printed(one).startswith(f"@misc{{{key},\n")


def test_abstracts_only_on_request() -> None:
    stream = io.StringIO(newline="")
    write("bibtex", [paper_row(FULL)], ("id", "title"), stream)
    assert "abstract" not in stream.getvalue()
    assert printed(FULL) == stream.getvalue()[:-2] + (
        "  abstract = {We cache, therefore we are.},\n}\n"
    )


def test_kinds_and_where_a_paper_appeared() -> None:
    row = {
        **paper_row(FULL),
        "kind": "inproceedings",
        "venue": "Lamps & Co.",
        "categories": ["cs.CL"],
    }
    row |= {"author_count": 9, "openreview_id": "abcDEF123"}
    stream = io.StringIO(newline="")
    write("bibtex", [row], (), stream)
    text = stream.getvalue()
    assert text.startswith("@inproceedings{lovelace2025naive-7,\n")
    for line in (
        "  booktitle = {Lamps \\& Co.},",
        "  primaryclass = {cs.CL},",
        "  author = {Ada Lov\u00e9lace and {Command and Control Group} and others},",
        "  note = {9 authors},",
        "  howpublished = {\\url{https://openreview.net/forum?id=abcDEF123}},",
    ):
        assert line in text.splitlines()
    read_by_both(text)
