"""Is the paper that a person means among the first five of what `papers search` lists?

usage: python benchmarks/known_items.py [--seed N] [--items N] [--show KIND]

Each item is a real paper and a query that somebody who has seen its title would type, made of the
title by a fixed rule and a seed. The library searches an index of all papers: once as asked, and
once with ``fuzzy``, where the search offers it ("-" where it does not). ``--show KIND`` prints
the queries of one kind that did not find their paper.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from common import needs, table
from library import DAILY, Ranking, Real, daily, index_of, offers, ours, words_of

ITEMS, SEED, FIRST = 60, 20261129, 5
"""Items of each kind, the seed that chooses them, and how many results are looked at."""
SHORTEST, SHORTEST_MISSPELT, SHORTEST_PARTED = 3, 5, 8
"""Letters of a word that is typed, of one that is mistyped, and of one that falls apart."""
CUT_AT = 40
"""Letters of a title that a page has room for."""

_VERSION = re.compile(
    r"(?<![\w-])((?:[A-Z]\w*-)*[A-Z][A-Za-z]+?)([ -]?)([vV]?[1-9][0-9]?(?:\.[0-9]+)?)(?![\w.-])"
)
"""A name with its version: ``Qwen2.5``, ``Vision-GPT-4``, ``Llama 3``."""
_NO_NAMES = frozenset("Part Top Step Stage Task Level Phase Track Chapter Round Over The".split())

_QUESTIONS = (
    "how to use {} in practice",
    "best way to apply {} today",
    "is {} worth the trouble",
    "who has tried {} before",
    "where to find {} examples",
    "short guide to {} for beginners",
)
_CHANCE_WORDS = (
    "can I run {} on my laptop",
    "{} cheat sheet",
    "tell me about {}",
    "does {} really work",
    "{} pros cons",
    "why is {} so slow",
    "papers about {} from last year",
    "what is {} and why does it matter",
    "good {} example",
)
"""Questions whose other words are rare, and stand in some titles all the same."""

_SPELLINGS = """
analyze analyse | analyzing analysing | analyzer analyser | artifact artefact |
artifacts artefacts | behavior behaviour | behaviors behaviours | behavioral behavioural |
categorization categorisation | catalog catalogue | center centre | centered centred |
characterizing characterising | characterization characterisation | color colour |
colorization colourisation | colored coloured | customized customised |
customization customisation | customizing customising | decentralized decentralised |
defense defence | defenses defences | dialog dialogue | digitization digitisation |
discretization discretisation | endeavor endeavour | equalization equalisation |
equalizing equalising | factorization factorisation | favor favour | favorite favourite |
fiber fibre | flavor flavour | fueling fuelling | generalization generalisation |
generalize generalise | generalized generalised | generalizable generalisable |
generalizing generalising | generalizes generalises | gray grey | harmonizing harmonising |
harmonization harmonisation | honor honour | humor humour | initialization initialisation |
judgment judgement | judgments judgements | labeling labelling | labeled labelled | labor labour |
leveling levelling | license licence | linearization linearisation | localization localisation |
localize localise | localizing localising | maximization maximisation | maximizing maximising |
memorization memorisation | memorize memorise | memorizing memorising | minimizing minimising |
minimization minimisation | mobilizing mobilising | modeling modelling | modeled modelled |
neighbor neighbour | neighborhood neighbourhood | neighbors neighbours |
normalization normalisation | normalized normalised | normalizing normalising |
optimization optimisation | optimize optimise | optimized optimised | optimizing optimising |
optimizer optimiser | optimizers optimisers | organizing organising | organization organisation |
parallelization parallelisation | parameterization parameterisation |
personalization personalisation | personalized personalised | personalizing personalising |
polarization polarisation | prioritize prioritise | prioritized prioritised |
prioritization prioritisation | quantization quantisation | quantized quantised |
quantizing quantising | quantizer quantiser | rasterization rasterisation | realizing realising |
recognize recognise | recognizing recognising | regularization regularisation |
regularized regularised | regularizing regularising | rigor rigour | rumor rumour |
signaling signalling | skeptical sceptical | specialized specialised |
specialization specialisation | specializing specialising | stabilizing stabilising |
stabilization stabilisation | standardized standardised | standardizing standardising |
summarization summarisation | summarizing summarising | summarize summarise |
synchronized synchronised | synchronization synchronisation | synthesize synthesise |
synthesizing synthesising | synthesizer synthesiser | theater theatre | tokenization tokenisation |
tokenizer tokeniser | tokenizers tokenisers | tokenized tokenised | tokenizing tokenising |
traveling travelling | unraveling unravelling | utilizing utilising | utilization utilisation |
vectorization vectorisation | vectorized vectorised | visualization visualisation |
visualizing visualising | visualize visualise
"""


class Item(NamedTuple):
    """A query and the one paper that it means."""

    query: str
    arxiv_id: str


class Kind(NamedTuple):
    """A way of remembering a title."""

    name: str
    queries: Callable[[Real, Titles, random.Random], str | None]
    """The query for a paper; None for a title that cannot be remembered so."""
    target: int
    """How many of 60 are to be found."""
    fuzzy: bool = False
    """Whether the target is that of a fuzzy search: the words as asked find nothing."""


class Titles:
    """How often each word stands in the corpus: in how many papers, in lower case."""

    def __init__(self, papers: Iterable[Real]) -> None:
        self.papers = Counter[str]()
        for paper in papers:
            self.papers.update(set(words_of(f"{paper.title} {paper.abstract}".lower())))

    def rarest(self, title: str, number: int = 3, *, but: str = "") -> list[str]:
        """The rarest words of a title, in its order, without those of ``but``."""
        left_out = set(words_of(but.lower()))
        words = [
            word
            for word in dict.fromkeys(words_of(title))
            if len(word) >= SHORTEST and word.isalpha() and word.lower() not in left_out
        ]
        chosen = sorted(words, key=lambda word: self.papers[word.lower()])[:number]
        return [word for word in words if word in chosen]


def rare_words(paper: Real, titles: Titles, _: random.Random) -> str | None:
    """The three rarest words of the title."""
    words = titles.rarest(paper.title)
    return " ".join(words) if len(words) == 3 else None


def whole_title(paper: Real, _: Titles, __: random.Random) -> str | None:
    """The title, pasted."""
    return paper.title


def first_half(paper: Real, _: Titles, __: random.Random) -> str | None:
    """The first half of the title's words."""
    words = paper.title.split()
    return " ".join(words[: (len(words) + 1) // 2]) if len(words) > 3 else None


def version_respelled(paper: Real, titles: Titles, _: random.Random) -> str | None:
    """A name and its version apart where they are joined and joined where they are apart, and the
    two rarest other words."""
    found = next((v for v in _VERSION.finditer(paper.title) if v[1] not in _NO_NAMES), None)
    if found is None:
        return None
    name, between, number = found.groups()
    others = titles.rarest(paper.title, 2, but=found[0])
    return " ".join([f"{name}{number}" if between else f"{name} {number}", *others])


def misspelt(paper: Real, titles: Titles, chance: random.Random) -> str | None:
    """The three rarest words, one of them with one slip of the fingers that makes no word."""
    words = titles.rarest(paper.title)
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT]
    if len(words) < 3 or not long:
        return None
    at = chance.choice(long)
    while titles.papers[(wrong := slip(words[at], chance)).lower()] or wrong == words[at]:
        pass
    return " ".join([*words[:at], wrong, *words[at + 1 :]])


def slip(word: str, chance: random.Random) -> str:
    """The word with two neighboring letters swapped, or one dropped, doubled or replaced."""
    at = chance.randrange(len(word) - 1)
    one, following, rest = word[at], word[at + 1], word[at + 2 :]
    other = chance.choice("abcdefghijklmnopqrstuvwxyz")
    pieces = (following + one, following, one + one + following, other + following)
    return word[:at] + chance.choice(pieces) + rest


def respelt(paper: Real, titles: Titles, _: random.Random) -> str | None:
    """A word in the spelling of the other side of the Atlantic, and the two rarest other words."""
    word = next((word for word in words_of(paper.title) if word.lower() in OTHER_SPELLING), None)
    if word is None:
        return None
    return " ".join([OTHER_SPELLING[word.lower()], *titles.rarest(paper.title, 2, but=word)])


def question(paper: Real, titles: Titles, chance: random.Random) -> str | None:
    """The three rarest words as people ask: with two more words that the paper need not have."""
    words = rare_words(paper, titles, chance)
    return words and chance.choice(_QUESTIONS).format(words)


def chance_words(paper: Real, titles: Titles, chance: random.Random) -> str | None:
    """The three rarest words, with words of a question that stand in other papers' titles."""
    words = rare_words(paper, titles, chance)
    return words and chance.choice(_CHANCE_WORDS).format(words)


def blank_astray(paper: Real, titles: Titles, chance: random.Random) -> str | None:
    """The three rarest words, one with a blank in it that makes no word, or without that between
    two."""
    words = titles.rarest(paper.title)
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_PARTED]
    if len(words) < 3 or not long:
        return None
    if chance.random() < 0.5:
        return f"{words[0]}{' '.join(words[1:])}"
    at = chance.choice(long)
    middle = len(words[at]) // 2
    return " ".join([*words[:at], words[at][:middle], words[at][middle:], *words[at + 1 :]])


def cut_off(paper: Real, _: Titles, __: random.Random) -> str | None:
    """The title as far as a page shows it."""
    return f"{paper.title[:CUT_AT]}…" if len(paper.title) > CUT_AT else None


def two_slips(paper: Real, titles: Titles, chance: random.Random) -> str | None:
    """The whole title, two of its words with one slip of the fingers each."""
    words = paper.title.split()
    long = [at for at, word in enumerate(words) if len(word) > SHORTEST_MISSPELT and word.isalpha()]
    if len(long) < 2:
        return None
    for at in chance.sample(long, 2):
        right = words[at]
        while titles.papers[words[at].lower()]:
            words[at] = slip(right, chance)
    return " ".join(words)


def citation(paper: Real, _: Titles, __: random.Random) -> str | None:
    """The title behind whom and when a citation names."""
    return f"Moreau et al., 20{paper.arxiv_id[:2]}, {paper.title}"


def _other_spellings() -> dict[str, str]:
    pairs = [pair.split() for pair in _SPELLINGS.split("|")]
    found: dict[str, str] = {}
    for american, british in pairs:
        found[american], found[british] = british, american
    return found


OTHER_SPELLING = _other_spellings()
KINDS = (
    Kind("three rare words of the title", rare_words, 58),
    Kind("whole title", whole_title, 58),
    Kind("first half of the title", first_half, 58),
    Kind("version joined or apart", version_respelled, 58),
    Kind("one word misspelt", misspelt, 54, fuzzy=True),
    Kind("British for American, and the reverse", respelt, 58),
    Kind("question with two more words", question, 54, fuzzy=True),
    Kind("question with chance words", chance_words, 54, fuzzy=True),
    Kind("a blank too many or too few", blank_astray, 54, fuzzy=True),
    Kind("title cut off", cut_off, 58),
    Kind("whole title, two words misspelt", two_slips, 54, fuzzy=True),
    Kind("citation", citation, 58, fuzzy=True),
)


def items(kind: Kind, papers: Sequence[Real], titles: Titles, number: int, seed: int) -> list[Item]:
    """The items of a kind: papers drawn at random until there are enough whose titles allow it."""
    chance = random.Random(f"{seed} {kind.name}")
    found: list[Item] = []
    for paper in chance.sample(papers, len(papers)):
        if len(found) >= number:
            break
        query = kind.queries(paper, titles, chance)
        if query:
            found.append(Item(query, paper.arxiv_id))
    return found


def misses(wanted: Iterable[Item], ranking: Ranking) -> Iterator[tuple[Item, list[str]]]:
    """The items whose paper is not among the first, each with what was found instead."""
    for item in wanted:
        found = ranking(item.query)
        if item.arxiv_id not in found[:FIRST]:
            yield item, found


def main() -> None:
    """Print how many of each kind were found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED, help="another choice of papers")
    parser.add_argument("--items", type=int, default=ITEMS, help="of each kind")
    parser.add_argument("--show", metavar="KIND", help="print the misses of kinds that begin so")
    options = parser.parse_args()
    if options.show and not any(kind.name.startswith(options.show) for kind in KINDS):
        parser.error(f"no kind begins with {options.show!r}: {', '.join(k.name for k in KINDS)}")
    if not needs(DAILY):
        return
    papers = daily()
    titles, title = Titles(papers), {paper.arxiv_id: paper.title for paper in papers}
    rows: list[Sequence[object]] = [("query", "items", "exact", "fuzzy", "target", "reached")]
    with index_of(papers) as connection:
        ways: list[Ranking | None] = [ours(connection, FIRST), None]
        if offers("fuzzy"):
            ways[1] = ours(connection, FIRST, fuzzy=True)
        for kind in KINDS:
            wanted = items(kind, papers, titles, options.items, options.seed)
            missed = [None if way is None else list(misses(wanted, way)) for way in ways]
            got = [None if them is None else len(wanted) - len(them) for them in missed]
            least = round(kind.target * len(wanted) / ITEMS)
            needed = [got[1]] if kind.fuzzy else [number for number in got if number is not None]
            reached = all(number is not None and number >= least for number in needed)
            rows.append(
                (
                    kind.name,
                    len(wanted),
                    *("-" if number is None else number for number in got),
                    f">= {least}" + (", fuzzy" if kind.fuzzy else ""),
                    "yes" if reached else "NO",
                )
            )
            if options.show is not None and kind.name.startswith(options.show):
                for way, them in zip(("exact", "fuzzy"), missed, strict=True):
                    for item, found in them or ():
                        first = title[found[0]] if found else "nothing"
                        print(f"{way}: {item.query}\n  meant {title[item.arxiv_id]}\n  got {first}")
    table(rows)


if __name__ == "__main__":
    main()
