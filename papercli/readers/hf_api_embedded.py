"""What a saved page of Hugging Face embeds for its scripts: in the attribute of one tag.

To parse a whole page takes longer than all else that is done with it, so that where this tag is
written as the site writes it, nothing but the tag is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papercli.readers.html_tree import parse
from papercli.text.entities import unescaped
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.html_tree import Tree

_PROPS = "[data-target=DailyPapers][data-props], [data-target=PaperContent][data-props]"
_TARGET = Pattern(r"data-target=[\"']?(?:DailyPapers|PaperContent)[\"'\s>]")
_TAG = Pattern(
    r"<div class=\"[^\"<>&]*\" data-target=\"(?:DailyPapers|PaperContent)\" data-props=\""
)
_HIDING = tuple(
    "script style textarea title template noscript iframe xmp noembed noframes plaintext frameset"
    " select".split()
)
"""Elements in which a tag is text, or is left out of the tree."""
_CUT = Pattern(
    r"data-target=[\"']?(?:DailyPapers|PaperContent)[\"']?\s[^<>]{0,200}data-props=\"([^\"]+)\Z"
)


def plain_props(text: str) -> tuple[str, str] | None:
    """What the first tag of a page that embeds papers holds, and the page without this tag, line by
    line the same: a first look, which tells nearly all. None may be one all the same."""
    target = _TARGET.search(text, 0)
    start = text.rfind("<", 0, target.start()) if target else -1
    tag = _TAG.match(text, start) if start >= 0 else None
    end = text.find('"', tag.end()) if tag else -1
    if not text.startswith('">', end) or _may_be_hidden(text[:start].lower()):
        return None
    end += len('">')
    if text.find("\n", start, end) >= 0:
        return None
    tree = parse(text[start:end])
    props = props_in(tree) if tree else None
    return (props[0], text[:start] + text[end:]) if props else None


def _may_be_hidden(before: str) -> bool:
    """Whether what follows may be no tag of the page: part of a comment, of a script."""
    opened = before.rfind("<!--")
    if opened >= 0 and opened > before.rfind("-->"):
        return True
    for name in _HIDING:
        opened = before.rfind(f"<{name}")
        if opened >= 0 and opened > before.rfind(f"</{name}"):
            return True
    return False


def props_in(tree: Tree) -> list[str]:
    """What all tags of a page that embed papers hold."""
    return [node.attributes.get("data-props") or "" for node in tree.css(_PROPS)]


def unfinished_props(text: str) -> list[str]:
    """What an attribute holds with which the text breaks off: a parser leaves the element out."""
    start = _CUT.search(text, 0)
    return [unescaped(start[1])] if start else []
