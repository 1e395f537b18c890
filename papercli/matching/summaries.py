"""Whether one text is the summary of what another says at length, where no page says so."""

from __future__ import annotations

from papercli.matching import words as vocabulary
from papercli.matching.abstracts import AbstractProfile

MOST_WORDS, TIMES_LONGER = 60, 2.5
"""Words up to which a text can be a summary, and how many times as long its abstract is at least.
In gold/ai_summary_pairs summaries have 18 to 42 words, and abstracts four times as many or more."""
OWN_RUNS = 0.7
"""Share of the runs of three words of a summary that may stand in the abstract: at most 0.6 there;
the beginning of an abstract shares them all."""
INFORMATIVE = 7
"""Bits from which a word tells what a text is about, as in blocking."""
LEAST_INFORMATIVE = 5
"""Such words below which their share says nothing; summaries there have twice as many."""
KNOWN, KNOWN_LONG = 0.6, 0.4
"""Share of the informative words of a summary that its abstract knows, and that share beside a long
title. There it is .47 to .95, and from .65 in all but three; in abstracts of two papers that have
one title it is .31 at most (hard_pairs, met_pairs)."""


def is_summary(a: AbstractProfile, b: AbstractProfile, *, long_title: bool) -> bool:
    """Whether the shorter of two texts under one title, of at most `MOST_WORDS` and with less than
    `OWN_RUNS` in common, is a summary of the other: the same words in other sentences."""
    shorter, longer = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(longer.words) < TIMES_LONGER * len(shorter.words):
        return False
    told, known = _informative(shorter), _informative(longer)
    share = KNOWN_LONG if long_title else KNOWN
    return len(told) >= LEAST_INFORMATIVE and len(told & known) >= share * len(told)


def _informative(text: AbstractProfile) -> set[str]:
    return {
        vocabulary.stem(word)
        for word in text.vocabulary
        if word not in vocabulary.STOP_WORDS and vocabulary.bits(word) >= INFORMATIVE
    }
