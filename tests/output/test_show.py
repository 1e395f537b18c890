"""A paper as a person sees it: which sighting each field is from stands beside the facts."""

from __future__ import annotations

import io

import pytest

from papercli.model.paper import PartialDate, Sighting
from papercli.output.console import console
from papercli.output.show_table import draw
from papercli.search.evidence import explain_paper
from papercli.search.lookup import load
from papercli.store.connection import scratch
from tests.store.invented import FERRY, digest, store

TITLE = "Verified Docking of Island Ferries"


def drawn(monkeypatch: pytest.MonkeyPatch, *sightings: Sighting, width: int = 80) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    screen = console(io.StringIO(), "never")
    with scratch() as connection:
        pages = [
            digest(f"page{day}", [one], PartialDate(2025, 12, day))
            for day, one in enumerate(sightings, 1)
        ]
        store(connection, [[page] for page in pages])
        [paper] = load(connection, [1])
        draw(paper, explain_paper(connection, 1), screen)
    assert isinstance(screen.file, io.StringIO)
    return [line.rstrip() for line in screen.file.getvalue().splitlines()]


def test_fields_stand_under_the_number_of_the_sighting_they_are_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = ("Ann Tide", "Bo Sand", "Cy Reef")
    lines = drawn(
        monkeypatch,
        Sighting(1, TITLE.upper(), FERRY, 3, comments=2, url="https://a.example"),
        Sighting(1, TITLE, FERRY, 3, authors=named, comments=7, doi="10.5555/a"),
    )
    assert lines[0] == f"1  {TITLE}"
    told = " ".join(" ".join(lines[: lines.index("Seen")]).split())
    from_sightings = "from 1: abstract, authors, URL; 2: title, author names, DOI, comments"
    assert f"{from_sightings} Island ferries" in told


def test_evidence_that_wraps_stands_under_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Sighting(1, TITLE.upper(), FERRY, 3)
    lines = drawn(monkeypatch, Sighting(1, TITLE, FERRY, 3), other, width=30)
    evidence = lines[lines.index("Why this is one paper") + 1 :]
    assert evidence[0].startswith("1 and 2: ")
    further = evidence[1 : next(n for n, line in enumerate(evidence) if line.startswith("1: "))]
    assert further
    assert all(line.startswith(" " * len("1 and 2: ")) for line in further)


def test_nothing_is_said_of_one_sighting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(
        line.startswith("from") for line in drawn(monkeypatch, Sighting(1, TITLE, FERRY, 3))
    )
