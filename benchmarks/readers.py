"""What reading costs beside the bare library that parses the same text (`make bench`).

usage: python benchmarks/readers.py [WORD ...]     (rows that hold one of the words)

A row a format: another reader adds one to ROWS. Processor time, the two in turn, the least of each,
without the collector, as in an ingest.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any, NamedTuple

import reader_texts as texts
from common import needs, table

from papercli.readers import READERS
from papercli.readers.base import Request

TURNS = 5
JSON_LINES, ANY = 2.0, 1.3
"""What reading may cost at most, as a multiple of the bare parse."""
_RULE = re.compile(r"\n\\\\\n|\n-{20,}\n")
_FIELD = re.compile(r"(?m)^([A-Z][\w-]+|arXiv):\s?(.*(?:\n .*)*)")
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


class Row(NamedTuple):
    """A format: its text, or several files; the bare parse; the target of the ratio, if any."""

    reader: str
    what: str
    text: Callable[[], str | list[str]]
    library: str
    bare: Callable[[str], object]
    target: float | None = ANY


def _lines(text: str) -> object:
    return [json.loads(line) for line in text.split("\n") if line]


def _cells(text: str) -> object:
    csv.field_size_limit(1 << 30)
    return list(csv.reader(io.StringIO(text)))


def _tree(text: str) -> object:
    return ET.fromstring(text.partition("?>")[2])


def _props(text: str) -> object:
    from selectolax.lexbor import LexborHTMLParser

    nodes = LexborHTMLParser(text).css("[data-props]")
    return [json.loads(node.attributes["data-props"] or "null") for node in nodes]


def _library(text: str) -> object:
    import logging

    import bibtexparser

    # It tells standard error of each block that it cannot read.
    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
    return bibtexparser.parse_string(text)


def _decoded_library(text: str) -> object:
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])


def _ris(text: str) -> object:
    import rispy

    return rispy.loads(text)


def _markdown(text: str) -> object:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


def _front_matter(text: str) -> object:
    import yaml

    found = _FRONT.match(text)
    assert found
    return yaml.load(found[1], yaml.CBaseLoader), text[found.end() :].splitlines()


def _blocks(text: str) -> object:
    return [(_FIELD.findall(block), block.splitlines()) for block in _RULE.split(text)]


def _mails(text: str) -> object:
    from email import message_from_string, policy

    from selectolax.lexbor import LexborHTMLParser

    parsed: list[Any] = []
    for mail in text.removeprefix("From ").split("\nFrom "):
        message: Any = message_from_string(mail.partition("\n")[2], policy=policy.default)
        body = message.get_body(("html", "plain"))
        content = body.get_content()
        html = body.get_content_type() == "text/html"
        parsed.append(LexborHTMLParser(content) if html else _blocks(content))
    return parsed


ROWS = (
    Row("hf-api", "answers, one list", texts.daily_papers, "json", json.loads),
    Row("hf-api", "entries, JSON lines", texts.daily_papers_as_lines, "json", _lines, JSON_LINES),
    Row("hf-api", "a saved page", texts.saved_pages, "selectolax, json", _props),
    Row("markdown-list", "a table", texts.table_of_papers, "markdown-it-py", _markdown),
    Row("markdown-list", "bullets", texts.awesome_list, "markdown-it-py", _markdown),
    Row("bibtex", "libraries", texts.bibtex, "bibtexparser", _library),
    Row("bibtex", "libraries", texts.bibtex, "bibtexparser, TeX decoded", _decoded_library),
    Row("metadata", "daily-arXiv, JSON lines", texts.daily_arxiv, "json", _lines, JSON_LINES),
    Row("metadata", "arXiv's snapshot, JSON lines", texts.snapshot, "json", _lines, JSON_LINES),
    Row("metadata", "Zotero CSV", texts.zotero, "csv", _cells),
    Row("notes", "one by one", texts.notes, "PyYAML, lines", _front_matter),
    Row("feed", "RSS of arXiv", texts.feed, "ElementTree", _tree),
    Row("mail", "a daily list of arXiv", texts.arxiv_mail, "one expression a block", _blocks),
    Row("mail", "a folder of mails", texts.mailbox, "email, selectolax", _mails),
    Row("ris", "a library", texts.ris, "rispy", _ris),
)


def _seconds(work: Callable[[str], object], files: list[str]) -> float:
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
    bare, ours = (min(times) for times in zip(*pairs, strict=True))
    size = f"{sum(map(len, files)) / 1e6:.1f}"
    cells = (f"{row.reader}: {row.what}", size, row.library, f"{bare * 1000:.0f}")
    return (*cells, f"{ours * 1000:.0f}", f"{ours / bare:.2f}", f"<= {row.target}")


def measure(words: list[str]) -> None:
    """Print the table of the rows that hold one of the words, or of all."""
    if not needs(texts.SAMPLES, texts.CORPUS):
        return
    rows = [one for one in ROWS if not words or any(word in str(one) for word in words)]
    gc.disable()
    head = ("readers", "MB", "bare library", "bare, ms", "ours, ms", "ratio", "target")
    table([head, *map(_measured, rows)])
    gc.enable()


if __name__ == "__main__":
    measure(sys.argv[1:])
