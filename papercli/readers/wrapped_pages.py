"""A page within another format: a value of JSON, a list of its lines, line breaks written out."""

from __future__ import annotations

import re

_BEGINS_IN = 20_000
_SIGNS = ("email inbox", "research community")
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
    if not any(sign in text[:_BEGINS_IN] for sign in _SIGNS):
        return None
    page = _value(text) if text.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"} else None
    if page is not None:
        return page, "a value of JSON"
    if text.count("\\n") < max(_FEWEST_LINES, text.count("\n") * _MANY):
        return None
    # Where neither backslashes nor quotation marks were escaped, `\"` and `\t` are TeX.
    pattern = _WRITTEN_OUT if _ESCAPED.search(text) else _BREAK
    return pattern.sub(lambda match: _MEANT.get(match[1], match[1]), text), "one line"


def _value(text: str) -> str | None:
    """Return the string that is most of what JSON holds, or the lines that it lists."""
    import json

    from papercli.readers.python_literals import as_json

    try:
        value = json.loads(as_json(text) if text.lstrip()[1:2] == "'" else text, strict=False)
    except (ValueError, RecursionError):
        return None
    longest = max(_texts(value), key=len, default="")
    whole = longest.count("\n") >= _FEWEST_LINES and len(longest) >= _LEAST_SHARE * len(text)
    return longest if whole else None


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
