"""The same page, however it was saved: what is read of it does not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from papercli.model.paper import Sighting
from papercli.readers import Reading, UnknownFormatError, read_bytes
from papercli.text import clean
from tests.readers.around import (
    CAPTURES,
    COOKIES,
    DATED_MATTER,
    FOOTER,
    MATTER,
    MENU,
    NOTES,
    PROXY,
    escape,
    folded,
    justified,
    softened,
    tight,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "hf-page"
TRENDING, UNDATED = (
    (FIXTURES / name).read_text("utf-8") for name in ("trending_nov-18.txt", "undated_mar-20.txt")
)
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f]")
Change = Callable[[str], "str | bytes"]


def read(text: str | bytes) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read_bytes(data, "page.txt", is_word=lambda word: word in KNOWN)


def content(sighting: Sighting, *, ascii_only: bool = False) -> tuple[object, ...]:
    """What a sighting says, whatever became of blanks and invisible characters."""
    texts = []
    for text in (sighting.title, sighting.abstract):
        folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", clean(text or "")))
        folded = re.sub(r"\s+", "", folded)
        texts.append(re.sub(r"[^!-~]|\?", "", folded) if ascii_only else folded)
    when = sighting.published and (sighting.published.month, sighting.published.day)
    return *texts, sighting.author_count, sighting.organization, when, sighting.comments


def contents(text: str | bytes, *, ascii_only: bool = False) -> list[tuple[object, ...]]:
    digests = read(text).digests
    return [content(one, ascii_only=ascii_only) for digest in digests for one in digest.sightings]


def metadata(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of the metadata lines alone."""
    pattern = re.compile(r"(?m)^(?:  • .*|·|(?:Oct|Nov) \d+.*)$")
    return lambda text: pattern.sub(lambda match: change(match[0]), text)


def titles(change: Callable[[str, int], str]) -> Callable[[str], str]:
    """A change of the titles alone, which are numbered from 1."""

    def changed(text: str) -> str:
        blocks = text.split("\n\n")
        numbers = iter(range(1, len(blocks)))
        known = TITLES
        return "\n\n".join(change(b, next(numbers)) if b in known else b for b in blocks)

    return changed


def misread(encoding: str, times: int = 1) -> Change:
    def changed(text: str) -> str:
        for _ in range(times):
            letters = []
            for byte in text.encode():
                try:
                    letters.append(bytes([byte]).decode(encoding))
                except UnicodeDecodeError:
                    letters.append(chr(byte))
            text = "".join(letters)
        return text

    return changed


def printed(text: str) -> str:
    lines = folded(text, 88).split("\n")
    pages = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    for number, page in enumerate(pages, 1):
        page += [f"https://example.org/papers         {number}/{len(pages)}"]
        page += ["\f12/10/25, 3:14 PM          Daily Papers - Hugging Face"]
    return "\n".join(line for page in pages for line in page)


def with_headers(text: str) -> str:
    lines = folded(text, 84).split("\n")
    pages = [lines[start : start + 30] for start in range(0, len(lines), 30)]
    for number, page in enumerate(pages, 1):
        page += ["", f"Reading circle of the winter term       sheet {number}", ""]
    return "\n".join(line for page in pages for line in page)


TITLES = {
    sighting.title
    for text in (TRENDING, UNDATED)
    for digest in read_bytes(text.encode(), "page.txt").digests
    for sighting in digest.sightings
}
KNOWN = frozenset(re.findall(r"[a-z]+", (TRENDING + UNDATED).lower()))

CHANGES: dict[str, Change] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "next line": lambda text: text.replace("\n", "\x85"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "utf-16": lambda text: text.encode("utf-16"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "indented": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "tabs": lambda text: "\n".join(f"\t{line}" for line in text.split("\n")),
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "quoted twice": lambda text: "\n".join(f">> {line}" for line in text.split("\n")),
    "commented": lambda text: "\n".join(f"# {line}" for line in text.split("\n")),
    "numbered lines": lambda text: "\n".join(
        f"{number:6}\t{line}" for number, line in enumerate(text.split("\n"), 1)
    ),
    "double spaced": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": tight,
    "wrapped": lambda text: folded(text, 80),
    "wrapped, double spaced": lambda text: folded(text, 80).replace("\n", "\n\n"),
    "wrapped at 60": lambda text: folded(text, 60),
    "wrapped at hyphens": lambda text: folded(text, 72, hyphens=True),
    "wrapped, no blank lines": lambda text: tight(folded(text, 80)),
    "wrapped at 66, no blank lines": lambda text: tight(folded(text, 66)),
    "wrapped at 100, no blank lines": lambda text: tight(folded(text, 100)),
    "wrapped, hanging": lambda text: folded(text, 76, indent="    "),
    "wrapped, quoted": lambda text: "> " + folded(text, 76).replace("\n", "\n> "),
    "justified": lambda text: justified(text, 78),
    "dashes": lambda text: text.replace("  • ", "- "),
    "stars": lambda text: text.replace("  • ", "* "),
    "plus signs": lambda text: text.replace("  • ", "+ "),
    "letters o": lambda text: text.replace("  • ", "o "),
    "triangles": lambda text: text.replace("  • ", "‣ "),
    "numbers": lambda text: text.replace("  • ", "1. "),
    "no markers": lambda text: text.replace("  • ", ""),
    "bullets apart": lambda text: text.replace("  • ", "  •\n"),
    "one line": lambda text: re.sub(r"\n  (• .*)\n·\n", r"\n\1 · ", text),
    "one line each": lambda text: re.sub(r"\n(.+)\n·\n", r"\n\1 · ", text),
    "comments apart": lambda text: re.sub(r"(?m)^((?:Oct|Nov) [0-9, ]+) (\d+)$", r"\1\n\2", text),
    "comments named": lambda text: re.sub(
        r"(?m)^((?:Oct|Nov) [0-9, ]+) (\d+)$", r"\1 · \2 comments", text
    ),
    "no dots": lambda text: text.replace("\n·\n", "\n"),
    "dots before the date": lambda text: text.replace("\n·\n", "\n· "),
    "set apart": lambda text: text.replace("\n·\n", "\n\n·\n\n"),
    "no-break spaces": metadata(lambda line: line.replace(" ", "\u00a0")),
    "thin spaces": metadata(lambda line: line.replace(" ", "\u2009")),
    "zero width": metadata(lambda line: "\u200b" + line.replace(" ", "\u200b ")),
    "entities": metadata(
        lambda line: line.replace("•", "&bull;").replace("·", "&#183;").replace(" ", "&nbsp;")
    ),
    "long months": lambda text: re.sub(r"(?m)^Nov (?=\d)", "November ", text),
    "upper case": metadata(str.upper),
    "days first": lambda text: re.sub(r"(?m)^(Oct|Nov) (\d+)", r"\2 \1", text),
    "misread as Windows-1252": misread("cp1252"),
    "misread twice": misread("cp1252", 2),
    "misread as Latin-1": misread("latin-1"),
    "misread as Mac Roman": misread("mac_roman"),
    "misread as Thai": misread("cp874"),
    "misread as Greek": misread("cp1253"),
    "misread as Cyrillic": misread("cp1251"),
    "wrapped, then escaped": lambda text: escape(folded(text, 80)),
    "wrapped without blank lines, then escaped": lambda text: escape(tight(folded(text, 72))),
    "wrapped, then decomposed": lambda text: unicodedata.normalize("NFD", folded(text, 80)),
    "wrapped, then with soft hyphens": lambda text: softened(folded(text, 80, hyphens=True)),
    "escaped, then wrapped": lambda text: folded(escape(text), 80),
    "soft hyphens": softened,
    "menu and footer": lambda text: MENU + text + FOOTER,
    "menu and footer, no blank lines": lambda text: tight(MENU + text + FOOTER),
    "reader proxy": lambda text: PROXY + "Markdown Content:\n" + text,
    "front matter": lambda text: MATTER + text,
    "front matter with dates": lambda text: DATED_MATTER + text,
    "front matter after blank lines": lambda text: "\ufeff\n" + DATED_MATTER + "\n" + text,
    "front matter between plus signs": lambda text: (
        "+++\ntitle = 'Papers'\ndate = 2025-11-12\n+++\n" + text
    ),
    "captures": lambda text: text + CAPTURES,
    "cookies": lambda text: COOKIES + text + "\n\n" + COOKIES,
    "notes": lambda text: NOTES + text,
    "printed": printed,
    "headers that return": with_headers,
    "headings": titles(lambda title, _: f"### {title}"),
    "bold": titles(lambda title, _: f"**{title}**"),
    "numbered titles": titles(lambda title, number: f"{number}. {title}"),
    "numbered headings": titles(lambda title, number: f"## {number}. {title}"),
    "links": titles(lambda title, number: f"### [{title}](https://example.org/{number})"),
    "link numbers": titles(lambda title, number: f"[{number + 9}]{title}"),
    "addresses": titles(lambda title, number: f"{title}\n\nhttps://example.org/{number}"),
    "rules": titles(lambda title, _: f"---\n\n{title}"),
    "buttons": titles(lambda title, number: f"View PDF\n\nUpvote {number}\n\n{title}"),
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("text", [TRENDING, UNDATED], ids=["trending", "undated"])
def test_a_page_is_a_page(text: str, kind: str) -> None:
    assert contents(CHANGES[kind](text)) == contents(text)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
def test_encodings_of_one_byte(encoding: str) -> None:
    text = TRENDING.replace("•", "-") if encoding == "latin-1" else TRENDING
    data = text.encode(encoding, "replace")
    assert contents(data, ascii_only=True) == contents(TRENDING, ascii_only=True)
    [problem] = [problem for problem in read(data).problems if problem.line is None]
    assert problem.problem.startswith("not UTF-8: read as ")


def test_one_misread_title_among_right_ones_is_no_proof() -> None:
    title = min(TITLES & set(TRENDING.split("\n")))
    damaged = title + "\u00e2\u20ac\u201d"
    text = TRENDING.replace(title, damaged)
    found = [s.title for digest in read(text).digests for s in digest.sightings]
    assert damaged in found


def test_votes_are_told_from_comments() -> None:
    numbered = titles(lambda title, number: f"{number * 7 if number % 3 else '-'}\n\n{title}")
    text = CHANGES["comments apart"](TRENDING)
    assert isinstance(text, str)
    changed = numbered(text)
    found = [one for digest in read(changed).digests for one in digest.sightings]
    votes = [one.upvotes for one in found]
    assert votes == [n * 7 if n % 3 else None for n in range(1, len(found) + 1)]
    assert [one.comments for one in found] == [row[-1] for row in contents(TRENDING)]


FRONT_PAGE = """Daily Papers
by AK and the research community

 Nov 18

Submitted by
keeper

94
{titles[0]}
·
533 authors
5

Submitted by
keeper

[ ]
24

{titles[1]}

  •
  • [be9c948ecf]
  • ·
    5 authors

2
Submitted by [1674929746] keeper
 [ ]
8

{titles[2]}

  • ·
    12 authors
Previous Next
"""


def test_the_daily_front_page() -> None:
    names = sorted(TITLES)[:3]
    reading = read(FRONT_PAGE.format(titles=names))
    found = [one for digest in reading.digests for one in digest.sightings]
    assert [(s.title, s.author_count, s.comments, s.upvotes) for s in found] == [
        (names[0], 533, 5, 94),
        (names[1], 5, 2, 24),
        (names[2], 12, None, 8),
    ]
    assert not reading.problems


def test_translations_below_each_paragraph_are_left_out() -> None:
    blocks = []
    for block in TRENDING.split("\n\n"):
        blocks.append(block)
        if block in TITLES:
            blocks.append("灯塔之间的传播：一个小模型")
        elif len(block) > 200:
            blocks.append("我们研究港口之间的消息如何传播。一个小模型预测了它们的速度。")
    text = "\n\n".join(blocks)
    assert contents(text) == contents(TRENDING)
    assert sum("left out" in problem.problem for problem in read(text).problems) == 1


def test_words_that_a_hyphen_divides() -> None:
    abstract = (
        "We are concerned with the price-\ndetermining factors of long-\nterm moorings, whose "
        "evalua-\ntion is hard, and with mid- and long-\nterm drift in har-\nbours. Tide tables "
        "are computed from constants that drift when harbours are dredged, as any evaluation shows."
    )
    text = "\n\n".join(
        [
            "Get trending papers in your email inbox!",
            "Subscribe",
            "Nov 18",
            "Moored Boats",
            abstract,
        ]
    )
    words = {"price", "determining", "long", "term", "mid"}
    reading = read_bytes(text.encode(), "page.txt", is_word=words.__contains__)
    found = " ".join((reading.digests[0].sightings[0].abstract or "").split())
    assert "price-determining factors of long-term moorings, whose evaluation is hard" in found
    assert "mid- and long-term drift in harbours. Tide" in found


def test_lines_that_are_in_no_entry_are_told_once_for_a_run() -> None:
    reading = read(TRENDING + "\n\nmade with a clipper of my own\n\nsee you on Monday\n")
    assert contents(TRENDING) == [content(s) for d in reading.digests for s in d.sightings]
    [problem] = reading.problems
    last = (TRENDING + "\n\nmade\n\nsee").count("\n") + 1
    told = f"2 lines left out, up to line {last}: 'made with a clipper of my own'"
    assert (problem.line, problem.problem) == (last - 2, told)


@pytest.mark.parametrize("unread", ["• four authors", "• 4 auxhqrs", "• many authors"])
def test_what_is_nearly_metadata_is_dropped_and_still_bounds_its_entry(unread: str) -> None:
    line = next(line for line in TRENDING.split("\n") if line.startswith("  • "))
    reading = read(TRENDING.replace(line, f"  {unread}", 1))
    found = [content(s) for d in reading.digests for s in d.sightings]
    whole = contents(TRENDING)
    assert [row[:2] for row in found] == [row[:2] for row in whole]
    assert [row[3:] for row in found] == [row[3:] for row in whole]
    assert [problem.problem for problem in reading.problems] == [f"not metadata: {unread!r}"]


def test_a_text_of_which_most_is_in_no_entry_is_refused_unless_named() -> None:
    title = min(TITLES & set(TRENDING.split("\n")))
    start = TRENDING.index(title)
    entry = TRENDING[start : TRENDING.index("\n·\n", start) + len("\n·\nNov 3 12")]
    essay = "\n\n".join(
        f"This is paragraph {number} of an essay that goes on for a while and says what it has to "
        "say in sentences, none of which is of a paper that anyone has written or would read."
        for number in range(30)
    )
    with pytest.raises(UnknownFormatError, match="1 entry found") as raised:
        read(essay + "\n\n" + entry)
    assert "--reader hf-page" in (raised.value.hint or "")
    data = (essay + "\n\n" + entry).encode()
    named = read_bytes(data, "page.txt", reader="hf-page")
    assert [s.title for d in named.digests for s in d.sightings] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "It reads: Get trending papers in your email inbox! And more.\n\nThat is all.\n",
        "# A tool\n\nIt counts that 4 authors\n\nwrote it.\n",
    ],
)
def test_a_text_that_only_speaks_of_such_pages_is_none(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read(text)
