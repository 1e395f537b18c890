"""What tags of HTML say of where a block of Markdown begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from papercli.text.pattern import Pattern

_BREAKS = Pattern(r"(?:<br\s?/?>\s*){2}\Z", re.I)
_PARAGRAPH_ENDS = Pattern(r"</p>\s*\Z", re.I)
_DETAILS = Pattern(r"\s*</?details\b", re.I)
_SUMMARY = Pattern(
    r"\s*(?:<details\b[^<>]{0,60}>\s*)?<summary\b[^<>]{0,60}>(.{1,600})</summary>\s*", re.I
)
_FEWEST_WORDS = 4
"""Of a summary that is more than a label."""
_INVITING = frozenset(
    "click show see view open expand toggle unfold read more full abstract".split()
)
"""With what a longer one begins that is none the less, unless it is set as a title."""
_BOLD, _LINKED = ("**", "__", "<b>", "<strong>"), ("](", "href=", "://")
_LOOKED_AT = 60
"""Lines of a block."""


def is_of_details(line: str) -> bool:
    """Whether a line begins or ends what is shown on demand."""
    return _DETAILS.match(line) is not None


def has_details(block: Sequence[str], *, item: bool) -> bool:
    """Whether details belong to the block above them: an item whose title is bold or linked, or a
    bold title whose links are still to come."""
    if is_of_details(block[0]):
        return False
    bold = _has(block, _BOLD)
    return (bold or _has(block, _LINKED)) if item else (bold and not _has(block, _LINKED))


def heading(line: str) -> str | None:
    """The summary that a line is, if it is the heading of the details and no invitation to look at
    them."""
    found = _SUMMARY.fullmatch(line)
    words = found[1].split() if found else []
    if found is None or len(words) < _FEWEST_WORDS:
        return None
    invites = words[0].lower().strip(":.,") in _INVITING and any(map(str.islower, words[1:]))
    return None if invites else found[1]


def ends_paragraph(block: Sequence[str], line: str) -> bool:
    """Whether the last line of a block ends what is said of one paper; its links may stand in a
    paragraph of their own."""
    if _BREAKS.search(line, 0):
        return True
    return _PARAGRAPH_ENDS.search(line, 0) is not None and _has(block, _LINKED)


def _has(block: Sequence[str], signs: tuple[str, ...]) -> bool:
    return any(sign in line for line in block[:_LOOKED_AT] for sign in signs)
