"""How surely a text is a page of Hugging Face: what is looked for by letters first is found as the
whole pattern finds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.readers import hf_claim
from papercli.readers.hf_claim import claim

PIECES = (
    *("12", "3,456", "7", " ", "  ", "\n", "\t", "\u00a0", "• ", " · ", "words", "x" * 15),
    *("authors", "Author", "AUTHORS", "autoren", "auteurs", "автор", "АВТОРОВ", "作者", "位", "名"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_count_of_authors_is_found_as_the_pattern_finds_it(text: str) -> None:
    assert (claim(text).strength == 0.5) == bool(hf_claim._AUTHORS.search(text))


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Get trending papers in your email inbox!\n", 0.9),
        ("Get trending papers in  your email\ninbox!\n", 0.9),
        ("by AK and the\nresearch community\n", 0.9),
        ("Write to our email inbox, said the research community.\n", 0),
        ("It has 3 authors\n", 0.5),
        ("It is a long line before the number of its 3 authors\n", 0),
        ("The authors of 3 papers\n", 0),
    ],
)
def test_the_words_of_a_page(text: str, strength: float) -> None:
    assert claim(text).strength == strength
