"""Papers as several formats show them: whether their records come together (`make cross-format`).

usage: python benchmarks/cross_format.py [--seed N] [--wrong]

Real papers are put into the dress of the formats in which people have them: a page with title and
abstract, an answer of an API with id and authors, a line of a list with an id and no title, BibTeX
with the publication's DOI, a CSV file whose authors were cut short, a page that shows a summary. Of
the retitled papers the publication has its own title and DOI, and some record names both
identifiers. The pipeline puts them into papers, once as they are and once without identifiers.
``--wrong`` shows pairs that came out wrong with identifiers.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

from common import SHARED, needs, table

from papercli.matching.comparison import compare
from papercli.matching.record import Record
from papercli.matching.resolution import resolve
from papercli.model.paper import Organization, PartialDate

TARGET = 0.999
LISTED = 4
"""Authors that a CSV file or a page of results names before it says "et al."."""


class Work(NamedTuple):
    """A real paper: what its formats show parts of."""

    arxiv_id: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    organization: Organization | None
    year: int
    published_title: str
    """The title under which it was published, where that is another."""
    published_abstract: str

    @property
    def doi(self) -> str:
        """An invented DOI of the publication."""
        return f"10.5555/{self.arxiv_id}"


def daily() -> Iterator[Work]:
    """The papers of corpus/hf_daily."""
    for row in _rows(SHARED / "corpus" / "hf_daily.jsonl.gz"):
        if row["title"] and row["abstract"]:
            named = row.get("organization") or {}
            slug = named.get("name")
            organization = Organization(slug, named.get("fullname") or "") if slug else None
            yield Work(
                row["arxiv_id"],
                row["title"],
                row["abstract"],
                tuple(row["authors"]),
                organization,
                2000 + int(row["arxiv_id"][:2]),
                row["title"],
                row["abstract"],
            )


def retitled() -> Iterator[Work]:
    """The papers of gold/natural_pairs, of which each side is a rendering of its own."""
    seen = set()
    for row in _rows(SHARED / "gold" / "natural_pairs.jsonl.gz"):
        number = str(row["why"]).rpartition(" ")[2]
        if number not in seen:
            seen.add(number)
            texts = (row["a"], row.get("a_abstract") or "", row["b"], row.get("b_abstract") or "")
            title, abstract, other, changed = texts
            yield Work(number, title, abstract, (), None, 2010, other, changed)


def _rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def page(work: Work, random: Random) -> Record:
    """A page of titles and abstracts, with an organization or a number of authors."""
    count = None if work.organization else len(work.authors) or None
    when = PartialDate(work.year, 5, 26) if random.random() < 0.8 else None
    return Record(work.title, work.abstract or None, count, work.organization, when)


def api(work: Work, random: Random) -> Record:
    """The answer of an API: id, all authors, sometimes a summary as well."""
    first = work.abstract.partition(". ")[0]
    return Record(
        work.title,
        work.abstract or None,
        len(work.authors) or None,
        published=PartialDate(work.year, 5, 25),
        authors=work.authors or None,
        arxiv_id=work.arxiv_id,
        summary=first if first and random.random() < 0.5 else None,
    )


def summary(work: Work, _: Random) -> Record:
    """A page that shows a summary in place of the abstract, and says so."""
    return Record(work.title, summary=work.abstract.partition(". ")[0] or None)


def id_in_list(work: Work, random: Random) -> Record:
    """A line of a list: the id, in some form, and no title."""
    form = random.choice(("{}", "arXiv:{}v2", "https://arxiv.org/abs/{}"))
    return Record("", arxiv_id=form.format(work.arxiv_id), url="https://example.org/list")


def arxiv_list(work: Work, random: Random) -> Record:
    """A list of arXiv: a version, the title as it is written there, initials."""
    version = random.randint(1, 4)
    authors = tuple(" ".join((name.split()[0][0] + ".", name.split()[-1])) for name in work.authors)
    title = " ".join(work.title.split())
    count = len(authors) or None
    return Record(
        title, None, count, authors=authors or None, arxiv_id=f"{work.arxiv_id}v{version}"
    )


def bibtex(work: Work, random: Random) -> Record:
    """An entry of BibTeX: surnames first, arXiv's DOI, or the publication's with the eprint."""
    authors = tuple(f"{name.split()[-1]}, {' '.join(name.split()[:-1])}" for name in work.authors)
    of_arxiv = random.random() < 0.5
    return Record(
        work.title.lower() if random.random() < 0.2 else work.title,
        author_count=len(authors) or None,
        published=PartialDate(work.year),
        authors=authors or None,
        arxiv_id=None if of_arxiv else work.arxiv_id,
        doi=f"https://doi.org/10.48550/arXiv.{work.arxiv_id}" if of_arxiv else work.doi.upper(),
    )


def csv(work: Work, _: Random) -> Record:
    """A row of a CSV file: authors cut short, the DOI of the publication."""
    authors = work.authors[:LISTED] + (("et al.",) if len(work.authors) > LISTED else ())
    when = PartialDate(work.year + 1)
    return Record(work.published_title, None, None, None, when, authors or None, None, work.doi)


def publication(work: Work, _: Random) -> Record:
    """The publication: its own title and DOI."""
    abstract = work.published_abstract or None
    return Record(work.published_title, abstract, doi=f"https://doi.org/{work.doi}")


def bridge(work: Work, _: Random) -> Record:
    """A record that names the arXiv id and the publication's DOI."""
    return Record(work.title, authors=work.authors or None, arxiv_id=work.arxiv_id, doi=work.doi)


Dress = Callable[[Work, Random], Record]
DRESSES: tuple[Dress, ...] = (page, api, summary, id_in_list, arxiv_list, bibtex, csv)
OF_RETITLED: tuple[Dress, ...] = (page, api, id_in_list, arxiv_list, bibtex)


def records(works: Iterator[Work], random: Random) -> Iterator[tuple[Record, str]]:
    """Two to four records of each paper, each with its id."""
    for work in works:
        if work.title == work.published_title:
            chosen = random.sample(DRESSES, random.choice((2, 2, 3, 4)))
            if id_in_list in chosen and not _reaches(chosen):
                chosen.append(api)
        else:
            chosen = [publication, bridge, random.choice(OF_RETITLED)]
        for dress in chosen:
            yield dress(work, random), work.arxiv_id


def _reaches(chosen: list[Dress]) -> bool:
    """Whether some record says of which title an arXiv id is."""
    return any(dress in (api, arxiv_list, bibtex) for dress in chosen)


def without_identifiers(record: Record) -> Record:
    """The record as a format without identifiers would show it."""
    return replace(record, arxiv_id=None, doi=None)


class Score(NamedTuple):
    """Pairs of records that came together rightly and wrongly, and those that did not."""

    right: int
    false: list[tuple[int, int]]
    missed: list[tuple[int, int]]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        wrong = len(self.false) + len(self.missed)
        return 2 * self.right / (2 * self.right + wrong) if self.right else 0.0


def judge(found: list[Record], truth: list[str]) -> Score:
    """Put records into papers and hold every pair of them against the truth."""
    home = {at: number for number, paper in enumerate(resolve(found).papers) for at in paper}
    together, ours = defaultdict(list), defaultdict(list)
    for at, paper in enumerate(truth):
        together[paper].append(at)
        ours[home[at]].append(at)
    pairs = {pair for group in together.values() for pair in combinations(group, 2)}
    merged = {pair for group in ours.values() for pair in combinations(group, 2)}
    return Score(len(pairs & merged), sorted(merged - pairs), sorted(pairs - merged))


def main() -> None:
    """A row a corpus, with and without identifiers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="pairs that came out wrong")
    options = parser.parse_args()
    if not needs(
        SHARED / "corpus" / "hf_daily.jsonl.gz", SHARED / "gold" / "natural_pairs.jsonl.gz"
    ):
        return
    rows: list[tuple[object, ...]] = [
        ("data", "records", "identifiers", "precision", "recall", "F1", "merged wrongly", "target")
    ]
    for name, works in (("hf_daily", daily), ("natural_pairs", retitled)):
        dressed = list(records(works(), Random(options.seed)))
        truth = [paper for _, paper in dressed]
        for told, change in (("yes", lambda record: record), ("no", without_identifiers)):
            found = [change(record) for record, _ in dressed]
            score = judge(found, truth)
            rows.append((name, len(found), told, *_figures(score), _target(told, score)))
            if told == "yes" and options.wrong:
                _show(found, score)
    table(rows)


def _figures(score: Score) -> tuple[object, ...]:
    precision = score.right / (score.right + len(score.false) or 1)
    recall = score.right / (score.right + len(score.missed) or 1)
    return f"{precision:.5f}", f"{recall:.4f}", f"{score.f1:.5f}", len(score.false)


def _target(told: str, score: Score) -> str:
    return f">= {TARGET}: {'yes' if score.f1 >= TARGET else 'NO'}" if told == "yes" else "-"


def _show(found: list[Record], score: Score) -> None:
    for name, pairs in (("merged wrongly", score.false), ("missed", score.missed)):
        kinds: Counter[str] = Counter()
        for a, b in pairs:
            verdict = compare(found[a], found[b])
            kinds[verdict.outcome.value] += 1
            if sum(kinds.values()) <= 20:
                print(f"{name}: {verdict.outcome.value} {verdict.bits}")
                for record in (found[a], found[b]):
                    told = record.arxiv_id or record.doi or "-"
                    print(f"   {told:40s} {' '.join(record.title.split())[:90]}")
        print(name, dict(kinds))


if __name__ == "__main__":
    main()
