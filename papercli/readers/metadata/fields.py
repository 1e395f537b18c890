"""The fields of one record, by the names that it has for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from papercli.readers.base import quoted
from papercli.readers.metadata.plans import Plan
from papercli.readers.metadata.values import text_of

Record = Any
"""What holds values by name, or a row of cells, which holds them by their place."""
Tell = Callable[[str], None]
"""Takes what is wrong with a record, in words for a person."""

_MOST_DIGITS = 9
_NOTHING = frozenset(
    (
        *("", "-", "nan", "none", "null", "n/a", "na", "n.d.", "unknown", "in press"),
        *("[no abstract available]", "no abstract available", "no abstract available."),
        *("no abstract", "abstract not available", "abstract not available.", "abstract missing"),
    )
)


class Fields:
    """One record; what cannot be read of it is told, and the next name is tried."""

    __slots__ = ("plan", "record", "tell")

    def __init__(self, record: Record, plan: Plan, tell: Tell) -> None:
        self.record, self.plan, self.tell = record, plan, tell

    def text(self, field: str) -> str | None:
        """The first text under the names of a field."""
        for key in self.plan.get(field, ()):
            value = self.record[key]
            if not value:
                continue
            found = value.strip() if type(value) is str else text_of(value)
            if not found:
                if found is None:
                    self.refuse(field, "not a text", value)
            elif len(found) > _LONGEST_NOTHING or not says_nothing(found):
                return found
        return None

    def first(self, field: str, read: Callable[[Any], Any]) -> Any:
        """What the first name gives that holds anything; told where it cannot be read."""
        for key in self.plan.get(field, ()):
            value = self.record[key]
            if not value:
                continue
            found = read(value)
            if found is not None:
                return found
            if not says_nothing(value):
                self.refuse(field, "cannot be read", value)
        return None

    def all(self, field: str, read: Callable[[Any], tuple[str, ...]]) -> tuple[str, ...]:
        """What all names give, each once."""
        found: tuple[str, ...] = ()
        for key in self.plan.get(field, ()):
            if value := self.record[key]:
                more = read(value)
                found = tuple(dict.fromkeys((*found, *more))) if found else more
        return found

    def count(self, field: str, *, strict: bool = True) -> int | None:
        """A number of things; ``strict`` tells of what is none."""
        for key in self.plan.get(field, ()):
            value = self.record[key]
            if not value:
                continue
            number = value if type(value) is str else text_of(value) or ""
            number = number.strip().removesuffix(".0")
            if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS:
                return int(number)
            if strict and not says_nothing(value):
                self.refuse(field, "not a number", value)
        return None

    def each(self, field: str) -> list[tuple[Any, Any]]:
        """All values of a field that hold anything, with their keys."""
        record = self.record
        return [(key, record[key]) for key in self.plan.get(field, ()) if record[key]]

    def refuse(self, field: str, why: str, value: object) -> None:
        """Tell of a value that is not taken."""
        self.tell(f"{field}: {why}: {quoted(' '.join(str(value)[:200].split()))}")


_LONGEST_NOTHING = max(map(len, _NOTHING))


def says_nothing(value: Any) -> bool:
    """Whether a text stands for no value, as "NaN" does."""
    return isinstance(value, str) and value.strip().casefold() in _NOTHING
