"""Queries that cannot be read, and what is said of them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from papercli.cli.asking import narrowing
from papercli.errors import QueryError, UsageError
from papercli.query.parser import MAX_DEPTH, MAX_TERMS, parse

TODAY = date(2025, 12, 24)

NUMBERS = "write authors:5, authors:>=5, authors:<3 or authors:2..4"


DATES = "write a year, a month, a day or a range: date:2024, date:2024-03, date:2024-01..2024-06"
DATES += ", date:7d.. for the last days"


IDS = "write the number of a paper, an arXiv id or a DOI: id:12, id:2405.01234"


NO_WORD = "needs a word with a letter or a digit"


@pytest.mark.parametrize(
    ("query", "told", "hint"),
    [
        ("comments:many", "cannot read 'many' as a number", NUMBERS.replace("authors", "comments")),
        ("comments:1-3", "cannot read '1-3' as a number", "write comments:1..3"),
        (
            'authors:"Ada Lovelace"',
            "cannot read 'Ada Lovelace' as a number",
            f'{NUMBERS}; for a name write author:"Ada Lovelace"',
        ),
        ("authors:>many", "cannot read 'many' as a number", NUMBERS),
        ("authors:>", "cannot read '' as a number", NUMBERS),
        ("authors:-1", "cannot read '-1' as a number", NUMBERS),
        ("authors:1.5", "cannot read '1.5' as a number", NUMBERS),
        ("authors:²", "cannot read '²' as a number", NUMBERS),
        ("authors:2..x", "cannot read 'x' as a number", NUMBERS),
        ("authors:x..2", "cannot read 'x' as a number", NUMBERS),
        ("authors:2...4", "cannot read '.4' as a number", NUMBERS),
        ("authors:>2..4", "cannot read '2..4' as a number", NUMBERS),
        ("authors:4..2", "'4..2' ends before it begins", NUMBERS),
        ("authors:..", "a range needs a number at one end", NUMBERS),
        ('authors:" .. "', "a range needs a number at one end", NUMBERS),
        ("authors:<0", "nothing is below 0", NUMBERS),
        ("comments:<0", "nothing is below 0", NUMBERS.replace("authors", "comments")),
        ("date:soon", "cannot read 'soon' as a date", DATES),
        ("date:99", "cannot read '99' as a date", DATES),
        ("date:>", "cannot read '>' as a date", DATES),
        ("date:2024-13", "cannot read '2024-13' as a date: it is not in the calendar", DATES),
        ("date:--05-26", "cannot read '--05-26' as a date: it lacks a year", DATES),
        ("date:2025..2024", "cannot read '2025..2024' as a date: it ends before it begins", DATES),
        ("date:..", "cannot read '..' as a date: a range needs a date at one end", DATES),
        (
            "date:>2024..2025",
            "cannot read '>2024..2025' as a date: it is both a range and a comparison",
            DATES,
        ),
        (
            "date:<30d..",
            "cannot read '<30d..' as a date: it is both a range and a comparison",
            DATES,
        ),
        ("date:<0001", "cannot read '<0001' as a date: no calendar goes so far", DATES),
        ("date:>9999-12", "cannot read '>9999-12' as a date: no calendar goes so far", DATES),
        ("id:x", "cannot read 'x' as an id", IDS),
        ("id:2405.01234vx", "cannot read '2405.01234vx' as an id", IDS),
        ("id:12v2", "cannot read '12v2' as an id", IDS),
        ("id:2405.", "cannot read '2405.' as an id", IDS),
        ("id:.01234", "cannot read '.01234' as an id", IDS),
        ("id:1.2.3", "cannot read '1.2.3' as an id", IDS),
        ("id:é/1", "cannot read 'é/1' as an id", IDS),
        ('id:"hep-th/99 01"', "cannot read 'hep-th/99 01' as an id", IDS),
        ("id:3..2", "cannot read '3..2' as an id", IDS),
        (
            "has:colour",
            "cannot read has:colour",
            "write one of has:date, has:authors, has:org, has:abstract, has:link, has:id",
        ),
        (
            "is:old",
            "cannot read is:old",
            "write one of is:merged, is:undecided, is:inferred, is:new",
        ),
        ("org:-", f"org: {NO_WORD}", "write org:kyutai"),
        ("digest:&*", f"digest: {NO_WORD}", "write digest:2025-05"),
        ("title:-*", f"title: {NO_WORD}", 'write title:"KV cache"'),
        ("abstract:&", f"abstract: {NO_WORD}", "write abstract:diffusion"),
    ],
)
def test_what_is_no_value_of_a_field(query: str, told: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    assert (caught.value.message, caught.value.hint) == (told, hint)


@pytest.mark.parametrize(
    ("query", "culprit", "message"),
    [
        ('kelp "forest', '"', "never closed"),
        ("kelp (forest", "(", "never closed"),
        ("(", "(", "never closed"),
        ("kelp) forest", ")", "unmatched )"),
        (")", ")", "unmatched )"),
        ("()", "()", "nothing between"),
        ("kelp OR", "OR", "after it"),
        ("OR kelp", "OR", "before it"),
        ("kelp AND OR forest", "AND", "after it"),
        ("NOT", "NOT", "after it"),
        ("(kelp NOT)", "NOT", "after it"),
        ("***", "***", "nothing to search for here"),
        ("kelp OR &", "kelp OR &", "one side of OR"),
        ("kelp NOT &", "&", "after NOT"),
        ("title:", "title:", "needs a value"),
        ("title: kelp", "title:", "needs a value"),
        ("kelp title:&", "title:&", "letter or a digit"),
        ("title:(&)", "title:(&)", "needs a value"),
        ("title:(kelp date:2024)", "date:2024", "inside title:"),
        ("kelp date:2024-13", "date:2024-13", "'2024-13' as a date"),
        ('kelp date:"2401.00001"', 'date:"2401.00001"', "as a date"),
        ("is:", "is:", "needs a value"),
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


LETTER = "a word needs a letter or a digit"


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ('kelp "forest', "this quotation mark is never closed", "close it, or leave it out"),
        ("(kelp", "this ( is never closed", 'close it, or quote it: "("'),
        ("kelp )", "unmatched )", 'quote it: ")"'),
        (")", "unmatched )", 'to search for it as a word, quote it: ")"'),
        ("()", "nothing between the parentheses", 'to search for them, quote them: "()"'),
        (
            "(" * 99,
            "parentheses are nested more than 10 deep",
            "write the query with fewer of them",
        ),
        ("OR kelp", "OR needs something before it", 'to search for it as a word, quote it: "OR"'),
        ("NOT )", "NOT needs something after it", 'to search for it as a word, quote it: "NOT"'),
        ("&", "nothing to search for here", LETTER),
        ("& OR kelp", "nothing to search for on one side of OR", LETTER),
        ("NOT &", "nothing to leave out after NOT", LETTER),
        ("title:", "title: needs a value", 'write it without a blank: title:"KV cache"'),
        ("kelp org: moss", "org: needs a value", "write it without a blank: org:moss"),
        ("authors: many", "authors: needs a value", "write it without a blank: authors:>=8"),
        ("org: mos*", "org: needs a value", "write it without a blank: org:mos*"),
        ("org: date:2024", "org: needs a value", "write it without a blank: org:kyutai"),
        ("org: AND kelp", "org: needs a value", "write it without a blank: org:kyutai"),
        ("title:(&)", "title: needs a value", 'title:"KV cache"'),
        ("title:(is:x)", "is: stands inside title:( )", "put it outside the parentheses"),
        (
            "x " * (MAX_TERMS + 1),
            "more than 400 words and conditions",
            "use fewer and rarer words",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_two_lines(query: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_an_option_that_cannot_be_read_is_named() -> None:
    with pytest.raises(UsageError, match="--since") as refused:
        narrowing(TODAY, since="soon")
    assert refused.value.hint == "write a year, a month or a day: --since 2024-03-05"
    with pytest.raises(UsageError, match="--year") as refused:
        narrowing(TODAY, year="20x4")
    assert refused.value.hint == "write a year or a range: --year 2024, --year 2023..2025"
