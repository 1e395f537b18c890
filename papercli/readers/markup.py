"""Files that hold the source of a document, not the text that a person sees of it.

Read as a page, tags and control words would pass for titles and abstracts.
"""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern


class Source:
    """A kind of document source."""

    def __init__(
        self, name: str, hint: str, sign: str, beginning: Pattern, *, is_archive: bool = False
    ) -> None:
        self.name = name
        self.hint = hint
        """How to get its text."""
        self.sign = sign
        """Stands among its first `_NEAR` letters."""
        self.beginning = beginning
        self.is_archive = is_archive
        """Whether the document is a part of a message in MIME."""


_NEAR = 41
_LOOKED_AT = 4_000
"""Letters at the beginning that are looked at."""
_COPY = "open it in a browser, select all, copy, and save that as text; w3m -dump does it as well"
SOURCES = (
    Source(
        "an HTML file",
        _COPY,
        "<",
        Pattern(
            r"(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    Source(
        "a web archive (MHTML)",
        _COPY,
        ":",
        # Name: value, folded lines too, one of which says that this is mail-like.
        Pattern(
            r"(?=(?:.{0,1500}\n)?MIME-Version:)"
            r"(?:[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n)*){1,20}?"
            r"Content-Type:\s*(?:multipart/related|text/html)",
            re.IGNORECASE | re.DOTALL,
        ),
        is_archive=True,
    ),
    Source(
        "an RTF file",
        "save it as plain text; in TextEdit: Format, Make Plain Text",
        "{",
        Pattern(r"\{\\rtf[0-9]?\b"),
    ),
    Source("a PDF file", "pdftotext gives its text", "%", Pattern("%PDF-[0-9]")),
)


def source(text: str) -> Source | None:
    """The kind of document whose source a text is, by how it begins; None for plain text."""
    beginning = text[:_LOOKED_AT].lstrip("\ufeff \t\n")
    near = beginning[:_NEAR]
    return next(
        (one for one in SOURCES if one.sign in near and one.beginning.match(beginning)), None
    )
