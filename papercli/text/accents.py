r"""Accents and letters as TeX writes them: ``na\"ive``, ``Fran\c cois``, ``S\o rensen``.

The commands are those of LaTeX2e (``fntguide``, encodings OT1 and T1). With braces they say what
they are. Without, the same characters escape quotation marks and begin paths and macros of
formulas, so that they are resolved only where they stand in a word.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from papercli.text.pattern import Pattern

SIGNS = {
    '"': "\N{COMBINING DIAERESIS}",
    "'": "\N{COMBINING ACUTE ACCENT}",
    "`": "\N{COMBINING GRAVE ACCENT}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    "=": "\N{COMBINING MACRON}",
    ".": "\N{COMBINING DOT ABOVE}",
}
ACCENTS = {
    "c": "\N{COMBINING CEDILLA}",
    "v": "\N{COMBINING CARON}",
    "u": "\N{COMBINING BREVE}",
    "H": "\N{COMBINING DOUBLE ACUTE ACCENT}",
    "k": "\N{COMBINING OGONEK}",
    "r": "\N{COMBINING RING ABOVE}",
    "d": "\N{COMBINING DOT BELOW}",
    "b": "\N{COMBINING MACRON BELOW}",
    "h": "\N{COMBINING HOOK ABOVE}",
    "G": "\N{COMBINING DOUBLE GRAVE ACCENT}",
}
_MACROS = frozenset("dbhG")
"""Accents whose names authors give to macros of their own: only within a word are they accents."""
LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "\N{LATIN SMALL LETTER DOTLESS I}",
    "j": "\N{LATIN SMALL LETTER DOTLESS J}", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
_DOTTED = {"i": "i", "j": "j"}
FIRST = frozenset(SIGNS) | frozenset(ACCENTS) | {name[0] for name in LETTERS} | {"t"}
"""What follows the backslash where anything here can be meant."""

_NAMES = "|".join(sorted(LETTERS, key=len, reverse=True))
_ON = rf"\\(?:{_NAMES})(?![A-Za-z])|[A-Za-z]"
_GROUPED = Pattern(
    rf"""\{{ ?\\(["'`^~=.]|[{"".join(ACCENTS)}](?=[ {{\\])) ?(?:\{{ ?({_ON}) ?\}}|({_ON})) ?\}}"""
)
_BRACED = Pattern(rf"""\\(["'`^~=.]|[{"".join(ACCENTS)}](?= ?\{{)) ?\{{ ?({_ON}) ?\}}""")
_ON_LETTER = Pattern(
    rf"""\\(["'`^~=.]|[{"".join(ACCENTS)}])\\({_NAMES})(?![A-Za-z])(?:\{{\}}|( )(?=[a-z]))?"""
)
# Of consonants those that no English word has after an apostrophe: `don\'t`, `we\'re`, `it\'s`; and
# no beginning of an ending of file names: `a\.zip`.
_BARE = Pattern(
    r"""\\(?:(["'`^])([aeiouyAEIOUY])|(~)([aeinouyAEINOUY])|(')([cnz]|[sCNSZ](?=[a-z\\]))"""
    r"""|(\^)([cghjswCGHJSW])|(=)([aeiouAEIOU])|(\.)(z(?!ip|sh)|[ZI]))"""
)
_IN_WORD_ONLY = frozenset("~=.")
# Begins with the backslash, as all of these do, since that is found at once; what stands before it
# is looked at from there.
_IN_WORD = Pattern(
    r"\\(?:(?<=[^\W\d_]\\)([cvuHkrd]) ([A-Za-z])|(?<![\w\\:]\\)([cvuHk]) ([A-Z](?=[a-z])))"
)
_CLOSING_ESCAPE = Pattern(r"""\\(["'])(?![A-Za-z{\\])""")
_TIED = Pattern(r"\\t ?\{ ?([A-Za-z])([A-Za-z]) ?\}")

_BRACED_LETTER = Pattern(rf"\{{ ?\\({_NAMES}) ?\}}|\\({_NAMES})\{{\}}")
_GOES_ON = r"(?: (?=[a-z]{2})|(?=[^\W\d_a-zA-Z]))"
_BARE_LETTER = Pattern(
    # In a word; at its start, where the word goes on; and the unit.
    r"\\(?:(?<=[^\W\d_]\\)(?:(o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j)(?![A-Za-z])(?: (?=[a-z]))?"
    r"|(dh|DH|th|TH|dj|DJ|ng|NG)(?: (?=[a-z])))"
    rf"|(?<![\w\\:]\\)(?:(O|L|AE|OE|AA|DH|TH|DJ|ae|oe|aa){_GOES_ON}|(AA)(?![A-Za-z])))"
)


def _letter(name: str) -> str:
    """A letter of a command, as accents stand on it: with its dot."""
    bare = name.removeprefix("\\")
    return bare if bare == name else _DOTTED.get(bare) or LETTERS[bare]


def _accented(accent: str, letter: str) -> str:
    mark = SIGNS.get(accent) or ACCENTS[accent]
    return unicodedata.normalize("NFC", _letter(letter) + mark)


def _is_in_word(match: re.Match[str]) -> bool:
    text = match.string
    return text[match.start() - 1 : match.start()].isalpha() or text[match.end() :][:1].isalpha()


def _with_braces(match: re.Match[str]) -> str:
    accent, letter = match[1], next(group for group in match.groups()[1:] if group)
    written = _accented(accent, letter)
    if accent in _MACROS and not (len(written) == 1 and _is_in_word(match)):
        return match[0]
    return written


def _grouped(match: re.Match[str]) -> str:
    """``{\\c c}``, but ``{\\c x}`` is of somebody's own."""
    written = _with_braces(match)
    return written if match[2] or match[1] in SIGNS or len(written) == 1 else match[0]


def _on_letter(match: re.Match[str]) -> str:
    """``\\'\\i``; the blank that ends the command is no blank of the text within a word."""
    ends_command = match.string[match.start() - 1 : match.start()].isalpha()
    return _accented(match[1], "\\" + match[2]) + ("" if ends_command else match[3] or "")


def _in_word(match: re.Match[str]) -> str:
    accent, letter = match[1] or match[3], match[2] or match[4]
    written = _accented(accent, letter)
    return written if len(written) == 1 else match[0]


def _first(match: re.Match[str]) -> str:
    return LETTERS[next(group for group in match.groups() if group)]


def _may_be_accent(following: str) -> bool:
    """Whether what follows a backslash may be an accent that braces go with: a quick look."""
    first = following[:1]
    return first in SIGNS or (first in ACCENTS and following[1:2] in ("", " ", "{"))


def _may_be_letter(following: str) -> bool:
    ends = not (following[1:2].isascii() and following[1:2].isalpha())
    return following[:2] in LETTERS or (ends and following[:1] in LETTERS)


def resolved(text: str) -> str:
    """The text with accents and letters of TeX written out; what may be something else stays."""
    if "{" in text:
        before_accents = [
            before for before, after in pairwise(text.split("\\")) if _may_be_accent(after)
        ]
        if before_accents:
            if any(before.endswith(("{", "{ ")) for before in before_accents):
                text = _GROUPED.sub(_grouped, text)
            text = _BRACED.sub(_with_braces, text)
        if "\\t{" in text or "\\t " in text:
            text = _TIED.sub("\\1\N{COMBINING DOUBLE INVERTED BREVE}\\2", text)
    # What follows the backslashes tells which of the patterns can be left out.
    following = text.split("\\")[1:]
    letter = any(map(_may_be_letter, following))
    if any(len(part) == 1 for part in following):
        text = _ON_LETTER.sub(_on_letter, text)
    if letter and "{" in text:
        text = _BRACED_LETTER.sub(_first, text)
    if any(part[:1] in SIGNS for part in following):
        text = _bare(text)
    if any(part[1:2] == " " for part in following):
        text = _IN_WORD.sub(_in_word, text)
    return _BARE_LETTER.sub(_first, text) if letter else text


def _bare(text: str) -> str:
    # `\"word\"` is an escaped quotation, `na\"ive` an accent; at the start of a word only a text
    # without any closing escape tells that it is an accent.
    quoted = {match[1] for match in _CLOSING_ESCAPE.finditer(text)}

    def accented(match: re.Match[str]) -> str:
        accent, letter = (group for group in match.groups() if group)
        before = text[match.start() - 1 : match.start()]
        unsure = accent in quoted or (accent in _IN_WORD_ONLY and match[0] != "\\.I")
        if unsure and not (before.isalpha() or before == "}"):
            return match[0]
        return _accented(accent, letter)

    return _BARE.sub(accented, text)
