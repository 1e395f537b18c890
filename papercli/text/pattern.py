"""Regular expressions that a short run does not pay for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression that is compiled when first used.

    Compiling all of these takes longer than a search, and most texts need few of them.
    """

    __slots__ = tuple("findall finditer flags fullmatch match search source split sub subn".split())

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    sub: Callable[..., str]
    subn: Callable[..., tuple[str, int]]
    findall: Callable[[str], list[str]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[str]]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        # Only an empty slot leads here: the first use fills them, the next finds them filled.
        compiled = re.compile(self.source, self.flags)
        for filled in self.__slots__[:2] + self.__slots__[3:6] + self.__slots__[7:]:
            setattr(self, filled, getattr(compiled, filled))
        return object.__getattribute__(self, name)
