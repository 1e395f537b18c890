"""What a tool left in the lines of a page: blanks as entities, codes of signs, hyphens, marks, each
line twice."""

from __future__ import annotations

import re

_FEWEST = 3
_FEW = 12
_NEARLY_ALL = 0.95
_BLANK_ENTITIES = re.compile(r"^(?:\s|&nbsp;|&#160;|&#xA0;)+|(?:\s|&nbsp;|&#160;|&#xA0;)+$", re.I)
_CODE_OF_SIGN = re.compile(
    r"\(cid:[0-9]{1,3}\)|\\text(?:bullet|periodcentered)(?:\{\})?|\$\\(?:cdot|bullet)\$"
)
_CODES = ("(cid:", "\\text", "$\\cdot$", "$\\bullet$")
_ADMONITIONS = ("!!! ", "??? ", "???+ ")
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?) [\w\-]+(?: \"(.*)\")?\s*$")
_HIGHLIGHT = re.compile(r"(?<![^\s(\[\"'])==(?=[^\s=])(.{1,300}?)(?<=[^\s=])==(?![^\W_]|=)")
_SITE = "Hugging Face"
_NAME_OF_SITE = re.compile(rf"\s[-–—|·]\s(?:a )?{_SITE}\s*$")
_FEWEST_SITED = 5
"""Lines that differ: the header of a printed page is one that returns."""
_HARD_BLANK = "\u00a0"
_NOT_SIGN = "¬"
"""A hyphen at the end of a line, in text that a scanner or a word processor divided."""
_SOFT_HYPHEN = "\u00ad"


def without_residues(rows: list[str]) -> list[str]:
    """Return as many rows without what a tool left in them."""
    if sum(row.count(_HARD_BLANK) for row in rows) > sum(row.count(" ") for row in rows):
        rows = [row.replace(_HARD_BLANK, " ") for row in rows]
    if sum("&nbsp;" in row or "&#160;" in row for row in rows) >= _FEWEST:
        rows = [_BLANK_ENTITIES.sub("", row) if "&" in row else row for row in rows]
    if sum(_is_code(row) for row in rows) >= _FEWEST:
        rows = [_CODE_OF_SIGN.sub("•", row) if _is_code(row) else row for row in rows]
    if sum(map(_is_divided, rows)) >= _FEWEST:
        rows = [row[:-1] + _SOFT_HYPHEN if _is_divided(row) else row for row in rows]
    if sum(row.startswith(_ADMONITIONS) for row in rows) >= _FEWEST:
        rows = [_ADMONITION.sub(r"\1", row) for row in rows]
    if sum(row.count("==") > 1 and bool(_HIGHLIGHT.search(row)) for row in rows) >= _FEWEST:
        rows = [_HIGHLIGHT.sub(r"\1", row) for row in rows]
    sited = {row for row in rows if _SITE in row and _NAME_OF_SITE.search(row)}
    if len(sited) >= _FEWEST_SITED:
        rows = [_NAME_OF_SITE.sub("", row) if row in sited else row for row in rows]
    return _once(rows)


def _is_code(row: str) -> bool:
    return row.lstrip().startswith(_CODES) and _CODE_OF_SIGN.match(row.lstrip()) is not None


def _is_divided(row: str) -> bool:
    return row.endswith(_NOT_SIGN) and row[-2:-1].isalpha()


def _once(rows: list[str]) -> list[str]:
    """Return the rows with the second of two equal ones blank, where nearly all stand twice."""
    filled = [place for place, row in enumerate(rows) if row.strip()]
    if len(filled) < _FEW:
        return rows
    again = [
        other
        for one, other in zip(filled[::2], filled[1::2], strict=False)
        if other == one + 1 and rows[one] == rows[other]
    ]
    if len(again) < _NEARLY_ALL * (len(filled) // 2):
        return rows
    once = list(rows)
    for place in again:
        once[place] = ""
    return once
