"""How a paper says what a query says: which of its words as they were typed, how close and how
early.

The index has stems: to it ``distributed training`` is said where data of one distribution train
something else. So the texts of the best results are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from papercli.text import american, fold, parted
from papercli.text.stems import singular, stem, telling, words

WINDOW = 60
"""Letters within which words stand close together: half a sentence."""
OPENING = 400
"""Letters: the first sentences of an abstract, where it says what the paper is about."""
LOOKED_AT = 4000
"""Letters of an abstract, at the most: longer texts are no abstracts."""


Asked = Mapping[str, Set[str]]
"""The words of a query by their stems: each as it was typed, in the singular."""


def asked(texts: Iterable[str]) -> Asked:
    """The words of the texts of a query, without small ones where it has others."""
    found: dict[str, set[str]] = {}
    for word in telling(words(" ".join(texts))):
        found.setdefault(stem(word), set()).add(singular(word))
    return found


def said(query: Asked, title: str, abstract: str | None) -> tuple[float, float, float]:
    """Of the words of a query, the share that a paper has as they were typed, but for the plural,
    the largest share that it has close together, and the share that its abstract begins with."""
    text = _plain(title)
    begin = len(text) + WINDOW
    if abstract:
        text = f"{text}{' ' * WINDOW}{_plain(abstract)}"
    # What every word has that is spelled the American way where there are two.
    if any("z" in root or "or" in root for root in query):
        text = american(text)
    as_typed = set()
    places = []
    for root, typed in query.items():
        for start, word in _places(text, root):
            places.append((start, root))
            if singular(word) in typed:
                as_typed.add(root)
    number = len(query)
    return (
        len(as_typed) / number,
        _most_close(places, number) / number,
        _early(places, begin) / number,
    )


def _early(places: Iterable[tuple[int, str]], begin: int) -> float:
    """How many words an abstract begins with: the later one stands there first, the less of it."""
    first: dict[str, int] = {}
    for start, root in places:
        if start >= begin:
            first.setdefault(root, start - begin)
    return sum(max(0, OPENING - start) for start in first.values()) / OPENING


def _most_close(places: list[tuple[int, str]], words: int) -> int:
    """The most words, of so many, that stand close together."""
    most = 0
    latest: dict[str, int] = {}
    for start, root in sorted(places):
        latest[root] = start
        if len(latest) > most:
            most = max(most, sum(place >= start - WINDOW for place in latest.values()))
            if most == words:
                break
    return most


def _places(text: str, root: str) -> Iterator[tuple[int, str]]:
    """Where the words of a stem begin in a text, with each of them."""
    goes_on = str.isalpha if root.isalpha() else str.isdigit
    start = text.find(root)
    while start >= 0:
        end = start + len(root)
        while goes_on(text[end : end + 1]):
            end += 1
        if not goes_on(text[start - 1 : start]) and stem(text[start:end]) == root:
            yield start, text[start:end]
        start = text.find(root, end)


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else parted(fold(text))
