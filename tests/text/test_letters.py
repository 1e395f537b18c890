"""What is searched: found by its plain spelling, however it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.text import clean, searchable

PLAIN = {
    "Łódź": "Lódź", "Sørensen, Ørsted": "Sorensen, Orsted", "Straße": "Strasse",
    "STRAẞE": "STRASSE", "Diyarbakır": "Diyarbakir", "Đorđe": "Dorde", "Ħal Għaxaq": "Hal Ghaxaq",
    "ŧ": "t",
    "Æsir, æther": "Aesir, aether", "Œuvre, cœur": "Oeuvre, coeur", "Þórr, þing": "Thórr, thing",
    "Ð, aður": "D, adur", "saŋa": "sana", "Ⱥⱦ ƶ": "At z",
    "𝐁𝐄𝐑𝐓 and 𝓁𝒪": "BERT and lO", "ＢＥＲＴ　２": "BERT 2", "H₂O, x², ℓ₁": "H2O, x2, l1",
    "ﬁne": "fine", "Ⅷ": "VIII", "KELP™ and Kelp®": "KELP and Kelp",
    "ke\u200dlp, ke\u200clp, ke\u2063lp, ke\u034flp, ke\ufe0flp": "kelp, kelp, kelp, kelp, kelp",
    "plain": "plain", "Grüße, 模型": "Grüsse, 模型", r"H$_2$O in \L\'od\'z": "H2O in Lódź",
}  # fmt: skip


@pytest.mark.parametrize(("shown", "searched"), PLAIN.items())
def test_what_is_searched_is_spelled_plainly(shown: str, searched: str) -> None:
    assert searchable(shown)[0] == searched


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sørensen and Sorensen", ["Soerensen"]),
        ("Müller, Schrödinger-Ångström", ["Mueller", "Schroedinger", "Aangstroem"]),
        ("Đorđe, Øre, Øre", ["Djordje", "Oere"]),
        (r"S\o rensen, M&uuml;ller", ["Soerensen", "Mueller"]),
        ("café, Łódź, æther, plain", []),
    ],
)
def test_words_that_are_written_with_two_letters_too(text: str, words: list[str]) -> None:
    assert searchable(text)[1] == words


@given(st.text())
def test_cleaning_before_changes_nothing_and_what_is_searched_is_of_one_form(text: str) -> None:
    assert searchable(clean(text)) == searchable(text)
    assert unicodedata.is_normalized("NFKC", searchable(text)[0])
