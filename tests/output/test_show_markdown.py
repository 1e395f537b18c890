"""A paper as a card in Markdown: nothing of a digest is read as mark-up."""

from __future__ import annotations

import io
from typing import Any

import pytest

from papercli.output.show_markdown import write
from papercli.search.evidence import Group
from tests.output.papers import HOSTILE, paper


def card(title: str = "Weaving Short Memories", **known: object) -> str:
    stream = io.StringIO()
    write(paper(1, title, **known), Group(1, title), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"title": "*Kelp* <b>_x_</b>\n# y"}, r"## \*Kelp\* \<b\>\_x\_\</b\> # y"),
        ({"abstract": "# Kelp grows."}, r"\# Kelp grows."),
        ({"abstract": "1. Kelp grows."}, r"1\. Kelp grows."),
        ({"abstract": "- Kelp grows."}, r"\- Kelp grows."),
        ({"arxiv_id": "2401.00001"}, "- **arXiv:** <https://arxiv.org/abs/2401.00001>"),
        ({"url": "https://example.org/a_b"}, "- **URL:** <https://example.org/a_b>"),
        ({"url": "javascript:x"}, "- **URL:** javascript:x"),
        ({"url": "https://example.org/a b>c"}, r"- **URL:** https://example.org/a b\>c"),
        ({"authors": ("A. Alga", "B_b")}, r"- **Authors:** A. Alga; B\_b"),
        ({"authors": None, "author_count": 3}, "- **Authors:** 3"),
    ],
    ids=str,
)
def test_what_stands_in_a_card(changed: dict[str, Any], line: str) -> None:
    assert line in card(**changed).splitlines()


def test_what_is_not_known_is_left_out() -> None:
    bare = "## Weaving Short Memories\n\n- **Paper:** 1\n\n### Seen 0 times\n\n"
    assert card() == bare


def test_nothing_hostile_gets_through() -> None:
    whole = card(
        HOSTILE,
        abstract=HOSTILE,
        authors=(HOSTILE,),
        url=f"https://example.org/{HOSTILE}",
        links=("https://example.org/\u202egnp",),
    )
    assert whole.replace("\n", "").isprintable()
    assert "[bold]" not in whole
