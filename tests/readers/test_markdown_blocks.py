"""Where the block of a paper ends that HTML stands in."""

from __future__ import annotations

import pytest

from papercli.readers import read_bytes
from tests.readers.pages import sightings

LARDER = "Larder: Sorting the Cache by How Soon It Is Due"
KELP = "Kelp Forests Seen from Above at Dawn"
URLS = {LARDER: "https://arxiv.org/abs/2405.01234", KELP: "https://arxiv.org/abs/2405.01235"}
DETAILS = "<details>\n<summary>{}</summary>\nWe look at it.\n{}</details>"
ABSTRACT = DETAILS.format("Abstract", "")


@pytest.mark.parametrize(
    "item",
    [
        "**{title}**\n" + DETAILS.format("Abstract", "[[pdf]({url})]\n") + "\n",
        "- **{title}**\n  <details><summary>Abstract</summary>We see.</details>\n  [[pdf]({url})]",
        f"- **{{title}}**\n{ABSTRACT}\n  [[pdf]({{url}})]",
        f"- [{{title}}]({{url}})\n{ABSTRACT}",
        "1. {title}\n<details>\n<summary>Bib</summary>\n\n@article\n</details>\n\n[pdf]({url})\n",
        "#### {title}\n" + DETAILS.format("Show the abstract of it", "") + "\n\n[pdf]({url})\n",
        "**{title}**\n<details>\n<summary>Click here for the links</summary>\n\n- [pdf]({url})\n",
        "<details>\n<summary>{title}</summary>\n\n- [pdf]({url})\n</details>",
        "<details>\n<summary>Show</summary>\n\n- [{title}]({url})\n</details>",
        "<p>{title}</p>\n<p><a href='{url}'>pdf</a></p>",
        "<p>{title}</p>\n[[pdf]({url})]\n",
        "<p><b>{title}</b><br>Ada Quill<br><a href='{url}'>pdf</a></p>",
    ],
)
def test_details_and_paragraphs_belong_to_the_title_above(item: str) -> None:
    text = "\n".join(item.format(title=title, url=url) for title, url in URLS.items())
    reading = read_bytes(f"# Sea\n\n{text}\n".encode(), "list.md", reader="markdown-list")
    found = {one.title: f"https://arxiv.org/abs/{one.arxiv_id}" for one in sightings(reading)}
    assert found == URLS
    assert not reading.problems
