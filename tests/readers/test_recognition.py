"""Which reader a file is for: recognized, named by the user, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import UsageError
from papercli.readers import READERS, UnknownFormatError, markdown_list, read_bytes
from tests.readers.pages import TITLES, entry, page, read, titles


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\0\1\2\xff" * 999,
        b"SQLite format 3\0",
        b"hello\n",
        b'{"paper": {"title": "x"}}',
        b"<html></html>",
    ],
)
def test_what_no_reader_knows(data: bytes) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        read(data)
    assert raised.value.message
    assert raised.value.hint


def test_a_page_inside_a_database_is_read_only_when_asked_for() -> None:
    data = b"SQLite format 3\0" + page(entry(0)).encode()
    with pytest.raises(UnknownFormatError, match="not text"):
        read(data)
    assert titles(read_bytes(data, "page.txt", reader="hf-page")) == TITLES[:1]


def test_an_unknown_reader_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError, match="no reader is named 'nope'") as raised:
        read_bytes(b"", "page.txt", reader="nope")
    assert all(reader.name in (raised.value.hint or "") for reader in READERS)


def test_a_named_reader_reads_what_it_would_not_recognize() -> None:
    reading = read_bytes(entry(0, None).encode(), "page.txt", reader="hf-page")
    assert titles(reading) == TITLES[:1]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_bytes(page(entry(0)).encode() + data, "page.txt")
    read_bytes(data, "page.txt", reader="hf-page")


def test_a_feed_is_no_list_whatever_its_items_hold() -> None:
    items = "".join(
        f"<item><title>Tides {number}</title><description>\n- [Tides in Streams {number}]"
        f"(https://arxiv.org/abs/2512.9000{number})\n</description></item>\n"
        for number in range(5)
    )
    feed = f'<rss version="2.0"><channel>\n{items}</channel></rss>\n'
    assert markdown_list.claim(feed).strength == 0
    assert markdown_list.claim(feed.partition(">")[2]).strength > 0
