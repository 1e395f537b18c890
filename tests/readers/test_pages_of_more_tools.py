"""The same page as notes, chats, spreadsheets, scanners and readers of the screen hold it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from papercli.readers import UnknownFormatError
from tests.readers.around import folded, tight
from tests.readers.pages import numbers_left_out
from tests.readers.test_pages_of_tools import Change, abstracts, blocks, dates, each, number
from tests.readers.test_saved_pages import (
    TITLES,
    TRENDING,
    UNDATED,
    content,
    contents,
    read,
    titles,
)

_HEAD = re.compile(r"(?m)^  • (\d+) (authors?)$")


def paragraphs(change: Change) -> Change:
    return lambda text: "\n\n".join(change(part) for part in text.strip().split("\n\n"))


def within(marks: str) -> Change:
    return paragraphs(lambda part: marks[0] + part + marks[1])


def cells(text: str, quoting: int) -> str:
    file = io.StringIO()
    rows = csv.writer(file, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    rows.writerows([part] for part in text.strip().split("\n\n"))
    return file.getvalue()


def misread(letter: str, other: str) -> Change:
    """Letters of the metadata as a scanner mistakes them."""
    return lambda text: re.sub(
        r"(?m)^(?:  • \d+ authors?|[A-Z][a-z]{2} \d+(?:, \d{4})?)(?= \d+$|$)",
        lambda match: match[0].replace(letter, other),
        text,
    )


def published(text: str) -> str:
    return re.sub(r"(?m)^·\n", "·\nPub1ished on ", text)


def snapshot(text: str) -> str:
    """As a program sees the page."""
    nodes = []
    for line in filter(None, text.split("\n")):
        shown = line.strip()
        if shown in TITLES:
            name = json.dumps(shown, ensure_ascii=False)
            nodes += [f"- heading {name} [level=3]:", f"  - link {name}:", "    - /url: /papers/1"]
        elif line.startswith("  • "):
            nodes += ["- list:", f"  - listitem: {shown[2:]}"]
        else:
            nodes.append(f"- paragraph: {json.dumps(shown, ensure_ascii=False)}")
    return "\n".join(nodes)


CHANGES: dict[str, Change] = {
    # Within quotation marks.
    **{
        f"paragraphs within {marks}": within(marks)
        for marks in ('""', "“”", "«»", "»«", "„“", "''", "‘’", "「」", "``")
    },
    "column of a spreadsheet": lambda text: cells(text, csv.QUOTE_ALL),
    "column with a header": lambda text: "text\n" + cells(text, csv.QUOTE_ALL),
    "cells that need quotation marks": lambda text: cells(text, csv.QUOTE_MINIMAL),
    "strings of JSON": each(lambda line: json.dumps(line.strip()) + ",", blank=False),
    "strings of a chat": paragraphs(lambda part: f'Ann: "{part}"'),
    # Before lines.
    "comments of a program": each(lambda line: f"dnl {line}".rstrip()),
    "name and a sign": each(lambda line: f"Ann> {line}"),
    "apostrophes": each(lambda line: f"' {line}".rstrip()),
    "part of a patch": lambda text: "@@ -1,40 +1,42 @@\n"
    + "\n".join(" +"[place % 3 == 0] + line for place, line in enumerate(text.split("\n"))),
    "messages with times": lambda text: "\n".join(
        f"12/10/25, 3:{place % 60:02} PM - Ann: {part}"
        for place, part in enumerate(text.split("\n\n"))
    ),
    "times above messages": lambda text: "\n".join(
        f"Ann Quill  3:{place % 60:02} PM\n{part}" for place, part in enumerate(text.split("\n\n"))
    ),
    "callouts": titles(lambda title, _: f"> [!abstract]- {title}"),
    # Written out, packed.
    "percent signs": lambda text: written_out(text, "%{:02X}"),
    "octal numbers": lambda text: written_out(text, "\\{:03o}"),
    "bytes in brackets": lambda text: written_out(text, "<{:02X}>"),
    "code points": lambda text: "".join(
        x if x.isascii() else f"<U+{ord(x):04X}>" for x in text
    ),
    "lines of JSON": lambda text: "\n".join(
        json.dumps({"id": place, "text": line}) for place, line in enumerate(text.split("\n"))
    ),
    "signs for line breaks": lambda text: text.replace("\n", " ⏎ "),
    "bars for line breaks": lambda text: re.sub(r"\s*\n\s*", " | ", text.strip()),
    "blanks for line breaks": lambda text: re.sub(r"\s*\n\s*", "   ", text.strip()),
    # What is left of something.
    "blanks as entities": each(lambda line: line + "&nbsp;"),
    "codes of signs": lambda text: re.sub("(?m)^(?:  • (?=.)|·$)", "(cid:127) ", text),
    "each line twice": each(lambda line: f"{line}\n{line}", blank=False),
    "snapshot": snapshot,
    # Numbers of pages and entries.
    "titles as they are spoken": titles(lambda title, _: f"heading level 3 {title}"),
    "numbers of entries": titles(lambda title, place: f"{place}.\n{title}"),
    "numbers with a bar": lambda text: numbered_pages(text, "{} | P a g e"),
    "blank pages of a browser": lambda text: numbered_pages(text, "about:blank     {}/40"),
    # Titles and abstracts.
    "letters before titles": titles(lambda title, place: f"{chr(96 + place)}) {title}"),
    "BBCode": titles(lambda title, _: f"[b]{title}[/b]"),
    "windows": titles(lambda title, _: f"{title} (opens in a new window)"),
    "key words behind titles": titles(lambda title, _: f"{title} #paper #toread"),
    "admonitions": titles(lambda title, _: f'!!! note "{title}"'),
    "titles twice in a line": titles(lambda title, _: f"{title} {title}"),
    "label in German": abstracts(lambda text: f"Zusammenfassung: {text}"),
    "more": abstracts(lambda text: f"{text} … more"),
    "blank lines before titles only": lambda text: re.sub(r"(?m)^(.{200,})$", r"\1", close(text)),
    # Metadata.
    "in brackets": blocks(lambda head, day, count: f"[{joined(head, day, count)}]"),
    "escaped": lambda text: re.sub(r"(?m)^(?:  •|·$)", r"\\\g<0>", text).replace("\\  •", "\\-"),
    "code": blocks(lambda head, day, count: f"`{head}` · `{day}` · {count}".rstrip(" ·")),
    "labels in bold": blocks(
        lambda head, day, count: (
            (f"**Authors:** {head.split()[0]}" if "author" in head else f"**Organization:** {head}")
            + f"\n**Published:** {day}"
            + (f"\n**Comments:** {count}" if count else "")
        )
    ),
    "list with numbers": blocks(
        lambda head, day, count: (
            f"1. {head}\n2. {day}" + (f"\n3. {count} comments" if count else "")
        )
    ),
    "behind the title": lambda text: re.sub(
        r"(?m)^(\S.*)\n\n(.{200,})\n\n(?:  • )?(.*)\n·\n(.*)$", r"\1 (\3 · \4)\n\n\2", text
    ),
    "votes before": blocks(
        lambda head, day, count: f"▲ 12 · {head} · {day} · {count or 0} comments"
    ),
    "one name and a count": lambda text: re.sub(
        r"(?m)^  • (\d+ authors?)$", r"Quill et al. (\1)", text
    ),
    "behind the abstract": lambda text: re.sub(
        r"(?m)^(.{200,})\n\n(  • .*|\S.{1,60})\n·\n(.*)$", r"\1 \2 · \3", text
    ),
    # Dates.
    "times of day": dates(lambda m, d, y: f"{m} {d}" + (f", {y}" if y else "") + " at 3:14 PM"),
    "years first": dates(lambda m, d, y: f"{y} {m} {d}" if y else f"{m} {d}"),
    "months, hyphens": dates(lambda m, d, y: f"{m}-{d:02}" + (f"-{y}" if y else "")),
    "days and months": dates(lambda m, d, y: f"{d}.{number(m)}." + (f"{y}" if y else "")),
    "months and days": dates(lambda m, d, y: f"{number(m)}/{d}" + (f"/{y}" if y else "")),
    "in Finnish": lambda text: _HEAD.sub(r"  • \1 kirjoittajaa", dates(finnish)(text)),
    "in Arabic": lambda text: _HEAD.sub(r"  • \1 مؤلفين", dates(arabic)(text)),
    # Mistaken by a scanner.
    "zeros in words": misread("o", "0"),
    "ones in numbers": misread("1", "l"),
    "zeros in numbers": misread("0", "O"),
    "author5": misread("authors", "author5"),
    "published": published,
}  # fmt: skip


def written_out(text: str, byte: str) -> str:
    return "".join(
        x if x.isascii() else "".join(byte.format(each) for each in x.encode()) for x in text
    )


def numbered_pages(text: str, footer: str) -> str:
    lines = folded(text, 90).split("\n")
    pages = ["\n".join(lines[start : start + 30]) for start in range(0, len(lines), 30)]
    return "\n".join(f"{page}\n{footer.format(place)}" for place, page in enumerate(pages, 1))


def close(text: str) -> str:
    """The page without the blank lines within entries."""
    return re.sub(r"(?m)^(\S.*)\n\n(.{200,})\n\n(?=  •|[^\n]{1,60}\n·)", r"\1\n\2\n", text)


def joined(head: str, day: str, count: str) -> str:
    return " | ".join((head, day, *((f"{count} comments",) if count else ())))


def finnish(month: str, day: int, year: str | None) -> str:
    names = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu".split()
    return f"{day}. {names[number(month) - 1]}kuuta" + (f" {year}" if year else "")


def arabic(month: str, day: int, year: str | None) -> str:
    names = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
    shown = f"{day} {names[number(month) - 1]}" + (f" {year}" if year else "")
    return shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("text", [TRENDING, UNDATED], ids=["trending", "undated"])
def test_a_page_is_a_page_in_whatever_it_was_kept(text: str, kind: str) -> None:
    assert contents(CHANGES[kind](text)) == contents(text)


@pytest.mark.parametrize(
    "words", ["Time series move", "Link prediction moves", "Bullet Trains move"]
)
def test_a_word_that_begins_an_abstract_is_no_role(words: str) -> None:
    begun = abstracts(lambda text: f"{words} harbors. {text}")(TRENDING)
    spoken = titles(lambda title, _: f"heading level 3 {title}")(begun)
    assert contents(spoken) == contents(begun)


def test_a_page_as_it_is_spoken() -> None:
    listed = re.sub("(?m)^  • (.*)$", r"list with 1 item\nbullet \1\nout of list", TRENDING)
    spoken = titles(lambda title, _: f"heading level 3 {title}")(listed)
    assert contents(spoken) == contents(TRENDING)


def test_what_a_scanner_mistook_is_told_once() -> None:
    changed = misread("o", "0")(TRENDING)
    [problem] = read(changed).problems
    told = "16 lines of metadata read with letters taken for others: 'N0v 18'"
    assert (problem.line, problem.problem) == (
        changed[: changed.index("N0v")].count("\n") + 1,
        told,
    )


@pytest.mark.parametrize("slip", ["1O0", "Nov l", "Mar1in 3"])
def test_a_title_that_looks_like_slips_stays_one(slip: str) -> None:
    title = min(TITLES & set(TRENDING.split("\n")))
    found = [row[0] for row in contents(TRENDING.replace(title, slip))]
    assert slip.replace(" ", "") in found
    assert len(found) == len(contents(TRENDING))


def test_a_number_that_may_be_a_year_with_comments_is_none() -> None:
    line = next(x for x in TRENDING.split("\n") if re.fullmatch(r"[A-Z][a-z]{2} \d+, \d{4} \d+", x))
    reading = read(TRENDING.replace(line, line.replace(" ", ""), 1))
    assert [problem.problem for problem in reading.problems] == [
        f"not a date: {line.replace(' ', '')!r}"
    ]


def test_whole_entries_in_one_line_are_refused_with_the_reason() -> None:
    for line_end in (" ", ""):
        with pytest.raises(UnknownFormatError, match="titles and abstracts in one line") as caught:
            read(re.sub(r"\s*\n\s*", line_end, TRENDING.strip()))
        assert caught.value.hint
    per_entry = re.sub(r"(?m)^(?=\S)(?<!\n\n)", " ", TRENDING)
    entries = re.split(r"(?m)(?<=\d)\n\n", per_entry)
    with pytest.raises(UnknownFormatError, match="titles and abstracts in one line"):
        read("\n\n".join(re.sub(r"\s*\n\s*", " ", entry) for entry in entries))


def test_titles_that_share_a_word_keep_it() -> None:
    shared = titles(lambda title, _: f"Survey of {title}")(TRENDING)
    found = contents(shared)
    assert [row[0] for row in found] == [f"Surveyof{row[0]}" for row in contents(TRENDING)]


def test_nothing_is_left_out_of_a_page_in_quotation_marks() -> None:
    reading = read(paragraphs(lambda part: f"“{part}”")(TRENDING))
    assert not any(numbers_left_out(problem) for problem in reading.problems)
    assert [content(one) for digest in reading.digests for one in digest.sightings] == contents(
        TRENDING
    )


@pytest.mark.parametrize("blanks", [True, False])
def test_lines_that_a_terminal_cut_are_put_together(blanks: bool) -> None:
    lines = (TRENDING if blanks else tight(TRENDING)).split("\n")
    cut = "\n".join(
        "\n".join(line[start : start + 70] for start in range(0, max(len(line), 1), 70))
        for line in lines
    )
    found = [one for digest in read(cut).digests for one in digest.sightings]
    whole = [one for digest in read(TRENDING).digests for one in digest.sightings]
    assert [(one.title, one.abstract) for one in found] == [
        (one.title, one.abstract) for one in whole
    ]


@pytest.mark.parametrize("cut", ["3|D tides", "2|A moorings", "the|Tide"])
def test_a_line_that_was_cut_ends_no_paragraph_where_blank_lines_do(cut: str) -> None:
    before, behind = cut.split("|")
    width = 60
    first = f"{'We ask what harbors are made of. ' * 2}"[: width - len(before)] + before + behind
    rows = []
    for line in TRENDING.split("\n"):
        whole = f"{first} {line}" if len(line) > 200 else line
        rows += [whole[start : start + width] for start in range(0, max(1, len(whole)), width)]
    text = "\n".join(rows)
    found = [one for digest in read(text).digests for one in digest.sightings]
    assert [content(one)[0] for one in found] == [row[0] for row in contents(TRENDING)]
    begun = [one.abstract for one in found if one.abstract and before + behind in one.abstract]
    assert len(begun) == sum(len(line) > 200 for line in TRENDING.split("\n"))


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize(
    "translation",
    [
        "我们研究港口之间的消息如何传播。一个小模型预测了它们的速度。" * 4,
        "Nous étudions ce problème et proposons une méthode qui donne de très bons résultats. " * 3,
        "Wir untersuchen das Problem und zeigen, wie es für große Modelle zu lösen ist. " * 3,
    ],
    ids=["Chinese", "French", "German"],
)
def test_translations_in_lines_are_left_out(translation: str, wrapped: bool) -> None:
    below = abstracts(lambda text: f"{text}\n\n{translation.strip()}")(TRENDING)
    reading = read(folded(below, 80) if wrapped else below)
    found = [content(one) for digest in reading.digests for one in digest.sightings]
    assert found == contents(TRENDING)
    assert sum("left out" in problem.problem for problem in reading.problems) == 1


@pytest.mark.parametrize("encoding", ["gb18030", "cp949", "cp932"])
def test_encodings_of_systems_in_the_east(encoding: str) -> None:
    dotted = TRENDING.replace("•", "*").replace("·", "・" if encoding == "cp932" else "·")
    data = dotted.encode(encoding, "replace")
    assert contents(data, ascii_only=True) == contents(TRENDING, ascii_only=True)
    assert [problem.problem[:17] for problem in read(data).problems] == ["not UTF-8: read a"]


def test_what_is_nearly_a_count_of_authors_bounds_its_entry() -> None:
    head = next(line for line in TRENDING.split("\n") if line.startswith("  • "))
    start = TRENDING.index(head)
    end = TRENDING.index("\n\n", start)
    garbled = "• g authars . Nov 2B, 2o24 ll"
    reading = read(TRENDING[:start] + garbled + TRENDING[end:])
    found = [content(one)[:2] for digest in reading.digests for one in digest.sightings]
    assert found == [row[:2] for row in contents(TRENDING)]
    assert [problem.problem for problem in reading.problems] == [f"not metadata: {garbled!r}"]


def test_an_abstract_that_a_tool_cut_stays_cut() -> None:
    cut = abstracts(lambda text: f"{text[:200]}…")(TRENDING)
    found = [one.abstract or "" for digest in read(cut).digests for one in digest.sightings]
    assert all(text.endswith("…") for text in found)


@pytest.mark.parametrize(
    ("named", "count"),
    [
        ("Ada Quill, Bo Lindqvist and Chen Wei", 3),
        ("Ada Quill, Bo Lindqvist and 7 more authors", 9),
        ("Ada Quill & Bo Lindqvist", 2),
        ("Ada Quill, B., and others", None),
    ],
)
def test_who_is_named_is_counted_and_is_no_organization(named: str, count: int | None) -> None:
    head = next(line for line in TRENDING.split("\n") if line.startswith("  • "))
    found = [one for x in read(TRENDING.replace(head, named, 1)).digests for one in x.sightings]
    place = next(x for x, row in enumerate(contents(TRENDING)) if row[2])
    assert (found[place].author_count, found[place].organization) == (count, None)
    assert [content(one)[0] for one in found] == [row[0] for row in contents(TRENDING)]


@pytest.mark.parametrize("width", [9999, 80, 62])
def test_metadata_goes_on_behind_an_abstract_that_is_wrapped(width: int) -> None:
    behind = re.sub(r"(?m)^(.{200,})\n\n  (• .*)\n·\n(.*)$", r"\1 \2 · \3", TRENDING)
    assert contents(folded(behind, width)) == contents(TRENDING)


def test_the_second_line_of_a_title_names_no_authors() -> None:
    title = "Sorting Harbor Noise with\nInformation Bottleneck and Contrastive Learning"
    head = next(line for line in TRENDING.split("\n") if line.startswith("  • "))
    first = min(TITLES & set(TRENDING.split("\n")), key=TRENDING.index)
    changed = folded(TRENDING.replace(first, title, 1), 80)
    found = [one for digest in read(changed).digests for one in digest.sightings]
    assert " ".join(found[0].title.split()) == title.replace("\n", " ")
    daily = (
        f"Daily Papers\nby AK and the research community\nNov 18\n\n3\n{title}\n\n·\n{head[4:]}\n"
    )
    [one] = [one for digest in read(daily).digests for one in digest.sightings]
    assert one.author_count == int(head.split()[1])
