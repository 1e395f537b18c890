"""The bare parses of what is written in Markdown (`bare_parses.py`)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bare_parses import Fields, day_of

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_ABSTRACT = re.compile(r"> \[!abstract\]\n> (.*(?:\n> .*)*)")
_LABELED = re.compile(r"(?m)^\*\*(\w+):\*\* (.*)$")


def markdown(text: str) -> Fields:
    """Tables and lists in Markdown, a row or an item an entry, with its links: markdown-it-py."""
    found: list[list[object]] = []
    for token in _markdown_it().parse(text):
        if token.type in {"tr_open", "list_item_open", "heading_open"}:
            found.append([])
        elif token.type == "inline" and found:
            links = [one.attrs["href"] for one in token.children or () if one.type == "link_open"]
            found[-1].append((token.content, links))
    return list(map(tuple, found))


@cache
def _markdown_it() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def note(text: str) -> Fields:
    """A note on one paper: PyYAML in C for the front matter, an expression for the abstract."""
    fields, body = _front_matter(text)
    abstract = _ABSTRACT.search(body)
    return [
        (
            *map(fields.get, "title authors arxiv pdf tags".split()),
            day_of(fields.get("date")),
            abstract and abstract[1].replace("\n> ", "\n"),
        )
    ]


def digest_note(text: str) -> Fields:
    """A note on several papers: PyYAML in C for the front matter, markdown-it-py for the text,
    whose headings are titles with links or names of fields."""
    fields, body = _front_matter(text)
    found: list[dict[str, Any]] = []
    heading, field = False, ""
    for token in _markdown_it().parse(body):
        if token.type == "heading_open":
            heading, field = True, ""
        elif token.type == "inline":
            links = [one.attrs["href"] for one in token.children if one.type == "link_open"]
            if links:
                title = "".join(one.content for one in token.children)
                found.append({"title": title, "url": links[0], "id": links[0].rpartition("/")[2]})
            elif heading:
                field = token.content
            elif field:
                found[-1][field] = token.content
            else:
                found[-1].update(_LABELED.findall(token.content))
            heading = False
    return [
        (
            day_of(fields.get("date")),
            *map(entry.get, ("title", "url", "id", "Abstract")),
            entry.get("Authors", "").split(", "),
            entry.get("Categories", "").split(),
        )
        for entry in found
    ]


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    import yaml

    _, inner, body = _FRONT.split(text, 1)
    return yaml.load(inner, yaml.CBaseLoader), body
