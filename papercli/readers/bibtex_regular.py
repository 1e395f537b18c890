"""Entries of BibTeX that are written as nearly all are, divided in a third of the time.

What bibtexparser makes of such an entry; None for any other, however slight the doubt.
"""

from __future__ import annotations

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_HEAD = Pattern(r"[ \t]*@(?P<type>[A-Za-z]+)[ \t]*\{\s*(?P<key>[^\s,{}\"=()@\\%#]+)\s*,")
_BRACED = r"[^{}]*"
for _ in range(3):
    _BRACED = rf"[^{{}}]*(?:\{{{_BRACED}\}}[^{{}}]*)*"
# Two runs of blanks are never neighbors: a long one would be divided in every way.
_FIELD = Pattern(
    rf"\s*(?P<name>[A-Za-z][A-Za-z0-9_-]*)\s*(?P<sign>=)\s*"
    rf"(?P<value>\{{{_BRACED}\}}|\"[^\"{{}}\\]*\"|[0-9]+|[A-Za-z]+)\s*(?:(?P<end>\}}|,\s*\}})|,)"
)
_OTHERS = ("comment", "preamble", "string")
_DOUBTFUL = ("\\{", "\\}", "\\\n")
"""What the library takes for no mark, or for no end of a line."""


class Field(NamedTuple):
    """One field as written."""

    name: str
    """In lower case."""
    value: str
    """With its braces or quotation marks."""
    line: int
    """Counted from the entry, from 0."""


def regular(part: str) -> tuple[str, str, list[Field]] | None:
    """Type, key and fields of the one entry that a text is, each name once; None where it is more
    than that, or in any way unusual."""
    head = _HEAD.match(part, 0)
    if head is None or part.find("@", head.start("type")) >= 0:
        return None
    if "\\" in part and any(sign in part for sign in _DOUBTFUL):
        return None
    kind = head["type"].lower()
    if kind.startswith(_OTHERS):
        return None
    fields: list[Field] = []
    names: set[str] = set()
    at, line, counted = head.end(), 0, 0
    while found := _FIELD.match(part, at):
        name, sign = found["name"].lower(), found.start("sign")
        line += part.count("\n", counted, sign)
        counted, at = sign, found.end()
        names.add(name)
        fields.append(Field(name, found["value"], line))
        if found.start("end") >= 0:
            whole = len(names) == len(fields) and (at == len(part) or part[at:].isspace())
            return (kind, head["key"], fields) if whole else None
    return None
