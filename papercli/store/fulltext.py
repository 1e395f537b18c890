"""What the full text index holds of a paper, and the expressions it is asked with.

The index folds case and accents, stems English (Porter) and knows nothing of hyphens: ``KV-cache``
is two words to it and ``KVCache`` is one. A third column holds other spellings of such compounds.
`prepared` writes what the index holds and what it is asked for in one form.
Nothing that comes from a user reaches FTS5 outside quotation marks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.text import american, encodable, other_spelling, parted, searchable
from papercli.text.pattern import Pattern

COLUMNS = {
    "": "",
    "title": "{title variants} : ",
    "abstract": "{abstract} : ",
}
"""Column filter of each scope of a text; the empty scope is all columns."""

WRITTEN = {
    "": "{title abstract} : ",
    "title": "{title} : ",
    "abstract": "{abstract} : ",
}
"""The same without the column of other spellings."""

BM25 = "bm25(papers_fts, 5.0, 1.0, 2.0)"
"""Relevance, smaller is better: a word in the title weighs as much as five in the abstract."""

_SHORTEST_STEMMED = 4
"""Letters; Porter takes hardly anything off shorter words."""

# Endings that Porter takes off or rewrites, as they are spelled in whole words.
_ENDINGS = tuple(
    """
    ability able al ally ance ate ated ating ation ational ations ative ator ators ed eds ement
    ence ences ency ent er ers es fulness ibility ible ical ically ied ies ing ings ion ions ism
    isms ist ists ities ity ive iveness ivity ization izations ize ized izer izers izes izing logy
    ly ment ments ness ous ously ousness y
    """.split()
)

_PUNCTUATION = ".,:;!?()[]{}'\"\u201c\u201d\u2018\u2019\u2026"
_HYPHENS = "-\u2010\u2011"
_ONE_HYPHEN = dict.fromkeys(map(ord, _HYPHENS), "-")
_ACRONYM = range(2, 6)
"""Letters of an acronym that people join to the word after it."""


_PARTS = Pattern(r"[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\dA-Za-z_]+")
"""The parts of a word written in one: KV Cache, GPT 4, LLMs."""
_NAME_AND_VERSION = Pattern(r"([^\W\d_]{2})([vV][0-9])")


Document = tuple[str, str, str]
"""The three columns of a paper: title and abstract as they are searched, other spellings of the
title's words."""


def prepared(text: str) -> tuple[str, list[str]]:
    """A text as it is searched, but for what `settled` does: cleaned, in plain letters; and its
    words that are written with two letters for one as well, so written."""
    text, spelled = searchable(text)
    return _storable(text), spelled


def settled(text: str) -> str:
    """The last step for what the index holds and for what it is asked for, after other spellings
    were made of whole words: American endings, and every part of a word a word."""
    return parted(american(text))


def document(title: str, abstract: str | None) -> Document:
    """What is searched of a paper.

    A pure function: the contentless index forgets a document only if told exactly what it was.
    """
    words, spelled = prepared(title)
    variants = _variants(words)
    if spelled:
        variants = " ".join(filter(None, (variants, *spelled)))
    # A title may be all capitals, and endings are looked for in lower case.
    words, variants = settled(words.lower()), settled(variants.lower())
    if not abstract:
        return words, "", variants
    text, spelled = prepared(abstract)
    # Behind the text, where they part no phrase.
    return words, settled(" ".join((text, *spelled)) if spelled else text), variants


def _variants(title: str) -> str:
    """``kvcache`` for "KV-cache" and "KV cache", ``kv cache`` for "KVCache"."""
    found: dict[str, None] = {}
    words = title.split()
    for place, word in enumerate(words):
        bare = word.strip(_PUNCTUATION)
        if bare.isalpha() and (bare[1:].islower() or len(bare) == 1):
            continue
        if spelling := _respelled(bare):
            found[spelling.lower()] = None
        elif len(bare) in _ACRONYM and bare.isalpha() and bare.isupper():
            following = "".join(words[place + 1 : place + 2]).strip(_PUNCTUATION)
            if following.isalpha():
                found[(bare + following).lower()] = None
    return " ".join(found)


def _respelled(word: str) -> str | None:
    """A hyphenated compound in one word, a word of several parts as several; else None."""
    if word.isalnum():
        if word.isascii() and word.isalpha() and (word.islower() or word.isupper()):
            return None
        pieces = _PARTS.findall(word)
        apart = " ".join(pieces)
        return apart if len(pieces) > 1 and parted(apart) != parted(word) else None
    hyphened = word if word.isascii() else word.translate(_ONE_HYPHEN)
    joined = hyphened.replace("-", "")
    # Nothing but hyphens was left out; none of them stands at an end or beside another.
    if not joined.isalnum() or "--" in f"-{hyphened}-":
        return None
    # Plain letters do not fall apart again, as `GPT4` does.
    if joined.isascii() and joined.isalpha():
        return joined
    return joined if parted(joined) != parted(hyphened.replace("-", " ")) else None


@lru_cache(maxsize=1 << 8)
def expansions(text: str, *, quoted: bool = False, prefix: bool = False) -> tuple[str, ...]:
    """FTS5 phrases any of which stands for a text of a query; the first is the text itself.

    A word stands for its other spellings too: those of a compound, unless it was ``quoted``, and
    British or American ones. With ``prefix`` the last word may go on; the index holds stems, so
    endings they lost are tried too.
    """
    text, spelled = prepared(text)
    star = " *" if prefix else ""
    spellings = [text]
    if not quoted:
        spellings += spelled
        if spelling := _respelled(text):
            spellings.append(spelling)
        if spelling := _before_version(text):
            spellings.append(spelling)
    if spelling := _across_the_ocean(text):
        spellings.append(spelling)
    found = [quote(settled(spelling.lower())) + star for spelling in spellings]
    if prefix:
        found += [quote(settled((text + rest).lower())) for rest in _completions(text)]
    return tuple(found)


def _before_version(text: str) -> str | None:
    """``CoCa v2`` for "CoCav2": the letter that says version belongs to the number."""
    if text.isalpha():
        return None
    apart = _NAME_AND_VERSION.sub(r"\1 \2", text)
    return apart if apart != text else None


def is_version(text: str) -> bool:
    """Whether a word is a version with the letter that says so: ``v2``, ``V1.5``."""
    return text[:1] in ("v", "V") and text[1:2].isdigit()


def in_one_word(text: str, *, prefix: bool = False) -> str | None:
    """That of the `expansions` of a hyphenated compound that has it in one word; None for any
    other text."""
    text, _ = prepared(text)
    if text.isalnum():
        return None
    joined = _respelled(text)
    return joined and quote(settled(joined.lower())) + (" *" if prefix else "")


def compound_parts(text: str, *, counts: bool = False) -> list[str]:
    """The words of a hyphenated compound; none for any other text.

    A number at the end of a word is part of a name (``o1-like``); one that begins a word counts or
    measures what stands beside it (``4-bit``, ``text-to-3D``), which makes a compound only with
    ``counts``.
    """
    if text.isalnum():
        return []
    parts = prepared(text)[0].translate(_ONE_HYPHEN).split("-")
    return parts if len(parts) > 1 and all(_is_part(part, counts) for part in parts) else []


def _is_part(part: str, counts: bool) -> bool:
    return (counts or part[:1].isalpha()) and part.replace(" ", "").isalnum()


def _across_the_ocean(text: str) -> str | None:
    """A text with every word in its other spelling; None where there is none."""
    words = re.split(r"([^\W\d_]+)", text)
    other = [other_spelling(word) or word for word in words]
    return "".join(other) if other != words else None


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
    """The text without what SQLite cannot hold, and without NUL, at which FTS5 stops."""
    return encodable(text).replace("\0", " ")
