"""Languages in which documents are written, told by lines all through a text.

Their sources begin as any text does, so that `papercli.readers.markup` does not know them. Read as
a page, commands would pass for titles, and what they are about for abstracts.
"""

from __future__ import annotations

from collections import Counter

from papercli.named_tuples import NamedTuple
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


COLUMNS = "two columns side by side"
AS_ONE_COLUMN = "save it so that one column follows the other; pdftotext without -layout does that"
_GUTTER = Pattern(r"(?<! ) {3,}(?=\w.{13})")
_WIDE, _FEWEST_WIDE, _MOSTLY, _LEAST_BOTH = 60, 40, 0.6, 0.3
"""Letters of a line that may hold two columns; how many such lines tell it; of them, those whose
second column begins in one place, and those that have a first one."""
_NARROWEST = 12
"""Letters in a line of a column."""


def in_columns(text: str) -> bool:
    """Whether most long lines of a text are two lines side by side."""
    wide = [line for line in text.split("\n") if len(line) >= _WIDE]
    if len(wide) < _FEWEST_WIDE:
        return False
    starts = Counter(match.end() for line in wide for match in _GUTTER.finditer(line))
    second, count = starts.most_common(1)[0] if starts else (0, 0)
    both = sum(len(line[:second].strip()) >= _NARROWEST for line in wide)
    return count >= _MOSTLY * len(wide) and both >= _LEAST_BOTH * len(wide)


def language(text: str) -> Language | None:
    """The language of a document whose mark-up stands all through the text; None for plain text.

    Takes longer than `papercli.readers.markup.source`, and is for texts that are not in the layout
    of a page.
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
