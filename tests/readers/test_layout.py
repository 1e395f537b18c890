"""Dividing unmarked lines into entries."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from papercli.readers.layout import divide

TITLE = "Harbour Lights: Navigation Without Maps"
ABSTRACT = (
    "We describe a harbour. It has lights, and ships find their way by them. The number of ships "
    "is large and the number of lights is small, so that each light serves many ships at once."
)


@given(st.lists(st.tuples(st.text(min_size=1), st.booleans()), max_size=30))
def test_every_line_stands_in_one_entry_in_order(lines: list[tuple[str, bool]]) -> None:
    entries = divide([line for line, _ in lines], [blank for _, blank in lines])
    positions = [position for entry in entries for position in [*entry.title, *entry.abstract]]
    assert positions == list(range(len(lines)))
    assert all(entry.title for entry in entries)


@given(st.lists(st.sampled_from([(True,), (False, True)]), min_size=1, max_size=10))
def test_missing_abstracts_shift_nothing(parts: list[tuple[bool, ...]]) -> None:
    # No two of them in turn: two titles alone look as a title and its abstract do.
    with_abstract = [*itertools.chain(*parts), True]
    lines: list[str] = []
    for has_abstract in with_abstract:
        lines += [TITLE, ABSTRACT] if has_abstract else [TITLE]
    entries = divide(lines, [True] * len(lines))
    assert [bool(entry.abstract) for entry in entries] == with_abstract


def test_wrapped_paragraphs() -> None:
    lines = [TITLE, "and Without Stars", *ABSTRACT.split(". "), TITLE, ABSTRACT]
    blanks = [True, False, True, False, False, True, True]
    entries = divide(lines, blanks)
    assert [(entry.title, entry.abstract) for entry in entries] == [
        ([0, 1], [2, 3, 4]),
        ([5], [6]),
    ]
