"""Pairs of records made of pieces, among which every rule of comparison finds its case."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from papercli.matching.record import Record
from papercli.model.paper import Organization, PartialDate

GENERIC = (
    "Foreword", "Editorial", "Introduction", "Book Review", "Editors' Note", "Guest Editorial",
    "In Memoriam", "Letters to the Editor", "Index of Authors", "Part 2", "Volume XI",
)  # fmt: skip
KINDS = (
    "Comment on", "Comments on", "Reply to", "Reply:", "Rejoinder:", "Discussion of", "Erratum to",
    "Corrigendum to", "Addendum to", "Retraction of", "Book Review of", "Authors' response to",
)  # fmt: skip
TRAILING_KINDS = (": a reply", " (erratum)", " - corrigendum", ": a comment")
NAMES = ("Larder", "FedLarder", "FDLarder", "Orchard-7B", "Orchard 2", "MOSS++")
SENTENCES = (
    "Pruning the Quiet Orchard Network",
    "A Survey of Pruning for Graph Neural Networks",
    "Supervised Segmentation of Apple Blossoms in Drone Images",
    "Hierarchical Regularisation of the Behaviour of Large Language Models",
    "On the Convergence of Federated Averaging Under Label Noise",
    "Learning to Catalogue and Localise Fibre Defects with Transformers",
    "Global and Local Attention for Speech Recognition in German",
    "Bounds on the Chromatic Number of Sparse Random Graphs",
    "Frost Forecasting for Terraced Orchard Cooperatives from Thermal Imagery",
    "Why Do Deep Networks Generalize Without Explicit Regularization",
    "Optimal Control of Stochastic Differential Equations in Finite Time",
    "Efficient Inference of Sparse Models on Small Devices",
    "Gravel, Sediment, Glaciers and Harbors Heard by Beehive Microphones Under Lanterns in Teacups",
    "Sampling",
    "Graph Limits",
)
OBJECTS = ("in graphs", "in sequences", "for speech", "of images", "on small devices", "in French")
SUBTITLES = (
    ": A Closer Look", ": Theory and Practice", ": An Empirical Study of Orchards",
    " - a technical report", ": Extended Version", ": A Technical Report", ". Full Version",
    ": Technical Report", " with Applications",
)  # fmt: skip
ANNOTATIONS = (" (extended abstract)", " [French]", " (v2)", " (Short Paper)", " (invited talk).")
SERIES = (
    ", Part I", ", Part II", ", Part 1", ", Part 3.1", " V2", " Volume 3", " 2024", " 7B", " 70B",
    " III", " (Second Edition)", " Pro", " Mini", ", Part One", ", Part Two", " Version B",
)  # fmt: skip
STOP_WORDS = ("the", "of", "in", "for", "a", "and", "on", "towards", "not", "without", "using")
ODD = (
    "é",
    "λ",
    "×",
    "—",
    "’",
    "\u200b",
    "ß",
    "…",
    "ﬁ",
    "?",
    "ã ",
    "$",
    "{",
    "\\'e",
    "<i>",
    "&amp;",
    "∞",
)
CONTRASTS = (
    ("supervised", "unsupervised"), ("global", "local"), ("german", "french"),
    ("segmentation", "detection"), ("linear", "nonlinear"), ("static", "dynamic"),
    ("optimal", "suboptimal"), ("finite", "infinite"), ("forward", "inverse"),
)  # fmt: skip
SPELLINGS = (
    ("behaviour", "behavior"), ("regularisation", "regularization"), ("catalogue", "catalog"),
    ("localise", "localize"), ("fibre", "fiber"), ("labeled", "labeled"), ("color", "colour"),
)  # fmt: skip
DRESSES = (
    ("part ii", "part 2"), ("volume 3", "volume three"), ("large language models", "llms"),
    ("graph neural networks", "gnns"), ("4-bit", "four-bit"), ("1 million", "1m"),
)  # fmt: skip
BESIDE = ("31. {}", "T262. {}", "{} [1]", "{}: Orchard Tales, Book 2", "{}: 122 Gardens")
COMPANIONS = (
    ("Winter Bounds on Orchard Growth under Frost", "Summer Bounds on Orchard Growth under Frost"),
    ("Grafted Trees of Orchards under Late Frost", "Trees of Orchards under Late Frost"),
    ("PlumBench: Do Models Prune?", "PearBench: Can Networks Graft?"),
    ("Plums at OrchardEval 2024 Task 3: Pruning", "Pears at OrchardEval 2024 Task 3: Grafts"),
    (
        "Grading Heptagrids of Orchard Fences by Hand",
        "Grading Heptogrids of Orchard Fences by Hand",
    ),
)
"""Titles of companions, whose abstracts changed along with them."""
INFORMATIVE = (
    "gravel", "sediment", "microphone", "orchards", "beehive", "lantern", "harbor", "teacup",
    "pianist", "glacier", "survey", "attention", "diffusion", "kernel", "pruned", "grafting",
)  # fmt: skip

ABSTRACTS = (
    "Orchard keepers prune their trees in winter, when the branches are bare and the cuts heal "
    "slowly. We study when a pruned network should be retrained and find that waiting for the "
    "loss to settle saves a third of the work, on nine invented benchmarks and two real gardens. "
    "The quiet season turns out to matter more than the shears, and the graph of the losses "
    "explains why: what has grown together is best cut together, in the order of its growth. "
    "Our code is at https://example.org/orchard and our gardens are open on Sundays.",
    "Rivers carry sediment in pulses that follow the melting of snow. A gauge of two microphones "
    "hears the gravel move and predicts the next flood a day earlier than the water level does, "
    "which we confirm over eleven seasons at four stations in an imaginary valley. See "
    "https://example.org/gravel for the recordings.",
)
SAID_OFTEN = (
    "An orchard of pruned networks grows back in one season when its keepers water it daily and "
    "leave the oldest branches alone until the first frost of the year has come."
)
BOILERPLATE = (
    "This paper has been withdrawn by the author.",
    "No abstract.",
    "N/A",
    "In this paper.",
)

AUTHORS = (
    ("Ada Moss", "Jan van der Reed", "Li Wei"),
    ("Moss, A.", "van der Reed, J.", "Wei, L."),
    ("Ada Moss et al.",),
    ("Ada Moss", "Jan van der Reed", "Ike Otter", "Li Wei"),
    ("Ada Moss", "Una Kiln", "Ike Otter"),
    ("Una Kiln", "Ike Otter"),
)

Change = Callable[[Random, str], str]


def _misspelt(random: Random, title: str) -> str:
    """One or two letters swapped, doubled, left out or replaced, mostly in long words."""
    letters = list(title)
    for _ in range(random.choice((1, 1, 2, 3))):
        long = [at for at in range(1, len(letters) - 1) if letters[at].isalpha()]
        if not long:
            break
        at = random.choice(long)
        kind = random.randrange(4)
        if kind == 0:
            letters[at], letters[at - 1] = letters[at - 1], letters[at]
        elif kind == 1:
            letters.insert(at, letters[at])
        elif kind == 2:
            del letters[at]
        else:
            letters[at] = random.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _split_or_joined(random: Random, title: str) -> str:
    """A blank, hyphen, apostrophe or line break put into a word, or a blank taken out."""
    at = random.randrange(len(title) + 1)
    blanks = [place for place, letter in enumerate(title) if letter == " "]
    if blanks and random.random() < 0.4:
        at = random.choice(blanks)
        return title[:at] + random.choice(("", "-", "- ", "'")) + title[at + 1 :]
    return title[:at] + random.choice((" ", "-", "'", "- ", "-\n", "  ")) + title[at:]


def _inflected(random: Random, title: str) -> str:
    words = title.split(" ")
    at = random.randrange(len(words))
    word = words[at]
    for ending in random.sample(("s", "ing", "ation", "e", "ed", "ally"), 6):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            words[at] = word[: -len(ending)] + random.choice(("", "s", "es", "ed", "er", "ing"))
            break
    else:
        words[at] = word + random.choice(("s", "es", "ed", "ing", "al"))
    return " ".join(words)


def _stop_words(random: Random, title: str) -> str:
    words = title.split(" ")
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        at = random.choice((0, 0, random.randrange(len(words) + 1)))
        words.insert(at, random.choice(("the", "a", *STOP_WORDS)))
    if random.random() < 0.4:
        words = [word for word in words if word not in STOP_WORDS or random.random() < 0.6] or words
    return " ".join(words)


def _plural_and_stop_words(random: Random, title: str) -> str:
    words = title.split(" ")
    at = random.randrange(len(words))
    words[at] = words[at].removesuffix("s") if words[at].endswith("s") else words[at] + "s"
    for _ in range(random.choice((0, 1, 3))):
        words.insert(random.randrange(1, len(words) + 1), random.choice(("the", "of", "in", "for")))
    return " ".join(words)


def _two_words(random: Random, title: str) -> str:
    """Two words that nearly every title has, somewhere but at the end."""
    words = title.split(" ")
    for word in random.sample(("learning", "model", "analysis", "new"), 2):
        words.insert(random.randrange(len(words)), word)
    return " ".join(words)


def _words(random: Random, title: str) -> str:
    """Words added, left out, replaced, moved or turned round."""
    words = title.split(" ")
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        at = random.randrange(len(words))
        kind = random.randrange(5)
        if kind == 0:
            words.insert(at, random.choice(INFORMATIVE))
        elif kind == 1 and len(words) > 1:
            del words[at]
        elif kind == 2:
            words[at] = random.choice(INFORMATIVE)
        elif kind == 3:
            words.append(random.choice(INFORMATIVE))
        else:
            other = random.randrange(len(words))
            words[at], words[other] = words[other], words[at]
    return " ".join(words)


def _from_table(table: tuple[tuple[str, str], ...]) -> Change:
    def change(random: Random, title: str) -> str:
        lowered = title.lower()
        for pair in random.sample(table, len(table)):
            one, other = random.sample(pair, 2)
            if f" {one}" in f" {lowered}":
                at = f" {lowered}".index(f" {one}")
                return title[:at] + other + title[at + len(one) :]
        return f"{title} {random.choice(random.choice(table))}"

    return change


def _cut(random: Random, title: str) -> str:
    end = random.randrange(len(title) // 2, len(title) + 1)
    return title[:end] + random.choice(("...", "…", " ...", ". . .", ""))


CHANGES: tuple[Change, ...] = (
    _misspelt,
    _misspelt,
    _split_or_joined,
    _split_or_joined,
    _inflected,
    _inflected,
    _stop_words,
    _stop_words,
    _plural_and_stop_words,
    _plural_and_stop_words,
    _two_words,
    _words,
    _words,
    _words,
    _cut,
    _from_table(CONTRASTS),
    _from_table(SPELLINGS),
    _from_table(DRESSES),
    lambda random, title: random.choice(BESIDE).format(title),
    lambda random, title: f"{random.choice(KINDS)} {title}",
    lambda random, title: title + random.choice(TRAILING_KINDS),
    lambda random, title: title + random.choice(SUBTITLES),
    lambda random, title: title + random.choice(SUBTITLES),
    lambda random, title: title + random.choice(ANNOTATIONS),
    lambda random, title: title + random.choice(SERIES),
    lambda random, title: title + random.choice(SERIES),
    lambda random, title: f"{title} {random.choice(OBJECTS)}",
    lambda random, title: f"{random.choice(NAMES)}: {title}",
    lambda random, title: random.choice((title.upper(), title.lower(), title.title())),
    lambda random, title: _put(random, title, random.choice(ODD)),
    lambda random, title: _put(random, title, chr(random.randrange(1, 0x3000))),
)


def _put(random: Random, title: str, piece: str) -> str:
    at = random.randrange(len(title) + 1)
    return title[:at] + piece + title[at:]


def _title(random: Random) -> str:
    title = random.choice(GENERIC if random.random() < 0.15 else SENTENCES)
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        title = random.choice(CHANGES)(random, title)
    return title


def titles(random: Random) -> tuple[str, str]:
    """Two titles that have a piece in common, more or less of it."""
    first = _title(random)
    if random.random() < 0.15:
        return first, _title(random)
    second = first
    if random.random() < 0.15:
        first, second = (f"{first} {each}" for each in random.sample(OBJECTS, 2))
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        second = random.choice(CHANGES)(random, second)
    if random.random() < 0.2:
        first = random.choice(CHANGES)(random, first)
    return first, second


def _abstract(random: Random) -> str | None:
    kind = random.randrange(8)
    if kind == 0:
        return None
    if kind == 1:
        return random.choice(BOILERPLATE)
    words = random.choice(ABSTRACTS).split(" ")
    if kind == 2:
        start = random.randrange(len(words))
        return " ".join(words[start : start + random.randrange(6, 24)])
    if kind == 3:
        return " ".join(words) + "\n" + random.choice(ABSTRACTS)
    return " ".join(words)


def _abstracts(random: Random) -> tuple[str | None, str | None]:
    """Two abstracts: the same, alike in part, with a passage in common, or strangers."""
    first = _abstract(random)
    kind = random.randrange(9)
    if first is None or kind < 2:
        return None if kind == 1 else first, _abstract(random)
    if kind == 2:
        return first, first
    words = first.split(" ")
    if kind == 3:
        return f"{SAID_OFTEN} {first}", f"{SAID_OFTEN} {_abstract(random) or ''}"
    if kind == 4:
        return first, " ".join(words[: random.randrange(len(words) + 1)]) + random.choice(("", "…"))
    share = random.choice((0.98, 0.9, 0.8, 0.7, 0.6, 0.4, 0.2))
    kept = [word if random.random() < share else random.choice(INFORMATIVE) for word in words]
    return first, " ".join(kept)


def _maybe(random: Random, *values: object) -> object:
    return random.choice((None, *values))


def _companions(random: Random) -> tuple[Record, Record]:
    """Two papers with much of an abstract in common, each with the words of its title."""
    titles = random.choice(COMPANIONS)
    words = random.choice(ABSTRACTS).split(" ")
    kept = words[: random.randrange(40, len(words))]
    a, b = (Record(title, " ".join((*kept, title, *words[-9:], title))) for title in titles)
    return a, b


def _of_a_length(random: Random) -> tuple[Record, Record]:
    """Two titles, shorter or longer, that differ in small words or in the dress of a number."""
    words = "Grafts of Pears and Plums on Old Walls of the Northern Cloister Gardens".split()
    title = " ".join(words[: random.choice((3, 7, 10, 13))])
    other = random.choice((
        f"The {title}", f"On {title}", title.replace(" of ", " for ", 1),
        title.replace("Pears", "the Pears").replace("Grafts", "Grafts and a") + " in the",
        title.replace(" of ", " for ", 1).replace("Grafts", "Graft"),
        f"{title} 2",
    ))  # fmt: skip
    if other.endswith("2"):
        title = f"{title} II"
    abstract = random.choice((None, ABSTRACTS[0]))
    return Record(title, abstract), Record(other, abstract)


def pair(random: Random) -> tuple[Record, Record]:
    """Two records that comparison has something to say about."""
    if random.random() < 0.02:
        return _companions(random)
    if random.random() < 0.03:
        return _of_a_length(random)
    sides = []
    bare = random.random()
    abstracts = _abstracts(random) if bare < 0.6 else (None, None)
    counts = random.choice(((None, 4), (4, 4), (4, 5), (9, 9), (2, 7), (None, None)))
    years = random.choice(((2024, 2024), (2024, 2025), (2021, 2025), (None, 2024)))
    slugs = random.choice(((None, None), ("kyutai", "Kyutai"), ("kyutai", "larder"), (None, "x")))
    identified, named = random.random() < 0.25, random.random() < 0.3
    for title, abstract, count, year, slug in zip(
        titles(random), abstracts, counts, years, slugs, strict=True
    ):
        arxiv = doi = url = None
        if identified:
            arxiv = random.choice((None, "2401.00001", "2401.00001", "2401.00002"))
            doi = random.choice((None, None, "10.1000/Orchard", "10.1000/orchard", "10.1000/x"))
            url = random.choice((None, None, "https://example.org/1", "https://example.org/2"))
        sides.append(
            Record(
                title,
                abstract,
                count,
                Organization(slug, slug) if slug else None,
                PartialDate(year, 5, 26) if year or random.random() < 0.5 else None,
                random.choice(AUTHORS) if named else None,
                arxiv,
                doi,
                url,
            )
        )
    return sides[0], sides[1]
