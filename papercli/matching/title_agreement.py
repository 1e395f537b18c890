"""How far two titles agree: the numbers that levels and weights are made of."""

from __future__ import annotations

from papercli.matching import words as vocabulary
from papercli.matching.string_metrics import are_alike
from papercli.matching.titles import TitleProfile
from papercli.named_tuples import NamedTuple


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
    """The words that both have stand in the same order; told where no other words are left."""
    free: int
    """Stop words that only one title has."""
    numbers: str
    """``agree``, ``added`` (one title has a number more), ``beside`` (a number more that may be
    none of the title's own), ``differ``, ``opposite words``, or ``contrasted words`` ("English",
    "German")."""
    prefix: bool
    """One title is the beginning of the other."""
    otherwise: int = 0
    """Words that are written otherwise: numbers in another dress, abbreviations, words before a
    number."""
    damaged: tuple[tuple[str, str], ...] = ()
    """The words that agree as a misspelling, of either title."""


LIKE_SHARE, LIKE_LETTERS = 0.3, 60
"""Share of information, and percent of letters in the same order, below both of which words are not
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
    if are_alike(a.squashed, b.squashed, LIKE_LETTERS):
        return None
    only_a, only_b = tuple(sorted(a.content - both)), tuple(sorted(b.content - both))
    bits_a, bits_b = a.bits - shared, b.bits - shared
    return TitleAgreement(
        False, shared, only_a, only_b, bits_a, bits_b, 0, 0, 0, True, 0, "agree", False
    )


def agree_titles(a: TitleProfile, b: TitleProfile) -> TitleAgreement:
    """Bring the words of two titles together; symmetric up to the order of its one-sided fields."""
    if a.squashed == b.squashed:
        bits = max(a.bits, b.bits)
        numbers = "differ" if a.note and b.note and a.note != b.note else "agree"
        return TitleAgreement(True, bits, (), (), 0.0, 0.0, 0, 0, 0, True, 0, numbers, True)
    if unlike := _unlike(a, b):
        return unlike
    # Most titles that are compared so closely are equal.
    from papercli.matching.title_alignment import aligned

    return aligned(a, b)
