"""Items that begin with a nickname, or with those who wrote it: the title stands behind."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from papercli.readers.markdown.people import is_credit
from tests.readers.pages import sightings

LARDER = "Larder: Sorting the KV Cache by How Soon It Is Needed"
KELP = "Kelp forests seen from above at dawn"
URLS = {LARDER: "https://arxiv.org/abs/2405.01234", KELP: "https://arxiv.org/abs/2405.01235"}


def titles_by_url(*items: str) -> dict[str, str]:
    text = f"# Sea\n\n{chr(10).join(items)}\n"
    reading = read_bytes(text.encode(), "list.md", reader="markdown-list")
    assert not reading.problems
    return {one.title: f"https://arxiv.org/abs/{one.arxiv_id}" for one in sightings(reading)}


@pytest.mark.parametrize(
    "item",
    [
        '1. **Sea:** "{title}". *SIGGRAPH 2024*. [[Paper]({url})]',
        '1. **Deep Blue Sea:** "{title}". *SIGGRAPH 2024*. [[Paper]({url})]',
        '- **Sea** — Quill, A.B. et al. "{title}." *CVPR* 2024. [![arXiv](https://x.y/b)]({url})',
        '- **Deep Blue Sea** — Quill, A. & Lind, B. "{title}." *CoG* 2024. [paper]({url})',
        "- **Sea** — Quill et al., 2024. *{title}.* [arXiv:2405]({url})",
        "- **海洋模型** — Quill et al., 2024. *{title}.* [paper]({url})",
        '- <u>Sea</u>: **"{title}"**. *Quill et al.* ICLR 2024. [[论文]({url})]',
        "- **Sea** - {title} (2024), A. Quill et al. [[PDF]]({url})",
        "- **Sea** - {title} (2024), A. Quill and B. Lind [[PDF]]({url})",
        "- **Sea** - {title} (2024), R. J. Quill [[PDF]]({url})",
        "- **[Sea]** {title}, CVPR2024, A. Quill et al. [[PDF]]({url})[[Code]](https://a.b/c)",
        "- **[Deep Sea Model]** {title}, CVPR2024, A. Quill et al. [[PDF]]({url})",
    ],
)
def test_a_title_behind_a_nickname_is_it_alone(item: str) -> None:
    listed = LARDER, KELP.title()
    items = [
        item.format(title=title, url=url) for title, url in zip(listed, URLS.values(), strict=True)
    ]
    assert titles_by_url(*items) == dict(zip(listed, URLS.values(), strict=True))


@pytest.mark.parametrize(
    "item",
    [
        "- [Quill et al. (2024). {title}]({url}) — a model of the sea.",
        "- [Quill & Lind (2024). {title}]({url}) — a model of the sea.",
        "- [Quill, Lind, Wei (2024). {title}]({url})",
        "- **Quill, A., & Lind, B. (2024)**. *{title}.* [arXiv:2405]({url}).",
        "- **Quill, A., & Lind, B. (2024)**. {title}. *Journal of Seas*, 1, 2. [paper]({url}).",
        "[^1]: Ada Quill. {title}. [[pdf]]({url})",
        "[^sea]: A. Quill, et al. {title}.(a survey) [[pdf]]({url})",
        "- [Quill et al. — {title} (NeurIPS 2024, arXiv:2405.01234)]({url})",
        "- [Quill, Lind, Wei — {title} (NeurIPS 2024, arXiv:2405.01234)]({url})",
        "- {title}: Quill et al. [[paper]({url})]",
        "1. Quill A, Lind B, et al (2024) {title}. Sea, `[arXiv:2405.01234 [hep-ex]]({url})`",
    ],
)
def test_a_title_behind_those_who_wrote_it_is_it_alone(item: str) -> None:
    items = [item.format(title=title, url=url) for title, url in URLS.items()]
    assert titles_by_url(*items) == URLS


def test_a_short_title_behind_those_who_wrote_it_is_one() -> None:
    items = [
        f"- [Quill et al. (2024). {title}](https://arxiv.org/abs/2405.0123{n})"
        for n, title in enumerate(("Generative Kelp Nets", "Tidal Flow Matching", "Deep Sea Nets"))
    ]
    assert list(titles_by_url(*items)) == [
        "Generative Kelp Nets",
        "Tidal Flow Matching",
        "Deep Sea Nets",
    ]


@pytest.mark.parametrize(
    "item",
    [
        '- <u>Open Sea</u>: **"Open Sea"**. *Quill et al.* arXiv 2024. [[paper]({url})]',
        '- **Sea** - we like the "study of the waves of all seas" best [[paper]({url})]',
        "- **Sea** *a new model of the waves that is told by its makers* [[paper]({url})]",
        "- [Sea](https://a.b/) —（CVPR 2024 Highlight）。评估的基准，六类任务。[[论文]]({url})",
        "- [Sea](https://a.b/) —（CVPR 2024）。Sea Models And Others。六类任务。[[论文]]({url})",
    ],
)
def test_what_is_said_behind_a_nickname_is_no_title(item: str) -> None:
    text = f"# Sea\n\n{item.format(url=URLS[LARDER])}\n"
    (found,) = sightings(read_bytes(text.encode(), "list.md", reader="markdown-list"))
    assert (found.title, found.arxiv_id) == ("", "2405.01234")


@pytest.mark.parametrize(
    "item",
    [
        "- {title} (IEEE Transactions on Seas 2024) [[paper]({url})]",
        "- {title} (arXiv 2024, by those who made the first one) [[paper]({url})]",
        "- {title}(IEEE S&P Workshops 2024) [\\[paper\\]]({url})",
        "- {title} (SEAS'24) [[paper]({url})]",
        "- Curious exploration of the deep sea ([{title}]({url}))",
        "### `sea/` — {title}\n**Paper:** [arXiv:2405]({url}) · Quill et al., Labs (2024)\n",
    ],
)
def test_what_stands_around_a_title_is_no_part_of_it(item: str) -> None:
    listed = LARDER, KELP.title()
    items = [
        item.format(title=title, url=url) for title, url in zip(listed, URLS.values(), strict=True)
    ]
    assert titles_by_url(*items) == dict(zip(listed, URLS.values(), strict=True))


def test_a_bracket_closes_behind_bold_words() -> None:
    item = f"- [[arXiv]({URLS[LARDER]})] {LARDER} (**Sea++**)"
    assert list(titles_by_url(item)) == [f"{LARDER} (Sea++)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill, Lind (2019)", True),
        ("Quill et al., 2019", True),
        ("Quill, A. B., & Lind, C", True),
        ("Ada Quill (2019)", True),
        ("Tidal Forests, Nature, 2019", False),
        ("Tidal Forests, 2019", False),
        ("Tidal Forests", False),
    ],
)
def test_who_and_when(text: str, expected: bool) -> None:
    assert is_credit(text) is expected


def test_of_whom_something_was_taken_is_no_title() -> None:
    item = f"- Sorting (S+L): sorts kelp. Inspired by Quill et al. [[Paper]]({URLS[LARDER]})"
    reading = read_bytes(f"# Sea\n\n{item}\n".encode(), "list.md", reader="markdown-list")
    assert [one.title for one in sightings(reading) if one.title] == []


@pytest.mark.parametrize("label", ["Slides", "Slides 2", "Poster", "Video", "code1"])
def test_slides_and_the_like_are_no_paper(label: str) -> None:
    item = f"- {KELP.title()} [[{label}](https://a.b/kelp.pdf)]"
    text = f"# Sea\n\n- [{LARDER}]({URLS[LARDER]})\n{item}\n"
    reading = read_bytes(text.encode(), "list.md", reader="markdown-list")
    assert [one.title for one in sightings(reading)] == [LARDER]


@pytest.mark.parametrize("label", ["[[ICML 2024]]", "[MDPI]", "[ACM]", "[IEEE Xplore]"])
def test_a_venue_or_a_publisher_names_the_link_of_a_paper(label: str) -> None:
    item = f"- {LARDER} {label}(https://doi.org/10.1234/sea) [[Code]](https://github.com/a/b)"
    (found,) = sightings(read_bytes(item.encode(), "list.md", reader="markdown-list"))
    assert (found.title, found.doi) == (LARDER, "10.1234/sea")


HEAD = "|Date|Title|Abstract|Authors|PDF|\n|---|---|---|---|---|\n"
ROW = "|**2024-04-26**|**{title}**|We look\nat kelp\nfrom above.|Ada Quill et.al.|[pdf]({url})|\n"


def test_a_row_goes_on_in_the_next_lines() -> None:
    text = HEAD + "".join(ROW.format(title=title, url=url) for title, url in URLS.items())
    reading = read_bytes(text.encode(), "list.md", reader="markdown-list")
    assert [(one.line, one.title, one.abstract) for one in sightings(reading)] == [
        (3, LARDER, "We look at kelp from above."),
        (6, KELP, "We look at kelp from above."),
    ]
    assert not reading.problems


def test_a_row_that_is_cut_costs_no_other() -> None:
    whole = ROW.format(title=KELP, url=URLS[KELP])
    text = f"{HEAD}|2024-04-26|{LARDER}|We look\n{whole}"
    reading = read_bytes(text.encode(), "list.md", reader="markdown-list")
    assert [(one.line, one.title) for one in sightings(reading)] == [(4, KELP)]


@pytest.mark.parametrize(
    "item",
    [
        "[FM] [X] {title}  \n– Tells how the sea is seen from ships.  \n[[arXiv]({url})]\n",
        "- {title} [[ICLR 2024 Workshop on Seas]({url})] [[Code](https://a.b/c)]",
        "**{title}**\\\n[[ICIAP 2023]({url})]\n[[Code](https://a.b/c)]\n",
        "* {title} [[IEEE Trans Sea Meas 2024]({url})] [[Sea](https://github.com/a/sea)]",
        "- 🌟 [[CVPR 2024]({url})] {title} [[Code](https://a.b/c)] <br>\n  <img src='x.png'>",
        "- \\[[arXiv 2024]({url})\\] {title} \\[[Project](https://a.b/c)\\]",
        "[1] Quill, A., Lind B. & Wei, C. D. {title}. arXiv:2405 (2024). [[pdf]({url})]\n",
        "- [Paper page {title} (huggingface.co)]({url})",
        "1. {title} \\- Hugging Face, accessed July 11, 2025, [{url}]({url})",
        "- [Revision History for {title} | OpenReview]({url})",
        "1. {title}, retrieved on 2025-07-11, {url}",
        "**{title}**\n\n- 论文下载链接：{url}\n\n- 代码和数据集：https://github.com/a/b\n",
        '**[4]** Quill, Ada, and Bo Lind. "**{title}**." Seas. 2024. [[pdf]]({url}) **(Best)**\n',
        "* {title}, JFS, 2024. [[paper]({url})]",
        "- {title} [论文下载地址]({url}) [代码地址](https://github.com/a/b)",
        "- **{title}** *Ada Quillet al. SEAS* [[paper]({url})]",
    ],
)
def test_a_title_stands_alone_among_what_tools_add(item: str) -> None:
    listed = LARDER, KELP.title()
    items = [
        item.format(title=title, url=url) for title, url in zip(listed, URLS.values(), strict=True)
    ]
    assert titles_by_url(*items) == dict(zip(listed, URLS.values(), strict=True))


def test_a_paragraph_that_begins_with_the_nickname_above_is_the_title() -> None:
    texts = [
        f"## {title.split(':')[0].split()[0]}\n\n{title}\n\n[[pdf]({url})]\n\nWe like it.\n"
        for title, url in ((LARDER, URLS[LARDER]), (KELP.title(), URLS[KELP]))
    ]
    assert titles_by_url(*texts) == {LARDER: URLS[LARDER], KELP.title(): URLS[KELP]}


def test_who_and_where_alone_give_an_id_without_a_title() -> None:
    items = [f"- Quill et al. CVPR 2024 [[PDF]({url})]" for url in URLS.values()]
    reading = read_bytes("\n".join(items).encode(), "list.md", reader="markdown-list")
    found = [(one.title, one.arxiv_id) for one in sightings(reading)]
    assert found == [("", "2405.01234"), ("", "2405.01235")]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("* {}, arXiv, 2024. {link}", "Sea-LIVO: Fast, Direct Camera-Inertial Odometry"),
        ("* {}, IROS, 2021. {link}", "Robust Rank Deficient SLAM"),
        ("* {}, 2019. {link}", "Tidal Matching Networks"),
        ("* {}, 2019. {link}", "Sea Kelp Forests and Ships"),
        ('* **Sea**: "{}", Sensors, 2019. {link}', "Seas, Ships, and Song. Results of the Project"),
    ],
)
def test_a_title_may_read_like_names_or_two_sentences(item: str, expected: str) -> None:
    text = item.format(expected, link=f"[[paper]({URLS[LARDER]})]")
    assert list(titles_by_url(text)) == [expected]
