"""Items of lists as people write citations: who, when and where around a title."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from papercli.readers.markdown.fields import is_paper_page
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
        "- {title} 🏆 [Oral] [[paper]({url})]",
        "- {title} (van der Berg et al., 2024) [[paper]({url})]",
        "- RSS 2022 Best Student Paper Award Finalist, {title}, [arXiv]({url})",
        "- ICLR 2024 submission, {title}, [Openreview]({url})",
        "**{title}**  \nAda Quill, Bo Lindqvist  \n[arXiv, 3 Sep 2024]({url}) • [Code](a.b)  ",
        "- (2024, Ada Quill et al.) {title} [link]({url})",
        "- {title} (*NeurIPS 2024*) [:scroll:]({url}) [:computer:](https://github.com/a/b)",
        "- [ ] {url} {title}",
        "- ~~{title}~~ [paper]({url})",
        "- [{title} | OpenReview]({url})",
        "- [{title} - arXiv]({url})",
        "[1] Ada Quill. {title}. NeurIPS 2024. {url}",
        "【1】{title}\n作者：Ada Quill, Bo Lindqvist\n链接：{url}\n",
        "{title}\n: Ada Quill, Bo Lindqvist. [arXiv]({url})\n",
        "- [Quill et al., 2024]({url}) {title}",
        "- {title} ([Quill et al., 2024]({url}))",
        "- {title}, Ada Quill, Bo Lindqvist, Chen Wei, NeurIPS 2024 [[paper]({url})]",
        "<details><summary>1. {title}</summary>\n<p>Ada Quill</p>\n<a href={url}>x</a>\n</details>",
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


def test_a_list_in_yaml_is_read() -> None:
    items = [
        f'  - title: "{LARDER}"\n    url: {URLS[0]}',
        f'  - title: "{KELP}"\n    url: {URLS[1]}',
    ]
    text = "\n".join(
        ["papers:", *items, items[0].replace("Larder: ", "").replace("01234", "01237")]
    )
    assert [
        (one.title, one.arxiv_id) for one in sightings(read_bytes(text.encode(), "a.yaml"))
    ] == [
        (LARDER, IDS[0]),
        (KELP, IDS[1]),
        (LARDER.removeprefix("Larder: "), "2405.01237"),
    ]


PAGES = """
https://arxiv.org/abs/2405.01234 https://openreview.net/forum?id=aB https://openreview.net/pdf?id=aB
https://aclanthology.org/2024.acl-long.1/ https://aclanthology.org/P19-1001.pdf
https://www.aclweb.org/anthology/P10-5005/ https://www.aclweb.org/anthology/2020.acl-main.1
http://papers.nips.cc/paper/6391-kelp https://neurips.cc/virtual/2024/poster/93747
https://proceedings.neurips.cc/paper_files/paper/2022/file/28f6-Paper-Conference.pdf
https://papers.nips.cc/paper/2017/hash/3f5ee-Abstract.html
http://proceedings.mlr.press/v70/kelp17a.html https://proceedings.mlr.press/v235/kelp24f.html
http://openaccess.thecvf.com/content_ICCV_2019/html/Kelp_paper.html
https://jmlr.org/papers/v21/20-074.html http://www.jmlr.org/proceedings/papers/v15/kelp11a/kelp11a.pdf
https://ojs.aaai.org/index.php/AAAI/article/view/1 https://aaai.org/papers/01234-kelp/
https://aaai.org/ocs/index.php/AAAI/AAAI17/paper/view/14509 https://www.ijcai.org/proceedings/2024/12
https://www.isca-archive.org/interspeech_2023/kelp23_interspeech.html
https://www.biorxiv.org/content/10.1101/2024.01.02.123456v1 https://ssrn.com/abstract=1
https://www.cell.com/neuron/fulltext/S0896 https://www.pnas.org/doi/10.1073/pnas.1
https://academic.oup.com/bioinformatics/article/1/2/3 https://onlinelibrary.wiley.com/doi/10.1002/x
https://www.usenix.org/conference/nsdi24/presentation/kelp https://hal.science/hal-01234567
https://ieeexplore.ieee.org/document/1 https://dl.acm.org/doi/10.1145/1 https://dl.acm.org/citation.cfm?id=1
https://www.sciencedirect.com/science/article/pii/S0031 https://www.mdpi.com/1424-8220/20/5/1234
https://www.computer.org/csdl/journal/tp/2020/01/08444456/13r https://www.cell.com/iscience/pdf/S1
https://www.frontiersin.org/articles/10.3389/x https://www.biorxiv.org/content/early/2018/01/02/1
https://papers.cool/arxiv/2405.01234 https://ar5iv.labs.arxiv.org/html/2405.01234
""".split()
LISTINGS = """
https://arxiv.org/list/cs.CL/recent https://arxiv.org/ https://openreview.net/group?id=ICLR.cc/2024
https://aclanthology.org/events/acl-2024/ https://aclanthology.org/volumes/2024.acl-long/
https://papers.nips.cc/paper/2017 https://neurips.cc/Conferences/2024 https://proceedings.mlr.press/v235/
https://openaccess.thecvf.com/CVPR2024?day=all https://jmlr.org/papers/v21/ https://www.aaai.org/
https://www.ecva.net/papers.php https://www.ijcai.org/proceedings/2024/ https://www.biorxiv.org/
https://www.usenix.org/conference/nsdi24 https://www.cell.com/ https://papers.cool/arxiv/cs.CL
https://www.sciencedirect.com/science/journal/0031 https://www.mdpi.com/1424-8220/20/5
https://www.cell.com/neuron/home https://www.computer.org/csdl/journal/tp
https://www.frontiersin.org/journals/sea/articles https://www.biorxiv.org/content/early/recent
https://www.usenix.org/conference/srecon19emea/presentation/kelp
""".split()


@pytest.mark.parametrize(("addresses", "expected"), [(PAGES, True), (LISTINGS, False)])
def test_a_page_of_a_paper_is_no_list_of_papers(addresses: list[str], expected: bool) -> None:
    assert [one for one in addresses if is_paper_page(one) is not expected] == []


@pytest.mark.parametrize(
    "text",
    [
        "- `2405.01234`: Under one protocol all judges approach the same accuracy. It is high.\n",
        "**Q: Does it work with long contexts?**\nA: See [our paper](https://arxiv.org/abs/2405.01234).\n",
        "- `2405.01234`: This new model reaches the top of all boards\n",
        "- 2405.01234 and 2405.01235: Two Papers on Kelp Forests of the Sea\n",
        "- Today **Larder** leads all caches of the sea [pdf](https://arxiv.org/abs/2405.01234)\n",
        "- **Larder** - Sorting the Cache by Need. [pdf](https://arxiv.org/abs/2405.01234)\n",
        "- Uses [a set of many thousand pictures of kelp](https://arxiv.org/abs/2405.01234).\n",
        "- [ ] read [the paper on robots in gardens](https://arxiv.org/abs/2405.01234)\n",
        "- We follow [Quill et al., 2024](https://arxiv.org/abs/2405.01234) and sort.\n",
        "- **Sorting in the Sea**\n\n  We sort as Dy ([A. Quill et al. 2024](https://arxiv.org/abs/2405.01234)).\n",
    ],
)
def test_running_text_names_no_paper(text: str) -> None:
    reading = read_bytes(f"# Sea\n\n{text}\n".encode(), "list.md", reader="markdown-list")
    assert [one.title for one in sightings(reading) if one.title] == []
    assert reading.problems


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "- ICML 2022, The **primacy bias** in deep networks of the sea, {link}",
            "The primacy bias in deep networks of the sea",
        ),
        (
            "- CoRL 2023, **Sorting for Sailors**: Aligning Crews by Need, {link}",
            "Sorting for Sailors: Aligning Crews by Need",
        ),
        ("- **Sorting for Sailors**: aligns the crews of a ship, {link}", "Sorting for Sailors"),
        ("- **Sorting for Sailors**: Ada Quill, Bo Lindqvist, {link}", "Sorting for Sailors"),
        (
            "- **Larder**: Larder Sorts the Cache by How Soon {link}",
            "Larder Sorts the Cache by How Soon",
        ),
        ("- **Larder** - Sorting the Cache by How Soon {link}", "Sorting the Cache by How Soon"),
        (
            "- Kelp vs. Dawn: Forests Seen from Above {link}",
            "Kelp vs. Dawn: Forests Seen from Above",
        ),
        ("- Where Does the Kelp Go? In Advances of Seas, {link}", "Where Does the Kelp Go?"),
    ],
)
def test_a_title_may_be_bold_in_part(item: str, expected: str) -> None:
    text = f"{item.format(link=f'[arXiv]({URLS[0]})')}\n- [{KELP}]({URLS[1]})"
    assert titles_by_id(text)[IDS[0]] == expected


def test_a_bold_line_below_a_title_is_another_one_where_a_paper_was_named() -> None:
    said = ("Ada Quill", "**Selected for an oral presentation**", "**Sorting: what it does**")
    items = [
        f"**{title}**\n{line}\n[arXiv]({url})"
        for title, line, url in zip((LARDER, KELP, WHALE), said, URLS, strict=True)
    ]
    assert titles_by_id(*items) == dict(zip(IDS, (LARDER, KELP, WHALE), strict=True))


def test_words_about_several_papers_are_the_title_of_none() -> None:
    item = f"- **{LARDER}** (arXiv:{IDS[0]}, arXiv:{IDS[1]})\n"
    text = f"# Sea\n\n{item}- [{WHALE}]({URLS[2]})\n"
    found = sightings(read_bytes(text.encode(), "list.md", reader="markdown-list"))
    assert [one.arxiv_id for one in found if one.title == LARDER and one.arxiv_id] == []


def test_prose_below_what_stands_behind_a_label_is_no_part_of_the_title() -> None:
    items = [
        f"- [[Arxiv]({URLS[0]})] {LARDER}.\n  Ada Quill sorted every cache of the harbor",
        f"- [[Arxiv]({URLS[1]})] {KELP}?\n  Bo Lindqvist counted the forests below",
    ]
    found = titles_by_id(*items)
    assert found == dict(zip(IDS[:2], (LARDER, f"{KELP}?"), strict=True))


def test_bold_titles_above_their_authors_are_of_several_papers() -> None:
    first = f"**{LARDER}**\nAda Quill, Bo Lindqvist"
    second = f"**{KELP}**\nChen Wei, Dora Dee\n[arXiv]({URLS[0]})"
    text = f"# Sea\n\n{first}\n{second}\n\n- [{WHALE}]({URLS[2]})\n"
    found = sightings(read_bytes(text.encode(), "list.md", reader="markdown-list"))
    assert {one.title: one.arxiv_id for one in found} == {KELP: IDS[0], WHALE: IDS[2]}
    above = (
        f"**{LARDER}**\n[arXiv]({URLS[0]})\n**NeurIPS 2024 Best Paper Award**\nAda Quill, Bo Lee"
    )
    found = sightings(read_bytes(above.encode(), "list.md", reader="markdown-list"))
    assert [(one.title, one.authors) for one in found] == [(LARDER, ("Ada Quill", "Bo Lee"))]
    awarded = f"**{LARDER}**\n**Best paper of the year**\nAda Quill, Bo Lindqvist"
    assert titles_by_id(f"{awarded}\n[arXiv]({URLS[0]})") == {IDS[0]: LARDER}


def test_authors_of_several_words_are_no_title() -> None:
    people = ("Van den Oord, A., Li, Y., & Vinyals, O.", "Quill, A., & Lindqvist, B.")
    items = [
        f"- {who} (2018). {title}. arXiv:{number}"
        for who, title, number in zip(people, (LARDER, KELP), IDS, strict=False)
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))


def test_names_stand_in_the_line_below_a_title() -> None:
    items = [
        f"{number} {title}\nAda Quill, Bo Lindqvist\n"
        for number, title in zip(IDS, (LARDER, KELP), strict=False)
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))


def test_an_id_that_ends_an_item_is_its_own() -> None:
    behind = "Ada Quill, Bo Lindqvist, Chen Wei. NeurIPS 2024."
    items = [
        f"1. **{title}**. {behind} `arXiv:{number}`"
        for title, number in zip((LARDER, KELP), IDS, strict=False)
    ]
    assert titles_by_id(*items) == dict(zip(IDS[:2], (LARDER, KELP), strict=True))


@pytest.mark.parametrize("header", ["|  |  |", "| 論文名 | リンク |", "| Title | Link |"])
def test_the_columns_of_a_table_may_have_no_name_or_that_of_another_language(header: str) -> None:
    rows = [f"| {title} | {url} |" for title, url in zip((LARDER, KELP), URLS, strict=False)]
    assert titles_by_id(header, "|---|---|", *rows) == dict(
        zip(IDS[:2], (LARDER, KELP), strict=True)
    )


@pytest.mark.parametrize(
    "item",
    [
        "- [{title}]({page})",
        "- **{title}**, NeurIPS 2024 [[paper]({page})] [[code](https://github.com/a/b)]",
        "- Sea\n  - [{title}]({page})",
        "#### {title}\n*Ada Quill*\n[pdf]({page}) [code](https://github.com/a/b)\n",
        "{title}, [paper]({page})",
        "<table><tr><td><a href='{page}'><b>{title}</b></a><br>Ada Quill</td></tr></table>",
    ],
)
def test_a_list_of_pages_that_have_no_identifier_is_one_of_papers(item: str) -> None:
    titles = (LARDER, KELP, "Tides in the Streams of Small Models")
    page = "https://proceedings.mlr.press/v235/sea{}a.html"
    items = [item.format(title=title, page=page.format(n)) for n, title in enumerate(titles)]
    cited = "```bibtex\n@misc{x, title={Our List}, year={2024}}\n```"
    reading = read_bytes("\n".join(["# Sea", "", *items, "", cited]).encode(), "README.md")
    found = [(one.title, one.url) for one in sightings(reading)]
    assert found == [(title, page.format(n)) for n, title in enumerate(titles)]


MANY = ", ".join(f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di") for last in
                 ("Quill", "Lindqvist", "Okafor", "Moreau", "Tanaka"))  # fmt: skip
TURNED = ", ".join(f"{last}, {first}." for first in "ABCD" for last in ("Quill", "Okafor", "Tan"))


@pytest.mark.parametrize(
    "item",
    [
        f"[1] {MANY}. {{title}}. arXiv preprint arXiv:2405.01234, 2024.",
        f'- {MANY}, "{{title}}," arXiv preprint arXiv:2405.01234, 2024.',
        f"- {TURNED} (2024). {{title}}. *arXiv preprint arXiv:2405.01234*.",
    ],
)
@pytest.mark.parametrize("title", [LARDER, "A Deep Study of MoE", "Tides at Night via μP"])
def test_many_may_have_written_what_a_line_without_links_cites(item: str, title: str) -> None:
    text = f"# Sea\n\n{item.format(title=title)}\n\n- [{KELP}]({URLS[1]})\n"
    found = sightings(read_bytes(text.encode(), "list.md"))
    assert [(one.title, one.arxiv_id) for one in found] == [(title, IDS[0]), (KELP, IDS[1])]


def test_a_long_sentence_behind_names_is_no_title() -> None:
    said = "they have shown us where the kelp grows " * 4
    text = f"# Sea\n\n- {MANY}. Later {said} arXiv:2405.01234\n\n- [{KELP}]({URLS[1]})\n"
    [found] = sightings(read_bytes(text.encode(), "list.md"))
    assert found.title == KELP
