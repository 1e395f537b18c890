"""Wrong rules put into the program one at a time, and how many of them the tests notice.

usage: python benchmarks/mutants.py [--minutes N] [--seed S] [--only MODULE...] [--show]

mutmut changes one thing at a time in the functions that score, combine, date and query, and runs
the tests that reach it. All mutants take an hour or more; what fits into the minutes is drawn at
random, the same for the same seed. ``--show`` prints what each survivor changed. mutmut leaves
decorated functions and constants of modules as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from common import ROOT, table

MUTANTS = ROOT / "mutants"
MUTMUT = [str(Path(sys.executable).parent / "mutmut")]
AIM = 0.85
"""Share of the mutants of each module that the tests are to notice."""
FIRST_SAMPLE, LARGEST_SAMPLE = 60, 600
KILLED = {1, 3, 24, 36, 37, 152, 255, -24, -11, -9}
"""Exit codes of mutmut's workers for a mutant that was noticed: failing tests, or no end."""


def main() -> None:
    """Sample, run and print one row a module."""
    arguments = _arguments()
    deadline = time.monotonic() + 60 * arguments.minutes
    _mutmut("run", "papercli.matching.clustering.x_cluster__mutmut_1")
    names = [name for name in _results() if _chosen(name, arguments.only)]
    random.Random(arguments.seed).shuffle(names)
    tried: list[str] = []
    size, rate = FIRST_SAMPLE, 0.0
    while names and (not tried or time.monotonic() + size / rate < deadline):
        start = time.monotonic()
        sample, names = names[:size], names[size:]
        _mutmut("run", *sample)
        tried += sample
        rate = len(sample) / (time.monotonic() - start)
        size = min(LARGEST_SAMPLE, max(1, int(rate * (deadline - time.monotonic()) / 2)))
        print(f"{len(tried)} of {len(tried) + len(names)} mutants tried", file=sys.stderr)
    results = _results()
    survivors = sorted(name for name in tried if results[name] not in KILLED)
    table([("module", "mutants", "tried", "noticed", "share", "aim"), *_rows(results, tried)])
    for name in survivors:
        print(_change(name) if arguments.show else name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=20, help="default: 20")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--only", nargs="+", default=(), metavar="MODULE", help="matching.levels …")
    parser.add_argument("--show", action="store_true", help="print what each survivor changed")
    return parser.parse_args()


def _chosen(name: str, modules: Sequence[str]) -> bool:
    return not modules or any(name.startswith(f"papercli.{module}.") for module in modules)


def _mutmut(*arguments: str) -> str:
    done = subprocess.run(
        [*MUTMUT, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"mutmut {arguments[0]} failed:\n{done.stdout[-2000:]}{done.stderr}")
    return done.stdout


def _results() -> dict[str, int | None]:
    """The exit code of each mutant's last run; None where it has not been run."""
    found: dict[str, int | None] = {}
    for path in sorted(MUTANTS.rglob("*.meta")):
        found.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return found


def _module(name: str) -> str:
    return name.rpartition(".x")[0].removeprefix("papercli.")


def _rows(results: dict[str, int | None], tried: Sequence[str]) -> Iterator[tuple[str, ...]]:
    every = Counter(map(_module, results))
    outcomes: defaultdict[str, list[bool]] = defaultdict(list)
    for name in tried:
        outcomes[_module(name)].append(results[name] in KILLED)
    for module, noticed in sorted(outcomes.items()):
        share = sum(noticed) / len(noticed)
        yield (
            module,
            str(every[module]),
            str(len(noticed)),
            str(sum(noticed)),
            f"{share:.0%}",
            "reached" if share >= AIM else "MISSED",
        )


def _change(name: str) -> str:
    lines = _mutmut("show", name).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([name, *changed, ""])


if __name__ == "__main__":
    main()
