"""What there is to say of a file while it is read."""

from __future__ import annotations

from papercli.model.digest import Problem

_CHECK = "check the entry in the file; the text was kept as read"
NOT_STORED = "nothing of it was stored; if it belongs to an entry, correct the file"


class Report:
    """What there is to say of a file, and how much of it was read or left out."""

    __slots__ = ("blocks", "kept", "left_out", "path", "problems")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.kept = self.left_out = 0
        """Characters in entries, and in lines that are neither of an entry nor known furniture."""
        self.blocks = 0
        """Metadata blocks."""

    def add(self, index: int, problem: str, hint: str = _CHECK) -> None:
        """Note a problem with the line of that index."""
        self.problems.append(Problem(self.path, index + 1, problem, hint))
