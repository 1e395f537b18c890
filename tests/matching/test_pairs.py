"""The rules of the matching, held by the invented pairs of ``fixtures/pairs``.

A row says what is known of two sightings, which outcome their comparison has, and on what evidence:
every field and level that speaks, and the veto or review rule above the sum. A wrong rule changes
one or the other.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from papercli.evaluate import evaluate
from papercli.labeled import check_pair, pair_of
from papercli.matching import comparison
from papercli.matching.comparison import ASSIGNED, SAME_BITS, UNDECIDED_BITS, compare, score
from papercli.matching.levels import comparison_vector
from papercli.matching.record import Record
from papercli.matching.rules import OF_EQUAL_TITLES, REVIEW
from papercli.matching.rules import VETOES as VETO_RULES
from papercli.matching.weights import WEIGHTS
from papercli.model.verdict import Outcome
from papercli.output.evidence import in_one_line
from tests.invented import ROOT
from tests.matching.reviewed import REVIEWED

FILES = sorted((ROOT / "fixtures" / "pairs").glob("*.jsonl"))
Level = tuple[str, str]
WEIGHED = {
    (field, level): bits
    for table in (WEIGHTS, ASSIGNED)
    for field, levels in table.items()
    for level, bits in levels.items()
}
UNWEIGHED = {
    ("authors", "differ"),
    ("title", "nothing alike"),
    ("identifiers", "one arXiv id"),
    ("identifiers", "no title, and none shared"),
}
"""Levels that decide without a weight."""
NOISE = 0.5
"""Bits below which the sign of a fitted weight says nothing."""
KINDS = ("addendum comment discussion erratum rejoinder reply retraction review").split()
VETOES = {
    "two arXiv ids",
    "two DOIs",
    "numbers differ",
    "a number on one side only",
    "another title and another number of authors",
    "reply against comment",
    *(f"{kind} on one side only" for kind in KINDS),
}


class Row(NamedTuple):
    """A pair of the fixtures, and what its comparison should say."""

    file: Path
    fields: dict[str, Any]
    outcome: Outcome
    evidence: frozenset[Level]

    def records(self) -> tuple[Record, Record]:
        """Two records made anew: an object is not compared with itself."""
        pair = pair_of(self.fields)
        return pair.a, pair.b

    def comes_out_otherwise(self) -> bool:
        return compare(*self.records()).outcome is not self.outcome


def read() -> Iterator[Row]:
    for file in FILES:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n")[:-1], 1):
            fields = json.loads(line)
            check_pair(fields, f"{file.name}:{number}")
            evidence = frozenset((field, level) for field, level in fields["evidence"])
            yield Row(file, fields, Outcome(fields["outcome"]), evidence)


ROWS = list(read())


@pytest.mark.parametrize("row", ROWS, ids=[row.fields["id"] for row in ROWS])
def test_a_pair_comes_out_as_expected_for_the_reasons_given(row: Row) -> None:
    a, b = row.records()
    verdict, back = compare(a, b), compare(b, a)
    told = f"{row.fields['why']}\n{verdict.outcome.value}, {in_one_line(verdict)}"
    assert verdict.outcome is row.outcome, told
    vetoed = [part.level for part in verdict.evidence if part.field == "veto"]
    assert verdict.veto == (vetoed[0] if vetoed else None)
    said = {(part.field, part.level) for part in verdict.evidence if part.field != "prior"}
    assert said <= row.evidence, told
    # What a veto hides, and what has no weight, is seen all the same.
    assert row.evidence <= said | set(comparison_vector(a, b).labels().items()), told
    assert (back.outcome, back.bits, back.veto) == (verdict.outcome, verdict.bits, verdict.veto)
    assert sorted(back.evidence) == sorted(verdict.evidence)
    assert score(a, b) == score(b, a) == (verdict.outcome, verdict.bits)


def test_every_level_veto_and_review_rule_is_met_by_a_pair() -> None:
    met = {level for row in ROWS for level in row.evidence}
    assert not WEIGHED.keys() - met
    assert not UNWEIGHED - met
    assert not {("veto", veto) for veto in VETOES} - met
    assert {level for field, level in met if field == "review"} == REVIEWED


def test_every_weight_turned_round_changes_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    met: defaultdict[Level, list[Row]] = defaultdict(list)
    for row in ROWS:
        for each in row.evidence:
            met[each].append(row)
    idle = []
    for (field, level), bits in WEIGHED.items():
        table = ASSIGNED if field in ASSIGNED else WEIGHTS
        with monkeypatch.context() as turned:
            turned.setitem(table[field], level, -bits)
            if abs(bits) >= NOISE and not any(map(Row.comes_out_otherwise, met[field, level])):
                idle.append((field, level, bits))
    assert not idle


@pytest.mark.parametrize(
    ("rules", "field", "reasons"),
    [(("early_veto", "veto"), "veto", VETOES), (("clerical_review",), "review", REVIEWED)],
)
def test_every_veto_and_review_rule_dropped_changes_an_outcome(
    monkeypatch: pytest.MonkeyPatch, rules: tuple[str, ...], field: str, reasons: set[str]
) -> None:
    for rule in rules:
        monkeypatch.setattr(comparison, rule, lambda *_: None)
    needed = {
        level
        for row in ROWS
        for above, level in row.evidence
        if above == field and row.comes_out_otherwise()
    }
    assert not reasons - needed


def test_no_rule_but_those_of_equal_titles_holds_for_equal_titles() -> None:
    equal = 0
    for row in ROWS:
        a, b = row.records()
        seen = comparison_vector(a, b)
        if seen.titles.equal and seen.numbers == "agree":
            equal += 1
            for every, few in zip((VETO_RULES, REVIEW), OF_EQUAL_TITLES, strict=True):
                others = [rule for rule in every if rule not in few]
                assert len(few) + len(others) == len(every)
                assert not any(rule(a, b, seen) for rule in others)
    assert equal > len(ROWS) / 10


@pytest.mark.parametrize("threshold", [SAME_BITS, UNDECIDED_BITS])
def test_pairs_stand_just_above_and_just_below_each_threshold(threshold: float) -> None:
    weighed = [
        score(*row.records())[1]
        for row in ROWS
        if not any(field in ("veto", "review") for field, _ in row.evidence)
    ]
    assert any(threshold <= bits < threshold + NOISE for bits in weighed)
    assert any(threshold - NOISE < bits < threshold for bits in weighed)


def test_every_row_has_an_id_of_its_own_and_a_reason() -> None:
    assert max(Counter(row.fields["id"] for row in ROWS).values()) == 1
    assert all(row.fields["why"].endswith(".") for row in ROWS)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_evaluate_reads_the_same_rows_and_finds_them_right(file: Path) -> None:
    found = evaluate(file)
    assert found.wrong == []
    expected = Counter(row.outcome for row in ROWS if row.file == file)
    for label, outcome in zip(("1", "undecided", "0"), Outcome, strict=True):
        right = {each.value: 0 for each in Outcome} | {outcome.value: expected[outcome]}
        assert found.as_dict()[label] == right
