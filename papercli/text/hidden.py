"""Characters that cannot be stored, or that a terminal would act upon."""

from __future__ import annotations

from collections.abc import Callable

from papercli.text.pattern import Pattern

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def encodable(text: str) -> str:
    """Return the text with ``?`` for what UTF-8 and SQLite cannot hold: lone surrogates, which are
    odd bytes of a command line or half letters of JSON."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


_BREAK = "\t\n\v\f\r\x85\u2028\u2029"
_ZERO_WIDTH = (
    "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
_BREAKS = Pattern(f"\r\n|[{_BREAK}]")
_NOTHING = Pattern(f"[{_ZERO_WIDTH}]")
_ACTED_UPON = Pattern(f"[{_UNSAFE}]")
_HIDDEN = Pattern(f"[{_BREAK}{_ZERO_WIDTH}{_UNSAFE}]")


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
