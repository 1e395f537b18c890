"""Whether two words near in letters are one word damaged, or two words that look alike.

Damage swaps, doubles, drops or changes single letters and makes a word that nobody uses. Language
makes others by another beginning ("hyper-", "hypo-") or another ending ("-ate", "-ite"), and so
do names: whatever changes several letters in one place is another word.
"""

from __future__ import annotations

from itertools import groupby

from papercli.matching import words as vocabulary
from papercli.matching.string_metrics import metrics
from papercli.matching.titles import is_number, reads_as_number

MOST_DAMAGED = 2
"""Letters that damage changes, swaps, adds or leaves out, at the most."""
SCATTERED = 4
"""Letters from the first change to the last from which two changes are two slips."""
_SHORT = 4
"""Letters up to which a word is so short that one slip may make another word of it."""
_COMMON = 10
"""Bits up to which a short word is common enough for any slip of it to be recognized."""
_KNOWN_LONG, _UNKNOWN_LONG = 8, 10
"""Letters from which a word may have two slips in it: where it is known without them, and where it
is not."""
_UNKNOWN = 7
"""Letters from which a letter may be changed in a word that is not known; a letter too many or too
few is seen in one of a letter less."""
_REAL_AND_SHORT = frozenset("ann con non ore own tor".split())
"""Words one letter from a stop word that are no slip of it."""

_BEGINNINGS = frozenset(
    (
        "ab ad ana anti auto bi cata co contra de di dia dis down ecto en endo epi ex exo extra"
        " hetero homo hyper hypo il im in infra inter intra intro ir iso macro mega meso meta micro"
        " mid milli mini mis mono multi nano neo non octa omni ortho over para penta peri pico poly"
        " post pre pseudo quadri quasi re retro semi sub suf super supra syn tera tetra trans tri"
        " ultra un under uni up hepta hexa deca"
        # The same in languages of which titles are common beside English.
        " dwu dwoj jedno makro mikro nie trojo troj trzy wielo mehr ein zwei drei ueber unter vor"
        " nach"
    ).split()
)
_ENDINGS = (
    "ate ite ide",
    "ane ene yne ine one ol al",
    "ase ose",
    "ic ous",
    "er ee or",
    "ism ist",
    "graphy logy metry nomy scopy",
    "ectomy ostomy otomy plasty",
    "emia uria",
    "penia philia",
    "phagia phasia",
    "plegia plexia",
    "itis osis oma",
    "fold less",
)
_STARTS = tuple(_BEGINNINGS)
_LONGEST_BEGINNING = max(map(len, _BEGINNINGS))
_ENDS = tuple((group.split(), tuple(group.split())) for group in _ENDINGS)
_ANY_END = tuple(" ".join(_ENDINGS).split())
_SAME_ENDING = 5
"""Letters at the end of two words from which none of these endings differ."""
_LEAST_LEFT = 4
"""Letters that two words have in common beside their beginnings; beside their endings one fewer."""


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def other_beginning(a: str, b: str) -> bool:
    """Whether two words differ in a beginning that changes what they mean ("inter-", "intra-")."""
    if a[-_LEAST_LEFT:] != b[-_LEAST_LEFT:] or a[:_LONGEST_BEGINNING] == b[:_LONGEST_BEGINNING]:
        return False
    if sorted(a) == sorted(b):
        return False
    left, right = (_beginnings(word) for word in (a, b))
    for one in left:
        rest = a[len(one) :]
        if rest == b:
            return True
        # "Distance" and "disstance" do not begin with "di-" and "dis-".
        if any(
            rest == b[len(other) :] and not one.startswith(other) and not other.startswith(one)
            for other in right
        ):
            return True
    return any(b[len(other) :] == a for other in right)


def _beginnings(word: str) -> list[str]:
    if not word.startswith(_STARTS):
        return []
    longest = min(_LONGEST_BEGINNING, len(word) - _LEAST_LEFT)
    return [word[:end] for end in range(1, longest + 1) if word[:end] in _BEGINNINGS]


def other_ending(a: str, b: str) -> bool:
    """Whether two words differ in an ending that changes what they mean ("-ate", "-ite")."""
    if a[: _LEAST_LEFT - 1] != b[: _LEAST_LEFT - 1] or a[-_SAME_ENDING:] == b[-_SAME_ENDING:]:
        return False
    a, b = _singular(a), _singular(b)
    if not (a.endswith(_ANY_END) and b.endswith(_ANY_END)):
        return False
    for endings, each in _ENDS:
        if a.endswith(each) and b.endswith(each):
            stems = [{w[: -len(e)] for e in endings if w.endswith(e)} for w in (a, b)]
            if a != b and not stems[0].isdisjoint(stems[1]):
                return True
    return False


def _window(a: str, b: str) -> tuple[int, int, int]:
    """Letters that two words have in common at the start, and at the end; letters of the longer one
    between."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    end = 0
    while end < len(shorter) - start and shorter[-1 - end] == longer[-1 - end]:
        end += 1
    return start, end, len(longer) - start - end


def _is_stray_stop_word(a: str, b: str) -> bool:
    """Whether two short words, one a stop word, are one: a slip makes a word that is none."""
    if a in vocabulary.STOP_WORDS and b in vocabulary.STOP_WORDS:
        return sorted(a) == sorted(b)
    return _REAL_AND_SHORT.isdisjoint((a, b)) and metrics.distance(a, b, score_cutoff=1) <= 1


def _is_short_slip(known: str, other: str) -> bool:
    """Whether a word one letter from a known one, of four letters at the most, is that one: where
    it is common, or where letters are swapped, doubled or missing."""
    if vocabulary.bits(known) <= _COMMON or sorted(known) == sorted(other):
        return True
    start = _window(known, other)[0]
    doubled = len(other) > len(known) and other[start] in (other[start - 1], other[start + 1 :][:1])
    return doubled or len(other) < len(known)


def similar(a: str, b: str) -> bool:
    """Whether two words are likely one word damaged."""
    longest = max(len(a), len(b))
    if abs(len(a) - len(b)) > MOST_DAMAGED or longest == 1:  # "Part A" and "Part B"
        return False
    if reads_as_number(a) or reads_as_number(b):
        return False
    if longest <= _SHORT and (a in vocabulary.STOP_WORDS or b in vocabulary.STOP_WORDS):
        return _is_stray_stop_word(a, b)
    known_a, known_b = vocabulary.is_known(a), vocabulary.is_known(b)
    if known_a == known_b:
        return not known_a and _is_unknown_slip(a, b)
    return _is_slip(*((a, b) if known_a else (b, a)))


def _is_slip(known: str, other: str) -> bool:
    """Whether a word that is not known is a known one damaged."""
    longest = max(len(known), len(other))
    if longest < _SHORT:
        return sorted(known) == sorted(other)
    allowed = 1 if longest < _KNOWN_LONG else MOST_DAMAGED
    apart = metrics.distance(known, other, score_cutoff=allowed)
    if longest > _SHORT and apart > 1 and _differ_in_doubling(known, other):
        return True
    if apart > allowed or (longest == _SHORT and not _is_short_slip(known, other)):
        return False
    if apart == MOST_DAMAGED:
        # Two letters more in one place, another ending or beginning are another syllable.
        start, end, between = _window(known, other)
        inside = start and end and abs(len(known) - len(other)) < MOST_DAMAGED
        if between < SCATTERED and not inside:
            return False
    return not _look_alike(known, other)


def _differ_in_doubling(a: str, b: str) -> bool:
    """Whether two words are one where letters are doubled in one of them only."""
    if a[0] != b[0] or a[-1] != b[-1]:
        return False
    return [letter for letter, _ in groupby(a)] == [letter for letter, _ in groupby(b)]


def _is_unknown_slip(a: str, b: str) -> bool:
    """Whether two words that are both not known are one: one letter apart, or two where the slips
    lie far from each other in a long word."""
    longest = max(len(a), len(b))
    if longest < _UNKNOWN - 1 or (longest < _UNKNOWN and len(a) == len(b)) or a[0] != b[0]:
        return False
    allowed = 1 if longest < _UNKNOWN_LONG else MOST_DAMAGED
    apart = metrics.distance(a, b, score_cutoff=allowed)
    if apart > allowed or (apart == MOST_DAMAGED and _window(a, b)[2] < SCATTERED):
        return False
    return not _look_alike(a, b)


def _look_alike(a: str, b: str) -> bool:
    return other_beginning(a, b) or other_ending(a, b)


def has_stop_word(word: str, other: str) -> bool:
    """Whether a word is the other with a stop word written to it ("withlarge", "large")."""
    return (
        word.endswith(other)
        and word[: -len(other)] in vocabulary.STOP_WORDS
        and len(other) >= _SHORT
        and not vocabulary.is_known(word)
    )


def near(a: str, b: str) -> bool:
    """Whether two words may be one where others of their titles are damaged: nearer than any two
    known words need be."""
    if is_number(a) or is_number(b) or (vocabulary.is_known(a) and vocabulary.is_known(b)):
        return False
    longest = max(len(a), len(b))
    allowed = 1 if longest < _UNKNOWN else MOST_DAMAGED
    return (
        longest >= _SHORT - 1
        and metrics.distance(a, b, score_cutoff=allowed) <= allowed
        and not _look_alike(a, b)
    )


def one_known(a: str, b: str) -> bool:
    """Whether one of two words is known and the other, too damaged for `similar`, may be that one:
    it begins like it, and is neither longer by an ending nor another word by a prefix."""
    if vocabulary.is_known(a) == vocabulary.is_known(b) or _look_alike(a, b):
        return False
    return a[0] == b[0] and not a.startswith(b) and not b.startswith(a) and min(len(a), len(b)) > 4
