"""The same page as further tools write it: what is read of it does not change."""

from __future__ import annotations

import json
import quopri
import re
from collections.abc import Callable

import pytest

from tests.readers.around import folded
from tests.readers.test_saved_pages import (
    TITLES,
    TRENDING,
    UNDATED,
    content,
    contents,
    read,
    titles,
)

Change = Callable[[str], str]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(rf"(?m)^({'|'.join(_MONTHS)}) (\d+)(?:, (\d{{4}}))?(?: (\d+))?$")
_BLOCK = re.compile(r"(?m)^(  • \d+ authors?|\S.*)\n·\n([A-Z][a-z]{2} \d+(?:, \d{4})?)(?: (\d+))?$")
_ENTRY = re.compile(
    r"(?m)^(?P<title>\S.*)\n\n(?P<abstract>.{200,})\n\n"
    r"(?P<head>.*)\n·\n(?P<day>\w{3} \d+(?:, \d{4})?)(?P<count> \d+)?$"
)


def each(change: Callable[[str], str], *, blank: bool = True) -> Change:
    """A change of every line, of blank ones too."""
    return lambda text: "\n".join(change(x) if x or blank else x for x in text.split("\n"))


def abstracts(change: Callable[[str], str]) -> Change:
    return lambda text: "\n\n".join(
        change(block) if len(block) > 200 else block for block in text.split("\n\n")
    )


def dates(change: Callable[[str, int, str | None], str]) -> Change:
    """A change of all dates: month in three letters, day, year where it is written out."""

    def changed(match: re.Match[str]) -> str:
        comments = f" {match[4]}" if match[4] else ""
        return change(match[1], int(match[2]), match[3]) + comments

    return lambda text: _DATE.sub(changed, text)


def blocks(change: Callable[[str, str, str], str]) -> Change:
    """A change of the metadata: authors or organization, date, number of comments or nothing."""
    return lambda text: _BLOCK.sub(
        lambda match: change(match[1].removeprefix("  • "), match[2], match[3] or ""), text
    )


def number(month: str) -> int:
    return _MONTHS.index(month) + 1


def between(text: str, line: Callable[[int], str]) -> str:
    """The page with a line below each entry."""
    count = iter(range(1, 1000))
    return titles(lambda title, place: title if place == 1 else f"{line(next(count))}\n\n{title}")(
        text
    )


GERMAN = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
FRENCH = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
TURKISH = "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara".split()
ASCII_RULE = "=" * 30

CHANGES: dict[str, Change] = {
    # Before and behind every line.
    "difference": each(lambda line: "+" + line),
    "patch": lambda text: (
        "diff --git a/p.txt b/p.txt\n--- /dev/null\n+++ b/p.txt\n@@ -0,0 +1,90 @@\n"
        + each(lambda line: "+" + line)(text)
    ),
    "box": lambda text: each(lambda line: f"│ {line:<78} │")(folded(text, 78)),
    "found lines": lambda text: "\n".join(
        f"page.txt:{place}:{line}" for place, line in enumerate(text.split("\n"), 1)
    ),
    "times of a chat": lambda text: "\n\n".join(
        f"[3:{place % 60:02} PM] Ann: {part}" for place, part in enumerate(text.split("\n\n"))
    ),
    "times of a log": lambda text: "\n".join(
        f"2025-12-10 15:14:{place % 60:02},123 INFO {line}"
        for place, line in enumerate(text.split("\n"))
    ),
    "links over several lines": lambda text: re.sub(
        r"(?m)^  • (\d+ authors?)$", r"[\n\n\1](https://a.b/papers/1)", text
    ),
    "numbers in brackets": lambda text: "\n".join(
        f"[{place}] {line}" for place, line in enumerate(text.split("\n"), 1)
    ),
    "numbers and an arrow": lambda text: "\n".join(
        f"{place:>6}→{line}" for place, line in enumerate(text.split("\n"), 1)
    ),
    "quoted, escaped": each(lambda line: f"&gt; {line}"),
    "quoted by lines": each(lambda line: f'"{line}"', blank=False),
    "pilcrows": each(lambda line: line + "¶"),
    "hard breaks": each(lambda line: line + "\\", blank=False),
    "line breaks of HTML": each(lambda line: line + "<br>"),
    "quoted, broken off": lambda text: "\n".join(
        folded(f"> {line}", 72) for line in folded(text, 75).split("\n")
    ),
    "marks of direction": each(lambda line: f"\u202a{line}\u202c", blank=False),
    "blank lines of HTML": each(lambda line: line or "&nbsp;"),
    # Packed.
    "colors": each(lambda line: f"\x1b[1;32m{line}\x1b[0m"),
    "struck over": titles(lambda title, _: "".join(f"{x}\b{x}" for x in title)),
    "JSON string": json.dumps,
    "JSON list": lambda text: json.dumps(text.split("\n"), indent=1),
    "Python list": lambda text: repr(text.split("\n")),
    "JSON of a crawler": lambda text: json.dumps(
        {"data": {"markdown": text, "metadata": {"title": "Daily Papers"}}}
    ),
    "line breaks written out": lambda text: text.replace("\n", "\\n"),
    "cell": lambda text: '"' + text.replace('"', '""') + '"',
    "mail body": lambda text: quopri.encodestring(text.encode()).decode(),
    "escapes": lambda text: text.encode("ascii", "backslashreplace").decode(),
    "vertical tabs": lambda text: text.replace("\n", "\x0b"),
    "escaped twice": lambda text: text.replace("•", "&amp;bull;").replace("·", "&amp;middot;"),
    # Titles.
    "numbers with a sign": titles(lambda title, place: f"#{place} {title}"),
    "numbers and a dash": titles(lambda title, place: f"{place} - {title}"),
    "numbers of a number": titles(lambda title, place: f"{place}/40 {title}"),
    "numbers with a word": titles(lambda title, place: f"Paper {place}: {title}"),
    "keycaps": titles(lambda title, place: f"{place}\ufe0f\u20e3 {title}"),
    "ids of arXiv": titles(lambda title, place: f"[2401.{place * 7:05}] {title}"),
    "quoted titles": titles(lambda title, _: f"“{title}”"),
    "boxes to tick": titles(lambda title, _: f"- [ ] {title}"),
    "signs": titles(lambda title, _: f"▶ {title} ↗"),
    "anchors": titles(lambda title, place: f"## {title} {{#title-{place}}}"),
    "block references": titles(lambda title, place: f"{title} ^a{place:05}"),
    "addresses behind": titles(lambda title, place: f"{title} (https://example.org/{place})"),
    "formats": titles(lambda title, _: f"{title} [PDF]"),
    "headings of AsciiDoc": titles(lambda title, _: f"=== {title}"),
    "links of AsciiDoc": titles(lambda title, place: f"=== link:/papers/{place}[{title}]"),
    "links of Org": titles(lambda title, place: f"** [[https://example.org/{place}][{title}]]"),
    "underlined": titles(lambda title, _: f"{title}\n{'^' * len(title)}"),
    "tags of HTML": titles(lambda title, _: f"<h3>{title}</h3>"),
    "tags of a program": lambda text: _ENTRY.sub(
        lambda m: (
            f"<paper>\n<title>{m['title']}</title>\n<abstract>{m['abstract']}</abstract>\n"
            f"<meta>{m['head'].strip()} · {m['day']}{m['count'] or ''}</meta>\n</paper>"
        ),
        text,
    ),
    "tags in one line": lambda text: _ENTRY.sub(
        lambda m: m[0].replace(
            f"{m['title']}\n\n{m['abstract']}",
            f"<h3>{m['title']}</h3><p>{m['abstract']}</p>",
        ),
        text,
    ),
    "bold before its text": lambda text: _ENTRY.sub(
        lambda m: m[0].replace(f"{m['title']}\n\n", f"- **{m['title']}**: "), text
    ),
    "names of pictures": titles(lambda title, _: f"{title}\n\n{title}"),
    # Metadata.
    "translated into German": lambda text: re.sub(
        r"(\d+) authors?", r"\1 Autoren", dates(german_date)(text)
    ),
    "translated into French": lambda text: re.sub(
        r"(\d+) authors?", r"\1 auteurs", dates(french_date)(text)
    ),
    "translated into Chinese": lambda text: re.sub(
        r"(\d+) authors?", r"\1 位作者", dates(eastern_date)(text)
    ),
    "authors without a mark": lambda text: re.sub(
        r"(?m)^  • (\d+) authors?$", r"\1 author(s)", text
    ),
    "labels of all": lambda text: _ENTRY.sub(
        lambda m: (
            (
                f"Title: {m['title']}\nAbstract: {m['abstract']}\nAuthors: {m['head'].strip()}\n"
                f"Date: {m['day']}" + (f"\nComments:{m['count']}" if m["count"] else "")
            )
            if "author" in m["head"]
            else m[0]
        ),
        text,
    ),
    "authors in Polish": lambda text: re.sub(r"(\d+) authors?", r"\1 autorów", text),
    "authors in Thai": lambda text: re.sub(r"(\d+) authors?", r"\1 ผู้เขียน", text),
    "translated into Turkish": dates(
        lambda m, d, y: f"{d} {TURKISH[number(m) - 1]}" + (f" {y}" if y else "")
    ),
    "authors or one": lambda text: re.sub(r"(\d+) authors?", r"\1 author(s)", text),
    "any order": blocks(lambda head, day, count: " · ".join(filter(None, (day, head, count)))),
    "signs before each": blocks(
        lambda head, day, count: f"👥 {head} 📅 {day}" + (f" 💬 {count}" if count else "")
    ),
    "date above": blocks(lambda head, day, count: f"· {head}\n{day} {count}".rstrip()),
    "comments below": blocks(
        lambda head, day, count: (
            f"  • {head}\n·\n{day}" + (f"\nComments ({count})" if count else "")
        )
    ),
    "weekdays": dates(lambda m, d, y: f"Thu, {m} {d}" + (f", {y}" if y else "")),
    "years of two digits": dates(lambda m, d, y: f"{m} {d}" + (f", '{y[2:]}" if y else "")),
    "hyphens": dates(lambda m, d, y: f"{d}-{m}" + (f"-{y}" if y else "")),
    # Around and between.
    "read more": abstracts(lambda text: f"{text}\n\nRead more"),
    "links below": abstracts(lambda text: f"{text}\n\nView arXiv page View PDF Add to collection"),
    "key words below": abstracts(
        lambda text: f"{text}\n\nKeywords: {', '.join(text.split()[2:8:2])}"
    ),
    "reactions": lambda text: between(text, lambda place: "1 model"),
    "days as headings": lambda text: between(text, lambda place: f"## Nov {place}"),
    "notes above": lambda text: (
        "Reading list for the group, collected on Monday.\nTo discuss: the third one.\n\n" + text
    ),
    "page by page": lambda text: "\n".join(
        line + (f"\n--More--({place}%)" if place % 40 == 39 else "")
        for place, line in enumerate(folded(text, 80).split("\n"))
    ),
    "notes below": lambda text: text + "\n\nLet me know if any of it is of use to you.\n",
    "keys below": lambda text: (
        text + "\n\nid: 0f1e2d3c\nparent_id: 1a2b3c4d\ncreated_time: 2025\nis_conflict: 0\n"
    ),
    "note of a day": lambda text: "Daily Papers\nWednesday, November 12, 2025\n3:14 PM\n\n" + text,
    "slides": titles(lambda title, place: f"Slide {place}\n\n{title}"),
    "advertisements": lambda text: between(
        text,
        lambda place: (
            "Sponsored\n\nBuild agents faster with us. Try it today.\n\nLearn more"
            if place % 3 == 1
            else "Learn more"
        ),
    ),
    "date run into a title": lambda text: re.sub(r"(?m)^(Nov 18|Mar 20)\n\n", r"\1", text),
    "rules of HTML": lambda text: between(text, lambda place: "⸻"),
    # Metadata below titles, entries in rows.
    "metadata below titles": lambda text: folded(below_titles(text), 9999),
    "metadata below titles, wrapped": lambda text: folded(below_titles(text), 76),
    "cells": lambda text: rows_of_cells(text, "\t".join),
    "quoted cells": lambda text: rows_of_cells(
        text, lambda cells: "\t".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    ),
    "table": lambda text: rows_of_cells(
        text, lambda cells: "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    ),
    # Margins.
    "headings are not wrapped": abstracts(lambda text: folded(text, 72)),
    "indented texts": abstracts(
        lambda text: "\n".join("   " + line for line in folded(text, 70).split("\n"))
    ),
    "entries set apart only": lambda text: folded(
        re.sub(r"(?m)^(.{200,})\n\n(?=  • )", r"\1\n", abstracts_below(text)), 80
    ),
    "fences": lambda text: titles(lambda title, _: f":::: {{}}\n### {title}")(text).replace(
        "\n·\n", "\n\n::: {}\n·\n:::\n\n"
    ),
    "form feeds": lambda text: text.replace("\n\nnew\n", "\fnew\n"),
}


def german_date(month: str, day: int, year: str | None) -> str:
    return f"{day}. {GERMAN[number(month) - 1]}" + (f" {year}" if year else "")


def french_date(month: str, day: int, year: str | None) -> str:
    return f"{day} {FRENCH[number(month) - 1]}" + (f" {year}" if year else "")


def eastern_date(month: str, day: int, year: str | None) -> str:
    return (f"{year}年" if year else "") + f"{number(month)}月{day}日"


def below_titles(text: str) -> str:
    return _ENTRY.sub(
        lambda m: (
            f"{m['title']}\n\n{m['head']}\n·\n{m['day']}{m['count'] or ''}\n\n{m['abstract']}"
        ),
        text,
    )


def rows_of_cells(text: str, row: Callable[[list[str]], str]) -> str:
    def changed(m: re.Match[str]) -> str:
        head = m["head"].removeprefix("  • ")
        return row([m["title"], m["abstract"], head, m["day"], (m["count"] or "").strip()])

    return re.sub(r"\n{2,}", "\n", _ENTRY.sub(changed, text))


def abstracts_below(text: str) -> str:
    """The page without the blank line between a title and its abstract."""
    parts = text.split("\n\n")
    glued = [f"{part}\n" if part in TITLES else f"{part}\n\n" for part in parts]
    return "".join(glued).rstrip("\n") + "\n"


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("text", [TRENDING, UNDATED], ids=["trending", "undated"])
def test_a_page_is_a_page_whatever_tool_wrote_it(text: str, kind: str) -> None:
    assert contents(CHANGES[kind](text)) == contents(text)


def test_days_in_slashes_are_read_where_one_of_them_tells_the_order() -> None:
    whole = contents(TRENDING)
    for first in ("day", "month"):

        def slashed(month: str, day: int, year: str | None, first: str = first) -> str:
            pair = (day, number(month)) if first == "day" else (number(month), day)
            return f"{pair[0]:02}/{pair[1]:02}/{year or 2025}"

        assert contents(dates(slashed)(TRENDING)) == whole


def test_metadata_above_each_title_is_of_that_title() -> None:
    blocks_of = [f"  • {place + 2} authors\n·\nMay {place + 1} {place}" for place in range(5)]
    masthead = TRENDING[: TRENDING.index(next(x for x in TRENDING.split("\n\n") if x in TITLES))]
    names = sorted(TITLES)[:5]
    text = "A line of an abstract that says what it does and how, as we show at some length. " * 4
    entries = zip(blocks_of, names, strict=True)
    page = masthead + "\n\n".join(f"{block}\n\n{name}\n\n{text}" for block, name in entries)
    found = [one for digest in read(page).digests for one in digest.sightings]
    assert [(one.title, one.author_count, one.comments) for one in found] == [
        (name, place + 2, place) for place, name in enumerate(names)
    ]


def test_votes_above_each_title_are_no_comments_of_the_entry_before() -> None:
    text = titles(lambda title, place: f"[ ]\n{place * 3}\n\n{title}")(TRENDING)
    text = re.sub(r"(?m)^([A-Z][a-z]{2} [0-9, ]+)\n\n\[ \]", r"\1\n[ ]", text)
    found = [one for digest in read(text).digests for one in digest.sightings]
    assert [content(one) for one in found] == contents(TRENDING)
    assert [one.upvotes for one in found] == [3 * (place + 1) for place in range(len(found))]


def test_a_line_between_abstract_and_metadata_is_told_and_is_no_entry() -> None:
    head = next(line for line in TRENDING.split("\n") if line.startswith("  • "))
    reading = read(TRENDING.replace(head, f"Accepted at the Harbor Workshop\n\n{head}", 1))
    assert [content(one) for digest in reading.digests for one in digest.sightings] == contents(
        TRENDING
    )
    [problem] = reading.problems
    assert problem.problem == "line left out: 'Accepted at the Harbor Workshop'"


def test_margins_of_letters_that_differ_in_width() -> None:
    """Printed text ends its lines anywhere near the margin."""
    places = iter(range(100_000))

    def ragged(text: str) -> str:
        rest, lines = text, []
        while rest:
            line = folded(rest, 80 + 7 * (next(places) % 2)).split("\n")[0]
            lines.append(line)
            rest = rest[len(line) :].strip()
        return "\n".join(lines)

    assert contents(abstracts(ragged)(TRENDING)) == contents(TRENDING)
