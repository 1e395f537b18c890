"""How far two titles, or two abstracts, agree: the numbers that levels and weights are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
    repaired: int
    """Words that agree only as a misspelling, an inflection, or joined and split."""
    free: int
    """Stop words that only one title has."""
    numbers: str
    """``agree``, ``added`` (one title has a number more) or ``differ``."""
    prefix: bool
    """One title is the beginning of the other."""
    suffix: bool
    """One title is the end of the other."""


def _similar(a: str, b: str) -> bool:
    longest = max(len(a), len(b))
    if longest < 4 or any(c.isdigit() for c in a) or any(c.isdigit() for c in b):
        return False
    allowed = 1 if longest < 8 else 2
    if vocabulary.is_known(a) and vocabulary.is_known(b):
        return False
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _inflected(a: str, b: str) -> bool:
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


def _paired(left: list[str], right: list[str]) -> int:
    """Remove pairs of words that are one word misspelt or inflected."""
    repaired = 0
    for word in list(left):
        for other in right:
            if vocabulary.stem(word) == vocabulary.stem(other) or _similar(word, other) or _inflected(word, other):
                left.remove(word)
                right.remove(other)
                repaired += 1
                break
    return repaired


def _numbers_in(words: list[str], all_words: Sequence[str]) -> list[str]:
    found = []
    for word in words:
        at = all_words.index(word)
        if is_number(word, all_words[at - 1] if at else ""):
            found.append(word)
    return found


def agree_titles(a: TitleProfile, b: TitleProfile) -> TitleAgreement:
    """Bring the words of two titles together; symmetric up to the order of its one-sided fields."""
    if a.squashed == b.squashed:
        shared = sum(map(vocabulary.bits, a.content))
        return TitleAgreement(True, shared, (), (), 0.0, 0.0, 0, 0, "agree", True, True)
    count_a, count_b = Counter(a.words), Counter(b.words)
    left, right = list((count_a - count_b).elements()), list((count_b - count_a).elements())
    repaired = _joined(left, right, b.words) + _joined(right, left, a.words)
    repaired += _paired(left, right)
    numbers_a, numbers_b = _numbers_in(left, a.words), _numbers_in(right, b.words)
    numbers = "agree"
    if numbers_a or numbers_b:
        numbers = "differ" if numbers_a and numbers_b else "added"
    only_a = tuple(w for w in left if w not in vocabulary.FREE_WORDS)
    only_b = tuple(w for w in right if w not in vocabulary.FREE_WORDS)
    free = len(left) + len(right) - len(only_a) - len(only_b)
    bits_a, bits_b = (float(sum(map(vocabulary.bits, only))) for only in (only_a, only_b))
    all_a = sum(vocabulary.bits(w) for w in a.words if w not in vocabulary.STOP_WORDS)
    all_b = sum(vocabulary.bits(w) for w in b.words if w not in vocabulary.STOP_WORDS)
    shared = max(0.0, (all_a - bits_a + all_b - bits_b) / 2)
    short, long = sorted((a.squashed, b.squashed), key=lambda s: (len(s), s))
    return TitleAgreement(
        False,
        shared,
        only_a,
        only_b,
        bits_a,
        bits_b,
        repaired,
        free,
        numbers,
        long.startswith(short),
        long.endswith(short),
    )


@dataclass(frozen=True, slots=True)
class AbstractAgreement:
    """Shares from 0 to 1, each of the shorter abstract's (or of the part that both have)."""

    runs: float
    """Runs of three words that both have."""
    rare_words: float
    """Information of the different words that both have."""


def agree_abstracts(a: AbstractProfile, b: AbstractProfile) -> AbstractAgreement | None:
    """Overlap of two abstracts, truncation apart; None where one of them says nothing."""
    if not a.words or not b.words:
        return None
    shorter, longer = sorted((a, b), key=lambda p: (len(p.words), p.words))
    runs = len(shorter.shingles & longer.shingles) / max(1, len(shorter.shingles))
    words_a, words_b = set(shorter.words), set(longer.words)
    total = sum(max(0, vocabulary.bits(w) - 3) for w in words_a)
    shared = sum(max(0, vocabulary.bits(w) - 3) for w in words_a & words_b)
    return AbstractAgreement(runs, shared / total if total else 0.0)
