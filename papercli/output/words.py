"""Where the words of a query stand in a text, as nearly as the index would have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from papercli.text import american, other_spelling
from papercli.text.letters import PLAIN
from papercli.text.parts import CJK
from papercli.text.stems import ENDINGS

SHORTEST_STEM = 3
"""Letters; what is left of a shorter word begins too many others."""
_UNIT = re.compile(rf"[{CJK}]|[^\W\d_{CJK}]+|\d+")
"""What is a word to the index: letters, digits, one character of Chinese, Japanese or Korean."""
_RUN = re.compile(r"\w+(?:\.\d+)*")
"""What is written without a blank: its units stand side by side."""
BETWEEN = 2
"""Signs and blanks between two units that may be one word."""


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of every word of ``text`` that one of ``words`` stands for.

    Case, accents, endings, British spelling, hyphens and a blank before a number are no difference:
    "caches" is found by "cache", "Qwen 2.5" by "Qwen2.5". Emphasis only; what matches is decided by
    the index.
    """
    runs = [run[0] for word in words for run in _RUN.finditer(_plain(word))]
    wanted = [_UNIT.findall(run) for run in runs]
    single = {spelling for keys in wanted if len(keys) == 1 for spelling in _spellings(keys[0])}
    rows = [keys for keys in wanted if len(keys) > 1]
    # A short word stands only for itself and its plural.
    stems = {stem for word in single if len(stem := ENDINGS.sub("", word)) > SHORTEST_STEM}
    lengths = sorted(set(map(len, stems)))
    plain = _plain(text)
    found = []
    before, began, ended = "", 0, 0
    for unit in _UNIT.finditer(plain) if wanted else ():
        key, (start, end) = unit[0], unit.span()
        if (
            key in single
            or any(key[:length] in stems for length in lengths)
            or key.removesuffix("s") in single
        ):
            found.append((start, end))
        if start - ended <= BETWEEN and before + key in single:
            found.append((began, end))
        before, began, ended = key, start, end
    for keys in rows:
        row = rf"[\W_]{{0,{BETWEEN}}}".join(keys)
        whole = rf"(?<!{_goes_on(keys[0])}){row}(?!{_goes_on(keys[-1])})"
        found += [place.span() for place in re.finditer(whole, plain)]
    return _without_overlap(found)


def _goes_on(unit: str) -> str:
    """The characters that beside a unit would be a part of it."""
    if unit.isdigit():
        return r"\d"
    return r"[^\s\S]" if re.match(f"[{CJK}]", unit) else rf"[^\W\d_{CJK}]"


def _spellings(key: str) -> set[str]:
    """A word in either spelling."""
    written = american(key)
    british = (written.replace(*pair) for pair in (("iz", "is"), ("yz", "ys"), ("or", "our")))
    other = other_spelling(key) or key
    return {key, written, other, *(word for word in british if american(word) == written)}


def _without_overlap(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in their order, of those that overlap the longest."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _plain(text: str) -> str:
    """The text without case and accents, letter for letter, so that places stay what they were."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3":
        return letter  # a syllable of Hangul, of which its first letter is a third
    return normalize("NFKD", PLAIN.get(letter, letter))[0].lower()[0]
