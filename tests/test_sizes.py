"""Numbers of bytes, as people write and read them."""

from __future__ import annotations

import pytest

from papercli.sizes import read, told


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("1000000", 1_000_000),
        ("200MB", 200_000_000),
        ("200 mb", 200_000_000),
        ("1.5g", 1_500_000_000),
        ("2T", 2_000_000_000_000),
        ("512KiB", 524_288),
        ("1MiB", 1_048_576),
        ("3b", 3),
    ],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert read(text) == size


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "1XB", "MB", "0.2", "1e9", "inf", "1 000", "9" * 30]
)
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read(text)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1B"),
        (999, "999B"),
        (1000, "1kB"),
        (1_500_000_000, "1.5GB"),
        (1_048_576, "1.049MB"),
        (5 * 10**15, "5000TB"),
    ],
)
def test_a_size_is_told(size: int, text: str) -> None:
    assert told(size) == text
