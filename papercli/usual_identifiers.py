"""Identifiers as nearly all are written, told at a glance.

What is not told here may be an identifier all the same: `papercli.identifiers` looks closely.
"""

from __future__ import annotations

import re

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_PLAIN = Pattern(
    r"(?:https?://(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/|oai:arXiv\.org:|arXiv:)?"
    r"((?:1[5-9]|[2-8]\d)(?:0[1-9]|1[0-2])\.(?!00000)\d{5}"
    r"|(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4])(?:0[1-9]|1[0-2]))\.(?!0000)\d{4})"
    r"(?:v([1-9]\d?))?(?:\.pdf)?\Z",
    re.ASCII,
)
_PLAIN_DOI = Pattern(r"10\.\d{4,9}/[a-z0-9](?:[a-z0-9.:/()_-]*[a-z0-9])?\Z", re.ASCII)
MAY_BE_PLACEHOLDER = ("nn", "xx", "nx", "xn", "..", "\N{HORIZONTAL ELLIPSIS}", "1122445")
"""Of which one stands in every DOI that a template has, or that was cut short."""
_NOT_PLAIN = (*MAY_BE_PLACEHOLDER, "arxiv", "acl", "/v1/", "openreview", "abs-")


class ArxivId(NamedTuple):
    """An arXiv id without its version, and the version where one is named."""

    id: str
    version: int | None = None


def plain_arxiv_id(text: str) -> tuple[str, int | None] | None:
    """The arXiv id that a value or a usual address is, with nothing around it, and its version: a
    first look, which tells nearly all. None may be one all the same."""
    found = _PLAIN.match(text)
    if found is None:
        return None
    number, version = found.groups()
    return number, int(version) if version else None  # ArxivId takes half as long again


def may_name_arxiv(lowered: str) -> bool:
    """Whether a text in lower case that is more than a bare id may name an arXiv id."""
    return "xiv" in lowered or "abs" in lowered or "/papers/" in lowered or "lanl" in lowered


def plain_doi(text: str) -> str | None:
    """The DOI that a value is, with nothing around it, in lower case: a first look, which tells
    nearly all. None may be one all the same, and so is one that may name another identifier too."""
    lowered = text.lower()
    if not _PLAIN_DOI.match(lowered) or any(map(lowered.__contains__, _NOT_PLAIN)):
        return None
    return lowered
