"""An arXiv id that stands beside or below a title is the entry's; any other is nobody's."""

from __future__ import annotations

import pytest

from tests.readers.pages import ABSTRACTS, TITLES, page, read, sightings, titles

METADATA = "  • 4 authors\n·\nMay 26 2"
IDS = [f"2401.{place * 11 + 5:05}" for place in range(len(TITLES))]


def entries(title: str = "{title}", abstract: str = "{abstract}", metadata: str = METADATA) -> str:
    """A page whose parts are written so: ``{id}`` is that of the entry."""
    layout = f"{title}\n\n{abstract}\n\n{metadata}"
    parts = zip(TITLES, ABSTRACTS, IDS, strict=True)
    return page(*(layout.format(title=one, abstract=two, id=three) for one, two, three in parts))


def ids(text: str) -> list[str | None]:
    return [sighting.arxiv_id for sighting in sightings(read(text))]


@pytest.mark.parametrize(
    "title",
    [
        "[{title}](https://huggingface.co/papers/{id})",
        "### [{title}](/papers/{id})",
        "{title} (https://arxiv.org/abs/{id}v2)",
        "[{id}] {title}",
        "{title}\n\narXiv:{id}",
        "{title}\n\nhttps://huggingface.co/papers/{id}",
        "{title}\n\narXiv: {id} [cs.CL]",
        "=== link:/papers/{id}[{title}]",
        'h3. "{title}":/papers/{id}',
        "`{title} <https://huggingface.co/papers/{id}>`__",
    ],
)
def test_an_id_beside_or_below_the_title(title: str) -> None:
    reading = read(entries(title))
    assert titles(reading) == TITLES
    assert ids(entries(title)) == IDS


def test_an_id_in_the_metadata_or_between_it_and_the_abstract() -> None:
    assert ids(entries(metadata="[arXiv](https://arxiv.org/abs/{id})\n\n" + METADATA)) == IDS
    linked = "  • [4 authors](/papers/{id})\n·\n[May 26](/papers/{id}) [2](/papers/{id}#community)"
    assert ids(entries(metadata=linked)) == IDS


def test_the_version_is_kept_apart() -> None:
    [first, *_] = sightings(read(entries("{title}\n\nhttps://arxiv.org/abs/{id}v3")))
    assert (first.arxiv_id, first.version) == (IDS[0], 3)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("{id}\n\n{title}", "{abstract}"),
        ("{title}", "{abstract} We build on arXiv:{id} and go beyond it."),
        ("{title}", "{abstract}\n\nThis work goes on from what was said in arXiv:{id} last year."),
        ("{title}\n\narXiv:{id}\n\narXiv:2401.09999", "{abstract}"),
        ("{title}\n\narXiv:2401.09999", "{abstract}"),
        ("{title}: a Comment on arXiv:{id}", "{abstract}"),
    ],
    ids=["above", "in the abstract", "in a sentence", "two", "one for all", "in the title"],
)
def test_an_id_that_may_be_of_another_paper_is_not_taken(title: str, abstract: str) -> None:
    assert ids(entries(title, abstract)) == [None] * len(TITLES)


def test_a_paper_that_the_page_shows_twice_has_one_id() -> None:
    text = entries("[{title}](https://huggingface.co/papers/{id})")
    assert ids(f"{text}\n\n{text}") == IDS * 2


def test_a_page_that_names_ids_is_not_the_page_that_does_not() -> None:
    prints = [
        read(entries(title)).digests[0].fingerprint
        for title in ("[{title}](/papers/{id})", "[{title}](/papers/1)", "{title}")
    ]
    assert prints[0] != prints[1] == prints[2]


def test_an_id_in_an_abstract_that_has_its_metadata_in_its_last_line_is_nobodys() -> None:
    other = f"{ABSTRACTS[0]} We build on what others did (https://arxiv.org/abs/{IDS[0]})"
    text = entries().replace(ABSTRACTS[0], other)
    found = sightings(read(text.replace("\n\n  • ", " • ").replace("\n·\n", " · ")))
    assert [(one.arxiv_id, one.author_count) for one in found] == [(None, 4)] * len(TITLES)
    assert [one.abstract for one in found] == [other, *ABSTRACTS[1:]]
