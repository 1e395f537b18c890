"""``papers readers``: what can be read, with an example of each that is read."""

from __future__ import annotations

import json

import pytest

from papercli.readers import READERS, Reader, read_bytes
from tests.command import Papers


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_example_is_read_by_its_reader(reader: Reader) -> None:
    reading = read_bytes(reader.example.encode(), "example")
    assert [digest.reader for digest in reading.digests] == [reader.name]
    assert reading.digests[0].sightings
    assert not reading.problems
    assert len(reader.example.splitlines()) <= 15


def test_the_list_has_every_reader(papers: Papers) -> None:
    rows = json.loads(papers("readers", "--json").out)
    assert [(row["reader"], row["reads"], row["example"]) for row in rows] == [
        (reader.name, reader.title, reader.example) for reader in READERS
    ]
    lines = papers("readers").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [reader.name for reader in READERS]
    drawn = papers("readers", "--format", "table").out
    assert all(f"{reader.name}  {reader.title}" in drawn for reader in READERS)
    assert "\n    May 26, 2024 2" in drawn
