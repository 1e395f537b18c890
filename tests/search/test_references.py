"""Papers by whatever a person calls them."""

from __future__ import annotations

import sqlite3

import pytest

from papercli.errors import PapersError, UsageError
from papercli.search.references import papers_meant
from tests.search.shelf import APART, CACHE, CAMEL, KELP, NAMED, UNDATED, YEARLY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CACHE}", [CACHE]),
        (" 0001 ", [KELP]),
        ("99", [KELP]),
        ("2405.01234", [NAMED]),
        ("arXiv:2405.01234v3", [NAMED]),
        ("https://huggingface.co/papers/2405.01234", [NAMED]),
        ("https://doi.org/10.1145/1.2", [NAMED]),
        ("https://openreview.net/forum?id=Kelp_7xQ", [UNDATED]),
        ("2024.kelp-main.7", [UNDATED]),
        ("kelp forests: FROM orbit", [KELP]),
        ("A KV cache for tide tables", [CACHE]),
        ("Almanac", [YEARLY, NAMED]),
        ('"KVCache Considered"', [CAMEL]),
    ],
)
def test_what_is_meant(shelf: sqlite3.Connection, text: str, found: list[int]) -> None:
    assert papers_meant([shelf], text) == (found, False)


def test_the_only_title_with_the_words_is_a_guess(shelf: sqlite3.Connection) -> None:
    assert papers_meant([shelf], "caching care") == ([APART], True)


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("7000", PapersError, "there is no paper 7000"),
        ("9" * 30, UsageError, "is not the id of a paper"),
        ("kelp", UsageError, "'kelp' is not the id of a paper"),
        ("", UsageError, "is not the id of a paper"),
        ("2405.99999", PapersError, "has the id 2405.99999"),
        ("10.5555/none", PapersError, "has the id 10.5555/none"),
        ("wind over the reef", PapersError, "no paper has the title"),
        ("of ink OR", PapersError, "no paper has the title"),
        ("kv cache", PapersError, "2 papers have the words"),
    ],
)
def test_what_is_meant_by_nothing(
    shelf: sqlite3.Connection, text: str, kind: type[PapersError], told: str
) -> None:
    with pytest.raises(kind, match=told) as refused:
        papers_meant([shelf], text)
    assert type(refused.value) is kind
    assert refused.value.hint
