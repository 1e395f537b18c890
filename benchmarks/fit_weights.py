"""Fit the match weights on the labeled data and print (or write) ``papercli/matching/weights.py``.

usage: python benchmarks/fit_weights.py [--write]      needs the ``bench`` extra

Every level of every field is an indicator; a logistic regression over all of them gives log-odds
that already allow for the dependence between fields, and log-odds over ln 2 are bits. The pairs are
those of ``labeled.py``. Nothing is random: the same data give the same table.
"""

from __future__ import annotations

import argparse
import collections
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from labeled import PAIR_SETS, RECORD_SETS, labeled_pairs
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from papercli.matching.levels import comparison_vector
from papercli.matching.rules import early_veto, veto

WEIGHTS_FILE = Path(__file__).parents[1] / "papercli" / "matching" / "weights.py"
NEUTRAL = {
    "numbers": "agree",
    "name": "none",
    "abstract": "missing",
    "changed words": "none",
    "authors": "missing",
    "year": "missing",
    "organization": "missing",
    "links": "none",
    "address": "none",
}
# How much a pair of each set counts. Retitled papers cannot be told by their titles, so those pairs
# hardly count without abstracts; look-alikes are the whole of arXiv's, so they count more.
SHARE = {
    "hard_pairs": 8.0,
    "natural_pairs": 5.0,
    "natural_pairs, titles": 0.2,
    "lookalike_pairs": 10.0,
    "met_pairs": 2.0,
    "met_pairs, titles": 2.0,
    "gold/natural_arxiv, titles": 0.3,
    "gold/bibdedupe_digital_work, titles": 0.5,
}
# What a pair of two papers counts beside one of the same: a false merge is worse than a missed one.
FALSE_MERGE_COST = {
    "corpus/c100000": 12.0,
    "corpus/c100000, titles": 20.0,
    "corpus/c10000": 10.0,
    "hard_pairs": 4.0,
}
# Levels of abstracts that no pair of the data reaches weigh what less overlap does.
WITHOUT_DATA = {"runs >=0.8 beside generic": "runs >=0.5 beside generic"}
Row = tuple[dict[str, str], int, str]


def rows() -> Iterator[Row]:
    """Levels, label and data set of every training pair that no veto settles."""
    for a, b, label, name in labeled_pairs():
        if not early_veto(a, b):
            seen = comparison_vector(a, b)
            if not veto(a, b, seen):
                yield seen.labels(), label, name


def columns_of(levels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What a pair's levels switch on: each level, and an abstract's overlap whatever the title."""
    for field, level in levels.items():
        if NEUTRAL.get(field) == level:
            continue
        yield field, level
        if field == "abstract":
            yield "overlap", level.split(" beside ")[0]


def fit(data: list[Row]) -> tuple[dict[str, dict[str, float]], float, np.ndarray]:
    """Bits by field and level, the intercept in bits, and every pair's sum of bits."""
    index: dict[tuple[str, str], int] = {}
    at, on = [], []
    for number, (levels, _, _) in enumerate(data):
        for column in columns_of(levels):
            at.append(number)
            on.append(index.setdefault(column, len(index)))
    matrix = csr_matrix((np.ones(len(at)), (at, on)), (len(data), len(index)))
    labels = np.array([label for _, label, _ in data])
    weights = np.array(
        [SHARE.get(n, 1.0) * (1 if y else FALSE_MERGE_COST.get(n, 2.0)) for _, y, n in data]
    )
    model = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=200)
    model.fit(matrix, labels, sample_weight=weights)
    bits = dict(zip(index, model.coef_[0] / np.log(2), strict=True))
    table: dict[str, dict[str, float]] = collections.defaultdict(dict)
    for (field, level), value in bits.items():
        overlap = bits["overlap", level.split(" beside ")[0]] if field == "abstract" else 0.0
        if field != "overlap":
            table[field][level] = round(float(value + overlap), 1)
    for level, less in WITHOUT_DATA.items():
        table["abstract"][level] = table["abstract"][less]
    intercept = float(model.intercept_[0] / np.log(2))
    return table, intercept, model.decision_function(matrix) / np.log(2)


def render(table: dict[str, dict[str, float]], intercept: float) -> str:
    """The source of ``weights.py``."""
    lines = [
        '"""Match weights in bits, fitted by ``benchmarks/fit_weights.py`` on labeled data.',
        "",
        "Each is a coefficient of one logistic regression over the candidate pairs of the record "
        "sets",
        f"{', '.join(RECORD_SETS)}",
        f"and the labeled pairs {', '.join(PAIR_SETS)}.",
        "On organizations and identifiers these are silent: see ``ASSIGNED`` in ``comparison``.",
        "Written by that script; change the levels or the data and run it again rather than edit "
        "here.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        f"PRIOR = {intercept:.1f}",
        '"""Bits for two records that blocking brought together, before any evidence."""',
        "",
        "WEIGHTS: dict[str, dict[str, float]] = {",
    ]
    for field, levels in sorted(table.items()):
        lines.append(f'    "{field}": {{')
        lines += [f'        "{level}": {bits},' for level, bits in sorted(levels.items())]
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def main() -> None:
    """Fit, report the thresholds, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write papercli/matching/weights.py")
    options = parser.parse_args()
    data = list(rows())
    table, intercept, bits = fit(data)
    report(data, bits)
    text = render(table, intercept)
    if options.write:
        WEIGHTS_FILE.write_text(text, encoding="utf8")
    else:
        print(text)


def report(data: list[Row], bits: np.ndarray) -> None:
    """Shares merged at several thresholds, by data set."""
    names = np.array([name for _, _, name in data])
    labels = np.array([label for _, label, _ in data])
    for name in sorted(set(names)):
        here = names == name
        shares = []
        for threshold in (-4, -2, 0, 1, 2, 3, 4, 5):
            merged = here & (bits > threshold)
            true = labels[merged].sum()
            shares.append(
                f"{threshold}: {true / max(1, labels[here].sum()):.4f}/{merged.sum() - true}"
            )
        print(f"{name:38s}", labels[here].sum(), (1 - labels[here]).sum(), " ".join(shares))


if __name__ == "__main__":
    main()
