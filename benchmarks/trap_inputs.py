"""The inputs of `traps.py`: each is one kind of text that could cost too much, in any size."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import NamedTuple

HEAD = (
    "new\nGet trending papers in your email inbox!\nSubscribe\nDaily Papers\n"
    "byAK and the research community\nDec 10\n"
)
TAIL = "  • 4 authors\n·\nMay 26, 2024 2\n"
WORDS = "Orchard keepers prune their trees when the branches are bare and the cuts heal".split()
ABSTRACT = " ".join(WORDS * 3) + "."
"""Long enough to be taken for an abstract wherever it stands."""

Maker = Callable[[int], str]


class Trap(NamedTuple):
    """One kind of input: its name, the command it is fed to, and how it is made in a size."""

    name: str
    command: str
    make: Maker
    truth: Maker | None = None
    """The papers of records that are evaluated."""


def rare(number: int) -> str:
    """A word of seven letters that no title has, far in letters from that of the next number."""
    number = (number + 1) * 2_654_435_761 % 26**6
    letters = "q"
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += chr(97 + rest)
    return letters


def entry(title: str, abstract: str = ABSTRACT) -> str:
    """An entry with its metadata."""
    return f"{title}\n{abstract}\n{TAIL}"


def page(body: str) -> str:
    """A page of these entries."""
    return HEAD + body


def abstract(unit: str, before: str = "", after: str = "") -> Maker:
    """One entry whose abstract repeats a text, in lines as long as the reader takes."""

    def make(size: int) -> str:
        width = max(1, 90_000 // len(unit.encode()))
        text = before + unit * max(1, size // len(unit.encode())) + after
        step = width * len(unit)
        lines = [text[start : start + step] for start in range(0, len(text), step)]
        return page(
            f"A Title of an Ordinary Kind\n\n{ABSTRACT} " + "\n".join(lines) + f"\n\n{TAIL}"
        )

    return make


def title(unit: str, before: str = "a", after: str = "") -> Maker:
    """Entries whose titles repeat a text, each as long as a line may be."""

    def make(size: int) -> str:
        width = min(size, 90_000) // len(unit.encode())
        text = before + unit * width + after
        count = max(1, size // len(text.encode()))
        return page("".join(f"{text}\n\n{ABSTRACT}\n\n{TAIL}" for _ in range(count)))

    return make


def lines(*units: str) -> Maker:
    """Lines in turn after a masthead."""

    def make(size: int) -> str:
        once = "".join(f"{unit}\n" for unit in units)
        return page(once * (size // len(once.encode())))

    return make


def entries(make_one: Callable[[int, random.Random], str]) -> Maker:
    """Entries made one by one until there are enough of them."""

    def make(size: int) -> str:
        generator, parts, length, number = random.Random(7), [], 0, 0
        while length < size:
            parts.append(make_one(number, generator))
            length += len(parts[-1].encode())
            number += 1
        return page("".join(parts))

    return make


def replaced(words: int, every: int, group: int) -> Maker:
    """Groups of long titles, of which every n-th word differs from title to title."""

    def one(number: int, _: random.Random) -> str:
        family = number // group * 10_000
        text = [
            rare(family + place if place % every else family + 5_000 + place + 7 * number)
            for place in range(words)
        ]
        return entry(" ".join(text))

    return entries(one)


def shuffled(number: int, generator: random.Random) -> str:
    """A title of the same thirty rare words in any order."""
    words = [rare(place) for place in range(30)]
    generator.shuffle(words)
    return entry(" ".join(words), "")


def keyed(number: int, generator: random.Random) -> str:
    """A title that shares each of its first words with fewer than 64 others."""
    known = "quantum galaxy neutrino lattice photon"
    groups = [number // 60, number % 331, number % 337, number % 347, number % 349]
    text = [
        f"{word}{rare(300 * place + group)}"
        for place, (word, group) in enumerate(zip(known.split(), groups, strict=True))
    ]
    return entry(" ".join(text) + f" {rare(90_000 + number)}", "")


def common_words() -> list[str]:
    """A hundred words that are neither rare nor everywhere in titles."""
    from papercli.matching.words import table as information

    words = sorted(w for w, bits in information().items() if 10 <= bits <= 12 and len(w) > 4)
    return [word for word in words if word.isalpha()][:100]


def few_words(number: int, generator: random.Random) -> str:
    """A title of four words out of a hundred."""
    return entry(" ".join(generator.sample(common_words(), 4)), "")


def eight_words(number: int, generator: random.Random) -> str:
    """A title of eight words out of sixty."""
    return entry(" ".join(sorted(generator.sample(common_words()[:60], 8))), "")


def told_apart(text: str) -> Callable[[int, random.Random], str]:
    """An entry with a title of the text with a word that no other has, and one of 50 others."""

    def one(number: int, _: random.Random) -> str:
        return entry(text.format(rare(number), rare(number // 50 + 400_000)), "")

    return one


def counted(number: int, _: random.Random) -> str:
    """An entry that differs from those of its title in its authors only."""
    return (
        f"Pruning the {rare(number // 60)} {rare(number // 60 + 99)} Orchard\n"
        f"  • {number % 60 + 1} authors\n·\nMay 26, 2024 2\n"
    )


def decided(pair: Callable[[int], tuple[int, int, str]]) -> Maker:
    """Decisions, as they are exported, on the pair of contents that each number gives."""

    def make(size: int) -> str:
        lines, length, number = [], 0, 0
        while length < size:
            a, b, outcome = pair(number)
            row = {"outcome": outcome, "a_key": f"{a:032x}", "b_key": f"{b:032x}"}
            lines.append(json.dumps(row) + "\n")
            length += len(lines[-1])
            number += 1
        return "".join(lines)

    return make


def records(title: str) -> Maker:
    """Records to be evaluated, by sixty of a kind."""

    def make(size: int) -> str:
        lines, length, number = [], 0, 0
        while length < size:
            words = rare(number // 60), rare(number), rare(number // 60 + 500_000)
            row = {"id": str(number), "title": title.format(*words), "n_authors": number % 60}
            lines.append(json.dumps(row) + "\n")
            length += len(lines[-1])
            number += 1
        return "".join(lines)

    return make


def clusters(size: int) -> str:
    """A paper for each of so many records."""
    return "".join(json.dumps({"id": str(n), "cluster": n}) + "\n" for n in range(size))


TRAPS: list[Trap] = [
    Trap("abstract: < and letters", "ingest", abstract("a", "<")),
    Trap("abstract: <", "ingest", abstract("<")),
    Trap("abstract: <a", "ingest", abstract("<a ")),
    Trap("abstract: <a>", "ingest", abstract("<a>")),
    Trap("abstract: { and addresses", "ingest", abstract("http://", "{ ")),
    Trap("abstract: addresses", "ingest", abstract("http://a.b/c ")),
    Trap(
        "abstract: addresses, each another",
        "ingest",
        lambda size: abstract(" ".join(f"http://{rare(i)}.org" for i in range(size // 19)))(
            size + size // 5
        ),
    ),
    Trap("abstract: one letter and marks", "ingest", abstract("\u0316\u0301", "e")),
    Trap("title: one letter and marks", "ingest", title("\u0316\u0301", "e")),
    Trap("abstract: \\emph{ in itself", "ingest", abstract("\\emph{")),
    Trap(
        "abstract: {\\em in itself",
        "ingest",
        abstract("{\\em " * 30 + "x" + "}" * 30 + " "),
    ),
    Trap("abstract: &amp;amp;", "ingest", abstract("&" + "amp;" * 30 + " ")),
    Trap("abstract: `` never closed", "ingest", abstract("``")),
    Trap("abstract: ~", "ingest", abstract("a~")),
    Trap("abstract: backslashes", "ingest", abstract("\\")),
    Trap("abstract: \\' before letters", "ingest", abstract("\\'a")),
    Trap("abstract: &, letters", "ingest", abstract("&a")),
    Trap("abstract: ligatures", "ingest", abstract("\ufdfa ")),
    Trap("abstract: words", "ingest", abstract("orchard keepers ")),
    Trap(
        "abstract: words, each another",
        "ingest",
        lambda size: abstract(" ".join(rare(i) for i in range(size // 8)))(size + size // 5),
    ),
    Trap("abstract: Chinese", "ingest", abstract("果园")),
    Trap("title: blanks", "ingest", title(" ", "a", "b (x)")),
    Trap("title: hyphens in a word", "ingest", title("a-")),
    Trap("title: broken words", "ingest", title("a- ")),
    Trap("title: letters", "ingest", title("a", "", "- b")),
    Trap("title: dots", "ingest", title(".", "a", " b...")),
    Trap("title: colons", "ingest", title(": ", "a")),
    Trap("title: (", "ingest", title("(", "a")),
    Trap("title: (v1", "ingest", title("(v1", "a", ")")),
    Trap("title: capitals", "ingest", title("aB", "a")),
    Trap("title: one word", "ingest", title("a ")),
    Trap("title: 1 x", "ingest", title("1 x ")),
    Trap("title: tags", "ingest", title("<sub>a</sub>")),
    Trap("title: ligatures", "ingest", title("\ufdfa", "")),
    Trap("titles of 400 words, each 11th replaced", "ingest", replaced(400, 11, 40)),
    Trap("titles of 4,000 words, in pairs", "ingest", replaced(4000, 11, 2)),
    Trap("titles of 60 words, each 11th replaced", "ingest", replaced(60, 11, 40)),
    Trap("titles of the same 30 rare words", "ingest", entries(shuffled)),
    Trap("entries that share keys with fewer than 64", "ingest", entries(keyed)),
    Trap(
        "abstracts of 50 kB, nearly equal",
        "ingest",
        entries(
            lambda n, g: entry(
                f"Pruning the Orchard {rare(n)}",
                f"{rare(n)} " + " ".join(rare(i) for i in range(8000)),
            )
        ),
    ),
    Trap(
        "one title, abstracts that differ",
        "ingest",
        entries(
            lambda n, g: entry(
                "Pruning the Quiet Orchard", " ".join(g.choices(WORDS, k=40)) + f" {rare(n)}."
            )
        ),
    ),
    Trap(
        "one abstract, titles that differ",
        "ingest",
        entries(lambda n, g: entry(f"{rare(n)} {rare(n + 1)} {rare(n + 2)} of trees")),
    ),
    Trap(
        "titles in a chain",
        "ingest",
        entries(
            lambda n, g: entry(
                " ".join(rare(n // 4 + i) for i in range(8)) + f" {rare(50_000 + n)}", ""
            )
        ),
    ),
    Trap("titles that begin alike, by 50", "ingest", entries(told_apart("Pruning of {1} by {0}"))),
    Trap("titles with one head, by 50", "ingest", entries(told_apart("Pruning of {1}: {0}"))),
    Trap("one title, other counts of authors", "ingest", entries(counted)),
    Trap("four words of a hundred", "ingest", entries(few_words)),
    Trap("eight words of sixty", "ingest", entries(eight_words)),
    Trap("Editorial", "ingest", lines("Editorial")),
    Trap("Editorial, dated", "ingest", entries(lambda n, g: f"Editorial\n{TAIL}")),
    Trap("lines of one letter", "ingest", lines("a")),
    Trap("lines a and 1 in turn", "ingest", lambda size: lines("a", "1")(size) + "1\n"),
    Trap("lines of 20 letters", "ingest", lines("abcdefghij klmnopqrs")),
    Trap("short titles, each another", "ingest", entries(lambda n, g: f"{rare(n)}\n")),
    Trap("dots", "ingest", lines("·")),
    Trap("• 4 authors", "ingest", lines("• 4 authors")),
    Trap("dates", "ingest", lines("May 26")),
    Trap("dot and date", "ingest", lines("·", "May 26")),
    Trap("blank lines", "ingest", lines("")),
    Trap("mastheads", "ingest", lambda size: HEAD * (size // len(HEAD))),
    Trap("mastheads of one line", "ingest", lines("byA and the research community")),
    Trap("inbox lines", "ingest", lines("Get trending papers in your email inbox!")),
    Trap(
        "mastheads with an entry",
        "ingest",
        lambda size: (HEAD + entry("Editorial", "")) * (size // 150),
    ),
    Trap("one line", "ingest", lambda size: page("A Title\n" + "a" * size)),
    Trap("pairs of long titles", "evaluate", lambda size: pair_lines("prune the orchard ", size)),
    Trap("pairs of titles of <", "evaluate", lambda size: pair_lines("<a ", size)),
    Trap("records that begin alike", "evaluate", records("Pruning of {0} in {1}"), clusters),
    Trap("records of one title, by 60", "evaluate", records("Pruning Orchards {2}"), clusters),
    Trap("records of long titles", "evaluate", records("Pruning of {0} " * 40), clusters),
    Trap("broken lines", "decisions --import", lambda size: '{"verdict": "same"}\n' * (size // 20)),
    Trap(
        "pairs, each another", "decisions --import", decided(lambda n: (2 * n, 2 * n + 1, "same"))
    ),
    Trap("one chain", "decisions --import", decided(lambda n: (n, n + 1, "same"))),
    Trap("one against all", "decisions --import", decided(lambda n: (0, n + 1, "different"))),
    Trap(
        "two groups told apart",
        "decisions --import",
        decided(lambda n: (n % 2, n + 2, "same") if n % 3 else (n + 2, n + 3, "different")),
    ),
]


def pair_lines(unit: str, size: int) -> str:
    """Labeled pairs of titles of 4,000 letters."""
    text = unit * (4_000 // len(unit))
    line = json.dumps({"a": text + "one", "b": text + "two", "label": 0}) + "\n"
    return line * max(1, size // len(line))
