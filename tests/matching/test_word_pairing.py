"""Words are paired without a look at every pair, and as if there were one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.matching.damage import similar
from papercli.matching.titles import profile_title
from papercli.matching.word_pairing import _alike, _joins
from papercli.matching.word_relations import relation
from papercli.matching.words import is_known

PIECES = (
    "orchard", "orchards", "orchrad", "pruning", "prunning", "colour", "color", "the", "teh", "net",
    "nets", "of", "off", "a", "i", "ii", "iii", "2", "gpt4", "gtp4", "unsupervised", "supervised",
    "quorchelphi", "quorchelphy", "zelphi", "light", "house", "lighthouse", "lighthouze", "kelp",
    "quorch", "elphi", "learning", "learned", "learnt", "modelling", "modeling", "ab", "ba",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9)


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_no_pair_of_words_in_a_relation_is_missed(left: list[str], right: list[str]) -> None:
    related = {pair for pair in product(left, right) if relation(*pair)}
    assert {pair for pair in _alike(left, right) if relation(*pair)} == related


@settings(max_examples=60)
@given(WORDS, WORDS, st.data())
def test_neighbors_written_as_one_are_found_as_if_all_were_tried(
    left: list[str], words: list[str], data: st.DataObject
) -> None:
    other = profile_title(" ".join(words))
    right = data.draw(st.lists(st.sampled_from(other.words or ("",)), unique=True))
    expected = set()
    for size in (2, 3):
        for start in range(len(other.words) - size + 1):
            parts = other.words[start : start + size]
            whole = "".join(parts)
            if set(parts).isdisjoint(right):
                continue
            for word in left:
                if word == whole:
                    expected.add((size, False, word, parts))
                elif len(word) > 7 and not is_known(word) and similar(word, whole):
                    expected.add((size, True, word, parts))
    assert set(_joins(left, right, other)) == expected
