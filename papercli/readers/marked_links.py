"""Links, pictures and tags in the lines of a page that a tool turned into Markdown or the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from papercli.readers.borders import PAGE_END
from papercli.readers.line_evidence import SHORTEST_ABSTRACT

_TAG = re.compile(
    r"</?(?:a|article|b|blockquote|br|center|code|div|em|font|footer|h[1-6]|header|hr|i|img|li|main"
    r"|nav|ol|p|section|small|span|strong|table|tbody|td|th|thead|time|tr|u|ul)"
    r"(?:\s[^<>\n]{0,2000})?/?>",
    re.I,
)
_DEFINITION = re.compile(r"\s*\[[0-9]{1,4}\]:\s+\S{1,2000}(?:\s+[\"'(].{0,300})?\s*")
_SHOWN_ADDRESS = re.compile(r"\[(?:https?|file)://[^\s\[\]]{1,500}\](?!\()\s?")
_INNER_BREAK = re.compile(
    r"(?:<br\s?/?>|</(?:p|h[1-6]|div|li|td|dt|dd|title|summary)>)(?=\s*\S)(?!\s*</)", re.I
)
_LED = re.compile(
    r"\s*(?:[-*+]\s+|[0-9]{1,4}[.)]\s+)?\[?\*\*([^*\n]{8,300}?)[.:]?\*\*(?:\]\([^()\s]{1,500}\))?"
    rf"\s*[:—–-]?\s+(\S.{{{SHORTEST_ABSTRACT - 1},}})"
)
_BEGUN = re.compile(r"\s*</?([A-Za-z][\w\-]{0,30})(?:\s[^<>]{0,500})?/?>")
_FENCE = re.compile(r"\s*(?:[-*]\s+)?:{3,}(?:\s.*)?")
_FEWEST_TAGGED = 3
# What is within brackets ends at the next bracket: nothing is looked through twice.
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,80}\])")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,9000})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
)
_REFERENCE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,9000})\]\[[0-9]{1,4}\]")
_LINKED = re.compile(
    r"\s*(?:#{1,6}\s+|[-*+]\s+|[0-9]{1,4}[.)]\s+|\*\*)?[!\[\]]|\w{3} [0-9]{1,2}\s?\["
)
_FEWEST_LINKED = 2
_ALL_ESCAPED, _COMMAND = re.compile(r"\\\\[^\s\\]|\\[<>|]"), re.compile(r"(?<!\\)\\[A-Za-z]")
_ANY_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def without_tags(rows: list[str]) -> list[str]:
    """Return the lines without tags of HTML and fences of pandoc, where several have them."""
    rows = _with_breaks(rows)
    if sum("<" in row and bool(_TAG.search(row)) for row in rows) >= _FEWEST_TAGGED:
        rows = [_TAG.sub("", row) if "<" in row else row for row in rows]
    begun = Counter(match[1] for row in rows if (match := _BEGUN.match(row)))
    names = [name for name, count in begun.items() if count >= _FEWEST_TAGGED]
    if names:
        tag = re.compile(rf"</?(?:{'|'.join(map(re.escape, names))})(?:\s[^<>\n]{{0,2000}})?/?>")
        rows = [tag.sub("", row) if "<" in row else row for row in rows]
    if sum(":::" in row for row in rows) >= _FEWEST_TAGGED:
        rows = ["" if ":::" in row and _FENCE.fullmatch(row) else row for row in rows]
    return rows


def _with_breaks(rows: list[str]) -> list[str]:
    """Return the lines with `PAGE_END` where a tag within a line ends one that people see."""
    broken = [place for place, row in enumerate(rows) if "<" in row and _INNER_BREAK.search(row)]
    if len(broken) >= _FEWEST_TAGGED:
        rows = list(rows)
        for place in broken:
            rows[place] = _INNER_BREAK.sub(PAGE_END, rows[place])
    return rows


def with_names_apart(rows: list[str]) -> list[str]:
    """Return the lines with `PAGE_END` behind the bold words that begin those of whole entries, as
    newsletters and language models write them: ``**Title**: abstract``."""
    led = [place for place, row in enumerate(rows) if "**" in row and _LED.match(row)]
    if len(led) >= _FEWEST_TAGGED:
        rows = list(rows)
        for place in led:
            rows[place] = _LED.sub(rf"\1{PAGE_END}\2", rows[place])
    return rows


def _without_addresses(rows: list[str]) -> list[str]:
    """Return the lines without the addresses that a text browser shows before linked words."""
    shown = sum("://" in row and bool(_SHOWN_ADDRESS.search(row)) for row in rows)
    if shown < _FEWEST_TAGGED:
        return rows
    return [_SHOWN_ADDRESS.sub("", row) if "://" in row else row for row in rows]


def without_marks_of_links(rows: list[str]) -> tuple[list[str], bool]:
    """Return the lines with links as their text, and whether they are Markdown."""
    rows = _without_addresses(rows)
    if sum("]:" in row and bool(_DEFINITION.fullmatch(row)) for row in rows) >= _FEWEST_TAGGED:
        rows = ["" if "]:" in row and _DEFINITION.fullmatch(row) else row for row in rows]
    # One link in an abstract does not make Markdown of a page.
    marked = [row for row in rows if "](" in row or "][" in row]
    linked = sum(bool(_LINKED.match(row)) for row in marked) >= _FEWEST_LINKED
    # A bracket alone in its line begins a link whose words stand in the next.
    linked = linked or (bool(marked) and any(row.strip() == "[" for row in rows))
    if linked:
        rows = _without_links(rows)
    markdown = linked or any(row.startswith(("## ", "### ")) for row in rows)
    return rows, markdown


def escapes_all(rows: Sequence[str]) -> bool:
    """Say whether the tool escaped every sign that means something in Markdown, backslashes too: no
    command of TeX is left as it was."""
    marked = [row for row in rows if "\\" in row]
    return any(map(_ALL_ESCAPED.search, marked)) and not any(map(_COMMAND.search, marked))


def without_escapes(row: str) -> str:
    """Return a line with the signs that backslashes stand before."""
    return _ANY_ESCAPED.sub(r"\1", row)


def _without_links(rows: list[str]) -> list[str]:
    """Return the lines with Markdown links as their text, and images as their short name."""
    text = "\n".join(rows)
    text = _IMAGE.sub(_name_of_image, text)
    text = _LINK.sub(_text_of_link, text)
    text = _REFERENCE.sub(_text_of_link, text)
    return text.split("\n")


def _text_of_link(match: re.Match[str]) -> str:
    """A count that is a link of its own stands right behind the date: ``May 26[2](...)``."""
    apart = match[1][:1].isdigit() and match.string[match.start() - 1 : match.start()].isalnum()
    return f" {match[1]}" if apart else match[1]


def _name_of_image(match: re.Match[str]) -> str:
    """The account of an organization is the name of its picture; other names are no text."""
    name = match[1]
    known = name and not re.search(r"\s|^image$", name, re.I)
    return f"{name} " if known else ""
