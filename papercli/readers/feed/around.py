"""What lies around the items of a feed and beside them, as an XML parser tells it."""

from __future__ import annotations

from papercli.readers.feed.elements import DATED, MADE, local

_CHANNEL = "channel"
_AROUND = (["feed"], ["rss", _CHANNEL])
"""Elements that lie around the items."""


class UnusualError(Exception):
    """The feed takes a second look."""


def refuse(*declared: object) -> None:
    """Leave what declares entities, or may, to the second look."""
    raise UnusualError


class Around:
    """Takes the elements around items and beside them, with the ``texts`` since one began last."""

    def __init__(self, texts: list[str]) -> None:
        self.made = self.dated = ""
        self._texts = texts
        self._open: list[str] = []
        """Names of the elements that are open."""
        self._leaf = False
        """Whether the last of them has had no element within it."""

    def start(self, name: str) -> None:
        """Take the beginning of an element."""
        self._open.append(local(name))
        self._leaf = True

    def start_item(self) -> None:
        """See that an item begins where items stand."""
        if self._open not in _AROUND:
            raise UnusualError

    def end(self) -> None:
        """Take what an element says of the feed."""
        name = self._open.pop()
        leaf, self._leaf = self._leaf, False
        if name == _CHANNEL and self._open != ["rss"]:
            raise UnusualError
        if name not in MADE and name not in DATED:
            return
        if not leaf or (len(self._open) == 1 and self._open not in _AROUND):
            raise UnusualError
        if self._open in _AROUND:
            text = "".join(self._texts).strip()
            if name in MADE:
                self.made = self.made or text
            else:
                self.dated = self.dated or text
