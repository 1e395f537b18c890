"""Lists in no format: what is taken for one, and what is an entry of it."""

from __future__ import annotations

import pytest

from papercli.ingest.bare_list import are_short, beside, entries, perhaps

LIST = """\
# to read
1. Counting Kelp Forests by Satellite

- [x] Harbors: A Survey (arXiv:2405.01234v2)
https://arxiv.org/abs/2405.09999
10.1145/1234.5678
* iTides of the Sea https://example.org/tides
Sand, Shells, and 1,000 Stones: Where Do They Come from...
Kelp on the Shore, 2405.08888
"""


def test_a_line_is_a_title_or_what_names_a_paper() -> None:
    found = entries(LIST.encode())
    assert found is not None
    assert [(one.line, one.title, one.arxiv_id or one.doi) for one in found] == [
        (2, "Counting Kelp Forests by Satellite", None),
        (4, "Harbors: A Survey", "2405.01234"),
        (5, "", "2405.09999"),
        (6, "", "10.1145/1234.5678"),
        (7, "iTides of the Sea", None),
        (8, "Sand, Shells, and 1,000 Stones: Where Do They Come from...", None),
        (9, "Kelp on the Shore,", "2405.08888"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but remarks\n",
        "We count forests of kelp by\nsatellite and find that there\nare fewer than there were.\n",
        "#!/bin/sh\nexport KELP=1\nexec kelp $1\n",
        "Kelp\nTides\nHarbors\n",
        "<!DOCTYPE html><html><body>Counting Kelp</body></html>",
        "Counting Kelp\0\0\0\0 Forests",
        "Counting Kelp " + "and More Kelp " * 30,
        "The following kinds are known:\nCounting them,\nOther ones;\n",
        "We count forests of kelp.\nThere are fewer than there were.\n",
        "Name of it,Depth\nRed Kelp,31\nOld Tide,25\n",
        "Old Kelp;Deep Harbor;1000\nNew Tide;Near Shore;2000\n",
        "Old Kelp\tDeep Harbor\nNew Tide\tNear Shore\n",
        "Name, Depth\nRed Kelp, 31\nOld Tide, 25\n",
        "2025-01-01 12:00:01 INFO Kelp started\n2025-01-01 12:00:02 INFO Tide came\n",
        "[9:58] Ida: Have you read it?\n[10:02] Bo: Not yet, no\n",
        "-Old line of kelp\n+New line of kelp\n",
        "SELECT name, depth\nFROM kelp\nWHERE depth > 3\n",
        "FROM kelp:3.12\nRUN install the kelp\nCOPY all of it\n",
        "INFO Kelp started on port 80\nWARN Tide almost high\nINFO Kelp is shutting down\n",
    ],
)
def test_a_text_is_no_list(text: str) -> None:
    assert entries(text.encode()) is None


def test_titles_in_capitals_alone_are_no_commands() -> None:
    lines = ["COUNTING KELP BY SATELLITE", "TIDES OF SPRING", "SAND AND SHELLS OF THE SHORE"]
    assert len(entries("\n".join(lines).encode()) or ()) == len(lines)


def test_an_id_behind_a_comma_makes_no_table() -> None:
    lines = [f"Kelp on Shore {shore}, 2405.0888{shore}" for shore in range(5)]
    assert len(entries("\n".join(lines).encode()) or ()) == len(lines)


@pytest.mark.parametrize(("odd", "is_list"), [(1, True), (2, False)])
def test_hardly_any_line_is_no_title(odd: int, is_list: bool) -> None:
    lines = [f"Kelp on Shore {shore}" for shore in range(10 - odd)] + ["and so on"] * odd
    assert (entries("\n".join(lines).encode()) is not None) == is_list


@pytest.mark.parametrize(
    "line",
    [
        "1. {}", "[1] {}", "- {} (2024)", "(2024) {}", "2024 - {}", "2024: {}", "{}, 2024",
        "{}, NeurIPS 2024", "{}. ICLR 2024", "{} | CVPR 2024", "{} [ICML 2024]",
        "{} (NeurIPS, 2024)",
        "{}, Moreau et al., 2024", "{} - Moreau and Lind, 2024", "{} (Moreau et al., ICML 2024)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "title",
    [
        "Counting Kelp, Sand, and Wrack of the Shore",
        "The Harbors of 1953: What the Tide Left",
        "2024 Tides and the Moon: An Overview",
    ],
)
def test_who_where_and_when_beside_a_title_is_no_part_of_it(line: str, title: str) -> None:
    found = entries((line.format(title) + "\n").encode())
    assert found is not None
    assert [one.title for one in found] == [title]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ida Moreau\nBo Lindqvist\nDr. Åsa van den Berg\n", True),
        ("- Oat milk\n- Whole wheat bread\n- Eggs of hens\n", True),
        ("Red Kelp\nOld Tide\n", False),  # too few to tell
        ("Red Kelp\nOld Tide\nDeep Harbor 2405.01234\n", False),
        ("Red Kelp\nCounting the Old Tide\nWrack and Sand of the Shore\n", False),
    ],
)
def test_short_lines_may_be_names_of_anything(text: str, short: bool) -> None:
    found = entries(text.encode())
    assert found is not None
    assert are_short(found) == short


@pytest.mark.parametrize(
    "text",
    [
        "counting kelp by satellite\nthe tides of spring\n",
        "Counting Kelp by Satellite.\nThe Tides of Spring.\n",
        "Counting Kelp by Satellite;\nThe Tides of Spring;\n",
        "Counting Kelp by Satellite,\nThe Tides of Spring\n",
        "Plants:\nCounting Kelp by Satellite\n\nWater:\nThe Tides of Spring\n",
    ],
)
def test_lines_of_a_text_may_be_titles_where_an_index_has_them(text: str) -> None:
    assert entries(text.encode()) is None
    found = perhaps(text.encode()) or ()
    assert [one.title.lower().rstrip(".") for one in found] == [
        "counting kelp by satellite",
        "the tides of spring",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Old Kelp;Deep Harbor;1000\nNew Tide;Near Shore;2000\n",
        "name: kelp\nshores: 3\ntides:\n  - low\n  - high\n",
        "-old line of kelp.\n+new line of kelp.\n",
        "the kelp\0\0\0\0 of the shore",
    ],
)
def test_what_is_no_text_is_no_list_whatever_an_index_has(text: str) -> None:
    assert perhaps(text.encode()) is None


@pytest.mark.parametrize("line", ["{}. 2024", "{} 2024", "{} 2024.", "2024-05-01 {}", "({n}) {}"])
def test_a_year_that_ends_every_line_is_no_part_of_the_titles(line: str) -> None:
    titles = ["Counting Kelp by Satellite", "The Tides of Spring", "Sand and Shells of the Shore"]
    lines = [line.format(title, n=n) for n, title in enumerate(titles, 1)]
    found = entries("\n".join(lines).encode()) or perhaps("\n".join(lines).encode()) or ()
    assert [one.title for one in found] == titles


def test_a_year_that_ends_a_title_stays() -> None:
    lines = "The Flood of 1953\nCounting Kelp by Satellite\nSand and Shells of the Shore\n"
    assert [one.title for one in entries(lines.encode()) or ()] == lines.splitlines()


@pytest.mark.parametrize(
    "people", ["Moreau et al. (2024). {}.", "Moreau, I., & Lind, B. (2024). {}.",
               "Moreau and Lind (2024b). {}", "Moreau et al.: {}", "Ida Moreau et al., {}, 2024"],
)  # fmt: skip
def test_who_and_when_before_a_title_are_no_part_of_it(people: str) -> None:
    titles = ["Counting Kelp by Satellite", "The Tides of Spring (2019) Revisited by Many"]
    text = "\n".join(map(people.format, titles)).encode()
    assert [one.title.rstrip(".") for one in entries(text) or perhaps(text) or ()] == titles


@pytest.mark.parametrize(
    "title",
    ["Kelp (2019). Revisited by Many", "Sea and Sand (2019): By Many", "On Moreau et al.: A Reply"],
)
def test_a_name_and_a_year_may_be_of_the_title(title: str) -> None:
    found = entries(f"{title}\n".encode()) or ()
    assert [one.title for one in found] == [title]


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("- [A](b)\n- Kelp of the Northern Sea\n", [2]),
        ("1. [A](b)\n22. Kelp of the Northern Sea\n", [2]),  # whatever the number
        ("- [A](b)\n* Kelp of the Northern Sea\n", []),
        ("- [A](b)\n  - Kelp of the Northern Sea\n", []),  # says something of the entry above
        ("- [A](b)\nKelp of the Northern Sea\n", []),
        ("## A\n- Kelp of the Northern Sea\n", []),  # and so does what stands below a heading
        ("- [A](b)\n- [Kelp of the Northern Sea](c)\n", []),
        ("- [A](b)\n- https://arxiv.org/abs/2401.01234\n", []),  # what its reader has seen
        ("- [A](b)\n- 2401.01234\n", []),
        ("- Kelp of the Southern Sea\n  - https://arxiv.org/abs/2401.01234\n", []),  # or has taken
        ("- [A](b)\n- Oat Milk\n- Brown Rice\n- Sea Salt\n", []),
    ],
)
def test_what_stands_beside_the_entries_that_a_reader_found(listed: str, found: list[int]) -> None:
    assert [one.line for one in beside(listed.encode(), {1})] == found
