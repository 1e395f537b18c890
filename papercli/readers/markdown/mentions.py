"""Whether a link or a name is that of the paper of a block, or of one that is spoken of."""

from __future__ import annotations

import re

from papercli.readers.markdown.inline import Piece, plain
from papercli.readers.markdown.labels import is_venue_or_date
from papercli.readers.markdown.people import is_credit, is_names
from papercli.readers.markdown.titles import (
    NICKNAME_WORDS,
    cleaned,
    is_capitalized,
    is_prose,
    word_count,
)
from papercli.text.pattern import Pattern

_TAKEN_FROM = Pattern(
    r"\b(?:inspired|proposed|introduced|described|presented|based|adapted|taken|used)"
    r" (?:by|in|from|on) [A-Z][^.:;]{0,80}\bet al\.?\s*\Z",
    re.IGNORECASE,
)
"""What says that the paper behind it is another's work, of which a list speaks in passing."""
_BEFORE_NAME = ' \t\n-*+([.,:–—“"«'
_DETERMINERS = ("the ", "a ", "an ", "this ", "these ", "our ", "their ", "its ")
_LONGEST_TOPIC = 6
SENTENCE_BEFORE = 4
"""So many words of running text before a link make it a mention."""


def is_cited(pieces: list[Piece], name: str) -> bool:
    """Whether those who wrote it, perhaps with the year, stand directly before a name, or the year
    and they within its link: such a name is a title."""
    text = plain(pieces)
    before = text[: max(text.find(name), 0)].strip(_BEFORE_NAME)
    return bool(before) and is_credit(before)


def begins(paper: Piece, before: str) -> bool:
    """Whether the words before a link leave it the name of the block: of a nickname there are none,
    else every word in a sentence that leads to a paper would be one."""
    if word_count(cleaned(paper.text)) <= NICKNAME_WORDS:
        bare = cleaned(before)
        return not bare or is_venue_or_date(bare) or is_names(bare)
    return not (is_mention(before) or _goes_on(paper.text, before)) or _is_named(paper, before)


def _is_named(paper: Piece, before: str) -> bool:
    """Whether a link in brackets behind a few words is the title of the paper that they tell of:
    ``Curious exploration ([Title](...))``."""
    few = word_count(before) <= _LONGEST_TOPIC and not is_prose(before)
    return few and word_count(paper.text) > NICKNAME_WORDS and is_capitalized(paper.text)


def _goes_on(text: str, before: str) -> bool:
    """Whether the words of a link are an object of those before it: "Uses [a set of pictures]"."""
    bare = cleaned(before)
    if not bare or not text.startswith(_DETERMINERS) or bare.endswith((":", ".", "|")):
        return False
    return not (is_names(bare) or is_venue_or_date(bare))


def is_mention(before: str) -> bool:
    """Whether the words before a link are running text, which speaks of the paper in passing."""
    bare = cleaned(before)
    if word_count(bare) < SENTENCE_BEFORE:
        return is_prose(bare)
    return not (
        is_names(bare) or is_venue_or_date(bare) or before.rstrip().endswith((":", ".", "|"))
    )


def is_taken_from(before: str) -> bool:
    """Whether the words before a link tell of whom something was taken, and name no paper."""
    return _TAKEN_FROM.search(before, 0) is not None
