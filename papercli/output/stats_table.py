"""The statistics drawn: the most telling of every table on one screen, or one table whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from papercli.output.console import NAME, QUIET, data
from papercli.output.rows import counted
from papercli.stats import BREAKDOWNS, UNKNOWN, Stats, last_months
from papercli.text import visible

BAR = "cyan"
Bars = Sequence[tuple[str, int]]
"""What is counted, and how many papers there are of it."""

MOST_YEARS = 5
"""Rows of years; the earlier ones are counted together."""
MOST_LISTED = 4
"""Author counts and organizations, those with most papers."""
MOST_PAIRS = 3
"""Pairs of digests that share papers."""
MONTHS = 12
SIDE_BY_SIDE = 62
"""Columns from which two lists stand beside each other, with their titles."""
LONGEST_LABEL = 40
"""Columns of the names of bars, where the terminal leaves them so many."""


def draw(
    stats: Stats, pairs: Iterable[Mapping[str, object]], among: int | None, console: Console
) -> None:
    """Draw a report on one screen of 80 columns and 24 rows, the prompt included.

    ``pairs`` and ``among`` are what `papercli.stats.most_shared` gives.
    """
    _draw_totals(stats, console)
    if not stats.papers:
        return
    console.print()
    years = _latest(stats.by_year)
    _print_bars(years, console.width, console)
    if stats.by_month:
        console.print(_months(stats.by_month, console))
    lists = [
        ("Most frequent author counts", _most([*stats.by_author_count.items()])),
        ("Organizations with most papers", _most([*stats.by_organization.items()])),
    ]
    _draw_lists([(title, bars) for title, bars in lists if bars], console)
    _draw_pairs(list(islice(pairs, MOST_PAIRS)), among, console)


def _draw_totals(stats: Stats, console: Console) -> None:
    undecided = counted(stats.undecided, "undecided pair")
    console.print(
        data(
            f"{counted(stats.papers, 'paper')} from {counted(stats.sightings, 'sighting')} in "
            f"{counted(stats.digests, 'digest')}; {stats.merged} merged, {undecided}",
            NAME,
        )
    )
    if not stats.papers:
        return
    inferred = f", {stats.year_inferred} of an inferred year" if stats.year_inferred else ""
    known = (
        ("date", stats.with_date, inferred),
        ("author count", stats.with_author_count, ""),
        ("organization", stats.with_organization, ""),
    )
    told = ", ".join(
        f"{name} {number} ({number / stats.papers:.0%}{more})" for name, number, more in known
    )
    console.print(data(f"known: {told}"))


def _latest(by_year: Mapping[str, int]) -> Bars:
    """The last years, one bar for all before, and one for what is unknown if there is any."""
    years = [(year, number) for year, number in by_year.items() if year != UNKNOWN]
    unknown = by_year.get(UNKNOWN, 0)
    room = MOST_YEARS - (unknown > 0)
    if len(years) > room:
        early = years[: len(years) - room + 1]
        years = [(f"to {early[-1][0]}", sum(n for _, n in early)), *years[len(early) :]]
    return [*years, (UNKNOWN, unknown)] if unknown else years


def _most(numbers: Bars) -> Bars:
    ranked = sorted(numbers, key=lambda item: -item[1])
    return [(visible(key), number) for key, number in ranked[:MOST_LISTED]]


def _months(by_month: Mapping[str, int], console: Console) -> Text:
    """The last twelve months up to the newest that has papers, as a line of blocks."""
    months = last_months(by_month, MONTHS)
    most = max(months, key=lambda month: months[month])
    line = Text()
    line.append(f"{next(iter(months))} ", QUIET)
    line.append(sparkline(list(months.values()), _has_blocks(console)), BAR)
    line.append(f" {list(months)[-1]}", QUIET)
    line.append(f"  most in {most}: {months[most]}", QUIET)
    return line


def sparkline(numbers: Sequence[int], blocks: bool) -> str:
    """One character a number, as high as the number is; none at all is not the same as few."""
    nothing, levels = ("·", "▁▂▃▄▅▆▇█") if blocks else ("_", ".:-=+*#@")
    most = max(numbers, default=0)
    return "".join(
        levels[-(-number * len(levels) // most) - 1] if number else nothing for number in numbers
    )


def _draw_lists(lists: Sequence[tuple[str, Bars]], console: Console) -> None:
    if len(lists) < 2 or console.width < SIDE_BY_SIDE:
        for title, numbers in lists:
            console.print()
            console.print(data(title, NAME))
            _print_bars(numbers, console.width, console)
        return
    console.print()
    width = (console.width - 2) // 2
    columns = [[data(title, NAME), *_bars(numbers, width, console)] for title, numbers in lists]
    for row in range(max(map(len, columns))):
        left, right = (column[row] if row < len(column) else Text() for column in columns)
        left.pad_right(width + 2 - left.cell_len)
        _print_line(left + right, console)


def _draw_pairs(pairs: Sequence[Mapping[str, object]], among: int | None, console: Console) -> None:
    if not pairs:
        return
    numbers = [str(row["papers"]) for row in pairs]
    first = max(map(len, numbers)) + 1
    room = max(6, (console.width - first - 2) // 2)
    named = {row[f"{side}_id"]: str(row[side]) for row in pairs for side in ("a", "b")}
    short = _shortened(named, room)
    console.print()
    heading = data("Digests that share most papers", NAME)
    if among is not None:
        heading.append(f", among the {among} with most", QUIET)
    console.print(heading)
    for row, number in zip(pairs, numbers, strict=True):
        line = data(number.rjust(first - 1), NAME)
        line.append(" " + set_cell_size(short[row["a_id"]], room) + "  " + short[row["b_id"]])
        _print_line(line, console)


def _shortened(labels: Mapping[object, str], room: int) -> dict[object, str]:
    """Labels cut at the front to the room there is, with the number of the digest where they would
    look alike then."""
    cut = {number: _end(label, room) for number, label in labels.items()}
    times = Counter(cut.values())
    return {
        number: label if times[label] == 1 else f"{number} {_end(label, room - len(f'{number} '))}"
        for number, label in cut.items()
    }


def _end(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    while cell_len(text) >= room and text:
        text = text[1:]
    return "…" + text


def draw_breakdown(name: str, rows: Sequence[Mapping[str, object]], console: Console) -> None:
    """Draw the rows of one breakdown whole, as bars where one thing is counted."""
    breakdown = BREAKDOWNS[name]
    if len(breakdown.fields) > 2:
        from papercli.output.as_table import draw as draw_table

        draw_table(rows, breakdown.brief, console)
        return
    key, papers = breakdown.fields
    numbers = [
        (UNKNOWN if row[key] is None else visible(str(row[key])), int(str(row[papers])))
        for row in rows
    ]
    _print_bars(numbers, console.width, console)


def _print_bars(numbers: Bars, width: int, console: Console) -> None:
    for line in _bars(numbers, width, console):
        _print_line(line, console)


def _bars(numbers: Bars, width: int, console: Console) -> list[Text]:
    """A line for each number: what is counted, the number, and a bar over what is left."""
    labels = max((cell_len(label) for label, _ in numbers), default=0)
    labels = min(labels, LONGEST_LABEL, max(8, width // 2))
    digits = max((len(str(number)) for _, number in numbers), default=0)
    longest = max((number for _, number in numbers), default=0)
    lines = []
    for label, number in numbers:
        line = Text(_cut(label, labels))
        line.append(f" {number:>{digits}} ")
        room = width - line.cell_len
        lines.append(line + bar(number, longest, room, console) if room > 0 else line)
    return lines


def _cut(text: str, width: int) -> str:
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    return set_cell_size(text, width)


def bar(number: int, longest: int, width: int, console: Console) -> Text:
    """A bar of at most ``width`` columns, in eighths of a column where the encoding has them."""
    eighths = round(number / max(longest, 1) * width * 8)
    if number and not eighths:
        eighths = 1
    if _has_blocks(console):
        full, rest = divmod(eighths, 8)
        return Text("█" * full + " ▏▎▍▌▋▊▉"[rest].strip(), style=BAR)
    return Text("#" * max(round(eighths / 8), int(number > 0)), style=BAR)


def _has_blocks(console: Console) -> bool:
    return console.encoding.lower().startswith("utf")


def _print_line(line: Text, console: Console) -> None:
    console.print(line, no_wrap=True, overflow="ignore", crop=False)
