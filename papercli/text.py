r"""Text as read from a digest, made fit to search, to compare and to show.

Digest texts are abstracts written in TeX that lost half of their mark-up on the way: ``$`` is gone,
``\href{A}{B}`` has become ``A{B}``, but ``\%``, ``na\"ive`` and ``{\emph x}`` are still there.
`clean` resolves what can be read in one way only and leaves everything else as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_MAX_PASSES = 8


class _Pattern:
    """A regular expression that is compiled when first used.

    Compiling all of these takes longer than a search, and most texts need none of them.
    """

    __slots__ = ("_source", "finditer", "search", "sub")

    search: Callable[[str, int], re.Match[str] | None]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]
    finditer: Callable[[str], Iterator[re.Match[str]]]

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> object:
        # Only an empty slot leads here: the first use fills them, the next finds them filled.
        compiled = re.compile(self._source)
        self.search, self.sub, self.finditer = compiled.search, compiled.sub, compiled.finditer
        return object.__getattribute__(self, name)


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

_ENTITY = _Pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BEFORE_BRACES = _Pattern(r"(?<![^\s{}])([^\s{}]+)\{([^{}]{1,2000})\}")
_SCHEME = _Pattern(r"https?://")
_TEX_LINK = _Pattern(
    r"\\href\s?\{([^{}]{1,2000})\}\s?\{([^{}]{1,2000})\}|\\url\s?\{([^{}]{1,2000})\}"
)
_BRACED_ACCENT = _Pattern(
    r"""\\(["'`^~=.]|[cvuHkr](?=\{))(?:\{\s?(\\?[A-Za-z])\s?\}|(?<=[^cvuHkr])(\\[ij])(?![A-Za-z]))"""
    r"""|\{\\(["'`^~=.])([A-Za-z])\}"""
)
# Of consonants those that no English word has after an apostrophe: `don\'t`, `we\'re`, `it\'s`.
_BARE_ACCENT = _Pattern(
    r"""\\(?:(["'`^])([aeiouyAEIOUY])|(~)([anoANO])|(')([cnz]|[sCNSZ](?=[a-z\\])))"""
)
_CLOSING_ESCAPE = _Pattern(r"""\\(["'])(?![A-Za-z{\\])""")
_NAMES = "|".join(_LETTERS)
_LETTER = _Pattern(rf"\{{\\({_NAMES})\}}|\\({_NAMES})\{{\}}")
_SYMBOL = _Pattern(rf"\{{\\({'|'.join(_SYMBOLS)})\}}|\\({'|'.join(_SYMBOLS)})(?![A-Za-z])")
_GROUP_STYLE = _Pattern(rf"(?<!\\)\{{\s?\\(?:{_STYLES})(?:\s|(?=\{{))([^{{}}]*)(?<!\\)\}}")
_STYLE = _Pattern(rf"\\(?:{_STYLES}|text|mbox)\s?\{{([^{{}}]*)(?<!\\)\}}")
_LOST_STYLE = _Pattern(r"(?<![\w\\])(?:emph|text(?:it|bf|sc|sl|tt|rm|sf))\{([^{}]*)(?<!\\)\}")
_ESCAPED = _Pattern(r"\\([%&_#$])")
_AFTER_BACKSLASH = _Pattern(r"\\(?=(.))")
_FIRST_OF_LETTERS = frozenset(name[0] for name in _LETTERS)
_FIRST_OF_SYMBOLS = frozenset(name[0] for name in _SYMBOLS)
_QUOTES = _Pattern(r"``([^`]*?)''")
_TIE = _Pattern(
    r"https?://\S+|(?<=[\w.,;:!?)\]}'\"%+])(?:(?<!\d)~|~(?!\d))(?=[\w(\[\\])(?<![/\\]~)"
)

_URL = _Pattern(r"https?://[^\s{}<>\"`\\|^\[\]]+")
_URL_ESCAPE = _Pattern(r"\\([%&_#~$])|&amp;")
_AFTER_URL = ".,;:!?'*)\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}…"


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


def _entity(match: re.Match[str]) -> str:
    import html

    resolved = html.unescape(match[0])
    return resolved if resolved.isprintable() or resolved.isspace() else match[0]


def _first_group(match: re.Match[str]) -> str:
    return match[1]


def _named(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match[1] or match[2]]


def _without_commands(text: str) -> str:
    # Most backslashes are of formulas: what follows them tells which patterns can be left out.
    following = {match[1] for match in _AFTER_BACKSLASH.finditer(text)}
    if not following.isdisjoint(_ACCENTS):
        text = _accents(text)
    if "{" in text and not following.isdisjoint(_FIRST_OF_LETTERS):
        text = _LETTER.sub(_named(_LETTERS), text)
    if not following.isdisjoint(_FIRST_OF_SYMBOLS):
        text = _SYMBOL.sub(_named(_SYMBOLS), text)
    if "{\\" in text or "{ \\" in text:
        text = _GROUP_STYLE.sub(_first_group, text)
    return _ESCAPED.sub(_first_group, _STYLE.sub(_first_group, text))


MOST_MARKS = 30
"""Combining marks in a row that are kept, as in Unicode's stream-safe text format (UAX #15): to put
a row in order takes time that grows with the square of its length. No language writes so many."""
_MARKED = _Pattern(f"[^\x00-\u02ff\u3100-\u9fff\uac00-\ud7ff\ue000-\uf8ff]{{{MOST_MARKS + 1},}}")
_DECOMPOSED_TO_MARKS = frozenset("\u0f73\u0f75\u0f81\uff9e\uff9f")


def _without_heaps(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        is_mark = unicodedata.combining(character) or character in _DECOMPOSED_TO_MARKS
        marks = marks + 1 if is_mark else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def few_marks(text: str) -> str:
    """The text with at most `MOST_MARKS` combining marks in a row, the rest left out: what may be
    normalized in linear time. Idempotent."""
    # Each mark takes two bytes or more.
    if text.isascii() or len(text.encode("utf-8", "surrogatepass")) - len(text) <= MOST_MARKS:
        return text
    return _MARKED.sub(_without_heaps, text)


_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphens, zero-width spaces and word joiners: hints for line breaks. What scripts need to be
read (ZWJ, ZWNJ) is not among them."""
_AS_LETTERS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _INVISIBLE)),
    **{ord(ligature): unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"},
}


def _composed(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", few_marks(text.translate(_AS_LETTERS)))


_AT_ONCE = 1 << 16
"""Letters whose words are put together at a time: a list of all words of a long text takes ten
times its memory."""
_BLANK = _Pattern(r"\s")


def _folded(text: str) -> str:
    """The words of a text with single blanks between them."""
    if len(text) <= _AT_ONCE:
        return " ".join(text.split())
    pieces = []
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _AT_ONCE)
        end = blank.start() if blank else len(text)
        pieces.append(" ".join(text[start:end].split()))
        start = end
    return " ".join(filter(None, pieces))


def _clean_once(text: str) -> str:
    text = _composed(text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
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
    return _folded(text)


def _is_composed(text: str) -> bool:
    if text.isascii():
        return True
    plain = few_marks(text) == text == text.translate(_AS_LETTERS)
    return plain and unicodedata.is_normalized("NFC", text)


def _has_markup(text: str) -> bool:
    # Substring searches are many times cheaper than a regular expression over an abstract.
    return "\\" in text or "~" in text or "{" in text or "&" in text or "``" in text


def clean(text: str) -> str:
    r"""Return what is searched and shown of a text as read.

    Resolves leftovers of TeX (``\%``, ties, accents, ``{\emph x}``, doubled links, quotation marks)
    and HTML entities, folds white space to single blanks, composes characters (NFC), writes
    ligatures as letters, and leaves out soft hyphens, zero-width spaces and combining marks beyond
    `MOST_MARKS` in a row. What could be read in another way stays as it is.
    ``clean(clean(x)) == clean(x)``.
    """
    plain = not _has_markup(text)
    if plain and "  " not in text and text.isprintable() and _is_composed(text):
        return text.strip()
    folded = _folded(_composed(text))
    if plain and not _has_markup(folded):
        return folded
    return _remembered(folded) if len(folded) <= _AT_ONCE else _resolved(folded)


def _resolved(folded: str) -> str:
    before = folded
    for _ in range(_MAX_PASSES):
        after = _clean_once(before)
        if after == before or (after.isascii() and not _has_markup(after)):
            return after
        before = after
    # Nested deeper than anything a person writes: such a text is left alone.
    return folded


_remembered = lru_cache(maxsize=1 << 12)(_resolved)


MOST_LINKS = 100
"""Addresses of one text that are its links; no abstract of the labeled data has more than four."""


def links(text: str) -> tuple[str, ...]:
    """Return the first `MOST_LINKS` web addresses in a text as read, in order, each once.

    The doubled form ``A{B}`` that a damaged ``href`` leaves gives ``A``; punctuation that ends the
    sentence is not part of the address.
    """
    if "http" not in text:
        return ()
    if "\\" in text or "&amp;" in text:
        text = _URL_ESCAPE.sub(lambda match: match[1] or "&", text)
    found: dict[str, None] = {}
    end_of_link = -1
    for match in _URL.finditer(text):
        doubled = end_of_link >= 0 and text[end_of_link : match.start()] == "{"
        end_of_link = match.end()
        if not doubled:
            address = _without_punctuation(match[0])
            if len(address) > len("https://"):
                found[address] = None
                if len(found) == MOST_LINKS:
                    break
    return tuple(found)


def _without_punctuation(address: str) -> str:
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and address[end - 1] in _AFTER_URL:
        if address[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return address[:end]


def encodable(text: str) -> str:
    """Return the text with ``?`` for what UTF-8 and SQLite cannot hold: lone surrogates, which are
    odd bytes of a command line or half letters of JSON."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


_BREAK = "\t\n\v\f\r\x85\u2028\u2029"
_ZERO_WIDTH = (
    "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
_BREAKS = _Pattern(f"\r\n|[{_BREAK}]")
_NOTHING = _Pattern(f"[{_ZERO_WIDTH}]")
_ACTED_UPON = _Pattern(f"[{_UNSAFE}]")
_HIDDEN = _Pattern(f"[{_BREAK}{_ZERO_WIDTH}{_UNSAFE}]")


def visible(text: str) -> str:
    """Return the text with nothing left in it that a terminal would act upon.

    Line breaks and tabs become blanks, zero-width characters vanish, control characters,
    bidirectional overrides and lone surrogates become U+FFFD. Idempotent.
    """
    if text.isprintable():
        return text
    text = _NOTHING.sub("", _BREAKS.sub(" ", text))
    return _ACTED_UPON.sub(REPLACEMENT, text)


def with_hidden(text: str, shown: Callable[[str], str]) -> str:
    """Return the text with ``shown(character)`` for each character that `visible` takes out or
    replaces: for formats that can say it in another way."""
    return _HIDDEN.sub(lambda match: shown(match[0]), text)


_ASCII_FOLD = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_NOT_ALPHANUMERIC = _Pattern(r"[\W_]+")
_STROKES = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "æ": "ae",
        "œ": "oe",
    }
)


def fold(text: str) -> str:
    """Return a key under which spellings of one name are equal: for filters and for sorting.

    Cleaned, compatibility-composed, case-folded, accents removed, everything that is neither letter
    nor digit as one blank. Idempotent.
    """
    text = clean(text)
    if text.isascii():
        return " ".join(text.translate(_ASCII_FOLD).split())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_STROKES)
    text = unicodedata.normalize("NFKC", text)
    return " ".join(_NOT_ALPHANUMERIC.sub(" ", text).split())
