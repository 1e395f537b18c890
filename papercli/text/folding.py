"""Keys under which spellings of one name are equal."""

from __future__ import annotations

import unicodedata

from papercli.text.cleaning import clean
from papercli.text.letters import PLAIN
from papercli.text.pattern import Pattern

_ASCII_FOLD = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_NOT_ALPHANUMERIC = Pattern(r"[\W_]+")
_PLAIN = str.maketrans({letter: plain.lower() for letter, plain in PLAIN.items()})


def fold(text: str) -> str:
    """Return a key under which spellings of one name are equal: for filters and for sorting.

    Cleaned, compatibility-composed, case-folded, accents removed, everything that is neither letter
    nor digit as one blank. Idempotent.
    """
    text = clean(text)
    if text.isascii():
        return " ".join(text.translate(_ASCII_FOLD).split())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_PLAIN)
    text = unicodedata.normalize("NFKC", text)
    return " ".join(_NOT_ALPHANUMERIC.sub(" ", text).split())
