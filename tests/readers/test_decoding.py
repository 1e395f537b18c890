"""From bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.readers.decoding import decode


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    text = "naïve plain text in several words\nand lines"
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\r\nb", "a\nb"),
        (b"a\rb", "a\nb"),
        (b"a\r\nb\rc", "a\nb\rc"),
        (b"a\n\xef\xbb\xbfb", "a\nb"),
    ],
)
def test_line_ends_and_marks_between_files(data: bytes, text: str) -> None:
    assert decode(data) == (text, [])


@pytest.mark.parametrize(
    ("data", "lines"),
    [(b"a\nb\xff\xfe", [2]), (b"a\nb\0\n\0", [2]), (b"\xff\n\0", [1, 2]), (b"\xff\xfea", [1])],
)
def test_damage_is_located(data: bytes, lines: list[int]) -> None:
    text, problems = decode(data)
    assert [line for line, _ in problems] == lines
    assert "\N{REPLACEMENT CHARACTER}" in text


@given(st.binary())
def test_any_bytes_give_text_that_can_be_stored(data: bytes) -> None:
    text, _ = decode(data)
    text.encode()
    assert "\0" not in text
