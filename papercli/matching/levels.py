"""Levels of agreement, field by field: what a pair of records is seen to agree on.

A level is a name; what it weighs stands in ``weights``. The title's levels are counted apart for
pairs that both have an abstract, because a changed title means something else when the abstract can
speak.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from papercli.matching.agreement import (
    AbstractAgreement,
    TitleAgreement,
    agree_abstracts,
    agree_titles,
    changed_words_are_apart,
    longest_passage,
)
from papercli.matching.record import Record
from papercli.matching.titles import TitleProfile
from papercli.matching.words import STOP_WORDS, stem
from papercli.text import links

SHORT_TITLE, LONG_TITLE = 25, 40
"""Letters: below, an equal title with another abstract is mostly another paper; above, mostly a
rewrite."""
SHORT_ABSTRACT = 25
"""Words below which the overlap of abstracts says less."""
SURELY_AN_ABSTRACT = 600
"""Letters from which an abstract need not be looked at to know that it says something."""
CUT_PREFIX = 18
"""Letters of a title cut by an ellipsis from which its agreement with another's beginning counts.
"""
ADDED_SHARE, REPLACED_SHARE = 0.45, 0.8
"""Share of two titles' information that both have, from which words that one has more, and a word
that each has instead of the other's, are a level of their own."""

_SHARES = (0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.86, 0.9)
_WORDS_SHARES = _SHARES[:5]
"""Above, pairs that are not told by a level of their own are too few to weigh."""
_RUNS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8)


def _band(value: float, bounds: tuple[float, ...]) -> str:
    at = bisect_right(bounds, value)
    low = bounds[at - 1] if at else 0.0
    return f">={low:g}"


def _length(*profiles: TitleProfile) -> str:
    letters = min([len(profile.squashed) for profile in profiles])
    return "short" if letters < SHORT_TITLE else "middle" if letters < LONG_TITLE else "long"


def cut_agrees(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether one title ends in an ellipsis and the other begins like it, a misspelling apart."""
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
            if any(OSA.distance(part, b, score_cutoff=allowed) <= allowed for b in beginnings):
                return True
    return False


def _same_words_level(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> str:
    if not title.in_order:
        return "word order"
    if title.inflected:
        return f"inflected, {_length(a, b)}"
    if title.plural:
        return "plural and stop words" if title.free else f"plural, {_length(a, b)}"
    if title.misspelt:
        return f"misspelt, {_length(a, b)}"
    if not title.free:
        return "word order"
    lead_a, lead_b = (_lead(p) for p in (a, b))
    if lead_a == lead_b:
        return "stop words inside" if title.free < 3 else "several stop words"
    articles = {"a", "an", "the"}
    only_articles = set(lead_a) <= articles and set(lead_b) <= articles
    one_article = title.free == 1 and only_articles
    return "article at the start" if one_article else "stop words at the start"


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
    if before < 3 or same < len(set(a.words[:before]) - STOP_WORDS) or same - before > 2:
        return False
    objects = [[stem(w) for w in p.words[before + 1 :] if w not in STOP_WORDS] for p in (a, b)]
    return bool(objects[0] and objects[1] and objects[0][0] != objects[1][0])


def objects_are_apart(a: TitleProfile, b: TitleProfile) -> bool:
    """Whether two titles share no word from where they begin to differ."""
    same = next((i for i, (x, y) in enumerate(zip(a.words, b.words, strict=False)) if x != y), 0)
    left, right = ({stem(w) for w in p.words[same:] if w not in STOP_WORDS} for p in (a, b))
    return not left & right


def name_level(a: TitleProfile, b: TitleProfile) -> str:
    """Whether the names before the colon agree ("FedLoRA: ...", "FDLoRA: ...")."""
    if not a.name or not b.name:
        return "none" if not a.name and not b.name else "one only"
    return "same" if a.name == b.name else "differ"


def _changed_words_level(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> str:
    share = title.shared_bits / (title.shared_bits + title.only_a_bits + title.only_b_bits)
    more = len(title.only_a) + len(title.only_b)
    if not title.only_a or not title.only_b:
        at_break = a.head == b.squashed or b.head == a.squashed
        if title.prefix or at_break:
            return f"{'subtitle' if at_break else 'continued'}, {_length(a, b)}"
        if share >= ADDED_SHARE:
            return f"{'one word' if more == 1 else 'words'} added, {_band(share, _SHARES)}"
    elif more == 2 and share >= REPLACED_SHARE:
        return "one word replaced"
    return f"words {_band(share, _WORDS_SHARES)}"


def title_level(a: TitleProfile, b: TitleProfile, title: TitleAgreement) -> str:
    """The level of two titles, the same whichever comes first."""
    if title.equal:
        # "Fore-word" is two words that say nothing of being generic.
        if a.is_generic or b.is_generic:
            return "generic"
        if a.has_tail != b.has_tail:
            return "edition"
        return f"equal, {'comment' if a.kind or b.kind else _length(a, b)}"
    if cut_agrees(a, b):
        return "cut short"
    if a.is_generic or b.is_generic:
        return "generic differs"
    if not title.only_a and not title.only_b:
        return _same_words_level(a, b, title)
    if other_object(a, b):
        return "other object"
    return _changed_words_level(a, b, title)


TITLE_CLASSES = {
    "equal": "alike",
    "misspelt": "alike",
    "cut short": "alike",
    "edition": "alike",
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
    "generic": "alike",
    "generic differs": "generic",
    "words >=0": "unlike",
    "words >=0.15": "hardly alike",
    "words >=0.3": "little alike",
    "words >=0.45": "half alike",
    "words >=0.6": "half alike",
}
"""Title levels as coarse as the abstract's weight needs them; a level is found by what precedes its
comma."""


_LITTLE_SHARED = frozenset(
    (
        "one word added, >=0.45",
        "one word added, >=0.6",
        "one word added, >=0.7",
        "words added, >=0.45",
    )
)


def title_class(level: str) -> str:
    """The class of a title level."""
    if level in _LITTLE_SHARED:
        return "longer by much"
    return TITLE_CLASSES.get(level.split(",", maxsplit=1)[0], "mostly alike")


def abstract_level(abstract: AbstractAgreement | None) -> str:
    """The level of two abstracts, by the runs of three words that both have."""
    if abstract is None:
        return "missing"
    if abstract.words < SHORT_ABSTRACT:
        return f"short, runs {_band(abstract.runs, (0.1, 0.3, 0.8))}"
    return f"runs {_band(abstract.runs, _RUNS)}"


def changed_level(title: TitleAgreement, a: Record, b: Record) -> str:
    """Whether the abstracts changed along with the words in which the titles differ."""
    if not (title.only_a or title.only_b):
        return "none"
    lacks, has = changed_words_are_apart(title, a.abstract_profile, b.abstract_profile)
    if not lacks and not has:
        return "none"
    if not has:
        return "one in one abstract only" if lacks == 1 else "in one abstract only"
    if not lacks:
        return "in both abstracts"
    return "mostly in one abstract only" if lacks > has else "mostly in both abstracts"


def authors_level(a: Record, b: Record) -> str:
    """The level of two author counts."""
    if a.author_count is None or b.author_count is None:
        return "missing"
    if a.author_count == b.author_count:
        return "same, many" if a.author_count >= 6 else "same, few"
    return "one off" if abs(a.author_count - b.author_count) == 1 else "differ"


def years_level(a: Record, b: Record) -> str:
    """The level of two publication years; days are no evidence, sources differ by weeks."""
    if not (a.published and b.published and a.published.year and b.published.year):
        return "missing"
    apart = abs(a.published.year - b.published.year)
    return "same" if apart == 0 else "next" if apart == 1 else "apart"


def organization_level(a: Record, b: Record) -> str:
    """The level of two organisations."""
    if a.organization is None or b.organization is None:
        return "missing"
    return "same" if a.organization.slug.casefold() == b.organization.slug.casefold() else "differ"


def links_level(a: Record, b: Record) -> str:
    """Whether the abstracts point to one address; only addresses of one page each count."""
    texts = a.compared_abstract, b.compared_abstract
    if not ("http" in texts[0] and "http" in texts[1]):
        return "none"
    left, right = ({u.casefold().rstrip("/") for u in links(text)} for text in texts)
    return "same" if left & right else "differ"


def identifiers_level(a: Record, b: Record) -> str:
    """Whether both carry one arXiv id, DOI or address."""
    pairs = ((a.arxiv_id, b.arxiv_id), (a.doi, b.doi), (a.url, b.url))
    shared = any(x and y and x.casefold() == y.casefold() for x, y in pairs)
    return "same" if shared else "none"


def _abstracts(a: Record, b: Record) -> AbstractAgreement | None:
    if a.abstract == b.abstract and a.abstract and len(a.abstract) >= SURELY_AN_ABSTRACT:
        return AbstractAgreement(1.0, a.compared_abstract.count(" ") + 1)
    return agree_abstracts(a.abstract_profile, b.abstract_profile)


class Observation(NamedTuple):
    """All levels of a pair by field, with the agreements that they were read from."""

    levels: dict[str, str]
    title: TitleAgreement
    abstract: AbstractAgreement | None


def observe(a: Record, b: Record) -> Observation:
    """What there is to see of a pair, all that the weights are given."""
    left, right = a.title_profile, b.title_profile
    title = agree_titles(left, right)
    abstract = _abstracts(a, b)
    level = title_level(left, right, title)
    levels = {
        "title" if abstract is None else "title beside abstracts": level,
        "numbers": "agree" if level == "cut short" else title.numbers,
        "name": "none" if title.equal else name_level(left, right),
        "abstract": abstract_level(abstract),
        "changed words": changed_level(title, a, b),
        "authors": authors_level(a, b),
        "year": years_level(a, b),
        "organization": organization_level(a, b),
        "links": links_level(a, b),
        "identifiers": identifiers_level(a, b),
    }
    if abstract is not None:
        levels["abstract"] += f" beside {title_class(level)}"
    return Observation(levels, title, abstract)


LIKE_AT_SIGHT = 60
"""rapidfuzz ratio of two titles from which they are looked at closely."""
NEARLY_EQUAL_AT_SIGHT = 90
"""The same ratio from which abstracts that begin otherwise do not settle it."""
OPENINGS_APART, OPENINGS_ALIKE = 0.2, 0.36
"""Share of the shorter opening's words below which alike titles are not, and from which unlike ones
are looked at closely. Of 1,944 retitled papers 16 that the weights would merge are lost here."""


def unlike_at_sight(a: Record, b: Record) -> bool:
    """Whether neither title nor abstract is worth a closer look; most candidates end here."""
    if identifiers_level(a, b) == "same" or (a.abstract and a.abstract == b.abstract):
        return False
    left, right = a.folded_title, b.folded_title
    ratio = fuzz.ratio(left, right, score_cutoff=LIKE_AT_SIGHT)
    begins_alike = left[:8] == right[:8]
    if not (a.abstract and b.abstract):
        return not ratio and not begins_alike
    if ratio >= NEARLY_EQUAL_AT_SIGHT:
        return False
    first, second = a.opening, b.opening
    share = len(first & second) / max(1, min(len(first), len(second)))
    return share < (OPENINGS_APART if ratio or begins_alike else OPENINGS_ALIKE)


def vetoed(a: Record, b: Record) -> str | None:
    """Why two records are different papers whatever else they share, or None."""
    for name, left, right in (("arXiv ids", a.arxiv_id, b.arxiv_id), ("DOIs", a.doi, b.doi)):
        if left and right and left.casefold() != right.casefold():
            return f"two {name}"
    kinds = sorted((a.title_profile.kind, b.title_profile.kind))
    if kinds[0] != kinds[1]:
        return f"{kinds[1]} against {kinds[0]}" if kinds[0] else f"{kinds[1]} on one side only"
    return None


def disagree(levels: dict[str, str]) -> str | None:
    """What about the levels says that two records are different whatever the sum, or None.

    Numbers name versions, sizes and parts. Duplicates in the digests never differ in their number
    of authors; a retitled paper with two authors more or fewer is a later work of the same people,
    however much of its abstract it keeps.
    """
    if levels["identifiers"] == "same":
        return None
    alone, nearly_equal = (
        levels["abstract"].startswith(start) for start in ("missing", "runs >=0.8")
    )
    if levels["numbers"] == "differ" and not nearly_equal:
        return "numbers differ"
    if levels["numbers"] == "added" and alone:
        return "a number on one side only"
    if levels["authors"] == "differ":
        title = levels.get("title") or levels["title beside abstracts"]
        if title_class(title) not in ("alike", "near"):
            return "another title and another number of authors"
    return None


def restrained(a: Record, b: Record, levels: dict[str, str]) -> str | None:
    """Why two records must not be merged without the user, whatever their weight, or None.

    Each of these is a kind of pair in which alike titles, and often alike abstracts, are mostly two
    papers; where nothing else speaks for them they come out as different.
    """
    if levels["identifiers"] == "same":
        return None
    title = levels.get("title") or levels["title beside abstracts"]
    alone = levels["abstract"] == "missing"
    if levels["abstract"] in ONE_PASSAGE_COUNTS and (
        longest_passage(a.abstract_profile, b.abstract_profile) >= ONE_PASSAGE
    ):
        return "one passage in common, and no word of the titles"
    if reason := _another_work(a, b, levels):
        return reason
    if alone and title.startswith(("subtitle", "continued")) and levels["authors"][:4] != "same":
        return "one title goes on, and no second witness"
    if levels["authors"] == "one off" and title_class(title) not in ("alike", "near"):
        return "another title and another number of authors"
    if alone and levels["numbers"] == "contrasted words":
        return "contrasted words, and no second witness"
    if alone and title in ("words >=0.3", "words >=0.45", "words >=0.6"):
        return "words differ, and no second witness"
    if title == "other object" and (
        levels["changed words"] not in ("none", "in both abstracts")
        or objects_are_apart(a.title_profile, b.title_profile)
    ):
        return "one sentence about two things"
    return None


def _another_work(a: Record, b: Record, levels: dict[str, str]) -> str | None:
    """The words of the titles that mostly make another paper, or None."""
    alone = levels["abstract"] == "missing"
    if levels["numbers"] == "differ":
        return "numbers differ"
    if levels["numbers"] == "added" and (
        alone or levels["name"] == "differ" or _little_overlap(levels)
    ):
        return "a number on one side only"
    if "opposite" in levels["numbers"]:
        return "opposite words"
    surveys = ["survey" in record.title_profile.content for record in (a, b)]
    if surveys[0] != surveys[1] and not levels["abstract"].startswith("runs >=0.8"):
        return "a survey on one side only"
    return None


ONE_PASSAGE = 0.85
"""Share of the runs in common from which they are one passage. Of 447 retitled papers whose
abstracts share 10 to 60 % two are held back by it."""
ONE_PASSAGE_COUNTS = frozenset(
    f"{short}runs >={share:g} beside unlike"
    for short in ("", "short, ")
    for share in _RUNS
    if share < 0.8
)


def _little_overlap(levels: dict[str, str]) -> bool:
    return levels["abstract"].startswith(("runs >=0 ", "runs >=0.0", "runs >=0.1"))
