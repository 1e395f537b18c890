"""Numbers in answers of Hugging Face's API: counts, names of figures alone, lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from papercli.hashes import fingerprint_of
from papercli.model.paper import Organization
from papercli.readers import read_bytes
from papercli.readers.base import Reading
from tests.readers.pages import sightings

PAPER = {
    "id": "2511.90001",
    "title": "Knots in Kelp",
    "summary": "We count knots.",
    "authors": [{"name": "Ada Quill"}],
    "publishedAt": "2025-11-24T09:30:00.000Z",
    "upvotes": 3,
}


def read(text: str) -> Reading:
    return read_bytes(text.encode(), "daily.json", reader="hf-api")


def entry(comments: object = 2, **changed: object) -> dict[str, Any]:
    return {"paper": {**PAPER, **changed}, "numComments": comments}


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (999_999_999, 999_999_999), ("7", 7)])
def test_a_count_is_a_whole_number_or_the_text_of_one(value: object, expected: int) -> None:
    reading = read(json.dumps([entry(value, upvotes=value)]))
    assert [(one.upvotes, one.comments) for one in sightings(reading)] == [(expected, expected)]
    assert not reading.problems


@pytest.mark.parametrize("value", [-1, 1_000_000_000, 1.5, True, "many"])
def test_any_other_count_is_told_and_left_out(value: object) -> None:
    reading = read(json.dumps([entry(value, upvotes=value)]))
    assert [(one.upvotes, one.comments) for one in sightings(reading)] == [(None, None)]
    assert len(reading.problems) == 2


def test_a_name_of_figures_alone_may_be_written_as_a_number() -> None:
    changed = entry(organization={"name": 4, "fullname": 42}, authors=[{"name": 34}])
    [seen] = sightings(read(json.dumps([changed])))
    assert (seen.organization, seen.authors) == (Organization("4", "42"), ("34",))


def test_the_line_of_what_is_broken_is_that_of_the_file() -> None:
    reading = read("[\n" + ",\n".join(['{"paper": broken}', *[json.dumps(entry())] * 2]) + "\n]")
    assert [one.line for one in sightings(reading)] == [3, 4]
    assert [one.line for one in reading.problems] == [2]


def test_parts_of_a_text_have_the_fingerprint_of_it() -> None:
    assert fingerprint_of(("Kelp", "Knots")) == fingerprint_of(("Kelp\nKnots",))
    assert fingerprint_of(("Kelp", "Knots")) != fingerprint_of(("KelpKnots",))
