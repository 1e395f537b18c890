"""What one abstract says, in a form that survives truncation, TeX and light rewriting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papercli.matching.normalize import letters, normalize
from papercli.matching.words import remembered
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_LEAD = Pattern(r"\A\s*(?:arxiv:\S+ announce type: \S+\s+)?(?:abstract\s*[:.\u2014-]\s*)?", re.I)
_BOILERPLATE = Pattern(
    r"\A\W*(?:this (?:paper|submission|article|manuscript|work) (?:has been|was|is) (?:being )?(?:withdrawn|retracted|replaced|superseded)"
    r"|withdrawn\b|no abstract|not available|n/?a\b|none\b|abstract not|\[no abstract"
    r"|(?:discussion|comment|rejoinder|reply|response|correction|erratum|corrigendum)s? (?:of|on|to|by|:)"
    r"|removed by arxiv|replaced (?:by|with)|submitted to|published (?:in|by|online)|in this paper\W*\Z)"
)
SHORTEST = 8
"""Words below which an abstract is no witness."""
SURELY_AN_ABSTRACT = 600
"""Letters from which an abstract need not be looked at to know that it says something."""


class AbstractProfile(NamedTuple):
    """The words of an abstract in order, its runs of three words, and its different words."""

    words: tuple[str, ...]
    shingles: frozenset[int]
    """The hashes of the runs, which take a fifth less time than the runs to make, to compare and to
    free; two of a thousand runs share one of 64 bits once in 10^13 abstracts. Another process has
    other hashes, so that no profile is sent to one."""
    vocabulary: frozenset[str]


EMPTY = AbstractProfile((), frozenset(), frozenset())


def runs_of(words: Sequence[str]) -> Iterator[int]:
    """The hash of each run of three words, in order."""
    return map(hash, zip(words, words[1:], words[2:], strict=False))


@remembered(longest=3_000, most=1 << 11, most_longer=1 << 6)
def profile_abstract(abstract: str) -> AbstractProfile:
    """Profile of an abstract as read; ``EMPTY`` where it is, or says nothing."""
    if not abstract:
        return EMPTY
    normal = _LEAD.sub("", normalize(abstract), count=1)
    if _BOILERPLATE.match(normal):
        return EMPTY
    tokens = tuple(letters(normal))
    if len(tokens) < SHORTEST:
        return EMPTY
    return AbstractProfile(tokens, frozenset(runs_of(tokens)), frozenset(tokens))
