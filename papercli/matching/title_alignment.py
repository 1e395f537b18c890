"""Aligning the words of two titles that are not equal: which are one word, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from papercli.matching import words as vocabulary
from papercli.matching.abbreviations import remove_abbreviated
from papercli.matching.damage import one_known
from papercli.matching.numerals import remove_equal_numbers
from papercli.matching.strays import NONE, are_foreign, is_plain, remove_strays
from papercli.matching.string_metrics import metrics
from papercli.matching.title_agreement import TitleAgreement
from papercli.matching.titles import TitleProfile, is_number, may_count, reads_as_number
from papercli.matching.word_pairing import join_split_words, no_relations, pair_words
from papercli.matching.word_relations import any_contrasted, any_opposite

MOST_ALONE = 16
"""Words that either title may have alone for them to be paired: pairing looks at each of one with
each of the other. Of the labeled pairs none has more of them that weights would merge."""


def _letters_apart(
    a: TitleProfile, b: TitleProfile, left: list[str], right: list[str]
) -> int | None:
    """Letters that two titles differ in where words are too damaged to pair, else None."""
    length = min(len(a.squashed), len(b.squashed))
    if length < 25 or all(map(vocabulary.is_known, (*left, *right))):
        return None
    if any(map(is_number, (*left, *right))):
        return None
    alone = [[word for word in side if word not in vocabulary.FREE_WORDS] for side in (left, right)]
    if len(alone[0]) == len(alone[1]) == 1 and not one_known(*alone[0], *alone[1]):
        return None
    allowed = min(3, length // 15)
    apart: int = metrics.distance(a.squashed, b.squashed, score_cutoff=allowed)
    return apart if apart <= allowed else None


def _has_number(words: Sequence[str], all_words: Sequence[str]) -> bool:
    """Whether any of these words of a title is a number where it stands, the first time it does."""
    if "i" in words or any(map(reads_as_number, words)):
        return True
    counting = list(filter(may_count, words))
    return any(is_number(word, _before(word, all_words)) for word in counting)


def _before(word: str, all_words: Sequence[str]) -> str:
    at = all_words.index(word)
    return all_words[at - 1] if at else ""


def _alone(words: Sequence[str], others: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that either has and the other has not, or has less often."""
    one, other = set(words), set(others)
    if len(one) == len(words) and len(other) == len(others):
        return [w for w in words if w not in other], [w for w in others if w not in one]
    counts = Counter(words), Counter(others)
    return list((counts[0] - counts[1]).elements()), list((counts[1] - counts[0]).elements())


def _in_order(a: TitleProfile, b: TitleProfile, pairs: Sequence[tuple[str, str, str]]) -> bool:
    """Whether the words of two titles stand in the same order, those that are one word as well."""
    if not pairs:
        return _same_order(a.words, b.words)
    told = {one: min(pair) for _, *pair in pairs for one in pair}
    return _same_order(*([told.get(w, w) for w in side.words] for side in (a, b)))


def _same_order(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the informative words that each has once stand in the same order in both."""
    one, other = set(a), set(b)
    both = (one & other) - vocabulary.STOP_WORDS
    for words, different in ((a, one), (b, other)):
        if len(different) < len(words):
            both.difference_update(word for word, times in Counter(words).items() if times > 1)
    return [word for word in a if word in both] == [word for word in b if word in both]


def aligned(a: TitleProfile, b: TitleProfile) -> TitleAgreement:
    """Bring together the words of two titles that differ."""
    left, right = _alone(a.words, b.words)
    misspelt = otherwise = 0
    strays = NONE
    relations = no_relations()
    pairs: list[tuple[str, str, str]] = []
    plain = all(map(is_plain, (*left, *right)))
    if not plain and max(len(left), len(right)) <= MOST_ALONE:
        if _has_number(left, a.words) or _has_number(right, b.words):
            otherwise = remove_equal_numbers(left, right)
        strays = remove_strays(a, b, left, right)
    if left and right and max(len(left), len(right)) <= MOST_ALONE:
        misspelt = join_split_words(a, b, left, right)
        relations, pairs = pair_words(left, right)
        misspelt += relations["spelling"] + relations["misspelt"]
    if (left or right) and max(len(left), len(right)) <= MOST_ALONE:
        otherwise += remove_abbreviated(a, b, left, right)
    otherwise += strays.written_otherwise
    misspelt += strays.slips + strays.misread
    if relations["inflected"] and are_foreign(a, b):
        # Other languages inflect every noun, as English does with its plurals.
        relations["plural"] += relations["inflected"]
        relations["inflected"] = 0
    if left and right and (apart := _letters_apart(a, b, left, right)):
        misspelt += apart
        left, right = [], []
    numbers = _numbers(a, b, left, right, misread=strays.misread, plain=plain)
    only_a = tuple(w for w in left if w not in vocabulary.FREE_WORDS)
    only_b = tuple(w for w in right if w not in vocabulary.FREE_WORDS)
    free = strays.free + len(left) + len(right) - len(only_a) - len(only_b)
    bits_a, bits_b = (float(vocabulary.information(only)) for only in (only_a, only_b))
    shared = max(0.0, (a.bits - bits_a + b.bits - bits_b) / 2)
    prefix = a.squashed.startswith(b.squashed) or b.squashed.startswith(a.squashed)
    return TitleAgreement(
        False,
        shared,
        only_a,
        only_b,
        bits_a,
        bits_b,
        misspelt,
        relations["plural"],
        relations["inflected"],
        bool(only_a or only_b) or _in_order(a, b, pairs),
        free,
        numbers,
        prefix,
        otherwise,
        tuple([(word, other) for kind, word, other in pairs if kind == "misspelt"]),
    )


def _numbers(
    a: TitleProfile,
    b: TitleProfile,
    left: list[str],
    right: list[str],
    misread: int,
    *,
    plain: bool,
) -> str:
    """How the numbers, and the words that tell papers of a series apart, agree."""
    if a.note and b.note and a.note != b.note:
        return "differ"
    if not left and not right:
        return "beside" if misread else "agree"
    number_a = not plain and _has_number(left, a.words)
    number_b = not plain and _has_number(right, b.words)
    if number_a and number_b:
        return "differ"
    if number_a or number_b:
        numbered, bare = (a, b) if number_a else (b, a)
        alone = left if number_a else right
        return "beside" if _is_beside(numbered, bare, alone) else "added"
    if misread:
        return "beside"
    if any_opposite(left, right):
        return "opposite words"
    return "contrasted words" if any_contrasted(left, right) else "agree"


def _is_beside(numbered: TitleProfile, bare: TitleProfile, alone: list[str]) -> bool:
    """Whether the numbers that a title has alone may be none of its own: those of a list, or of a
    subtitle that the other has not."""
    if numbered.head == bare.squashed:
        return True
    return bool(numbered.beside) and not _has_number(
        [word for word in alone if word != numbered.beside], numbered.words
    )


def begins_alike(cut: TitleProfile, whole: TitleProfile) -> bool:
    """Whether a title that an ellipsis cut begins as another does, by its words, of which the last
    may be cut itself."""
    words = cut.words[:-1]
    letters, end = sum(map(len, words)), 0
    beginning = 0
    while end < len(whole.words) and beginning < letters:
        beginning += len(whole.words[end])
        end += 1
    # A word more or fewer, where numbers or stop words are written otherwise.
    for size in (end, end - 1, end + 1):
        if 0 < size < len(whole.words) and whole.words[size].startswith(cut.words[-1]):
            start = whole.words[:size]
            one = cut._replace(words=words, squashed="".join(words))
            other = whole._replace(words=start, squashed="".join(start))
            left, right = _alone(words, start)
            remove_equal_numbers(left, right)
            if left and right and max(len(left), len(right)) <= MOST_ALONE:
                join_split_words(one, other, left, right)
                pair_words(left, right)
            if vocabulary.FREE_WORDS.issuperset((*left, *right)):
                return True
    return False
