"""Levels of agreement of two titles: what kind of difference there is, and how much they share."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from papercli.matching.string_metrics import metrics
from papercli.matching.title_agreement import TitleAgreement
from papercli.matching.titles import TitleProfile, tails
from papercli.matching.words import STOP_WORDS, stem
from papercli.named_tuples import NamedTuple

SHORT_TITLE, LONG_TITLE = 25, 40
"""Letters: below, an equal title with another abstract is mostly another paper; above, mostly a
rewrite."""
VERY_LONG_TITLE = 60
"""Letters from which titles that differ in small words or endings are mostly one: 127 of 149 such
pairs of the labeled data, of shorter ones 108 of 256."""
CUT_PREFIX = 18
"""Letters of a title cut by an ellipsis from which its agreement with another's beginning counts.
"""
FEW_WORDS = 4
"""Words up to which a cut title's beginning is compared letter by letter only."""
ADDED_SHARE, REPLACED_SHARE = 0.45, 0.8
"""Share of two titles' information that both have, from which words that one has more, and a word
that each has instead of the other's, are a level of their own."""

_SHARES = (0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.86, 0.9)
_WORDS_SHARES = _SHARES[:5]
"""Above, pairs that are not told by a level of their own are too few to weigh."""

TitleKind = Literal[
    "article at the start",
    "continued",
    "cut short",
    "edition",
    "equal",
    "generic",
    "generic differs",
    "inflected",
    "misspelt",
    "one word added",
    "one word replaced",
    "other dress",
    "other object",
    "plural",
    "plural and stop words",
    "several stop words",
    "stop words at the start",
    "stop words inside",
    "subtitle",
    "word order",
    "words",
    "words added",
]
"""What kind of difference there is between two titles; ``words``: whatever has no name here."""
Length = Literal["", "comment", "short", "middle", "long", "very long"]
TitleClass = Literal[
    "alike", "near", "longer", "longer by much", "other object", "generic", "mostly alike",
    "half alike", "little alike", "hardly alike", "unlike",
]  # fmt: skip
"""Title levels as coarse as the abstract's weight needs them."""

_CLASSES: dict[TitleKind, TitleClass] = {
    "equal": "alike",
    "misspelt": "alike",
    "cut short": "alike",
    "edition": "alike",
    "other dress": "alike",
    "generic": "generic",
    "plural": "near",
    "inflected": "near",
    "word order": "near",
    "stop words inside": "near",
    "stop words at the start": "near",
    "plural and stop words": "near",
    "several stop words": "near",
    "article at the start": "near",
    "one word added": "longer",
    "words added": "longer",
    "continued": "longer",
    "subtitle": "longer",
    "other object": "other object",
    "generic differs": "generic",
    "one word replaced": "mostly alike",
}
_MUCH_ADDED: dict[TitleKind, float] = {"one word added": 0.7, "words added": 0.45}
"""Share up to which what is added is much of the title."""
_WORDS_CLASSES: tuple[tuple[float, TitleClass], ...] = (
    (0.7, "mostly alike"),
    (0.45, "half alike"),
    (0.3, "little alike"),
    (0.15, "hardly alike"),
    (0.0, "unlike"),
)
"""Share from which titles that differ in words are of a class."""


class TitleLevel(NamedTuple):
    """To which level two titles agree."""

    kind: TitleKind
    length: Length = ""
    """Of the shorter title, where it counts; ``comment`` where both are comments on something."""
    share: float | None = None
    """Share of the information that both have, where it counts, as the lower end of its band."""

    @property
    def label(self) -> str:
        """How the level stands in the table of weights and in the evidence."""
        return _label(self)

    @property
    def title_class(self) -> TitleClass:
        """The class of the level."""
        return _class(self)


@lru_cache(maxsize=1 << 8)
def _label(level: TitleLevel) -> str:
    if level.share is None:
        return f"{level.kind}, {level.length}" if level.length else level.kind
    # "words" is the one kind whose share is all there is to say.
    return f"{level.kind}{' ' if level.kind == 'words' else ', '}>={level.share:g}"


@lru_cache(maxsize=1 << 8)
def _class(level: TitleLevel) -> TitleClass:
    share = level.share or 0.0
    if level.kind == "words":
        return next(name for low, name in _WORDS_CLASSES if share >= low)
    if share and share <= _MUCH_ADDED.get(level.kind, 0.0):
        return "longer by much"
    return _CLASSES[level.kind]


def lower_end(value: float, bounds: tuple[float, ...]) -> float:
    """The lower end of the band that a value is in; bands begin at 0 and at each bound."""
    at = bisect_right(bounds, value)
    return bounds[at - 1] if at else 0.0


def _length(a: TitleProfile, b: TitleProfile) -> Length:
    letters = min(len(a.squashed), len(b.squashed))
    return "short" if letters < SHORT_TITLE else "middle" if letters < LONG_TITLE else "long"


def _length_finely(a: TitleProfile, b: TitleProfile) -> Length:
    letters = min(len(a.squashed), len(b.squashed))
    return "very long" if letters >= VERY_LONG_TITLE else _length(a, b)


def cut_agrees(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether one title ends in an ellipsis and the other begins like it, letter by letter but for
    a misspelling, or as titles agree."""
    for cut, whole in ((a, b), (b, a)):
        letters = len(cut.squashed)
        if not cut.is_cut or letters < CUT_PREFIX or letters > len(whole.squashed) + 2:
            continue
        if whole.squashed.startswith(cut.squashed):
            return True
        for part, full in (
            (cut.squashed, whole.squashed),
            ("".join(cut.stems), "".join(whole.stems)),
        ):
            allowed = len(part) // 15
            beginnings = (full[: len(part) + extra] for extra in (0, -1, 1))
            if any(metrics.distance(part, b, score_cutoff=allowed) <= allowed for b in beginnings):
                return True
        if len(cut.words) > FEW_WORDS:
            from papercli.matching.title_alignment import begins_alike

            if begins_alike(cut, whole):
                return True
    return False


def _same_words(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> TitleLevel:
    if not title.in_order:
        return TitleLevel("word order")
    if title.inflected:
        return TitleLevel("inflected", _length_finely(a, b))
    if title.plural:
        if title.free:
            return TitleLevel("plural and stop words", _length_finely(a, b))
        return TitleLevel("plural", _length(a, b))
    if title.misspelt:
        return TitleLevel("misspelt", _length(a, b))
    if title.otherwise:
        return TitleLevel("other dress", _length(a, b))
    if not title.free:
        return TitleLevel("word order")
    lead_a, lead_b = (_lead(p) for p in (a, b))
    if lead_a == lead_b:
        kind: TitleKind = "stop words inside" if title.free < 3 else "several stop words"
        return TitleLevel(kind, _length(a, b))
    articles = {"a", "an", "the"}
    one_article = not (lead_a and lead_b) and {*lead_a, *lead_b} <= articles
    if one_article and title.free <= 2:
        return TitleLevel("article at the start", _length(a, b))
    return TitleLevel("stop words at the start", _length_finely(a, b))


def _lead(title: TitleProfile) -> tuple[str, ...]:
    return tuple(takewhile(STOP_WORDS.__contains__, title.words))


_BEFORE_OBJECT = frozenset("in for of on with to by from under via using over at against".split())


def other_object(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether two titles are one sentence about two things ("... in graphs", "... in sequences").

    Companion papers are titled so, and share much of their abstracts.
    """
    same = 0
    for x, y in zip(a.words, b.words, strict=False):
        if x != y:
            break
        same += 1
    before = next((at for at in range(same - 1, 0, -1) if a.words[at] in _BEFORE_OBJECT), 0)
    if before < 3 or same - before > 2:
        return False
    objects = [[stem(w) for w in p.words[before + 1 :] if w not in STOP_WORDS] for p in (a, b)]
    return bool(objects[0] and objects[1] and objects[0][0] != objects[1][0])


def objects_are_apart(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether two titles share no word from where they begin to differ."""
    same = next((i for i, (x, y) in enumerate(zip(a.words, b.words, strict=False)) if x != y), 0)
    left, right = ({stem(w) for w in p.words[same:] if w not in STOP_WORDS} for p in (a, b))
    return not left & right


def _changed_words(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> TitleLevel:
    share = title.shared_bits / (title.shared_bits + title.only_a_bits + title.only_b_bits)
    more = len(title.only_a) + len(title.only_b)
    if not title.only_a or not title.only_b:
        if title.numbers == "beside" and {*title.only_a, *title.only_b} <= {a.beside, b.beside}:
            return TitleLevel("edition")
        at_break = a.head == b.squashed or b.head == a.squashed or _has_heading(a, b)
        if title.prefix or at_break:
            return TitleLevel("subtitle" if at_break else "continued", _length(a, b))
        if share >= ADDED_SHARE:
            kind: TitleKind = "one word added" if more == 1 else "words added"
            return TitleLevel(kind, share=lower_end(share, _SHARES))
    elif more == 2 and share >= REPLACED_SHARE:
        return TitleLevel("one word replaced")
    return TitleLevel("words", share=lower_end(share, _WORDS_SHARES))


def _has_heading(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether one title is the other behind a heading or a name ("Case Records. A Man ...")."""
    longer, shorter = (a, b) if len(a.squashed) > len(b.squashed) else (b, a)
    if not longer.squashed.endswith(shorter.squashed):
        return False
    return any(tail == shorter.squashed for tail in tails(longer))


def title_level(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> TitleLevel:
    """The level of two titles, the same whichever comes first."""
    if title.equal:
        # "Fore-word" is two words that say nothing of being generic.
        if a.is_generic or b.is_generic:
            return TitleLevel("generic")
        if a.has_tail != b.has_tail:
            return TitleLevel("edition")
        return TitleLevel("equal", "comment" if a.kind or b.kind else _length(a, b))
    if (a.is_cut or b.is_cut) and cut_agrees(a, b):
        return TitleLevel("cut short")
    if a.is_generic or b.is_generic:
        return TitleLevel("generic differs")
    if not title.only_a and not title.only_b:
        return _same_words(a, b, title)
    if other_object(a, b):
        return TitleLevel("other object")
    return _changed_words(a, b, title)
