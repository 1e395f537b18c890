"""Rules on identifiers and on the names of authors; see `papercli.matching.rules`."""

from __future__ import annotations

from papercli.identities import apart
from papercli.matching.companions import nearly_equal
from papercli.matching.levels import ComparisonVector
from papercli.matching.record import Record

OPENINGS_SHARED = 0.5
"""Share of the shorter opening's words up to which abstracts are not nearly equal."""


def two_identifiers_at_sight(a: Record, b: Record) -> str | None:
    """As `two_identifiers`, where abstracts that begin otherwise, or none, need no closer look.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind and not _begin_alike(a, b) else None


def two_identifiers(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """An arXiv id is one paper's, and so is the DOI of a publication; a preprint's stands beside
    it.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind and not _agree_in_all(seen) else None


def two_identifiers_for_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One title and one abstract under two arXiv ids or two DOIs of publications is one work that
    was published twice, or a slip; a person looks at it.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind else None


def no_name_in_common(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Two papers of one title by other people; or one whose names are written in another script.

    Measured: none of the labeled pairs names authors.
    """
    return "not one author in common" if seen.names == "no name" else None


def _begin_alike(a: Record, b: Record) -> bool:
    """Whether the abstracts share most of the words that they begin with."""
    one, other = a.opening, b.opening
    return len(one & other) > OPENINGS_SHARED * min(len(one), len(other))


def _agree_in_all(seen: ComparisonVector) -> bool:
    """Whether titles and abstracts both agree."""
    return seen.title.title_class == "alike" and nearly_equal(seen)
