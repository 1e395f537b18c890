"""The measures of search in `benchmarks/`: their arithmetic, their queries, their data."""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def measures() -> Any:
    """The modules of the benchmarks, as their scripts import one another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        before = set(sys.modules)
        names = ("library", "judged", "known_items", "retitled")
        yield SimpleNamespace(**{name: import_module(name) for name in names})
        for name in set(sys.modules) - before:
            if (FOLDER / f"{name}.py").exists():
                del sys.modules[name]


@pytest.fixture(scope="module")
def shelf(measures: Any) -> Any:
    """Invented papers."""
    real = measures.library.Real
    return [
        real("1", "Kelp-Net 2.5: Optimizing the Harvest of Tides", "We weigh kelp by satellite."),
        real("2", "Tides and Their Tables", "An almanac of harvest, and of nothing else."),
        real("3", "A Quiet Orchard", "Kelp is a manure for trees; tides are far away."),
    ]


FEW_JUDGED = {"seventh": 4, "ninth": 9, "eleventh": 8}
"""Judgments of the query with fewest, in sets where some have fewer than ten."""


@pytest.mark.parametrize("name", [file.name for file in sorted(FOLDER.glob("judged*.jsonl"))])
def test_the_judged_papers_are_graded_once_and_with_a_reason(name: str) -> None:
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    assert all(list(row) == ["query", "arxiv_id", "grade", "why"] for row in rows)
    assert all(re.fullmatch(r"\d{4}\.\d{4,5}", row["arxiv_id"]) for row in rows)
    assert {row["grade"] for row in rows} == {0, 1, 2, 3}
    assert all(0 < len(row["why"]) <= 80 for row in rows)
    twice = Counter((row["query"], row["arxiv_id"]) for row in rows).most_common(1)
    assert twice[0][1] == 1
    graded = Counter(row["query"] for row in rows)
    assert len(graded) >= 40
    which = name.removeprefix("judged_").removesuffix(".jsonl")
    assert min(graded.values()) >= FEW_JUDGED.get(which, 10)
    stated = f"`{name}`: {len(graded)} queries, {len(rows):,} judgments"
    assert stated in (FOLDER / "JUDGED.md").read_text("utf-8")


def test_the_sets_of_judged_queries_have_none_in_common(measures: Any) -> None:
    files = measures.judged.SETS.values()
    assert {file.name for file in files} == {file.name for file in FOLDER.glob("judged*.jsonl")}
    sets = [set(measures.judged.judgments(file)) for file in files]
    assert sum(map(len, sets)) == len(set.union(*sets))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "b", "c"], 1.0),
        # (1 + 7 / log2(3)) / (7 + 3 / log2(3) + 1 / log2(4)), with gains 7, 3 and 1
        (["c", "a"], 5.4165 / 9.3928),
        (["x", "a"], 4.4165 / 9.3928),
        (["a"], 7 / 9.3928),
        ([], 0.0),
    ],
)
def test_ndcg(measures: Any, found: list[str], expected: float) -> None:
    grades = {"a": 3, "b": 2, "c": 1, "d": 0}
    assert measures.judged.ndcg(found, grades) == pytest.approx(expected, abs=1e-4)


def test_only_the_first_ten_count(measures: Any) -> None:
    grades = {str(number): 1 for number in range(20)}
    first = [str(number) for number in range(10)]
    assert measures.judged.ndcg(first, grades) == pytest.approx(1)
    assert measures.judged.ndcg(["x"] * 10 + first, grades) == 0


def test_what_has_no_grade_is_counted(measures: Any) -> None:
    scores = measures.judged.judge(lambda query: ["x", "a", "y"], {"kelp": {"a": 3}})
    assert scores["kelp"].unjudged == 2


def test_a_ranking_must_be_ahead_in_the_mean_and_behind_nowhere(measures: Any) -> None:
    score = measures.judged.Score
    plain = {"kelp": score(0.5, 0), "tide": score(0.5, 0)}
    for kelp, tide, ahead, behind in [
        (0.60, 0.50, True, True),
        (0.55, 0.50, False, True),
        (0.90, 0.44, True, False),
    ]:
        ranked = {"kelp": score(kelp, 0), "tide": score(tide, 0)}
        reached = [good for _, _, good in measures.judged.checks(ranked, plain)]
        assert reached == [ahead, behind]


def test_a_draw_reaches_both_targets_or_it_does_not(measures: Any) -> None:
    score = measures.judged.Score
    plain = {str(number): score(0.5, 0) for number in range(4)}
    good = {query: score(0.55, 0) for query in plain}
    assert measures.judged.chance(good, plain, 2) == 1
    # One of four that is far behind is not among half of the draws of two,
    one_behind = {**good, "3": score(0.45, 0)}
    assert measures.judged.chance(one_behind, plain, 2) == pytest.approx(1 / 2, abs=0.02)
    # and one that is all the gain is among the other half.
    one_ahead = {**plain, "3": score(0.6, 0)}
    assert measures.judged.chance(one_ahead, plain, 2) == pytest.approx(1 / 2, abs=0.02)
    assert measures.judged.chance(plain, plain, 2) == 0


def test_queries_made_of_a_title(measures: Any, shelf: Any) -> None:
    known = measures.known_items
    titles, chance = known.Titles(shelf), random.Random(1)
    paper = shelf[0]
    assert known.rare_words(paper, titles, chance) == "Net Optimizing the"
    assert known.first_half(paper, titles, chance) == "Kelp-Net 2.5: Optimizing the"
    assert known.version_respelled(paper, titles, chance) == "Kelp-Net2.5 Optimizing the"
    joined = paper._replace(title="The Orchard of Kelp2 Tides")
    assert known.version_respelled(joined, titles, chance) == "Kelp 2 The Orchard"
    assert known.respelt(paper, titles, chance) == "optimising Net the"
    assert known.respelt(shelf[1], titles, chance) is None
    assert known.citation(paper._replace(arxiv_id="2405.01234"), titles, chance) == (
        "Moreau et al., 2024, Kelp-Net 2.5: Optimizing the Harvest of Tides"
    )
    assert known.cut_off(paper, titles, chance) == "Kelp-Net 2.5: Optimizing the Harvest of …"
    assert known.cut_off(shelf[1], titles, chance) is None
    assert known.two_slips(shelf[1], titles, chance) is None


def test_a_slip_is_one_edit_and_makes_no_word(measures: Any, shelf: Any) -> None:
    known = measures.known_items
    titles = known.Titles(shelf)
    for seed in range(50):
        wrong = known.misspelt(shelf[0], titles, random.Random(seed)).split()
        assert [wrong[0], wrong[2]] == ["Net", "the"]
        assert not titles.papers[wrong[1].lower()]
        assert abs(len(wrong[1]) - len("Optimizing")) <= 1
        title = shelf[0].title.split()
        slipped = known.two_slips(shelf[0], titles, random.Random(seed)).split()
        assert sum(one != other for one, other in zip(title, slipped, strict=True)) == 2


def test_every_spelling_leads_to_the_other(measures: Any) -> None:
    other = measures.known_items.OTHER_SPELLING
    assert all(other[other[word]] == word != other[word] for word in other)


def test_plain_bm25_takes_all_words_or_any(measures: Any, shelf: Any) -> None:
    plain = measures.library.Plain(shelf)
    assert plain.ranking(9)("kelp harvests") == ["1"]
    assert set(plain.ranking(9, any_word=True)("kelp harvests")) == {"1", "2", "3"}
    assert plain.ranking(9, abstract=0)("harvest") == ["1"]


def test_the_index_lists_what_was_put_in(measures: Any, shelf: Any) -> None:
    with measures.library.index_of(shelf) as connection:
        ours = measures.library.ours(connection, 5)
        assert set(ours("tides")) == {"1", "2", "3"}
        assert ours("title:(tides") == []


def test_an_option_is_measured_where_the_search_offers_it(measures: Any, shelf: Any) -> None:
    assert measures.library.offers("reverse")
    assert not measures.library.offers("telepathy")
    with measures.library.index_of(shelf) as connection:
        straight = measures.library.ours(connection, 5)("kelp")
        assert measures.library.ours(connection, 5, reverse=True)("kelp") == straight[::-1]
        assert len(straight) == 2


def test_no_more_items_than_asked_for(measures: Any, shelf: Any) -> None:
    known = measures.known_items
    titles = known.Titles(shelf)
    for number in range(4):
        assert len(known.items(known.KINDS[1], shelf, titles, number, 1)) == number


def test_the_baseline_finds_a_retitled_paper(measures: Any, shelf: Any) -> None:
    retitled = measures.retitled
    find = retitled.rarest_words(None, shelf)
    asking = shelf[2]._replace(title="An Orchard Without Noise")
    pairs = [retitled.Pair(shelf[2], asking)]
    assert retitled.recall(pairs, find, abstracts=True) == (1, [])
    assert retitled.recall(pairs, lambda title, abstract: ["1"], abstracts=True) == (0, pairs)
