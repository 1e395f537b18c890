"""HTML, parsed: the one room that knows selectolax."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.text import encodable
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    Tree = LexborHTMLParser
    Node = LexborNode

_WITH_END = tuple(
    f"{name}>"
    for name in "div a span button svg h3 form article path g label h1 h2 h4 ul ol nav b i em"
    " strong section header footer main table tbody body script style title".split()
)


class Page(NamedTuple):
    """The HTML of a page, and the line of the file for a line of it, both counted from 1."""

    text: str
    line: Callable[[int], int]


DEEPEST = 400
"""Elements within each other: Lexbor takes time with the square of that (0.5 s at 20,000), and what
is looked for in each is looked for in all around it; pages and mails have some fifty."""

_TAG = Pattern(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>?")
_WITHOUT_END = frozenset(
    "area base br col embed hr img input link meta param source track wbr "
    "p li td tr th dt dd option".split()
)


def parse(text: str) -> Tree | None:
    """The tree of HTML of any quality; None where elements lie too deep in each other."""
    from selectolax.lexbor import LexborHTMLParser  # of use for saved pages and mails only

    if text.count("<") > DEEPEST and _most_deep(text) > DEEPEST and _depth(text) > DEEPEST:
        return None
    try:
        return LexborHTMLParser(text)
    except UnicodeEncodeError:
        return LexborHTMLParser(encodable(text))


def words(node: Node | None) -> str:
    """The text of an element with single blanks; empty without one."""
    return "" if node is None else " ".join(node.text(separator=" ").split())


def _most_deep(text: str) -> int:
    """What `_depth` is at most, found in a third of the time: all tags count as open but for usual
    ones that are closed."""
    depth = deepest = 0
    for number, part in enumerate(text.split("</")):
        if number and depth and part.startswith(_WITH_END):
            depth -= 1
        depth += part.count("<")
        deepest = max(deepest, depth)
    return deepest


def _depth(text: str) -> int:
    """No less than how deep elements lie in each other, but for those that end by themselves."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _WITHOUT_END and not tag[0].endswith("/>"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest
