"""Blocking: keys such that two renderings of one paper share at least one, and other papers hardly any.

Every key is a function of one record alone, so that a new record finds its candidates by looking its
keys up and no other record need be read. The value of each kind of key was measured on labelled pairs
(see benchmarks/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from zlib import crc32

from papercli.matching import words as vocabulary
from papercli.matching.normalise import normalise, words
from papercli.matching.record import Record
from papercli.matching.titles import TitleProfile

KNOWN_RAREST = 4
"""Words of a title, rarest first, whose triples are keys. Only words that other titles use too: a
misspelling looks like the rarest word of all and would take their place."""
TRIPLE_BITS = 22
"""Information from which a triple is a key."""
START_BITS, END_BITS = 22, 26
"""Information of the words at the start, and at the end, of a title that are keys: enough that
"large language models" alone is none; titles begin more variously than they end."""
INITIALS = 7
"""First letters of the telling words, from the start and from the end, that are keys: misspellings
seldom hit a word's first letter."""
HEAD_LETTERS = 14
"""Letters from which the part before the colon is a key: it is the whole title elsewhere."""
LEAD_LETTERS = 500
"""How much of an abstract is sketched: the part that survives truncation."""
SKETCH = 6
"""Smallest hashes of an abstract's runs of telling words that are keys (bottom-k sketch, Broder 1997)."""
TELLING = 7
"""Bits from which a word takes part in a sketch."""
STRONG, WEAK = 1, 0
"""Lowest bit of a key: a strong one makes two records candidates, of weak ones it takes two."""
CROWDED = 400
"""Members from which a block is no longer compared in full: linear time on crafted input."""

_PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MASK = (1 << 63) - 1


def _mixed(a: int, b: int, c: int = 0) -> int:
    value = (a * _PRIMES[0] + b * _PRIMES[1] + c * _PRIMES[2]) & _MASK
    return (value ^ value >> 29) & ~1


def _text_key(kind: int, text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return _mixed(crc32(data), crc32(data[::-1]), kind) | STRONG


def _edge(content: Sequence[str], sizes: Sequence[int], enough: int) -> str:
    total = 0
    for count, size in enumerate(sizes, 1):
        total += size
        if total >= enough:
            return "".join(content[:count])
    return "".join(content)


def _triple_key(words_of_title: Sequence[tuple[int, str]]) -> int:
    hashes = sorted(vocabulary.hashes[word] for _, word in words_of_title)
    return _mixed(*hashes, *[0] * (3 - len(hashes))) | STRONG


def title_keys(title: TitleProfile) -> set[int]:
    """Keys of the title: the whole, the part before the colon, both edges, triples of rare words."""
    keys = {_text_key(1, title.squashed)}
    if len(title.head) >= HEAD_LETTERS and title.head != title.squashed:
        keys.add(_text_key(1, title.head))
    content = title.stems
    sizes = list(map(vocabulary.bits, content))
    keys.add(_text_key(2, _edge(content, sizes, START_BITS)))
    keys.add(_text_key(3, _edge(content[::-1], sizes[::-1], END_BITS)))
    if len(content) >= INITIALS:
        initials = "".join(word[0] for word in content)
        keys.add(_text_key(4, initials[:INITIALS]))
        keys.add(_text_key(5, initials[-INITIALS:]))
    rarest = sorted(set(zip(sizes, content)), key=lambda w: (-w[0], w[1]))
    known = [w for w in rarest if vocabulary.is_known(w[1])][:KNOWN_RAREST]
    keys.add(_triple_key(rarest[:3]))
    keys.update(
        _triple_key(t) for t in combinations(known, 3) if sum(b for b, _ in t) >= TRIPLE_BITS
    )
    return keys


def abstract_keys(abstract: str | None) -> set[int]:
    """Keys of the abstract's beginning."""
    if not abstract:
        return set()
    common = vocabulary.common_words(TELLING)
    hashes = vocabulary.hashes
    lead = words(normalise(abstract[:LEAD_LETTERS]))
    telling = [hashes[w] for w in lead[:-1] if w not in common]
    if len(telling) < 6:
        return set()
    runs = set(map(_mixed, telling, telling[1:], telling[2:]))
    return set(sorted(runs)[:SKETCH])


def block_keys(record: Record) -> tuple[int, ...]:
    """All keys of a record, 63-bit and sorted."""
    return tuple(sorted(title_keys(record.title_profile) | abstract_keys(record.abstract)))


def candidate_pairs(records: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (later, earlier) whose keys make them candidates; the same rule as the index's.

    ``records`` are block keys in any order; they are read once. A block beyond ``CROWDED`` members
    takes no more: what fills it is a phrase, not a paper.
    """
    blocks: dict[int, list[int]] = {}
    for at, keys in enumerate(records):
        strong: set[int] = set()
        weak: dict[int, int] = {}
        for key in keys:
            members = blocks.setdefault(key, [])
            if key & STRONG:
                strong.update(members)
            else:
                for member in members:
                    weak[member] = weak.get(member, 0) + 1
            if len(members) < CROWDED:
                members.append(at)
        strong.update(member for member, times in weak.items() if times > 1)
        for member in sorted(strong):
            yield at, member
