r"""Accents and letters of TeX: each form of each command, and what only looks like one."""

from __future__ import annotations

import pytest

from papercli.text import clean

NAMES = {
    r"Gda\'nsk and Zamo\'s\'c": "Gdańsk and Zamość",
    r"Erd\H{o}s": "Erdős",
    r"Erd{\H o}s": "Erdős",
    r"Erd{\H{o}}s": "Erdős",
    r"Erd{ \H o}s": "Erdős",
    r"Fran\c{c}ois": "François",
    r"Fran{\c c}ois": "François",
    r"Fran\c cois": "François",
    r"Ko\v sice": "Košice",
    r"\v{C}apek and {\v S}umava": "Čapek and Šumava",
    r"\v Capek": "Čapek",
    r"Erdo\u gan": "Erdoğan",
    r"S\'{\i}lvia": "Sílvia",
    r"Mart\'\i nez": "Martínez",
    r"Mart\'{\i}nez": "Martínez",
    r"Mart{\'\i}nez": "Martínez",
    r"na\"{\i}ve, na{\"\i}ve": "naïve, naïve",
    r"\^{\j}": "ĵ",
    r"G\"odel, G{\"o}del, G\"{o}del, G{\"{o}}del": "Gödel, Gödel, Gödel, Gödel",
    r"W\k{e}grzyn": "Węgrzyn",
    r"Pha\d{m} and Mu\d{h}ammad": "Phaṃ and Muḥammad",
    r"Ma\b{d}": "Maḏ",
    r"Ph\h{o}": "Phỏ",
    r"Ng\~uy\~{e}n": "Ngũyẽn",
    r"Garc\'\i a, s\'\i{} n": "García, sí n",
    r"C\'{\ae}dmon": "Cǽdmon",
    r"\t{oo}": "o\u0361o",
    r"Ro\.za and \.Istanbul, \.{Z}ywiec": "Roża and İstanbul, Żywiec",
    r"S\=urya": "Sūrya",
    r"\^Ceska, e\^ho\^sangxo": "Ĉeska, eĥoŝangxo",
}
LETTERS = {
    r"S{\o}rensen, S\o{}rensen, S\o rensen": "Sørensen, Sørensen, Sørensen",
    r"\O rsted and \O{}rsted": "Ørsted and Ørsted",
    r"Pawe\l, Wis\l a, \L ukasz": "Paweł, Wisła, Łukasz",
    r"{\L}\'od\'z": "Łódź",
    r"\L\'od\'z": "Łódź",
    r"\L{}\'od\'z": "Łódź",
    r"Stra\ss e, Stra{\ss}e, Wei\ss": "Straße, Straße, Weiß",
    r"Diyarbak\i r": "Diyarbakır",
    r"5 \AA, \AA ngstr\"om and 3\,{\AA}": r"5 Å, Ångström and 3\,Å",
    r"\aa rhus and M\aa l\o y": "århus and Måløy",
    r"{\ae}ther, \ae ther, C\ae sar": "æther, æther, Cæsar",
    r"\OE uvre, c\oe ur": "Œuvre, cœur",
    r"Gu{\dh}run, {\TH}or, a\dh ur": "Guðrun, Þor, aður",
    r"{\DJ}or{\dj}e, Va{\ng}": "Đorđe, Vaŋ",
}


@pytest.mark.parametrize(("read", "shown"), [*NAMES.items(), *LETTERS.items()])
def test_a_name_is_shown_as_it_is_spelled(read: str, shown: str) -> None:
    assert clean(read) == shown


@pytest.mark.parametrize(
    "text",
    [
        r"the loss \L(x)", r"\o x", r"f \o g", r"\c c", r"\v x", r"a \d{t} b", r"\b{x}", r"\h{q}",
        r"{\c x}", r"{\b x}", r"match \d{2} and \d x", r"file\.gz", r"a\.zip", r"a \=a",
        r"C:\O rsted", r"\ooze", r"\leq 3", r"\thing", r"data\thread", r"a \.z",
        r"\"word\" and \'s", r"we\'re, they\'ll", r"\sspace", r"\aaa x", r"path\ng",
        r"\i x", r"\l x",
    ],
)  # fmt: skip
def test_what_may_be_a_macro_a_path_or_an_escape_stays(text: str) -> None:
    assert clean(text) == text
