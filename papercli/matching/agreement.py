"""How far two titles, or two abstracts, agree: the numbers that levels and weights are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from papercli.matching import words as vocabulary
from papercli.matching.abstracts import AbstractProfile
from papercli.matching.titles import TitleProfile, is_number


@dataclass(frozen=True, slots=True)
class TitleAgreement:
    """Words that two titles share, words that only one has, and how they were brought together."""

    equal: bool
    """Letter for letter, apart from case, blanks, punctuation and mark-up."""
    shared_bits: float
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    only_a_bits: float
    only_b_bits: float
    misspelt: int
    """Words that agree only as a misspelling, or joined and split."""
    plural: int
    """Words that agree but for singular and plural."""
    inflected: int
    """Words that agree but for their ending."""
    in_order: bool
    """The words that both have stand in the same order."""
    free: int
    """Stop words that only one title has."""
    numbers: str
    """``agree``, ``added`` (one title has a number more), ``differ``, ``opposite words``, or
    ``contrasted words`` ("English", "German")."""
    prefix: bool
    """One title is the beginning of the other."""


def _similar(a: str, b: str) -> bool:
    """Whether two words are likely one word misspelt: near in letters, and not both real words."""
    if abs(len(a) - len(b)) > 2:
        return False
    if is_number(a) or is_number(b):
        return False
    longest = max(len(a), len(b))
    if longest <= 4 and (a in vocabulary.STOP_WORDS or b in vocabulary.STOP_WORDS):
        return OSA.distance(a, b, score_cutoff=1) <= 1
    known_a, known_b = vocabulary.is_known(a), vocabulary.is_known(b)
    if known_a and known_b:
        return False
    shortest_allowed = 4 if known_a or known_b else 7
    if longest < shortest_allowed:
        return False
    allowed = 1 if longest < 9 else 2
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _inflected(a: str, b: str) -> bool:
    if a[:5] != b[:5] or is_number(a) or is_number(b):
        return False
    shorter, longer = sorted((a, b), key=len)
    common = 0
    for x, y in zip(shorter, longer, strict=False):
        if x != y:
            break
        common += 1
    return common >= 5 and common >= len(longer) - 4 and common >= len(shorter) - 2


def _joined(left: list[str], right: list[str], all_right: Sequence[str]) -> int:
    """Remove words of ``left`` that are two or three neighbours of ``all_right`` written as one."""
    repaired = 0
    for size in (2, 3):
        for start in range(len(all_right) - size + 1):
            parts = all_right[start : start + size]
            whole = "".join(parts)
            for word in left:
                known = vocabulary.is_known(word)
                if word == whole or (not known and len(word) > 7 and _similar(word, whole)):
                    if not any(part in right for part in parts):
                        continue
                    left.remove(word)
                    for part in parts:
                        if part in right:
                            right.remove(part)
                    repaired += 1
                    break
    return repaired


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
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) > 3 and longer.endswith(shorter) and longer[: -len(shorter)] in _NEGATING


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


def _contrasted(a: str, b: str) -> bool:
    group = _CONTRASTS.get(a)
    return group is not None and a != b and group == _CONTRASTS.get(b)


def _relation(word: str, other: str) -> str:
    if _opposite(word, other):
        return ""
    if vocabulary.american(word) == vocabulary.american(other):
        return "misspelt"
    if vocabulary.stem(word) == vocabulary.stem(other):
        return "plural"
    if _similar(word, other):
        return "misspelt"
    return "inflected" if _inflected(word, other) else ""


def _paired(left: list[str], right: list[str]) -> Counter[str]:
    """Remove pairs of words that are one word; counts how they are."""
    relations: Counter[str] = Counter()
    for word in list(left):
        for other in right:
            relation = _relation(word, other)
            if relation:
                left.remove(word)
                right.remove(other)
                relations[relation] += 1
                break
    return relations


def _letters_apart(
    a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]
) -> int | None:
    """Letters that two titles differ in where words are too damaged to pair, else None."""
    length = min(len(a.squashed), len(b.squashed))
    if length < 25 or all(map(vocabulary.is_known, (*left, *right))):
        return None
    if any(map(is_number, (*left, *right))):
        return None
    allowed = min(3, length // 15)
    apart: int = OSA.distance(a.squashed, b.squashed, score_cutoff=allowed)
    return apart if apart <= allowed else None


def _numbers_in(words: list[str], all_words: Sequence[str]) -> list[str]:
    found = []
    for word in words:
        at = all_words.index(word)
        if is_number(word, all_words[at - 1] if at else "") or word == "i":
            found.append(word)
    return found


LIKE_SHARE, LIKE_LETTERS = 0.3, 60
"""Share of information, and rapidfuzz ratio of the letters, below both of which words are not
aligned."""


def _unlike(a: TitleProfile, b: TitleProfile) -> TitleAgreement | None:
    """The agreement of two titles that have so little in common that aligning their words is in
    vain."""
    both = a.content & b.content
    shared = vocabulary.information(both)
    if shared >= LIKE_SHARE * (a.bits + b.bits - shared) or a.is_cut or b.is_cut:
        return None
    short, long = sorted((a.squashed, b.squashed), key=len)
    if long.startswith(short) or fuzz.ratio(short, long, score_cutoff=LIKE_LETTERS):
        return None
    only_a, only_b = tuple(sorted(a.content - both)), tuple(sorted(b.content - both))
    bits_a, bits_b = a.bits - shared, b.bits - shared
    return TitleAgreement(
        False, shared, only_a, only_b, bits_a, bits_b, 0, 0, 0, True, 0, "agree", False
    )


def _in_order(a: Sequence[str], b: Sequence[str], both: Counter[str]) -> bool:
    once = {w for w in both if w not in vocabulary.STOP_WORDS and a.count(w) == b.count(w) == 1}
    return [w for w in a if w in once] == [w for w in b if w in once]


def agree_titles(a: TitleProfile, b: TitleProfile) -> TitleAgreement:
    """Bring the words of two titles together; symmetric up to the order of its one-sided fields."""
    if a.squashed == b.squashed:
        return TitleAgreement(True, a.bits, (), (), 0.0, 0.0, 0, 0, 0, True, 0, "agree", True)
    if unlike := _unlike(a, b):
        return unlike
    count_a, count_b = Counter(a.words), Counter(b.words)
    left, right = list((count_a - count_b).elements()), list((count_b - count_a).elements())
    in_order = _in_order(a.words, b.words, count_a & count_b)
    misspelt = _joined(left, right, b.words) + _joined(right, left, a.words)
    relations = _paired(left, right)
    misspelt += relations["misspelt"]
    if left and right and (apart := _letters_apart(a, b, left, right)):
        misspelt += apart
        left, right = [], []
    numbers_a, numbers_b = _numbers_in(left, a.words), _numbers_in(right, b.words)
    numbers = "agree"
    if any(_opposite(x, y) for x in left for y in right):
        numbers = "opposite words"
    elif any(_contrasted(x, y) for x in left for y in right):
        numbers = "contrasted words"
    if numbers_a or numbers_b:
        numbers = "differ" if numbers_a and numbers_b else "added"
    only_a = tuple(w for w in left if w not in vocabulary.FREE_WORDS)
    only_b = tuple(w for w in right if w not in vocabulary.FREE_WORDS)
    free = len(left) + len(right) - len(only_a) - len(only_b)
    bits_a, bits_b = (float(vocabulary.information(only)) for only in (only_a, only_b))
    shared = max(0.0, (a.bits - bits_a + b.bits - bits_b) / 2)
    short, long = sorted((a.squashed, b.squashed), key=lambda s: (len(s), s))
    return TitleAgreement(
        False,
        shared,
        only_a,
        only_b,
        bits_a,
        bits_b,
        misspelt,
        relations["plural"],
        relations["inflected"],
        in_order,
        free,
        numbers,
        long.startswith(short),
    )


def changed_words_are_apart(
    title: TitleAgreement, a: AbstractProfile, b: AbstractProfile
) -> tuple[int, int]:
    """Words of one title only that its own abstract holds: how many the other abstract lacks, and
    has.

    A retitled paper's abstract still speaks of both; a companion paper changed the abstract too.
    """
    if not (a.words and b.words):
        return 0, 0
    lacks = has = 0
    for only, own, other in ((title.only_a, a, b), (title.only_b, b, a)):
        for word in {vocabulary.stem(w) for w in only}:
            forms = {word, word + "s", *(w for w in only if vocabulary.stem(w) == word)}
            if not forms.isdisjoint(own.vocabulary):
                missing = forms.isdisjoint(other.vocabulary)
                lacks += missing
                has += not missing
    return lacks, has


@dataclass(frozen=True, slots=True)
class AbstractAgreement:
    """How much of the shorter abstract stands in the longer one."""

    runs: float
    """Share of its runs of three words, 0 to 1."""
    words: int
    """Words of the shorter abstract."""


def agree_abstracts(a: AbstractProfile, b: AbstractProfile) -> AbstractAgreement | None:
    """Overlap of two abstracts, truncation apart; None where one of them says nothing.

    The share of the shorter one's runs that the longer one holds (containment, Broder 1997).
    """
    if not a.words or not b.words:
        return None
    shorter, longer = sorted((a, b), key=lambda p: (len(p.words), p.words))
    runs = len(shorter.shingles & longer.shingles) / max(1, len(shorter.shingles))
    return AbstractAgreement(runs, len(shorter.words))


def longest_passage(a: AbstractProfile, b: AbstractProfile) -> float:
    """Share of the runs in common that stand in one passage, 0 to 1; the same both ways round.

    A revised abstract keeps a piece here and a piece there; one sentence and nothing else is what
    two papers quote from a third.
    """
    shorter, longer = sorted((a, b), key=lambda p: (len(p.words), p.words))
    words, runs = shorter.words, longer.shingles
    shared = [run in runs for run in zip(words, words[1:], words[2:], strict=False)]
    if not any(shared):
        return 0.0
    return max(len(list(group)) for same, group in groupby(shared) if same) / sum(shared)
