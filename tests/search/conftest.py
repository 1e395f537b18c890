"""What the tests of searching share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tests.search.shelf import SHELF, fill


@pytest.fixture(scope="session")
def shelf() -> Iterator[sqlite3.Connection]:
    """The index of `SHELF`; nothing writes to it."""
    connection = fill(SHELF)
    yield connection
    connection.close()
