"""Two formats that somebody put into one file: what is left out is told."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from tests.invented import ROOT
from tests.readers.pages import problems, sightings, titles

FIXTURES = ROOT / "fixtures"
BIBTEX = "".join(
    f"@article{{k{n}, title = {{{title}}},\n  year = 2024{end}\n"
    for n, (title, end) in enumerate([("Kelp", "\n}"), ("Tides", " }")])
)
RIS = "".join(f"TY  - JOUR\nTI  - {title}\nPY  - 2024\nER  - \n" for title in ("Kelp", "Tides"))
NBIB = "\n".join(f"PMID- {n}\nTI  - {title}\n" for n, title in enumerate(("Kelp", "Tides"), 1))
LISTING = "".join(
    f"------------------------------------------------------------------------------\n\\\\\n"
    f"arXiv:2405.0123{n}\nDate: Mon, 27 May 2024 09:00:00 GMT   (9kb)\n\nTitle: {title}\n"
    f"Authors: Ada Quill and Bo Lindqvist\nCategories: cs.CL\n\\\\\n  We count {title}.\n"
    f"\\\\ ( https://arxiv.org/abs/2405.0123{n} ,  9kb)\n"
    for n, title in enumerate(("Kelp", "Tides"))
)
TEXTS = {"bibtex": BIBTEX, "ris": RIS, "nbib": f"{NBIB}\n", "mail": LISTING}
OTHERS = {
    "bibtex": "bibtex/library.bib",
    "ris": "ris/library.ris",
    "feed": "feed/arxiv-rss.xml",
    "markdown-list": "markdown-list/awesome-coast.md",
    "metadata": "metadata/scopus.csv",
    "notes": "notes/larder.md",
}
PAIRS = [(own, other) for own in TEXTS for other in OTHERS if own != other]


@pytest.mark.parametrize(("own", "other"), [pair for pair in PAIRS if pair != ("nbib", "ris")])
@pytest.mark.parametrize("between", ["", "\n", "\n\n\n"])
def test_what_stands_behind_the_entries_is_told(own: str, other: str, between: str) -> None:
    text = TEXTS[own] + between
    behind = (FIXTURES / OTHERS[other]).read_text(encoding="utf-8")
    reading = read_bytes((text + behind).encode(), "papers", reader=None)
    if [digest.reader for digest in reading.digests] == [other]:
        assert len(sightings(reading)) > 2 or reading.problems
        return
    assert titles(reading) == ["Kelp", "Tides"]
    told = (text.count("\n") + 1, f"what stands here is of another format ({other}): left out")
    assert told in problems(reading)


@pytest.mark.parametrize("other", OTHERS)
def test_what_stands_before_a_listing_is_told(other: str) -> None:
    before = (FIXTURES / OTHERS[other]).read_text(encoding="utf-8").strip()[:6_000]
    reading = read_bytes(f"{before}\n\n{LISTING}".encode(), "papers", reader="mail")
    assert titles(reading) == ["Kelp", "Tides"]
    assert (1, f"what stands here is of another format ({other}): left out") in problems(reading)


@pytest.mark.parametrize("end", ["\n\\\\\n", "\n\\\\\n" + "-" * 78 + "\n"])
def test_what_stands_behind_a_listing_without_addresses_is_told(end: str) -> None:
    listing = LISTING[: LISTING.rindex("\n\\\\ (")] + end
    reading = read_bytes(f"{listing}{RIS * 9}".encode(), "papers", reader="mail")
    told = (listing.count("\n") + 1, "what stands here is of another format (ris): left out")
    assert told in problems(reading)


def test_what_stands_before_the_entries_is_told() -> None:
    before = (FIXTURES / "metadata/openalex.json").read_text(encoding="utf-8")
    reading = read_bytes(f"\n{before}\n{RIS}".encode(), "papers", reader="ris")
    told = (2, "what stands here is of another format (metadata): left out")
    assert told in problems(reading)


@pytest.mark.parametrize(
    "around",
    [
        "% My library.\n" * 30,
        "This is my library of papers, which I keep for all that I read.\n" * 9,
        "@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:a\\;0\\;;\n}\n" * 9,
    ],
)
def test_what_reference_managers_and_people_write_around_entries_is_not(around: str) -> None:
    reading = read_bytes(f"{around}{BIBTEX}\n{around}".encode(), "papers.bib")
    assert titles(reading) == ["Kelp", "Tides"]
    assert not reading.problems
