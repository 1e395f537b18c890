"""How two words can be one word, or each other's opposite."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from papercli.matching import words as vocabulary
from papercli.matching.titles import is_number

MOST_MISSPELT = 2
"""Letters that a misspelling changes, swaps, adds or leaves out, at the most."""
SAME_START = 5
"""First letters that words have in common which differ in their ending."""


def similar(a: str, b: str) -> bool:
    """Whether two words are likely one word misspelt: near in letters, and not both real words."""
    if abs(len(a) - len(b)) > 2:
        return False
    if is_number(a) or is_number(b):
        return False
    longest = max(len(a), len(b))
    if longest == 1:  # "Part A" and "Part B"
        return False
    if longest <= 4 and (a in vocabulary.STOP_WORDS or b in vocabulary.STOP_WORDS):
        return OSA.distance(a, b, score_cutoff=1) <= 1
    known_a, known_b = vocabulary.is_known(a), vocabulary.is_known(b)
    if known_a and known_b:
        return False
    shortest_allowed = 4 if known_a or known_b else 7
    if longest < shortest_allowed:
        return False
    allowed = 1 if longest < 9 else MOST_MISSPELT
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


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


RELATIONS = ("spelling", "plural", "misspelt", "inflected")
"""How two words can be one, the closest first."""


def relation(word: str, other: str) -> str:
    """The closest of ``RELATIONS`` in which two words stand, or empty."""
    if _opposite(word, other):
        return ""
    if vocabulary.american(word) == vocabulary.american(other):
        return "spelling"
    if vocabulary.stem(word) == vocabulary.stem(other):
        return "plural"
    if similar(word, other):
        return "misspelt"
    return "inflected" if _inflected(word, other) else ""
