"""Searching: what each condition finds, and that nothing a user types can break it."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import QueryError
from papercli.model.decision import Decision, Said
from papercli.query.fields import FIELDS
from papercli.query.parser import MAX_DEPTH, MAX_TERMS, parse
from papercli.query.values import count_words
from papercli.search.conditions import named
from papercli.search.explain import explain
from papercli.search.ranking import count, matching_ids, search
from papercli.search.sql import plan
from papercli.store.decided import insert_decisions
from papercli.store.fulltext import document
from tests.search.shelf import (
    APART,
    CACHE,
    CAMEL,
    KELP,
    NAMED,
    SHELF,
    TODAY,
    UNDATED,
    YEARLY,
    fill,
    ids,
)


@pytest.mark.parametrize(
    ("title", "spellings"),
    [
        ("A KV-Cache, Pruned", "kvcache"),
        ("A nano\N{HYPHEN}scale map", "nanoscale"),
        ("基于Transformer的模型", ""),
        ("GPT-4 and GPT4", ""),
        ("Naïve, Sparse: Pruning", ""),
    ],
)
def test_compounds_are_found_by_their_other_spellings(title: str, spellings: str) -> None:
    assert document(title, None)[2] == spellings


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2, 3, 4, 5, 6, 7}),
        ("kelp", {KELP}),
        ("KELP forest", {KELP}),
        ("kelp cache", set()),
        ("kelp OR ink", {KELP, UNDATED, NAMED}),
        ("cache NOT kv", set()),
        ("cache NOT title:kv", {APART}),
        ("NOT cache", {KELP, UNDATED, YEARLY, NAMED}),
        ("NOT (cache OR almanac)", {KELP, UNDATED}),
        ("KV-cache", {CACHE, CAMEL, APART}),
        ("KVCache", {CACHE, CAMEL}),
        ("kvcache", {CACHE, CAMEL}),
        ("KV cache", {CACHE, CAMEL, APART}),
        ('"KV cache"', {CACHE, CAMEL}),
        ("title:cache", {CACHE, CAMEL, APART}),
        ('title:"kv cache"', {CACHE, CAMEL}),
        ("abstract:(cache kv)", {CAMEL, APART}),
        ("title:(kelp OR almanac)", {KELP, YEARLY, NAMED}),
        ("gpt4", {APART}),
        ("GPT-4", {APART}),
        ("naive", {UNDATED}),
        ("NAÏVE", {UNDATED}),
        ('na\\"ive', {UNDATED}),
        ("diffus*", {UNDATED, NAMED}),
        ("quantiza*", {UNDATED}),
        ('"kelp for"*', {KELP}),
        ("date:2024", {CACHE, APART, YEARLY}),
        ("date:2024-05", {CACHE, APART}),
        ("date:2024-05-06", {CACHE}),
        ("date:2023-12", {CAMEL}),
        ("date:2023-12-05", set()),
        ("date:..2023", {CAMEL}),
        ("date:2025..", {KELP}),
        ("NOT date:2024", {KELP, CAMEL, UNDATED, NAMED}),
        ("authors:>=9", {CACHE, APART}),
        ("authors:2..4", {KELP, NAMED}),
        ("NOT authors:>=0", {UNDATED, YEARLY}),
        ("comments:0", {CACHE}),
        (f"comments:<{10**40}", {KELP, CACHE, APART}),
        ("org:reactive", {YEARLY}),
        ("org:reactiveai", {YEARLY}),
        ('org:"reactive ai"', {YEARLY}),
        ("NOT org:reactive has:org", set()),
        ("digest:fohn", {KELP, YEARLY}),
        ("digest:2025-12", {KELP, CACHE, CAMEL, APART, UNDATED, NAMED}),
        ("id:2", {2}),
        ("id:99", {KELP}),
        ("id:98", set()),
        ("id:2..3", {2, 3}),
        ("id:>5", {6, 7}),
        ("id:2405.01234", {NAMED}),
        ("id:10.1145/1.2", {NAMED}),
        ("id:openreview:Kelp_7xQ", {UNDATED}),
        ("id:2024.kelp-main.7", {UNDATED}),
        ("author:berg", {CAMEL, APART}),
        ("author:BERG,", {CAMEL, APART}),
        ('author:"Åke Berg"', {APART}),
        ('author:"van den Berg"', {CAMEL}),
        ('author:"Asa Lind"', {APART}),
        ('author:"bo lind"', {CAMEL}),
        ("author:erg", set()),
        ("NOT author:berg cache", {CACHE}),
        ("venue:symposium", {CAMEL}),
        ('venue:"kelp symp"', {CAMEL}),
        ("NOT venue:kelp kv", {CACHE, APART}),
        ("category:cs.DB", {APART}),
        ("category:CS", {APART}),
        ("category:cs.D", set()),
        ("category:stat", {APART}),
        ("NOT category:cs ink", {UNDATED, NAMED}),
        ("format:hf-page", set(range(1, 8))),
        ("format:bibtex", set()),
        ("votes:>=7", {CAMEL, APART}),
        ("votes:31", {APART}),
        ("NOT votes:>=0", {KELP, CACHE, UNDATED, YEARLY, NAMED}),
        ("has:id", {UNDATED, NAMED}),
        ("has:date", {KELP, CACHE, CAMEL, APART, YEARLY}),
        ("NOT has:authors", {UNDATED, YEARLY}),
        ("NOT has:abstract", {CACHE}),
        ("has:link", {CACHE}),
        ("is:merged", {KELP}),
        ("is:undecided", {YEARLY, NAMED}),
        ("date:2025 OR ink", {KELP, UNDATED, NAMED}),
        ("(cache date:2024) OR (ink NOT has:authors)", {CACHE, APART, UNDATED}),
        ("cache authors:>=9 NOT date:2024-05-07", {CACHE}),
        ("kelp &amp; forests", {KELP}),
    ],
)
def test_what_is_found(shelf: sqlite3.Connection, query: str, found: set[int]) -> None:
    assert set(ids(shelf, query)) == found
    assert count(shelf, parse(query, TODAY)) == len(found)
    assert matching_ids(shelf, parse(query, TODAY)) == found


def test_a_decision_ends_a_doubt() -> None:
    connection = fill(SHELF)
    said = Said(1, f"{NAMED:032x}", "a"), Said(2, f"{YEARLY:032x}", "b")
    insert_decisions(connection, [Decision(0, "different", said, "today")])
    assert ids(connection, "is:undecided") == []
    connection.close()


LEAVES = ("kelp", "title:kelp", '"sea ice"', "date:2024", "is:merged", "digest:dumps", "ab*")


@pytest.mark.parametrize(("leaf", "other"), list(pairwise(LEAVES)))
def test_the_deepest_and_the_longest_queries_run(
    shelf: sqlite3.Connection, leaf: str, other: str
) -> None:
    terms = sum(count_words(part.rpartition(":")[2]) for part in (leaf, other))
    most = MAX_TERMS // terms
    for opening in ("", "NOT "):
        deep = leaf
        for level in range(MAX_DEPTH):
            deep = f"{other} {'OR' if level % 2 else 'AND'} {opening}({deep})"
        for query in (
            deep,
            " ".join([leaf, other] * most),
            f" OR {opening}".join([leaf, other] * most),
            "a OR (" + " ".join([leaf, f"{opening}{other}"] * (most - 1)) + ")",
        ):
            tree = parse(query, TODAY)
            assert len(ids(shelf, query)) == count(shelf, tree)


PIECES = st.sampled_from(
    [
        *(
            "(",
            ")",
            '"',
            " ",
            " ",
            " OR ",
            " AND ",
            " NOT ",
            "*",
            "..",
            ":",
            "-",
            "'",
            "{",
            "^",
            "+",
        ),
        *(f"{name}:" for name in FIELDS),
        *("kelp", "KV-cache", "2024", ">=5", "merged", "date", "é", "\0", "\ud800", "NEAR", "模型"),
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)), st.booleans())
def test_nothing_typed_raises_an_error_of_sqlite(
    shelf: sqlite3.Connection, query: str, together: bool
) -> None:
    try:
        tree = parse(f"kelp {query}" if together else query, TODAY)
    except QueryError:
        return
    found = [result.id for result in search(shelf, tree)]
    assert len(found) == len(set(found)) == count(shelf, tree)
    assert set(found) == matching_ids(shelf, tree)
    assert [result.id for result in explain(shelf, tree).results] == found


CONDITIONS = st.recursive(
    st.sampled_from(["kelp", "cache", "title:kv", "ink*", "date:2024", "has:authors", "is:merged"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
        inner.map(lambda part: f"NOT ({part})"),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_and_or_not_are_those_of_sets(shelf: sqlite3.Connection, one: str, other: str) -> None:
    def found(query: str) -> set[int]:
        return matching_ids(shelf, parse(query, TODAY))

    assert found(f"({one}) ({other})") == found(one) & found(other)
    assert found(f"({one}) OR ({other})") == found(one) | found(other)
    assert found(f"NOT ({one})") == found("") - found(one)


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ("ada berg", True),
        ("berg ada", True),
        ("a b", True),
        ("ada lind", False),
        ("ada erg", False),
        ("erg lind", True),
        ("", True),
    ],
)
def test_all_words_begin_words_of_one_name(wanted: str, held: bool) -> None:
    assert named("ada berg | erg lind", wanted) is held
    assert not wanted or not named(None, wanted)


@pytest.mark.parametrize("between", [" ", " OR ", " AND "])
@pytest.mark.parametrize("said", ["cache", '"kv cache"', "cach*", "cache NOT kelp"])
def test_what_is_said_twice_is_looked_for_once(said: str, between: str) -> None:
    once, often = (plan(parse(between.join([said] * times), TODAY)) for times in (1, 40))
    for expression in (often.match, often.typed):
        assert len(expression or "") <= 2 * len(once.match or "")
