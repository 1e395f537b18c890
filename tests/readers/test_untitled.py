"""An entry that gives an identifier and no title is told once a file, in whatever format."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from papercli.readers.untitled import Untitled
from tests.readers.pages import problems, sightings, titles

ABS = "https://arxiv.org/abs/"
BIBTEX = "@misc{{{0}, eprint = {{2410.0190{0}}}, archiveprefix = {{arXiv}}}}"
RIS = "TY  - JOUR\nAU  - Bee, Ann\nUR  - " + ABS + "2410.0190{0}\nER  - "
LINES = '{{"arxiv_id": "2410.0190{0}", "authors": ["Ann Bee"]}}'
TITLED = {
    "bibtex": "@misc{a, title = {Kelp}}",
    "ris": "TY  - JOUR\nTI  - Kelp\nER  - ",
    "metadata": '{"title": "Kelp"}',
}


@pytest.mark.parametrize(
    ("reader", "entry", "lines"),
    [("bibtex", BIBTEX, (2, 3, 5)), ("ris", RIS, (4, 8, 15)), ("metadata", LINES, (2, 3, 5))],
)
def test_it_is_told_with_its_lines(reader: str, entry: str, lines: tuple[int, ...]) -> None:
    titled = TITLED[reader]
    parts = [titled, entry.format(1), entry.format(2), titled, entry.format(3)]
    reading = read_bytes("\n".join(parts).encode(), "a", reader=reader)
    assert titles(reading) == ["Kelp", "", "", "Kelp", ""]
    assert [one.line for one in sightings(reading) if not one.title] == [*lines]
    [(line, told)] = problems(reading)
    spans = f"{lines[0]}-{lines[1]}" if lines[1] == lines[0] + 1 else f"{lines[0]}, {lines[1]}"
    assert line == lines[0]
    assert told == f"3 identifiers without a title: lines {spans}, {lines[2]}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("headline,Rating,doi,authors\nKelp,5,10.1234/a,Ann Bee\n",
         "no column is known as a title; not understood: 'headline', 'Rating'"),
        ("doi,abstract,authors\n10.1234/a,Kelp.,Ann Bee\n", "no column is known as a title"),
        ('[{"headline": "Kelp", "doi": "10.1234/a", "arxiv_id": "2410.01901"}]',
         "no field is known as a title; not understood: 'headline'"),
        ('{"headline": "Kelp", "arxiv_id": "2410.01901"}\n{"arxiv_id": "2410.01902"}\n',
         "no field is known as a title; not understood: 'headline'"),
        ("".join(f"x{n}," for n in range(10)) + "doi,abstract\n" + "1," * 10 + "10.1234/a,b\n",
         "no column is known as a title; not understood: 'x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6',"
         " 'x7' and 2 more"),
        ("title,doi,authors\n,10.1234/a,Ann Bee\n",
         "other digests of these identifiers give the titles; correct the file if it has them"),
    ],
)  # fmt: skip
def test_the_hint_names_what_was_not_understood(text: str, hint: str) -> None:
    reading = read_bytes(text.encode(), "a")
    assert {problem.hint for problem in reading.problems} == {hint}
    assert set(titles(reading)) == {""}


def test_many_lines_are_told_as_runs_and_counted() -> None:
    untitled = Untitled()
    for line in [*range(1, 1_000), *range(2_000, 2_050, 2)]:
        untitled.add(line)
    [problem] = untitled.told("a")
    told = "lines 1-999, 2000, 2002, 2004, 2006, 2008, 2010, 2012, 2014, 2016 and 16 more"
    assert problem.problem == f"1,024 identifiers without a title: {told}"
    assert not Untitled().told("a")
