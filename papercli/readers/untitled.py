"""What is said, once a file, of entries that give an identifier and no title: they join a paper
that others name, and name none."""

from __future__ import annotations

from papercli.model.digest import Problem

_MOST_RANGES = 10
"""Runs of lines that are told one by one."""
_HINT = "other digests of these identifiers give the titles; correct the file if it has them"


class Untitled:
    """Gathers the lines of such entries of one file; takes no more memory for many."""

    def __init__(self) -> None:
        self.count = self._untold = 0
        self._ranges: list[list[int]] = []

    def add(self, line: int) -> None:
        """Take the line of an entry; lines come in the order of the file."""
        self.count += 1
        if self._ranges and 0 <= line - self._ranges[-1][1] <= 1:
            self._ranges[-1][1] = line
        elif len(self._ranges) < _MOST_RANGES:
            self._ranges.append([line, line])
        else:
            self._untold += 1

    def told(self, path: str, hint: str | None = None) -> list[Problem]:
        """The problem that they are; none without them."""
        if not self.count:
            return []
        if self.count == 1:
            what = "an identifier without a title"
        else:
            spans = [
                f"{first}" if first == last else f"{first}-{last}" for first, last in self._ranges
            ]
            lines = ", ".join(spans) + (f" and {self._untold:,} more" if self._untold else "")
            word = "line" if lines.isdigit() else "lines"
            what = f"{self.count:,} identifiers without a title: {word} {lines}"
        return [Problem(path, self._ranges[0][0], what, hint or _HINT)]
