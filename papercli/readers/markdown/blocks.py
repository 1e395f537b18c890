"""A file of Markdown as blocks: headings, list items, rows of tables, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from papercli.readers.front_matter_odd import odd_block
from papercli.readers.markdown import tags
from papercli.readers.markdown.cells import LONGEST, cells, whole_row
from papercli.readers.markdown.html_rows import AROUND, BEGINS, BOUNDARY, Table, rows_from
from papercli.text.pattern import Pattern

_FENCE = Pattern(r"\s{0,12}(?:>\s?)?(`{3,}|~{3,})")
_HEADING = Pattern(r"\s{0,3}(#{1,6}(?=\s)|#{2,6}(?=[^#\s!0-9]))\s*(.*)")
_HTML_HEADING = Pattern(r"\s{0,8}<h([1-6])\b[^<>]{0,300}>(.*)", re.IGNORECASE)
_ITEM = Pattern(
    r"(\s*)([-*+•●▪◦‣–—]|\d{1,4}[.)](?=\s)|[-*+]?\s?<li>|\[\^[^\[\]\s]{1,30}\]:)(?:\s+|(?<=[•●▪◦‣>]))(?=\S)(.*)"
)
_LOWEST = 6
"""How deep a heading may lie."""
_RULE = Pattern(r"\s{0,3}(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|(?:=\s?){3,}|<hr\s?/?>)\s*")
_DIVIDER = Pattern(r"\s*\|?\s*:?-{1,2000}:?\s*(?:\|\s*:?-{1,2000}:?\s*)*\|?\s*")
_REFERENCE = Pattern(
    r"\s{0,3}\[([^\[\]\n]{1,100})\]:\s{1,4}<?(\S{1,2000}?)>?(?:\s+[\"'(].{0,300})?\s*"
)
_QUOTED = Pattern(r"\s{0,3}(?:>\s?){1,5}")
_CALLOUT = Pattern(r"\[![\w-]{2,20}\][+-]?\s+(?=\S)")
_MATTER_LINE = Pattern(r"[A-Za-z_][\w .-]{0,40}:(?:\s|$)")
_TAB = 4


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    ITEM = auto()
    ROW = auto()
    TEXT = auto()
    RULE = auto()


@dataclass(slots=True)
class Block:
    """One block and where it begins."""

    kind: Kind
    index: int
    """Of its first line, counted from 0."""
    level: int
    """Of a heading; of an item how many columns it is indented."""
    lines: list[str]
    """Its lines without the marks of the block; of a row its cells."""
    table: int = -1
    """Of a row, the number of its table in `Document.headers`."""
    apart: bool = False
    """Whether a blank line stands before it."""
    letters: int = field(default=0, repr=False)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def more(self, line: str) -> None:
        """Take another line, as far as there is room."""
        room = LONGEST - self.letters
        if room > 0:
            self.lines.append(line[:room])
            self.letters += len(line) + 1


@dataclass(slots=True)
class Document:
    """A whole file."""

    blocks: list[Block]
    headers: list[list[str]]
    """The header cells of each table; of a table without header, none."""
    references: dict[str, str]
    """Addresses defined apart, by their name in lower case."""
    html: Table = field(default_factory=Table)
    """The table in HTML that was begun last."""
    fenced: int = 0
    """Lines of code."""
    cut: list[int] = field(default_factory=list)
    """Lines at which a block is longer than `LONGEST`, or a line of it is."""


def document(lines: list[str]) -> Document:
    """Divide the lines of a file. Code, comments and front matter give no block."""
    found = Document([], [], {})
    current: Block | None = None
    blank, table, skipped = True, -1, -1
    for index, written in _without_comments(lines, found):
        if index <= skipped:
            continue
        if len(written) > LONGEST or (current is not None and current.letters > LONGEST):
            found.cut.append(index)
        quoted = _QUOTED.match(written) if ">" in written else None
        line = written[quoted.end() :] if quoted else written
        if quoted and (callout := _CALLOUT.match(line)):
            line = f"###### {line[callout.end() :]}"  # its title, as a heading is
        if not line.strip():
            blank, table = True, -1
            continue
        if "|" in line and (row := _row(lines, index, line, found, table)) is not None:
            cells, table, skipped = row
            if cells:
                found.blocks.append(Block(Kind.ROW, index, 0, cells, table))
            current, blank = None, False
            continue
        tagged = "<" in line
        if tagged and (end := _take_html_row(found, lines, index, line)) is not None:
            table, skipped = found.html.number, end
            current, blank = None, False
            continue
        if not (tagged and AROUND.fullmatch(line)):
            table = -1
        if tagged and tags.is_of_details(line) and not (current and _has_details(current)):
            current, blank = None, True
        if "]:" in line and (defined := _REFERENCE.fullmatch(line)):
            found.references.setdefault(defined[1].strip().lower(), defined[2])
            continue
        current = _next(found.blocks, current, index, line, blank)
        blank = False
        if tagged and current.kind is Kind.TEXT and tags.ends_paragraph(current.lines, line):
            current, blank = None, True
    return found


def _has_details(block: Block) -> bool:
    item = block.kind is Kind.ITEM
    return (item or block.kind is Kind.TEXT) and tags.has_details(block.lines, item=item)


def _take_html_row(found: Document, lines: list[str], index: int, line: str) -> int | None:
    """Take the row of a table in HTML that begins in a line, if one does. Returns the line in which
    it ends, counted from 0."""
    if BOUNDARY.search(line, 0):
        found.html = Table()
    begins = BEGINS.match(line)
    if begins is None:
        return None
    rows, end = rows_from(lines, index, line[begins.end() :])
    table = found.html
    for row in rows:
        texts, heads = table.row(row)
        if heads or table.number < 0:
            found.headers.append(texts if heads else [])
            table.number = len(found.headers) - 1
        if texts and not heads:
            found.blocks.append(Block(Kind.ROW, index, 0, texts, table.number))
    return end


def _next(blocks: list[Block], current: Block | None, index: int, line: str, blank: bool) -> Block:
    """The block that a line begins, or goes on."""
    marked = not line.lstrip()[:1].isalpha()  # with a letter nothing but text begins
    heading = (_HEADING.match(line) or _HTML_HEADING.match(line)) if marked else None
    summary = tags.heading(line) if marked and "<summary" in line else None
    if summary:
        block = Block(Kind.HEADING, index, _LOWEST, [summary], apart=blank)
    elif heading:
        level = heading[1]
        depth = len(level) if level.startswith("#") else int(level)
        block = Block(Kind.HEADING, index, depth, [heading[2].rstrip().rstrip("#")], apart=blank)
    elif marked and _RULE.fullmatch(line):
        block = Block(Kind.RULE, index, 0, [])
    elif marked and (item := _ITEM.match(line)) and not _goes_on(current, item[2], blank=blank):
        indent = len(item[1].expandtabs(_TAB))
        block = Block(Kind.ITEM, index, indent, [item[3]], apart=blank)
    elif (
        current is not None
        and current.kind in {Kind.ITEM, Kind.TEXT}
        and (not blank or (current.kind is Kind.ITEM and _deeper(line, current)))
    ):
        current.more(line.strip())
        return current
    else:
        block = Block(Kind.TEXT, index, 0, [line.strip()], apart=blank)
    block.lines = [text[:LONGEST] for text in block.lines]
    block.letters = sum(map(len, block.lines))
    blocks.append(block)
    return block


def _goes_on(current: Block | None, mark: str, *, blank: bool) -> bool:
    """Whether a dash goes on with the paragraph directly above, and begins no item."""
    return mark in "–—" and not blank and current is not None and current.kind is Kind.TEXT


def _deeper(line: str, item: Block) -> bool:
    expanded = line.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip()) > item.level


def _row(
    lines: list[str], index: int, line: str, found: Document, table: int
) -> tuple[list[str], int, int] | None:
    """The cells of a row, the number of its table and the line in which it ends; no cells for the
    header and what divides it from the rows; None where the line is no row."""
    if table >= 0:
        if _DIVIDER.fullmatch(line):
            return [], table, index
        end = index
        if line.startswith("|") and not line.rstrip().endswith("|"):
            line, end = whole_row(lines, index, line, len(found.headers[table]))
        return cells(line), table, end
    following = lines[index + 1] if index + 1 < len(lines) else ""
    quoted = _QUOTED.match(following)
    following = following[quoted.end() :] if quoted else following
    if "-" in following and "|" in following and _DIVIDER.fullmatch(following):
        found.headers.append(cells(line))
        return [], len(found.headers) - 1, index
    bare = line.strip()
    if bare.startswith("|") and bare.count("|") > 2:
        found.headers.append([])
        return cells(line), len(found.headers) - 1, index
    return None


def _without_comments(lines: list[str], found: Document) -> Iterator[tuple[int, str]]:
    fence, comment = "", False
    endless: set[str] = set()
    start = front_matter(lines)
    for index in range(start, len(lines)):
        line = lines[index]
        if comment:
            if "-->" not in line:
                continue
            line, comment = line.partition("-->")[2], False
        if fence:
            found.fenced += 1
            if _ends(line, fence):
                fence = ""
            continue
        if ("`" in line or "~" in line) and (opened := _FENCE.match(line)):
            rest = line[opened.end() :]
            if opened[1][0] not in rest and opened[1] not in endless:
                fence = opened[1]
                if any(_ends(lines[at], fence) for at in range(index + 1, len(lines))):
                    continue
                endless.add(fence)  # a fence that nothing closes is no reason to lose the rest
                fence = ""
        while "<!--" in line:
            before, _, rest = line.partition("<!--")
            if "-->" not in rest:
                line, comment = before, True
                break
            line = before + rest.partition("-->")[2]
        yield index, line


def _ends(line: str, fence: str) -> bool:
    bare = line.strip().lstrip("> ")
    return bare.startswith(fence) and not bare.strip(fence[0])


def front_matter(lines: list[str]) -> int:
    """How many lines at the beginning are front matter: keys between two lines of dashes."""
    start = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[start].rstrip() == "---" and start + 1 < len(lines):
        if not _MATTER_LINE.match(lines[start + 1]):
            return 0
        for place in range(start + 1, len(lines)):
            if lines[place].rstrip() in {"---", "..."}:
                return place + 1
    odd = odd_block(lines) if lines else None
    return odd.end if odd else 0
