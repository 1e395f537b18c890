"""Words that stand for others of a title: initialisms, and words cut short with a full stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from papercli.matching.titles import TitleProfile
from papercli.matching.words import STOP_WORDS

_SHORTEST, _LONGEST = 2, 7
"""Letters of an initialism."""


def remove_abbreviated(a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]) -> int:
    """Remove initialisms of the other side's words, or of words beside them, with these words; how
    often.

    "LLMs" are "large language models" where the other title has these words; where a title has
    both, the initialism in parentheses, the other may leave it out.
    """
    found = 0
    for words, others, own, other in ((left, right, a, b), (right, left, b, a)):
        shortens, in_parentheses = "." in own.normal[:-1], "(" in own.normal
        # Most of a spelled-out word's initials are those of words that the other title has alone.
        initials = {one[0] for one in others}
        for word in sorted(words):
            may_be_spelled = not initials.isdisjoint(word) and len(word) <= 2 * len(others)
            if word not in words or not (may_be_spelled or shortens or in_parentheses):
                continue
            if may_be_spelled and (spelled := _spelled_out(word, other.words)):
                told = list((Counter(spelled) & Counter(others)).elements())
                # Words that both titles have are told of something else.
                if 2 * len(told) > len(spelled):
                    words.remove(word)
                    for one in told:
                        others.remove(one)
                    found += 1
                    continue
            beside = in_parentheses and f"({word}" in own.normal
            if beside and _spelled_out(word, own.words):
                words.remove(word)
                found += 1
            elif shortens and (cut := _cut_short(word, own, others)):
                words.remove(word)
                others.remove(cut)
                found += 1
    return found


def _spelled_out(word: str, title: Sequence[str]) -> Sequence[str]:
    """Neighboring words of a title, or neighbors but for stop words, whose first letters are a
    word, a plural's ending apart."""
    if not word.isalpha() or not _SHORTEST <= len(word) <= _LONGEST + 1 or word in STOP_WORDS:
        return ()
    told = [each for each in title if each not in STOP_WORDS]
    forms = [word, word[:-1]] if word.endswith("s") and len(word) > _SHORTEST else [word]
    for form in forms:
        for words in (title, told):
            at = "".join([each[0] for each in words]).find(form)
            if at >= 0:
                return words[at : at + len(form)]
    return ()


def _cut_short(word: str, title: TitleProfile, others: Sequence[str]) -> str:
    """The word that is cut short to this one, which a full stop follows inside its title."""
    if not word.isalpha() or len(word) < _SHORTEST or f"{word}." not in title.normal[:-1]:
        return ""
    longer = sorted(o for o in others if o.startswith(word) and len(o) > len(word) + 1)
    return longer[0] if longer else ""
