"""Verdicts: as JSON, and in one line for a message."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.model.verdict import Verdict


def verdict_value(verdict: Verdict | None) -> dict[str, object] | None:
    """The JSON object of a verdict: outcome, bits, veto and the evidence by field."""
    if verdict is None:
        return None
    return {
        "outcome": verdict.outcome.value,
        "bits": round(verdict.bits, 2),
        "veto": verdict.veto,
        "evidence": [
            {
                "field": part.field,
                "level": part.level,
                "bits": round(part.bits, 2),
                "detail": part.detail,
            }
            for part in verdict.evidence
        ],
    }


def in_words(said: Sequence[str]) -> str:
    """The evidence as one line of words, a semicolon between what is said of each field."""
    return "; ".join(said)


def in_one_line(verdict: Verdict) -> str:
    """``21.3 bits: title equal +12.0, year next -2.5`` with what asks for review, or the veto."""
    if verdict.veto:
        return f"veto: {verdict.veto}"
    parts = sorted(verdict.evidence, key=lambda part: -abs(part.bits))
    said = [f"{part.field} {part.level} {part.bits:+.1f}" for part in parts if part.bits]
    said += [f"{part.field}: {part.level}" for part in parts if part.field == "review"]
    return f"{verdict.bits:.1f} bits{': ' if said else ''}{', '.join(said)}"


def heading(word: str, verdict: Verdict) -> str:
    """How a pair is introduced: its outcome or what is wrong with it, and its match weight."""
    return f"{word}, {verdict.bits:+.1f} bits"
