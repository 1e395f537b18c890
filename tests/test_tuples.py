"""Named tuples of this program against those of `typing`."""

from __future__ import annotations

import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from papercli.tuples import NamedTuple


class Ours(NamedTuple):
    """A point."""

    x: int
    y: int | None = None
    """With a default."""
    names: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[int, int | None]:
        """A property."""
        return self.x, self.y

    def __str__(self) -> str:
        return f"{self.x}/{self.y}"


class Theirs(typing.NamedTuple):
    """A point."""

    x: int
    y: int | None = None
    names: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[int, int | None]:
        """A property."""
        return self.x, self.y

    def __str__(self) -> str:
        return f"{self.x}/{self.y}"


def matched(point: Any) -> Any:
    match point:
        case Ours(x, 2) | Theirs(x, 2):
            return x
    return None


@pytest.mark.parametrize(
    "told",
    [
        lambda kind: kind(1),
        lambda kind: kind(1, 2, ("a",)).both,
        lambda kind: kind(1, names=("a",), y=3),
        lambda kind: str(kind(1, 2)),
        lambda kind: repr(kind(1, 2)).replace(kind.__name__, ""),
        lambda kind: kind._make([1, 2, ()]),
        lambda kind: kind._make([1, 2]),
        lambda kind: kind(1)._replace(y=5),
        lambda kind: kind(1)._replace(z=5),
        lambda kind: kind(1)._asdict(),
        lambda kind: kind(),
        lambda kind: kind(1, z=2),
        lambda kind: setattr(kind(1), "x", 2),
        lambda kind: setattr(kind(1), "other", 2),
        lambda kind: hash(kind(1)),
        lambda kind: (kind(1) == (1, None, ()), kind(1) < kind(2), len(kind(1)), (*kind(1),)),
        lambda kind: matched(kind(1, 2)),
        lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__),
        lambda kind: [*kind.__annotations__],
        lambda kind: type(pickle.loads(pickle.dumps(kind(1, 2)))) is kind,
    ],
)
def test_what_is_ours_does_what_is_theirs(told: Callable[[Any], object]) -> None:
    assert outcome(told, Ours) == outcome(told, Theirs)


def outcome(told: Callable[[Any], object], kind: type) -> object:
    """What comes of it, or the kind of its failure."""
    try:
        return told(kind)
    except (AttributeError, TypeError, ValueError) as error:
        return type(error)


def test_a_field_without_a_default_follows_none_that_has_one() -> None:
    define: Any = type(NamedTuple)
    with pytest.raises(TypeError, match="default"):
        define("Wrong", (NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
