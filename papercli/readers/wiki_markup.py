r"""The mark-up of wikis and note-taking tools: AsciiDoc, Org, Jira, MediaWiki, reStructuredText …

Taken off are links, pictures, drawers and directives. A language is told by several of its own
signs, since one ``[[word]]`` makes no wiki of a page. No line is added or lost, and what stands at
the beginning of a line gives way to blanks, so that lines which a tool wrapped stay as wide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from papercli.named_tuples import NamedTuple

_FEWEST = 3
"""Lines that tell a language."""
_BEFORE_TITLES = " *=-"
_ADDRESS = r"[^\s\[\]|<>]{0,500}"
_TARGET = r"(?:[/?#]|[a-z]{3,8}:)[^\s\[\]|<>]{0,2000}"
_TEXT = r"[^\[\]|]{0,1000}?"
_PICTURE_ADDRESS = r"(?:data:|[^\s\[\]|]{0,1000}\.(?:png|svg|jpe?g|gif|webp)\b)[^\s\[\]|]{0,2000}"

_Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


class _Language(NamedTuple):
    """How a language is told, and what is done to a text in it."""

    sign: str
    """Stands in each line that tells it: a quick look."""
    telling: re.Pattern[str]
    changes: tuple[_Change, ...]


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _name(match: re.Match[str]) -> str:
    """The account of an organization is the name of its picture; other names are no text."""
    known = re.fullmatch(r"[\w.\-]{1,96}", match[1]) and match[1] != "image"
    return f"{match[1]} {_ends(match)}" if known else _ends(match)


def _shown(match: re.Match[str]) -> str:
    """What is shown of a link, and the line ends within its address."""
    return f" {match[1]}" + "\n" * match[2].count("\n")


def _change(pattern: str, by: str | Callable[[re.Match[str]], str] = _ends) -> _Change:
    return re.compile(pattern, re.M), by


_LANGUAGES = (
    _Language(
        "[",
        re.compile(rf"(?:link|image):{_ADDRESS}\["),  # AsciiDoc
        (
            _change(r"\bimage::?[^\s\[\]]{0,2000}\[([^\[\]]{0,1000})\]", _name),
            _change(rf"\blink:{_ADDRESS}\[([^\[\]]{{0,1000}})\]", r"\1"),
            _change(r"^\[(?:#|\[|\.)[^\[\]\n]{0,300}\]{1,2}$|^\+$|^\* \{blank\}$"),
            _change(r"(?<=\S) \+$"),
            _change(r"\{plus\}|\\(?=[{(~+])", lambda match: "+" if match[0] == "{plus}" else ""),
        ),
    ),
    _Language(
        "[[",
        re.compile(rf"\[\[{_ADDRESS}\]\[|^\s*:PROPERTIES:$|\[\[{_PICTURE_ADDRESS}\]\]"),  # Org
        (
            _change(rf"\[\[(?:file:)?{_PICTURE_ADDRESS}\]\]"),
            _change(rf"\[\[{_ADDRESS}\]\[([^\[\]]{{0,1000}})\]\]", r"\1"),
            _change(r"^\s*:(?:PROPERTIES|CUSTOM_ID|ID|END):.{0,300}$"),
            _change(r"</?(?:verbatim|class)>|(?<=\S)\s*\\\\$"),
        ),
    ),
    _Language(
        "[[",
        re.compile(rf"\[\[{_ADDRESS}\|"),  # MediaWiki, DokuWiki, Zim
        (
            _change(r"\[\[(?:File|Image):[^\[\]|]{0,2000}\|?([^\[\]|]{0,300})\]\]", _name),
            _change(r"\{\{[^{}\n]{0,2000}\}\}|</?HTML>"),
            _change(rf"\[\[{_ADDRESS}\|([^\[\]]{{0,1000}})\]\]", r"\1"),
            _change(r"%%(.{1,200}?)%%", r"\1"),
            _change(r"(?<=\S)\s*\\\\$"),
        ),
    ),
    _Language(
        ">>",
        re.compile(rf"\[\[{_TEXT}>>{_ADDRESS}\]\]"),  # XWiki
        (
            _change(r"\[\[image:[^\[\]]{0,2000}\]\]|\{\{[^{}\n]{0,300}/\}\}"),
            _change(rf"\[\[([^\[\]]{{0,1000}}?)>>{_ADDRESS}\]\]", r"\1"),
            _change(r"^\*\. ", "*  "),
            _change(r"~([^\w\s])", r"\1"),
        ),
    ),
    _Language(
        "[",
        re.compile(rf"(?<!\[)\[{_TEXT}\|{_TARGET}\](?!\])"),  # Jira
        (
            _change(rf"!{_PICTURE_ADDRESS}!|\{{anchor:[^{{}}\n]{{0,300}}\}}"),
            _change(rf"\[([^\[\]|]{{0,1000}})\|{_TARGET}\]", r"\1"),
            _change(r"^\[/[^\s\[\]]{1,500}\](?:\[/[^\s\[\]]{1,500}\])?$"),
            _change(r"\\(?=[!(){}\[\]\-*_?#|~+^])", ""),
        ),
    ),
    _Language(
        '":',
        re.compile(r'"[^"\n]{0,500}":[/?#h]\S'),  # Textile
        (
            _change(rf"!{_PICTURE_ADDRESS}?!"),
            _change(r'"((?:[^"\n]|(?<=\\)"){0,500}?)":(?:[/?#]|https?://)\S{0,500}', r"\1"),
            _change(r"^(h[1-6])\([^()\n]{1,300}\)(?=\. )", r"\1"),
        ),
    ),
    _Language(
        "`_",
        re.compile(r"<[^<>`]{1,500}>`__?|^\s*\.\. \|"),  # reStructuredText
        (
            _change(r"^\s*\.\. (?:rubric|topic)::", _blanks),
            _change(r"^\s*\.\. [^\n]{0,80}::.{0,2000}$"),
            _change(r"^\s*:[a-z\-]{1,20}:(?:[ \t].{0,500})?$"),
            _change(r"\|image[0-9]{1,5}\|(?:\\ )?"),
            _change(r"`\s*<[^<>`]{1,500}>`__?"),
            _change(r"`([^`<>]{1,1000}?\s)<([^<>`]{1,500})>`__?", _shown),
            _change(r"\\ ", ""),
            _change(r"\\(?=[*_`|])", ""),
        ),
    ),
    _Language(
        "| ",
        re.compile(r"^\| (?!.*\|\s*$)"),  # lines that reStructuredText is not to fill
        (_change(r"^\| (?!.*\|\s*$)", ""),),
    ),
)
_NOTE_LINK = re.compile(r"\[\[([^\[\]|\n]{1,1000})\]\]")


def _tells(language: _Language, rows: Sequence[str]) -> bool:
    """Whether several lines tell a language, or one that begins with a link to a whole address, as
    a title does; within a line a link may be an abstract's own."""
    told = 0
    for row in rows:
        if language.sign in row and (found := language.telling.search(row)):
            begins = not row[: found.start()].strip(_BEFORE_TITLES)
            told += _FEWEST if begins and "://" in found[0] else 1
            if told >= _FEWEST:
                return True
    return False


def without_wiki_markup(rows: Sequence[str]) -> list[str]:
    """Return the lines without the mark-up of the languages that several of them are in."""
    rows = list(rows)
    for language in _LANGUAGES:
        if _tells(language, rows):
            text = "\n".join(rows)
            for pattern, by in language.changes:
                text = pattern.sub(by, text)
            rows = text.split("\n")
    linked = sum("[[" in row and bool(_NOTE_LINK.search(row)) for row in rows)
    return [_NOTE_LINK.sub(r"\1", row) for row in rows] if linked >= _FEWEST else rows
