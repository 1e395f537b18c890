"""How two words can be one word, or each other's opposite."""

from __future__ import annotations

from collections.abc import Iterable

from papercli.matching import words as vocabulary
from papercli.matching.damage import other_beginning, other_ending, similar
from papercli.matching.string_metrics import metrics
from papercli.matching.titles import is_number
from papercli.text.spelling import other_spelling

SAME_START = 5
"""First letters that words have in common which differ in their ending."""


def _inflected(a: str, b: str) -> bool:
    if a[:SAME_START] != b[:SAME_START] or is_number(a) or is_number(b):
        return False
    shorter, longer = sorted((a, b), key=len)
    common = 0
    for x, y in zip(shorter, longer, strict=False):
        if x != y:
            break
        common += 1
    return common >= SAME_START and common >= len(longer) - 4 and common >= len(shorter) - 2


_NEGATING = (
    "un",
    "non",
    "in",
    "im",
    "ir",
    "dis",
    "anti",
    "de",
    "sub",
    "super",
    "pre",
    "post",
    "multi",
    "semi",
    "quasi",
)


def _opposite(a: str, b: str) -> bool:
    """Whether one word is the other with a prefix that changes what it means ("unsupervised")."""
    if len(a) == len(b) or a[-4:] != b[-4:]:
        return False
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    return len(shorter) > 3 and longer.endswith(shorter) and longer[: -len(shorter)] in _NEGATING


def any_opposite(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether any word of one side is the opposite of any of the other, in one look at each."""
    sides = set(left), set(right)
    return any(
        word.startswith(prefix) and len(word) > len(prefix) + 3 and word[len(prefix) :] in other
        for side, other in (sides, sides[::-1])
        for word in side
        if word.startswith(_NEGATING)
        for prefix in _NEGATING
    )


_CONTRASTS = {
    word: group
    for group, words in enumerate(
        (
            "classification captioning detection generation localization recognition retrieval"
            " segmentation summarization tracking translation",
            "arabic chinese dutch english french german hindi italian japanese korean portuguese"
            " russian spanish turkish",
            "adult fetal neonatal pediatric",
            "attacking breaking certifying defending improving",
            "backward forward inverse",
            "continuous discrete",
            "dynamic static",
            "external internal",
            "global local",
            "left right",
            "lower upper",
            "offline online",
            "proactive reactive",
            "qualitative quantitative",
            "spatial temporal",
        )
    )
    for word in words.split()
}
"""Words that name one of several things to work on; a title with another of its group is mostly of
another paper."""


def any_contrasted(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether a word of each side, no word of both, is of one group."""
    groups = [{_CONTRASTS.get(word) for word in side} - {None} for side in (left, right)]
    return not groups[0].isdisjoint(groups[1])


_spelled_otherwise = vocabulary.Remembered(other_spelling).__getitem__


def _two_spellings(a: str, b: str) -> bool:
    # Most pairs are told apart by their letters sooner than by the table of spellings.
    if metrics.distance(a, b, score_cutoff=2) > 2:
        return False
    return _spelled_otherwise(a) == b or _spelled_otherwise(b) == a


_TWO_FOR_ONE = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"))
_GREEK = {
    "alpha": "a", "beta": "b", "gamma": "y g", "delta": "d", "epsilon": "e", "eta": "n",
    "kappa": "k", "mu": "u m", "nu": "v n", "rho": "p r", "sigma": "s", "tau": "t", "chi": "x",
    "omega": "w o",
}  # fmt: skip
"""Letters that Greek ones look like, or stand for where a program could not show them."""


def _one_letter_for_two(a: str, b: str) -> bool:
    """Whether two words are one with an umlaut written out ("Schroedinger"), with "ph" for "f" or
    "rn" for "m", or a Greek letter beside the Latin one that it looks like."""
    if len(a) == len(b):
        return False
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    if len(shorter) == 1:
        return shorter in _GREEK.get(longer, "").split()
    if len(longer) - len(shorter) > MOST_WRITTEN_OUT or len(shorter) < SAME_START:
        return False
    if longer.replace("rn", "m") == shorter.replace("rn", "m"):
        return True
    folded = longer
    for two, one in _TWO_FOR_ONE:
        folded = folded.replace(two, one)
    return folded == shorter


MOST_WRITTEN_OUT = 2
"""Letters that are written as two in one word, at the most."""

RELATIONS = ("spelling", "plural", "misspelt", "inflected")
"""How two words can be one, the closest first."""


def relation(word: str, other: str) -> str:
    """The closest of ``RELATIONS`` in which two words stand, or empty."""
    if _opposite(word, other):
        return ""
    if vocabulary.american(word) == vocabulary.american(other) or _two_spellings(word, other):
        return "spelling"
    if _one_letter_for_two(word, other):
        return "spelling"
    if vocabulary.stem(word) == vocabulary.stem(other):
        return "plural"
    if similar(word, other):
        return "misspelt"
    if not _inflected(word, other) or other_beginning(word, other) or other_ending(word, other):
        return ""
    return "inflected"
