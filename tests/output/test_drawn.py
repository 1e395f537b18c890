"""What a terminal gets: tables, bars, differences and waterfalls, at 80 columns."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from papercli.model.verdict import Evidence, Outcome, Verdict
from papercli.output import as_table, stats_table
from papercli.output.console import console, data
from papercli.output.pairs import differing, draw_titles, draw_waterfall
from papercli.output.rows import BRIEF_FIELDS, paper_row
from papercli.output.words import places
from tests.output.papers import FULL, HOSTILE, paper

ESCAPE = "\x1b"


def screen(monkeypatch: pytest.MonkeyPatch, color: str = "never", width: int = 80) -> Console:
    monkeypatch.setenv("COLUMNS", str(width))
    return console(io.StringIO(), color)


def shown(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_a_long_title_is_drawn_whole_and_compared_in_part() -> None:
    left, right = differing("a b " * 1_000 + "left", "a b " * 1_000 + "right")
    assert left.plain == "a b " * 1_000 + "left"
    assert right.plain.endswith("right")
    assert all(span.end <= 1_000 for span in (*left.spans, *right.spans) if span.style)


def test_the_search_table_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen(monkeypatch)
    long = (
        "Remembering Less and Knowing More: a Study of Forgetful Caches in Very Long Conversations"
    )
    count = as_table.draw([paper_row(FULL), paper_row(paper(1234, long))], BRIEF_FIELDS, on)
    assert count == 2
    lines = [line.rstrip() for line in shown(on).splitlines()]
    assert all(cell_len(line) <= 80 for line in lines)
    assert lines[0].split() == ["ID", "Date", "Auth", "Seen", "Title"]
    assert lines[2].startswith("   7  2025-05-26     2     2  Na\u00efve {Caches}")
    assert lines[3].startswith("1234                       1  Remembering")
    assert len(lines) == 5


def test_wide_letters_keep_the_columns_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen(monkeypatch, width=50)
    as_table.draw([paper_row(paper(1, "\u5927\u8a9e\u8a00" * 20))], BRIEF_FIELDS, on)
    assert {cell_len(line.rstrip()) <= 50 for line in shown(on).splitlines()} == {True}


def test_titles_are_drawn_literally(monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen(monkeypatch, width=300)
    as_table.draw([paper_row(paper(1, HOSTILE))], ("title",), on)
    assert "[bold]x[/bold] [/] :smile:" in shown(on)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(on))


@given(st.text(max_size=40))
def test_no_text_can_raise_or_escape(text: str) -> None:
    stream = io.StringIO()
    console(stream, "never").print(data(text))
    assert ESCAPE not in stream.getvalue()


@pytest.mark.parametrize(
    ("color", "environment", "colored"),
    [
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, color: str, environment: dict[str, str], colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    on = console(io.StringIO(), color)
    on.print(data("A cache", found=["cache"]))
    assert (ESCAPE in shown(on)) is colored


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Caches and caching", ["cache"], ["Caches", "caching"]),
        ("KV cache, KVzip", ["KV cache"], ["KV", "cache"]),
        ("Na\u00efve Bayes", ["naive"], ["Na\u00efve"]),
        ("Attention", [], []),
        ("C++ (for) [x]", ["c++"], ["C"]),
        ("A broad answer to a riddle", ["a"], ["A", "a"]),
        ("Two LLMs and an LLMx", ["LLM"], ["LLMs"]),
        (
            "Quantization in color at the center",
            ["quantisation", "colours", "centre"],
            ["Quantization", "color", "center"],
        ),
        ("Of quantised colours", ["quantization", "color"], ["quantised", "colours"]),
        ("A KV-cache, a KV cache", ["KVCache"], ["KV-cache", "KV cache"]),
        ("Fine-tuning", ["finetuning"], ["Fine-tuning"]),
        ("Qwen 2.5 and 5 of Qwen-2.5", ["Qwen2.5"], ["Qwen 2.5", "Qwen-2.5"]),
        ("H₂O, two, h", ["H2O"], ["H₂O"]),
        ("潮汐模型的量化研究", ["量化", "模型"], ["模型", "量化"]),
        ("머덜 모델", ["모델"], ["모델"]),
        ("Kelp and Ocean", ["kelpocean"], []),
        ("GPT4 and GPT42, EGPT4, GPT4o", ["GPT4"], ["GPT4", "GPT4"]),
    ],
)
def test_words_found(text: str, words: list[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == found


@given(st.text(max_size=30), st.lists(st.text(max_size=8), max_size=3))
def test_places_lie_in_the_text(text: str, words: list[str]) -> None:
    assert all(0 <= start < end <= len(text) for start, end in places(text, words))


def test_the_words_that_differ_are_emphasised() -> None:
    left, right = differing("Kelp 2: Fast Caches", "Kelp 3: Fast caches at Sea")
    assert [left.plain[span.start : span.end] for span in left.spans if span.style] == ["2"]
    assert [right.plain[span.start : span.end] for span in right.spans if span.style] == [
        "3",
        " at Sea",
    ]


def test_titles_of_a_pair_stand_below_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen(monkeypatch)
    draw_titles(("1:", "Kelp 2"), ("12:", "Kelp 3"), on)
    assert [line.rstrip() for line in shown(on).splitlines()] == ["1:  Kelp 2", "12: Kelp 3"]


@pytest.mark.parametrize("width", [10, 30, 45])
def test_a_table_loses_nothing_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    on = screen(monkeypatch, width=width)
    fields = ("id", "date", "reader", "sightings", "only_here", "path")
    row = {"id": 1, "date": "2025-12-10", "reader": "hf-page", "sightings": 39, "only_here": 12}
    as_table.draw([{**row, "path": "digests/trending_dec-10.txt"}], fields, on)
    text = "".join(shown(on).split())
    assert all(value in text for value in ("2025-12-10", "hf-page", "39", "12", "Onlyhere"))
    lines = shown(on).splitlines()
    below = next(n for n, line in enumerate(lines) if line.startswith(" 1  2025-12-10  hf-page"))
    letters = "".join(line.strip() for line in lines[below + 1 :])
    assert letters == "digests/trending_dec-10.txt"


@pytest.mark.parametrize("width", [24, 30, 40])
def test_a_title_without_room_beside_its_row_stands_below_it(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    on = screen(monkeypatch, width=width)
    rows = [paper_row(paper(7, "Remembering Less and Knowing More")), paper_row(paper(12, "Kelp"))]
    rows[0]["snippet"] = "forgetful caches"
    assert as_table.draw(rows, BRIEF_FIELDS, on) == 2
    lines = [line.rstrip() for line in shown(on).splitlines()]
    assert max(map(cell_len, lines)) <= width
    assert [line.split() for line in lines[:2]] == [["ID", "Date", "Auth", "Seen"], ["Title"]]
    assert lines[2] == "-" * width
    assert lines[3].split() == ["7", "1"]
    below = [line for line in lines[4:] if line.startswith("    ")]
    assert " ".join(" ".join(below).split()) == (
        "Remembering Less and Knowing More forgetful caches Kelp"
    )


def test_a_column_of_figures_is_no_wider_than_it_must_be_where_room_is_scarce(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on = screen(monkeypatch, width=40)
    row = {"date": "2025-12-10", "entries": 39, "new": 12, "merged": 27, "to_review": 0}
    as_table.draw([{"digest": "digests/trending_dec-10.txt", **row}], ("digest", *row), on)
    lines = [line.rstrip() for line in shown(on).splitlines()]
    assert max(map(cell_len, lines)) <= 40
    assert lines[-2].split() == ["2025-12-10", "39", "12", "27", "0"]
    assert lines[-1] == "    digests/trending_dec-10.txt"


def test_the_waterfall_starts_where_the_last_step_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Verdict(
        Outcome.UNDECIDED,
        8.0,
        (Evidence("title", "close", 12.0, "0.93"), Evidence("date", "far", -4.0)),
    )
    on = screen(monkeypatch)
    draw_waterfall(verdict, on)
    lines = [line.rstrip() for line in shown(on).splitlines()]
    blocks = on.encoding.lower().startswith("utf")
    block = "\u2588" if blocks else "#"
    assert lines[0].startswith("title close (0.93) +12.0 " + block)
    assert lines[1].startswith("date  far")
    assert lines[1].count(block) * 3 == pytest.approx(lines[0].count(block), abs=2)
    assert len(lines[1]) == len(lines[0])
    assert lines[2].split() == ["bits", "+8.0"]


@pytest.mark.parametrize(("width", "blocks"), [(80, 24), (66, 10), (50, 0)])
def test_the_waterfall_takes_the_room_there_is(
    monkeypatch: pytest.MonkeyPatch, width: int, blocks: int
) -> None:
    on = screen(monkeypatch, width=width)
    verdict = Verdict(
        Outcome.SAME,
        8.0,
        (Evidence("title", "close", 12.0, "0.93"), Evidence("date", "far", -4.0, "a year")),
    )
    draw_waterfall(verdict, on)
    lines = shown(on).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert sum(max(line.count("\u2588"), line.count("#")) for line in lines[:1]) == blocks


def test_a_veto_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen(monkeypatch)
    draw_waterfall(Verdict(Outcome.DIFFERENT, 3.0, (), "numbers differ: 2 / 3"), on)
    assert shown(on).startswith("veto numbers differ: 2 / 3\n")


def test_bars_without_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    on = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="ascii"), width=80)
    assert stats_table.bar(1, 400, 40, on).plain == "#"
    assert stats_table.bar(400, 400, 40, on).plain == "#" * 40
    assert stats_table.bar(0, 400, 40, on).plain == ""
