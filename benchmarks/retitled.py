"""Is a retitled paper found by its other title? Recall at the first place.

usage: python benchmarks/retitled.py [--show NUMBER]

`natural_pairs` holds two renderings of one arXiv paper that differ. One side of each stands in an
index among the papers of `hf_daily` and `c10000`, the other side asks: by its title and abstract,
by its title alone, and by its title where the index has no abstracts either. A way of finding is a
function from title and abstract to arXiv ids, best first; another one is one row of `WAYS`.
``--show`` prints so many of the pairs that each way misses by title and abstract.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from common import SHARED, needs, table
from library import DAILY, Plain, Real, daily, index_of, lines, words_of

from papercli.search.similar import similar

PAIRS = SHARED / "gold/natural_pairs.jsonl.gz"
RECORDS = SHARED / "corpus/c10000.records.jsonl.gz"
CLUSTERS = SHARED / "corpus/c10000.clusters.jsonl.gz"
ARXIV = "arXiv "
"""Before the number of the paper, in the reason of a pair."""
TARGET = 0.90
"""Of recall@1 by title and abstract."""
RAREST = 20
"""Words that the baseline asks for."""
FIRST = 10
"""Results looked at; recall counts the first alone."""
Finding = Callable[[str, str], Sequence[str]]
"""From a title and an abstract (empty: none) to arXiv ids, best first."""


class Pair(NamedTuple):
    """Two renderings of one paper: the one in the index, and the one that asks for it."""

    kept: Real
    asking: Real


def pairs() -> list[Pair]:
    """The first pair of each paper in the gold data."""
    found: dict[str, Pair] = {}
    for row in lines(PAIRS):
        number = row["why"].removeprefix(ARXIV)
        kept = Real(number, row["a"], row["a_abstract"])
        asking = Real(number, row["b"], row["b_abstract"])
        found.setdefault(number, Pair(kept, asking))
    return list(found.values())


def others(asked: Iterable[str]) -> Iterator[Real]:
    """The papers among which they are to be found, each once, without those that are asked for."""
    seen = set(asked)
    cluster = {row["id"]: row["cluster"] for row in lines(CLUSTERS)}
    rest = (
        Real(cluster[row["id"]], row["title"], row.get("abstract") or "") for row in lines(RECORDS)
    )
    for papers in (daily(), rest):
        for paper in papers:
            if paper.arxiv_id not in seen:
                seen.add(paper.arxiv_id)
                yield paper


def rarest_words(_: sqlite3.Connection, papers: Sequence[Real]) -> Finding:
    """The baseline: BM25 of the papers that hold any of the rarest words, title five times."""
    known = Counter[str]()
    for paper in papers:
        known.update(set(_words(f"{paper.title} {paper.abstract}")))
    ranking = Plain(papers).ranking(FIRST, any_word=True)

    def find(title: str, abstract: str) -> Sequence[str]:
        words = {word for word in _words(f"{title} {abstract}") if known[word]}
        rarest = sorted(words, key=lambda word: (known[word], word))[:RAREST]
        return ranking(" ".join(rarest)) if rarest else []

    return find


def papers_similar(connection: sqlite3.Connection, _: Sequence[Real]) -> Finding:
    """What `papers similar -` lists."""
    numbers: dict[int, str] = dict(connection.execute("SELECT id, arxiv_id FROM papers"))

    def find(title: str, abstract: str) -> Sequence[str]:
        return [numbers[one] for one in similar(connection, title, abstract, limit=FIRST)]

    return find


WAYS: tuple[tuple[str, Callable[[sqlite3.Connection, Sequence[Real]], Finding]], ...] = (
    ("rarest words, BM25", rarest_words),
    ("papers similar", papers_similar),
)
"""Name and maker of each way; the maker gets an index of the papers, and the papers."""


def recall(asked: Sequence[Pair], find: Finding, *, abstracts: bool) -> tuple[int, list[Pair]]:
    """How many pairs are found at the first place, and the others."""
    missed = []
    for pair in asked:
        found = find(pair.asking.title, pair.asking.abstract if abstracts else "")
        if not found or found[0] != pair.kept.arxiv_id:
            missed.append(pair)
    return len(asked) - len(missed), missed


def report(show: int = 0) -> None:
    """Print recall@1 of every way."""
    asked = pairs()
    papers = [pair.kept for pair in asked]
    papers += others(paper.arxiv_id for paper in papers)
    bare = [paper._replace(abstract="") for paper in papers]
    rows: list[Sequence[object]] = [
        ("found by", "way", "recall@1", "of", "ms each", "target", "reached")
    ]
    missed_pairs = []
    for kept, questions in (
        (papers, {"title and abstract": True, "title": False}),
        (bare, {"title, no abstracts in the index": False}),
    ):
        with index_of(kept) as connection:
            for name, make in WAYS:
                find = make(connection, kept)
                for question, abstracts in questions.items():
                    begun = time.perf_counter()
                    number, missed = recall(asked, find, abstracts=abstracts)
                    taken = f"{(time.perf_counter() - begun) / len(asked) * 1000:.1f}"
                    share = number / len(asked)
                    row = (question, name, f"{share:.3f}", len(asked), taken)
                    reached = "yes" if share >= TARGET else "NO"
                    rows.append((*row, *((f">= {TARGET}", reached) if abstracts else ("", ""))))
                    if abstracts:
                        missed_pairs += [(name, pair) for pair in missed[:show]]
    print(f"{len(asked)} retitled papers among {len(papers)}")
    table(rows)
    for name, pair in missed_pairs:
        print(f"{name}: {pair.asking.title}\n  {pair.kept.arxiv_id} {pair.kept.title}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", type=int, default=0, metavar="NUMBER", help="missed pairs")
    options = parser.parse_args()
    if needs(PAIRS, RECORDS, CLUSTERS, DAILY):
        report(options.show)


def _words(text: str) -> list[str]:
    return [word for word in words_of(text.lower()) if not word.isdigit()]


if __name__ == "__main__":
    main()
