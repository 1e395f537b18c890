"""Regular expressions that a search does not pay for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression that is compiled when first used.

    Compiling all of these takes longer than a search, and most texts need none of them.
    """

    __slots__ = ("_source", "findall", "finditer", "search", "split", "sub")

    search: Callable[[str, int], re.Match[str] | None]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    findall: Callable[[str], list[str]]
    split: Callable[[str], list[str]]

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> object:
        # Only an empty slot leads here: the first use fills them, the next finds them filled.
        compiled = re.compile(self._source)
        self.search, self.sub, self.finditer = compiled.search, compiled.sub, compiled.finditer
        self.findall, self.split = compiled.findall, compiled.split
        return object.__getattribute__(self, name)
