"""Numbers in every dress: digits, words, roman numerals, ordinals, with units and letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from papercli.text.pattern import Pattern

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred".split()
_VALUES = {
    **{word: str(value) for value, word in enumerate(_UNITS)},
    **{word: str(value) for value, word in enumerate(_ORDINALS)},
    **{word: str(10 * value) for value, word in enumerate(_TENS, 3)},
}
_LETTERS = {
    "thousand": "k", "million": "m", "mln": "m", "billion": "b", "bn": "b", "trillion": "t",
    "dimensional": "d", "version": "v",
}  # fmt: skip
"""Words behind a number, as letters behind its digits."""
_PLACES = frozenset("st nd rd th".split())
ROMAN = {
    tens + ones: 10 * len(tens) + value
    for tens in ("", "x", "xx", "xxx")
    for value, ones in enumerate(("", *"i ii iii iv v vi vii viii ix".split()))
    if tens or ones
}
"""Roman numerals up to 39, as parts of a series are counted, with their values."""
_RUNS = Pattern(r"\d+|[^\W\d_]+")

SERIES = frozenset(
    "part parts volume vol chapter version phase episode book paper lecture number rev revision"
    " series section letter no v"
    # The same in languages of which titles are common beside English.
    " pt cz czesc tom rozdzial teil band bd kapitel partie tome chapitre parte tomo capitulo"
    " capitolo deel hoofdstuk chast".split()
)
"""Words before a number that say what it counts."""
LETTERED = SERIES - {"no", "v"}
"""Those of them behind which a letter counts as well."""


@lru_cache(maxsize=1 << 12)
def parts(word: str) -> tuple[str, ...]:
    """A word taken apart into numbers, each by its value in digits, and runs of letters."""
    if word.isalpha():
        return (_VALUES.get(word) or _LETTERS.get(word) or str(ROMAN.get(word) or word),)
    runs = _RUNS.findall(word)
    whole = [str(int(run)) if run.isdecimal() else run for run in runs]
    if len(whole) == 2 and whole[1] in _PLACES and whole[0].isdecimal():
        del whole[1]
    return tuple(_LETTERS.get(part, part) for part in whole)


def remove_equal_numbers(left: list[str], right: list[str]) -> int:
    """Remove from both sides what is one value in another dress ("Part II", "Part 2"; "1M", "1
    million"), and say how many words of a side were; what agrees in a part only stays whole."""
    one, other = ([(word, parts(word)) for word in side] for side in (left, right))
    if {part for _, own in one for part in own}.isdisjoint(
        part for _, own in other for part in own
    ):
        return 0
    while True:
        counts = [Counter(part for _, own in side for part in own) for side in (one, other)]
        common = counts[0] & counts[1]
        kept = _covered(one, common), _covered(other, common)
        if len(kept[0]) == len(one) and len(kept[1]) == len(other):
            break
        one, other = kept
    for words, equal in ((left, one), (right, other)):
        for word, _ in equal:
            words.remove(word)
    return max(len(one), len(other))


def _covered(
    side: Sequence[tuple[str, tuple[str, ...]]], common: Counter[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """The words all parts of which are still to be had; each part once."""
    left = Counter(common)
    kept = []
    for word, own in sorted(side):
        needed = Counter(own)
        if needed <= left:
            left -= needed
            kept.append((word, own))
    return kept
