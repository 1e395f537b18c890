"""The number of the line at an offset, whatever was asked before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papercli.readers.line_numbers import LineNumbers


@given(st.text("a\n"), st.lists(st.integers(0, 20)))
def test_a_line_is_numbered_by_the_line_ends_before_it(text: str, offsets: list[int]) -> None:
    numbers = LineNumbers(text)
    assert [numbers.at(at) for at in offsets] == [text[:at].count("\n") + 1 for at in offsets]
