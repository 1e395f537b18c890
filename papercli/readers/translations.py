"""The translation below each paragraph of a page in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from papercli.readers.lines import Line

_FEWEST = 3
"""Paragraphs that tell a habit."""
_WRAPPED = 6
"""Lines for each translation, where paragraphs are wrapped."""
_SHORT = 6
"""Words of the last line of a paragraph."""
_FEW_BLANKS = 0.05
"""Share of the lines behind a blank one, where blank lines set paragraphs apart."""
_LEAST = 0.02
"""Share of the lines: in any wrapped text some have more foreign words than English ones."""
_MOST = 0.65
"""Share of the text: a translation is no longer than what it translates; what is, below a title of
another language, is the abstract."""
_DENSE, _EASTERN = 3, 0x2E7F
"""Latin letters that a Chinese, Japanese or Korean one stands for; the last of other scripts."""
_ENGLISH = frozenset(
    "the of and to we that is are this with for our by from can which in on it as be at their how "
    "a an through using via towards into when what".split()
)
# Words that carry a sentence in German, French, Spanish, Italian, Portuguese and Dutch and are no
# English ones.
_FOREIGN = frozenset(
    "der die das und ist nicht mit für von dem den ein eine einer einem eines wird werden sich auf "
    "auch wie oder bei durch nach zur zum welche welcher wir sind über le la les des du une pour "
    "dans avec sur est sont qui que par aux cette ces nous et il el los las del una para con por "
    "se su como más entre y della di per che nel gli dei um uma em os não het een van voor zijn "
    "niet op de".split()
)


def translations(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Return which of the lines ``texts`` are in another language than those above them, where the
    page is built so."""
    flags = _flags(lines, texts)
    foreign = [place for place, flag in zip(texts, flags, strict=True) if flag]
    if _runs(flags) < _FEWEST or len(foreign) < _LEAST * len(texts):
        return []
    translated = sum(_extent(lines[place].text) for place in foreign)
    whole = sum(_extent(lines[place].text) for place in texts)
    return foreign if translated <= _MOST * whole else []


def _extent(text: str) -> int:
    """Return the length of a text, as it would be in Latin letters."""
    if text.isascii():
        return len(text)
    return len(text) + (_DENSE - 1) * sum(ord(character) > _EASTERN for character in text)


def _flags(lines: Sequence[Line], texts: Sequence[int]) -> list[bool]:
    """Return of each line whether it is in another language; its paragraph tells that best."""
    blanks = sum(lines[place].gap > 0 for place in texts)
    if not _FEW_BLANKS * len(texts) <= blanks <= len(texts) / 2:
        flags = [_is_foreign(lines[place].text) for place in texts]
        return _with_short_ends(flags, lines, texts)
    flags = []
    for paragraph in _paragraphs(lines, texts):
        scripts = [_is_in_another_script(lines[place].text) for place in paragraph]
        if any(scripts):
            flags += scripts
        else:
            text = " ".join(lines[place].text for place in paragraph)
            flags += [_has_foreign_words(text)] * len(paragraph)
    return flags


def _with_short_ends(flags: list[bool], lines: Sequence[Line], texts: Sequence[int]) -> list[bool]:
    """Return the flags with those set that follow set ones: a line may have no telling word."""
    scripts = sum(_is_in_another_script(lines[place].text) for place in texts)
    if scripts > sum(flags) / 2 or len(flags) < _WRAPPED * _runs(flags):
        return flags
    around = [False, False, *flags, False, False]
    for number, place in enumerate(texts):
        two, one, after, next_one = (around[number + x] for x in (0, 1, 3, 4))
        ends = number + 1 == len(texts) or texts[number + 1] != place + 1
        words = lines[place].text.casefold().split()
        short = len(words) <= _SHORT and not _ENGLISH.intersection(words)
        if (one and after and (two or next_one)) or (one and ends and short):
            around[number + 2] = True
    return around[2:-2]


def _is_foreign(text: str) -> bool:
    return _is_in_another_script(text) or _has_foreign_words(text)


def _paragraphs(lines: Sequence[Line], texts: Sequence[int]) -> Iterator[list[int]]:
    paragraph: list[int] = []
    for place in texts:
        if paragraph and (lines[place].gap or place != paragraph[-1] + 1):
            yield paragraph
            paragraph = []
        paragraph.append(place)
    if paragraph:
        yield paragraph


def _runs(flags: Sequence[bool]) -> int:
    """Return the number of runs of true values."""
    return sum(flag and not before for before, flag in pairwise([False, *flags]))


def _is_in_another_script(text: str) -> bool:
    if text.isascii():
        return False
    letters = [character for character in text[:200] if character.isalpha()]
    return sum(map(_is_other_letter, letters)) > len(letters) * 0.4


def _has_foreign_words(text: str) -> bool:
    """Say whether the words are of another language in Latin script."""
    words = text[:400].casefold().split()
    return sum(word in _FOREIGN for word in words) > 2 * sum(word in _ENGLISH for word in words)


def _is_other_letter(character: str) -> bool:
    code = ord(character)
    return code > _EASTERN or 0x400 <= code < 0x1E00
