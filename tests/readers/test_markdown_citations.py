"""Items of lists as people write citations: who, when and where around a title."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from tests.readers.pages import sightings

LARDER, KELP, WHALE = (
    "Larder: Sorting the KV Cache by How Soon It Is Needed",
    "Do Kelp Forests Dream? A Survey of Sea-Floor Models",
    '"Just Ask the Whale": Prompting Large Marine Mammals',
)
URLS = (
    "https://arxiv.org/abs/2405.01234",
    "https://arxiv.org/pdf/2405.01235v2",
    "arxiv.org/abs/2405.01236",
)
IDS = ("2405.01234", "2405.01235", "2405.01236")


def titles_by_id(*items: str) -> dict[str | None, str]:
    reading = read_bytes(f"# Sea\n\n{chr(10).join(items)}\n".encode(), "list.md")
    assert not reading.problems
    return {one.arxiv_id: one.title for one in sightings(reading)}


@pytest.mark.parametrize(
    "item",
    [
        "- [[NeurIPS2024]({url})] {title} [[github](https://github.com/a/b)]",
        "- [2024/05] {title} *Ada Quill et al. IEEE(RAL)* [[paper]({url})]",
        "- [2024/05] {title} *Ada Quill, Bo Lindqvist* [[paper]({url})]",
        "1. Ada Quill, Bo Lindqvist (2024). {title}. *Journal of Seas*. {url}",
        "1. Ada Quill (2024). {title}. {url}",
        "* **01.{title}** : [**Paper**]({url}) || [**Code**](https://github.com/a/b)",
        "- `Sea` [Quill et al., NeurIPS 2024] **{title}** [[PDF]]({url})",
        "- {title}  \n  [![arXiv](https://img.shields.io/badge/x)]({url})",
        "- [[Arxiv]({url})] {title}\n  [[code](https://github.com/a/b)]",
        "- Quill et al., *{title}*, NeurIPS 2024 [[link]({url})]",
        "- {title} (Sea Labs, 2024) [[paper]({url})]",
        '<p><b>{title}</b><br/>Ada Quill, Bo Lindqvist<br/><a href="{url}">arXiv</a></p>',
    ],
)
def test_a_title_is_found_among_who_when_and_where(item: str) -> None:
    titles = (LARDER, KELP, WHALE)
    items = [
        item.format(title=title, url=f"https://{url.removeprefix('https://')}")
        for title, url in zip(titles, URLS, strict=True)
    ]
    assert titles_by_id(*items) == dict(zip(IDS, titles, strict=True))


@pytest.mark.parametrize(
    "item",
    [
        '* Sea: "{title}" CVPR. [[Paper]]({url})',
        '1. Ada Quill, Bo Lindqvist. "{title}." NeurIPS 2024. [[pdf]({url})]',
    ],
)
def test_a_title_in_quotation_marks_ends_with_them(item: str) -> None:
    items = [
        item.format(title=one, url=url) for one, url in zip((LARDER, KELP), URLS, strict=False)
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))


def test_what_is_said_behind_a_quoted_title_is_no_part_of_it() -> None:
    items = [
        f'- "{LARDER}": the paper that began it all [[paper]({URLS[0]})]',
        f'- "{KELP}": a survey with many pictures [[paper]({URLS[1]})]',
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))


def test_a_title_goes_on_in_the_next_line_and_prose_does_not() -> None:
    items = [
        f"- [[Arxiv]({URLS[0]})] Larder: Sorting the KV Cache\nby How Soon It Is Needed",
        f"- [[Arxiv]({URLS[1]})] {KELP}\n  We like how it is written.",
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))
