"""Keys of contents in sets that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence


class Sets:
    """Keys in sets that do not overlap; a key that was not seen yet is a set of its own."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}

    def find(self, key: str) -> str:
        """The key that stands for all in its set."""
        root = self.root
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key


def connected(groups: Sequence[Collection[str]]) -> Collection[list[int]]:
    """The places of the groups that share a key, directly or through others, together."""
    sets = Sets()
    for keys in groups:
        for key in keys:
            sets.root[sets.find(key)] = sets.find(next(iter(keys)))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, keys in enumerate(groups):
        found[sets.find(next(iter(keys)))].append(place)
    return found.values()
