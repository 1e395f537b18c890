"""The blocks that bibtexparser divides a text of BibTeX into, and what puts a broken one right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from papercli.text.pattern import Pattern

MOST_BLOCKS = 8
"""Blocks of a part in which an error is still looked for; more are no entry with an error."""
_HEAD = Pattern(r"(@\w+[ \t]*[{(]\s*)(?:([^\s,{}()=\"]+)(?=\s+[\w-]+\s*=))?")
_COMMENT_LINE = Pattern(r"^[ \t]*%.*$", re.MULTILINE)
FIELD = Pattern(r"^[ \t]*,?[ \t]*[A-Za-z][\w-]{1,30}[ \t]*=[ \t]*[{\"\d]", re.MULTILINE)
_FIELD_LINE = Pattern(
    r"^(?P<name>[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*)\{(?P<inner>.*)\}(?P<end>[ \t]*,?[ \t]*)$",
    re.MULTILINE,
)
_APART = Pattern(r"(?<=,)(?=[ \t]*[A-Za-z][\w-]{1,30}[ \t]*=[ \t]*[{\"\d])")
_WITHIN = Pattern(r",[ \t]*[A-Za-z][\w-]{1,30}[ \t]*=[ \t]*[{\"]")
"""Between fields of one line; within a value it is what a missing brace took for more of it."""
_BRACE = Pattern(r"(?<!\\)[{}]")
_COMMAS = Pattern(r",(?:\s*,)+")

Tell = Callable[[int, str], None]
"""Takes a line, counted from 1, and what is wrong there."""


def blocks(part: str, first: int, tell: Tell) -> list[Any]:
    """The blocks of a part; where its entry cannot be read as it stands, with what is likely meant
    put right, which is told."""
    found = _split(part)
    if len(found) > MOST_BLOCKS or not _are_odd(found):
        return found
    for mended, what in _mended(part):
        others = _split(mended)
        if _are_odd(others):
            continue
        if not any(_holds_field(field.value) for block in others for field in _fields(block)):
            if what:
                tell(first, what)
            return others
    return found


def _are_odd(found: list[Any]) -> bool:
    """Whether one of the blocks cannot be read, or fields stand behind the end of their entry."""
    from bibtexparser.model import ImplicitComment, ParsingFailedBlock

    return any(
        isinstance(block, ParsingFailedBlock)
        or (isinstance(block, ImplicitComment) and FIELD.search(block.comment, 0))
        for block in found
    )


def _mended(part: str) -> Iterator[tuple[str, str]]:
    yield _COMMENT_LINE.sub("", part), ""  # as whoever wrote the % wanted it
    yield _HEAD.sub(r"\1\2,", part, 1), "no comma after the key of the entry"
    yield part + "\n}", "the last brace of the entry is missing"
    yield _COMMAS.sub(",", part), "two commas, and nothing between them"
    pieces = [part] if "\n" in part.strip() else _APART.split(part)
    evened = "".join([_FIELD_LINE.sub(_evened, piece) for piece in pieces])
    yield evened, (told := "braces that do not balance within a field: read without them")
    yield evened + "\n}", told


def _holds_field(value: str) -> bool:
    return bool(FIELD.search(value, 1) or _WITHIN.search(value, 0))


def _evened(found: re.Match[str]) -> str:
    """A field that fills its line, without the braces in it where these do not balance."""
    depth = 0
    for mark in _BRACE.findall(found["inner"]):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            break
    inner = found["inner"] if depth == 0 else _BRACE.sub("", found["inner"])
    return f"{found['name']}{{{inner}}}{found['end']}"


def _split(part: str) -> list[Any]:
    """The blocks of a part; an entry that has a field or a key twice is one like any other."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock
    from bibtexparser.splitter import Splitter

    found = []
    for block in Splitter(part).split().blocks:
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            assert block.ignore_error_block is not None
            block = block.ignore_error_block  # noqa: PLW2901
        found.append(block)
    return found


def _fields(block: Any) -> list[Any]:
    return getattr(block, "fields", [])
