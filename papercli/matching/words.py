"""How much a word tells: its information in bits, stop words, spelling and inflection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from papercli.text.pattern import Pattern

_Value = TypeVar("_Value")

UNKNOWN_BITS = 15
"""Information of a word in fewer than 20 of the 548,603 titles behind ``word_bits.txt``."""

STOP_WORDS = frozenset(
    "a an the of on in for to and or with by from at as is are be was were do does can using "
    "use via toward towards into onto over under its it their his her this that these those we "
    "our how what when where which who why but not no than then through within between among "
    "across upon about against per s t et al".split()
)
FREE_WORDS = STOP_WORDS - {"not", "no", "without", "between", "against", "than"}
"""Words whose absence does not make another paper; negations are not among them."""

_AMERICAN = tuple(
    (Pattern(british), american)
    for british, american in (
        # Each begins with letters: where they do not stand, no alternative is tried.
        (r"is(?<=[a-z]{2}is)(ation|ations|ational|e|ed|es|er|ers|ing|able)$", r"iz\1"),
        (r"ys(?<=[a-z]{2}ys)(e|ed|es|er|ers|ing)$", r"yz\1"),
        (r"our(?<=[a-z]{2}our)(s|ed|ing|al|ally|able|ful|less|hood)?$", r"or\1"),
        (r"ll(?<=[a-z]{2}ll)(ed|ing|er|ers)$", r"l\1"),
        (r"re(?<=[a-z]{2}[bt]re)(s|d)?$", r"er\1"),
        (r"ogue(?<=[a-z]{2}ogue)(s)?$", r"og\1"),
        (r"ae(?<=[a-z]ae)(?=[a-z]{3})", "e"),
        (r"^(de|o|li)fence", r"\1fense"),
    )
)
_PERHAPS_BRITISH = Pattern("|".join(rf"(?:{pattern.source})" for pattern, _ in _AMERICAN))


@cache
def table() -> dict[str, int]:
    """Information in bits of every word that is common in titles."""
    bits_of = {}
    # Not through importlib.resources, which takes ten times as long to import as the table to read.
    text = Path(__file__).with_name("word_bits.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        bits, *words = line.split()
        bits_of.update(dict.fromkeys(words, int(bits)))
    return bits_of


class Remembered(dict[str, _Value]):
    """Word -> what a function gives for it, worked out on first use.

    The words of titles come back a hundred times. Bounded, because misspellings never end.
    """

    MOST = 1 << 15
    """Words; with all that is worked out of them they take a kilobyte each."""

    def __init__(self, function: Callable[[str], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> _Value:
        if len(self) >= self.MOST:
            self.clear()
        value = self[word] = self._function(word)
        return value


def remembered(
    longest: int, most: int, most_longer: int
) -> Callable[[Callable[[str], _Value]], Callable[[str], _Value]]:
    """Keep what a function gives for the texts that came last: so many of up to ``longest``
    letters, and so many longer ones, so that memory is bounded however long they are."""

    def keeping(function: Callable[[str], _Value]) -> Callable[[str], _Value]:
        short, long = (lru_cache(maxsize=size)(function) for size in (most, most_longer))

        @wraps(function)
        def recalled(text: str) -> _Value:
            return short(text) if len(text) <= longest else long(text)

        return recalled

    return keeping


def hash_of(word: str) -> int:
    """32-bit hash of a word."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def bits(word: str) -> int:
    """-log2 of the share of paper titles that hold a word; numbers count as rare."""
    return table().get(word, UNKNOWN_BITS)


def information(words: Iterable[str]) -> int:
    """Information of several words together, as if they were independent."""
    bits_of = table()
    return sum([bits_of.get(word, UNKNOWN_BITS) for word in words])


def is_known(word: str) -> bool:
    """Whether the word is common enough in titles not to be a typing error."""
    return word in table()


@lru_cache(maxsize=1 << 14)
def american(word: str) -> str:
    """American spelling of a word that may be British."""
    if len(word) > 4 and word.isascii() and _PERHAPS_BRITISH.search(word):
        for pattern, replacement in _AMERICAN:
            word = pattern.sub(replacement, word)
    return word


def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii():
        return word
    word = american(word)
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word


stem = Remembered(_stem).__getitem__
"""American spelling without the ending of a plural, so that inflection does not count."""
