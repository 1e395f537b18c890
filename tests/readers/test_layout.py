"""Dividing unmarked lines into entries."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from papercli.readers.layout import Entry, Item, Rates, Role, divide
from papercli.readers.line_evidence import look_at
from papercli.readers.wrapping import Break

TITLE = "Harbour Lights: Navigation Without Maps"
ABSTRACT = (
    "We describe a harbour. It has lights, and ships find their way by them. The number of ships "
    "is large and the number of lights is small, so that each light serves many ships at once."
)


def item(line: str, stop: Break = Break.BLANK, role: Role = Role.TEXT) -> Item:
    return Item(look_at(line), role, stop, paragraph=len(line))


def entries(items: list[Item], *, metadata: bool = False) -> list[Entry]:
    return divide(items, metadata=metadata, rates=Rates())


@given(
    st.lists(st.tuples(st.text(min_size=1), st.sampled_from(Break), st.sampled_from(Role))),
    st.booleans(),
)
def test_lines_keep_their_order_and_stand_in_one_place(
    lines: list[tuple[str, Break, Role]], metadata: bool
) -> None:
    found = entries([item(*line) for line in lines], metadata=metadata)
    assert all(entry.title for entry in found)
    for entry in found:
        own = [*entry.title, *entry.abstract]
        assert own == sorted(own)
    positions = sorted(
        place for entry in found for place in [*entry.title, *entry.abstract, *entry.left_out]
    )
    assert len(positions) == len(set(positions))
    assert set(positions) <= set(range(len(lines)))


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_missing_abstracts_shift_nothing(with_abstract: list[bool]) -> None:
    lines: list[str] = []
    for has_abstract in with_abstract:
        lines += [TITLE, ABSTRACT] if has_abstract else [TITLE]
    found = entries([item(line) for line in [*lines, TITLE, ABSTRACT]])
    lone = any(not one and not other for one, other in pairwise(with_abstract))
    if not lone:
        assert [bool(entry.abstract) for entry in found] == [*with_abstract, True]


def test_wrapped_paragraphs() -> None:
    first = [TITLE, "and Without Stars", *ABSTRACT.split(". ")]
    stops = [Break.BLANK, Break.JOIN, Break.BLANK, Break.JOIN, Break.JOIN]
    items = [item(line, stop) for line, stop in zip(first, stops, strict=True)]
    items[0].paragraph = len(" ".join(first[:2]))
    items[2].paragraph = len(ABSTRACT)
    items += [item(TITLE), item(ABSTRACT)]
    assert [(entry.title, entry.abstract) for entry in entries(items)] == [
        ([0, 1], [2, 3, 4]),
        ([5], [6]),
    ]


def test_a_word_of_a_menu_is_a_title_only_where_nothing_else_is() -> None:
    word = item("Subscribe", role=Role.WORD)
    [alone] = entries([word, item(ABSTRACT)], metadata=True)
    assert (alone.title, alone.abstract) == ([0], [1])
    [beside] = entries([word, item(TITLE), item(ABSTRACT)], metadata=True)
    assert (beside.title, beside.abstract) == ([1], [2])


def test_a_line_that_nothing_speaks_for_is_left_out() -> None:
    assert entries([item("some words that stand here by themselves")]) == []
