"""Blocking: keys such that two renderings of one paper share at least one, and other papers hardly any.

Every key is a function of one record alone, so that a new record finds its candidates by looking its
keys up and no other record need be read. The value of each kind of key was measured on labelled pairs
(see benchmarks/README.md).
"""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

from papercli.matching import words as vocabulary
from papercli.matching.normalise import normalise, words
from papercli.matching.record import Record

RAREST = 4
"""Words of a title whose triples are keys: one misspelt word leaves one triple whole."""
EDGE = 16
"""Letters at the start and at the end of the content words that are keys."""
LEAD_LETTERS = 500
"""How much of an abstract is sketched: the part that survives truncation."""
SKETCH = 4
"""Smallest hashes of an abstract's runs of telling words that are keys (bottom-k sketch, Broder 1997)."""
TELLING = 7
"""Bits from which a word takes part in a sketch."""


def _key(kind: str, text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    value = crc32(data, crc32(kind.encode())) << 31 | crc32(data[::-1]) >> 1
    return value


def title_keys(record: Record) -> set[int]:
    """Keys of the title: the whole, the part before the colon, both edges, triples of rare words."""
    title = record.title_profile
    keys = {_key("t", title.squashed)}
    if len(title.head) >= EDGE and title.head != title.squashed:
        keys.add(_key("t", title.head))
    content = [vocabulary.stem(w) for w in title.words if w not in vocabulary.STOP_WORDS]
    core = "".join(content)
    if len(core) >= EDGE:
        keys.add(_key("p", core[:EDGE]))
        keys.add(_key("s", core[-EDGE:]))
    rarest = sorted(set(content), key=lambda w: (-vocabulary.bits(w), w))[:RAREST]
    for triple in combinations(sorted(rarest), min(3, len(rarest))):
        keys.add(_key("w", " ".join(triple)))
    return keys


def abstract_keys(abstract: str | None) -> set[int]:
    """Keys of the abstract's beginning."""
    if not abstract:
        return set()
    bits = vocabulary.bits
    lead = normalise(abstract[:LEAD_LETTERS])
    telling = [w for w in words(lead)[:-1] if bits(w) >= TELLING]
    if len(telling) < 6:
        return set()
    hashes = {_key("a", f"{a} {b} {c}") for a, b, c in zip(telling, telling[1:], telling[2:])}
    return set(sorted(hashes)[:SKETCH])


def block_keys(record: Record) -> tuple[int, ...]:
    """All keys of a record, signed 64-bit and sorted; any one shared makes two records candidates."""
    return tuple(sorted(title_keys(record) | abstract_keys(record.abstract)))
