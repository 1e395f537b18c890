"""How surely a text is a Hugging Face Daily Papers page.

Every text is asked, most of which are none: so what has to be there is looked for by letters, and
looked at closely where they are.
"""

from __future__ import annotations

import re

from papercli.readers.base import Claim
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

_ENDS_OF_MASTHEAD = Pattern(r"email\s+inbox"), Pattern(r"research\s+community")
_MASTHEAD = Pattern(r"papers\s+in\s+your\s+email\s+inbox|and\s+the\s+research\s+community")
_IN_ONE_LINE = ("papers in your email inbox", "and the research community")
_LONGEST_MASTHEAD = 80
_WORDS_FOR_AUTHORS = (
    *("uthor", "UTHOR", "utor", "UTOR", "uteur", "UTEUR"),
    *("втор", "ВТОР", "作者"),
)
"""What they have in common, without the letter that may be a capital."""
# A count of authors in a line of its own, whatever stands before it.
_AUTHORS = Pattern(
    r"(?m)^[^\n]{0,16}(?<![0-9])[0-9][0-9,]{0,11}[\s\u00a0]+(?:authors?|autor(?:en|es|i)?|auteurs?"
    r"|автор(?:ов|а)?|(?:位|名)?作者)\b[^\n]{0,40}$",
    re.I,
)
_LONGEST_COUNT = 40
_WITHIN_WORDS, _BEGINNING = Pattern("[\u00ad\u200b-\u200d\u2060]"), 20_000
"""Invisible characters that a tool puts into words, and letters in which a page shows itself."""


def claim(text: str) -> Claim:
    """How surely the text is such a page: by words of a masthead, or by a count of authors."""
    if source(text):
        return Claim(0.0)
    if (strength := _strength(text)) or text.isascii():
        return Claim(strength)
    beginning = text[:_BEGINNING]
    hidden = _WITHIN_WORDS.search(beginning)
    return Claim(_strength(_WITHIN_WORDS.sub("", beginning)) if hidden else 0.0)


def _strength(text: str) -> float:
    return 0.9 if _has_masthead(text) else 0.5 if _counts_authors(text) else 0.0


def _has_masthead(text: str) -> bool:
    return any(masthead in text for masthead in _IN_ONE_LINE) or any(
        _MASTHEAD.search(text, max(0, found.start() - _LONGEST_MASTHEAD), found.end())
        for end in _ENDS_OF_MASTHEAD
        for found in end.finditer(text)
    )


def _counts_authors(text: str) -> bool:
    return any(_holds_count(text, word) for word in _WORDS_FOR_AUTHORS)


def _holds_count(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        count = at - 1
        while count > 0 and (text[count - 1].isspace() or text[count - 1] in "位名"):
            count -= 1
        if count > 0 and text[count - 1].isdigit():
            line = text.rfind("\n", max(0, count - _LONGEST_COUNT), count) + 1
            if (line or count <= _LONGEST_COUNT) and _AUTHORS.match(text, line):
                return True
        at = text.find(word, at + 1)
    return False
