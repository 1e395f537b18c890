"""Two records in, a verdict out. (Working version: the fitted weights come with the quality work.)"""

from __future__ import annotations

from papercli.matching.agreement import agree_abstracts, agree_titles
from papercli.matching.record import Record
from papercli.model import Evidence, Outcome, Verdict


def compare(a: Record, b: Record) -> Verdict:
    """The verdict on two records with its evidence; symmetric and pure."""
    left, right = a.title_profile, b.title_profile
    if left.kind != right.kind:
        veto = f"{left.kind or 'paper'} / {right.kind or 'paper'}"
        return Verdict(Outcome.DIFFERENT, -30.0, (Evidence("kind", veto, -30.0),), veto)
    title = agree_titles(left, right)
    abstract = agree_abstracts(a.abstract_profile, b.abstract_profile)
    evidence = []
    if title.equal:
        evidence.append(Evidence("title", "equal", 4.0 if left.is_generic else 14.0))
    elif not title.only_a and not title.only_b:
        evidence.append(Evidence("title", "spelling", 11.0))
    else:
        share = title.shared_bits / (title.shared_bits + title.only_a_bits + title.only_b_bits + 1)
        evidence.append(Evidence("title", "words", -12.0 + 12 * share))
    if title.numbers != "agree":
        evidence.append(Evidence("numbers", title.numbers, -9.0))
    if abstract is not None:
        bits = 12.0 if abstract.runs > 0.5 else 5.0 if abstract.runs > 0.2 else -7.0
        evidence.append(Evidence("abstract", f"{abstract.runs:.2f}", bits))
    total = sum(e.bits for e in evidence)
    outcome = (
        Outcome.SAME if total > 5 else Outcome.UNDECIDED if total > 0 else Outcome.DIFFERENT
    )
    return Verdict(outcome, total, tuple(evidence))


def judge(a: Record, b: Record) -> tuple[Outcome, float]:
    """Outcome and bits of ``compare`` without the evidence."""
    verdict = compare(a, b)
    return verdict.outcome, verdict.bits
