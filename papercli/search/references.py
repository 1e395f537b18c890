"""The papers that a person means by a number, a public identifier, an address or a title."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from papercli.errors import PapersError, UsageError
from papercli.named_tuples import NamedTuple
from papercli.query.parser import as_title
from papercli.query.tree import EVERYTHING
from papercli.query.values import Label, public_identifier
from papercli.search.ranking import loaded, matching_ids
from papercli.store.redirects import current_id
from papercli.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from papercli.query.tree import Node

_LIST = "papers search lists papers with their ids"
_LONGEST_NUMBER = len(str(2**63)) - 1


class Meant(NamedTuple):
    """The papers that were meant, by their ids."""

    ids: list[int]
    guessed: bool = False
    """Whether it is the only paper that holds the words, under a title that says more."""


def papers_meant(connections: Sequence[Connection], text: str) -> Meant:
    """The paper of a number, or that the number led to; those of an arXiv id, a DOI, an OpenReview
    or ACL id or an address of one; those of a title in any spelling, or else the only one whose
    title has its words. Several indexes are asked as one.

    Raises UsageError for a word that is nothing of this, PapersError where the index has no such
    paper or several hold the words.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        number = int(text)
        return Meant([current_id(home_of(connections, number), number)])
    public = public_identifier(text)
    if public is not None:
        found = _matching(connections, Label("id", public))
        if not found:
            raise PapersError(f"no paper of the index has the id {public}", _LIST)
        return Meant(found)
    return _titled(connections, text)


def home_of(connections: Sequence[Connection], number: int) -> Connection:
    """The index that knows a paper of that id; the last one where none does."""
    for connection in connections[:-1]:
        with suppress(PapersError):
            current_id(connection, number)
            return connection
    return connections[-1]


def _matching(connections: Sequence[Connection], tree: Node) -> list[int]:
    return sorted(number for each in connections for number in matching_ids(each, tree))


def _titled(connections: Sequence[Connection], text: str) -> Meant:
    tree = as_title(text)
    near = _matching(connections, tree) if tree != EVERYTHING else []
    wanted = fold(text)
    titled = (paper for each in connections for paper in loaded(each, near, False))
    exact = sorted(paper.id for paper in titled if fold(paper.title) == wanted)
    if exact:
        return Meant(exact)
    if not any(map(str.isspace, text)):
        raise UsageError(f"{text!r} is not the id of a paper", _LIST)
    if len(near) == 1:
        return Meant(near, guessed=True)
    if near:
        hint = "papers search lists them with their ids"
        raise PapersError(f"{len(near)} papers have the words of {text!r} in their titles", hint)
    raise PapersError(f"no paper has the title {text!r}", _LIST)
