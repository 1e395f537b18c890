"""Measure the matching on labelled data: pairs with labels, or records with known papers."""

from __future__ import annotations

import gzip
import json
import lzma
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, combinations, islice, product
from pathlib import Path
from typing import Any, NamedTuple

from papercli.errors import PapersError, UsageError
from papercli.matching.blocking import block_keys, candidate_pairs
from papercli.matching.clustering import cluster
from papercli.matching.comparison import compare, judge
from papercli.matching.record import Record, is_self_identifying
from papercli.model import Outcome, PartialDate, Verdict

MOST_WRONG = 1000
"""Wrong pairs of a kind whose evidence is worked out."""
_KINDS = {
    "title": str,
    "abstract": str,
    "a_abstract": str,
    "b_abstract": str,
    "date": str,
    "n_authors": int,
}
_DIGITS = 4  # of a year; Python refuses to read a number of thousands
_Free = Mapping[str, Collection[str]]
Progress = Callable[[int, int], None]


class Judged(NamedTuple):
    """A pair that came out wrong."""

    mistake: str
    a_title: str
    b_title: str
    verdict: Verdict


@dataclass(slots=True)
class Evaluation:
    """Figures, ready for JSON, and the pairs behind them, worst first."""

    figures: dict[str, Any]
    wrong: list[Judged] = field(default_factory=list)
    mistakes: int = 0
    """How many pairs are wrong; beyond ``MOST_WRONG`` of a kind they are not in ``wrong``."""

    def as_dict(self) -> dict[str, Any]:
        """The figures of the JSON contract."""
        return self.figures


class _Pair(NamedTuple):
    a: Record
    b: Record
    label: str
    category: str


def evaluate(
    file: Path,
    *,
    truth: Path | None = None,
    titles_only: bool = False,
    ambiguous: Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Judge labelled pairs, or cluster records and hold them against ``truth``.

    Raises PapersError where a file cannot be read, UsageError where it holds something else.
    """
    if truth is None:
        return _judge_pairs(list(_pairs(file, titles_only)))
    records, papers = _known_records(file, truth, titles_only)
    return _hold_against(records, papers, _free_pairs(ambiguous), progress)


def calibration(
    file: Path,
    *,
    truth: Path | None = None,
    titles_only: bool = False,
    ambiguous: Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Share of true matches by match weight: one row for each bit, over pairs or candidates."""
    counts: Counter[tuple[int, bool]] = Counter()
    if truth is None:
        for pair in _pairs(file, titles_only):
            counts[_floor(judge(pair.a, pair.b)[1]), pair.label == "1"] += 1
    else:
        records, papers = _known_records(file, truth, titles_only)
        free = _free_pairs(ambiguous)
        for i, j in candidate_pairs(map(block_keys, records)):
            if papers[j] not in free.get(papers[i], ()):
                match = papers[i] == papers[j]
                counts[_floor(judge(records[i], records[j])[1]), match] += 1
    for bits in sorted({bits for bits, _ in counts}):
        matches, others = counts[bits, True], counts[bits, False]
        yield {
            "bits_from": bits,
            "bits_to": bits + 1,
            "pairs": matches + others,
            "matches": matches,
            "share": round(matches / (matches + others), 4),
        }


def _floor(bits: float) -> int:
    return max(-20, min(20, int(bits // 1)))


def _judge_pairs(pairs: Sequence[_Pair]) -> Evaluation:
    def empty() -> dict[str, dict[str, int]]:
        return {label: {outcome.value: 0 for outcome in Outcome} for label in ("1", "0")}

    figures = empty()
    categories: dict[str, dict[str, dict[str, int]]] = defaultdict(empty)
    mistakes: defaultdict[str, list[tuple[float, str, int]]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        outcome, bits = judge(pair.a, pair.b)
        figures[pair.label][outcome.value] += 1
        categories[pair.category][pair.label][outcome.value] += 1
        mistake = _mistake(pair.label == "1", outcome)
        if mistake:
            mistakes[mistake].append((-abs(bits), pair.a.title, at))
    wrong = []
    for mistake, found in mistakes.items():
        for _, title, at in nsmallest(MOST_WRONG, found):
            a, b = pairs[at].a, pairs[at].b
            wrong.append(Judged(mistake, title, b.title, compare(a, b)))
    merged, false = figures["1"]["same"], figures["0"]["same"]
    totals = _scores(merged, false, sum(figures["1"].values()) - merged)
    return Evaluation(
        {**figures, **totals, "by_category": dict(sorted(categories.items()))},
        _worst_first(wrong),
        sum(map(len, mistakes.values())),
    )


def _mistake(match: bool, outcome: Outcome) -> str:
    if match:
        return {"same": "", "undecided": "undecided", "different": "missed"}[outcome.value]
    return "false merge" if outcome is Outcome.SAME else ""


def _worst_first(wrong: Iterable[Judged]) -> list[Judged]:
    order = ("false merge", "missed", "undecided")
    return sorted(wrong, key=lambda w: (order.index(w.mistake), -abs(w.verdict.bits), w.a_title))


def _scores(right: int, false: int, missed: int) -> dict[str, float]:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _hold_against(
    records: Sequence[Record],
    papers: Sequence[str],
    ambiguous: _Free,
    progress: Progress | None,
) -> Evaluation:
    start = time.process_time()
    clusters, undecided = resolve(records, progress)
    seconds = time.process_time() - start
    found = {at: number for number, members in enumerate(clusters) for at in members}
    right = false = 0
    for members in clusters:
        shares = Counter(papers[at] for at in members)
        right += sum(map(_pairs_of, shares.values()))
        false += _pairs_of(len(members)) - sum(map(_pairs_of, shares.values()))
        false -= sum(shares[x] * shares[y] for x, y in _free_within(shares, ambiguous))
    every = defaultdict(list)
    for at, paper in enumerate(papers):
        every[paper].append(at)
    missed = sum(map(_pairs_of, map(len, every.values()))) - right
    figures = {
        "records": len(records),
        **_scores(right, false, missed),
        "false_pairs": false,
        "missed_pairs": missed,
        "undecided_pairs": sum(found[x] != found[y] for x, y in undecided),
        "seconds": round(seconds, 2),
    }
    false_pairs = ((x[0], y[0]) for x, y in _across(clusters, papers, ambiguous))
    missed_pairs = chain.from_iterable(product(x, y) for x, y in _across(every.values(), found, {}))
    wrong = [_explained("false merge", records, pair) for pair in islice(false_pairs, MOST_WRONG)]
    wrong += [_explained("missed", records, pair) for pair in islice(missed_pairs, MOST_WRONG)]
    return Evaluation(figures, _worst_first(wrong), false + missed)


def _pairs_of(number: int) -> int:
    return number * (number - 1) // 2


def _free_within(papers: Collection[str], ambiguous: _Free) -> Iterator[tuple[str, str]]:
    """The ambiguous pairs among some papers, each once."""
    for paper in papers:
        for other in ambiguous.get(paper, ()):
            if paper < other and other in papers:
                yield paper, other


def _across(
    groups: Iterable[Sequence[int]],
    names: Mapping[int, Hashable] | Sequence[Hashable],
    ambiguous: Mapping[Any, Collection[Hashable]],
) -> Iterator[tuple[list[int], list[int]]]:
    """In each group, the records of two names that are not ambiguous.

    Only what is taken is worked out: a group of thousands has millions of pairs.
    """
    for group in groups:
        by_name: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at in group:
            by_name[names[at]].append(at)
        for x, y in combinations(by_name, 2):
            if y not in ambiguous.get(x, ()):
                yield by_name[x], by_name[y]


def _explained(mistake: str, records: Sequence[Record], pair: tuple[int, int]) -> Judged:
    a, b = (records[at] for at in pair)
    verdict = compare(a, b)
    if mistake == "missed" and verdict.outcome is Outcome.UNDECIDED:
        mistake = "undecided"
    return Judged(mistake, a.title, b.title, verdict)


def resolve(
    records: Sequence[Record], progress: Progress | None = None
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Cluster records in memory as the index would: positions of each paper, undecided pairs."""
    nodes, copies = _distinct(records)
    agreements: list[tuple[int, int, float]] = []
    undecided = []
    linked: dict[int, list[int]] = defaultdict(list)
    seen = 0
    for x, y in candidate_pairs(map(block_keys, (records[at] for at in nodes))):
        if progress and x >= seen:
            seen = x + 1000
            progress(x, len(nodes))
        i, j = nodes[x], nodes[y]
        outcome, bits = judge(records[i], records[j])
        if outcome is Outcome.SAME:
            agreements.append((i, j, bits))
            linked[i].append(j)
            linked[j].append(i)
        elif outcome is Outcome.UNDECIDED:
            undecided.append((i, j))
    clusters = [[*at] for node in nodes if node not in linked for at in (copies[node],)]
    by_component = _components(linked)
    edges: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for i, j, bits in agreements:
        edges[by_component[i]].append((i, j, bits))
    members: dict[int, list[int]] = defaultdict(list)
    for node, component in by_component.items():
        members[component].append(node)
    for component, inside in members.items():
        keys = {node: f"{records[node].title}\0{records[node].abstract}\0{node}" for node in inside}
        for group in cluster(keys, edges[component], _conflict(records)):
            clusters.append([at for node in group for at in copies[node]])
    return clusters, undecided


def _conflict(records: Sequence[Record]) -> Callable[[int, int], bool]:
    known: dict[tuple[int, int], bool] = {}

    def conflicts(i: int, j: int) -> bool:
        if (i, j) not in known:
            known[i, j] = judge(records[i], records[j])[0] is Outcome.DIFFERENT
        return known[i, j]

    return conflicts


def _distinct(records: Sequence[Record]) -> tuple[list[int], dict[int, list[int]]]:
    """Positions of the different contents, and all positions that read like each."""
    first: dict[tuple[object, ...], int] = {}
    copies: dict[int, list[int]] = {}
    for at, record in enumerate(records):
        content = (record.title, record.abstract, record.author_count, record.published)
        node = first.setdefault(content, at) if is_self_identifying(record) else at
        copies.setdefault(node, []).append(at)
    return list(copies), copies


def _components(linked: Mapping[int, Sequence[int]]) -> dict[int, int]:
    component: dict[int, int] = {}
    for start in linked:
        if start in component:
            continue
        waiting = [start]
        component[start] = start
        while waiting:
            for other in linked[waiting.pop()]:
                if other not in component:
                    component[other] = start
                    waiting.append(other)
    return component


def _pairs(file: Path, titles_only: bool) -> Iterator[_Pair]:
    for row in _rows(file, ("a", "b", "label")):
        a, b = (
            Record(str(row[side]), None if titles_only else row.get(f"{side}_abstract"))
            for side in ("a", "b")
        )
        yield _Pair(a, b, str(int(row["label"])), str(row.get("category", "")))


def _records(file: Path, titles_only: bool) -> tuple[list[str], list[Record]]:
    names, records = [], []
    for row in _rows(file, ("id", "title")):
        names.append(str(row["id"]))
        if titles_only:
            records.append(Record(row["title"]))
        else:
            count = row.get("n_authors")
            records.append(
                Record(row["title"], row.get("abstract"), count, None, _date(row.get("date")))
            )
    return names, records


def _known_records(file: Path, truth: Path, titles_only: bool) -> tuple[list[Record], list[str]]:
    """Records, and the paper that each of them is."""
    papers = {str(row["id"]): str(row["cluster"]) for row in _rows(truth, ("id", "cluster"))}
    names, records = _records(file, titles_only)
    missing = next((name for name in names if name not in papers), None)
    if missing is not None:
        raise UsageError(
            f"{truth} does not say which paper record {missing} is",
            "every record's id needs a line with its cluster",
        )
    return records, [papers[name] for name in names]


def _free_pairs(ambiguous: Path | None) -> _Free:
    """For each paper those it may be merged with, or not, without being wrong."""
    free: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(ambiguous, ("a", "b")):
        free[str(row["a"])].add(str(row["b"]))
        free[str(row["b"])].add(str(row["a"]))
    return free


def _date(text: object) -> PartialDate | None:
    parts = str(text).split("-") if text else []
    known = 0 < len(parts) <= 3 and all(p.isdecimal() and len(p) <= _DIGITS for p in parts)
    return PartialDate(*map(int, parts)) if known else None


def _rows(file: Path | None, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines, .gz and .xz too."""
    if file is None:
        return
    opener: Any = {".gz": gzip.open, ".xz": lzma.open}.get(file.suffix, open)
    empty = True
    try:
        with opener(file, "rt", encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    empty = False
                    yield _row(line, file, number, needed)
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        why = getattr(error, "strerror", None) or error
        raise PapersError(f"cannot read {file}: {why}", "give a file of JSON lines") from error
    if empty:
        raise UsageError(f"{file}: there is nothing in it", "give a file of JSON lines")


def _row(line: str, file: Path, number: int, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}:{number}: not JSON: {error}", "one object a line") from error
    missing = [name for name in needed if not isinstance(row, dict) or row.get(name) is None]
    if missing:
        hint = "pairs have a, b and label; records have id and title, and need --truth"
        raise UsageError(f"{file}:{number}: no {missing[0]!r}", hint)
    for name, kind in _KINDS.items():
        if not isinstance(row.get(name), kind | None):
            told = "text" if kind is str else "number"
            raise UsageError(
                f"{file}:{number}: {name} is no {told}", "null says that it is not known"
            )
    if "label" in needed and row["label"] not in (0, 1, "0", "1"):
        message = f"{file}:{number}: label {row['label']!r} is neither 0 nor 1"
        raise UsageError(message, "1 is the same paper")
    return row  # type: ignore[no-any-return]
