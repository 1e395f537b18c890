"""Languages in which documents are written, told by lines all through a text.

Their sources begin as any text does, so that `papercli.readers.markup` does not know them. Read as
a page, commands would pass for titles, and what they are about for abstracts.
"""

from __future__ import annotations

from typing import NamedTuple

from papercli.text.pattern import Pattern

AS_TEXT = "pandoc -t plain gives its text; so does saving the page as text"
_FEWEST, _LEAST_SHARE = 5, 100
"""Lines with mark-up that tell a language; of so many lines there is at least one."""


class Language(NamedTuple):
    """A language in which documents are written, told by lines all through the text."""

    name: str
    sign: str
    """Stands in each line with its mark-up."""
    line: Pattern


LANGUAGES = (
    Language(
        "a manual page (troff)",
        ".",
        Pattern(r"\.(?:PP|LP|SH|SS|IP|TP|RS|RE|UR|UE|TH|NH|QS|QE|DS|DE|fi|nf|br|sp)\b"),
    ),
    Language(
        "a TeX document",
        "\\",
        Pattern(
            r"\s*\\(?:begin|end|start\w+|stop\w+|(?:sub){0,2}section|chapter|paragraph|href|goto|item"
            r"|tightlist|label|usepackage|documentclass|setup\w+)(?![^\W\d_])"
        ),
    ),
    Language(
        "a Texinfo file",
        "@",
        Pattern(r"@(?:node|top|chapter|(?:sub){0,2}section|item|itemize|end|menu|image|uref)\b"),
    ),
    Language(
        "a Typst document",
        "#",
        Pattern(r"\s*(?:- )?#(?:block|box|link|image|figure|heading|set|show|let)\b"),
    ),
    Language("Haddock mark-up", "#", Pattern(r"#[a-z0-9\-]{3,300}#$")),
    # Of a paragraph in one line the tags are taken off; one in several lines begins so.
    Language(
        "a part of an HTML or XML file",
        "<",
        Pattern(r"\s*<(?:p|para)(?:\s[^<>]{0,500})?>(?!.{0,100000}</)"),
    ),
)


def language(text: str) -> Language | None:
    """The language of a document whose mark-up stands all through the text; None for plain text.

    Takes longer than `source`, and is for texts that are not in the layout of a page.
    """
    lines = text.split("\n")
    least = max(_FEWEST, len(lines) // _LEAST_SHARE)
    return next(
        (
            one
            for one in LANGUAGES
            if sum(one.sign in line and bool(one.line.match(line)) for line in lines) >= least
        ),
        None,
    )
