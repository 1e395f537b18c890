r"""Numbers below and above the line, in any notation: ``H_2O``, ``H$_2$O``, ``H_{2}O``, ``x^2``.

They are written as Unicode has them: ``H₂O``, ``x²``, ``10⁻³``. Braces, dollar signs and ``^`` say
what they are; after a bare ``_`` a number is an index only of a single letter and in a chemical
formula, since ``GPT_4``, ``task_1`` and ``a_1.png`` are names.
"""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

# In one set with those of ASCII the minus would take most of the time of compiling a pattern.
_NUMBER = r"(?:[+\-]|\u2212(?=[0-9]))?[0-9]{1,4}"
_LEVELS = {
    "_": str.maketrans("0123456789+-\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
    "^": str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "sub": str.maketrans("0123456789+-\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
    "sup": str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
}
_IN_DOLLARS = Pattern(rf"(?<=[\w)\]}}])\$ ?([_^]) ?(?:\{{ ?({_NUMBER}) ?\}}|({_NUMBER})) ?\$")
_FORMULA = Pattern(r"\$ ?((?:[\w.,()+\-/ℓ]|[_^]\{[+\-]?[0-9]{1,4}\}|\^[+\-]?[0-9]){1,40}) ?\$")
# Each begins with the sign, which Python's engine finds many times as fast as what stands before.
_BRACED = Pattern(rf"([_^])(?<=[\w)\]}}][_^])\{{ ?({_NUMBER}) ?\}}")
_POWER = Pattern(rf"(\^)(?<=(?:[^\W_]|[)\]}}])\^)({_NUMBER})(?!\.?[0-9]|[_^])")
_TAGGED = Pattern(rf"<(su[bp])>\s?({_NUMBER})\s?</\1>")

# Not within paths, addresses and names of files; a slash stands between two such (`L_1/L_2`), too.
_INDEXED = Pattern(
    r"(?<![\w.\\@#?&=%~:])(?<![^0-9₀-₉]/)((?:ell|[^\W\d_])\w{0,6}_[0-9]\w{0,24})"
    r"(?!\w|[.\\@]\w|/(?!(?:ell|[^\W\d_])_[0-9]))"
)
_INDEX = Pattern(r"_([0-9]{1,2})(?![0-9])")
_ELEMENTS = frozenset(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br"
    " Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er"
    " Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U Pu".split()
)
_NO_INDICES = dict.fromkeys(map(ord, "₀₁₂₃₄₅₆₇₈₉"))
_SYMBOL = Pattern(r"[A-Z][a-z]?")
_OF_OXIDES = frozenset("HOF")
"""What the two letters before the first index of a formula end with: CO_2, NH_3, SF_6; IP_4, AI_2
and CV_2 are names."""


def may_hold(text: str) -> bool:
    """Whether a number may stand below or above the line: a quick look."""
    return "_" in text or "^" in text or "<su" in text


def resolved(text: str) -> str:
    """The text with numbers below and above the line as Unicode writes them; idempotent."""
    if not (_before_number(text, "_") or _before_number(text, "^") or "<su" in text):
        return text
    if "$" in text:
        text = _IN_DOLLARS.sub(_moved, text)
        text = _FORMULA.sub(_without_dollars, text)
    if "<su" in text:
        text = _TAGGED.sub(_moved, text)
    return _bare(text)


def _bare(text: str) -> str:
    if "_{" in text or "^{" in text:
        text = _BRACED.sub(_moved, text)
    if _before_number(text, "^"):
        text = _POWER.sub(_moved, text)
    return _INDEXED.sub(_indexed, text) if _before_number(text, "_") else text


def _before_number(text: str, sign: str) -> bool:
    """Whether a number may follow the sign: a quick look."""
    return sign in text and any(
        part.lstrip(" {+-\u2212")[:1].isdigit() for part in text.split(sign)[1:]
    )


def _moved(match: re.Match[str]) -> str:
    return (match[2] or match[3]).translate(_LEVELS[match[1]])


def _without_dollars(match: re.Match[str]) -> str:
    inner = _bare(match[1])
    return match[0] if inner == match[1] or "{" in inner or "^" in inner else inner


def _indexed(match: re.Match[str]) -> str:
    word = match[1]
    runs = _INDEX.split(word)
    letters, numbers = runs[::2], runs[1::2]
    if any("_" in run for run in letters) or not numbers:
        return word
    alone = len(numbers) == 1 and not letters[1]
    if not (alone and (len(letters[0]) == 1 or letters[0] == "ell")) and not _is_formula(letters):
        return word
    if letters[0] == "ell":
        letters[0] = "ℓ"
    written = [number.translate(_LEVELS["_"]) for number in numbers]
    return letters[0] + "".join(map("".join, zip(written, letters[1:], strict=True)))


def _is_formula(runs: list[str]) -> bool:
    """Whether runs of letters, between which indices stand, are symbols of elements."""
    runs = [run.translate(_NO_INDICES) for run in runs]
    symbols = [_SYMBOL.findall(run) for run in runs]
    for run, found in zip(runs, symbols, strict=True):
        if "".join(found) != run or not _ELEMENTS.issuperset(found):
            return False
        if len(set(found)) < len(found):
            return False
    first = symbols[0]
    if len(first) == 1:
        return len(runs[0]) == 1 or bool(symbols[1])
    shortest = len(runs[0]) == len(first) == len("CO")
    return first[-1] in _OF_OXIDES and (shortest or len(runs[0]) > len(first))
