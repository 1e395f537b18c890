"""One form for the many ways a title or an abstract is written: TeX, Unicode, mark-up and damage.

This form is only compared, never shown, so it may lose what is not identity (case, accents, dashes,
mark-up); ``papercli.text.clean`` is the careful one for what people see.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from papercli.text import scripts
from papercli.text.letters import PLAIN
from papercli.text.pattern import Pattern

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "sigma tau upsilon phi chi psi omega"
).split()
_SYMBOLS = {
    **{letter: plain.lower() for letter, plain in PLAIN.items()},
    **{chr(0x3B1 + i): name for i, name in enumerate(_GREEK)},
    **{chr(0x391 + i): name for i, name in enumerate(_GREEK) if i != 17},
    "ℓ": "ell",
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "∞": "infty",
    "×": "times",
    "⋅": "",
    "·": "",
    "∙": "",
    "≠": "neq",
    "→": "to",
    "°": "",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "©": " ",
    "®": "",
    "™": "",
}
_FOREIGN = Pattern(r"[^\x00-\x7f]")

# Sequences that UTF-8 text shows when it was read as Latin-1 or Windows-1252.
_MOJIBAKE = Pattern(
    "[\u00c2\u00c3\u00ce\u00cf\u00e2][\u0080-\u00bf\u20ac\u2122\u0153\u0161\u201a-\u203a]"
)
# What is left of such text after a second program replaced what it could not show.
_DEBRIS = Pattern(
    "(?:\\b[\u00e2\u00e3\u00e5]|(?<=\\w)[\u00e2\u00e3\u00e5])(?=\\s*[?\u00ac\u20ac\u00a6])|[\u00ac\u20ac\u00a6]|(?<=\u00e3 )cents\\b|[\u00e2\u00e3\u00e5](?= cents\\b)"
)
_SUSPECT = frozenset("\u00c2\u00c3\u00ce\u00cf\u00e2\u00e3\u00e5\u00ac\u20ac\u00a6")
"""One of these is in all of both; few texts have any."""
_TAG_KEPT = Pattern(r"</?(?:sup|sub|i|b|em|strong|tt|span|scp|italic|bold|sc|inf)\b[^<>]*>", re.I)
_TAG_WITH_CONTENT = Pattern(r"<(\w+)\b[^<>]*>[^<>]*</\1>")
_TAG = Pattern(r"</?(\w+(?:[:-]\w*)?)\b[^<>]{0,80}>")
_TAGS = frozenset(
    # HTML, MathML and JATS; <mask> and <think> are words of a title.
    "a abbr acronym address b bdi bdo big blockquote br center cite code dd del dfn div dl dt em font footer"
    " h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nobr ol p pre q rp rt ruby s samp section small span"
    " strike strong sub sup svg table tbody td th thead tr tt u ul var wbr"
    " annotation maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom"
    " mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none semantics"
    " alternatives bold fn inf italic label monospace overline roman sansserif sc scp sec styled tex title"
    " underline xref".split()
)
_PREFIXED = (":", "-")  # <mml:mi>, <jats:p>, <inline-formula>
_TEX_ACCENT = Pattern(
    r"""\\["'`^~=.](?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))|\\[uvHcdbkrt]\{\\?([A-Za-z])\}"""
)
_ACCENTS = frozenset("\"'`^~=.")
_FAMILIES = ("text", "math")
_FORMATS = (
    *_FAMILIES,
    *"emph mbox operatorname boldsymbol bm rm it bf sc tt em sp sb ensuremath left right big Big"
    " footnotesize small large displaystyle protect hspace vspace".split(),
)
# Any name, looked up where one is found: a pattern of them all takes long to compile.
_TEX_FORMAT = Pattern(r"\\(text\w*|math\w*|[A-Za-z]+)\*?")
# What is left of \mathcal{O}, and of \mathcal O, where a source drops the backslash.
_LOST_FORMAT = Pattern(
    r"(?<![\w\\])(?:math(?:cal|bb|bf|rm|frak|scr|sf|it)|operatorname)(?=\s?\{|\s[A-Za-z]\b)"
)
_LOST_FONTS = tuple("cal bb bf rm frak scr sf it".split())
_ELL = Pattern(r"\\ell\s*(?=[_^])")
_TEX_BACKSLASH = Pattern(r"\\textbackslash\s*")
_TEX_COMMAND = Pattern(r"\\([A-Za-z]+)\s*")
_TEX_DEGREE = Pattern(r"\^\{?\\circ(?![A-Za-z])\}?|\\degree(?![A-Za-z])")
_TEX_BAR = Pattern(r"\\(?:[lr]?[vV]ert|mid|parallel)(?![A-Za-z])")
_LINE_HYPHEN = Pattern(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n]*\n\s*(?=[^\W\d_])")
_TIMES = Pattern(r"(\d)\s*(?:times|x)(?![^\W\d_])")
# Tables for bytes: those of strings are a dictionary, and take three times as long.
_BLANKS = bytes(c if chr(c).isalnum() else ord(" ") for c in range(256))
_BLANKS_IN_LINES = _BLANKS[:10] + b"\n" + _BLANKS[11:]
_WORD = Pattern(r"[^\W_]+")
_PLAIN = bytes(c for c in range(128) if chr(c) not in "&<\n\\{}~$^_+")
_DOT_NAME = "cdot"  # what is left of TeX's \\cdot when a source drops the backslash


def _mended(text: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _without_tag(tag: re.Match[str]) -> str:
    name = tag.group(1).casefold()
    return "" if name in _TAGS or any(mark in name for mark in _PREFIXED) else f" {tag.group(1)} "


def _without_format(command: re.Match[str]) -> str:
    name = command[1]
    return "" if name in _FORMATS or name.startswith(_FAMILIES) else command[0]


def _without_tex(text: str) -> str:
    if text.isupper():  # as are the names of its commands then
        text = text.lower()
    if "\\textb" in text:
        text = _TEX_BACKSLASH.sub(r"\\", text)
    if any(part[:1] in _ACCENTS or part[1:2] == "{" for part in text.split("\\")[1:]):
        text = _TEX_ACCENT.sub(lambda m: m.group(1) or m.group(2) or m.group(3), text)
    if any(part.startswith(_FORMATS) for part in text.split("\\")[1:]):
        text = _TEX_FORMAT.sub(_without_format, text)
    if "\\circ" in text or "\\deg" in text:
        text = _TEX_DEGREE.sub("", text)
    if "vert" in text or "Vert" in text or "\\mid" in text or "\\par" in text:
        text = _TEX_BAR.sub(" ", text)
    text = _TEX_COMMAND.sub(lambda m: m.group(1), text)
    return text.replace("\\", "")


def _without_lost_format(text: str) -> str:
    # "math" begins many words besides.
    fonts = any(part.startswith(_LOST_FONTS) for part in text.split("math")[1:])
    return _LOST_FORMAT.sub("", text) if fonts or "operatorname" in text else text


@lru_cache(maxsize=1 << 12)
def _plain(character: str) -> str:
    """What a character outside ASCII is compared as: a symbol's name, a letter's base letter."""
    character = _SYMBOLS.get(character, character)
    parts = unicodedata.normalize("NFKD", character)
    return "".join(_SYMBOLS.get(c, c) for c in parts if not unicodedata.combining(c))


def _within_ascii(text: str) -> str:
    if not _SUSPECT.isdisjoint(text):
        if _MOJIBAKE.search(text):
            text = _mended(text)
        if _DEBRIS.search(text):
            text = _DEBRIS.sub(" ", text).replace("?", " ")
    return _FOREIGN.sub(lambda found: _plain(found.group()), text)


_SHORTEST_NAMES = frozenset({"lt", "gt", "LT", "GT"})
_LONGEST_NAME = 33


def _may_name(following: str) -> bool:
    """Whether what follows an ampersand may be the name or the number of a character, which HTML
    ends with a semicolon or, where it is an old one, with nothing."""
    return (
        following[:1] == "#"
        or following[:2] in _SHORTEST_NAMES
        or following[:3].isalpha()
        or ";" in following[:_LONGEST_NAME]
    )


def normalize(text: str) -> str:
    """Lower case without accents, mark-up and TeX; dashes, quotes and punctuation are still there."""
    if text.isascii() and not text.encode().translate(None, _PLAIN):
        text = text.lower().replace(_DOT_NAME, "")
        return _without_lost_format(text) if "math" in text else text
    if "&" in text and any(map(_may_name, text.split("&")[1:])):
        from papercli.text.entities import unescaped  # few texts need it

        text = unescaped(unescaped(text))  # what was escaped twice, too
    if "<" in text:
        text = _TAG_WITH_CONTENT.sub(" ", _TAG_KEPT.sub("", text))
        text = _TAG.sub(_without_tag, text)
    if "\n" in text:
        text = _LINE_HYPHEN.sub("", text)
    if scripts.may_hold(text):
        text = scripts.resolved(_ELL.sub("ℓ", text) if "\\ell" in text else text)
    if not text.isascii():
        text = _within_ascii(text)
    if "\\" in text:
        text = _without_tex(text)
    if "math" in text or "operatorname" in text:
        text = _without_lost_format(text)
    text = text.casefold().replace(_DOT_NAME, "").replace("++", "plusplus")
    text = text.replace("~", " ").replace("&", " and ")
    for character in "$^{}":
        text = text.replace(character, "")
    return text


def letters(normalized: str) -> list[str]:
    """The runs of letters and digits of a normalized text."""
    if normalized.isascii():
        return normalized.encode().translate(_BLANKS).decode().split()
    return _WORD.findall(normalized)


def sentences(normalized: str) -> list[list[str]]:
    """As ``letters``, for each sentence by itself, wherever its lines are broken."""
    text = normalized.replace("\n", " ")
    if text.isascii():
        marked = text.replace(". ", "\n").encode().translate(_BLANKS_IN_LINES).decode()
        return [sentence.split() for sentence in marked.split("\n")]
    return [letters(sentence) for sentence in text.split(". ")]


def _behind_number(text: str, sign: str) -> bool:
    """Whether the sign may follow a number: a quick look, since most are letters of words."""
    return sign in text and any(part.rstrip()[-1:].isdigit() for part in text.split(sign)[:-1])


def words(normalized: str) -> list[str]:
    """As ``letters``, with ``90 x`` and ``90x`` as ``90times``."""
    if _behind_number(normalized, "x") or _behind_number(normalized, "times"):
        normalized = _TIMES.sub(r"\1times", normalized)
    return letters(normalized)


def squash(normalized: str) -> str:
    """Letters and digits only: what stays equal however a title is spaced, hyphenated or quoted."""
    return "".join(words(normalized))
