"""The papers that a person means by a number, a public identifier, an address or a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papercli.errors import PapersError, UsageError
from papercli.query.parser import as_title
from papercli.query.tree import EVERYTHING
from papercli.query.values import Label, public_identifier
from papercli.search.ranking import loaded, matching_ids
from papercli.store.redirects import current_id
from papercli.text import fold

if TYPE_CHECKING:
    from sqlite3 import Connection

_LIST = "papers search lists papers with their ids"
_LONGEST_NUMBER = len(str(2**63)) - 1


class Meant(NamedTuple):
    """The papers that were meant, by their ids."""

    ids: list[int]
    guessed: bool = False
    """Whether it is the only paper that holds the words, under a title that says more."""


def papers_meant(connection: Connection, text: str) -> Meant:
    """The paper of a number, or that the number led to; those of an arXiv id, a DOI, an OpenReview
    or ACL id or an address of one; those of a title in any spelling, or else the only one whose
    title has its words.

    Raises UsageError for a word that is nothing of this, PapersError where the index has no such
    paper or several hold the words.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return Meant([current_id(connection, int(text))])
    public = public_identifier(text)
    if public is not None:
        found = sorted(matching_ids(connection, Label("id", public)))
        if not found:
            raise PapersError(f"no paper of the index has the id {public}", _LIST)
        return Meant(found)
    return _titled(connection, text)


def _titled(connection: Connection, text: str) -> Meant:
    tree = as_title(text)
    near = sorted(matching_ids(connection, tree)) if tree != EVERYTHING else []
    wanted = fold(text)
    exact = [paper.id for paper in loaded(connection, near, False) if fold(paper.title) == wanted]
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
