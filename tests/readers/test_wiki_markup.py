"""A page in the mark-up of a wiki or a note-taking tool is the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from papercli.readers.wiki_markup import without_wiki_markup
from tests.readers.around import folded
from tests.readers.test_saved_pages import TRENDING, UNDATED, contents, titles

_AUTHORS = re.compile(r"(?m)^  • (\d+ authors?)$")

Change = Callable[[str], str]


def written(heading: Callable[[str, int], str], person: str, authors: str) -> Change:
    """The page with headings that link each paper, and pictures of persons above its authors."""

    def changed(text: str) -> str:
        text = _AUTHORS.sub(lambda match: f"{person}\n{authors.format(match[1])}", text)
        return titles(heading)(text)

    return changed


CHANGES: dict[str, Change] = {
    "AsciiDoc": written(
        lambda title, place: f"==== link:/papers/{place}[{title}]\n\nlink:/papers/{place}[]",
        "* image:/avatars/1.svg[/avatars/1]",
        "* {{blank}}\n+\n{}",
    ),
    "AsciiDoc, wrapped": lambda text: folded(CHANGES["AsciiDoc"](text), 90),
    "Org": written(
        lambda title, place: (
            f"*** [[/papers/{place}][{title}]]\n:PROPERTIES:\n:CUSTOM_ID: no-{place}\n:END:"
        ),
        "- [[/avatars/1.svg]]",
        "-\n\n  {}",
    ),
    "MediaWiki": written(
        lambda title, place: f"=== [[papers/{place}|{title}]] ===\n\n[[papers/{place}|]]",
        "* [[File:/avatars/1.svg]]",
        "* {}",
    ),
    "DokuWiki": written(
        lambda title, place: f"==== {title} ====\n\n[[papers/{place}|{{{{/thumb/1.png}}}}]]",
        "  * {{{{/avatars/1.svg}}}}",
        "  * {}",
    ),
    "XWiki": written(
        lambda title, place: (
            f'=== [[{title}>>/papers/{place}]] {{{{id name="no-{place}" /}}}}===\n\n'
            f"[[>>/papers/{place}]]"
        ),
        "*. [[image:/avatars/1.svg]]",
        "*. {}",
    ),
    "Jira": written(
        lambda title, place: (
            f"h3. {{anchor:no-{place}}}[{title}|/papers/{place}]\n[/papers/{place}]"
        ),
        "* !/avatars/1.svg!",
        "* {}",
    ),
    "Textile": written(
        lambda title, place: f'h3(#no-{place}). "{title}":/papers/{place}',
        "* !/avatars/1.svg!",
        "* {}",
    ),
    "reStructuredText": written(
        lambda title, place: (
            f".. rubric:: `{title} </papers/{place}>`__\n   :name: no-{place}\n\n"
            f"` </papers/{place}>`__"
        ),
        "- |image1|\n",
        "- {}\n",
    ),
    "lines that are not to be filled": lambda text: re.sub(
        r"(?m)^(  • .*|·|[A-Z][a-z]{2} \d.*)$",
        lambda match: f"| {match[0].strip()}" if "\n·\n" in text else match[0],
        text,
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("text", [TRENDING, UNDATED], ids=["trending", "undated"])
def test_a_page_in_mark_up_is_the_page(text: str, kind: str) -> None:
    assert contents(CHANGES[kind](text)) == contents(text)


@pytest.mark.parametrize("kind", CHANGES)
def test_every_line_keeps_its_number(kind: str) -> None:
    rows = CHANGES[kind](TRENDING).split("\n")
    plain = without_wiki_markup(rows)
    assert len(plain) == len(rows)
    assert all(after == before for before, after in zip(rows, plain, strict=True) if before == "·")


@pytest.mark.parametrize(
    "row",
    ["`Kelp <http://kelp.example/a\nb>`__", "[[File:kelp\nforest.png|harbor-lab]]"],
    ids=["reStructuredText", "MediaWiki"],
)
def test_a_line_end_within_an_address_is_kept(row: str) -> None:
    signs = ["`a <b>`_", "[[a|b]]"] * 3
    rows = [*signs, *row.split("\n"), "·"]
    assert [place for place, text in enumerate(without_wiki_markup(rows)) if text == "·"] == [8]


def test_a_field_without_a_value_takes_nothing_of_the_next_line() -> None:
    rows = ["`a <b>`_"] * 3 + [":orphan:", "Kelp Forests", ":alt: kelp"]
    assert without_wiki_markup(rows)[3:] == ["", "Kelp Forests", ""]


def test_one_sign_of_a_language_makes_no_wiki_of_a_page() -> None:
    rows = ["We read [[1]][2] and E[Y|X], then [[a|b]].", "It is `fast <slow>`_ or not.", "| x"]
    assert without_wiki_markup(rows) == rows


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("*** [[https://a.b/papers/1][Kelp Seen from Above]]", "*** Kelp Seen from Above"),
        ("==== link:https://a.b/1[Kelp Seen from Above]", "==== Kelp Seen from Above"),
        ("=== [[https://a.b/1|Kelp Seen from Above]] ===", "=== Kelp Seen from Above ==="),
    ],
)
def test_a_title_that_links_its_address_tells_a_language_by_itself(row: str, expected: str) -> None:
    assert without_wiki_markup([row, "We count."]) == [expected, "We count."]
    within = [f"It is {row}.", "We count \\(x\\)."]
    assert without_wiki_markup(within) == within


def test_the_account_of_an_organization_is_the_name_of_its_picture() -> None:
    rows = ["image:/a.png[harbor-lab] Harbor Lab", "image:/b.png[/b]", "link:/c[image:/c.png[] 2]"]
    assert without_wiki_markup(rows) == ["harbor-lab  Harbor Lab", "", " 2"]
