"""How good is the order of what a search lists, by papers that were read and graded?

usage: python benchmarks/judged.py [--show QUERY]

The files of `SETS` hold queries and, for each, papers with a grade and its reason; JUDGED.md says
by which rule. The sets are reported apart. `judge` takes any function from a query to arXiv ids and
gives its nDCG@10 on every query. ``--show QUERY`` prints the first ten of our ranking and of BM25
with their grades, and what has no grade.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from common import needs, table
from library import DAILY, Plain, Ranking, daily, index_of, lines, ours

JUDGED = Path(__file__).with_name("judged.jsonl")
SETS = {
    "first set": JUDGED,
    "second set": JUDGED.with_name("judged_second.jsonl"),
    "third set": JUDGED.with_name("judged_third.jsonl"),
    "fourth set": JUDGED.with_name("judged_fourth.jsonl"),
    "fifth set": JUDGED.with_name("judged_fifth.jsonl"),
    "sixth set": JUDGED.with_name("judged_sixth.jsonl"),
    "seventh set": JUDGED.with_name("judged_seventh.jsonl"),
    "eighth set": JUDGED.with_name("judged_eighth.jsonl"),
    "ninth set": JUDGED.with_name("judged_ninth.jsonl"),
    "tenth set": JUDGED.with_name("judged_tenth.jsonl"),
    "eleventh set": JUDGED.with_name("judged_eleventh.jsonl"),
}
"""The judged queries, which have no subject in common."""
DEPTH = 10
"""How many results count."""
AHEAD, BEHIND = 0.03, 0.05
"""The mean is to be so much above that of BM25, and no query so far behind it."""
DRAWN, DRAWS = 40, 10_000
"""How many queries are drawn, and how often, for a figure that is settled to a hundredth."""
Grades = Mapping[str, int]
"""Grade of each judged paper of a query, 0 to 3, by arXiv id."""


class Score(NamedTuple):
    """What a ranking reached on one query."""

    ndcg: float
    unjudged: int
    """Of its first `DEPTH`, those without a grade; they count as 0."""


def judgments(file: Path = JUDGED) -> dict[str, dict[str, int]]:
    """The queries in their order, each with its grades."""
    found: dict[str, dict[str, int]] = {}
    for row in lines(file):
        found.setdefault(row["query"], {})[row["arxiv_id"]] = row["grade"]
    return found


def ndcg(found: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002), 0 to 1.

    The gain of a grade g is 2^g - 1 (Burges et al. 2005), the discount of rank r log2(r + 1). The
    best order is that of all judged papers; what is not judged gains nothing.
    """
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:depth])
    return _gain([grades.get(number, 0) for number in found[:depth]]) / ideal if ideal else 1.0


def judge(ranking: Ranking, judged: Mapping[str, Grades]) -> dict[str, Score]:
    """The score of a ranking on every query."""
    scores = {}
    for query, grades in judged.items():
        found = ranking(query)[:DEPTH]
        unjudged = sum(number not in grades for number in found)
        scores[query] = Score(ndcg(found, grades), unjudged)
    return scores


def mean(scores: Mapping[str, Score]) -> float:
    """The mean nDCG over the queries."""
    return sum(score.ndcg for score in scores.values()) / len(scores)


def comparison(
    ranked: Mapping[str, Score], plain: Mapping[str, Score]
) -> Iterator[tuple[str, str, str, str, str]]:
    """One line a query, worst difference first, then the mean: both scores, the difference, and
    how many results of ours have no grade."""
    for query in sorted(ranked, key=lambda query: ranked[query].ndcg - plain[query].ndcg):
        one, other = ranked[query], plain[query]
        difference = one.ndcg - other.ndcg
        unjudged = str(one.unjudged or "")
        yield query, f"{one.ndcg:.3f}", f"{other.ndcg:.3f}", f"{difference:+.3f}", unjudged
    one_mean, other_mean = mean(ranked), mean(plain)
    unjudged = str(sum(score.unjudged for score in ranked.values()) or "")
    yield "mean", f"{one_mean:.3f}", f"{other_mean:.3f}", f"{one_mean - other_mean:+.3f}", unjudged


def checks(
    ranked: Mapping[str, Score], plain: Mapping[str, Score]
) -> Iterator[tuple[str, str, bool]]:
    """The two targets: what was measured, what is to be reached, and whether it is."""
    ahead = mean(ranked) - mean(plain)
    measured = f"mean nDCG@{DEPTH} {mean(ranked):.3f}, BM25 {mean(plain):.3f} ({ahead:+.3f})"
    yield measured, f">= {AHEAD:+.2f}", round(ahead, 3) >= AHEAD
    behind = [query for query in ranked if plain[query].ndcg - ranked[query].ndcg >= BEHIND]
    yield f"{len(behind)} of {len(ranked)} queries behind BM25 by {BEHIND}", "0", not behind


def chance(ranked: Mapping[str, Score], plain: Mapping[str, Score], size: int = DRAWN) -> float:
    """How likely so many of the queries, drawn by chance, reach both targets: what other queries of
    their kinds may be expected to do. The same figure each time."""
    draw = random.Random(0)
    differences = [ranked[query].ndcg - plain[query].ndcg for query in ranked]
    drawn = [draw.sample(differences, size) for _ in range(DRAWS)]
    reached = sum(sum(each) / size >= AHEAD and min(each) > -BEHIND for each in drawn)
    return reached / DRAWS


def scores() -> dict[str, tuple[dict[str, Score], dict[str, Score]]]:
    """For each set our ranking and that of plain BM25, title five times the abstract."""
    papers = daily()
    plain = Plain(papers).ranking(DEPTH)
    with index_of(papers) as connection:
        ranked = ours(connection, DEPTH)
        return {
            name: (judge(ranked, judged), judge(plain, judged))
            for name, judged in ((name, judgments(file)) for name, file in SETS.items())
        }


def report() -> None:
    """Print the scores of every query and their mean, and the targets, for each set; then how
    likely other queries reach them."""
    found = scores()
    for name, (ranked, plain) in found.items():
        table([(name, "ours", "BM25", "difference", "not judged"), *comparison(ranked, plain)])
        print()
    reached = {True: "yes", False: "NO"}
    rows = [
        (name, measured, aim, reached[good])
        for name, (ranked, plain) in found.items()
        for measured, aim, good in checks(ranked, plain)
    ]
    table([("judged queries", "measured", "target", "reached"), *rows])
    every = {query: score for one, _ in found.values() for query, score in one.items()}
    other = {query: score for _, one in found.values() for query, score in one.items()}
    ahead, both = mean(every) - mean(other), chance(every, other)
    print(f"\n{len(every)} queries: {ahead:+.3f}; both targets in {both:.0%} of draws of {DRAWN}")


def main() -> None:
    """Print the scores of every query, or the first results of some."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", metavar="QUERY", help="print results of queries that begin so")
    options = parser.parse_args()
    queries = [query for file in SETS.values() for query in judgments(file)]
    if options.show and not any(query.startswith(options.show) for query in queries):
        parser.error(f"no judged query begins with {options.show!r}")
    if not needs(DAILY):
        return
    if options.show is None:
        report()
    else:
        _show(options.show)


def _show(beginning: str) -> None:
    papers = daily()
    judged = {query: grades for file in SETS.values() for query, grades in judgments(file).items()}
    titles = {paper.arxiv_id: paper.title for paper in papers}
    plain = Plain(papers).ranking(DEPTH)
    with index_of(papers) as connection:
        ways = (("ours", ours(connection, DEPTH)), ("BM25", plain))
        for query in filter(lambda query: query.startswith(beginning), judged):
            for name, way in ways:
                found = way(query)
                print(f"{query}, {name}: {ndcg(found, judged[query]):.3f}")
                for number in found:
                    grade = judged[query].get(number, "?")
                    print(f"  {grade}  {number}  {titles[number]}")


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


if __name__ == "__main__":
    main()
