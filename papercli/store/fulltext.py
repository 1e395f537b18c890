"""What the full text index holds of a paper, and the expressions it is asked with.

The index folds case and accents, stems English (Porter) and knows nothing of hyphens: ``KV-cache`` is
two words to it and ``KVCache`` is one. A third column holds the other spellings of such compounds.
Nothing that comes from a user reaches FTS5 outside quotation marks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.text import clean

COLUMNS = {
    "": "",
    "title": "{title variants} : ",
    "abstract": "{abstract} : ",
}
"""Column filter of each scope of a text; the empty scope is all columns."""

BM25 = "bm25(papers_fts, 10.0, 1.0, 4.0)"
"""Relevance, smaller is better: a word in the title weighs as much as ten in the abstract."""

_SHORTEST_STEMMED = 4
"""Letters; Porter takes hardly anything off shorter words."""

# Endings that Porter takes off or rewrites, as they are spelled in whole words.
_ENDINGS = (
    "ability able al ally ance ate ated ating ation ational ations ative ator ators ed eds ement ence"
    " ences ency ent er ers es fulness ibility ible ical ically ied ies ing ings ion ions ism isms ist"
    " ists ities ity ive iveness ivity ization izations ize ized izer izers izes izing logy ly ment"
    " ments ness ous ously ousness y"
).split()


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compounds in a title, the parts of one word, and compounds as a whole word of a query."""
    parts = r"[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\dA-Za-z_]+"
    compound = (
        r"(?P<hyphens>[^\W_]+(?:[-\u2010\u2011][^\W_]+)+)"
        r"|(?P<acronym>\b[A-Z]{2,5}) (?=(?P<next>[a-zA-Z]+))"
        r"|(?P<humps>\b(?=[a-z]*[A-Z0-9][a-zA-Z]*[a-z0-9])[a-zA-Z0-9]+\b)"
    )
    hyphens = r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+"
    return re.compile(compound), re.compile(parts), re.compile(hyphens)


def document(title: str, abstract: str | None) -> tuple[str, str, str]:
    """The three columns of a paper: cleaned title, cleaned abstract, other spellings of compounds.

    A pure function: the contentless index forgets a document only if told exactly what it was.
    """
    title = _storable(clean(title))
    return title, _storable(clean(abstract)) if abstract else "", _variants(title)


def _variants(title: str) -> str:
    """``kvcache`` for "KV-cache" and "KV cache", ``kv cache`` for "KVCache"."""
    compound, parts, _ = _patterns()
    found: dict[str, None] = {}
    for match in compound.finditer(title):
        if match["hyphens"]:
            found[re.sub(r"[^\w]", "", match["hyphens"]).lower()] = None
        elif match["acronym"]:
            found[(match["acronym"] + match["next"]).lower()] = None
        else:
            pieces = parts.findall(match["humps"])
            if len(pieces) > 1:
                found[" ".join(pieces).lower()] = None
    return " ".join(found)


def alternatives(text: str, *, quoted: bool = False, prefix: bool = False) -> list[str]:
    """FTS5 phrases any of which stands for a text of a query; the first is the text itself.

    A word that is a compound stands for its other spellings too, unless it was ``quoted``. With
    ``prefix`` the last word may go on; as the index holds stems, endings it may have lost are tried.
    """
    text = _storable(clean(text))
    star = " *" if prefix else ""
    spellings = [text]
    if not quoted:
        _, parts, hyphens = _patterns()
        if hyphens.fullmatch(text):
            spellings.append(re.sub(r"[^\w]", "", text))
        elif text.isalnum() and len(pieces := parts.findall(text)) > 1:
            spellings.append(" ".join(pieces))
    found = [quote(spelling) + star for spelling in spellings]
    if prefix:
        found += [quote(text + rest) for rest in _completions(text)]
    return found


def _completions(text: str) -> list[str]:
    """What may follow a beginning that stops inside an ending: ``tion`` after ``quantiza``."""
    word = re.split(r"\W", text)[-1].lower()
    if len(word) < _SHORTEST_STEMMED or not word.isascii():
        return []
    rests: dict[str, None] = {}
    for ending in _ENDINGS:
        for length in range(1, len(ending)):
            if word.endswith(ending[:length]):
                rests[ending[length:]] = None
    return list(rests)


def quote(text: str) -> str:
    """One FTS5 string: whatever the text holds is words to look for, never syntax."""
    return '"' + text.replace('"', " ").replace("\0", " ") + '"'


def _storable(text: str) -> str:
    """The text without what SQLite cannot hold: lone surrogates, and NUL, at which FTS5 stops."""
    if text.isascii():
        return text.replace("\0", " ") if "\0" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
