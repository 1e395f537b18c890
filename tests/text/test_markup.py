"""Mark-up that goes round words is taken off, what only looks like it stays."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.text import clean, markup


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("**Kelp**: a **map of forests**.", "Kelp: a map of forests."),
        ("measured *in situ*, (*twice*)", "measured in situ, (twice)"),
        ("measured _in situ_, (_twice_)", "measured in situ, (twice)"),
        ("a __bold claim__ and __Kelp__", "a bold claim and Kelp"),
        ("“*Kelp*” – **forests**—_seen_ ‘***far***’", "“Kelp” – forests—seen ‘far’"),
        ("**_Kelp_** and _**reefs**_ of ***salt***", "Kelp and reefs of salt"),
        ("at [our page](https://a.org/x), [a.org](https://a.org) too",
         "at our page (https://a.org/x), https://a.org too"),
        (r"state\-of\-the\-art with kelp\_net", "state-of-the-art with kelp_net"),
        ("&lt;i&gt;in vivo&lt;/i&gt;, <b>bold</b> <em>and</em> <span class=x>so</span>",
         "in vivo, bold and so"),
        ("one<br>two<br/>three <p>four</p>", "one two three four"),
        ("<jats:p>We map <jats:italic>kelp</jats:italic>.</jats:p>", "We map kelp."),
    ],
)  # fmt: skip
def test_a_pair_round_words_is_taken_off(read: str, shown: str) -> None:
    assert clean(read) == shown


@pytest.mark.parametrize(
    "text",
    [
        "__init__ and __call__", "2**3 and 4**5", "A*-search and B*", "snake_case_name",
        "_x and y_z", "a * b * c", "p < .05* and p < .01**", "<think> and </think>", "a < b > c",
        "[1](see below)", "the <b> and </b> tokens", "* item", "f_*", "_private and _other", "**",
        "path/_a_/b", "x_1_2", "__", "a** b**", "<p> and <q>", "a <p>, a </p>", r"\*a b\*",
        "$a * b$ and c*", "[a](b)", "*.png and *.jpg",
        "{F}_t and J_{G}", "x_{K,T}, Y_{i}", "A_t^* and B^*", "a*(b) and c*(d)",
    ],
)  # fmt: skip
def test_what_is_no_pair_stays(text: str) -> None:
    assert clean(text) == text


@given(st.lists(st.sampled_from([*"*_<>/ a1\\-[]()", "**", "__", "<i>", "</i>", "](http://a"])))
def test_cleaning_of_markup_is_idempotent(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("mark", ["*", "_"])
@pytest.mark.parametrize("before", [*" ([\"'\u2018\u201c\u2014\u2013*_a\n", ""])
def test_a_quick_look_leaves_no_pair_out(before: str, mark: str) -> None:
    texts = [f"{before}{mark}{''.join(within)}{mark}" for within in product("a2 .*_", repeat=3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_opens", lambda text, mark: True)
        expected = [markup.resolved(text) for text in texts]
    assert [markup.resolved(text) for text in texts] == expected
