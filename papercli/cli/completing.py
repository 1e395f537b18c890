"""What may stand where the cursor is: commands, options, their values, fields, names.

Options and arguments are those that Typer knows of the command; what a value is, is told by the
name that the help gives it (PATH, QUERY, DIGEST), so that a new command is completed as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import Any, Protocol

from typer.main import get_command

from papercli.cli.app import COMMANDS, single, split_leading
from papercli.cli.shells import SHELLS
from papercli.named_tuples import NamedTuple
from papercli.output.rows import PAPER_FIELDS
from papercli.query.fields import FIELDS, HAS, IS


class Names(Protocol):
    """What the index holds; asked only where it matters."""

    def organizations(self) -> Iterable[tuple[str, str]]:
        """Account and name of each."""

    def digests(self) -> Iterable[str]:
        """The path of each."""


class Candidate(NamedTuple):
    """One word that may stand there, whole."""

    value: str
    help: str = ""
    goes_on: bool = False
    """Whether more of the word follows, so that no blank does."""


class Files:
    """Instead of candidates: whatever files there are, which the shell knows best."""


FILES = Files()
Found = list[Candidate] | Files


def complete(words: Sequence[str], current: str, names: Names) -> Found:
    """Complete ``current`` after ``words``, which are those after the program's name."""
    leading, rest = split_leading(words)
    if rest and rest[0] not in COMMANDS:
        return []
    name = rest[0] if rest else None
    # A command without options of its own shows those that all have.
    parameters = get_command(single(name or "help")).params
    options = {flag: each for each in parameters for flag in each.opts if flag.startswith("-")}
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    pending, position, closed = _walk([*leading, *rest[1:]], options)
    if pending is not None:
        return _values(options[pending], current, names)
    if not closed and current.startswith("-"):
        flag, equals, begun = current.partition("=")
        if equals:
            found = _values(options[flag], begun, names) if flag in options else []
            return found if isinstance(found, Files) else _after(f"{flag}=", found)
        return _matching(current, _flags(options))
    if name is None:
        return _commands(current)
    return _argument(arguments, position, current, names)


def _walk(words: Sequence[str], options: dict[str, Any]) -> tuple[str | None, int, bool]:
    """The option whose value comes next, the number of arguments so far, and whether no option can
    come any more."""
    pending, position, closed = None, 0, False
    for word in words:
        if pending is not None:
            pending = None
        elif closed or word == "-" or not word.startswith("-"):
            position += 1
        elif word == "--":
            closed = True
        else:
            pending = _awaiting(word, options)
    return pending, position, closed


def _awaiting(word: str, options: dict[str, Any]) -> str | None:
    """The option in a word that takes the next word as its value."""
    if word.startswith("--"):
        return word if word in options and _takes_value(options[word]) else None
    for place, letter in enumerate(word[1:], 2):
        if f"-{letter}" in options and _takes_value(options[f"-{letter}"]):
            return f"-{letter}" if place == len(word) else None
    return None


def _takes_value(option: Any) -> bool:
    return not (option.is_flag or option.count)


def _flags(options: dict[str, Any]) -> Iterable[Candidate]:
    for flag, option in options.items():
        if flag.startswith("--"):
            yield Candidate(flag, option.help or "")
    yield Candidate("--help", "Show this message and exit.")


def _commands(current: str) -> list[Candidate]:
    return _matching(current, (Candidate(name, does) for name, (_, does) in COMMANDS.items()))


def _argument(arguments: Sequence[Any], position: int, current: str, names: Names) -> Found:
    if not arguments:
        return []
    last = arguments[-1]
    if position >= len(arguments) and last.nargs != -1:
        return []
    return _values(arguments[min(position, len(arguments) - 1)], current, names)


def _values(parameter: Any, current: str, names: Names) -> Found:
    """What may stand for an option's value or an argument."""
    metavar = re.sub(r"[\[\].]", "", parameter.metavar or "")
    names_of_choice = getattr(getattr(parameter.type, "func", None), "names", None)
    if names_of_choice:
        return _matching(current, map(Candidate, names_of_choice))
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return _matching(current, map(Candidate, map(str, choices)))
    for kind in (*parameter.opts, metavar):
        if kind in _KINDS:
            return _KINDS[kind](current, names)
    return FILES if metavar in _FILES else []


def _query(current: str, names: Names) -> list[Candidate]:
    """The last word of a query, which may be several in one argument."""
    start = max(map(current.rfind, ' ("')) + 1
    before, word = current[:start], current[start:]
    name, colon, begun = word.partition(":")
    if not colon:
        fields = (Candidate(f"{each.name}:", each.help, True) for each in FIELDS.values())
        return _after(before, _matching(word, fields))
    values: dict[str, Callable[[], Iterable[Candidate]]] = {
        "org": lambda: (_as_word(*each) for each in names.organizations()),
        "digest": lambda: map(_as_file, names.digests()),
        "format": lambda: _readers("", names),
        "has": lambda: map(Candidate, HAS),
        "is": lambda: map(Candidate, IS),
    }
    found = _matching(begun, values[name]()) if name in values else []
    return _after(f"{before}{name}:", found)


def _organizations(current: str, names: Names) -> list[Candidate]:
    found = (Candidate(account, name) for account, name in names.organizations())
    return _matching(current, found)


def _as_word(name: str, help: str) -> Candidate:
    """A name as one word of a query, which only looks at letters and digits."""
    return Candidate(re.sub(r"[\s()\"]+", "_", name), help)


def _as_file(path: str) -> Candidate:
    """The name of a digest's file, as one word."""
    return _as_word(PurePath(path).name, path)


def _digests(current: str, names: Names) -> list[Candidate]:
    return _matching(current, map(Candidate, names.digests()))


def _readers(current: str, names: Names) -> list[Candidate]:
    from papercli.readers import READERS

    return _matching(current, (Candidate(reader.name, reader.title) for reader in READERS))


def _fields(current: str, names: Names) -> list[Candidate]:
    """One more of the fields that commas divide."""
    before, comma, begun = current.rpartition(",")
    said = before.split(",")
    rest = [Candidate(field) for field in PAPER_FIELDS if field not in said]
    return _after(before + comma, _matching(begun, rest))


_KINDS: dict[str, Callable[[str, Names], list[Candidate]]] = {
    "--org": _organizations,
    "--digest": lambda current, names: _matching(current, map(_as_file, names.digests())),
    "--reader": _readers,
    "READER": _readers,
    "--fields": _fields,
    "QUERY": _query,
    "DIGEST": _digests,
    "DIGEST=YEAR": lambda current, names: _matching(
        current, (Candidate(f"{path}=", "", True) for path in names.digests())
    ),
    "COMMAND": lambda current, names: _commands(current),
    "SHELL": lambda current, names: _matching(current, map(Candidate, SHELLS)),
}
"""How a value is completed, by its option, else by its name in the help."""
_FILES = frozenset(("PATH", "FILE", "CLUSTERS", "PAIRS"))
"""Names in the help that stand for files."""


def _matching(begun: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    wanted = begun.casefold()
    return [each for each in candidates if each.value.casefold().startswith(wanted)]


def _after(before: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [each._replace(value=before + each.value) for each in candidates]
