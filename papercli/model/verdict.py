"""What a comparison of two records says."""

from __future__ import annotations

from enum import Enum

from papercli.named_tuples import NamedTuple


class Outcome(str, Enum):
    """The three outcomes of a comparison (Fellegi and Sunter 1969)."""

    SAME = "same"
    UNDECIDED = "undecided"
    DIFFERENT = "different"


class Evidence(NamedTuple):
    """What one field contributes to a verdict."""

    field: str
    level: str
    bits: float
    """Match weight: log2 of how much likelier the agreement is among true matches."""
    detail: str = ""


class Verdict(NamedTuple):
    """What the comparison of two records says, with everything that led to it."""

    outcome: Outcome
    bits: float
    evidence: tuple[Evidence, ...]
    veto: str | None = None
    """Why the two are different whatever their similarity, where that is so."""
