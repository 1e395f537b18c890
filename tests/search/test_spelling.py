"""What is shown is found by its plain spelling, and by every other spelling of it."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.search.shelf import Row, fill, ids

LODZ, DICE, STREET, WATER, BOLD, NORM, PLAIN, SPLIT, NAMES = range(1, 10)
SHELF = (
    Row("Looms of Łódź", "Woven in Łódź."),
    Row("The Sørensen Index", "Named after Sørensen and Schrödinger."),
    Row("Straße und Æther", "On the Straße."),
    Row(r"Splitting H$_2$O at 10^{-3} Bar", "From H_2O and CO₂ to CH_{4}."),
    Row("𝐁𝐄𝐑𝐓 and ＧＰＴ", "Kelp™ of eﬃcient 𝒦ernels."),
    Row(r"Sparse \ell_1 Norms", "The ℓ_1 norm and x^2."),
    Row("Soerensen and H2O in Lodz", "Nothing of Schroedinger in the strasse."),
    Row("Re\u00adliable ke\u200dlp", "Of the\u2060 sea\u2063weed."),
    Row("Names such as GPT_4", "In snake_case and task_1."),
)


@pytest.mark.parametrize(
    ("queries", "found"),
    [
        (("Lodz", "lodz", "Łódź", "Lódź", r"\L\'od\'z", 'title:"of lodz" OR id:7'), {LODZ, PLAIN}),
        (("Sorensen",), {DICE}),
        (("Soerensen", "Sørensen", r"S{\o}rensen", "soerens*"), {DICE, PLAIN}),
        (("abstract:Schroedinger", "abstract:Schrödinger"), {DICE, PLAIN}),
        (("abstract:Schrodinger",), {DICE}),
        (("strasse", "Straße", "STRASSE"), {STREET, PLAIN}),
        (("aether", "æther", "title:Æther"), {STREET}),
        (("H2O", "H_2O", "H₂O", "H_{2}O", r'"H$_2$O"', "h2o"), {WATER, PLAIN}),
        (("CO2", "co₂ CH4"), {WATER}),
        (("bert", "𝐁𝐄𝐑𝐓", "BERT GPT", "kernels kelp", "efficient"), {BOLD}),
        (("title:l1", r"\ell_1", "ℓ₁", "l1 x2"), {NORM}),
        (("reliable kelp", "seaweed", "ke\u200dlp seaweed"), {SPLIT}),
        (("gpt 4", '"GPT_4"', "snake case", "task_1"), {NAMES}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_every_spelling_finds_it(queries: tuple[str, ...], found: set[int]) -> None:
    with closing(fill(SHELF)) as connection:
        listed = {query: set(ids(connection, query)) for query in queries}
    assert listed == dict.fromkeys(queries, found)
