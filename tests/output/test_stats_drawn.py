"""The statistics on a terminal: all that tells most on one screen of 80 columns and 24 rows."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from papercli.output import stats_table
from papercli.output.console import console
from papercli.search.counts import Figures, Place
from papercli.stats import BREAKDOWNS, Stats, last_months, most_shared, report

SCREEN = 24
LINES_BELOW = 2
"""Where the index is, and the prompt."""

FOUND = Figures(
    sightings=9,
    undecided=1,
    published={"2024-03": 1, "2025": 1, "2025-05": 2, None: 1},
    inferred=0,
    author_counts={1: 1, 4: 3, None: 1},
    organizations={"Kelp Laboratory": 1, None: 4},
    digests=[Place(1, "d/a.txt", 1), Place(2, "d/b.txt", 1)],
    seen_in={(1,): 2, (2,): 1, (1, 2): 2},
)
CROWDED = Figures(
    sightings=123_456,
    undecided=1_234,
    published={f"{2000 + n // 12}-{n % 12 + 1:02}": 1_000 + n for n in range(300)},
    inferred=0,
    author_counts=dict.fromkeys([*range(1, 60), None], 700),
    organizations={f"Laboratory of Long Names {n} " * 5: 100 for n in range(30)},
    digests=[Place(n, f"/{n}/a/long/way/down/to/the/page-of-the-day.txt", 1) for n in range(90)],
    seen_in={(n, n + 1): n for n in range(80)},
)


def lines(found: Figures, width: int = 80) -> list[str]:
    on = Console(file=io.StringIO(), width=width, color_system=None, markup=False, emoji=False)
    stats_table.draw(report(found), *most_shared(found), on)
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue().splitlines()


def test_the_screen() -> None:
    block = "[\u2588#]"
    shown = lines(FOUND)
    assert shown[:3] == [
        "5 papers from 9 sightings in 2 digests; 4 merged, 1 undecided pair",
        "known: date 4 (80%), author count 4 (80%), organization 1 (20%)",
        "",
    ]
    # The bar of most papers takes all the width there is.
    assert re.fullmatch(f"2025    3 {block}{{70}}", shown[4])
    assert shown[5].startswith("unknown 1 ")
    assert re.fullmatch("2024-06 (·{11}█|_{11}@) 2025-05  most in 2025-05: 2", shown[6])
    assert re.fullmatch(f"4 3 {block}+ +Kelp Laboratory 1 {block}+", shown[9].rstrip())
    assert shown[-2] == "Digests that share most papers"
    assert shown[-1].split() == ["2", "d/a.txt", "d/b.txt"]


@pytest.mark.parametrize("found", [FOUND, CROWDED], ids=["small", "crowded"])
@pytest.mark.parametrize("width", [80, 200])
def test_it_fits_a_screen(found: Figures, width: int) -> None:
    shown = lines(found, width)
    assert len(shown) <= SCREEN - LINES_BELOW
    assert max(map(cell_len, shown)) <= width


@pytest.mark.parametrize("width", [62, 61, 60, 40, 30])
def test_on_a_narrow_terminal_no_line_is_too_long(width: int) -> None:
    assert max(map(cell_len, lines(CROWDED, width))) <= width


@pytest.mark.parametrize("width", [80, 40])
def test_a_blank_line_stands_before_each_list(width: int) -> None:
    shown = lines(FOUND, width)
    for title in ("Most frequent", "Organizations", "Digests that"):
        (place,) = (n for n, line in enumerate(shown) if title in line)
        assert shown[place - 1] == ""


def test_earlier_years_are_counted_together_and_none_is_lost() -> None:
    shown = lines(CROWDED)
    years = dict(re.findall(r"^((?:to )?\d{4}) +(\d+) ", "\n".join(shown), re.MULTILINE))
    assert list(years) == ["to 2020", "2021", "2022", "2023", "2024"]
    assert sum(map(int, years.values())) == sum(CROWDED.published.values())


def test_labels_that_are_cut_are_told_apart_by_their_numbers() -> None:
    shown = [line.split() for line in lines(CROWDED)[-3:]]
    assert [(row[0], row[1], row[3]) for row in shown] == [
        ("79", "79", "80"),
        ("78", "78", "79"),
        ("77", "77", "78"),
    ]
    assert all(row[2].startswith("…") and row[2].endswith("of-the-day.txt") for row in shown)


def test_where_there_are_too_many_pairs_it_is_said_which_were_looked_at() -> None:
    digests = [Place(n, f"{n}.txt", 1) for n in range(2_000)]
    found = FOUND._replace(digests=digests, seen_in={tuple(range(2_000)): 1, (7, 8): 2})
    heading, first = lines(found)[-4:-2]
    assert heading == "Digests that share most papers, among the 300 with most"
    assert first.split() == ["3", "7.txt", "8.txt"]


def test_what_is_of_an_inferred_year_is_told() -> None:
    assert lines(FOUND._replace(inferred=2))[1].startswith(
        "known: date 4 (80%, 2 of an inferred year), author count 4"
    )


def test_nothing_found_is_two_lines_at_most() -> None:
    nothing = Figures(0, 0, {}, 0, {}, {}, [], {})
    assert lines(nothing) == ["0 papers from 0 sightings in 0 digests; 0 merged, 0 undecided pairs"]


def test_a_name_that_is_hostile_is_drawn_literally() -> None:
    name = "\x1b[1m[b]Kelp[/b]"
    shown = "\n".join(lines(FOUND._replace(organizations={name: 5})))
    assert "[b]Kelp[/b] 5" in shown
    assert "\x1b" not in shown


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10_000), max_size=14))
def test_a_sparkline_rises_as_the_numbers_do(numbers: list[int]) -> None:
    for blocks, order in ((True, "·▁▂▃▄▅▆▇█"), (False, "_.:-=+*#@")):
        levels = [order.index(letter) for letter in stats_table.sparkline(numbers, blocks)]
        assert len(levels) == len(numbers)
        ranked = sorted(zip(numbers, levels, strict=True))
        assert [level for _, level in ranked] == sorted(levels)
        assert [level == 0 for level in levels] == [number == 0 for number in numbers]
        assert max(levels, default=8) in (0, 8)


@pytest.mark.parametrize(
    ("months", "first", "last", "number"),
    [
        (["2025-05"], "2024-06", "2025-05", 12),
        (["2023-01", "2025-12"], "2025-01", "2025-12", 12),
        (["0001-02"], "0001-01", "0001-02", 2),
    ],
)
def test_the_last_months_end_with_the_newest(
    months: list[str], first: str, last: str, number: int
) -> None:
    told = last_months(dict.fromkeys(months, 7), 12)
    assert (next(iter(told)), list(told)[-1], len(told)) == (first, last, number)
    assert told[last] == 7
    assert sum(told.values()) == 7


def test_one_table_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    told = {}
    for name in ("year", "overlap"):
        on = console(io.StringIO(), "never")
        stats_table.draw_breakdown(name, list(BREAKDOWNS[name].rows(FOUND)), on)
        assert isinstance(on.file, io.StringIO)
        told[name] = [line.rstrip() for line in on.file.getvalue().splitlines()]
    assert [line.split()[:2] for line in told["year"]] == [
        ["2024", "1"],
        ["2025", "3"],
        ["unknown", "1"],
    ]
    assert max(map(cell_len, told["year"])) == 60
    assert told["overlap"][2].split() == ["2", "d/a.txt", "d/b.txt"]


def test_without_months_there_is_no_line_of_them() -> None:
    stats: Stats = report(FOUND)
    on = Console(file=io.StringIO(), width=80)
    stats_table.draw(replace(stats, by_month={}), [], None, on)
    assert isinstance(on.file, io.StringIO)
    assert "most in" not in on.file.getvalue()
