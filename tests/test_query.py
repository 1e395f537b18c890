"""The query language: what is read, what is refused and where, and that it can be written again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import QueryError, UsageError
from papercli.query import (
    EVERYTHING,
    MAX_DEPTH,
    MAX_LETTERS,
    MAX_TERMS,
    all_of,
    hints,
    narrowing,
    outline,
    parse,
    words,
)
from papercli.query_fields import FIELDS

TODAY = date(2025, 12, 24)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("", ""),
        ("  \t ", ""),
        ("kelp forest", "kelp forest"),
        ("kelp AND forest", "kelp forest"),
        ("a OR b c", "a OR b c"),
        ("(a OR b) c", "(a OR b) c"),
        ("((a)) (b c)", "a b c"),
        ("NOT a", "NOT a"),
        ("NOT NOT a", "a"),
        ("NOT (a b)", "NOT (a b)"),
        ('"kelp forest"', '"kelp forest"'),
        ('diffus* "kelp for"*', 'diffus* "kelp for"*'),
        ("or and not", "or and not"),
        ('"OR" x', '"OR" x'),
        ("a & b - c", "a b c"),
        ('na\\"ive', 'na\\"ive'),
        ("title:kelp", "title:kelp"),
        ("TITLE:Kelp", "title:Kelp"),
        ('title:"a b"', 'title:"a b"'),
        ("title:(a OR NOT b)", "title:a OR NOT title:b"),
        ("abstract:sea*", "abstract:sea*"),
        ("title:http://x.org", "title:http://x.org"),
        ("http://x.org arXiv:2401.00001", "http://x.org arXiv:2401.00001"),
        ("authors:5", "authors:5"),
        ("authors:>=5", "authors:5.."),
        ("authors:<3", "authors:..2"),
        ("authors:=3", "authors:3"),
        ("comments:2..4", "comments:2..4"),
        ("authors:(3 OR >7)", "authors:3 OR authors:8.."),
        ("date:2024", "date:2024-01-01..2024-12-31"),
        ("date:2024-02", "date:2024-02-01..2024-02-29"),
        ("date:2024-05-26", "date:2024-05-26"),
        ("date:2024-01..2024-06", "date:2024-01-01..2024-06-30"),
        ("date:..2023", "date:..2023-12-31"),
        ("date:2024..", "date:2024-01-01.."),
        ("date:30d..", "date:2025-11-24.."),
        ("date:30d", "date:2025-11-24.."),
        ("date:>2024", "date:2025-01-01.."),
        ("date:<2024-03", "date:..2024-02-29"),
        ("date:<=2024", "date:..2024-12-31"),
        ('date:"15 January 2024"', "date:2024-01-15"),
        ("org:kyutai", "org:kyutai"),
        ('org:"Reactive AI"', 'org:"Reactive AI"'),
        ("digest:2025-12*", "digest:2025-12"),
        ("id:7", "id:7"),
        ("id:arXiv:2405.01234v2", "id:2405.01234"),
        ("id:hep-th/9901001", "id:hep-th/9901001"),
        ("id:10.1145/1234.5678", "id:10.1145/1234.5678"),
        ("has:Date is:merged", "has:date is:merged"),
        (f"authors:>{10**30}", f"authors:{10**18}.."),
    ],
)
def test_what_is_read(query: str, read: str) -> None:
    tree = parse(query, TODAY)
    assert str(tree) == read
    assert parse(read, TODAY) == tree


def test_a_query_has_an_end() -> None:
    parse("x" * MAX_LETTERS, TODAY)
    with pytest.raises(UsageError, match="20,001 letters, more than 20,000"):
        parse("x" * (MAX_LETTERS + 1), TODAY)


@pytest.mark.parametrize(
    ("query", "culprit", "message"),
    [
        ('kelp "forest', '"', "never closed"),
        ("kelp (forest", "(", "never closed"),
        ("(", "(", "never closed"),
        ("kelp) forest", ")", "nothing is open"),
        (")", ")", "nothing is open"),
        ("()", "()", "nothing between"),
        ("kelp OR", "OR", "after it"),
        ("OR kelp", "OR", "before it"),
        ("kelp AND OR forest", "AND", "after it"),
        ("NOT", "NOT", "after it"),
        ("(kelp NOT)", "NOT", "after it"),
        ("***", "***", "nothing here"),
        ("kelp OR &", "kelp OR &", "one side of OR"),
        ("kelp NOT &", "&", "after NOT"),
        ("title:", "title:", "needs a value"),
        ("title: kelp", "title:", "needs a value"),
        ("kelp title:&", "title:&", "letter or a digit"),
        ("title:(&)", "title:(&)", "needs a value"),
        ("title:(kelp date:2024)", "date:2024", "inside title:"),
        ("kelp date:2024-13", "date:2024-13", "'2024-13' as a date"),
        ("date:2025..2024", "date:2025..2024", "ends before it begins"),
        ("date:..", "date:..", "as a date"),
        ("date:99", "date:99", "as a date"),
        ('date:"2401.00001"', 'date:"2401.00001"', "as a date"),
        ("date:>30d..", "date:>30d..", "as a date"),
        ("date:<0001", "date:<0001", "as a date"),
        ("authors:many", "authors:many", "'many' as a number"),
        ("authors:4..2", "authors:4..2", "ends before it begins"),
        ("authors:..", "authors:..", "one end"),
        ("authors:-1", "authors:-1", "as a number"),
        ("authors:²", "authors:²", "as a number"),
        ("comments:<0", "comments:<0", "below 0"),
        ("has:colour", "has:colour", "has:colour"),
        ("is:", "is:", "needs a value"),
        ("org:-", "org:-", "letter or a digit"),
        ("id:x", "id:x", "as an id"),
        ("(" * 10_000, "(", f"more than {MAX_DEPTH} deep"),
        ("x " * (MAX_TERMS + 1), "x", f"more than {MAX_TERMS}"),
        (f'kelp "{"x " * MAX_TERMS}"', f'"{"x " * MAX_TERMS}"', f"more than {MAX_TERMS}"),
        (f"kelp {'x-' * MAX_TERMS}", "x-" * MAX_TERMS, f"more than {MAX_TERMS}"),
        (f"kelp {'... ' * MAX_TERMS}", "...", f"more than {MAX_TERMS}"),
    ],
    ids=lambda value: value[:30],
)
def test_what_cannot_be_read_is_pointed_at(query: str, culprit: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        parse(query, TODAY)
    error = caught.value
    assert error.hint
    assert error.query[error.start : error.end] == culprit


def test_parentheses_may_be_as_deep_as_is_said() -> None:
    assert str(parse("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH, TODAY)) == "x"


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("titel:kelp", "did you mean title:"),
        ("author:7", "did you mean authors:"),
        ("NOT (year:2024)", "did you mean date:"),
        ("colour:red", "the fields are title:"),
        ("-kelp", "NOT kelp"),
        ("ke*p", "end of a word"),
    ],
)
def test_what_may_have_been_meant(query: str, hint: str) -> None:
    [told] = hints(parse(query, TODAY))
    assert hint in told


@pytest.mark.parametrize("query", ["http://x.org", '"titel:kelp"', "kelp", "kelp*", "title:kelp"])
def test_no_hint_where_nothing_is_odd(query: str) -> None:
    assert not hints(parse(query, TODAY))


def test_words_to_highlight_are_those_that_are_wanted() -> None:
    tree = parse('kelp* "sea  ice" NOT sand (title:ice OR kelp) date:2024', TODAY)
    assert words(tree) == ("kelp", "sea ice", "ice")


def test_options_are_conditions_like_others() -> None:
    options = narrowing(
        TODAY,
        since="2024-05",
        until="30d",
        year="2023..2025",
        min_authors=2,
        max_authors=9,
        org='Kelp "7" AI',
        digest="december.txt",
    )
    assert str(all_of([parse("kelp OR ice", TODAY), options])) == (
        "(kelp OR ice) date:2024-05-01.. date:..2025-11-24 date:2023-01-01..2025-12-31"
        ' authors:2.. authors:..9 org:"Kelp  7  AI" digest:december.txt'
    )
    assert narrowing(TODAY) == EVERYTHING
    assert all_of([EVERYTHING, parse("kelp", TODAY)]) == parse("kelp", TODAY)


def test_an_option_that_cannot_be_read_is_named() -> None:
    with pytest.raises(UsageError, match="--since"):
        narrowing(TODAY, since="soon")


def test_the_outline_has_one_line_a_node() -> None:
    assert outline(parse("kelp (a OR NOT b) date:2024-05-26", TODAY)).splitlines() == [
        "all of",
        "  text kelp",
        "  any of",
        "    text a",
        "    not",
        "      text b",
        "  date:2024-05-26",
    ]
    assert outline(EVERYTHING) == "every paper"


def test_every_field_has_an_example_that_reads() -> None:
    for field in FIELDS.values():
        assert parse(field.example, TODAY) != EVERYTHING
        assert not hints(parse(field.example, TODAY))


PIECES = st.sampled_from(
    [
        *("(", ")", '"', " ", " ", " OR ", " AND ", " NOT ", "*", "..", ":", '\\"', "-", "'"),
        *(f"{name}:" for name in FIELDS),
        *("kelp", "KV-cache", "2024", "2024-05", ">=5", "<3", "30d", "merged", "date", "é", "\0"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_written(query: str) -> None:
    refused = None
    try:
        tree = parse(query, TODAY)
    except QueryError as error:
        refused = error
    if refused:
        assert 0 <= refused.start <= refused.end <= len(query)
        assert refused.hint
    else:
        assert parse(str(tree), TODAY) == tree
        assert isinstance(words(tree), tuple)
        assert isinstance(hints(tree), tuple)
