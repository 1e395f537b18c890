"""The numbers of the lines in which things stand."""

from __future__ import annotations


class LineNumbers:
    """The numbers of lines at growing offsets of a text."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def at(self, offset: int) -> int:
        """The line at an offset; the quicker where that is not before the last one."""
        if offset < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line
