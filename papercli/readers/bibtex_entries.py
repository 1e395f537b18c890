"""Entries of BibTeX with the values of their fields: macros put in, parents of ``crossref`` read.

bibtexparser divides a text into blocks; what is inside a block is read here, since there a missing
comma or an unknown macro is to cost no more than its own field.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from papercli.named_tuples import NamedTuple
from papercli.readers.bibtex_blocks import FIELD, Tell, blocks
from papercli.readers.bibtex_regular import regular
from papercli.readers.references import short
from papercli.text.pattern import Pattern

LONGEST_VALUE = 1_000_000
"""Letters of one value, macros put in: macros made of macros grow without bound."""
_START = Pattern(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_APART = Pattern(r"^([ \t]*@\w+)([ \t]*\n[ \t\n]*)([{(])", re.MULTILINE)
_IN_COMMENT = Pattern(r"(?:\A|(?<=\s))@\w+\s*[{(][^,{}]{0,200},")
_PIECE = Pattern(r"\s*(?:(?P<number>\d+)(?![\w-])|(?P<open>[{\"])|(?P<name>[^\s{}\",=#%()]+))")
_JOINT = Pattern(r"\s*#")
_MARK = Pattern(r"(?<!\\)[{}\"]")
_NEXT = Pattern(r"\s*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FROM_TITLE = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_INHERITED = frozenset(
    "author key crossref xref label url doi eprint abstract note pages isbn ids entryset".split()
)


class Entry(NamedTuple):
    """One entry; names of fields and its type in lower case."""

    line: int
    """In the file, counted from 1."""
    type: str
    key: str
    fields: dict[str, str]
    """Values as written inside their braces or quotation marks; of equal names the first."""
    lines: dict[str, int]
    others: dict[str, list[str]]
    """Further values of fields that stand twice."""


def entries(text: str, tell: Tell) -> Iterator[Entry]:
    """The entries of a text in their order; tells of blocks that cannot be read, of text between
    entries that looks like fields, and of entries that are commented out."""
    macros = {name: name for name in _MONTHS}
    found = list(_read(text, macros, tell))
    parents: dict[str, Entry] | None = None
    for entry in found:
        parent = entry.fields.get("crossref", "").strip()
        if not parent:
            yield entry
            continue
        if parents is None:
            parents = {}
            for one in found:
                parents.setdefault(one.key.lower(), one)
        if parent.lower() not in parents:
            tell(entry.line, f"crossref to {short(parent)}, which is not in the file")
            yield entry
        else:
            yield _with_parent(entry, parents[parent.lower()])


def _with_parent(entry: Entry, parent: Entry) -> Entry:
    fields = dict(entry.fields)
    for name, value in parent.fields.items():
        if name not in _NOT_INHERITED:
            fields.setdefault(_FROM_TITLE.get(name, name), value)
    return entry._replace(fields=fields)


def _read(text: str, macros: dict[str, str], tell: Tell) -> Iterator[Entry]:
    if _APART.search(text, 0):
        text = _APART.sub(r"\1\3\2", text)
    for first, part in _parts(text):
        found = regular(part)
        if found is None:
            yield from _read_part(part, first, macros, tell)
            continue
        kind, key, written = found
        entry = Entry(first, kind, key, {}, {}, {})
        for name, value, line in written:
            if value[0] != "{":
                value = _value(value, macros, _at(first + line, tell, f"{name}: "))[0]  # noqa: PLW2901
            else:
                value = value[1:-1]  # noqa: PLW2901
            entry.fields[name] = value
            entry.lines[name] = first + line
        yield entry


def _read_part(part: str, first: int, macros: dict[str, str], tell: Tell) -> Iterator[Entry]:
    """The entries of a part whose first line has that number, by the library's blocks."""
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import ExplicitComment, ImplicitComment, ParsingFailedBlock, String

    # It writes each block that fails to standard error; that is told here.
    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
    comment = ""
    for block in blocks(part, first, tell):
        line = first + (block.start_line or 0)
        before, comment = comment, ""
        if isinstance(block, Block):
            if before.rpartition("\n")[2].lstrip().startswith("%"):
                tell(line, f"the entry {short(block.key)} is commented out")
            else:
                yield _entry(block, first, macros, tell)
        elif isinstance(block, String):
            macros[block.key.lower()] = _value(block.value, macros, _at(line, tell))[0]
        elif isinstance(block, ParsingFailedBlock):
            tell(line, f"cannot be read: {short(block.raw or '')}: {_reason(block)}")
        elif isinstance(block, ExplicitComment):
            if _IN_COMMENT.search(block.comment, 0) or FIELD.search(block.comment, 0):
                tell(line, f"the entry {short(block.comment)} is commented out")
        elif isinstance(block, ImplicitComment):
            comment = block.comment
            if FIELD.search(comment, 0):
                what = "text outside of entries that looks like fields: a brace too many?"
                tell(line, what)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts that begin with an entry, each with its line: an @ that begins a line
    begins an entry whatever is open, so that one that is not closed costs itself alone."""
    line, start = 1, 0
    for found in _START.finditer(text):
        if found.start() > start:
            yield line, text[start : found.start()]
            line += text.count("\n", start, found.start())
            start = found.start()
    yield line, text[start:]


def _entry(block: Any, first: int, macros: dict[str, str], tell: Tell) -> Entry:
    line = first + block.start_line
    entry = Entry(line, block.entry_type.lower(), block.key, {}, {}, {})
    for field in block.fields:
        # What stands before a name and begins with % is a remark, or a field that is one.
        lines = [line.strip() for line in field.key.split("\n")]
        if lines[-1].startswith("%"):
            continue
        at = first + field.start_line
        name = "-".join(" ".join(line for line in lines if line[:1] != "%").lower().split())
        rest = field.value
        while name:
            raw = rest
            value, rest = _value(raw, macros, _at(at, tell, f"{name}: "))
            if rest.strip() and raw[:1] == raw.rstrip()[-1:] == '"':
                value, rest = raw.rstrip()[1:-1], ""
                tell(at, f"{name}: quotation marks within quotation marks: read as part of it")
            if name not in entry.fields:
                entry.fields[name] = value
                entry.lines[name] = at
            elif value != entry.fields[name]:
                entry.others.setdefault(name, []).append(value)
                tell(at, f"{name} stands twice in the entry {short(block.key)}")
            following = _NEXT.match(rest, 0)
            name = following["name"].lower() if following else ""
            if following:
                tell(at, f"no comma before {name}")
                rest = rest[following.end() :]
            elif rest.strip():
                tell(at, f"text after a value: {short(rest)}")
    return entry


def _at(line: int, tell: Tell, of: str = "") -> Callable[[str], None]:
    return lambda what: tell(line, f"{of}{what}")


def _value(raw: str, macros: dict[str, str], tell: Callable[[str], None]) -> tuple[str, str]:
    """The value that pieces joined by # make, and what stands after it."""
    last = len(raw) - 1
    if raw[:1] == "{" and raw[last] == "}" and (raw.find("}") == last or _end(raw, 0) > last):
        return raw[1:-1], ""
    pieces: list[str] = []
    place, length = 0, 0
    while found := _PIECE.match(raw, place):
        if found["name"]:
            piece = macros.get(found["name"].lower())
            if piece is None:
                tell(f"no @string defines {short(found['name'])}")
                piece = ""
            place = found.end()
        elif found["number"]:
            piece, place = found["number"], found.end()
        else:
            start = found.start("open")
            place = _end(raw, start)
            piece = raw[start + 1 : place - 1]
        length += len(piece)
        if length > LONGEST_VALUE:
            tell("too long with its macros put in: left out")
            return "", ""
        pieces.append(piece)
        joined = _JOINT.match(raw, place)
        if joined is None:
            break
        place = joined.end()
    return "".join(pieces), raw[place:]


def _end(raw: str, start: int) -> int:
    """Where the piece ends that begins with a brace or a quotation mark; braces that are escaped
    do not count, as the library has it."""
    depth, quoted = 0, raw[start] == '"'
    for found in _MARK.finditer(raw, start + quoted):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if not depth and not quoted:
                return found.end()
        elif quoted and depth <= 0:
            return found.end()
    return len(raw)


def _reason(block: Any) -> str:
    return " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
