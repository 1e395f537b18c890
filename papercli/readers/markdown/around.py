"""The words of a block before and behind the link of a paper."""

from __future__ import annotations

import re

from papercli.readers.markdown.inline import BREAK, Piece, plain
from papercli.readers.markdown.labels import is_label, is_venue_or_date
from papercli.readers.markdown.people import is_credit, is_names
from papercli.readers.markdown.titles import NICKNAME_WORDS, cleaned, is_prose, word_count
from papercli.text.pattern import Pattern

_ET_AL = Pattern(r"\bet\.? ?al\b|et\.? al\.", re.IGNORECASE)
_WORDS = Pattern(r"[^\W_]")


def words_before(pieces: list[Piece], end: Piece | None) -> str:
    """The words before a link, without labels."""
    words: list[str] = []
    for piece in pieces:
        if piece is end:
            break
        if piece.url is None or not is_label(piece.text):
            apart = piece.code and is_venue_or_date(piece.text)
            words.append(BREAK if apart else "" if piece.image else piece.text)
    return "".join(words).lstrip(" -–—:|").rstrip(" [(-–—:|")


def without_people(pieces: list[Piece], end: Piece) -> list[Piece]:
    """The pieces without the italics before a link that say who wrote what stands before them."""
    place = pieces.index(end)
    last = next((at for at in range(place - 1, 0, -1) if _WORDS.search(pieces[at].text, 0)), 0)
    told = pieces[last].text
    if not pieces[last].italic or not (is_names(told) or _ET_AL.search(told, 0)):
        return pieces
    title = cleaned(plain(pieces[:last]))
    return [*pieces[:last], *pieces[place:]] if word_count(title) > NICKNAME_WORDS else pieces


def italic_title(pieces: list[Piece], end: Piece) -> str:
    """The title in italics behind those who wrote it; empty where there is none."""
    for place, piece in enumerate(pieces[: pieces.index(end)]):
        if piece.italic and word_count(piece.text) > NICKNAME_WORDS and not is_names(piece.text):
            people = plain(pieces[:place]).strip(" ,.:")
            return cleaned(piece.text) if is_credit(people) else ""
    return ""


def words_after(pieces: list[Piece], own: Piece) -> str:
    """The text behind the labels with which a line begins."""
    words: list[str] = []
    for piece in pieces[pieces.index(own) + 1 :]:
        if piece.url and not is_label(piece.text):
            break
        if piece.stop:
            if words and words[-1].rstrip().endswith((".", "?", "!")):
                break
            words += ["\n"] if words else []
            continue
        if words[-1:] == ["\n"] and is_prose(piece.text):
            break
        said = any(map(str.isalnum, piece.text)) or (words and piece.text.strip() == ")")
        if said and not piece.url and not piece.image:
            words.append(piece.text)
        elif words:
            break
    return "".join(words).lstrip(" ])-–—:|,").rstrip(" [(\n")
