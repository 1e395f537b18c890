"""Pages as Hugging Face shows them, made of invented papers, and what was read of one."""

from __future__ import annotations

import re

from papercli.model.digest import Problem
from papercli.model.paper import Sighting
from papercli.readers import Reading, read_bytes

TITLES = [
    "Lighthouse: Guiding Small Models Past Large Mistakes",
    "A Study of Silence in Spoken Dialogue",
    "Knots and Crosses: Topology of Attention Maps",
    "Sparse Harbours for Dense Traffic",
]

ABSTRACTS = [
    f"We study problem number {number} and find that it is harder than it looks. A method is given "
    "that solves the easy half of it in linear time. Experiments on three invented data sets show "
    "that the hard half is rare in practice, and we say where it is not."
    for number in range(len(TITLES))
]

MASTHEAD = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
]


def page(*entries: str, date: str = "Dec 10", masthead: list[str] = MASTHEAD) -> str:
    return "\n\n".join([*masthead, date, *entries])


def entry(number: int, metadata: str | None = "  • 4 authors\n·\nMay 26 2") -> str:
    text = f"{TITLES[number]}\n\n{ABSTRACTS[number]}"
    return f"{text}\n\n{metadata}" if metadata else text


def read(text: str | bytes, year: int | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, "page.txt", year=year)


def sightings(reading: Reading) -> list[Sighting]:
    return [sighting for digest in reading.digests for sighting in digest.sightings]


def titles(reading: Reading) -> list[str]:
    return [sighting.title for sighting in sightings(reading)]


def numbers_left_out(problem: Problem) -> range:
    """The numbers of the lines that a problem says were left out."""
    if problem.line is None or "left out" not in problem.problem:
        return range(0)
    last = re.search("up to line ([0-9]+)", problem.problem)
    return range(problem.line, (int(last[1]) if last else problem.line) + 1)


def problems(reading: Reading) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.problem) for problem in reading.problems]
