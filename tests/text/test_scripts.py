"""Numbers below and above the line: one form of all notations, and names that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.normalize import letters, normalize
from papercli.text import clean

NOTATIONS = {
    "H₂O": ["H_2O", "H$_2$O", "H_{2}O", "H₂O", "$H_2O$", "H$_{2}$O", "H<sub>2</sub>O", "$H_{2}O$"],
    "CO₂": ["CO_2", "CO$_2$", "CO_{2}", "CO₂", "$CO_2$", "CO<sub>2</sub>"],
    "x²": ["x^2", "x$^2$", "x^{2}", "$x^2$", "x²", "x<sup>2</sup>"],
    "10⁻³": ["10^{-3}", "10$^{-3}$", "$10^{-3}$", "10^-3", "10⁻³", "10^{−3}"],
    "L₁": ["L_1", "L_{1}", "$L_1$", "L$_1$", "L₁"],
    "ℓ₁": ["ℓ_1", r"\ell_1", r"$\ell_1$", "ell_1", r"\ell_{1}", "ℓ₁"],
    "H₂SO₄": ["H_2SO_4", "H$_2$SO$_4$", "H_{2}SO_{4}", "$H_2SO_4$"],
    "Al₂O₃": ["Al_2O_3", "Al$_2$O$_3$"],
    "TiO₂": ["TiO_2", "TiO$_2$"],
    "C₆H₁₂O₆": ["C_6H_12O_6", "C_6H_{12}O_6"],
    "O(n²)": ["O(n^2)", "$O(n^2)$", "O(n^{2})", "O(n$^2$)"],
    "F₁": ["F_1", "F$_1$"],
}
EACH = [(written, shown) for shown, ways in NOTATIONS.items() for written in ways]


@pytest.mark.parametrize(("written", "shown"), EACH)
def test_every_notation_is_shown_in_one_form(written: str, shown: str) -> None:
    assert clean(f"with {written}, in ({written})-like {written}.") == (
        f"with {shown}, in ({shown})-like {shown}."
    )


@pytest.mark.parametrize(("written", "shown"), EACH)
def test_every_notation_compares_as_the_one_that_is_shown(written: str, shown: str) -> None:
    assert letters(normalize(f"Of {written}.")) == letters(normalize(f"Of {shown}."))


@pytest.mark.parametrize(
    "text",
    [
        "word_word", "snake_case", "GPT_4", "A_B", "task_1", "x_i", "K_v", "a_1.png", "COCO_17",
        "CNN_3", "VOC_2007", "VOC_12", "AI_2", "CV_2", "IP_4", "No_1", "x_1_y", "_1", "x_", "L_1b",
        "src/x_1", "https://a.org/x_1", "https://a.org/?v=x_1", "model_v_2", "x_1.py", "L_12345",
        "train_x_1", "@a_1", "#a_1", "a^b", "^2", "x^", "1^2.5", "x^2_i", "$5 and $6", "$100-$200",
        "x_{i}", "10^{n}", "ell_x", "bell_1", "x_{12345}", "$ok$", "<sub>a</sub>",
    ],
)  # fmt: skip
def test_a_name_is_no_formula(text: str) -> None:
    assert clean(text) == text


def test_two_norms_beside_a_slash_or_a_hyphen() -> None:
    assert clean("ℓ_1/ℓ_2 and L_1-L_2, x_1,x_2") == "ℓ₁/ℓ₂ and L₁-L₂, x₁,x₂"


@given(st.lists(st.sampled_from([*"HLxO2_^{}$(/ -1", "ell", "CO", "Al", "\\ell"])).map("".join))
def test_cleaning_of_formulas_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)
