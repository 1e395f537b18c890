"""A page within another format: a value of JSON, a list of its lines, line breaks written out."""

from __future__ import annotations

import re
from collections import Counter

from papercli.readers.hf_claim import claim
from papercli.readers.transport import OF_A_PAGE

_BEGINS_IN = 20_000
_FOR_BREAKS = (
    "<br>",
    "<br/>",
    "<br />",
    "⏎",
    "↵",
    "␤",
    "␊",
    "¶",
    "&#10;",
    "%0A",
    "\t",
    " | ",
    " / ",
    "  ",
)
_OF_MASTHEAD = (
    "Subscribe",
    "Daily Papers",
    "Trending Papers",
    "byAK and the research community",
    "by AK and the research community",
    "Get trending papers in your email inbox!",
    "Get trending papers in your email inbox once a day!",
)
_LEAST_SHARE = 0.6
_FEWEST_LINES = 6
_WRITTEN_OUT = re.compile(r'\\([nrt"\\])')
_BREAK = re.compile(r"\\(n)")
_ESCAPED = re.compile(r'\\\\|(?<=[ (])\\"')
_MANY = 10
_MEANT = {"n": "\n", "r": "\n", "t": "\t"}


def unwrapped(text: str) -> tuple[str, str] | None:
    """Return the page that is nearly all of the text and what it was packed into, None where there
    is none."""
    if not any(sign in text[:_BEGINS_IN] for sign in OF_A_PAGE):
        return None
    page = _value(text) if text.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"} else None
    if page is not None and _is_page(page):
        return page, "a value of JSON"
    if found := _with_breaks(text):
        return found, "one line"
    if text.count("\\n") < max(_FEWEST_LINES, text.count("\n") * _MANY):
        return None
    # Where neither backslashes nor quotation marks were escaped, `\"` and `\t` are TeX.
    pattern = _WRITTEN_OUT if _ESCAPED.search(text) else _BREAK
    page = pattern.sub(lambda match: _MEANT.get(match[1], match[1]), text)
    return (page, "one line") if _is_page(page) else None


def _is_page(text: str) -> bool:
    """Whether a text is a page by itself: abstracts speak of a research community, too."""
    return claim(text).strength > 0


def _with_breaks(text: str) -> str | None:
    """Return the text with line breaks for the sign that stands in their place: what a masthead
    says stands between two of them."""
    for sign in _FOR_BREAKS:
        if text.count(sign) >= max(_FEWEST_LINES, text.count("\n") * _MANY):
            parts = [part.strip() for part in text.split(sign)]
            if sum(line in parts for line in _OF_MASTHEAD) > 1:
                return "\n".join(parts)
    return None


def _value(text: str) -> str | None:
    """Return the string that is most of what JSON holds, or the lines that it lists."""
    import json

    from papercli.readers.python_literals import as_json

    lines = text.strip().split("\n")
    if len(lines) >= _FEWEST_LINES and lines[0].startswith("{") and lines[0].endswith("}"):
        return _of_lines(lines)
    try:
        value = json.loads(as_json(text) if text.lstrip()[1:2] == "'" else text, strict=False)
    except (ValueError, RecursionError):
        return None
    longest = max(_texts(value), key=len, default="")
    whole = longest.count("\n") >= _FEWEST_LINES and len(longest) >= _LEAST_SHARE * len(text)
    return longest if whole else None


def _of_lines(lines: list[str]) -> str | None:
    """Return the page whose lines as many lines of JSON hold, each under the same key."""
    import json

    try:
        values = [json.loads(line) for line in lines if line.strip()]
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(value, dict) for value in values):
        return None
    texts = Counter(key for value in values for key in value if isinstance(value[key], str))
    in_all = (key for key, count in texts.items() if count == len(values))
    pages = ("\n".join(value[key] for value in values) for key in in_all)
    return next(filter(_is_page, pages), None)


def _texts(value: object) -> list[str]:
    """Return the strings within a value; a list of strings is one, of lines."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            lines = [line for line in one if isinstance(line, str)]
            if lines and len(lines) == len(one):
                found.append("\n".join(lines))
            else:
                waiting += one
    return found
