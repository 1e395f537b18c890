"""What a person is told of a decision, by titles."""

from __future__ import annotations

import pytest

from papercli.model.decision import Decision, Said
from papercli.output.decided import (
    decision_row,
    merged_lines,
    review_lines,
    split_lines,
    titles_of,
    told,
    undone_lines,
)
from papercli.store.following import DecisionReport

WHEN = "2026-01-02T03:04:05"
JOINED = Decision(
    4,
    "same",
    (Said(1, "k", "Kelp", 7), Said(1, "f", "Fog", 9), Said(2, "n", "Kelp at Night", 7)),
    WHEN,
)
PARTED = Decision(
    5, "different", (Said(1, "k", "Kelp", 7), Said(2, "f", "Fog", 7), Said(2, "m", "Mist", 7)), WHEN
)
KELP, FOG = {7: "Kelp"}, {10: "Fog"}


@pytest.mark.parametrize(
    ("decision", "titles", "line"),
    [
        (JOINED, ["Kelp", "Fog"], 'decision 4, that "Kelp" and "Fog" are one paper'),
        (
            JOINED._replace(said=(*JOINED.said, Said(3, "m", "Mist"), Said(3, "d", "Dew", 8))),
            ["Kelp", "Fog"],
            'decision 4, that "Kelp" and "Fog" are one paper',
        ),
        (PARTED, ["Kelp", "Fog"], 'decision 5, that "Kelp" and "Fog" are different papers'),
        (
            PARTED._replace(said=tuple(Said(part, str(part), "Kelp") for part in (1, 2, 3))),
            ["Kelp"] * 3,
            'decision 5, that 3 entries titled "Kelp" are different papers',
        ),
        (
            PARTED._replace(said=(*PARTED.said[:2], Said(3, "n", "", 7), Said(4, "m", "", 8))),
            ["Kelp", "Fog", "", ""],
            'decision 5, that "Kelp", "Fog" and one without a title are different papers',
        ),
        (
            JOINED._replace(said=(Said(1, "n", ""), Said(1, "m", ""))),
            ["", ""],
            "decision 4, that 2 entries without a title are one paper",
        ),
        (
            JOINED._replace(said=(Said(1, "k:a#1", "Kelp", 7), Said(1, "k:b#1", "Kelp", 7))),
            ["Kelp", "Kelp"],
            'decision 4, that 2 entries titled "Kelp" are one paper',
        ),
        (
            JOINED._replace(said=tuple(Said(1, key, key.upper()) for key in "abcde")),
            ["A", "B", "C", "D", "E"],
            'decision 4, that "A", "B", "C" and 2 more are one paper',
        ),
    ],
)
def test_a_decision_is_told_by_its_titles(decision: Decision, titles: list[str], line: str) -> None:
    assert titles_of(decision) == titles
    assert told(decision) == line


def test_a_row_of_a_decision_names_one_content_of_either_side() -> None:
    row = decision_row(JOINED, "holds")
    assert (row["a_title"], row["b_title"], row["date"]) == ("Kelp", "Fog", "2026-01-02")
    assert len(decision_row(PARTED, "in part")["contents"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "report", "said"),
    [
        (
            merged_lines,
            DecisionReport([JOINED], True, KELP, KELP | FOG),
            ["merged 2 papers into 7: Kelp", "   7  Kelp", "  10  Fog", "undo: papers undo 4"],
        ),
        (
            split_lines,
            DecisionReport([PARTED], True, KELP | FOG, KELP, [JOINED], {4}),
            [
                "split 7: Kelp",
                "   7  Kelp",
                "  10  Fog",
                'this holds only in part: decision 4, that "Kelp" and "Fog" are one paper',
                "undo: papers undo 5",
            ],
        ),
        (
            undone_lines,
            DecisionReport([PARTED], True, KELP, KELP | FOG, restored=[JOINED]),
            [
                'undone: decision 5, that "Kelp" and "Fog" are different papers',
                "   7  Kelp",
                "  10  Fog",
                "now 7: Kelp",
                'this holds again: decision 4, that "Kelp" and "Fog" are one paper',
            ],
        ),
        (
            merged_lines,
            DecisionReport([JOINED], True, KELP, KELP | FOG, in_part={5}, restored=[PARTED]),
            [
                "merged 2 papers into 7: Kelp",
                "   7  Kelp",
                "  10  Fog",
                'this holds again in part: decision 5, that "Kelp" and "Fog" are different papers',
                "undo: papers undo 4",
            ],
        ),
        (
            undone_lines,
            DecisionReport([JOINED], False, KELP, KELP),
            [
                'undone: decision 4, that "Kelp" and "Fog" are one paper',
                "  7  Kelp",
                "no paper changed by this: match weights and other decisions give the same papers",
            ],
        ),
        (
            undone_lines,
            DecisionReport([JOINED]),
            [
                'undone: decision 4, that "Kelp" and "Fog" are one paper',
                "none of its entries is in the index",
            ],
        ),
        (merged_lines, DecisionReport([], False, KELP, KELP), ["already decided"]),
        (
            review_lines,
            DecisionReport([JOINED], True, KELP, KELP | FOG, [PARTED]),
            [
                "one paper now, 7: Kelp",
                'this holds no longer: decision 5, that "Kelp" and "Fog" are different papers',
            ],
        ),
        (
            review_lines,
            DecisionReport([PARTED], False, KELP | FOG, KELP | FOG),
            ["different papers: 7 and 10"],
        ),
    ],
)
def test_what_is_told_of_a_decision(lines: object, report: DecisionReport, said: list[str]) -> None:
    assert callable(lines)
    assert list(lines(report)) == said
