"""Front matter that lacks a line of dashes, or has other ones."""

from __future__ import annotations

import pytest

from papercli.readers import Reading, UnknownFormatError, read_bytes
from tests.readers.pages import problems, sightings, titles

TITLE = "Kelp Forests Seen from Above"
KEYS = f"""\
title: "{TITLE}"

# Authors
authors:
- Ada Larder
- Ben Shelf
date: "2019-09-01T00:00:00Z"
abstract: We look down.
# Display this page in the list?
featured: false
url_pdf: https://arxiv.org/pdf/1909.00001
"""
BODY = """
{{% callout note %}}
Click the *Cite* button above, or see [another](https://arxiv.org/abs/2001.00001).
{{% /callout %}}
"""
WHOLE = f"---\n{KEYS}---\n{BODY}"
UNENDED = "no line of dashes ends the front matter: read as far as its keys go"
UNBEGUN = "no line of dashes begins the front matter: read all the same"
OTHERS = "the front matter stands between other lines than of three dashes: read all the same"


def read(text: str) -> Reading:
    return read_bytes(text.encode(), "a.md")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"---\n{KEYS}{BODY}", (13, UNENDED)),
        (f"---\n{KEYS}{BODY.lstrip()}", (13, UNENDED)),
        (f"---\n{KEYS}\n# Summary\n\nIt looks down.\n", (13, UNENDED)),
        (f"{KEYS}---\n{BODY}", (1, UNBEGUN)),
        (f"{KEYS}{BODY}", (1, UNBEGUN)),
        (f"\n{KEYS}--\n{BODY}", (2, UNBEGUN)),
        (f"----\n{KEYS}---\n{BODY}", (13, OTHERS)),
        (f"---\n{KEYS}--\n{BODY}", (13, OTHERS)),
        (f"---\n{KEYS}  ---\n{BODY}", (13, OTHERS)),
        (f"—\n{KEYS}—\n{BODY}", (13, OTHERS)),
    ],
)
def test_a_note_without_one_of_its_lines_of_dashes_is_read_and_told(
    text: str, told: tuple[int, str]
) -> None:
    [found], [whole] = sightings(read(text)), sightings(read(WHOLE))
    assert found._replace(line=2) == whole
    assert (found.title, found.arxiv_id, found.author_count) == (TITLE, "1909.00001", 2)
    assert problems(read(text)) == [told]


def test_text_directly_behind_keys_is_no_front_matter() -> None:
    with pytest.raises(UnknownFormatError):
        read(f"---\ntitle: {TITLE}\narxiv: 1909.00001\nIt is about kelp.\n")


@pytest.mark.parametrize(
    "text",
    [
        "title: Kelp\nauthors: Ada Larder\nabstract: We look.\nyear: 2019\n\nTo be read.\n",
        "title: Kelp\nauthors: Ada Larder\ndoi: 10.1234/kelp\n---\nTo be read.\n",
        "title: Kelp\nauthors: A. Larder\nabstract: We look.\nyear: 2019\n---\n"
        "title: Tides\nauthors: B. Shelf\nabstract: We wait.\nyear: 2020\n---\n",
        "Title: Kelp\nAuthors: Ada Larder\nAbstract: We look.\nDate: 2019\n---\nTo be read.\n",
    ],
)
def test_fields_that_no_dashes_begin_are_front_matter_only_where_that_shows(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read(text)


def test_keys_of_what_is_no_paper_are_no_entries_where_dashes_are_missing() -> None:
    talk = KEYS.replace("abstract:", "event: Lamps\nevent_url: https://arxiv.org/abs/")
    for text in (f"---\n{talk}{BODY}", f"{talk}---\n{BODY}", f"---\n{talk}---\n{BODY}"):
        with pytest.raises(UnknownFormatError):
            read(text)


def test_a_page_on_a_talk_has_authors_and_an_abstract_and_is_no_paper() -> None:
    keys = KEYS.replace("url_pdf", "all_day: false\ndate_end: 2019\nurl_slides")
    talk = f"---\n{keys}---\n"
    with pytest.raises(UnknownFormatError):
        read(talk)
    published = talk.replace("---\ntitle", "---\npublication: In *Lamps*\ntitle")
    assert titles(read(published)) == [TITLE]
