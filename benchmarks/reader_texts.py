"""Texts of the formats that are read, of some megabytes: the fixtures, and real files where there
are any, repeated (`readers.py`)."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

from common import ROOT, SHARED

SAMPLES, FIXTURES = SHARED / "samples", ROOT / "fixtures"
CORPUS = SHARED / "corpus" / "hf_daily.jsonl.gz"
LETTERS = 2_000_000
"""Letters of a text at the least; small files that are read one by one have half of that."""
_ID_ENDS, _TITLE_ENDS = re.compile(r"2512\.9000"), re.compile(r"(?<=\w)(\]\(|\"\n)")
_NAMES = re.compile(r"(Okafor|Wei|Moreau)")
_KEY = re.compile(r"(?m)^(@\w+\{[^,\s]+),")


def texts(*files: Path) -> list[str]:
    """The texts of those files that there are."""
    return [file.read_text(encoding="utf-8-sig") for file in files if file.exists()]


def filled(parts: Iterable[str], joint: str = "\n", before: str = "", after: str = "") -> str:
    """The parts over and over until there are enough letters, between ``before`` and ``after``."""
    once = joint.join(parts)
    times = max(1, -(-LETTERS // max(1, len(once))))
    return before + joint.join([once] * times) + after


def several(parts: list[str]) -> list[str]:
    """The files over and over until there are half as many letters."""
    return parts * max(1, LETTERS // 2 // max(1, sum(map(len, parts))))


def daily_arxiv() -> str:
    """Real papers as daily-arXiv writes them."""
    with gzip.open(CORPUS, "rt") as lines:
        papers = [json.loads(line) for line, _ in zip(lines, range(1_000), strict=False)]
    return "\n".join(
        json.dumps(
            {
                "id": paper["arxiv_id"],
                "pdf": f"https://arxiv.org/pdf/{paper['arxiv_id']}",
                "abs": f"https://arxiv.org/abs/{paper['arxiv_id']}",
                "authors": paper["authors"],
                "title": paper["title"],
                "categories": ["cs.CL", "cs.AI"],
                "comment": None,
                "summary": paper["abstract"],
            },
            ensure_ascii=False,
        )
        for paper in papers
    )


def snapshot() -> str:
    """arXiv's snapshot, JSON lines."""
    name = "kaggle_oai/arxiv-metadata-oai-snapshot_sample.json"
    fixture = FIXTURES / "metadata" / "kaggle-snapshot.json"
    return filled(text.strip("\n") for text in texts(SAMPLES / name) or texts(fixture))


def zotero() -> str:
    """A library of Zotero as CSV, its header once."""
    found = texts(SAMPLES / "zotero/library_a.csv") or texts(FIXTURES / "metadata/zotero.csv")
    head, _, rows = found[0].partition("\n")
    return filled([rows.rstrip("\n")], before=f"{head}\n", after="\n")


def daily_papers() -> str:
    """Answers of Hugging Face's API, as one list."""
    real = sorted((SAMPLES / "hf_api").glob("daily_papers_20??-??-??.json"))
    found = texts(*real, FIXTURES / "hf-api/daily_2025-11-25.json")
    return filled((text.strip()[1:-1] for text in found), ",", "[", "]")


def daily_papers_as_lines() -> str:
    """The same, one entry a line."""
    return "\n".join(map(json.dumps, json.loads(daily_papers())))


def saved_pages() -> list[str]:
    """A page of Hugging Face saved as HTML."""
    page = texts(SAMPLES / "hf_html/papers_2024-08_slbqc.html")
    return several(page or texts(FIXTURES / "hf-api/page_2025-11-25.html"))


def bibtex() -> str:
    """Libraries as BibTeX; of each copy the keys are others."""
    files = (SAMPLES / "zotero/library_a.bib", SAMPLES / "zotero/library_b.bib")
    once = "\n".join(texts(*files, FIXTURES / "bibtex/library.bib"))
    times = max(1, LETTERS // 2 // len(once))
    return "\n".join(_KEY.sub(rf"\1-{copy},", once) for copy in range(times))


def ris() -> str:
    """A library as RIS."""
    return filled(texts(SAMPLES / "zotero/library_b.ris", FIXTURES / "ris/library.ris"))


def feed() -> str:
    """RSS of arXiv, its items repeated."""
    name = "arxiv_rss/rss_2.0_cs.AI_generated_by_arxiv-feed.xml"
    found = (texts(SAMPLES / name) or texts(FIXTURES / "feed/arxiv-rss.xml"))[0]
    start, end = found.index("<item"), found.rindex("</item>") + len("</item>")
    return filled([found[start:end]], "\n", found[:start], found[end:])


def arxiv_mail() -> str:
    """A daily list of arXiv without the head of its mail."""
    name = "arxiv_email/listing_astro-ph_new.txt"
    return filled(texts(SAMPLES / name, FIXTURES / "mail/arxiv_daily.eml"))


def mailbox() -> str:
    """A folder of mails."""
    mails = texts(*sorted((FIXTURES / "mail").glob("*.eml")))
    started = (f"From list Mon Nov 24 09:00:00 2025\n{mail.rstrip()}\n" for mail in mails)
    return filled(started)


def table_of_papers() -> str:
    """A daily table in Markdown."""
    name = "markdown_lists/arxiv_daily_table.md"
    return filled(texts(SAMPLES / name) or texts(*(FIXTURES / "markdown-list").glob("*.md")))


def awesome_list() -> str:
    """A list of bullets in Markdown."""
    name = "markdown_lists/awesome_multimodal.md"
    return filled(texts(SAMPLES / name) or texts(*(FIXTURES / "markdown-list").glob("*.md")))


def notes() -> list[str]:
    """Notes on a paper each, one by one."""
    return _told_apart(several(texts(FIXTURES / "notes/larder.md")))


def digest_notes() -> list[str]:
    """Notes on several papers each, one by one."""
    return _told_apart(several(texts(FIXTURES / "notes/week-50.md")))


def _told_apart(files: list[str]) -> list[str]:
    """The files with ids, titles and names of their own, which nothing remembers from another."""
    apart = []
    for number, text in enumerate(files):
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        numbered = _ID_ENDS.sub(f"2512.{number:04}", text)
        titled = _TITLE_ENDS.sub(rf" in {number} Seas\1", numbered)
        apart.append(_NAMES.sub(rf"\1{letters}", titled))
    return apart
