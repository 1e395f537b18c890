"""Files that hold the source of a page are told from its text, and not read as if they were it."""

from __future__ import annotations

import pytest

from papercli.readers import UnknownFormatError, read_bytes
from papercli.readers.document_languages import language
from papercli.readers.markup import source
from tests.readers.around import folded
from tests.readers.pages import ABSTRACTS, entry, page

PAGE = page(entry(0), entry(1))
IN_HTML = "".join(f"<p>{line}</p>\n" for line in PAGE.splitlines())
MAIL = "From: <Saved>\nSubject: Daily Papers\nMIME-Version: 1.0\nContent-Type: "


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("<!DOCTYPE html>\n", "an HTML file"),
        ("\ufeff\n  <!doctype HTML>", "an HTML file"),
        ("<html lang=en>", "an HTML file"),
        ("<!-- saved from url=(0029)https://a.b/ -->\n<html>", "an HTML file"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "an HTML file"),
        (MAIL + 'multipart/related;\n\tboundary="x"\n\n<html>', "a web archive (MHTML)"),
        (MAIL + "text/html\n\n<html>", "a web archive (MHTML)"),
        ("{\\rtf1\\ansi\\ansicpg1252\n", "an RTF file"),
        ("%PDF-1.7\n", "a PDF file"),
    ],
)
def test_the_source_of_a_page_is_refused_with_a_way_out(before: str, name: str) -> None:
    text = before + (IN_HTML if "html" in before.lower() else PAGE)
    with pytest.raises(UnknownFormatError) as caught:
        read_bytes(text.encode(), "page")
    assert str(caught.value) == f"{name}, not the text of a page"
    assert caught.value.hint
    assert read_bytes(text.encode(), "page", reader="hf-page").digests, "unless asked for"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "HTML page saved by a tool\n\n",
        "<think>\n",
        "<header>\n",
        "Title: Daily Papers\nURL Source: https://example.org\nContent-Type: text/html\n\n",
        "Title: Daily Papers\nMIME-Version: 1.0\nContent-Type: text/plain\n\n",
        "{ rtf1 }\n",
        "rtf PDF-1.7\n",
    ],
)
def test_the_text_of_a_page_is_none(before: str) -> None:
    assert source(before + PAGE) is None


def test_a_pdf_is_known_by_its_bytes() -> None:
    with pytest.raises(UnknownFormatError, match="a PDF file"):
        read_bytes(b"%PDF-1.7\n\x00\x01\x02\x00" * 99, "page")


_IN_A_LANGUAGE = {
    "a manual page (troff)": (".SS {}\n.PP\n", ".IP \\(bu 2\n"),
    "a TeX document": ("\\subsubsection{{{}}}\n\n", "\\begin{itemize}\n\\item\n  "),
    "a Texinfo file": ("@subsection {}\n", "@itemize\n@item\n"),
    "a Typst document": ('=== {}\n#link("/papers/1")[]\n', "#block[\n"),
    "Haddock mark-up": ("=== {}\n#a-title-of-a-paper#\n\n", "-   "),
    "a part of an HTML or XML file": ("<h3>{}</h3>\n<p>", "</p>\n<ul>\n"),
}


@pytest.mark.parametrize("name", _IN_A_LANGUAGE)
def test_a_language_of_documents_is_refused_with_a_way_out(name: str) -> None:
    heading, item = _IN_A_LANGUAGE[name]
    papers = [
        f"{heading.format(f'Harbor Number {place}')}{folded(ABSTRACTS[place % 4], 72)}\n"
        f"{item}4 authors\n·\nMay 26 2\n"
        for place in range(9)
    ]
    text = page(*papers)
    with pytest.raises(UnknownFormatError) as caught:
        read_bytes(text.encode(), "page")
    assert str(caught.value) == f"{name}, not the text of a page"
    assert caught.value.hint
    assert read_bytes(text.encode(), "page", reader="hf-page").digests, "unless asked for"


def test_columns_side_by_side_are_refused_with_a_way_out() -> None:
    lines = folded(page(*(entry(place % 4) for place in range(40))), 50).split("\n")
    half = len(lines) // 2
    pairs = zip(lines[:half], lines[half:], strict=False)
    text = "\n".join(f"{left:<54}{right}" for left, right in pairs)
    with pytest.raises(UnknownFormatError, match="two columns side by side") as caught:
        read_bytes(text.encode(), "page")
    assert caught.value.hint
    padded = "\n".join(f"{line:<80}" for line in lines)
    assert read_bytes(padded.encode(), "page").digests


def test_a_command_in_an_abstract_makes_no_document_of_a_page() -> None:
    odd = "\\begin{equation} x \\end{equation}\n.PP\n<p>\n@item\n#block[x]\n"
    text = page(entry(0), entry(1), odd * 4, entry(2), "\n".join("a line" for _ in range(600)))
    assert language(text) is None
