"""The YAML between two lines of dashes at the beginning of a note, as keys with lists of texts.

Nothing is made a number or a date: 2409.10590 stays what it is. The lines are those of the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from papercli.named_tuples import NamedTuple
from papercli.readers.front_matter_odd import odd_block
from papercli.readers.front_matter_regular import written
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    import yaml

LONGEST = 50_000
"""Letters of front matter that are read; that of real notes has some hundreds."""
_DEEPEST = 3
"""Levels of a value: authors with their names, `[[links]]` that YAML takes for lists."""
_MOST_BRACKETS = 400
"""Of more brackets, or dashes in a line, the loader in C can run out of stack, which ends the
process (PyYAML 6.0.1, at 200,000 levels); the one in Python raises an error."""
_MOST_DASHES, _DEEPEST_INDENT = 20, 80

_BLANKS = " " * _DEEPEST_INDENT

_RULE = "---\n"
_CHECK_LINES = "check that a line of three dashes stands before and behind it"
_BEGINNING = Pattern(r"\A[\ufeff\s]{0,20}---[ \t]*\n(?=[^\n]*:|\s*#|\s*---)")
_END = Pattern(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEYED = Pattern(r"([^\W\d][\w .()/-]{0,60}?)\s*[:：](?:\s+(.*)|\s*)\Z")
_ITEM = Pattern(r"\s*-\s+(.*)\Z")
_NOTHING, _NOTHING_BEGINS = frozenset(("null", "~", "none")), "nN~"
_NAME_PARTS = ("name", "full_name", "fullname", "literal", "author")
_GIVEN, _FAMILY = (
    ("given", "firstname", "first", "first_name"),
    ("family", "lastname", "last", "last_name"),
)


class Field(NamedTuple):
    """The value of one key."""

    line: int
    """In the file, counted from 0."""
    values: tuple[str, ...]
    """One text, or those of a list."""
    listed: bool
    """Whether it is a list."""


class Matter(NamedTuple):
    """The front matter of a file."""

    fields: dict[str, Field]
    """By key: lower case, ``_`` for blanks and hyphens; the first of a key."""
    problems: list[tuple[int, str, str]]
    """Line, counted from 0; what is wrong; what to do."""
    end: int
    """The line at which the text begins."""


def block(text: str) -> tuple[int, str, int] | None:
    """The front matter of a text: its first line, itself, the line behind it; None without."""
    if plain := _plain_block(text):
        return plain
    begun = _BEGINNING.search(text, 0)
    ended = _END.search(text, begun.end()) if begun else None
    if begun is None or ended is None:
        return None
    inner = text[begun.end() : ended.start()]
    start = text.count("\n", 0, begun.end())
    return start, inner, start + inner.count("\n") + 1


def _plain_block(text: str) -> tuple[int, str, int] | None:
    """The front matter of a text as nearly all begin; None where it takes a second look."""
    begin = len(_RULE)
    if not text.startswith(_RULE) or text.find(":", begin, text.find("\n", begin)) < 0:
        return None
    end = text.find(f"\n{_RULE}", begin)
    if end < 0 or text.find("\n---", begin, end) >= 0 or text.find("\n...", begin, end) >= 0:
        return None
    inner = text[begin : end + 1]
    return 1, inner, inner.count("\n") + 2


def read(text: str) -> Matter | None:
    """The front matter of a text; None where it has none.

    What is no YAML is read line by line, as far as lines hold keys and values, and told.
    """
    whole = block(text)
    odd = None if whole else odd_block(text.split("\n"))
    if whole:
        start, inner, end = whole
    elif odd:
        start, inner, end = odd.start, odd.inner, odd.end
    else:
        return None
    matter = Matter({}, [], end)
    if odd:
        matter.problems.append((odd.line, odd.problem, _CHECK_LINES))
    if len(inner) > LONGEST:
        hint = "check that the second line of dashes stands where it should"
        matter.problems.append((start, f"front matter of more than {LONGEST:,} letters", hint))
        return matter
    plain = written(inner)
    if plain is not None:
        for index, name, texts, listed in plain:
            values = [
                text
                for one in texts
                if (text := one.strip())
                and (text[0] not in _NOTHING_BEGINS or not _is_nothing(text))
            ]
            field = Field(start + index, tuple(values), listed)
            if name.islower() and name.isidentifier() and name not in matter.fields:
                matter.fields[name] = field
            else:
                _take(matter, name, field)
        return matter
    import yaml  # takes 50 ms to import; few notes need it

    try:
        node = yaml.compose(inner, Loader=_loader(inner))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = start + min(mark.line if mark else 0, inner.count("\n"))
        told = str(getattr(error, "problem", None) or "it is nested too deeply")
        problem = f"the front matter is no YAML: {told}; read line by line"
        matter.problems.append((line, problem, "put a value that holds a colon in quotation marks"))
        _read_lines(inner, start, matter)
        return matter
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            listed = isinstance(value, yaml.SequenceNode)
            field = Field(start + key.start_mark.line, tuple(_texts(value)), listed)
            _take(matter, key.value if isinstance(key, yaml.ScalarNode) else "", field)
    return matter


def _loader(inner: str) -> type[yaml.BaseLoader]:
    """The quick loader, unless the nesting could be too much for it."""
    import yaml

    lines = inner.split("\n") if _may_be_deep(inner) else ()
    deep = (
        inner.count("[") + inner.count("{") > _MOST_BRACKETS
        or any(line.count("- ") + line.count("? ") > _MOST_DASHES for line in lines)
        or any(len(line) - len(line.lstrip()) > _DEEPEST_INDENT for line in lines)
    )
    return yaml.BaseLoader if deep else _quick_loader()


@cache
def _quick_loader() -> type[yaml.BaseLoader]:
    """The loader in C, where there is one, without what it takes to tell numbers and dates apart:
    a third of its time."""
    import yaml

    loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Quick(loader):  # type: ignore[misc, valid-type]
        def resolve(self, kind: object, value: object, implicit: object) -> str:
            return ""

    return Quick


def _may_be_deep(inner: str) -> bool:
    """A first look: whether a line may be of many dashes, or be indented far."""
    dashes = inner.count("- ") + inner.count("? ")
    return dashes > _MOST_DASHES or _BLANKS in inner or "\t" in inner


def _take(matter: Matter, name: str, field: Field) -> None:
    key = name.lower()
    if not key.isidentifier():
        key = re.sub(r"[\s-]+", "_", key.strip())
    if key in matter.fields:
        hint = "leave one of them"
        matter.problems.append((field.line, f"{key!r} stands twice: the first is taken", hint))
    elif key:
        matter.fields[key] = field


def _texts(node: yaml.Node, depth: int = 0) -> list[str]:
    """The texts of a node: of a list those of its items, of a person the name."""
    kind = getattr(node, "id", "")
    if kind == "scalar":
        text = node.value.strip()
        return [text] if text and not _is_nothing(text) else []
    if depth == _DEEPEST:
        return []
    if kind == "sequence":
        return [text for one in node.value for text in _texts(one, depth + 1)]
    person = {str(key.value).lower(): value for key, value in node.value}
    for name in _NAME_PARTS:
        if name in person:
            return _texts(person[name], depth + 1)
    parts = [person[name] for names in (_GIVEN, _FAMILY) for name in names if name in person]
    whole = " ".join(text for part in parts for text in _texts(part, depth + 1))
    return [whole] if whole else []


def _is_nothing(text: str) -> bool:
    return text.lower() in _NOTHING


def _read_lines(inner: str, start: int, matter: Matter) -> None:
    """Take ``key: value`` and items below a key, where the whole is no YAML."""
    last = ""
    for number, line in enumerate(inner.split("\n")):
        index = start + number
        keyed = _KEYED.match(line)
        if keyed:
            value = (keyed[2] or "").strip()
            listed = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
            if value.startswith("[") and "]" not in value:
                listed, value = True, f"{value},…]"  # the rest of the list is lost
            parts = value[1:-1].split(",") if listed else [value]
            texts = tuple(text for part in parts if (text := part.strip(" \"'")))
            last = re.sub(r"[\s-]+", "_", keyed[1].strip().lower())
            _take(matter, keyed[1], Field(index, texts, listed))
        elif (item := _ITEM.match(line)) and last in matter.fields:
            field = matter.fields[last]
            matter.fields[last] = Field(field.line, (*field.values, item[1].strip(" \"'")), True)
