r"""One form for many ways to write: a row for each rule of mark-up, TeX, Unicode and damage."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.normalize import letters, normalize, sentences, squash, words

PLAIN = {
    "Kelp FORESTS": "kelp forests",
    "kelp-forest: a “survey”—on ‘reefs’!": "kelp-forest: a “survey”—on ‘reefs’!",
    "kelp_net, 2.5": "kelp_net, 2.5",
    "C++ and c + d": "cplusplus and c + d",
    "Fig.~2": "fig. 2",
    "salt & sand": "salt and sand",
    "S&S": "s and s",
    "$x^{2}$": "x2",
    "a cdot b": "a b",
    "two\nlines": "two lines",
}
ENTITIES = {
    "salt &amp; sand": "salt and sand",
    "a &lt; b": "a < b",
    "caf&eacute;": "cafe",
    "it&#39;s": "it's",
}
MARKUP = {
    "H<sub>2</sub>O": "h2o",
    "x<SUP>2</SUP>": "x2",
    '<span class="a">x</span>y': "xy",
    "<mrow><mi>x</mi></mrow> y": "y",
    '<a href="x">gone</a> y': "y",
    "<mml:math>x</mml:math>": "x",
    "<p>a": "a",
    "a < b": "a < b",
    "a <b": "a <b",
    **{f"<{tag}>x</{tag}>y": "xy" for tag in "i b em strong tt scp italic bold sc inf".split()},
}
LINES = {
    "Prun-\ning": "pruning",
    "Prun\N{SOFT HYPHEN}\ning": "pruning",
    "Prun\N{HYPHEN}  \n  ing": "pruning",
    "Prun-\n2": "prun- 2",
    "2-\ntier": "2- tier",
    "Prun- ing": "prun- ing",
}
LETTERS = {
    "Schrödinger": "schrodinger",
    "Ångström": "angstrom",
    "Bjørn Øre": "bjorn ore",
    "Łódź, łza": "lodz, lza",
    "đon": "don",
    "þing, ŧax, Ħal, aður, saŋa": "thing, tax, hal, adur, sana",
    "dı": "di",
    "Æsir æ": "aesir ae",
    "Œuvre œ": "oeuvre oe",
    "Straße": "strasse",
    "ﬁne": "fine",
    "\N{FULLWIDTH LATIN SMALL LETTER K}elp": "kelp",
    "x²": "x2",
    "模型": "模型",
}
SYMBOLS = {
    "ℓ1": "ell1", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ς": "sigma", "∞": "infty",
    "3×4": "3times4", "a⋅b": "ab", "a·b": "ab", "a∙b": "ab", "a≠b": "aneqb", "a→b": "atob",
    "360°": "360", "kelp®": "kelp", "kelp™": "kelp", "kelp©sea": "kelp sea",
    **{f"ke{invisible}lp": "kelp" for invisible in "\xad\u200b\u200c\u200d\u2060\ufeff"},
}  # fmt: skip
TEX = {
    r"$\lambda$-kelp": "lambda-kelp",
    r"$\ell_1$": "ell1",
    r"\alpha x": "alphax",
    r"\%": "%",
    r"a\\b": "ab",
    r"\textbackslash emph{x}": "x",
    r"360^\circ": "360",
    r"360$^{\circ}$ View": "360 view",
    r"360\degree View": "360 view",
    r"\degreeC": "degreec",
    r"\circle": "circle",
    **{rf"a\{bar} b": "a b" for bar in "vert lvert rvert Vert lVert rVert mid parallel".split()},
    r"\middle": "middle",
    **{rf"\{accent}{{o}}x": "ox" for accent in "\"'`^~=.uvHcdbkrt"},
    **{rf"\{accent}o": "o" for accent in "\"'`^~=."},
    r"\'{\i}x": "ix",
    r"\'\ix": "ix",
    **{
        rf"\{style}{{x}}": "x"
        for style in (
            "text textbf textit mathcal mathnormal emph mbox operatorname boldsymbol bm rm it bf"
            " sc tt em ensuremath footnotesize small large displaystyle protect hspace vspace"
            " hspace* operatorname*"
        ).split()
    },
    **{rf"\{size}( x": "( x" for size in ("left", "right", "big", "Big")},
    r"\emphatic": "emphatic",
    **{
        f"{style}{{O}}(n)": "o(n)"
        for style in (
            "mathcal mathbb mathbf mathrm mathfrak mathscr mathsf mathit operatorname"
        ).split()
    },
    "mathcal {O}": "o",
    "xmathcal{O}": "xmathcalo",
    "mathcal O(n)": "o(n)",
    "mathcal $O$": "mathcal o",
    "mathcal Ocean": "mathcal ocean",
    r"C\sp*-maps": "c-maps",
    r"\sps": "sps",
    # In capitals as the whole title is.
    r"360$^\CIRC$ BY \TEXTBF{SCHR\"O} IN $\MATHCAL{O}(N)$": "360 by schro in o(n)",
    r"\EMPH{x}": "emphx",
}
DAMAGE = {
    "SchrÃ¶dinger": "schrodinger",
    "naÃ¯ve kelp": "naive kelp",
    "Î± decay": "alpha decay",
    "Ï€": "pi",
    "itâ€™s": "it’s",
    "360Â°": "360",
    "Schrâ¬dinger": "schr dinger",
    "itâ€s": "it s",
    "it\N{LATIN SMALL LETTER A WITH TILDE} cents": "it",
    "it\N{LATIN SMALL LETTER A WITH CIRCUMFLEX} ?s": "it s",
    "a ¦ b?": "a b",
    "a \N{LATIN SMALL LETTER A WITH CIRCUMFLEX}€ b": "a b",
    "why?": "why?",
    "fâte": "fate",
    "Ã la carte": "a la carte",
}
TABLES = (PLAIN, ENTITIES, MARKUP, LINES, LETTERS, SYMBOLS, TEX, DAMAGE)


@pytest.mark.parametrize(("text", "normal"), [row for table in TABLES for row in table.items()])
def test_one_form(text: str, normal: str) -> None:
    assert " ".join(normalize(text).split()) == normal


@pytest.mark.parametrize("code", [*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA)])
def test_greek_letters_are_named(code: int) -> None:
    name = unicodedata.name(chr(code)).split()[-1].lower().replace("lamda", "lambda")
    assert normalize(chr(code)) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kelp-net: a 2nd (survey)", ["kelp", "net", "a", "2nd", "survey"]),
        ("kelp_net", ["kelp", "net"]),
        ("基于 transformer—的模型", ["基于", "transformer", "的模型"]),
        ("90x faster", ["90times", "faster"]),
        ("90 x faster", ["90times", "faster"]),
        ("90 times", ["90times"]),
        ("3x3", ["3times3"]),
        ("4x-speed", ["4times", "speed"]),
        ("10 xylems", ["10", "xylems"]),
        ("2 xé", ["2", "xé"]),
        ("x 90", ["x", "90"]),
        ("", []),
    ],
)
def test_words_and_multiples(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert squash(text) == "".join(found)


def test_letters_leave_multiples_as_they_are() -> None:
    assert letters("90 x fast-er_1") == ["90", "x", "fast", "er", "1"]
    assert letters("90 × fäst-er_1") == ["90", "fäst", "er", "1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one. two 2.5 three.\nfour", [["one"], ["two", "2", "5", "three"], ["four"]]),
        ("ein. zwei 2.5 drü.\nvier", [["ein"], ["zwei", "2", "5", "drü"], ["vier"]]),
        ("one\ntwo", [["one", "two"]]),
        ("eins\nzwöi", [["eins", "zwöi"]]),
        ("e.g. kelp-net", [["e", "g"], ["kelp", "net"]]),
    ],
)
def test_sentences_wherever_lines_are_broken(text: str, found: list[list[str]]) -> None:
    assert sentences(text) == found


@given(st.text(st.sampled_from("abXY09 -_.?!;,:+$^{}~\\&<>\n()'\"")))
def test_a_text_in_ascii_comes_out_as_beside_another_letter(text: str) -> None:
    assert normalize(f"é {text}") == f"e {normalize(text)}"
    assert letters(f"é {text}") == ["é", *letters(text)]
    assert sentences(f"é. {text}") == [["é"], *sentences(text)]
