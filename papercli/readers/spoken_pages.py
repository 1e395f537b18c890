"""A page as a browser tells it to programs and to those who listen: each line with what it is.

Such are the snapshots that tests and agents take of a page (``- heading "…" [level=3]``) and what
readers of the screen write down (``heading level 3 …``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_MOSTLY = 0.8
_FEW = 6
_NODE = re.compile(
    r"\s*- (?P<role>/?[a-z]{2,20})(?: (?P<name>\"(?:[^\"\\]|\\.)*\"))?(?: \[[^\]]{0,80}\])*"
    r"(?P<end>:)?(?:(?<=:) (?P<text>.*))?"
)
_SHOWN = (
    "heading",
    "link",
    "paragraph",
    "text",
    "listitem",
    "time",
    "emphasis",
    "strong",
    "generic",
)
_HEADING = re.compile(r"heading(?: level)? [1-6]\s+(?=\S)", re.I)
_ABOUT = re.compile(
    r"(?:out of )?list(?: with [0-9]+ items?)?|list end|(?:clickable|visited)|graphic.{0,80}"
    r"|(?:banner|main|navigation|complementary|content info|region)(?: landmark)?",
    re.I,
)
_SPOKEN = re.compile(
    r"(?:(?:visited )?link|bullet|clickable)\s+(?=\S)|[Tt]ime\s+(?=\w{3,9}\.? [0-9]|[0-9])"
    r"|(?:(?:Visited )?Link|Bullet|Clickable)\s+(?=[^\sa-z])"
)
_LONGEST_SPOKEN = 80
"""Of what is a link, or an item of a list: an abstract may begin with such a word, too."""
_FEWEST_HEADINGS = 2


def as_on_screen(rows: list[str]) -> list[str]:
    """Return as many rows, as they look on the screen, where each says what it is."""
    filled = [row for row in rows if row.strip()]
    if len(filled) < _FEW:
        return rows
    if sum(row.lstrip().startswith("- ") for row in filled) >= _MOSTLY * len(filled) / 2:
        nodes = [_NODE.fullmatch(row) for row in rows]
        told = sum(node is not None and _tells(node) for node in nodes)
        if told >= _MOSTLY * len(filled) and any("heading" in row for row in filled):
            return _nodes_shown(rows, nodes)
    if sum(bool(_HEADING.match(row)) for row in filled) >= _FEWEST_HEADINGS:
        return _each(rows, _without_role)
    return rows


def _each(rows: Sequence[str], change: Callable[[str], str]) -> list[str]:
    return [change(row.strip()) if row.strip() else row for row in rows]


def _without_role(row: str) -> str:
    if _ABOUT.fullmatch(row):
        return ""
    if heading := _HEADING.match(row):
        return f"## {row[heading.end() :]}"
    spoken = _SPOKEN.match(row) if len(row) <= _LONGEST_SPOKEN else None
    return row[spoken.end() :] if spoken else row


def _tells(node: re.Match[str]) -> bool:
    return bool(node["name"] or node["end"])


def _nodes_shown(rows: Sequence[str], nodes: Sequence[re.Match[str] | None]) -> list[str]:
    shown: list[str] = []
    heading = ""
    for row, node in zip(rows, nodes, strict=True):
        if node is None:
            shown.append(row)
            continue
        text = _value(node["text"] or "") or (_value(node["name"] or "") if _is_shown(node) else "")
        if text == heading or not _is_shown(node):
            text = ""  # the link that a heading is
        if node["role"] == "heading":
            heading = text
            text = f"## {text}"
        shown.append(text)
    return shown


def _is_shown(node: re.Match[str]) -> bool:
    return node["role"] in _SHOWN


def _value(text: str) -> str:
    """Return what a text of YAML says: quotation marks are written where it needs them."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text[1:-1].replace("''", "'") if len(text) > 1 and text[0] == text[-1] == "'" else text
