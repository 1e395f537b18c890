"""Headings of lists, and the titles directly below them."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from papercli.readers.markdown import naming
from tests.readers.pages import sightings


@pytest.mark.parametrize(
    "heading", ["# Papers of the Coast", "## Attention Kernels\n\n### To read"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "line",
    [
        "- [{title}](https://arxiv.org/abs/2512.9000{n}) - seen from above.",
        "- **{title}**, Ida Moreau, Tom Okafor, 2025. [[paper]](https://arxiv.org/abs/2512.9000{n})",
        "* {title} [[paper]](https://arxiv.org/abs/2512.9000{n})",
    ],
)
def test_the_first_title_below_a_heading_may_read_like_a_name(
    heading: str, gap: str, line: str
) -> None:
    listed = [
        "Adaptive Kernel Fusion Revisited Again",
        "Tides in the Residual Stream of Small Seas",
    ]
    lines = [line.format(title=title, n=n) for n, title in enumerate(listed)]
    text = heading + gap + "\n".join(lines) + "\n"
    reading = read_bytes(text.encode(), "list.md")
    assert [found.title for found in sightings(reading)] == listed
    assert not reading.problems


def test_bold_words_behind_a_sentence_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def is_names(text: str) -> bool:
        looked_at.append(text)
        return False

    monkeypatch.setattr(naming, "is_names", is_names)
    line = "We read much of kelp and of tides, and of **Kelp** and of **Tides**, " * 40
    text = f"- {line}[paper](https://arxiv.org/abs/2512.90001)\n"
    read_bytes(text.encode(), "list.md", reader="markdown-list")
    assert 0 < len(looked_at) < 20
