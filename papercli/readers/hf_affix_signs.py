"""Whether the titles of a page, or its abstracts, may all have something before or behind them: a
quick look at what `hf_affixes` takes off."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 3
"""Texts of which something may be said at all."""
MOST = 0.6
"""Share of the texts that are most of them."""
_LOOKED_AT, _ALIKE = 8, 3
_SHORTEST_DOUBLED = 20
_LONGEST_MARK = 8
_NATURAL_ENDS = "?!)."
LABELS = (
    "paper",
    "article",
    "item",
    "entry",
    "title",
    "no",
    "nr",
    "num",
    "number",
    "arxiv",
    "rank",
)
_MARKED = (*LABELS, "heading", *(f"h{level}{end}" for level in range(1, 7) for end in (". ", "(")))


def may_have_affixes(texts: Sequence[str]) -> bool:
    """Say whether most of the texts begin or end as hardly a title does: a quick look."""
    if len(texts) < FEWEST:
        return False
    if is_doubled(texts[1]) and is_doubled(texts[2]):
        return True
    if _begin_alike(texts[:_LOOKED_AT]):
        from papercli.readers.shared_beginnings import without_shared_words  # few pages need it

        given = list(texts)
        if without_shared_words(given) != given:
            return True
    # Five of eight abstracts may end in an address of their own; of all on a page, hardly.
    return _most_are_odd(texts[:_LOOKED_AT]) and _most_are_odd(texts)


def is_doubled(text: str) -> bool:
    """Whether a text is one text twice: that of a picture, and that of the link around it."""
    half = len(text) // 2
    return len(text) > _SHORTEST_DOUBLED and text[:half] == text[half + 1 :]


def _begin_alike(texts: Sequence[str]) -> bool:
    """Whether most of a few texts begin or end with the same letters; a day behind each title
    (``· May 3``) would be read as the metadata of an entry on a page of any shape."""
    few = MOST * len(texts)
    for ends in ([text[:_ALIKE] for text in texts], [text[-_ALIKE:] for text in texts]):
        for end in ends[1:3]:
            if ends.count(end) >= few and not end[-1:].isdigit():
                return True
    return False


def _most_are_odd(texts: Sequence[str]) -> bool:
    few = MOST * len(texts)
    firsts = [text[:_LONGEST_MARK] for text in texts]
    if sum([not first[:1].isalpha() for first in firsts]) >= few:
        return True
    if sum(["." in first[1:5] or ")" in first[1:5] for first in firsts]) >= few:
        return True
    if sum([_ends_oddly(text) for text in texts]) >= few:
        return True
    return sum([first.lower().startswith(_MARKED) for first in firsts]) >= few


def _ends_oddly(text: str) -> bool:
    last = text[text.rfind(" ") + 1 :]
    odd = not last[-1:].isalnum() and last[-1:] not in _NATURAL_ENDS
    odd = odd or (not last.isascii() and last[-1:].isdigit())
    return odd or "://" in last or last[:1] in "^{" or "(/" in last
