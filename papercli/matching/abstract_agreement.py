"""How far two abstracts agree, and what they say of the words that two titles do not share."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from papercli.matching import words as vocabulary
from papercli.matching.abstracts import AbstractProfile
from papercli.matching.title_agreement import TitleAgreement


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
