"""A nickname, or the beginning of a title, that is linked or bold, and the title that goes on
behind it."""

from __future__ import annotations

from papercli.readers.markdown.around import words_before
from papercli.readers.markdown.inline import Piece
from papercli.readers.markdown.leading import leading_title
from papercli.readers.markdown.titles import (
    NICKNAME_WORDS,
    cleaned,
    is_capitalized,
    is_report,
    word_count,
)


def with_rest(pieces: list[Piece], title: Piece, name: str) -> str:
    """A nickname that is the link, with the title that goes on behind its colon."""
    if word_count(name) > NICKNAME_WORDS:
        return name
    after = pieces[pieces.index(title) + 1 :]
    text = after[0].text if after and not after[0].url and not after[0].stop else ""
    if not text.startswith(":"):
        return name
    rest = leading_title(text[1:]) or ""
    whole = f"{name}: {rest}"
    return whole if word_count(rest) > NICKNAME_WORDS and is_capitalized(rest) else name


def behind_nickname(pieces: list[Piece], name: str, own: Piece | None) -> str:
    """The title behind a nickname in bold: ``[**Mamba**] Title``, ``**Mamba**: Title``."""
    text = words_before(pieces, own)
    place = text.find(name)
    if place < 0 or own is None:
        return name
    is_long = word_count(name) > NICKNAME_WORDS
    if not is_long and cleaned(text[:place]) and (whole := leading_title(text)) and name in whole:
        return name if is_report(whole) else whole  # bold within a title
    rest = text[place + len(name) :].lstrip()
    title = leading_title(rest.lstrip("]: ")) or ""
    if word_count(title) <= NICKNAME_WORDS:
        return name
    if is_long:
        return f"{name}: {title}" if rest.startswith(":") and is_capitalized(title) else name
    if rest.startswith("]"):
        return title
    whole = title if title.startswith(name) else f"{name}: {title}"
    if rest.startswith(":") and is_capitalized(title):
        return whole
    # Behind a dash stands what a newsletter says, unless it is set as a title.
    dashed = rest[:1] in {"-", "–", "—", "|"} and not rest.rstrip().endswith(".")
    return title if dashed and is_capitalized(title) and not is_report(title) else name
