"""What reads usual ids and lists of names at a glance gives what reads them closely."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.identifiers import arxiv_id, doi, identifiers
from papercli.readers import author_lists, names, note_paper, reference_names, references
from papercli.readers.feed import reading
from papercli.readers.markdown import people
from papercli.readers.metadata import authors
from papercli.usual_identifiers import plain_arxiv_id, plain_doi

BEFORE = ("", "https://arxiv.org/abs/", "http://arxiv.org/pdf/", "https://huggingface.co/papers/")
OTHERS_BEFORE = ("oai:arXiv.org:", "arXiv:", "arxiv:", "10.48550/arXiv.", "abs/", "x", "arXiv:cs/")
NUMBERS = "2405.01234 0704.0001 0703.0001 1412.9999 1501.0001 1501.00001 9101.00001".split()
ODD = "2413.01234 2405.00000 0704.0000 240٥.01234 2405.012345 0112017".split()
BEHIND = ("", "v1", "v12", "v0", "v100", "v", ".pdf", "v2.pdf", "V2", " ", "\n", "/", "#x", "v²")
ids = st.builds(
    "{}{}{}".format,
    st.sampled_from((*BEFORE, *OTHERS_BEFORE)),
    st.sampled_from((*NUMBERS, *ODD)),
    st.sampled_from(BEHIND),
)

NAMES = (
    "Ada QuillBo Lindqvist",
    "Ada Quill",
    "Bo Lindqvist",
    "Quill",
    "A.",
    "J. R.",
    "Jr.",
    "Al Gore",
    "Y Li",
    "王伟",
)
BETWEEN = (", ", "; ", ",", " and ", " & ", ", and ", "  ", "\n", "\u00a0", " , ", " And ")
ENDS = ("", " et al.", ", others", " and 5 others", "...", "…", "... .", " (1 and 2)", ", 3 more")
lists = st.builds(
    lambda pairs, end: "".join(map("".join, pairs)) + end,
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(BETWEEN)), max_size=6),
    st.sampled_from(ENDS),
)


def test_usual_ids_are_read_at_a_glance() -> None:
    assert all(plain_arxiv_id(f"{before}2405.01234v2") for before in BEFORE)
    assert plain_doi("10.1145/3292500.3330925")


@given(ids)
def test_an_id_is_the_same_at_a_glance(text: str) -> None:
    assert arxiv_id(text) == arxiv_id(f" {text}")
    assert identifiers(text) == identifiers(f" {text}")


@given(
    st.builds(
        "10.{}/{}{}".format,
        st.sampled_from(("1145", "48550", "18653", "5281", "1", "1145/v1")),
        st.text("aAnxé.(/<&%;: 7_-", max_size=8),
        st.sampled_from(("", "9", "acl", "nn", "arXiv.2405.01234", "...", ".pdf", "abs-1")),
    )
)
def test_a_doi_is_the_same_at_a_glance(text: str) -> None:
    found = plain_doi(text)
    if found:
        assert found == doi(text)
        assert identifiers(text) == (None, None, found, None, None)


@pytest.mark.parametrize(
    ("module", "look", "read"),
    [
        (names, "usual_names", names.names_in),
        (reading, "usual_names", lambda text: reading._authors([text])),
        (author_lists, "_plain", author_lists.authors_of),
        (note_paper, "_is_plain_name", lambda text: note_paper._people(text.split(", "))),
        (note_paper, "_is_plain_name", lambda text: note_paper._people([text])),
    ],
    ids=["names", "authors in a feed", "authors", "a list in a note", "a text in a note"],
)
@given(text=lists)
@settings(max_examples=300)
def test_a_list_of_names_is_the_same_at_a_glance(
    module: Any, look: str, read: Any, text: str
) -> None:
    at_a_glance = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, look, lambda *args: None)
        assert read(text) == at_a_glance


@given(
    st.lists(
        st.lists(st.sampled_from(("Quill", " Ada ", "", "Jr.", "others", "et al")), max_size=4)
        | st.sampled_from(("Quill, Ada", None, "abc")),
        max_size=4,
    )
)
def test_names_in_three_parts_are_the_same_at_a_glance(value: list[Any]) -> None:
    at_a_glance = authors.authors_of(value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authors, "_in_three_parts", lambda value: None)
        assert authors.authors_of(value) == at_a_glance


CUT_IN_LISTS = (
    *"al ALSO et …\u00a0 ... 等 等人 others and\u00a0OTHER\u017f et.al".split(" "),
    " . ",
    "",
    "x",
)


@given(lists, st.lists(st.sampled_from(CUT_IN_LISTS), max_size=3).map(" ".join))
@settings(max_examples=300)
def test_what_stands_for_further_names_is_told_at_a_glance(text: str, end: str) -> None:
    found, closely = people.et_al(text + end), people._ET_AL.search(text + end)
    assert (found and found.span()) == (closely and closely.span())


PEOPLE = st.sampled_from((*NAMES, "Quill, A.", "Bee, Ann, Dee, Cy", "", " Bee ", "AL", "Dee,"))
CUTS = st.sampled_from(("", " et al.", "others", " AND OTHERS.", "...", "…", " ;", "al .", "more"))


@given(st.lists(st.builds("{}{}".format, PEOPLE, CUTS), max_size=4))
@settings(max_examples=300)
def test_names_of_a_field_each_are_the_same_at_a_glance(several: list[str]) -> None:
    at_a_glance = reference_names.authors(several)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference_names, "whole_names", lambda several: None)
        assert reference_names.authors(several) == at_a_glance


ADDRESSES = st.sampled_from(
    (
        *("https://doi.org/10.1145/a.1", "https://arxiv.org/abs/2405.01234", "2405.01234v2"),
        *(
            "http://e.org/ABS/2405.01234",
            "https://openreview.net/forum?id=aBcDeF1234",
            "http://a.b",
        ),
        *("https://aclanthology.org/P19-1001", "https://hf.co/papers/2405.01234", "corr/abs-1", ""),
    )
)


@given(
    st.lists(ADDRESSES, max_size=3),
    st.lists(st.sampled_from(("10.1145/a.1", "10.48550/arXiv.2405.01234", "x")), max_size=2),
)
def test_identifiers_of_an_entry_are_the_same_at_a_glance(own: list[str], dois: list[str]) -> None:
    told: list[str] = []
    at_a_glance = references.found_identifiers(own, dois, told.append), [*told]
    told.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references, "plain_doi", lambda text: None)
        assert (references.found_identifiers(own, dois, told.append), told) == at_a_glance
