"""Words and numbers of a title that say nothing which the other title does not say as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from papercli.matching import words as vocabulary
from papercli.matching.numerals import ROMAN, SERIES, parts
from papercli.matching.string_metrics import metrics
from papercli.matching.titles import TitleProfile, may_count, reads_as_number
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern


class Strays(NamedTuple):
    """How many words were removed, by why."""

    written_otherwise: int
    """Repeated, or before a number that both titles have."""
    slips: int
    """Words that digits slipped into."""
    misread: int
    """Numbers that may be damage of a short word."""
    free: int
    """Function words of other languages."""


NONE = Strays(0, 0, 0, 0)
_FOREIGN_SHARE = 0.4
"""Share of its longer words that are common in English titles, below which a title is taken for one
in another language. Of the Polish titles of coansys_pairs all but 2 % are below, of c10000 none."""
_LONG_WORD = 5
_FUNCTION_WORDS = frozenset(
    # Polish and its neighbors, German, Dutch, French, Spanish, Portuguese, Italian.
    "a aby albo czy dla do i ich jak jako ku lub na nad o od oraz po pod przed przez przy sie u w"
    " ale we wraz z za ze ci da na pri pro s v ve k ke"
    " am an auf aus bei das dem den der des die ein eine einem einen einer eines fur im in ist mit"
    " nach oder ueber und vom von vor zu zum zur"
    " bij de een en het met naar om op te uit van voor"
    " au aux avec ce ces chez dans des du et la le les l d leur ou par pour sa ses son sur un une"
    " al con como del e el ella en entre es las los o para por sin sobre su sus una uno y"
    " ao aos as com da das do dos e em na nas no nos os ou pela pelo um uma"
    " ai agli alla alle allo che col dal dalla degli dei del della delle di gli i il in le lo nel"
    " nella nelle per su sul sulla tra un una".split()
)
"""Words of other languages that stand for what English says with a stop word."""
_SIGNS = frozenset({"r", "tm"})
"""What stands in parentheses for a mark of a maker."""
_SERIES_AND_SIGNS = SERIES | _SIGNS
_MAY_BE_STRAY = _SERIES_AND_SIGNS | _FUNCTION_WORDS | frozenset(ROMAN)
"""Words of several letters that may say nothing."""
_SLIPPED = Pattern(r"(?<=[^\W\d_])\d+(?=[^\W\d_])")


@lru_cache(maxsize=1 << 14)
def is_plain(word: str) -> bool:
    """Whether a word is neither a number nor a stray, whatever stands beside it."""
    return not (word in _MAY_BE_STRAY or may_count(word) or reads_as_number(word))


def remove_strays(a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]) -> Strays:
    """Remove from both sides what is written twice, function words of other languages, words like
    "part" before a number that both have, and digits that slipped into a word: no plain word is any
    of these."""
    otherwise = slips = misread = 0
    for words, others, own, other in ((left, right, a, b), (right, left, b, a)):
        if not words:
            continue
        otherwise += _remove_repeated(words, own, other)
        for word in [w for w in words if w in _SERIES_AND_SIGNS]:
            signed = word in _SIGNS and f"({word})" in own.normal
            if signed or (word in SERIES and _counts_what_agrees(word, words, own, other)):
                words.remove(word)
                otherwise += 1
        for word in [w for w in words if not w.isalpha()]:
            if meant := _without_slips(word, others):
                words.remove(word)
                others.remove(meant)
                slips += 1
        misread += _remove_misread(words, others)
    free = len(left) + len(right)
    if not _FUNCTION_WORDS.isdisjoint((*left, *right)) and are_foreign(a, b):
        for words in (left, right):
            words[:] = [word for word in words if word not in _FUNCTION_WORDS]
    return Strays(otherwise, slips, misread, free - len(left) - len(right))


def _remove_repeated(words: list[str], own: TitleProfile, other: TitleProfile) -> int:
    """Remove numbers, and single letters behind themselves, that a title has once more than the
    other."""
    before = len(words)
    for word in [w for w in words if len(w) == 1 or w.isdigit()]:
        doubled = any(x == y == word for x, y in zip(own.words, own.words[1:], strict=False))
        if word in other.words and (word.isdigit() or (doubled and len(word) == 1)):
            words.remove(word)
    return before - len(words)


def _counts_what_agrees(
    word: str, words: Sequence[str], own: TitleProfile, other: TitleProfile
) -> bool:
    """Whether behind a word like "part" comes a number that the other title has too."""
    after = {y for x, y in zip(own.words, own.words[1:], strict=False) if x == word}
    if len(after) != 1 or not after.isdisjoint(words):
        return False
    number = parts(next(iter(after)))
    return number[0].isdigit() and any(parts(one) == number for one in other.words)


def _without_slips(word: str, others: Sequence[str]) -> str:
    """The word of the other title that a word with digits slipped into it, or with other letters
    around the same digits, was meant for."""
    digits = _digits(word)
    for other in sorted(others):
        if other.isalpha():
            if _SLIPPED.search(word) and (
                _SLIPPED.sub("", word) == other or (len(other) > 6 and _near(word, other))
            ):
                return other
        elif len(word) > _LONG_WORD and digits == _digits(other) and _near(word, other):
            return other
    return ""


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _near(word: str, other: str) -> bool:
    return metrics.distance(word, other, score_cutoff=1) <= 1


def _remove_misread(words: list[str], others: list[str]) -> int:
    """Remove a roman numeral beside the short word that it may be damage of ("ii", "in")."""
    for word in words:
        if len(word) > 1 and word in ROMAN:
            for other in others:
                if other in vocabulary.STOP_WORDS and _near(word, other):
                    words.remove(word)
                    others.remove(other)
                    return 1
    return 0


def are_foreign(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether both titles are in another language than English."""
    return all(_share_known(title.words) < _FOREIGN_SHARE for title in (a, b))


def _share_known(words: Sequence[str]) -> float:
    long = [word for word in words if len(word) >= _LONG_WORD]
    return sum(map(vocabulary.is_known, long)) / len(long) if long else 1.0
