"""One paper in page text, API answer, arXiv mail, feed, BibTeX, CSV and Markdown is one paper."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from tests.command import Papers
from tests.invented import dump

TITLE = "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
ABSTRACT = (
    "Serving long conversations is limited by the memory of the KV cache rather than by "
    "arithmetic. Two counters per head tell entries apart that are needed soon from those that are "
    "not, which cuts memory by 61% at equal quality on three invented benchmarks."
)
SUMMARY = "Larder keeps what the KV cache will need soon and moves the rest out of fast memory."
OTHER = ("Learning to Knit: Long-Horizon Manipulation of Yarn With Two Arms", "Yarn slips.")
NAMES = ("Ada Tidewater", "Bo Lind", "Chi Nakamura")

API = [
    {
        "paper": {
            "id": "2410.09990",
            "authors": [{"name": name, "hidden": False} for name in NAMES],
            "publishedAt": "2024-10-28T12:00:00.000Z",
            "title": TITLE,
            "summary": ABSTRACT,
            "ai_summary": SUMMARY,
            "upvotes": 31,
            "githubRepo": "https://github.com/example/larder",
            "organization": {"name": "pantry", "fullname": "Pantry Laboratory"},
        },
        "publishedAt": "2024-10-29T12:00:00.000Z",
        "title": TITLE,
        "summary": ABSTRACT,
        "numComments": 3,
    }
]
MAIL = f"""\
Date: Tue, 29 Oct 2024 00:00:00 GMT
From: no-reply@arxiv.org
To: rabble@arxiv.org
Subject: cs daily Subj-class mailing 97 1

------------------------------------------------------------------------------
------------------------------------------------------------------------------
Send any comments regarding submissions directly to submitter.
------------------------------------------------------------------------------
Archives at http://arxiv.org/
To unsubscribe, e-mail To: cs@arXiv.org, Subject: cancel
------------------------------------------------------------------------------
 Submissions to:
Computation and Language
 received from  Mon 28 Oct 24 18:00:00 GMT  to  Tue 29 Oct 24 18:00:00 GMT
------------------------------------------------------------------------------
------------------------------------------------------------------------------
\\\\
arXiv:2410.09990
Date: Mon, 28 Oct 2024 12:00:00 GMT   (300kb)

Title: {TITLE}
Authors: {", ".join(NAMES)}
Categories: cs.CL cs.LG
Comments: 9 pages
\\\\
  {ABSTRACT}
\\\\ ( https://arxiv.org/abs/2410.09990 ,  300kb)
------------------------------------------------------------------------------
"""
FEED = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>Invented query</title>
  <updated>2024-10-30T00:00:00Z</updated>
  <id>http://arxiv.org/api/invented</id>
  <entry>
    <id>http://arxiv.org/abs/2410.09990v2</id>
    <published>2024-10-28T12:00:00Z</published>
    <title>{TITLE}</title>
    <summary>{ABSTRACT}</summary>
    {"".join(f"<author><name>{name}</name></author>" for name in NAMES)}
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <link href="http://arxiv.org/abs/2410.09990v2" rel="alternate" type="text/html"/>
  </entry>
</feed>
"""
BIBTEX = """\
@inproceedings{tidewater2025larder,
  title = {{Larder}: Sorting the {KV} Cache by How Soon It Is Needed Again},
  author = {Tidewater, Ada and Lind, Bo and Nakamura, Chi},
  booktitle = {Proceedings of the Symposium on Pantries},
  year = 2025,
  doi = {10.5555/larder.2025},
  eprint = {2410.09990},
  archiveprefix = {arXiv},
}
"""
CSV = f"""\
title,doi,authors,year
"{TITLE}",https://doi.org/10.5555/LARDER.2025,"{"; ".join(NAMES)}",2025
"""
LIST = f"""\
# Papers on caches

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2024-10-28**|**{TITLE}**|Ada Tidewater et.al.|[2410.09990](http://arxiv.org/abs/2410.09990)|null|
|**2024-11-12**|**{OTHER[0]}**|Dee Sand et.al.|[2411.01230](http://arxiv.org/abs/2411.01230)|null|
"""
PAGE = dump("Nov 18", (TITLE, ABSTRACT, "  \u2022 3 authors\n\n\u00b7\n\nOct 28, 2024 3"),
            (*OTHER, "  \u2022 11 authors\n\n\u00b7\n\nNov 12 4"))  # fmt: skip
FILES = {
    "page.txt": PAGE,
    "api.json": json.dumps(API),
    "mail.txt": MAIL,
    "feed.xml": FEED,
    "library.bib": BIBTEX,
    "list.csv": CSV,
    "README.md": LIST,
}
FORMATS = {
    "page.txt": "hf-page",
    "api.json": "hf-api",
    "mail.txt": "mail",
    "feed.xml": "feed",
    "library.bib": "bibtex",
    "list.csv": "metadata",
    "README.md": "markdown-list",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("order", [tuple(FILES), tuple(FILES)[::-1]])
def test_seven_formats_give_one_paper(papers: Papers, folder: Path, order: tuple[str, ...]) -> None:
    for name in order:
        told = papers("ingest", name, "--json")
        assert told.code == 0, told.err
        assert json.loads(told.out)["digests"][0]["reader"] == FORMATS[name]
    (larder,) = json.loads(papers("show", "https://arxiv.org/abs/2410.09990", "--json").out)
    assert json.loads(papers("search", "--json").out)[0]["id"]
    assert len(json.loads(papers("search", "--json").out)) == 2
    assert larder["sightings"] == len(FILES)
    wanted = {
        "title": TITLE,
        "abstract": ABSTRACT,
        "summary": SUMMARY,
        "published": "2024-10-28",
        "author_count": 3,
        "arxiv_id": "2410.09990",
        "version": 2,
        "doi": "10.5555/larder.2025",
        "venue": "Proceedings of the Symposium on Pantries",
        "categories": ["cs.CL", "cs.LG"],
        "upvotes": 31,
        "comments": 3,
        "organization": {"slug": "pantry", "name": "Pantry Laboratory"},
    }
    assert {name: larder[name] for name in wanted} == wanted
    assert len(larder["authors"]) == len(NAMES)
    assert "https://github.com/example/larder" in larder["links"]
    seen = {each["number"]: Path(each["path"]).name for each in larder["seen"]}
    given = {name: number and seen[number] for name, number in larder["from"].items()}
    assert given["summary"] == given["upvotes"] == given["organization"] == "api.json"
    assert given["version"] == "feed.xml"
    assert given["venue"] == "library.bib"
    assert given["categories"] == "mail.txt"
    assert given["doi"] in ("library.bib", "list.csv")
    for asked in ("10.5555/larder.2025", "arXiv:2410.09990v1", TITLE.lower()):
        (shown,) = json.loads(papers("show", asked, "--json").out)
        assert shown["id"] == larder["id"]


PAIRS = list(permutations(("page.txt", "list.csv", "README.md"), 2))


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_any_two_of_them_are_one_paper(papers: Papers, folder: Path, pair: tuple[str, str]) -> None:
    assert papers("ingest", *pair, "-q").code == 0
    assert papers("search", "--count", "larder").out.strip() == "1"
