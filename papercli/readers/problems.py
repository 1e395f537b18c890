"""What there is to say of a file while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from papercli.model.digest import Problem

_CHECK = "check the entry in the file; the text was kept as read"
NOT_STORED = "nothing of it was stored; if it belongs to an entry, correct the file"


@dataclass(slots=True)
class Report:
    """What there is to say of a file, and how much of it was read or left out."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    kept: int = 0
    left_out: int = 0
    """Characters in entries, and in lines that are neither of an entry nor known furniture."""
    blocks: int = 0
    """Metadata blocks."""

    def add(self, index: int, problem: str, hint: str = _CHECK) -> None:
        """Note a problem with the line of that index."""
        self.problems.append(Problem(self.path, index + 1, problem, hint))
