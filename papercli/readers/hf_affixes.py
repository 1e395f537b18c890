"""What stands before or behind every title of a page, or every abstract: numbers, signs, addresses.

One title may begin with a number or end with a bracket; where nearly all of a page do, and the
numbers rise, that is of the page and not of the titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from papercli.named_tuples import NamedTuple
from papercli.readers.hf_affix_signs import FEWEST, LABELS, MOST, is_doubled
from papercli.text.entities import unescaped
from papercli.text.pattern import Pattern

_MANY = 8
_NEARLY_ALL = 0.8
_LONGEST = 200
_ENUMERATED = "(?:[ivxlcIVXLC]{1,6}|[A-Za-z])(?=[.)]\\s)"
_NUMBER = r"[0-9]+(?:[.][0-9]+)*(?:v[0-9]{1,2})?(?![^\W_])"
_ENCIRCLED = "[\u2460-\u24ff\u2776-\u2793]"
_KEYCAPS = "(?:[0-9]{1,3}\ufe0f?\u20e3)+"
_LABEL = rf"(?:{'|'.join(LABELS)})\b\.?(?=\s?[#:№0-9])"
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+"
_SIGN = r"[^\w\s$\\\"'“‘«„(\[{<]"
_BEFORE = Pattern(
    rf"(?:\s*(?:{_KEYCAPS}|{_ENCIRCLED}|{_NUMBER}|{_ENUMERATED}|{_LABEL}|№|_|\[[ xX✓]?\]"
    rf"|[(\[](?=[0-9])|{_SIGN}))"
    r"{1,12}\s*",
    re.I,
)
_AFTER = Pattern(
    r"(?:\s*(?:[(<\[]https?://[^\s()<>]{1,300}[)>\]]|(?<!\S)https?://[^\s()<>]{1,300}|\((?:/|#|\.\.?/)[^\s()]{1,200}\)"
    rf"|{_RAISED}"
    r"|\[[^\[\]\n]{0,60}\]|\{#[^{}\n]{0,200}\}|\^\w{1,40}|_|[^\w\s.…!?()%$°+\"'”’»{}<>\[\]^]))+\s*$",
    re.I,
)
_PART = Pattern(
    r"\s*(?:[(<\[]?https?://\S+|\((?:/|#|\.\.?/)[^\s()]*\)|\[[^\[\]]*\]|\{#[^{}]*\}|\^[\w-]+"
    rf"|{_ENUMERATED}|[A-Za-z]+|{_RAISED}|[0-9\ufe0f\u20e3.v]+|.)\s*",
    re.DOTALL,
)
_DIGITS = Pattern(rf"(?:[0-9]{{1,3}}\ufe0f?\u20e3)+|[0-9]+|{_RAISED}|[\u2460-\u24ff\u2776-\u2793]")
_ENUMERATION = Pattern("[ivxlcIVXLC]{1,6}|[A-Za-z]")
_WITH_ID = Pattern(r"[0-9]{4}\.[0-9]{4,5}")
_PAIRS = (
    ("[[", "]]"),
    ("\\textbf{", "}"),
    ("\\textit{", "}"),
    ("\\emph{", "}"),
    ("“", "”"),
    ("«", "»"),
    ("「", "」"),
    ("『", "』"),
    ("„", "“"),
    ("‘", "’"),
    ('"', '"'),
    ("'", "'"),
    ("»", "«"),
    ("`", "`"),
    ("<", ">"),
    ("[", "]"),
    ("(", ")"),
)


class _Affix(NamedTuple):
    shape: str
    parts: int


def without_common_affixes(texts: Sequence[str]) -> list[str]:
    """Return the texts without what nearly all of them have before or behind themselves."""
    rest = list(texts)
    if len(rest) < FEWEST:
        return rest
    if sum(map(is_doubled, rest)) >= _NEARLY_ALL * len(rest):
        rest = [text[: len(text) // 2] if is_doubled(text) else text for text in rest]
    if sum(text.startswith("&") for text in rest) >= _NEARLY_ALL * len(rest):
        rest = [unescaped(text) for text in rest]
    from papercli.readers.shared_beginnings import without_shared_words

    rest = without_shared_words(_without_pairs(rest))
    before = [_parts(_BEFORE.match(text[:_LONGEST])) for text in rest]
    after = [_parts(_AFTER.search(text, max(0, len(text) - _LONGEST)))[::-1] for text in rest]
    first, last = _common(before, rest), _common(after, rest)
    if first and not _is_of_the_page(first, before):
        first = None
    for place, text in enumerate(rest):
        start = _length(before[place], first)
        end = len(text) - _length(after[place], last)
        if any(map(str.isalnum, text[start:end])):
            rest[place] = text[start:end].strip()
    return _without_pairs(rest)


def _parts(match: re.Match[str] | None) -> list[str]:
    return _PART.findall(match[0]) if match else []


def _shape(parts: Sequence[str]) -> str:
    """Return what is alike where only numbers and addresses differ."""
    masked = []
    for part in parts:
        if "://" in part or part.lstrip().startswith(("(/", "(#", "(.", "{#", "^")):
            masked.append(part.strip()[:2])
        else:
            enumerated = _ENUMERATION.fullmatch(part.strip())
            masked.append("0" if enumerated else _DIGITS.sub("0", part).casefold())
    return "".join(masked)


def _common(affixes: Sequence[list[str]], texts: Sequence[str]) -> _Affix | None:
    """Return the longest beginning of the affixes that nearly all of them have."""
    counts: Counter[_Affix] = Counter()
    for parts in affixes:
        counts.update(_Affix(_shape(parts[:size]), size) for size in range(1, len(parts) + 1))
    common = [affix for affix, count in counts.items() if count >= _NEARLY_ALL * len(texts)]
    return max(common, key=lambda affix: affix.parts, default=None)


def _without_pairs(texts: list[str]) -> list[str]:
    for opening, closing in _PAIRS:
        if _share(texts, opening, closing) >= _NEARLY_ALL:
            texts = [_inside(text, opening, closing) for text in texts]
    return texts


def _share(texts: Sequence[str], opening: str, closing: str) -> float:
    """Return the share of the texts that stand within the two signs."""
    within = sum(text.startswith(opening) and text.endswith(closing) for text in texts)
    return within / len(texts)


def _inside(text: str, opening: str, closing: str) -> str:
    if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening + closing):
        return text[len(opening) : -len(closing)].strip()
    return text


def _is_of_the_page(first: _Affix, before: Sequence[list[str]]) -> bool:
    """Say whether numbers rise by one from text to text, are ids of arXiv, or are before many;
    signs always are."""
    if "0" not in first.shape or len(before) >= _MANY:
        return True
    shared = ["".join(parts[: first.parts]) for parts in before if _has(parts, first)]
    if sum(bool(_WITH_ID.search(text)) for text in shared) >= _NEARLY_ALL * len(shared):
        return True
    numbers = [[_value(digits) for digits in _DIGITS.findall(text)] for text in shared]
    for column in zip(*numbers, strict=False):
        rising = sum(other == one + 1 for one, other in pairwise(column))
        if rising >= MOST * (len(column) - 1):
            return True
    return False


def _value(digits: str) -> int:
    plain = "".join(filter(str.isascii, digits))
    if plain:
        return int(plain[:9])
    return ord(digits)


def _has(parts: Sequence[str], affix: _Affix) -> bool:
    return len(parts) >= affix.parts and _shape(parts[: affix.parts]) == affix.shape


def _length(parts: Sequence[str], affix: _Affix | None) -> int:
    if affix is None or not _has(parts, affix):
        return 0
    return sum(map(len, parts[: affix.parts]))
