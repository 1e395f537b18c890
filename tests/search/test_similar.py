"""The papers most like one, by the rarest words."""

from __future__ import annotations

import pytest

from papercli.search.similar import similar
from tests.search.shelf import Row, fill

PAPERS = (
    Row("Counting Kelp from Orbit", "Kelp seen by satellite, counted by the sea."),
    Row("Satellites that Count Forests of Kelp", "The sea from above."),
    Row("Forests of the Sea", "A poem of the sea."),
    Row("Sea Songs", "By the sea, of the sea."),
)


@pytest.mark.parametrize(
    ("title", "abstract", "but", "found"),
    [
        ("Counting Kelp from Orbit", "Kelp seen by satellite, counted by the sea.", 1, [2]),
        ("Orbiting kelp", None, None, [1]),  # inflected otherwise
        ("The quantised sea", "A forest of verse", None, [3]),
        ("Xylophones", None, None, []),
        ("12", None, None, []),
        ('"sea" OR (songs', None, None, [4]),  # no syntax
        ("", "", None, []),
    ],
)
def test_the_likest_come_first(
    title: str, abstract: str | None, but: int | None, found: list[int]
) -> None:
    connection = fill(PAPERS)
    assert similar(connection, title, abstract, but=but)[:1] == found
    assert but not in similar(connection, title, abstract, but=but)
    connection.close()


def test_no_more_than_asked_for() -> None:
    connection = fill(PAPERS)
    assert len(similar(connection, "sea", limit=2)) == 2
    connection.close()
