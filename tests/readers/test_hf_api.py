"""What Hugging Face's API answers, in every form in which people keep it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import UsageError
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers import READERS, Reading, read_bytes
from papercli.text import clean
from tests.readers.pages import problems, sightings, titles

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "hf-api"
SAMPLES = ROOT.parent / "shared" / "samples"
DAILY = (FIXTURES / "daily_2025-11-25.json").read_text(encoding="utf-8")
PAGE = (FIXTURES / "page_2025-11-25.html").read_text(encoding="utf-8")
ENTRIES: list[dict[str, Any]] = json.loads(DAILY)
LARDER = "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
TITLES = [LARDER, "A Study of Silence in Spoken Dialogue"]
IDS = ["2511.90210", "2511.90100"]
DAY = PartialDate(2025, 11, 25)


def read(text: str, reader: str | None = None) -> Reading:
    return read_bytes(text.encode("utf-8", "surrogatepass"), "answer", reader=reader)


def entry(**changed: object) -> dict[str, Any]:
    """The first entry with fields of its paper changed, or left out where they are None."""
    paper = {**ENTRIES[0]["paper"], **changed}
    return {"paper": {name: value for name, value in paper.items() if value is not None}}


def command(paper: dict[str, Any], **more: object) -> dict[str, Any]:
    """A paper as the command line tool writes it."""
    kept = {name: paper[name] for name in ("id", "authors", "title", "summary", "upvotes")}
    return {**kept, "published_at": "2025-11-24T09:30:00+00:00", "discussion_id": "66", **more}


def test_every_field_of_an_entry() -> None:
    reading = read(DAILY)
    assert not reading.problems
    [digest] = reading.digests
    assert (digest.reader, digest.date, digest.line) == ("hf-api", DAY, 2)
    first, second = digest.sightings
    assert first == Sighting(
        line=DAILY[: DAILY.index('"title"')].count("\n") + 1,
        title=ENTRIES[0]["title"],
        abstract=ENTRIES[0]["summary"],
        author_count=4,
        authors=("Ada Quill", "Bo Lindqvist", "Chen Wei", "Dora Mäkelä"),
        organization=Organization("pantry-lab", "The Pantry Laboratory"),
        published=PartialDate(2025, 11, 24),
        comments=3,
        upvotes=41,
        arxiv_id="2511.90210",
        summary="A cache that is sorted by time of next use serves longer conversations.",
        links=("https://github.com/example/larder", "https://larder.example.org/"),
    )
    assert clean(first.title) == LARDER
    assert (second.summary, second.organization, second.links) == (None, None, None)
    assert (second.author_count, second.comments) == (1, 0)


WRAPPED = (FIXTURES / "wrapped_2025-11-25.json").read_text(encoding="utf-8")
SHAPES = {
    "bare": DAILY,
    "one line": json.dumps(ENTRIES),
    "strings of Python in a wrapper": WRAPPED,
    "strings of JSON": json.dumps([json.dumps(entry) for entry in ENTRIES]),
    "JSON lines": "".join(json.dumps(entry) + "\n" for entry in ENTRIES),
    "printed by Python": repr(ENTRIES),
    "printed entry by entry": "\n".join(map(repr, ENTRIES)),
    "a day a line": json.dumps({"date": "2025-11-25", "papers": ENTRIES}) + "\n",
    "days by name": json.dumps({"2025-11-25": ENTRIES}),
    "with more": json.dumps({"dailyPapers": ENTRIES, "publisher": {"name": "x"}, "query": {}}),
    "an answer in an answer": json.dumps({"ok": True, "result": {"data": ENTRIES}}),
    "papers alone": json.dumps([entry["paper"] for entry in ENTRIES]),
    "one after the other": "\n".join(json.dumps(entry, indent=2) for entry in ENTRIES),
    "a page": PAGE,
    "a page of cards": re.sub(r' data-props="[^"]*"', "", PAGE),
    "a page in single quotes": PAGE.replace('data-target="DailyPapers"', "data-target=DailyPapers"),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_same_papers(text: str) -> None:
    reading = read(text)
    assert not reading.problems
    assert [digest.date for digest in reading.digests] == [DAY]
    seen = sightings(reading)
    assert [clean(sighting.title) for sighting in seen] == TITLES
    assert [sighting.arxiv_id for sighting in seen] == IDS
    assert [sighting.author_count for sighting in seen] == [4, 1]
    assert [sighting.upvotes for sighting in seen] == [41, 7]


def test_the_lines_are_those_of_the_titles() -> None:
    for name in (
        "bare",
        "strings of Python in a wrapper",
        "JSON lines",
        "a page",
        "a page of cards",
    ):
        lines = SHAPES[name].splitlines()
        shown = [lines[sighting.line - 1] for sighting in sightings(read(SHAPES[name]))]
        assert [title[:6] in line for title, line in zip(TITLES, shown, strict=True)] == [
            True,
            True,
        ]


def test_a_page_in_a_web_archive() -> None:
    encoded = PAGE.replace("=", "=3D").replace("Needed Again", "Nee=\nded Again")
    encoded = encoded.replace('"DailyPapers"', '"Daily=\nPapers"')
    archive = (
        "From: <Saved by Blink>\nSubject: Daily Papers\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--B--"\n\n'
        "----B--\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: https://huggingface.co/papers\n\n{encoded}\n----B----\n"
    )
    reading = read(archive)
    assert [clean(title) for title in titles(reading)] == TITLES
    lines = archive.splitlines()
    assert "Larder" in lines[sightings(reading)[0].line - 1]
    assert "Silence" in lines[sightings(reading)[1].line - 1]


def test_a_search_page_shows_what_was_found() -> None:
    props = {"query": {"q": "tides"}, "dailyPapers": ENTRIES[:1], "searchResults": ENTRIES[1:]}
    text = f"<div data-target='DailyPapers' data-props='{json.dumps(props)}'></div>"
    assert titles(read(text)) == TITLES[1:]


def test_the_page_of_one_paper() -> None:
    props = json.dumps({"comments": [{"id": "1"}, {"id": "2"}], "paper": ENTRIES[1]["paper"]})
    reading = read(f"<div data-target='PaperContent' data-props='{props}'></div>")
    assert titles(reading) == TITLES[1:]
    assert not reading.problems
    assert sightings(reading)[0].comments is None


def test_the_command_line_tool() -> None:
    papers = [
        command(ENTRIES[0]["paper"], comments=0, submitted_at="2025-11-25T01:00:00+00:00"),
        command(ENTRIES[1]["paper"], comments=4, submitted_at="2025-11-25T01:00:00+00:00"),
    ]
    reading = read(json.dumps(papers))
    assert not reading.problems
    assert [digest.date for digest in reading.digests] == [DAY]
    assert [sighting.comments for sighting in sightings(reading)] == [None, 4], "0 is not known"
    earlier = command(ENTRIES[0]["paper"], submitted_at="2025-11-24T05:30:00+00:00")
    assert read(json.dumps(earlier)).digests[0].date is None, "the paper's own date again"


TABS = f"""\
id\ttitle\tupvotes\tcomments\tpublished_at\tsubmitted_by_name
2511.90210\t{LARDER}\t41\t3\t2025-11-24T09:30:00+00:00\tSome One
2511.90100\t{TITLES[1]}\t7\t1\t2025-11-23T18:00:00+00:00\tSome One
"""
DRAWN = f"""\
ID         TITLE                                     UPVOTES COMMENTS PUBLISHED_AT SUBMITTED_BY_NAME
---------- ----------------------------------------- ------- -------- ------------ -----------------
2511.90210 Larder: Sorting the KV Cache by How So...      41        3 2025-11-24   Some One
2511.90100 {TITLES[1]}           7        1 2025-11-23   Some One
"""


@pytest.mark.parametrize(("text", "first"), [(TABS, LARDER), (DRAWN, "")], ids=["tabs", "drawn"])
def test_tables_of_the_command_line_tool(text: str, first: str) -> None:
    reading = read(text)
    untitled = [] if first else ["an identifier without a title"]
    assert [problem.problem for problem in reading.problems] == untitled
    assert titles(reading) == [first, TITLES[1]], "a title that is cut is none"
    seen = sightings(reading)
    assert [one.arxiv_id for one in seen] == IDS
    assert [(one.upvotes, one.comments, str(one.published), one.line) for one in seen] == [
        (41, 3, "2025-11-24", 2 + (text is DRAWN)),
        (7, 1, "2025-11-23", 3 + (text is DRAWN)),
    ]
    damaged = read(text + "2511.90001 Knots\n")
    assert len(sightings(damaged)) == 2
    assert "left out" in damaged.problems[0].problem


@pytest.mark.parametrize(
    ("days", "date"),
    [(("2024-12-16", "2024-12-17"), "2024-12-17"), (("2024-12-10", "2024-12-17"), "None")],
)
def test_the_day_of_an_older_list_is_the_latest(days: tuple[str, str], date: str) -> None:
    listed = [
        {**entry(submittedOnDailyAt=None, publishedAt="2024-12-09"), "publishedAt": day}
        for day in days
    ]
    assert [str(digest.date) for digest in read(json.dumps(listed)).digests] == [date]


@pytest.mark.parametrize(
    ("around", "date"),
    [
        ({"periodType": "day", "dateString": "2025-11-26"}, "2025-11-26"),
        ({"periodType": "week", "dateString": "2025-W48", "date": "2025-11-24"}, "2025-11-25"),
        ({"periodType": "month", "date": "2025-11-01T00:00:00.000Z"}, "2025-11"),
        ({"date": "some day"}, "2025-11-25"),
        ({"date": 20251126}, "2025-11-25"),
    ],
)
def test_the_date_that_an_answer_says(around: dict[str, object], date: str) -> None:
    [digest] = read(json.dumps({**around, "dailyPapers": ENTRIES})).digests
    assert str(digest.date) == date


def test_a_repository_may_be_named_without_its_host() -> None:
    [seen] = sightings(read(json.dumps([entry(githubRepo="example/larder", projectPage=None)])))
    assert seen.links == ("https://github.com/example/larder",)


def test_each_daily_list_is_a_digest() -> None:
    days = ["2025-11-25T01:00:00.000Z", "2025-11-24T02:00:00.000Z", "2025-11-25T03:00:00.000Z"]
    reading = read(json.dumps([entry(submittedOnDailyAt=day) for day in days]))
    assert [(str(one.date), len(one.sightings)) for one in reading.digests] == [
        ("2025-11-25", 2),
        ("2025-11-24", 1),
    ]
    assert len({one.fingerprint for one in reading.digests}) == 2


@pytest.mark.parametrize(
    ("written", "arxiv_id"),
    [('"2409.10590"', "2409.10590"), ("2409.10590", "2409.10590"), ("2409.1059", "2409.10590")],
)
def test_an_id_never_loses_its_zeros(written: str, arxiv_id: str) -> None:
    text = json.dumps([entry()]).replace('"2511.90210"', written)
    assert sightings(read(text))[0].arxiv_id == arxiv_id


HUGE = "a number of 5,000 digits"
WRONG: list[tuple[str, object]] = [
    ("title", 7),
    ("id", "no id"),
    ("id", {"a": 1}),
    ("summary", ["x"]),
    ("ai_summary", 1.5),
    ("authors", "Ada Quill"),
    ("authors", [{"name": None}, {}, 3, {"name": "Ada Quill"}]),
    ("organization", "pantry"),
    ("organization", {"fullname": "x"}),
    ("publishedAt", "2024-13-45T00:00:00"),
    ("publishedAt", 20240501),
    ("submittedOnDailyAt", "yesterday"),
    ("upvotes", -1),
    ("upvotes", "many"),
    ("upvotes", True),
    ("upvotes", HUGE),
    ("githubRepo", "javascript:alert(1)"),
    ("projectPage", {}),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=str)
def test_a_wrong_field_is_told_and_costs_only_itself(name: str, value: object) -> None:
    written = "@" if value == HUGE else value
    text = json.dumps([entry(**{name: written})]).replace('"@"', "1" * 5000)
    reading = read(text)
    problems = [one for one in reading.problems if one.problem != "an identifier without a title"]
    assert problems
    assert all(problem.line == 1 and "left out" in problem.problem for problem in problems)
    assert (problems == [*reading.problems]) == (name != "title")
    [seen] = sightings(reading)
    assert (seen.title or seen.arxiv_id) in {ENTRIES[0]["title"], "2511.90210"}
    assert [seen.upvotes is None, seen.published is None] == [
        name == "upvotes",
        name == "publishedAt",
    ]


MORE = json.dumps(
    [entry(), entry(id="2511.90001", title="Knots"), entry(id="2511.90002")], indent=1
)


@pytest.mark.parametrize(
    ("text", "left", "problem"),
    [
        (DAILY[:-30], [LARDER], "no entry that can be parsed"),
        (DAILY.rstrip()[:-1], TITLES, "the list has no end"),
        (MORE.replace('"Knots"', '"Knots'), [LARDER, LARDER], "no entry that can be parsed"),
        (MORE.replace('"Knots",', "Knots,"), [LARDER, LARDER], "no entry that can be parsed"),
        (f"[null, {json.dumps(entry())}]", [LARDER], "neither a title nor an id"),
        (f"[{json.dumps(entry())}, {{}}]", [LARDER], "neither a title nor an id"),
        (json.dumps([entry()]) + '\n{"paper": ' + "[" * 99_999, [LARDER], "nested too deep"),
        (json.dumps([entry(), entry(id=None, title=None)]), [LARDER], "neither a title"),
        (json.dumps(entry()) + '\n{"error": "busy"}\n', [LARDER], "neither a title"),
        (
            f"[{json.dumps(entry())}, oops, {json.dumps(entry())}]",
            [LARDER] * 2,
            "no entry that can",
        ),
        (json.dumps({"date": "2025-11-25", "data": ENTRIES})[:-40], [LARDER], "no entry that can"),
        (WRAPPED[:-60], [LARDER], "no entry that can be parsed"),
        (PAGE[: PAGE.index("Silence")], [LARDER], "no entry that can be parsed"),
        (json.dumps([entry(), entry(id=" ", title=" ")]), [LARDER], "without a title"),
    ],
    ids=range(14),
)
def test_a_fault_costs_only_its_entry(text: str, left: list[str], problem: str) -> None:
    reading = read(text)
    assert [clean(title) for title in titles(reading)] == left
    assert any(problem in told for _, told in problems(reading))


def test_hostile_texts_are_read_or_refused() -> None:
    for text in (
        '[{"paper": {"id": "\\ud800", "title": "half \\udfff", "upvotes": 1, "id": "\x00"}}]',
        "[" * 99_999,
        '{"paper": {' * 3_000,
        "{'paper': {" + "'\\'" * 3_000,
        '<html><div data-target="DailyPapers" data-props="{">' + "<div>" * 40_000,
    ):
        reading = read(text, reader="hf-api")
        assert reading.problems
    assert titles(
        read('[{"paper": {"title": "half \\udfff letter", "upvotes": 1}}]', "hf-api")
    ) == ["half ? letter"]


def test_the_year_that_is_said() -> None:
    data = DAILY.encode()
    assert read_bytes(data, "answer", year=2025).digests[0].said_year == 2025
    with pytest.raises(UsageError, match="not of 2024: the digest is dated 2025-11-25"):
        read_bytes(data, "answer", year=2024)


NAMES = st.text("aZ é'\"\\{}[]:,\n\u5927", min_size=1, max_size=9).map(lambda text: f"x{text}x")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(NAMES, st.lists(NAMES, max_size=2), st.integers(0, 9)), min_size=1, max_size=3
    ),
    st.booleans(),
)
def test_what_is_written_is_read(papers: list[tuple[str, list[str], int]], python: bool) -> None:
    written = [
        entry(title=title, authors=[{"name": name} for name in names], upvotes=votes)
        for title, names, votes in papers
    ]
    reading = read(repr(written) if python else json.dumps(written), reader="hf-api")
    assert [(one.title, one.authors, one.upvotes) for one in sightings(reading)] == [
        (title, tuple(names) or None, votes) for title, names, votes in papers
    ]


@settings(max_examples=40)
@given(st.text(max_size=60), st.integers(0, 400))
def test_nothing_raises(noise: str, at: int) -> None:
    text = json.dumps([entry(authors=None, summary="x")])
    read(text[:at] + noise + text[at + len(noise) :], reader="hf-api")


OWN = '[{"id": 1, "title": "x", "authors": [], "published": "2024", "comments": 1, "upvotes": 3}]'


@pytest.mark.parametrize("text", ['{"title": "x"}', '{"paper": 1, "title": "x"}', "[1]", "[]", OWN])
def test_other_json_is_not_claimed(text: str) -> None:
    [reader] = [reader for reader in READERS if reader.name == "hf-api"]
    assert not reader.claim(text).strength


@pytest.mark.skipif(not SAMPLES.exists(), reason="../shared is not here")
def test_real_answers_are_read_whole() -> None:
    read_files = 0
    for path in sorted((SAMPLES / "hf_api").glob("*.json")):
        reading = read_bytes(path.read_bytes(), path.name)
        pattern = r"""["']paper["']: \{\s*["']id["']|"paper":\s*\{\s*"id\""""
        told = re.findall(pattern, path.read_text(encoding="utf-8"))
        assert len(sightings(reading)) == len(told) > 0
        assert not reading.problems
        assert len(reading.digests) == 1
        assert all(sighting.arxiv_id and sighting.authors for sighting in sightings(reading))
        read_files += 1
    assert read_files
