"""What the identifiers of two papers say of them: one paper, or two."""

from __future__ import annotations

ARXIV, DOI, OPENREVIEW, ACL = "arXiv id", "DOI", "OpenReview id", "ACL Anthology id"
"""Kinds of identifiers, as a person calls them."""
Identity = frozenset[tuple[str, str]]
"""The identifiers of one paper, each with its kind; two papers share none."""
NOT_IDENTIFIED: Identity = frozenset()

PREPRINT_PREFIXES = tuple(
    "10.1101 10.2139 10.21203 10.20944 10.26434 10.31219 10.36227 10.5281 10.48550".split()
)
"""DOI prefixes of preprint servers and archives: such a DOI stands beside the publication's."""


def is_of_preprint(name: str) -> bool:
    """Whether a DOI is a preprint server's, beside which a publication has another."""
    return name.partition("/")[0] in PREPRINT_PREFIXES


def shared(a: Identity, b: Identity) -> str | None:
    """The kind of identifier that two papers have in common, so that they are one, or None."""
    return min((kind for kind, _ in a & b), default=None) if a and b else None


def apart(a: Identity, b: Identity) -> str | None:
    """The kind of identifier of which each of two papers has its own, or None: an arXiv id, or the
    DOI of a publication. Papers that share an identifier are never apart."""
    if not a or not b or a & b:
        return None
    mine, yours = ({kind for kind, value in one if _is_one_papers(kind, value)} for one in (a, b))
    return min(mine & yours, default=None)


def _is_one_papers(kind: str, value: str) -> bool:
    return kind == ARXIV or (kind == DOI and not is_of_preprint(value))
