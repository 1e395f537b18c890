"""A nickname, or the beginning of a title, that is linked or bold, and the title that goes on
behind it."""

from __future__ import annotations

from papercli.readers.markdown.around import words_before
from papercli.readers.markdown.inline import Piece, plain
from papercli.readers.markdown.leading import leading_title
from papercli.readers.markdown.people import is_credit, is_names
from papercli.readers.markdown.titles import (
    LONGEST_TITLE,
    NICKNAME_WORDS,
    SHORT_GROUP,
    cleaned,
    is_capitalized,
    is_report,
    is_title,
    word_count,
)
from papercli.text.pattern import Pattern

_QUOTED = Pattern(r"[\"“«「]([^\"“”«»「」\n]{2,300})[\"”»」]")
_BETWEEN = " \t\n]-–—:|,.("
"""What divides a nickname from the title or from those who wrote it."""
_LONGEST_IN_BRACKETS = 4
"""Words of a nickname that stands in brackets of its own: ``[CNN Complete]``."""


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
    apart = name.startswith("[") and name.endswith("]")
    is_long = word_count(name) > (_LONGEST_IN_BRACKETS if apart else NICKNAME_WORDS)
    if not is_long and cleaned(text[:place]) and (whole := leading_title(text)) and name in whole:
        return name if is_report(whole) else whole  # bold within a title
    rest = text[place + len(name) :].lstrip()
    if word_count(name) <= SHORT_GROUP and (
        marked := _marked(rest, is_long) or _in_italics(pieces, name, own, is_long)
    ):
        return marked if word_count(marked) > NICKNAME_WORDS else name
    title = leading_title(rest.lstrip("]: ")) or ""
    if word_count(title) <= NICKNAME_WORDS:
        return name
    if is_long:
        return f"{name}: {title}" if rest.startswith(":") and is_capitalized(title) else name
    if rest.startswith("]") or apart:
        return title
    whole = title if title.startswith(name) else f"{name}: {title}"
    if rest.startswith(":") and is_capitalized(title):
        return whole
    # Behind a dash stands what a newsletter says, unless it is set as a title.
    dashed = rest[:1] in {"-", "–", "—", "|"} and not _ends_sentence(rest)
    return title if dashed and is_capitalized(title) and not is_report(title) else name


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith(".") and not is_names(text.rpartition(",")[2])


def _marked(rest: str, is_long: bool) -> str:
    """The title in quotation marks behind a nickname; empty where anything but those who wrote it
    stands between, or nothing but a colon behind a name that may be a title itself."""
    found = _QUOTED.search(rest, 0)
    if found is None:
        return ""
    before = rest[: found.start()].strip(_BETWEEN)
    inner = cleaned(found[1])
    told = is_credit(before) if before else not is_long or rest.startswith(":")
    whole = is_title(inner) or (is_capitalized(inner) and word_count(inner) <= LONGEST_TITLE)
    return inner if told and whole else ""


def _in_italics(pieces: list[Piece], name: str, own: Piece, is_long: bool) -> str:
    """The title in italics behind a nickname and those who wrote it; empty without one."""
    start = next((at for at, piece in enumerate(pieces) if name in cleaned(piece.text)), None)
    end = pieces.index(own)
    for place in range(end if start is None else start + 1, end):
        piece = pieces[place]
        title = cleaned(piece.text)
        if not piece.italic or word_count(title) <= NICKNAME_WORDS or is_names(title):
            continue
        between = plain(pieces[(start or 0) + 1 : place]).strip(_BETWEEN)
        told = is_credit(between) if between else not is_long and is_capitalized(title)
        return title if told and is_title(title) else ""
    return ""
