"""Whether two runs of `papers resolve` put the same entries into papers; exit with 1 if not."""

from __future__ import annotations

import sys
from pathlib import Path

from papercli.scale.columns import files, read, tuples


def clusters(out: Path) -> set[frozenset[tuple[str, int]]]:
    """The entries of each paper, by path and line."""
    found: dict[int, set[tuple[str, int]]] = {}
    for file in files(out / "members"):
        table = read([file])
        for paper, path, line in [] if table is None else tuples(table, "paper", "path", "line"):
            found.setdefault(paper, set()).add((path, line))
    return set(map(frozenset, found.values()))


def main() -> int:
    """Compare the two folders named on the command line."""
    one, other = (clusters(Path(name)) for name in sys.argv[1:])
    told = f"papers: {len(one):,} and {len(other):,}; of different entries: {len(one ^ other):,}\n"
    sys.stdout.write(told)
    return int(one != other or not one)


if __name__ == "__main__":
    sys.exit(main())
