"""Whoever numbers the sightings of a paper numbers them alike."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from papercli.output.groups import group_value
from papercli.output.show import show_value
from papercli.search.evidence import explain_paper
from papercli.search.ranking import paper
from papercli.store import sightings
from papercli.store.connection import open_reading, writing
from papercli.store.decisions import split_paper
from papercli.store.sightings import sightings_of
from tests.store.invented import ENTRIES, NOW, digest, groups, store

MOSSES = [ENTRIES[0]._replace(line=line, comments=line, upvotes=line + 1) for line in (7, 4, 9)]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of one paper, seen three times; paths and lines run against the numbers."""
    path = tmp_path / "papers.db"
    with writing(path, create=True) as connection:
        pages = [digest(name, [one]) for name, one in zip("cab", MOSSES, strict=True)]
        store(connection, [[page] for page in pages])
    return path


@pytest.mark.parametrize("order", ["s.id", "s.id DESC", "d.path", "s.line"])
def test_show_explain_and_split_number_alike(
    index: Path, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sightings._OF_PAPER.count("ORDER BY s.id") == 1
    turned = sightings._OF_PAPER.replace("ORDER BY s.id", f"ORDER BY {order}")
    monkeypatch.setattr(sightings, "_OF_PAPER", turned)
    with closing(open_reading(index)) as connection:
        rows = connection.execute(
            f"SELECT path, 1 FROM sightings AS s JOIN digests AS d ON d.id = digest_id"
            f" ORDER BY {order}"
        ).fetchall()
        group = explain_paper(connection, 1)
        value = show_value(paper(connection, 1), group)
    expected = list(enumerate((path for path, _ in rows), 1))
    assert [(member.number, member.path) for member in group.members] == expected
    for listed in (value["seen"], group_value(group)["sightings"]):
        assert isinstance(listed, list)
        assert [(one["number"], one["path"]) for one in listed] == expected
    split_paper(index, 1, [2], now=NOW)
    with closing(open_reading(index)) as connection:
        assert frozenset({rows[1]}) in groups(connection)
        assert frozenset({rows[0], rows[2]}) in groups(connection)


def test_a_sighting_comes_back_as_it_was_read(index: Path) -> None:
    with closing(open_reading(index)) as connection:
        found = sightings_of(connection, 1)
        assert [one.sighting for one in found] == MOSSES
        assert [one.number for one in found] == [1, 2, 3]
        assert {(one.record_key, one.position) for one in found} == {(found[0].record_key, 1)}
        # Of digests without a date any may be the latest: the highest number is shown.
        assert (paper(connection, 1).comments, paper(connection, 1).upvotes) == (9, 10)
        assert sightings_of(connection, 2) == []
