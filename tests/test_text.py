"""Cleaning that never guesses, links, terminal-safe text, keys for filters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papercli.text import clean, fold, links, visible

TEX = st.lists(
    st.sampled_from(
        [*"\\{}~`'\"&;%^cveio a.", "\\emph", "\\em ", "amp;", "https://a.b", "``", "''", "\\o", "é"]
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("read", "cleaned"),
    [
        ("plain text", "plain text"),
        (" folded \t white\n space\N{NO-BREAK SPACE}", "folded white space"),
        (r"by 50\% \& \$3, a\_b, \#1", "by 50% & $3, a_b, #1"),
        (r"na\"ive G\"odel, \"Uber, Poincar\'e", "naïve Gödel, Über, Poincaré"),
        (
            r"\'{\i}le, \c{c}a, Erd\H{o}s, {\~n}, {\o}re, Stra{\ss}e",
            "íle, ça, Erdős, ñ, øre, Straße",
        ),
        (r"models~(LLMs), RTX~3090, Fig.~2", "models (LLMs), RTX 3090, Fig. 2"),
        (
            r"{\em and} {\it key nodes} \emph{x} \textbf{a \emph{b}} textit{c}",
            "and key nodes x a b c",
        ),
        (r"360{\deg} 3\times 4", "360° 3\N{MULTIPLICATION SIGN} 4"),
        ("``quoted'' text", "“quoted” text"),
        ("R&amp;D isn&#39;t &lt; x &amp;amp; y", "R&D isn't < x & y"),
        ("at https://a.org/x{https://a.org/x}.", "at https://a.org/x."),
        ("at https://a.org/x{here}.", "at https://a.org/x (here)."),
        (r"at \href{https://a.org/x}{https://a.org/x}", "at https://a.org/x"),
        (r"at \url{https://a.org/~x}", "at https://a.org/~x"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
    ],
)
def test_clean_resolves_what_is_certain(read: str, cleaned: str) -> None:
    assert clean(read) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "by ~5x", "5~66 %", "~/.config", "https://a.org/~user", "don\\'t", 'a \\"word\\" quoted',
        "mathcal{O}(n)", "\\eg this", "256times256", "f''(x)", "\\{\\emph x\\}", "AT&T; &nonsense;",
        "{-1, 0, 1}", "C:\\users\\new", "&lt", "\\timestamp",
    ],
)  # fmt: skip
def test_clean_leaves_what_it_cannot_know(text: str) -> None:
    assert clean(text) == text


@given(st.text() | TEX)
@example("&amp\u037e lt;")
@example("&" + "amp;" * 40)
@example("{\\em " * 30 + "}" * 30)
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == " ".join(once.split())
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(categories=["L", "N"])))
def test_clean_keeps_letters_and_digits(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no link http", ()),
        ("at https://a.org/x.", ("https://a.org/x",)),
        ("(see https://a.org/x_(y)), then http://b.org!", ("https://a.org/x_(y)", "http://b.org")),
        ("https://a.org/x{https://a.org/x}. https://a.org/x", ("https://a.org/x",)),
        ("https://a.org{http://www.a.org/} and https://b.org", ("https://a.org", "https://b.org")),
        ("https://a.org/x{here}", ("https://a.org/x",)),
        (r"\url{https://a.org/x\_y\%20z}", ("https://a.org/x_y%20z",)),
        (r"\href{https://a.org/}{page}", ("https://a.org/",)),
        ("https://a.org/?a=1&amp;b=2", ("https://a.org/?a=1&b=2",)),
        ("https://", ()),
    ],
)
def test_links(text: str, found: tuple[str, ...]) -> None:
    assert links(text) == found


@given(st.text() | TEX)
def test_links_are_in_the_text_and_each_once(text: str) -> None:
    found = links(text)
    assert len(set(found)) == len(found)
    assert all(address.startswith("http") and not address.endswith(".") for address in found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 模型", "plain é 模型"),
        ("a\tb\nc\r\nd\u2028e", "a b c d e"),
        ("\x1b[31mred\x9b0m\x07", "\ufffd[31mred\ufffd0m\ufffd"),
        ("\u202egnp.exe\u2069", "\ufffdgnp.exe\ufffd"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=[])))
def test_visible_leaves_nothing_to_act_upon(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in {"RLO", "LRO", "RLI", "PDF"} for char in shown
    )
    shown.encode()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KV-Cache: 2.0!", "kv cache 2 0"),
        (r"Na\"ive Straße", "naive strasse"),
        ("ﬁne Ångström Ørsted Łódź", "fine angstrom orsted lodz"),
        ("模型 \N{FULLWIDTH DIGIT TWO}0", "模型 20"),
        ("--", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text() | TEX)
def test_fold_is_idempotent_and_alphanumeric(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert not any(char.isspace() and char != " " for char in key)
    assert "_" not in key


@given(st.text(st.characters(codec="ascii")))
def test_fold_ignores_case(text: str) -> None:
    assert "\\" in text or "&" in text or fold(text.upper()) == fold(text.lower())
