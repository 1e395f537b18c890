"""`papers review`: one question at a time, and each answer kept at once."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pytest

from papercli.model import Evidence, Outcome, Verdict
from papercli.search.evidence import Pair, Side, explain_paper
from papercli.store.connection import open_reading
from papercli.store.decisions import list_decisions
from tests.command import Papers


def undecided(index: Path) -> list[Pair]:
    """The pair of papers 1 and 3 as if the weights had left it open, until a decision says more."""
    with closing(open_reading(index)) as connection:
        if list_decisions(connection):
            return []
        sides = []
        for number in (1, 3):
            group = explain_paper(connection, number)
            first = group.members[0]
            places = tuple((member.path, member.line) for member in group.members)
            sides.append(Side(number, first.record_key, first.title, None, places))
    verdict = Verdict(Outcome.UNDECIDED, 2.5, (Evidence("title", "words", 2.5),))
    return [Pair(sides[0], sides[1], verdict, False)]


@pytest.mark.parametrize(
    ("typed", "papers_left", "verdicts"),
    [
        ("what\ns\n", 4, ["same"]),
        ("d\n", 5, ["different"]),
        ("DIFFERENT\n", 5, ["different"]),
        ("k\n", 5, []),
        ("\n", 5, []),
        ("q\n", 5, []),
        ("", 5, []),
    ],
)
def test_review_keeps_each_answer_at_once(
    filled: Papers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    papers_left: int,
    verdicts: list[str],
) -> None:
    monkeypatch.setattr(
        "papercli.cli.review.undecided_pairs",
        lambda *_, **__: undecided(tmp_path / "papers.db"),
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    told = filled("review")
    assert told.code == 0
    assert "Forgetful Caches" in told.out
    assert told.out.lstrip().startswith("1 ")
    assert ("a letter and Enter" in told.err) is typed.startswith("what")
    assert filled("search", "--count").out == f"{papers_left}\n"
    assert [one["verdict"] for one in filled("decisions", "--json").json] == verdicts


def test_review_does_not_ask_for_ever(
    filled: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "papercli.cli.review.undecided_pairs",
        lambda *_, **__: undecided(tmp_path / "papers.db"),
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n" * 10_000))
    told = filled("review")
    assert told.code == 2
    assert told.err.splitlines()[-2].startswith("papers: none of 20 lines was an answer")
