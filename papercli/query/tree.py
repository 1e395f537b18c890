"""The tree of a query: its nodes, and what can be told from it alone.

Named tuples rather than dataclasses: these are made on every start of a search, and a frozen
dataclass costs a millisecond to define. Their shapes differ, so that no two kinds of node are ever
equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from papercli.named_tuples import NamedTuple
from papercli.query.values import Label, Range, Text
from papercli.text import clean


class Not(NamedTuple):
    """Papers that do not match the part."""

    part: Node

    def __str__(self) -> str:
        """As it is written in a query."""
        return f"NOT ({self.part})" if isinstance(self.part, Group) else f"NOT {self.part}"


class Group(NamedTuple):
    """Papers that match all parts (``AND``) or any (``OR``); an empty AND is every paper."""

    operator: str
    parts: tuple[Node, ...]

    def __str__(self) -> str:
        """As it is written in a query."""
        if self.operator == "OR":
            return " OR ".join(map(str, self.parts))
        return " ".join(
            f"({part})" if isinstance(part, Group) else str(part) for part in self.parts
        )


Node: TypeAlias = "Text | Range | Label | Not | Group"
EVERYTHING = Group("AND", ())


def all_of(parts: Iterable[Node]) -> Node:
    """The tree that asks for all of these at once."""
    return group("AND", parts)


def texts(tree: Node) -> Iterator[Text]:
    """The texts that a paper is to hold, in the order written; not those after NOT."""
    return (part for part in wanted(tree) if isinstance(part, Text))


def wanted(tree: Node) -> Iterator[Text | Range | Label]:
    """The conditions of a tree in the order written; not those after NOT."""
    if isinstance(tree, Group):
        for part in tree.parts:
            yield from wanted(part)
    elif not isinstance(tree, Not):
        yield tree


def replaced(tree: Node, changes: Mapping[Node, Node]) -> Node:
    """The tree with other conditions in the place of some; not after NOT."""
    if isinstance(tree, Group):
        return group(tree.operator, [replaced(part, changes) for part in tree.parts])
    return changes.get(tree, tree)


def words(tree: Node) -> tuple[str, ...]:
    """What to highlight in a result: words, phrases and beginnings of words, each once."""
    return tuple(dict.fromkeys(clean(text.text) for text in texts(tree)))


def outline(tree: Node, indent: str = "") -> str:
    """The tree as indented lines, one node each."""
    if isinstance(tree, Group):
        if not tree.parts:
            return f"{indent}every paper"
        lines = [f"{indent}{'all of' if tree.operator == 'AND' else 'any of'}"]
        lines += [outline(part, indent + "  ") for part in tree.parts]
        return "\n".join(lines)
    if isinstance(tree, Not):
        return f"{indent}not\n{outline(tree.part, indent + '  ')}"
    kind = "text " if isinstance(tree, Text) else ""
    return f"{indent}{kind}{tree}"


def leaves(tree: Node) -> Iterator[Text | Range | Label]:
    """The conditions of a tree in the order written, those after NOT included."""
    if isinstance(tree, Group):
        for part in tree.parts:
            yield from leaves(part)
    elif isinstance(tree, Not):
        yield from leaves(tree.part)
    else:
        yield tree


def conjuncts(tree: Node) -> Sequence[Node]:
    """What a query asks for at once."""
    return tree.parts if isinstance(tree, Group) and tree.operator == "AND" else (tree,)


def group(operator: str, parts: Iterable[Node]) -> Node:
    """The parts under one operator; groups of the same operator dissolve in it."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Group) and part.operator == operator:
            flat += part.parts
        else:
            flat.append(part)
    return flat[0] if len(flat) == 1 else Group(operator, tuple(flat))
