"""Matching measured on labeled data, beside the targets (`make quality`).

usage: python benchmarks/quality.py [--million] [--only NAME...]

Every row is one run of `papers evaluate`, so that anybody can repeat it and look at the pairs
behind it; the row of dumps is ingested as text and scored from what `papers search` prints. With
--million the million titles are judged too (some minutes, about 2 GB of memory). Last comes the
order of what a search lists, by judged queries (`judged.py`).
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import judged
from common import PAPERS, SHARED, TOOLS, ingest, needs, run, table
from library import DAILY

GOLD, CORPUS = SHARED / "gold", SHARED / "corpus"
AMBIGUOUS = GOLD / "ambiguous.jsonl.gz"
LEFT_TO_ABSTRACTS = ("retitle", "subtitle")
"""Categories of the hard pairs in which titles alone do not tell."""

Figures = dict[str, Any]


class Check(NamedTuple):
    """A figure beside its target; ``reached`` is None where there is none to reach."""

    measured: str
    target: str = "-"
    reached: bool | None = None


class Row(NamedTuple):
    """One line of the table: what is judged, and how its figures are read."""

    name: str
    figures: Callable[[Path], Figures | None]
    read: Callable[[Figures], Iterable[Check]]


def records(name: str, *options: str, folder: Path = GOLD) -> Callable[[Path], Figures | None]:
    """Judge a set of records whose papers are known."""
    file, truth = folder / f"{name}.records.jsonl.gz", folder / f"{name}.clusters.jsonl.gz"

    def figures(_: Path) -> Figures | None:
        return evaluate(file, "--truth", str(truth), *options) if needs(file, truth) else None

    return figures


def pairs(name: str, *options: str) -> Callable[[Path], Figures | None]:
    """Judge labeled pairs."""
    file = GOLD / f"{name}.jsonl.gz"
    return lambda _: evaluate(file, *options) if needs(file) else None


def million(folder: Path) -> Figures | None:
    """Judge the million titles, written as records and clusters into ``folder``."""
    source = CORPUS / "titles_1m.tsv.xz"
    if not needs(source):
        return None
    file, truth = folder / "million.jsonl", folder / "million.clusters.jsonl"
    with (
        lzma.open(source, "rt", encoding="utf-8") as lines,
        file.open("w", encoding="utf-8") as titles,
        truth.open("w", encoding="utf-8") as clusters,
    ):
        for number, line in enumerate(lines):
            paper, title = line.rstrip("\n").split("\t", 1)
            titles.write(json.dumps({"id": str(number), "title": title}) + "\n")
            clusters.write(json.dumps({"id": str(number), "cluster": paper}) + "\n")
    return evaluate(file, "--truth", str(truth), "--titles-only")


def dumps(folder: Path) -> Figures | None:
    """Ingest dumps rendered from real papers and score what a search finds."""
    corpus, score = CORPUS / "hf_daily.jsonl.gz", TOOLS / "score_dumps.py"
    if not needs(corpus, score):
        return None
    texts, truth, index = folder / "dumps", folder / "truth.tsv", folder / "dumps.db"
    command = [sys.executable, TOOLS / "make_dumps.py", corpus, texts]
    run([*command, "--papers", "4900", "--noise", "0.6"])
    (texts / "truth.tsv").rename(truth)
    done = ingest(index, texts)
    papers = folder / "papers.ndjson"
    papers.write_text(run([*PAPERS, "search", "--db", index, "--format", "ndjson"]).output, "utf-8")
    scored = run([sys.executable, score, truth], feed=papers)
    return {**json.loads(scored.output.splitlines()[0]), "seconds": done.seconds}


def evaluate(file: Path, *options: str) -> Figures:
    """The figures of one run of the program."""
    done = run([*PAPERS, "evaluate", file, *options, "--json"], watch=True)
    return {"seconds": done.seconds, **json.loads(done.output), "memory": done.memory}


def f1(least: float | None = None, *, false: int | None = None) -> Callable[[Figures], list[Check]]:
    """F1 with a least value, and at most so many pairs merged wrongly."""

    def read(figures: Figures) -> list[Check]:
        precision, recall, value = (figures[name] for name in ("precision", "recall", "f1"))
        wrong = figures["false_pairs"]
        measured = f"F1 {value:.4f} (P {precision:.5f}, R {recall:.4f})"
        checks = [Check(measured)]
        if least is not None:
            checks = [Check(measured, f"F1 >= {least}", round(value, 4) >= least)]
        if false is not None:
            checks.append(Check(f"{wrong} pairs merged wrongly", f"{false}", wrong <= false))
        return checks

    return read


def c100000(figures: Figures) -> Iterator[Check]:
    """F1 and precision."""
    yield from f1(0.994)(figures)
    precision, wrong = figures["precision"], figures["false_pairs"]
    measured = f"precision {precision:.5f} ({wrong} pairs merged wrongly)"
    yield Check(measured, ">= 0.9997", precision >= 0.9997)


def merged(
    label: str, *, most: float = 1.0, least: float = 0.0
) -> Callable[[Figures], list[Check]]:
    """The share of pairs of a label that is merged, with its bounds."""

    def read(figures: Figures) -> list[Check]:
        counts = figures[label]
        share = counts["same"] / sum(counts.values())
        target = f">= {least:.1%}" if least else f"<= {most:.1%}"
        rest = f"{counts['undecided']} undecided, {counts['different']} different"
        return [Check(f"{share:.2%} merged ({rest})", target, least <= share <= most)]

    return read


def mistakes(merged: int, different: int) -> Callable[[Figures], list[Check]]:
    """So many pairs of two papers merged, and so many of one called different, at the most."""

    def read(figures: Figures) -> list[Check]:
        wrong, missed = figures["0"]["same"], figures["1"]["different"]
        right = f"{figures['1']['same']} of label 1 merged"
        return [
            Check(f"{wrong} of label 0 merged, {right}", f"<= {merged}", wrong <= merged),
            Check(f"{missed} of label 1 different", f"<= {different}", missed <= different),
        ]

    return read


def hard(figures: Figures) -> Iterator[Check]:
    """No label-0 pair merged; the rest of label 1 merged, or left to the user where titles fail."""
    wrong = figures["0"]["same"]
    yield Check(f"{wrong} of label 0 merged", "0", wrong == 0)
    plain, other = [0, 0], {"same": 0, "undecided": 0, "different": 0}
    for category, labels in figures["by_category"].items():
        counts = labels["1"]
        if category in LEFT_TO_ABSTRACTS:
            other = {outcome: other[outcome] + counts[outcome] for outcome in other}
        else:
            plain = [plain[0] + counts["same"], plain[1] + sum(counts.values())]
    share = plain[0] / plain[1]
    measured = (
        f"{plain[0]} of {plain[1]} of label 1 merged ({share:.1%}), retitles and subtitles apart"
    )
    yield Check(measured, ">= 95 %", share >= 0.95)
    measured = ", ".join(f"{number} {outcome}" for outcome, number in other.items())
    yield Check(f"retitles and subtitles: {measured}", "0 different", other["different"] == 0)


def from_text(figures: Figures) -> Iterator[Check]:
    """Nothing merged wrongly, nothing lost, F1."""
    yield Check(
        f"{figures['false_merges']} papers merged wrongly", "0", not figures["false_merges"]
    )
    yield Check(f"{figures['lost']} of {figures['entries']} entries lost", "0", not figures["lost"])
    yield Check(f"F1 {figures['f1']:.5f}", "F1 >= 0.998", figures["f1"] >= 0.998)


AMBIGUITY = ("--ambiguous", str(AMBIGUOUS))
ROWS = (
    Row("c10000", records("c10000", *AMBIGUITY, folder=CORPUS), f1(0.996, false=0)),
    Row("c100000", records("c100000", *AMBIGUITY, folder=CORPUS), c100000),
    Row(
        "c10000, titles only",
        records("c10000", *AMBIGUITY, "--titles-only", folder=CORPUS),
        f1(0.99, false=0),
    ),
    Row("hard_pairs", pairs("hard_pairs"), hard),
    Row("lookalike_pairs", pairs("lookalike_pairs"), merged("0", most=0.004)),
    Row(
        "lookalike_pairs, titles only",
        pairs("lookalike_pairs", "--titles-only"),
        merged("0", most=0.04),
    ),
    Row("ai_summary_pairs", pairs("ai_summary_pairs"), merged("1", least=0.95)),
    Row("natural_pairs", pairs("natural_pairs"), merged("1", least=0.58)),
    Row(
        "natural_pairs, titles only",
        pairs("natural_pairs", "--titles-only"),
        merged("1"),
    ),
    Row("met_pairs", pairs("met_pairs"), mistakes(0, 0)),
    Row("met_pairs, titles only", pairs("met_pairs", "--titles-only"), mistakes(9, 8)),
    Row("coansys_pairs", pairs("coansys_pairs"), mistakes(20, 88)),
    Row("dumps of hf_daily", dumps, from_text),
    Row("natural_arxiv", records("natural_arxiv"), f1(0.67)),
    Row("bibdedupe_digital_work", records("bibdedupe_digital_work"), f1(0.94)),
    Row("bibdedupe_stroke", records("bibdedupe_stroke"), f1()),
    Row("bibdedupe_haematology", records("bibdedupe_haematology"), f1()),
    Row("dblp_acm", records("dblp_acm"), f1()),
    Row("cora", records("cora"), f1()),
)
MILLION = Row("titles_1m", million, f1(0.985))
ORDER = "judged queries"
"""The name under which ``--only`` knows the order of what a search lists."""
REACHED = {True: "yes", False: "NO", None: ""}


def lines(rows: Iterable[Row], folder: Path) -> Iterator[tuple[str, ...]]:
    """The table, line by line; a row that has several targets takes as many lines."""
    for row in rows:
        figures = row.figures(folder)
        if figures is None:
            continue
        name, seconds = row.name, f"{figures['seconds']:.1f}"
        for check in row.read(figures):
            yield name, check.measured, check.target, REACHED[check.reached], seconds
            name = seconds = ""


def main() -> None:
    """Judge everything, or what is named, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--million", action="store_true", help="score the million titles too")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="rows that begin so")
    options = parser.parse_args()
    rows = [*ROWS, MILLION] if options.million else list(ROWS)
    if options.only:
        rows = [row for row in (*ROWS, MILLION) if row.name.startswith(tuple(options.only))]
    with tempfile.TemporaryDirectory() as temporary:
        found = list(lines(rows, Path(temporary)))
    if found:
        table([("data", "measured", "target", "reached", "seconds"), *found])
    if (not options.only or ORDER.startswith(tuple(options.only))) and needs(DAILY):
        if found:
            print()
        judged.report()


if __name__ == "__main__":
    main()
