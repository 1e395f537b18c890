"""Lines of a file without the dress that a tool put on them, and where they stood.

Taken off are what stands before every line (``> ``, line numbers), indentation, Markdown headings,
emphasis, links and images, and the numbers of links that a text browser prints. Blank lines become
the ``gap`` of the line after them; where a tool doubled every line break, the doubling is taken out
of the gaps. The number of lines never changes, so that every line keeps its number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from papercli.readers.borders import PAGE_END, with_cells_apart, without_borders
from papercli.readers.hard_cuts import without_hard_cuts
from papercli.readers.marked_links import (
    escapes_all,
    with_names_apart,
    without_escapes,
    without_marks_of_links,
    without_tags,
)
from papercli.readers.residues import without_residues
from papercli.readers.run_on_lines import with_metadata_apart
from papercli.readers.spoken_pages import as_on_screen
from papercli.readers.wiki_markup import without_wiki_markup
from papercli.text import few_marks
from papercli.text.entities import unescaped

INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_FOLD = {ord(character): None for character in INVISIBLE} | {ord("\u2800"): " "}

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")

_FEW = 6
"""Lines of which nothing common can be told."""
_REPEATED = 12
"""Letters of a line that may stand twice by mistake of a tool."""
_FEWEST_REPEATED = 3

_PLACEHOLDER = re.compile(
    r"^(?:\[(?:img|inline|image)?\s?\]|\(button\))\s*|\s*\[(?:img|inline|image)?\s?\]$", re.I
)
_ESCAPED = re.compile(r"(?<=[0-9])\\(?=[.)])|\\(?=[\[\]#*+\-_<>|])")
# Names with underscores are escaped where a tool made Markdown: `\_\_init\_\_`.
_INLINE = re.compile(
    r"(?<![^\s(\[\"'“‘—–])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,300})(?<=[^\s\\])\1"
    r"(?![^\s.,;:!?)\]\"'”’—–\-])"
)
_HARD_BREAK = re.compile(r"\\{1,2}$")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)|\*{2,6}\s+(?=\S)|={2,6}\s+(?=\S)|h[1-6]\.\s+(?=\S)")
_AFTER_HEADING = re.compile(r"\s+(?:#{1,6}|\*{2,6}|={2,6})$")
_EMPHASIS = ("***", "___", "**", "__", "*", "_", "`")
_MARKER = re.compile(r"[-*+•–]\s+(?=\S)")
_LINK_NUMBER = re.compile(r"\[([0-9]{1,4})\](?=\S|$)")
_FEWEST_NUMBERS = 5
_LONG, _WIDEST = 60, 200
_FEWEST_WRAPPED = 20
_NEARLY_ALL = 0.9


@dataclass(slots=True)
class Line:
    """One line that is not blank."""

    index: int
    """Of the line in the file, from 0."""
    text: str
    """Without its dress, otherwise as read."""
    gap: int
    """Blank lines before it."""
    width: int = 0
    """Columns that it took where it was wrapped: indentation counts, what stands before every line
    does not."""
    first_word: int = 0
    """Columns of its first word."""
    as_shown: tuple[int, int] = (0, 0)
    """Both for a tool that wrapped before the text was escaped, decomposed or hyphenated."""
    indent: int = 0
    heading: bool = False
    """Whether it was marked as a heading or, as a whole, as emphasis."""
    authors: tuple[str, ...] | None = None
    """Names that stand, with a label, below it."""
    _folded: str = field(default="", repr=False, compare=False)
    _folded_of: str = field(default="", repr=False, compare=False)
    """The text of which that is, until another is set."""

    @property
    def plain(self) -> str:
        """The text as it is recognized: see `fold`."""
        if self._folded_of is not self.text:
            self._folded, self._folded_of = fold(self.text), self.text
        return self._folded


def fold(text: str) -> str:
    """Return the text with entities resolved, compatibility characters as plain ones, every kind of
    blank as one blank, and without invisible characters.

    Of a longer run of combining marks the first `MOST_MARKS` are left.
    """
    # Most lines are folded already, and asking is as quick as remembering the answer.
    if text.isascii() and text.isprintable() and "  " not in text and "&" not in text:
        return text.strip()
    return _folded(text)


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> str:
    if "&" in text and ";" in text:
        text = unescaped(unescaped(text))  # some tools escape what is escaped
    if not text.isascii():
        text = unicodedata.normalize("NFKC", few_marks(text)).translate(_FOLD)
        text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return " ".join(text.split())


def _columns(text: str) -> int:
    """Return the columns of a text as people see it: of entities, of composed characters."""
    if "&" in text and ";" in text:
        text = unescaped(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FOLD)
    return len(text)


def undress(raw: list[str]) -> list[Line]:
    """Return the lines that are not blank, in order."""
    rows = without_hard_cuts(without_residues(without_borders(as_on_screen(with_cells_apart(raw)))))
    rows = with_metadata_apart(rows)
    rows = with_names_apart(without_wiki_markup(rows))
    rows, markdown = without_marks_of_links(without_tags(rows))
    if markdown and escapes_all(rows):
        rows = [without_escapes(row) for row in rows]
    if _numbers_links(rows):
        rows = [_LINK_NUMBER.sub("", row) for row in rows]
    lines: list[Line] = []
    gap = 0
    for index, row in enumerate(rows):
        text = row.strip().strip(INVISIBLE).strip()
        if text.startswith("&") and not fold(text):
            text = ""
        if not text:
            gap += PAGE_END not in row  # a page ends there, not a paragraph
            continue
        if PAGE_END in text:
            text, *rest = filter(None, map(str.strip, text.split(PAGE_END)))
        else:
            rest = []
        indent = len(row) - len(row.lstrip())
        width = indent + len(text) if rest else len(row.rstrip())
        word = text.split(maxsplit=1)[0]
        as_shown = (width - len(text) + _columns(text), _columns(word))
        line = Line(index, text, gap, width, len(word), as_shown, width - len(row.strip()))
        _undress_line(line, markdown)
        if line.text:
            lines.append(line)
            gap = 0
        lines += [Line(index, part, 0, len(part)) for part in rest]
    _halve_gaps(lines)
    _without_markers(lines)
    _without_repetition(lines)
    return lines


def _undress_line(line: Line, markdown: bool) -> None:
    text = line.text
    if "[" in text or text.startswith("("):
        text = _PLACEHOLDER.sub("", text).strip()
    if markdown:
        text = _HARD_BREAK.sub("", text)
        whole = text.startswith(_EMPHASIS) and text.endswith(_EMPHASIS)
        text = _ESCAPED.sub("", text if whole else _INLINE.sub(r"\2", text))
    if text[:1] in {"#", "*", "=", "h"}:
        heading = _HEADING.match(text)
        if heading:
            text = _AFTER_HEADING.sub("", text[heading.end() :])
            line.heading = True
    marker = _MARKER.match(text)
    if marker and text[marker.end() :].startswith(_EMPHASIS[:4]):
        text = text[marker.end() :]
    for mark in _EMPHASIS if text[:1] in _EMPHASIS else ():
        inner = text[len(mark) : -len(mark)]
        if text.startswith(mark) and text.endswith(mark) and inner.strip() and mark not in inner:
            if inner != inner.strip() or not any(map(str.isalnum, inner)):
                break
            text = inner
            line.heading = True
    line.text = text.strip()


def _numbers_links(rows: list[str]) -> bool:
    """Say whether a text browser numbered the links: in rising order, at the start of lines."""
    found = [
        int(match[1])
        for row in rows
        if "[" in row and (match := _LINK_NUMBER.search(row)) and match.start() < 20
    ]
    rising = sum(one < other for one, other in pairwise(found))
    return len(found) >= _FEWEST_NUMBERS and rising >= 0.9 * (len(found) - 1)


def _without_markers(lines: list[Line]) -> None:
    """Take off the list markers where nearly every paragraph has one."""
    long = [line for line in lines if len(line.text) > _LONG]
    marked = sum(bool(_MARKER.match(line.text)) for line in long)
    if marked >= 3 and marked >= 0.8 * len(long):
        for line in lines:
            if match := _MARKER.match(line.text):
                line.text = line.text[match.end() :]


def _without_repetition(lines: list[Line]) -> None:
    """Leave out the second of two equal lines, where a tool wrote the names of pictures, too."""
    texts = ["", *(line.text for line in lines), ""]
    again = [
        place
        for place, (before, text, same, after) in enumerate(
            zip(texts, texts[1:], texts[2:], texts[3:], strict=False)
        )
        if len(text) >= _REPEATED and before != text == same != after
    ]
    if len({lines[place].text for place in again}) >= _FEWEST_REPEATED:
        for place in reversed(again):
            lines[place + 1].gap = max(lines[place].gap, lines[place + 1].gap)
            lines[place + 1].heading |= lines[place].heading
            del lines[place]


def _halve_gaps(lines: list[Line]) -> None:
    """Take out the blank line that a tool put after every line."""
    gaps = [line.gap for line in lines[1:]]
    while len(gaps) >= _FEW and gaps.count(0) <= len(gaps) / 50:
        # One blank line after each line, two more where one stood before: 1 and 3.
        often = sum(gap > 1 for gap in gaps) >= len(gaps) / 5
        odd = sum(gap % 2 for gap in gaps) >= _NEARLY_ALL * len(gaps)
        doubled = odd and 1 in gaps and max(gaps) > 1 and (often or _is_wrapped(lines))
        if not doubled and min(gaps) < max(gaps):
            return
        for line in lines:
            line.gap = line.gap // 2 if doubled else 0
        if not doubled:
            return
        gaps = [line.gap for line in lines[1:]]


def _is_wrapped(lines: list[Line]) -> bool:
    """Say whether most lines are about as long as the longest."""
    widths = sorted(line.width for line in lines if " " in line.text and len(line.text) > 28)
    if len(widths) < _FEWEST_WRAPPED:
        return False
    widest = widths[-1 - len(widths) // 50]
    full = sum(width >= 0.8 * widest for width in widths)
    return widest <= _WIDEST and full >= len(widths) / 2
