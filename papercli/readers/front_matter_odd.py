"""Front matter that lacks one of its lines of dashes: its own lines tell how far it goes."""

from __future__ import annotations

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_DASHES = Pattern(r"[ \t]{0,8}(?:-{2,20}|[–—]-?)[ \t]*\Z")
"""A line of dashes, also as hands and programs that put signs right leave one."""
_KEY = Pattern(r"[^\W\d][\w .()/-]{0,60}:(?:\s|\Z)")
_PLAIN_KEY = Pattern(r"[a-z]\w{0,40}:(?:\s|\Z)")
_FURTHER = Pattern(r"[-\]}]|\s+\S")
"""An item, the end of a list, the next line of a value."""
_TITLE, _COMMENT, _TEMPLATE = "title:", "#", "{{"
LONGEST = 2_000
"""Lines of front matter."""
_FEWEST = 4
"""Keys without which lines that no dashes begin may be anything."""
_CUT = "nothing ends the front matter: the file may be cut"
_UNENDED = "no line of dashes ends the front matter: read as far as its keys go"
_UNBEGUN = "no line of dashes begins the front matter: read all the same"
_OTHERS = "the front matter stands between other lines than of three dashes: read all the same"


class Odd(NamedTuple):
    """Front matter, the lines of which are counted from 0."""

    start: int
    """Its first line."""
    inner: str
    end: int
    """The line at which the text begins."""
    line: int
    problem: str


def odd_block(lines: list[str], longest: int = LONGEST) -> Odd | None:
    """The front matter of a text, in so many lines, that does not stand between two lines of three
    dashes; None without."""
    first = next((at for at, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    begun = _DASHES.match(lines[first].lstrip("\ufeff"), 0) is not None
    if not begun and not _PLAIN_KEY.match(lines[first].lstrip("\ufeff")):
        return None
    start = first + begun
    looked_at = lines[: start + longest]
    behind, ended, keys, comments = _extent(looked_at, start)
    if not keys or (ended is None and not _may_end(lines[behind : behind + 1])):
        return None
    if not begun and not _may_lack_dashes(lines, keys, told=comments or ended is not None):
        return None
    if not begun:
        line, problem = first, _UNBEGUN
    elif ended is not None:
        line, problem = ended, _OTHERS
    else:
        line, problem = (behind - 1, _CUT) if behind == len(lines) else (behind, _UNENDED)
    inner = "\n".join([*lines[start:behind], ""])
    return Odd(start, inner, behind if ended is None else ended + 1, line, problem)


def _may_end(following: list[str]) -> bool:
    """Whether keys may end before a line; what goes on directly behind them is no front matter."""
    return not following or not following[0].strip() or following[0].startswith(_TEMPLATE)


def _may_lack_dashes(lines: list[str], keys: int, *, told: bool) -> bool:
    """Whether keys that no dashes begin are front matter, and no fields of an entry in a list:
    several of one title, if comments between them or a line behind them have ``told`` so."""
    return told and keys >= _FEWEST and sum(line.startswith(_TITLE) for line in lines) == 1


def _extent(lines: list[str], start: int) -> tuple[int, int | None, int, bool]:
    """The line behind the last one of keys and values, the line of dashes that ends them, how many
    keys there are, and whether comments stand between them."""
    behind, keys, comments, within = start, 0, False, False
    apart = True
    for at in range(start, len(lines)):
        line = lines[at]
        if keys and _DASHES.match(line, 0):
            return at, at, keys, comments
        if not line.strip():
            apart = True
            continue
        if line.startswith(_COMMENT):
            within = True
            apart = False
            continue
        if _KEY.match(line) if not (apart and keys) else _PLAIN_KEY.match(line):
            keys += 1
            comments |= within
        elif not keys or not _FURTHER.match(line) or (apart and not line[0].isspace()):
            cut = at == len(lines) - 1 and behind > start
            return (len(lines) if cut else behind), None, keys, comments
        behind, apart = at + 1, False
    return len(lines), None, keys, comments
