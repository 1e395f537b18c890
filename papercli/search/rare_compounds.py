"""Compounds that hardly any paper has as one: their parts may stand apart.

``privacy-preserving`` is what nine of 4,928 papers say, and more are about it in other words. So
where fewer papers than a screen shows have a compound, those that hold its parts come too. One that
no paper has is unknown, and is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from papercli.query.tree import Node, replaced, texts
from papercli.query.values import Text
from papercli.search.expressions import leaf
from papercli.store.fulltext import compound_parts

RARE = 10
"""Papers that hold a compound as one: of so many or more, they alone are found."""


def settled(connections: Sequence[Connection], tree: Node) -> Node:
    """The tree in which it is settled for each compound whether its parts may stand apart; not
    after NOT, where they stand together."""
    return replaced(tree, {text: _settled(connections, text) for text in texts(tree)})


def _settled(connections: Sequence[Connection], text: Text) -> Text:
    """A text of which, if it is a compound, it is settled whether its parts may stand apart: by how
    many papers of all indexes together hold it as one. Of what none holds nothing is settled, since
    it may be corrected."""
    compound = not (text.quoted or text.prefix) and compound_parts(text.text, counts=True)
    if text.apart is not None or not compound:
        return text
    papers = _papers(connections, text)
    return text._replace(apart=papers < RARE) if papers else text


def _papers(connections: Sequence[Connection], compound: Text) -> int:
    """How many papers hold a compound, counted as far as `RARE`."""
    return sum(
        connection.execute(
            """
            SELECT count(*)
              FROM (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ? LIMIT ?)
            """,
            (leaf(compound), RARE),
        ).fetchone()[0]
        for connection in connections
    )
