"""Named tuples are to their users what `typing.NamedTuple` makes."""

from __future__ import annotations

import copy
import pickle
import sys
import types
import typing
from collections.abc import Callable
from typing import Any

import pytest

from papercli.named_tuples import NamedTuple


class Ours(NamedTuple):
    """A paper."""

    title: str
    authors: int = 0
    venue: str | None = None
    """Where it was published."""

    @property
    def short(self) -> str:
        return self.title[:3]


class Theirs(typing.NamedTuple):
    """A paper."""

    title: str
    authors: int = 0
    venue: str | None = None

    @property
    def short(self) -> str:
        return self.title[:3]


class Below(Ours):
    """One of a class that has the fields of another."""

    def upper(self) -> str:
        return self.title.upper()


USES: dict[str, Callable[[Any], Any]] = {
    "all in order": lambda made: made("Kelp", 3, "tide"),
    "by name": lambda made: made(venue="tide", authors=3, title="Kelp"),
    "some by name": lambda made: made("Kelp", venue="tide"),
    "defaults": lambda made: made("Kelp"),
    "too few": lambda made: made(),
    "too many": lambda made: made("Kelp", 3, "tide", 4),
    "twice": lambda made: made("Kelp", 3, "tide", title="Kelp"),
    "no such name": lambda made: made("Kelp", year=2024),
    "of an iterable": lambda made: made._make(iter(["Kelp", 3, "tide"])),
    "of too few": lambda made: made._make(["Kelp"]),
    "replaced": lambda made: made("Kelp", 3)._replace(authors=4, venue="tide"),
    "nothing replaced": lambda made: made("Kelp")._replace(),
    "as a dictionary": lambda made: made("Kelp", 3)._asdict(),
    "fields": lambda made: (made._fields, made._field_defaults, made.__match_args__),
    "attributes": lambda made: (made("Kelp").title, made("Kelp").authors, made("Kelp").short),
    "description": lambda made: made.__doc__,
    "unpacked": lambda made: [*made("Kelp", 3)],
    "in a set": lambda made: {made("Kelp"), made("Kelp", 0), ("Kelp", 0, None)},
    "in order": lambda made: sorted([made("Kelp", 3), made("Ebb"), made("Kelp", 2)]),
    "types": typing.get_type_hints,
}


def _outcome(use: Callable[[Any], Any], made: Any) -> Any:
    try:
        return use(made)
    except TypeError:
        return TypeError


def _fresh() -> Any:
    """A class like `Ours`, of which no instance was made yet."""
    kept = ("__module__", "__doc__", "__annotations__", "short")
    body = {name: vars(Ours)[name] for name in kept} | Ours._field_defaults
    return types.new_class("Fresh", (NamedTuple,), exec_body=lambda new: new.update(body))


@pytest.mark.parametrize("use", USES)
def test_a_use_comes_to_the_same(use: str) -> None:
    expected = _outcome(USES[use], Theirs)
    fresh = _fresh()
    assert _outcome(USES[use], fresh) == expected
    # The first use of a class may have compiled what the second goes by.
    assert _outcome(USES[use], fresh) == expected
    assert _outcome(USES[use], Ours) == expected
    assert _outcome(USES[use], Below) == expected or use == "description"


@pytest.mark.parametrize(
    "first", [lambda made: made("Kelp", 3, None), lambda made: made("Kelp", 3)]
)
def test_the_first_instance_decides_nothing(first: Callable[[Any], Any]) -> None:
    class New(NamedTuple):
        title: str
        authors: int
        venue: str | None = None

    assert first(New) == New("Kelp", 3) == New("Kelp", 3, None) == New(authors=3, title="Kelp")


@pytest.mark.parametrize("made", [Ours, Below])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_instance_is_copied_and_sent(made: type[Ours], protocol: int) -> None:
    one = made("Kelp", 3)
    for copied in (pickle.loads(pickle.dumps(one, protocol)), copy.copy(one), copy.deepcopy(one)):
        assert copied == one
        assert type(copied) is made


@pytest.mark.skipif(sys.version_info < (3, 13), reason="no copy.replace")
@pytest.mark.parametrize("made", [Ours, Below])
def test_an_instance_is_copied_with_other_values(made: type[Ours]) -> None:
    copied = copy.replace(made("Kelp", 3), authors=4)  # type: ignore[attr-defined]
    assert copied == made("Kelp", 4)
    assert type(copied) is made


def test_an_instance_is_written_as_it_is_made() -> None:
    assert repr(Ours("Kelp", 3)) == "Ours(title='Kelp', authors=3, venue=None)"
    assert repr(Below("Kelp")) == "Below(title='Kelp', authors=0, venue=None)"


def test_an_instance_does_not_change() -> None:
    one = Ours("Kelp")
    with pytest.raises(AttributeError):
        one.title = "Ebb"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.year = 2024  # type: ignore[attr-defined]


def test_a_name_that_is_no_field_is_not_replaced() -> None:
    with pytest.raises((TypeError, ValueError)):
        Ours("Kelp")._replace(year=2024)  # type: ignore[call-arg]


def test_a_pattern_takes_fields_in_their_order() -> None:
    match Ours("Kelp", 3):
        case Ours(title, 3):
            assert title == "Kelp"
        case _:
            pytest.fail("no match")
