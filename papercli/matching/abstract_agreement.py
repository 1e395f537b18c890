"""How far two abstracts agree, and what they say of the words that two titles do not share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from papercli.matching import words as vocabulary
from papercli.matching.abstracts import AbstractProfile, runs_of
from papercli.matching.title_agreement import TitleAgreement
from papercli.named_tuples import NamedTuple


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
    shorter, longer = _by_length(a, b)
    runs = len(shorter.shingles & longer.shingles) / max(1, len(shorter.shingles))
    return AbstractAgreement(runs, len(shorter.words))


def _by_length(a: AbstractProfile, b: AbstractProfile) -> tuple[AbstractProfile, AbstractProfile]:
    """The shorter one first; of equally long ones the same whichever is ``a``."""
    return (a, b) if (len(a.words), a.words) <= (len(b.words), b.words) else (b, a)


def longest_passage(a: AbstractProfile, b: AbstractProfile) -> float:
    """Share of the runs in common that stand in one passage, 0 to 1; the same both ways round.

    A revised abstract keeps a piece here and a piece there; one sentence and nothing else is what
    two papers quote from a third.
    """
    shorter, longer = _by_length(a, b)
    shared = [run in longer.shingles for run in runs_of(shorter.words)]
    if not any(shared):
        return 0.0
    return max(len(list(group)) for same, group in groupby(shared) if same) / sum(shared)


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
        for forms in _forms(only):
            if not forms.isdisjoint(own.vocabulary):
                missing = forms.isdisjoint(other.vocabulary)
                lacks += missing
                has += not missing
    return lacks, has


def _forms(words: Iterable[str]) -> Iterable[set[str]]:
    """The forms in which an abstract may hold the words of a title, words of one stem together."""
    told: dict[str, set[str]] = {}
    for word in words:
        stem = vocabulary.stem(word)
        told.setdefault(stem, {stem, stem + "s"}).add(word)
    return told.values()


def share_of_both(a: AbstractProfile, b: AbstractProfile) -> float:
    """Share of the runs of both abstracts that both have, 0 to 1 (Dice 1945)."""
    return 2 * len(a.shingles & b.shingles) / max(1, len(a.shingles) + len(b.shingles))


class Places(NamedTuple):
    """Where the abstracts hold the words in which two titles differ."""

    fewer: int
    """Places in the abstract that has fewer of them."""
    exchanged: int
    """Places, between the same two words, that hold those of one title in one abstract and those of
    the other, or nothing, in the other."""


def changed_places(title: TitleAgreement, a: AbstractProfile, b: AbstractProfile) -> Places:
    """How far abstracts that each hold the words of their own title only are one text with these
    words exchanged, or added."""
    found = _places(title.only_a, a.words), _places(title.only_b, b.words)
    fewer = min(
        places.total()
        for places, only in zip(found, (title.only_a, title.only_b), strict=True)
        if only
    )
    return Places(fewer, (found[0] & found[1]).total())


def _places(only: Sequence[str], words: Sequence[str]) -> Counter[tuple[str, str]]:
    """The words before and behind each run of words that one title only has; where it has none,
    every two neighbors."""
    if not only:
        return Counter(pairwise(("", *words, "")))
    forms = set().union(*_forms(only))
    found: Counter[tuple[str, str]] = Counter()
    before, inside = "", False
    for word in (*words, ""):
        if word in forms:
            inside = True
            continue
        if inside:
            found[before, word] += 1
        before, inside = word, False
    return found
