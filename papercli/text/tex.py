r"""What TeX and Markdown left in a text: commands, accents, letters, styles, links, ties.

Only what can be read in one way is resolved; everything else stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from papercli.text.pattern import Pattern

_ACCENTS = {
    '"': "\N{COMBINING DIAERESIS}",
    "'": "\N{COMBINING ACUTE ACCENT}",
    "`": "\N{COMBINING GRAVE ACCENT}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    "=": "\N{COMBINING MACRON}",
    ".": "\N{COMBINING DOT ABOVE}",
    "c": "\N{COMBINING CEDILLA}",
    "v": "\N{COMBINING CARON}",
    "u": "\N{COMBINING BREVE}",
    "H": "\N{COMBINING DOUBLE ACUTE ACCENT}",
    "k": "\N{COMBINING OGONEK}",
    "r": "\N{COMBINING RING ABOVE}",
}
_LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "\N{LATIN SMALL LETTER DOTLESS I}",
}  # fmt: skip
_SYMBOLS = {"deg": "°", "times": "\N{MULTIPLICATION SIGN}", "pm": "±", "ldots": "…", "dots": "…"}
_STYLES = "emph|em|it|bf|sc|sl|tt|rm|sf|textit|textbf|textsc|textsl|texttt|textrm|textsf|underline"

_BEFORE_BRACES = Pattern(r"(?<![^\s{}])([^\s{}]+)\{([^{}]{1,2000})\}")
_SCHEME = Pattern(r"https?://")
_TEX_LINK = Pattern(
    r"\\href\s?\{([^{}]{1,2000})\}\s?\{([^{}]{1,2000})\}|\\url\s?\{([^{}]{1,2000})\}"
)
_BRACED_ACCENT = Pattern(
    r"""\\(["'`^~=.]|[cvuHkr](?=\{))(?:\{\s?(\\?[A-Za-z])\s?\}|(?<=[^cvuHkr])(\\[ij])(?![A-Za-z]))"""
    r"""|\{\\(["'`^~=.])([A-Za-z])\}"""
)
# Of consonants those that no English word has after an apostrophe: `don\'t`, `we\'re`, `it\'s`.
_BARE_ACCENT = Pattern(
    r"""\\(?:(["'`^])([aeiouyAEIOUY])|(~)([anoANO])|(')([cnz]|[sCNSZ](?=[a-z\\])))"""
)
_CLOSING_ESCAPE = Pattern(r"""\\(["'])(?![A-Za-z{\\])""")
_NAMES = "|".join(_LETTERS)
_LETTER = Pattern(rf"\{{\\({_NAMES})\}}|\\({_NAMES})\{{\}}")
_SYMBOL = Pattern(rf"\{{\\({'|'.join(_SYMBOLS)})\}}|\\({'|'.join(_SYMBOLS)})(?![A-Za-z])")
_GROUP_STYLE = Pattern(rf"(?<!\\)\{{\s?\\(?:{_STYLES})(?:\s|(?=\{{))([^{{}}]*)(?<!\\)\}}")
_STYLE = Pattern(rf"\\(?:{_STYLES}|text|mbox)\s?\{{([^{{}}]*)(?<!\\)\}}")
_LOST_STYLE = Pattern(r"(?<![\w\\])(?:emph|text(?:it|bf|sc|sl|tt|rm|sf))\{([^{}]*)(?<!\\)\}")
_ESCAPED = Pattern(r"\\([%&_#$])")
_FIRST_OF_LETTERS = frozenset(name[0] for name in _LETTERS)
_FIRST_OF_SYMBOLS = frozenset(name[0] for name in _SYMBOLS)
_QUOTES = Pattern(r"``([^`]*?)''")
_TIE = Pattern(r"https?://\S+|(?<=[\w.,;:!?)\]}'\"%+])(?:(?<!\d)~|~(?!\d))(?=[\w(\[\\])(?<![/\\]~)")


def _accented(letter: str, accent: str) -> str:
    letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])


def _braced_accent(match: re.Match[str]) -> str:
    accent = match[1] or match[4]
    letter = match[2] or match[3] or match[5]
    if letter.startswith("\\") and letter not in {"\\i", "\\j"}:
        return match[0]
    return _accented(letter, accent)


def _accents(text: str) -> str:
    text = _BRACED_ACCENT.sub(_braced_accent, text)
    # `\"word\"` is an escaped quotation, `na\"ive` an accent; at the start of a word only a text
    # without any closing escape tells that it is an accent.
    quoted = {match[1] for match in _CLOSING_ESCAPE.finditer(text)}

    def bare(match: re.Match[str]) -> str:
        accent, letter = match[1] or match[3] or match[5], match[2] or match[4] or match[6]
        before = text[match.start() - 1 : match.start()]
        if (accent in quoted or accent == "~") and not before.isalpha():
            return match[0]
        return _accented(letter, accent)

    return _BARE_ACCENT.sub(bare, text)


_LONGEST_ADDRESS = 2000
"""Letters after ``https://`` of an address whose label in braces is looked at."""


def _link(match: re.Match[str]) -> str:
    word, label = match[1], match[2]
    for scheme in _SCHEME.finditer(word):
        if 0 < len(word) - scheme.end() <= _LONGEST_ADDRESS:
            address = word[scheme.start() :]
            if label.startswith("http") or address.endswith(label):
                return word
            return f"{word} ({label})"
    return match[0]


def _tex_link(match: re.Match[str]) -> str:
    return match[3] or f"{match[1]}{{{match[2]}}}"


def _first_group(match: re.Match[str]) -> str:
    return match[1]


def _named(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match[1] or match[2]]


def _without_commands(text: str) -> str:
    # Most backslashes are of formulas: what follows them tells which patterns can be left out.
    following = {part[:1] for part in text.split("\\")[1:]}
    if not following.isdisjoint(_ACCENTS):
        text = _accents(text)
    if "{" in text and not following.isdisjoint(_FIRST_OF_LETTERS):
        text = _LETTER.sub(_named(_LETTERS), text)
    if not following.isdisjoint(_FIRST_OF_SYMBOLS):
        text = _SYMBOL.sub(_named(_SYMBOLS), text)
    if "{\\" in text or "{ \\" in text:
        text = _GROUP_STYLE.sub(_first_group, text)
    return _ESCAPED.sub(_first_group, _STYLE.sub(_first_group, text))


def resolved(text: str) -> str:
    """The text with what TeX and Markdown left in it written out, one layer of it."""
    if "\\" in text:
        text = _without_commands(_TEX_LINK.sub(_tex_link, text))
    if "{" in text:
        if "://" in text:
            text = _BEFORE_BRACES.sub(_link, text)
        if "emph{" in text or "text" in text:
            text = _LOST_STYLE.sub(_first_group, text)
    if "~" in text:
        text = _TIE.sub(lambda match: " " if match[0] == "~" else match[0], text)
    if "``" in text:
        text = _QUOTES.sub(r"“\1”", text)
    return text
