"""At which width lines were wrapped, whatever became of their letters afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

import pytest

from papercli.readers.lines import undress
from papercli.readers.wrapping import find_width, settle_widths
from tests.readers.around import escape, folded, softened, tight
from tests.readers.pages import TITLES, entry, page, read, titles

WORDS = (
    "Keepers' \u201cquiet\u201d orchards & caf\u00e9s of M\u00e1laga grow pears that nobody prunes "
    "in time, \u00e9pis and ladders of S\u00e8te are short for a nest"
).split()
_ANY = Random(3)
TEXT = "\n\n".join(" ".join(_ANY.choices(WORDS, k=70)) for _ in range(14))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("changed", [escape, decomposed, softened])
@pytest.mark.parametrize("width", [60, 80])
def test_the_margin_is_that_of_the_text_as_it_was_wrapped(
    changed: Callable[[str], str], width: int
) -> None:
    for text in (changed(folded(TEXT, width)), folded(changed(TEXT), width)):
        lines = undress(text.split("\n"))
        settle_widths(lines)
        assert find_width(lines) == width


def test_the_same_second_line_of_several_titles_is_no_header() -> None:
    memory = "Memory for the Long Conversations of Large"
    names = [f"{name} {memory}" for name in ("Mary", "Ruth", "Vera")]
    text = page(*(entry(place) for place in range(3)))
    for place, name in enumerate(names):
        text = text.replace(TITLES[place], f"{name} Language Models")
    for wrapped in (folded(text, 52), tight(folded(text, 52))):
        found = [" ".join(title.split()) for title in titles(read(wrapped))]
        assert found == [f"{name} Language Models" for name in names]
