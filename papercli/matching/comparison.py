"""Two records in, a verdict out: levels of agreement, their weights in bits, three outcomes.

The model is Fellegi and Sunter's (1969): every field agrees to some level, every level has a match
weight, and the weights add up. Two thresholds part the sum into same, undecided and different; a
veto says different, and a restraint undecided, whatever the sum.
"""

from __future__ import annotations

from papercli.matching.agreement import AbstractAgreement, TitleAgreement
from papercli.matching.levels import disagree, observe, restrained, unlike_at_sight, vetoed
from papercli.matching.record import Record
from papercli.matching.weights import PRIOR, WEIGHTS
from papercli.model import Evidence, Outcome, Verdict

SAME_BITS = 1.5
"""Sum from which two records are the same paper. With it no pair of c10000 and none of the hard
pairs is merged wrongly (``make quality``)."""
UNDECIDED_BITS = -4.0
"""Sum from which a pair is kept for the user to decide."""
SELF_BITS = 40.0
"""What a record weighs against itself."""
UNLIKE_BITS = -20.0
"""What a pair weighs that was not worth a closer look."""
VETO_BITS = -40.0
"""What a vetoed pair is said to weigh: below any sum that weights can reach."""

ASSIGNED = {
    "organization": {"same": 4.0, "differ": -3.0},
    "identifiers": {"same": 20.0},
}
"""Weights that the labelled data are silent on. Two Hugging Face papers share an organisation once
in 105 (corpus/hf_daily: 6.7 bits), less a margin for laboratories that write about one thing;
duplicates in the seeds never differ in it. An identifier is one paper's by definition."""


def _weight(field: str, level: str) -> float:
    table = ASSIGNED.get(field) or WEIGHTS.get(field, {})
    return table.get(level, 0.0)


def _outcome(bits: float, restraint: str | None) -> Outcome:
    if bits < UNDECIDED_BITS:
        return Outcome.DIFFERENT
    return Outcome.SAME if bits >= SAME_BITS and restraint is None else Outcome.UNDECIDED


def judge(a: Record, b: Record) -> tuple[Outcome, float]:
    """Outcome and bits of ``compare``, without the evidence."""
    if a is b:
        return Outcome.SAME, SELF_BITS
    if unlike_at_sight(a, b):
        return Outcome.DIFFERENT, UNLIKE_BITS
    if vetoed(a, b):
        return Outcome.DIFFERENT, VETO_BITS
    levels, _, _ = observe(a, b)
    if disagree(levels):
        return Outcome.DIFFERENT, VETO_BITS
    bits = PRIOR + sum(_weight(field, level) for field, level in levels.items())
    return _outcome(bits, restrained(a, b, levels)), round(bits, 1)


def compare(a: Record, b: Record) -> Verdict:
    """The verdict on two records with its evidence; symmetric, and a function of the two alone."""
    if a is b:
        return _plain(Outcome.SAME, "record", "compared with itself", SELF_BITS)
    if unlike_at_sight(a, b):
        return _plain(Outcome.DIFFERENT, "title", "nothing alike", UNLIKE_BITS)
    veto = vetoed(a, b)
    if veto:
        return Verdict(Outcome.DIFFERENT, VETO_BITS, (Evidence("veto", veto, VETO_BITS),), veto)
    levels, title, abstract = observe(a, b)
    veto = disagree(levels)
    if veto:
        return Verdict(Outcome.DIFFERENT, VETO_BITS, (Evidence("veto", veto, VETO_BITS),), veto)
    evidence = [Evidence("prior", "brought together by blocking", PRIOR)]
    for field, level in levels.items():
        bits = _weight(field, level)
        if bits:
            evidence.append(Evidence(field, level, bits, _detail(field, title, abstract)))
    total = PRIOR + sum(_weight(field, level) for field, level in levels.items())
    restraint = restrained(a, b, levels)
    outcome = _outcome(total, restraint)
    if outcome is Outcome.UNDECIDED and restraint:
        evidence.append(Evidence("restraint", restraint, 0.0))
    ordered = [evidence[0], *sorted(evidence[1:], key=lambda e: -abs(e.bits))]
    return Verdict(outcome, round(total, 1), tuple(ordered))


def _plain(outcome: Outcome, field: str, level: str, bits: float) -> Verdict:
    return Verdict(outcome, bits, (Evidence(field, level, bits),))


def _detail(field: str, title: TitleAgreement, abstract: AbstractAgreement | None) -> str:
    if field == "abstract" and abstract is not None:
        return f"{abstract.runs:.0%} of the shorter one's runs of three words"
    if field.startswith("title") and (title.only_a or title.only_b):
        only = sorted((" ".join(title.only_a), " ".join(title.only_b)))
        return "only one has: " + " / ".join(words for words in only if words)
    return ""
