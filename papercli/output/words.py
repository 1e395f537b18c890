"""Where the words of a query stand in a text, as nearly as the index would have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from papercli.text.letters import PLAIN
from papercli.text.stems import ENDINGS

SHORTEST_STEM = 3
"""Letters; what is left of a shorter word begins too many others."""


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of every word of ``text`` that begins as one of ``words`` does.

    Case, accents and endings are no difference: "caches" is found by "cache". Emphasis only; what
    matches is decided by the index.
    """
    wanted = {part for word in words for part in re.findall(r"\w+", _plain(word))}
    if not wanted:
        return []
    # A short word stands only for itself.
    stems = {stem for word in wanted if len(stem := ENDINGS.sub("", word)) > SHORTEST_STEM}
    lengths = sorted(set(map(len, stems)))
    return [
        match.span()
        for match in re.finditer(r"\w+", _plain(text))
        if match[0] in wanted or any(match[0][:length] in stems for length in lengths)
    ]


def _plain(text: str) -> str:
    """The text without case and accents, letter for letter, so that places stay what they were."""
    if text.isascii():
        return text.lower()
    return "".join(normalize("NFKD", PLAIN.get(letter, letter))[0].lower()[0] for letter in text)
