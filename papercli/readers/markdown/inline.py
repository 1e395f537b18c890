"""What stands within a block of Markdown: text, links, bold and italic words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from papercli.text.pattern import Pattern

MOST_OPEN = 40
"""Brackets that may be open at one place; beyond them a bracket is a letter."""

_ATTRIBUTE = Pattern(
    r"\bhref\s*=\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\s\"'>]{1,2000}))", re.I
)
_DESTINATION = (
    r"\(\s{0,4}(?:<(?P<pointed>[^<>\n]{0,2000})>|(?P<plain>(?:[^\s()<>]|\([^\s()]{0,300}\))*))"
    r"(?:\s{1,4}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s{0,4}\)"
)
_TOKEN = Pattern(
    r"\\(?P<escaped>[*_\[\]#|<>`~.+!-])"
    r"|(?P<code>``?[^`\n]{1,1000}``?)"
    r"|(?P<math>\$[^$\n|\[]{1,200}\$)"
    r"|(?P<image>!\[)|(?P<open>\[)"
    rf"|(?P<link>\]{_DESTINATION})"
    r"|(?P<reference>\]\[(?P<name>[^\[\]\n]{0,100})\])"
    r"|(?P<close>\])"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>"
    r"|(?P<bare>https?://[^\s<>\"`|\[\]]{1,2000})"
    r"|<(?P<tag>/?[a-zA-Z][a-zA-Z0-9]{0,10})(?P<attributes>(?:\s[^<>]{0,2000})?)/?>"
    r"|(?P<both>\*\*\*)|(?P<strong>\*\*|__(?!\w{1,40}__\w))|(?P<line>\n)"
    r"|(?P<star>\*|(?<!\w)_(?=\w)|(?<=[\w.,!?)])_(?!\w))"
)
_SHORTCODES = Pattern(r"\s*(?::[a-z][a-z0-9_+-]{1,30}:\s*)+")
"""Emoji by their names, before what they decorate."""
_BEGINS = Pattern(r"[\\`$!\[\]<*_\n]")
"""How a mark begins, other than an address that stands alone."""
_BEGINS_OR_ADDRESS = Pattern(r"[\\`$!\[\]<*_\n]|https?://")
BREAK = " | "
"""The text of a piece that stands for a break which a tag makes; one in the file is a line end."""
_AFTER_ADDRESS = ".,;:!?'*_"


@dataclass(slots=True)
class Piece:
    """A run of a block that is of one kind."""

    text: str
    url: str | None = None
    """Where it leads, if it is a link; empty where it leads nowhere."""
    bold: bool = False
    italic: bool = False
    code: bool = False
    stop: bool = False
    """Whether it is no more than the end of a line."""
    image: bool = False
    """Whether it is no more than the words for an image."""


class _Parser:
    """Divides one block; every piece is looked at once for each bracket that is open."""

    def __init__(self, references: dict[str, str]) -> None:
        self.references = references
        self.pieces: list[Piece] = []
        self.open: list[tuple[int, str, bool, bool]] = []
        self.anchor: tuple[int, str] | None = None
        self.bold = self.italic = False

    def add(self, text: str, url: str | None = None, *, code: bool = False) -> None:
        if text:
            self.pieces.append(Piece(text, url, self.bold, self.italic, code))

    def close(self, url: str | None, written: str) -> None:
        """End the bracket that was opened last: a link to ``url``, or words in brackets."""
        if not self.open:
            self.add(written)
            return
        start, mark, bold, italic = self.open.pop()
        inner = self.pieces[start + 1 :]
        if url is None:
            self.add(written)
            return
        del self.pieces[start:]
        if mark == "![":
            words = "".join(piece.text for piece in inner)
            self.pieces.append(Piece(words, image=True))
            return
        if any(piece.url is not None for piece in inner):  # no link holds a link: these stay
            self.pieces += inner
            return
        self.pieces.append(_linked(inner, url, bold=bold, italic=italic))

    def tag(self, name: str, attributes: str) -> None:
        name = name.lower()
        if name == "br" or name in {"p", "/p", "/li", "/tr", "/td", "/div", "/summary"}:
            self.pieces.append(Piece(BREAK, stop=True))
        elif name in {"b", "strong"}:
            self.bold = True
        elif name in {"/b", "/strong"}:
            self.bold = False
        elif name in {"i", "em"}:
            self.italic = True
        elif name in {"/i", "/em"}:
            self.italic = False
        elif name == "a" and (found := _ATTRIBUTE.search(attributes)):
            self.anchor = len(self.pieces), next(filter(None, found.groups()), "")
        elif name == "/a" and self.anchor:
            start, url = self.anchor
            inner, self.anchor = self.pieces[start:], None
            if start <= len(self.pieces) and not any(piece.url is not None for piece in inner):
                del self.pieces[start:]
                self.pieces.append(_linked(inner, url, bold=self.bold, italic=self.italic))

    def emphasis(self, mark: str, before: str, after: str) -> None:
        """Turn bold or italic on or off, or keep a star that is neither."""
        opens = bool(after.strip()) and not before.isalnum()
        if mark in {"**", "__"}:
            if not self.bold and not after.strip():
                self.add(mark)
            else:
                self.bold = not self.bold
        elif self.italic:
            if before.strip():
                self.italic = False
            else:
                self.add(mark)
        elif opens:
            self.italic = True
        else:
            self.add(mark)


def _linked(inner: list[Piece], url: str, *, bold: bool, italic: bool) -> Piece:
    words = "".join(piece.text for piece in inner if not piece.image).strip()
    pictured = not words
    if pictured:
        words = " ".join(piece.text for piece in inner).strip()
    loud = bold or any(piece.bold for piece in inner if piece.text.strip())
    return Piece(words, url.strip(), loud, italic, image=pictured)


def parse(text: str, references: dict[str, str] | None = None) -> list[Piece]:
    """The pieces of a block, in order; adjoining runs of one kind are one piece.

    ``references`` are the addresses that the file defines apart, by name in lower case.
    """
    if shortcodes := _SHORTCODES.match(text):
        text = text[shortcodes.end() :]
    if text and not _BEGINS_OR_ADDRESS.search(text, 0):
        return [Piece(text)]
    parser = _Parser(references or {})
    end = 0
    for match in _tokens(text):
        parser.add(text[end : match.start()])
        end = match.end()
        _take(parser, match, text)
    parser.add(text[end:])
    return _joined(parser.pieces)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The marks of a text, one after the other; between them most letters begin none, which an
    expression of several kinds is slow to see."""
    at = 0
    search = (_BEGINS_OR_ADDRESS if "http" in text else _BEGINS).search
    while begins := search(text, at):
        at = begins.start()
        if match := _TOKEN.match(text, at):
            yield match
            at = match.end()
        else:
            at += 1


def _take(parser: _Parser, match: re.Match[str], text: str) -> None:
    kind, written = match.lastgroup, match[0]
    if kind in {"tag", "attributes"}:
        parser.tag(match["tag"], match["attributes"] or "")
    elif kind == "escaped":
        parser.add(match["escaped"])
    elif kind == "code":
        inner = written.strip("`").strip()
        if inner[0:1] == "[" and inner[-1:] == ")" and "](" in inner:
            parser.pieces += parse(inner, parser.references)  # a link that somebody set as code
        else:
            parser.add(inner, code=True)
    elif written[0] in "[]!":
        _take_bracket(parser, match, written)
    elif kind == "auto":
        parser.add(match["auto"], match["auto"])
    elif kind == "bare":
        address = _without_punctuation(written)
        parser.add(address, address)
        parser.add(written[len(address) :])
    elif kind == "line":
        parser.pieces.append(Piece("\n", None, parser.bold, parser.italic, stop=True))
    elif kind == "both":
        parser.bold = parser.italic = not parser.bold
    elif kind in {"strong", "star"}:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        parser.emphasis(written, before, after)
    else:
        parser.add(written)


def _take_bracket(parser: _Parser, match: re.Match[str], written: str) -> None:
    if written.endswith("["):
        if len(parser.open) < MOST_OPEN:
            parser.open.append((len(parser.pieces), written, parser.bold, parser.italic))
        parser.pieces.append(Piece(written, None, parser.bold, parser.italic))
    elif written.startswith("]("):
        parser.close(match["pointed"] or match["plain"] or "", written)
    else:
        name = match["name"] or (_words_since(parser) if parser.references else "")
        parser.close(parser.references.get(name.strip().lower()), written)


def _words_since(parser: _Parser) -> str:
    if not parser.open:
        return ""
    start = parser.open[-1][0] + 1
    return "".join(piece.text for piece in parser.pieces[start : start + 8])


def _without_punctuation(address: str) -> str:
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and (address[end - 1] in _AFTER_ADDRESS or (address[end - 1] == ")" and surplus > 0)):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.url is piece.url is None
            and not (last.stop or piece.stop or last.image or piece.image)
            and (last.bold, last.italic, last.code) == (piece.bold, piece.italic, piece.code)
        ):
            last.text += piece.text
        else:
            joined.append(piece)
    return joined


def plain(pieces: list[Piece]) -> str:
    """The words of the pieces, without images; the ends of lines are blanks."""
    words = "".join([" " if piece.stop else "" if piece.image else piece.text for piece in pieces])
    return " ".join(words.split())
