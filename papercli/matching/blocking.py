"""Blocking: keys that two renderings of one paper share, and other papers hardly ever do.

Every key is a function of one record alone, so that a new record finds its candidates by looking
its keys up and no other record need be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

from papercli.hashes import blake2b
from papercli.identities import Identity
from papercli.matching import words as vocabulary
from papercli.matching.normalize import normalize, sentences
from papercli.matching.record import LONGEST_TITLE, Record
from papercli.matching.titles import profile_title

RAREST = 4
"""Words of a title, rarest first, of which any three are a key together. Only words that other
titles use too: a misspelling looks like the rarest word of all and would take their place."""
TRIPLE_BITS = 22
"""Information from which a triple is a key."""
FEW_WORDS, PAIR_BITS = 4, 17
"""Words up to which a title's pairs of words are keys too, and their information: in a short title
one misspelt word leaves no triple."""
START_BITS, END_BITS = 22, 30
"""Information of the words at the start, and at the end, of a title that are keys: enough that
"large language models" alone is none; titles begin more variously than they end."""
INITIALS = 7
"""Informative words at the start whose first letters are a key: misspellings seldom hit those."""
HEAD_LETTERS = 14
"""Letters from which the part before the colon is a key: it is the whole title elsewhere."""
NAME_LETTERS = 4
"""Letters from which a name before the colon that is no word is a key: a retitled paper keeps it.
In corpus/c100000 it
adds 1,341 candidate pairs to 98,511, 45 of them true; in natural_arxiv 23 to 2,892, 10 of them
true."""
LEAD_LETTERS = 450
"""How much of an abstract is sketched: the part that survives truncation."""
SKETCH = 5
"""Words of smallest hash whose runs of three informative words sketch an abstract (bottom-k sketch,
Broder 1997)."""
INFORMATIVE = 7
"""Bits from which a word takes part in a sketch."""
LEAST_INFORMATIVE = 6
"""Informative words below which an abstract has no sketch."""

REMEMBERED = 1 << 12
"""Titles and abstracts whose keys are kept: digests of one month hold much the same papers."""

_WHOLE, _START, _END, _FIRST_LETTERS, _PAIR, _HEAD, _NAME = range(7)
"""Kinds of keys, so that one text gives different keys where it stands for different things."""
_MASK = (1 << 31) - 1
"""SQLite stores integers of 32 bits in four bytes; keys of words wherever they stand are the
negative ones, and of the others those of whole titles are odd. With ten million keys in an index, a
new record meets one in twenty times a stranger whose key is equal by chance, and is compared with
it."""


def _informative_hash(word: str) -> int:
    bits = vocabulary.table().get(word, vocabulary.UNKNOWN_BITS)
    if bits < INFORMATIVE or word in vocabulary.STOP_WORDS:
        return 0
    return vocabulary.hash_of(word)


_informative = vocabulary.Remembered(_informative_hash)
"""Hash of a word that takes part in a sketch, 0 for any other."""


def _weigh(word: str) -> tuple[int, str, int, bool]:
    bits = vocabulary.table().get(word)
    told = -vocabulary.UNKNOWN_BITS if bits is None else -bits
    return told, word, vocabulary.hash_of(word), bits is not None


_weighed = vocabulary.Remembered(_weigh)
"""What makes keys of a word of a title, so that sorting puts the rarest first: its information,
negative; itself; its hash; whether other titles use it too."""


def _text_key(kind: int, text: str) -> int:
    key = crc32(text.encode("utf-8", "surrogatepass"), kind) & _MASK
    return key | 1 if kind == _WHOLE else key & ~1


_NONE: frozenset[int] = frozenset()
OF_IDENTIFIER = 1 << 61
"""Keys of identifiers are as long as SQLite's integers can be: two are never equal by chance."""


def is_of_identifier(key: int) -> bool:
    """Whether a key is of an identifier: who shares it is one paper, however many they are."""
    return key >= OF_IDENTIFIER


def is_of_words(key: int) -> bool:
    """Whether a key is of words wherever they stand in a title."""
    return key < 0


def is_of_whole_title(key: int) -> bool:
    """Whether a key is of a whole title."""
    return 0 < key <= _MASK and bool(key & 1)


def _edge(content: Sequence[str], enough: int) -> str:
    total = 0
    for count, word in enumerate(content, 1):
        total -= _weighed[word][0]
        if total >= enough:
            return "".join(content[:count])
    return "".join(content)


@lru_cache(maxsize=REMEMBERED)
def title_keys(title: str) -> frozenset[int]:
    """Keys of a title as far as it is compared: whole, before the colon, its name, both edges,
    initials, rare triples; none of an empty one."""
    if not title or title.isspace():
        return frozenset()
    profile = profile_title(title)
    content = profile.stems
    keys = {
        _text_key(_WHOLE, profile.squashed),
        _text_key(_START, _edge(content, START_BITS)),
        _text_key(_END, _edge(content[::-1], END_BITS)),
    }
    if len(profile.head) >= HEAD_LETTERS:
        keys.add(_text_key(_HEAD, profile.head))
    if len(profile.name) >= NAME_LETTERS and not vocabulary.is_known(profile.name):
        keys.add(_text_key(_NAME, profile.name))
    if len(content) >= INITIALS:
        keys.add(_text_key(_FIRST_LETTERS, "".join([word[0] for word in content[:INITIALS]])))
    rarest = sorted(map(_weighed.__getitem__, profile.content))
    known = [weighed for weighed in rarest if weighed[3]]
    # The sum of hashes is a key of words in any order.
    for (m, _, a, _), (n, _, b, _), (o, _, c, _) in combinations(known[:RAREST], 3):
        if m + n + o <= -TRIPLE_BITS:
            keys.add(~((a + b + c) & _MASK))
    if len(known) < 3 and rarest:
        keys.add(~(sum([value for _, _, value, _ in rarest[:3]]) & _MASK))
    if len(rarest) <= FEW_WORDS:
        for (m, _, a, _), (n, _, b, _) in combinations(rarest, 2):
            if m + n <= -PAIR_BITS:
                keys.add(~((a + b + _PAIR) & _MASK))
    return frozenset(keys)


@lru_cache(maxsize=REMEMBERED)
def abstract_keys(lead: str) -> frozenset[int]:
    """Keys of an abstract's first ``LEAD_LETTERS``; the last word may be cut and is left out."""
    if not lead:
        return frozenset()
    hashes: list[int] = []
    within: list[int] = []
    for number, sentence in enumerate(sentences(normalize(lead.rpartition(" ")[0]))):
        hashes += filter(None, map(_informative.__getitem__, sentence))
        within += [number] * (len(hashes) - len(within))
    if len(hashes) < LEAST_INFORMATIVE:
        return frozenset()
    inner = hashes[1:-1]
    largest = sorted(inner)[:SKETCH][-1]
    smallest = sorted(
        [
            (value, hashes[at], hashes[at + 2], at)
            for at, value in enumerate(inner)
            if value <= largest
        ]
    )
    # Unequal factors keep the order of words and of runs in their sum.
    anchors = [(a + 3 * b + 5 * c, within[at + 1]) for a, b, c, at in smallest[:SKETCH]]
    # Neighbors, because where a version lacks a run those behind it are neighbors still: of 1,944
    # retitled papers 824 share a key so, with any four other pairs of five runs 791 at the most.
    # In two sentences, because one that many abstracts hold makes no candidates.
    return frozenset(
        [(x + 7 * y) & _MASK & ~1 for (x, here), (y, there) in pairwise(anchors) if here != there]
    )


def identity_keys(identity: Identity) -> frozenset[int]:
    """One key of each identifier; no other text has it."""
    return frozenset([_identity_key(f"{kind} {name}") for kind, name in identity])


def _identity_key(text: str) -> int:
    told = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return OF_IDENTIFIER | int.from_bytes(told, "big") >> 3


def block_keys(record: Record) -> tuple[int, ...]:
    """All keys of a record, sorted; any one shared makes two records candidates."""
    return all_block_keys((record.title,), (record.abstract,), (record.identity,))[0]


def all_block_keys(
    titles: Iterable[str], abstracts: Iterable[str | None], identities: Iterable[Identity]
) -> list[tuple[int, ...]]:
    """`block_keys` of each of many records, of which these are the titles, the abstracts and the
    identifiers. What has no title is known by its identifiers alone."""
    by_title = [title_keys(title[:LONGEST_TITLE]) for title in titles]
    by_abstract = [abstract_keys((abstract or "")[:LEAD_LETTERS]) for abstract in abstracts]
    by_identity = [identity_keys(identity) if identity else _NONE for identity in identities]
    return [
        tuple(sorted(a | b | c if a else c))
        for a, b, c in zip(by_title, by_abstract, by_identity, strict=True)
    ]
