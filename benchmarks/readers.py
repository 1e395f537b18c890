"""What reading costs beside the bare library that parses the same text (`make bench`).

usage: python benchmarks/readers.py [WORD ...]     (rows that hold one of the words)

A row a format: another reader adds one to ROWS. Processor time, the two in turn, the least of each,
without the collector, as in an ingest.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import bare_markdown as bare_md
import bare_parses as bare
import reader_texts as texts
from common import needs, table

from papercli.readers import READERS
from papercli.readers.base import Request

TURNS = 5
JSON_LINES, ANY = 2.0, 1.3
"""What reading may cost at most, as a multiple of the bare parse."""


class Row(NamedTuple):
    """A format: its text, or several files; the bare parse; the target of the ratio, if any."""

    reader: str
    what: str
    text: Callable[[], str | list[str]]
    library: str
    bare: Callable[[str], object]
    target: float | None = ANY


ROWS = (
    Row("hf-api", "answers, one list", texts.daily_papers, "json", bare.hf_answer),
    Row(
        "hf-api",
        "entries, JSON lines",
        texts.daily_papers_as_lines,
        "json",
        bare.hf_lines,
        JSON_LINES,
    ),
    Row("hf-api", "a saved page", texts.saved_pages, "selectolax, json", bare.hf_page),
    Row("markdown-list", "a table", texts.table_of_papers, "markdown-it-py", bare_md.markdown),
    Row("markdown-list", "bullets", texts.awesome_list, "markdown-it-py", bare_md.markdown),
    Row("bibtex", "libraries", texts.bibtex, "bibtexparser", bare.bibtex),
    Row("bibtex", "libraries", texts.bibtex, "bibtexparser, TeX decoded", bare.bibtex_decoded),
    Row(
        "metadata",
        "daily-arXiv, JSON lines",
        texts.daily_arxiv,
        "json",
        bare.daily_arxiv,
        JSON_LINES,
    ),
    Row(
        "metadata",
        "arXiv's snapshot, JSON lines",
        texts.snapshot,
        "json",
        bare.snapshot,
        JSON_LINES,
    ),
    Row("metadata", "Zotero CSV", texts.zotero, "csv", bare.zotero),
    Row("notes", "on a paper each", texts.notes, "PyYAML", bare_md.note),
    Row(
        "notes",
        "on several papers each",
        texts.digest_notes,
        "PyYAML, markdown-it-py",
        bare_md.digest_note,
    ),
    Row("feed", "RSS of arXiv", texts.feed, "ElementTree", bare.rss),
    Row("feed", "RSS of arXiv", texts.feed, "feedparser", bare.rss_by_feedparser),
    Row("mail", "a daily list of arXiv", texts.arxiv_mail, "email, re", bare.arxiv_mail),
    Row("mail", "a folder of mails", texts.mailbox, "email, selectolax", bare.mails),
    Row("ris", "a library", texts.ris, "rispy", bare.ris),
)


def _seconds(work: Callable[[str], object], files: list[str]) -> float:
    # Copies, as a text keeps what was worked out of it: its bytes, its hash.
    files = [text.encode().decode() for text in files]
    begun = time.process_time()
    for text in files:
        work(text)
    return time.process_time() - begun


def _measured(row: Row) -> tuple[object, ...]:
    text = row.text()
    files = [text] if isinstance(text, str) else text
    reader = next(one for one in READERS if one.name == row.reader)
    request = Request("x", named=True)
    pairs = [
        (_seconds(row.bare, files), _seconds(lambda one: reader.read(one, request), files))
        for _ in range(TURNS)
    ]
    least, ours = (min(times) for times in zip(*pairs, strict=True))
    size = f"{sum(map(len, files)) / 1e6:.1f}"
    cells = (f"{row.reader}: {row.what}", size, row.library, f"{least * 1000:.0f}")
    return (*cells, f"{ours * 1000:.0f}", f"{ours / least:.2f}", f"<= {row.target}")


def measure(words: list[str]) -> None:
    """Print the table of the rows that hold one of the words, or of all."""
    if not needs(texts.SAMPLES, texts.CORPUS):
        return
    # bibtexparser tells standard error of each block that it cannot read.
    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
    rows = [one for one in ROWS if not words or any(word in str(one) for word in words)]
    gc.disable()
    head = ("readers", "MB", "bare library", "bare, ms", "ours, ms", "ratio", "target")
    table([head, *map(_measured, rows)])
    gc.enable()


if __name__ == "__main__":
    measure(sys.argv[1:])
