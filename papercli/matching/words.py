"""How much a word tells: its information in bits, stop words, spelling and inflection."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

UNKNOWN_BITS = 15
"""Information of a word in fewer than 20 of the 548,603 titles that ``word_bits.txt`` was counted
on."""

STOP_WORDS = frozenset(
    "a an the of on in for to and or with by from at as is are be was were do does can using "
    "use via "
    "toward towards into onto over under its it their his her this that these those we our "
    "how what when "
    "where which who why but not no than then through within between among across upon about "
    "against per "
    "s t et al".split()
)
FREE_WORDS = STOP_WORDS - {"not", "no", "without", "between", "against", "than"}
"""Words whose absence does not make another paper; negations are not among them."""

_AMERICAN = (
    (re.compile(r"(?<=[a-z]{2})is(ation|ations|ational|e|ed|es|er|ers|ing|able)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})ys(e|ed|es|er|ers|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|al|ally|able|ful|less|hood)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(s|d)?$"), r"er\1"),
    (re.compile(r"(?<=[a-z]{2})ogue(s)?$"), r"og\1"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z]{3})"), "e"),
    (re.compile(r"^(de|o|li)fence"), r"\1fense"),
)
_PERHAPS_BRITISH = re.compile("|".join(rf"(?:{pattern.pattern})" for pattern, _ in _AMERICAN))


@cache
def table() -> dict[str, int]:
    """Information in bits of every word that is common in titles."""
    bits_of = {}
    text = (files("papercli.matching") / "word_bits.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        bits, *words = line.split()
        bits_of.update(dict.fromkeys(words, int(bits)))
    return bits_of


class _Hashes(dict[str, int]):
    """Word -> 32-bit hash, filled on first use; bounded, because misspellings never end."""

    def __missing__(self, word: str) -> int:
        if len(self) > 1 << 17:
            self.clear()
        value = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return value


hashes = _Hashes()


class TellingHashes(dict[str, int]):
    """As ``hashes``, with 0 for words of less than some bits."""

    def __init__(self, least: int) -> None:
        """``least``: bits from which a word is telling."""
        super().__init__(dict.fromkeys(STOP_WORDS, 0))
        self._least = least

    def __missing__(self, word: str) -> int:
        if len(self) > 1 << 17:
            self.__init__(self._least)  # type: ignore[misc]
        value = self[word] = hashes[word] if bits(word) >= self._least else 0
        return value


def bits(word: str) -> int:
    """Information of a word, -log2 of the share of paper titles that hold it; numbers count as
    rare."""
    return table().get(word, UNKNOWN_BITS)


def is_known(word: str) -> bool:
    """Whether the word is common enough in titles not to be a typing error."""
    return word in table()


@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """American spelling of a word that may be British."""
    if len(word) > 4 and word.isascii() and _PERHAPS_BRITISH.search(word):
        for pattern, replacement in _AMERICAN:
            word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """American spelling without the ending of a plural, so that inflection does not count."""
    if len(word) < 4 or not word.isascii():
        return word
    word = american(word)
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word
