"""Lists in no format: what is taken for one, and what is an entry of it."""

from __future__ import annotations

import pytest

from papercli.ingest.bare_list import entries

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
    ],
)
def test_a_text_is_no_list(text: str) -> None:
    assert entries(text.encode()) is None


def test_an_id_behind_a_comma_makes_no_table() -> None:
    lines = [f"Kelp on Shore {shore}, 2405.0888{shore}" for shore in range(5)]
    assert len(entries("\n".join(lines).encode()) or ()) == len(lines)


@pytest.mark.parametrize(("odd", "is_list"), [(1, True), (2, False)])
def test_hardly_any_line_is_no_title(odd: int, is_list: bool) -> None:
    lines = [f"Kelp on Shore {shore}" for shore in range(10 - odd)] + ["and so on"] * odd
    assert (entries("\n".join(lines).encode()) is not None) == is_list
