"""Names of people in a list: whether a text is nothing else, and what they are."""

from __future__ import annotations

import re

from papercli.readers.markdown.labels import is_venue_or_date
from papercli.text.pattern import Pattern

_SMALL = frozenset(
    "a an the of for in on with and or to from by via is are at as into over using under without"
    " towards toward beyond through between can do does how what why when not all you need your"
    " learning models model language neural network networks deep large".split()
)
_SURELY_SEVERAL, _LONGEST_ODD = 5, 3
_ALSO_NAMES = frozenset("an can do".split())
_PARTICLES = frozenset("van von de der den di da du la le el al bin ibn ter ten dos del".split())
ET_AL = Pattern(
    r"(?<![\s,;])[\s,;]*(?:\bet\.?\s?al\b\.?|\band\s+others\b\.?|\.\.\.|…|等人?)[\s.]*\Z", re.I
)
MARKS = "*†‡§¶^¹²³⁴⁵⁶⁷⁸⁹0123456789 \t"
_AND = Pattern(r"\s*(?:,?\s+(?:and|&)\s+|[,;，；、])\s*", re.I)
_APA = Pattern(
    # Each blank belongs to one part alone, so that nothing is looked through twice.
    r"(?:[^\W\d_][\w'’-]{0,30}(?: [\w'’-]{1,30}){0,3}, [A-Z](?:\.|\Z)(?:[ -]?[A-Z](?:\.|\Z)){0,3}"
    r",? ?(?:& |and |et al\.?|\.{3} ?)?){1,30}"
)
"""Names as the social sciences turn them: ``Moreau, I., & Okafor, T. B.``"""
_LONGEST_INITIALS, _MOST_OF_SURNAME = 2, 2
_YEAR = Pattern(r"[\s,]{0,3}(?:(?<=[\s,])|\()(?:19|20)\d\d[a-z]?\)?\Z")


def is_names(text: str) -> bool:
    """Whether a text is a list of names of people: at least two, or one ``et al.``"""
    bare = " ".join(text.split()).strip(" *_.()[]")  # a run of blanks is slow to look through
    shortened = ET_AL.search(bare)
    bare = ET_AL.sub("", bare)
    parts = [part for part in (part.strip(MARKS) for part in _AND.split(bare)) if part]
    if not parts or (len(parts) < 2 and not shortened):
        return False
    names = [is_name(part, single=bool(shortened)) for part in parts]
    if sum(names) == len(parts):
        return True
    # One may be written in its own way: `li yuan`, `DeepMind`.
    odd = parts[names.index(False)]
    few = sum(names) == len(parts) - 1 and len(parts) >= _SURELY_SEVERAL
    return few and "," in bare and len(odd.split()) <= _LONGEST_ODD and odd.isprintable()


def is_name(part: str, *, single: bool) -> bool:
    """Whether a text is the name of one person; ``single`` takes a surname alone."""
    words = part.replace(".", ". ").split()
    if not (1 if single else 2) <= len(words) <= 5:
        return False
    for word in words:
        bare = word.strip(".'’-")
        if bare.lower() in _PARTICLES:
            continue
        if not bare or not bare[0].isupper():
            return False
        initial = len(bare) == 1 and (word.endswith(".") or word is words[-1])
        also = len(words) == 2 and bare.lower() in _ALSO_NAMES
        if bare.lower() in _SMALL and not (initial or also):
            return False
        if not all(letter.isalpha() or letter in ".'’-" for letter in bare):
            return False
        if len(bare) > 3 and bare.isupper():
            return False
    return True


def is_credit(text: str) -> bool:
    """Whether a text says who wrote something, and perhaps when, as a citation begins. Beside a
    year surnames alone are names."""
    bare = text.strip(" \t.,:;([")
    people = _YEAR.sub("", bare)
    if is_names(people) or _APA.fullmatch(people.strip(" ,")):
        return True
    if people == bare:
        return False
    parts = [part for part in _AND.split(people) if part]
    if len(parts) == 1 and " " in people.strip():  # a title of two words may have a year as well
        return "(" in bare and is_name(people, single=False)
    return bool(parts) and all(map(_is_surname, parts))


def _is_surname(part: str) -> bool:
    """Whether a text is a surname, perhaps with initials, and no venue."""
    whole = [word for word in part.split() if len(word.strip(".")) > _LONGEST_INITIALS]
    names = sum(word[:1].isupper() for word in whole)
    return names <= _MOST_OF_SURNAME and is_name(part, single=True) and not is_venue_or_date(part)


def names(text: str) -> tuple[tuple[str, ...], int | None]:
    """The names in a list of authors, and how many authors there are where that is known: where the
    list is not cut short, or says how many more there are."""
    text = " ".join(text.replace("\n", ", ").split()).strip(" ,;.")
    more = re.search(
        r"[\s,;]*(?:\band\b|[+&,;])\s*(\d{1,4})\s+(?:others?|more|authors?)\b.*\Z", text, re.I
    )
    shortened = ET_AL.search(text)
    if more:
        text = text[: more.start()]
    elif shortened:
        text = text[: shortened.start()]
    parts = _divided(text)
    found = tuple(
        part
        for part in (part.strip(MARKS + ",;") for part in parts)
        if 0 < len(part) <= 100 and any(map(str.isalpha, part))
    )
    if more:
        return found, len(found) + int(more[1])
    return found, None if shortened or not found else len(found)


def _divided(text: str) -> list[str]:
    if ";" in text or "；" in text:
        return re.split(r"\s*[;；]\s*(?:and\s+|&\s+)?", text)
    joined = re.split(r"\s+and\s+", text)
    if len(joined) > 1 and all(part.count(",") == 1 for part in joined):
        return joined  # Last, First and Last, First
    return _AND.split(text)
