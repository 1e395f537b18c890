"""Queries as commands take them."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection


def narrowed(connection: Connection, query: Sequence[str] | None) -> set[int] | None:
    """The ids of the papers a query matches; ``None``, which is all, without one."""
    if not query:
        return None
    raise NotImplementedError
