"""How far two titles, or two abstracts, agree: the numbers that levels and weights are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from papercli.matching import words as vocabulary
from papercli.matching.abstracts import AbstractProfile
from papercli.matching.titles import TitleProfile, is_number


class TitleAgreement(NamedTuple):
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


_MOST_MISSPELT = 2
"""Letters that a misspelling changes, swaps, adds or leaves out, at the most."""
_SAME_START = 5
"""First letters that words have in common which differ in their ending."""


def _similar(a: str, b: str) -> bool:
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
    allowed = 1 if longest < 9 else _MOST_MISSPELT
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _inflected(a: str, b: str) -> bool:
    if a[:_SAME_START] != b[:_SAME_START] or is_number(a) or is_number(b):
        return False
    shorter, longer = sorted((a, b), key=len)
    common = 0
    for x, y in zip(shorter, longer, strict=False):
        if x != y:
            break
        common += 1
    return common >= _SAME_START and common >= len(longer) - 4 and common >= len(shorter) - 2


MOST_ALONE = 16
"""Words that either title may have alone for them to be paired: pairing looks at each of one with
each of the other. Of the labelled pairs none has more of them that weights would merge."""

_Join = tuple[int, bool, str, tuple[str, ...]]
"""Two or three neighbors written as one word: how many, whether misspelt too, the word, they."""


def _joins(left: list[str], right: list[str], all_right: Sequence[str]) -> Iterator[_Join]:
    """Words of ``left`` that are neighbors of ``all_right`` written as one, some in ``right``."""
    unknown = [word for word in left if len(word) > 7 and not vocabulary.is_known(word)]
    parted = set(right)
    places = [place for place, word in enumerate(all_right) if word in parted]
    for size in (2, 3):
        first = 0
        for place in places:
            for start in range(max(first, place - size + 1), min(place, len(all_right) - size) + 1):
                parts = tuple(all_right[start : start + size])
                whole = "".join(parts)
                if whole in left:
                    yield size, False, whole, parts
                for word in unknown:
                    if word != whole and _similar(word, whole):
                        yield size, True, word, parts
            first = place + 1


def _join(a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]) -> int:
    """Remove words of one side that are neighbors of the other written as one; how often."""
    repaired = 0
    # Neither side comes first: what suits best does, then what sorts first.
    for _, _, word, parts in sorted([*_joins(left, right, b.words), *_joins(right, left, a.words)]):
        whole, parted = (left, right) if word in left else (right, left)
        if word in whole and not set(parts).isdisjoint(parted):
            whole.remove(word)
            for part in parts:
                if part in parted:
                    parted.remove(part)
            repaired += 1
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
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    return len(shorter) > 3 and longer.endswith(shorter) and longer[: -len(shorter)] in _NEGATING


def _any_opposite(left: Iterable[str], right: Iterable[str]) -> bool:
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


def _any_contrasted(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether a word of each side, no word of both, is of one group."""
    groups = [{_CONTRASTS.get(word) for word in side} - {None} for side in (left, right)]
    return not groups[0].isdisjoint(groups[1])


_RELATIONS = ("spelling", "plural", "misspelt", "inflected")
"""How two words can be one, the closest first."""


def _relation(word: str, other: str) -> str:
    """The closest of ``_RELATIONS`` in which two words stand, or empty."""
    if _opposite(word, other):
        return ""
    if vocabulary.american(word) == vocabulary.american(other):
        return "spelling"
    if vocabulary.stem(word) == vocabulary.stem(other):
        return "plural"
    if _similar(word, other):
        return "misspelt"
    return "inflected" if _inflected(word, other) else ""


def _alike(left: list[str], right: list[str]) -> Iterable[tuple[str, str]]:
    """The pairs of words that may stand in a relation, without a look at every pair."""
    if len(left) * len(right) <= 4:
        return product(left, right)
    found: set[tuple[str, str]] = set()
    for form in (vocabulary.american, vocabulary.stem, itemgetter(slice(_SAME_START))):
        forms: dict[str, list[str]] = {}
        for other in right:
            forms.setdefault(form(other), []).append(other)
        for word in left:
            found.update((word, other) for other in forms.get(form(word), ()))
    for word in left:
        near = process.extract(
            word, right, scorer=OSA.distance, score_cutoff=_MOST_MISSPELT, limit=None
        )
        found.update((word, other) for other, _, _ in near)
    return found


def _paired(left: list[str], right: list[str]) -> Counter[str]:
    """Remove pairs of words that are one word; counts how they are.

    The closest pairs first, of equally close ones those that sort first: the same whichever side is
    ``left``.
    """
    found = [
        (_RELATIONS.index(relation), sorted(pair), *pair)
        for pair in _alike(left, right)
        if (relation := _relation(*pair))
    ]
    relations: Counter[str] = Counter()
    for rank, _, word, other in sorted(found):
        while word in left and other in right:
            left.remove(word)
            right.remove(other)
            relations[_RELATIONS[rank]] += 1
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


def _has_number(words: Sequence[str], all_words: Sequence[str]) -> bool:
    if not words:
        return False
    if len(words) == 1:
        at = all_words.index(words[0])
        return words[0] == "i" or is_number(words[0], all_words[at - 1] if at else "")
    before = dict(zip(reversed(all_words), (*reversed(all_words[:-1]), ""), strict=True))
    return any(is_number(word, before[word]) or word == "i" for word in words)


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
    if a.squashed.startswith(b.squashed) or b.squashed.startswith(a.squashed):
        return None
    if fuzz.ratio(a.squashed, b.squashed, score_cutoff=LIKE_LETTERS):
        return None
    only_a, only_b = tuple(sorted(a.content - both)), tuple(sorted(b.content - both))
    bits_a, bits_b = a.bits - shared, b.bits - shared
    return TitleAgreement(
        False, shared, only_a, only_b, bits_a, bits_b, 0, 0, 0, True, 0, "agree", False
    )


def _alone(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that ``others`` has not, or has less often."""
    left = set(others)
    if len(left) == len(others) and len(set(words)) == len(words):
        return [word for word in words if word not in left]
    return list((Counter(words) - Counter(others)).elements())


def _in_order(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the telling words that each has once stand in the same order in both."""
    both = set(a).intersection(b) - vocabulary.STOP_WORDS
    for words in (a, b):
        if len(set(words)) < len(words):
            both.difference_update(word for word, times in Counter(words).items() if times > 1)
    return [word for word in a if word in both] == [word for word in b if word in both]


def agree_titles(a: TitleProfile, b: TitleProfile) -> TitleAgreement:
    """Bring the words of two titles together; symmetric up to the order of its one-sided fields."""
    if a.squashed == b.squashed:
        bits = max(a.bits, b.bits)
        return TitleAgreement(True, bits, (), (), 0.0, 0.0, 0, 0, 0, True, 0, "agree", True)
    if unlike := _unlike(a, b):
        return unlike
    left, right = _alone(a.words, b.words), _alone(b.words, a.words)
    in_order = _in_order(a.words, b.words)
    misspelt = 0
    relations: Counter[str] = Counter()
    if left and right and max(len(left), len(right)) <= MOST_ALONE:
        misspelt = _join(a, b, left, right)
        relations = _paired(left, right)
        misspelt += relations["spelling"] + relations["misspelt"]
    if left and right and (apart := _letters_apart(a, b, left, right)):
        misspelt += apart
        left, right = [], []
    number_a, number_b = _has_number(left, a.words), _has_number(right, b.words)
    numbers = "agree"
    if number_a or number_b:
        numbers = "differ" if number_a and number_b else "added"
    elif _any_opposite(left, right):
        numbers = "opposite words"
    elif _any_contrasted(left, right):
        numbers = "contrasted words"
    only_a = tuple(w for w in left if w not in vocabulary.FREE_WORDS)
    only_b = tuple(w for w in right if w not in vocabulary.FREE_WORDS)
    free = len(left) + len(right) - len(only_a) - len(only_b)
    bits_a, bits_b = (float(vocabulary.information(only)) for only in (only_a, only_b))
    shared = max(0.0, (a.bits - bits_a + b.bits - bits_b) / 2)
    prefix = a.squashed.startswith(b.squashed) or b.squashed.startswith(a.squashed)
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
        prefix,
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
        told: dict[str, set[str]] = {}
        for word in only:
            stem = vocabulary.stem(word)
            told.setdefault(stem, {stem, stem + "s"}).add(word)
        for forms in told.values():
            if not forms.isdisjoint(own.vocabulary):
                missing = forms.isdisjoint(other.vocabulary)
                lacks += missing
                has += not missing
    return lacks, has


class AbstractAgreement(NamedTuple):
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
