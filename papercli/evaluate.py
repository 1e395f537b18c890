"""Measure the matching on labeled data: pairs with labels, or records with known papers."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from papercli.errors import UsageError
from papercli.files import LIMIT, lines
from papercli.gc_pause import gc_paused
from papercli.labeled import LabeledPair, check_pair, known_record, pair_of
from papercli.matching.blocking import block_keys
from papercli.matching.comparison import compare, score
from papercli.matching.record import Record
from papercli.matching.resolution import Progress, candidate_pairs, resolve
from papercli.model.verdict import Outcome, Verdict
from papercli.named_tuples import NamedTuple

MOST_WRONG = 1000
"""Wrong pairs of a kind whose evidence is worked out."""
_TEXT, _NUMBER = (str, type(None)), (int, type(None))
_KINDS: dict[str, tuple[type, type]] = {
    "title": _TEXT,
    "abstract": _TEXT,
    "a_abstract": _TEXT,
    "b_abstract": _TEXT,
    "date": _TEXT,
    "n_authors": _NUMBER,
    "arxiv_id": _TEXT,
    "doi": _TEXT,
    "openreview_id": _TEXT,
    "acl_id": _TEXT,
    "url": _TEXT,
    "summary": _TEXT,
}
_Check = Callable[[Mapping[str, Any], str], None]


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


_LABELS = {Outcome.SAME: "1", Outcome.DIFFERENT: "0", Outcome.UNDECIDED: "undecided"}
"""What the figures call the pairs that are expected to come out so."""


def evaluate(
    file: Path,
    *,
    truth: Path | None = None,
    titles_only: bool = False,
    ambiguous: Path | None = None,
    limit: int = LIMIT,
    progress: Progress | None = None,
) -> Evaluation:
    """Judge labeled pairs, or cluster records and hold them against ``truth``.

    Raises InputError where a file cannot be read or holds more than ``limit`` bytes, UsageError
    where it holds something else.
    """
    if truth is None:
        return _judge_pairs(list(_pairs(file, titles_only, limit)))
    records, papers = _known_records(file, truth, titles_only, limit)
    return _hold_against(records, papers, _free_pairs(ambiguous, limit), progress)


def calibration(
    file: Path,
    *,
    truth: Path | None = None,
    titles_only: bool = False,
    ambiguous: Path | None = None,
    limit: int = LIMIT,
) -> Iterator[dict[str, Any]]:
    """Share of true matches by match weight: one row for each bit, over pairs or candidates.

    Pairs that are expected to be undecided are neither matches nor others, and are left out.
    """
    counts: Counter[tuple[int, bool]] = Counter()
    if truth is None:
        for pair in _pairs(file, titles_only, limit):
            if pair.expected is not Outcome.UNDECIDED:
                match = pair.expected is Outcome.SAME
                counts[_floor(score(pair.a, pair.b)[1]), match] += 1
    else:
        records, papers = _known_records(file, truth, titles_only, limit)
        free = _free_pairs(ambiguous, limit)
        for i, j in candidate_pairs(map(block_keys, records)):
            if frozenset((papers[i], papers[j])) not in free:
                match = papers[i] == papers[j]
                counts[_floor(score(records[i], records[j])[1]), match] += 1
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


def _judge_pairs(pairs: Sequence[LabeledPair]) -> Evaluation:
    def empty() -> dict[str, dict[str, int]]:
        return {label: {outcome.value: 0 for outcome in Outcome} for label in _LABELS.values()}

    figures = empty()
    categories: dict[str, dict[str, dict[str, int]]] = defaultdict(empty)
    wrong = []
    for pair in pairs:
        verdict = compare(pair.a, pair.b)
        label, outcome = _LABELS[pair.expected], verdict.outcome.value
        figures[label][outcome] += 1
        categories[pair.category][label][outcome] += 1
        mistake = _mistake(pair.expected, verdict.outcome)
        if mistake:
            wrong.append(Judged(mistake, pair.a.title, pair.b.title, verdict))
    merged, false = figures["1"]["same"], figures["0"]["same"]
    totals = _scores(merged, false, sum(figures["1"].values()) - merged)
    return Evaluation(
        {**figures, **totals, "by_category": dict(sorted(categories.items()))},
        _worst_first(wrong),
        len(wrong),
    )


def _mistake(expected: Outcome, outcome: Outcome) -> str:
    if expected is Outcome.SAME:
        return {"same": "", "undecided": "undecided", "different": "missed"}[outcome.value]
    if expected is Outcome.UNDECIDED:
        return "" if outcome is Outcome.UNDECIDED else "not undecided"
    return "false merge" if outcome is Outcome.SAME else ""


def _worst_first(wrong: Iterable[Judged]) -> list[Judged]:
    order = ("false merge", "missed", "undecided", "not undecided")
    return sorted(wrong, key=lambda w: (order.index(w.mistake), -abs(w.verdict.bits), w.a_title))


def _scores(right: int, false: int, missed: int) -> dict[str, float]:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _hold_against(
    records: Sequence[Record],
    papers: Sequence[str],
    ambiguous: Collection[frozenset[str]],
    progress: Progress | None,
) -> Evaluation:
    start = time.process_time()
    with gc_paused():
        clusters, undecided = resolve(records, progress)
    seconds = time.process_time() - start
    found = {at: number for number, members in enumerate(clusters) for at in members}
    right = false = 0
    false_pairs: list[tuple[int, int]] = []
    for members in clusters:
        by_paper = defaultdict(list)
        for at in members:
            by_paper[papers[at]].append(at)
        right += sum(len(same) * (len(same) - 1) // 2 for same in by_paper.values())
        for x, y in combinations(by_paper, 2):
            if frozenset((x, y)) not in ambiguous:
                false += len(by_paper[x]) * len(by_paper[y])
                false_pairs.append((by_paper[x][0], by_paper[y][0]))
    every = defaultdict(list)
    for at, paper in enumerate(papers):
        every[paper].append(at)
    missed_pairs = [
        (x, y) for same in every.values() for x, y in combinations(same, 2) if found[x] != found[y]
    ]
    figures = {
        "records": len(records),
        **_scores(right, false, len(missed_pairs)),
        "false_pairs": false,
        "missed_pairs": len(missed_pairs),
        "undecided_pairs": sum(found[x] != found[y] for x, y in undecided),
        "seconds": round(seconds, 2),
    }
    wrong = [_explained("false merge", records, pair) for pair in false_pairs[:MOST_WRONG]]
    wrong += [_explained("missed", records, pair) for pair in missed_pairs[:MOST_WRONG]]
    return Evaluation(figures, _worst_first(wrong), false + len(missed_pairs))


def _explained(mistake: str, records: Sequence[Record], pair: tuple[int, int]) -> Judged:
    a, b = (records[at] for at in pair)
    verdict = compare(a, b)
    if mistake == "missed" and verdict.outcome is Outcome.UNDECIDED:
        mistake = "undecided"
    return Judged(mistake, a.title, b.title, verdict)


def _pairs(file: Path, titles_only: bool, limit: int) -> Iterator[LabeledPair]:
    for row in _rows(file, ("a", "b"), limit, check_pair):
        yield pair_of(row, titles_only)


def _records(file: Path, titles_only: bool, limit: int) -> tuple[list[str], list[Record]]:
    names, records = [], []
    for row in _rows(file, ("id", "title"), limit):
        names.append(str(row["id"]))
        records.append(Record(row["title"]) if titles_only else known_record(row))
    return names, records


def _known_records(
    file: Path, truth: Path, titles_only: bool, limit: int
) -> tuple[list[Record], list[str]]:
    """Records, and the paper that each of them is."""
    papers = {str(row["id"]): str(row["cluster"]) for row in _rows(truth, ("id", "cluster"), limit)}
    names, records = _records(file, titles_only, limit)
    missing = next((name for name in names if name not in papers), None)
    if missing is not None:
        raise UsageError(
            f"{truth} does not say which paper record {missing} is",
            "every record's id needs a line with its cluster",
        )
    return records, [papers[name] for name in names]


def _free_pairs(ambiguous: Path | None, limit: int) -> set[frozenset[str]]:
    return {
        frozenset((str(row["a"]), str(row["b"]))) for row in _rows(ambiguous, ("a", "b"), limit)
    }


def _rows(
    file: Path | None, needed: Sequence[str], limit: int, check: _Check | None = None
) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines, .gz and .xz too; each is put to ``check``."""
    if file is None:
        return
    empty = True
    for number, line in enumerate(lines(str(file), limit), 1):
        if line.strip():
            empty = False
            row = _row(line, file, number, needed)
            if check:
                check(row, f"{file}:{number}")
            yield row
    if empty:
        raise UsageError(f"{file} is empty", "give a file of JSON lines")


def _row(line: str, file: Path, number: int, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}:{number}: not JSON: {error}", "one object a line") from error
    missing = [name for name in needed if not isinstance(row, dict) or row.get(name) is None]
    if missing:
        hint = "pairs have a, b and label or outcome; records have id and title, and need --truth"
        raise UsageError(f"{file}:{number}: no {missing[0]!r}", hint)
    for name, value in row.items():
        kinds = _KINDS.get(name)
        if kinds and not isinstance(value, kinds):
            told = "text" if kinds is _TEXT else "number"
            raise UsageError(
                f"{file}:{number}: {name} is no {told}", "null says that it is not known"
            )
    return row  # type: ignore[no-any-return]
