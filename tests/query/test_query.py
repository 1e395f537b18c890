"""The query language: what is read, what is refused and where, and that it can be written again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.cli.asking import narrowing
from papercli.errors import QueryError, UsageError
from papercli.query.fields import FIELDS
from papercli.query.hints import hints
from papercli.query.parser import MAX_DEPTH, MAX_LETTERS, MAX_TERMS, as_title, has_syntax, parse
from papercli.query.tree import EVERYTHING, all_of, outline, texts, words
from papercli.query.values import LARGEST, Label, Range, Text

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
        ("authors:(3 OR >7)", "authors:3 OR authors:8.."),
        ("org:kyutai", "org:kyutai"),
        ('org:"Reactive AI"', 'org:"Reactive AI"'),
        ("digest:2025-12*", "digest:2025-12"),
        ("has:Date is:merged", "has:date is:merged"),
        ('author:"Åsa Berg"', 'author:"Åsa Berg"'),
        ("category:CS.cl format:BibTeX venue:Kelp", "category:cs.cl format:bibtex venue:Kelp"),
        ("id:https://arxiv.org/abs/2405.01234v2", "id:2405.01234"),
        ("id:10.48550/arXiv.2405.01234", "id:2405.01234"),
        ("id:https://doi.org/10.5555/A.B", "id:10.5555/a.b"),
        ("id:https://openreview.net/forum?id=Kelp_7xQ", "id:openreview:Kelp_7xQ"),
        ("id:OpenReview:Kelp_7xQ", "id:openreview:Kelp_7xQ"),
    ],
)
def test_what_is_read(query: str, read: str) -> None:
    tree = parse(query, TODAY)
    assert str(tree) == read
    assert parse(read, TODAY) == tree


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [
        ("authors:5", 5, 5),
        ("authors:=5", 5, 5),
        ("authors:>=5", 5, None),
        ("authors:>5", 6, None),
        ("authors:<=5", None, 5),
        ("authors:<5", None, 4),
        ('authors:" >= 5 "', 5, None),
        ("authors:2..4", 2, 4),
        ("authors:=2..4", 2, 4),
        ("authors:2..", 2, None),
        ("authors:..4", None, 4),
        ("authors:4..4", 4, 4),
        ('authors:"2 .. 4"', 2, 4),
        ("authors:0", 0, 0),
        ("authors:>=0", 0, None),
        ("authors:>0", 1, None),
        ("authors:<1", None, 0),
        ("authors:007", 7, 7),
        ("authors:5*", 5, 5),
        (f"authors:{LARGEST - 1}", LARGEST - 1, LARGEST - 1),
        (f"authors:{LARGEST}", LARGEST, LARGEST),
        (f"authors:{LARGEST + 1}", LARGEST, LARGEST),
        (f"authors:>{LARGEST - 1}", LARGEST, None),
        (f"authors:>{LARGEST}", LARGEST, None),
        (f"authors:<{10**30}", None, LARGEST - 1),
        ("comments:2..4", 2, 4),
        ("id:7", 7, 7),
        ("id:>5", 6, None),
        ("date:2024", "2024-01-01", "2024-12-31"),
        ("date:2024-02", "2024-02-01", "2024-02-29"),
        ("date:=2024-02", "2024-02-01", "2024-02-29"),
        ("date:2024-05-26", "2024-05-26", "2024-05-26"),
        ('date:"15 January 2024"', "2024-01-15", "2024-01-15"),
        ("date:2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("date:=2024..2025", "2024-01-01", "2025-12-31"),
        ("date:..2023", None, "2023-12-31"),
        ("date:2024..", "2024-01-01", None),
        ("date:>=2024-02", "2024-02-01", None),
        ("date:>2024-02", "2024-03-01", None),
        ("date:>2024-12-31", "2025-01-01", None),
        ("date:<=2024-02", None, "2024-02-29"),
        ("date:<2024-03", None, "2024-02-29"),
        ("date:<2024", None, "2023-12-31"),
        ('date:" > 2024 "', "2025-01-01", None),
        ("date:30d", "2025-11-24", None),
        ("date:30d..", "2025-11-24", None),
        ("date:..30d", None, "2025-11-24"),
        ("date:2w..1w", "2025-12-10", "2025-12-17"),
        ("date:>=30d", "2025-11-24", None),
        ("date:>30d", "2025-11-25", None),
        ("date:<=30d", None, "2025-11-24"),
        ("date:<30d", None, "2025-11-23"),
        ("date:>9999-12-30", "9999-12-31", None),
        ("date:<0001-01-02", None, "0001-01-01"),
    ],
)
def test_both_ends_of_a_range_belong_to_it(
    query: str, low: int | str | None, high: int | str | None
) -> None:
    found = parse(query, TODAY)
    assert isinstance(found, Range)
    assert found == Range(field=query.partition(":")[0], low=low, high=high)
    assert parse(str(found), TODAY) == found


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("id:2405.01234", "2405.01234"),
        ("id:arXiv:2405.01234v2", "2405.01234"),
        ("id:ARXIV:2405.01234V12", "2405.01234"),
        ("id:hep-th/9901001", "hep-th/9901001"),
        ("id:math/0309136v1", "math/0309136"),
        ("id:solv-int/9901001", "solv-int/9901001"),
        ("id:10.1145/1234.5678", "10.1145/1234.5678"),
        ("id:DOI:10.1145/AbC", "10.1145/abc"),
        ("id:10.5555/av2", "10.5555/av2"),
        ("id:10.1145/v2", "10.1145/v2"),
    ],
)
def test_public_identifiers(query: str, read: str) -> None:
    assert parse(query, TODAY) == Label(field="id", text=read)


def test_a_query_may_be_as_deep_and_as_long_as_is_said() -> None:
    assert len(str(parse("x " * MAX_TERMS, TODAY)).split()) == MAX_TERMS
    assert str(parse("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH, TODAY)) == "x"


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("titel:kelp", "did you mean title:"),
        ("Titel:kelp", "did you mean title:"),
        ("autor:lind", "did you mean author:"),
        ("arXiv:x", "did you mean id:"),
        ("doi:10.1/x", "did you mean id:"),
        ("NOT (year:2024)", "did you mean date:"),
        ("source:dec", "did you mean digest:"),
        ("file:dec", "did you mean digest:"),
        ("path:dec", "did you mean digest:"),
        ("Organisation:kelp", "did you mean org:"),
        ("summary:kelp", "did you mean abstract:"),
        ("colour:red", "the fields are title:"),
        ("-kelp", "NOT kelp"),
        ("ke*p", "end of a word"),
        ("!kelp", "NOT kelp"),
        ("kelp/ink", "kelp OR ink"),
        ("kelp,ink", "kelp OR ink"),
        ("kelp or ink", "write OR: kelp OR ink"),
        ("kelp not ink", "write NOT ink"),
        ("kelp and ink", "leave it out"),
        ("kelp or ink or sand or foam or surf", "write OR: kelp OR ink OR sand OR foam OR surf"),
        ("sea kelp or ink", "write OR: (kelp OR ink)"),
        ('title:kelp or "ink pad" sea', 'write OR: (title:kelp OR "ink pad")'),
        ("sea kelp/ink", "write (kelp OR ink)"),
        ("kelp | ink", "| was left out"),
        ("kelp || ink", "write OR"),
        ("sea-weed/ink/GPT-4", "sea-weed OR ink OR GPT-4"),
        ("year:2024", "did you mean date:2024 ?"),
        ("year:soon", "did you mean date: ?"),
        ("arxiv_id:2405.01234", "did you mean id:2405.01234 ?"),
        ("date>2024", "did you mean date:>2024 ?"),
        ("published=2024", "did you mean date:2024 ?"),
        ("since:2024-05", "did you mean date:>=2024-05 ?"),
        ("before:2024", "did you mean date:<2024 ?"),
        ("tags:cs.CL", "did you mean category:cs.CL ?"),
        ("sort:date", "write --sort date"),
        ("limit:5", "write -n 5"),
        ("kelp NEAR ink", "NEAR was searched as a word"),
        ("kelp;ink", "kelp OR ink"),
        ("authors >= 5", "authors >= 5 was searched as text; did you mean authors:>=5 ?"),
        ("kelp (authors> 5)", "did you mean authors:>5 ?"),
        ("kelp title = ink", "did you mean title:ink ?"),
        ("kelps~2", "add --fuzzy"),
        ("kelps~", "add --fuzzy"),
        ("/kelps/", "write * as in"),
        ("/ke*p.*/", "write * as in"),
    ],
)
def test_what_may_have_been_meant(query: str, hint: str) -> None:
    [told] = hints(parse(query, TODAY), query)
    assert hint in told


@pytest.mark.parametrize(
    "query",
    [
        "http://x.org", '"titel:kelp"', "kelp", "kelp*", "title:kelp",
        # What stands where no operator does, or in a title.
        "or else", "sink or", "be not", "1/2", "3,000", "one or the other of two kinds of kelp",
        "AND/OR kelp", "and/or",
        '"kelp | ink"', "kelp & ink", "kelp |", "n>2", "date>",
        "title > 5", "authors > many", '"authors >= 5"', "x authors:>=5", "of authors", "kelp^2",
        "a~b", "L~2",
    ],
)  # fmt: skip
def test_no_hint_where_nothing_is_odd(query: str) -> None:
    assert not hints(parse(query, TODAY), query)


@pytest.mark.parametrize(
    ("other", "name"),
    [("published:2024..", "date:2024.."), ("author_count:>=3", "authors:>=3"),
     ("sightings:2", "seen:2"), ("Published:2024-05", "date:2024-05"),
     ("organization:kelp", "org:kelp"), ("categories:cs.CL", "category:cs.CL"),
     ("digests:dec", "digest:dec")],
)  # fmt: skip
def test_names_of_the_table_and_of_json_are_fields_too(other: str, name: str) -> None:
    assert parse(other, TODAY) == parse(name, TODAY)
    assert not hints(parse(other, TODAY))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("To Mow OR NOT to Mow: (A Survey", "To Mow OR NOT to Mow A Survey"),
        ('"Kelp" is* all', "Kelp is all"),
        ("date:", "date"),
        ("Title: Kelp: All", "Kelp All"),
        ("kelp title: all", "kelp title all"),
        ("12. Kelp for All (2025)", "Kelp for All"),
        ("Kelp for All (Lind & Berg, 2025b).", "Kelp for All"),
        ("Kelp for All (Tides 2025)", "Kelp for All"),
        ("Kelp (All 2025 Ways)", "Kelp All 2025 Ways"),
        ("[3] Kelp: 7 Ways", "Kelp 7 Ways"),
        ("3) Kelp (2025) Counted", "Kelp 2025 Counted"),
        ("1.5 Kelp", "1.5 Kelp"),
        ("date: 2024", "date 2024"),  # a blank too many, and no label of a title
        ("[Kelp for All](https://example.org/kelp)", "[Kelp for All"),
        ("Kelp for All https://example.org/kelp", "Kelp for All"),
        ("https://example.org/kelp", "https //example.org/kelp"),
        ("Sea- weeds at Mid-Day", "Seaweeds at Mid-Day"),
        ("2025.", "2025"),
    ],
)
def test_a_pasted_title_is_words_whatever_it_holds(query: str, title: str) -> None:
    words = (Text(word, "title", quoted=False, prefix=False, apart=False) for word in title.split())
    assert as_title(query) == all_of(words)


@pytest.mark.parametrize("dots", ["…", "...", " …"])
def test_a_title_that_was_cut_off_ends_in_the_beginning_of_a_word(dots: str) -> None:
    for tree in (parse(f"of kelp and oth{dots}", TODAY), as_title(f"(of kelp and oth{dots}")):
        beginnings = [text.text for text in texts(tree) if text.prefix]
        assert beginnings == ([] if dots.startswith(" ") else ["oth"])
        assert [text.text for text in texts(tree)][-1] == "oth"
    # Dots inside cut nothing off, and those of a range are its own.
    assert not any(text.prefix for text in texts(parse("wait... kelp", TODAY)))
    assert parse("date:2024..", TODAY) != parse("date:2024", TODAY)


def test_nothing_to_search_for_is_no_title() -> None:
    assert as_title("( -- )") == EVERYTHING


@pytest.mark.parametrize("query", ["a OR b", "NOT a", "title:a", '"a b"', "(a OR b) c", "a AND b"])
def test_operators_fields_and_quotation_marks_are_syntax(query: str) -> None:
    assert has_syntax(parse(query, TODAY), query)


@pytest.mark.parametrize("query", ["a", "a b or c", "kv-cache's end"])
def test_words_are_no_syntax(query: str) -> None:
    assert not has_syntax(parse(query, TODAY), query)


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
        "(kelp OR ice) date:2024-05-01.. date:..2025-11-24 date:2023..2025"
        ' authors:2.. authors:..9 org:"Kelp  7  AI" digest:december.txt'
    )
    assert narrowing(TODAY) == EVERYTHING
    assert all_of([EVERYTHING, parse("kelp", TODAY)]) == parse("kelp", TODAY)


@pytest.mark.parametrize(
    "written",
    ["date:2024", "date:2023..2025", "new:2024", "date:2024-01-01", "date:2024-01-01..", "id:2024"],
)
def test_a_range_is_written_as_a_person_would(written: str) -> None:
    assert str(parse(written, TODAY)) == written


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
        assert all(part in query for text in words(tree) for part in text.split())
        assert len(hints(tree, query)) <= len(query)


def test_a_query_has_an_end() -> None:
    parse("x" * MAX_LETTERS, TODAY)
    with pytest.raises(UsageError, match="20,001 letters, more than 20,000"):
        parse("x" * (MAX_LETTERS + 1), TODAY)
