"""How much a word tells: its information in bits, stop words, spelling and inflection."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache, wraps
from itertools import repeat
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

_BRITISH = {
    f"{british}{ending}": f"{american}{ending}"
    for british, american, endings in (
        ("is", "iz", "ation ations ational e ed es er ers ing able"),
        ("ys", "yz", "e ed es er ers ing"),
        ("our", "or", " s ed ing al ally able ful less hood"),
        ("ll", "l", "ed ing er ers"),
        ("bre", "ber", " s d"),
        ("tre", "ter", " s d"),
        ("ogue", "og", " s"),
    )
    for ending in endings.split(" ")
}
"""Endings of words that two letters stand before; no word has two of them."""
_ENDINGS = tuple(_BRITISH)
_LIGATURE = Pattern(r"ae(?<=[a-z]ae)(?=[a-z]{3})")
_ENCE = tuple(f"{start}ence" for start in "def off lic pret".split())


@cache
def table() -> dict[str, int]:
    """Information in bits of every word that is common in titles."""
    bits_of: dict[str, int] = {}
    # Not through importlib.resources, which takes ten times as long to import as the table to read.
    with Path(__file__).with_name("word_bits.txt").open(encoding="utf-8") as lines:
        for line in lines:
            bits, _, words = line.partition(" ")
            bits_of.update(zip(words.split(), repeat(int(bits))))
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


def are_known(words: Collection[str]) -> bool:
    """Whether all of several words are known."""
    return table().keys() >= set(words)


@lru_cache(maxsize=1 << 14)
def american(word: str) -> str:
    """American spelling of a word that may be British."""
    if len(word) > 4 and word.isascii():
        if word.endswith(_ENDINGS):
            word = _with_american_ending(word)
        if "ae" in word:
            word = _LIGATURE.sub("e", word)
        if word.startswith(_ENCE):
            word = word.replace("ence", "ense", 1)
    return word


def _with_american_ending(word: str) -> str:
    ending = next(ending for ending in _ENDINGS if word.endswith(ending))
    start = word[: -len(ending)]
    before = start[-2:]
    if len(before) < 2 or not (before.isalpha() and before.islower()):
        return word
    return start + _BRITISH[ending]


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
