"""What is worked out of several indexes: scores as in one."""

from __future__ import annotations

import pytest

from papercli.search.one_score import Size, size, terms
from papercli.store.connection import scratch
from tests.store.invented import ENTRIES, digest, store


@pytest.mark.parametrize(
    ("match", "told"),
    [
        ('("kelp")', ['("kelp")']),
        ('{abstract} : ("kelp" OR "weed" *)', ['{abstract} : ("kelp")', '{abstract} : ("weed" *)']),
        ('(("a b")) AND ({title variants} : (("c") OR "d"))', [
            '("a b")', '{title variants} : ("c")', '{title variants} : ("d")',
        ]),
        ('({abstract} : ("a")) NOT (("b"))', ['{abstract} : ("a")', '("b")']),
    ],
)  # fmt: skip
def test_an_expression_is_taken_apart_into_phrases(match: str, told: list[str]) -> None:
    assert [term.phrase for term in terms(match)] == told


def test_a_phrase_knows_the_parts_that_match_as_a_whole() -> None:
    match = '{title} : (("a") AND (("b" AND "c") OR "AND")) OR ("d" OR "e") NOT "f"'
    inner, outer = '{title} : ("b" AND "c")', '{title} : (("a") AND (("b" AND "c") OR "AND"))'
    parts = [(outer,), (inner, outer), (inner, outer), (outer,), (), (), ()]
    assert [term.parts for term in terms(match)] == parts


def test_the_size_of_an_index_is_what_full_text_counts() -> None:
    with scratch() as connection:
        assert size(connection) == Size(0, 0)
        store(connection, [[digest("page", range(len(ENTRIES)))]])
        connection.execute("COMMIT")  # until then FTS5 keeps the numbers to itself
        (papers,) = connection.execute("SELECT count(*) FROM papers").fetchone()
        found = size(connection)
        assert found.papers == papers
        assert found.words > 10 * papers
