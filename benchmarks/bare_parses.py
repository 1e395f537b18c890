"""The same parse with the bare library: what somebody writes who has one file (`readers.py`).

Each gives the fields that our reader keeps of that format, one tuple an entry: the names one by
one, the identifier without its address, the day as numbers where the standard library reads it.
Nothing is checked, cleaned or found again in the file, and no other file of the format would do.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import date
from email.utils import parsedate
from typing import Any

Fields = list[tuple[object, ...]]

_ENTRY = re.compile(r"\\\\\n(arXiv:.*?)\n\\\\(?:\n((?! *[-%]{20}).*?)\n\\\\)? \( (\S+)", re.DOTALL)
_FIELD = re.compile(r"(?m)^([A-Z][\w-]+|arXiv):\s?(.*(?:\n .*)*)")
_DC, _ARXIV = "{http://purl.org/dc/elements/1.1/}", "{http://arxiv.org/schemas/atom}"


def _listed(entries: Iterable[dict[str, Any]]) -> Fields:
    """The fields of entries of Hugging Face's API."""
    found: Fields = []
    for entry in entries:
        paper = entry["paper"]
        found.append(
            (
                paper["id"],
                paper["title"],
                [author["name"] for author in paper["authors"]],
                paper.get("summary"),
                paper.get("ai_summary"),
                day_of(paper.get("publishedAt")),
                day_of(paper.get("submittedOnDailyAt") or entry.get("publishedAt")),
                paper.get("organization"),
                paper.get("upvotes"),
                entry.get("numComments"),
                paper.get("githubRepo"),
                paper.get("projectPage"),
            )
        )
    return found


def day_of(time: str | None) -> date | None:
    """The day of a time as JSON and YAML write it."""
    return date.fromisoformat(time[:10]) if time else None


def _sent(time: str | None) -> tuple[int, ...]:
    return (parsedate(time) or ())[:3]


def hf_answer(text: str) -> Fields:
    """An answer of Hugging Face's API: json. It has no lines, and no text of each entry, by which a
    list is known again; to find these takes as long as three tenths of the parse."""
    return _listed(json.loads(text))


def hf_lines(text: str) -> Fields:
    """The same, an entry a line: json."""
    return _listed(_lines(text))


def _lines(text: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in text.split("\n") if line)


def hf_page(text: str) -> Fields:
    """A saved page of Hugging Face: selectolax for the list embedded in it, json for the list."""
    from selectolax.lexbor import LexborHTMLParser

    [node] = LexborHTMLParser(text).css("[data-target=DailyPapers]")
    return _listed(json.loads(node.attributes["data-props"] or "")["dailyPapers"])


def daily_arxiv(text: str) -> Fields:
    """JSON lines of daily-arXiv: json."""
    return [
        (
            entry["id"],
            entry["title"],
            entry["authors"],
            entry["summary"],
            entry["categories"],
            entry["abs"],
            entry["pdf"],
        )
        for entry in _lines(text)
    ]


def snapshot(text: str) -> Fields:
    """JSON lines of arXiv's snapshot: json."""
    return [
        (
            entry["id"],
            entry["title"],
            [
                " ".join((given, family, more))
                for family, given, more, *_ in entry["authors_parsed"]
            ],
            entry["abstract"].strip(),
            entry["categories"].split(),
            _sent(entry["versions"][0]["created"]),
            int(entry["versions"][-1]["version"][1:]),
            entry["doi"],
            entry["journal-ref"],
        )
        for entry in _lines(text)
    ]


def zotero(text: str) -> Fields:
    """CSV of Zotero: csv.DictReader."""
    csv.field_size_limit(1 << 30)
    return [
        (
            row["Title"],
            row["Author"].split("; "),
            row["Abstract Note"],
            row["Date"] or row["Publication Year"],
            row["DOI"],
            row["Url"],
            row["Publication Title"],
            row["Item Type"],
            row["Extra"],
        )
        for row in csv.DictReader(io.StringIO(text))
    ]


def rss(text: str) -> Fields:
    """RSS: ElementTree, which knows no lines."""
    root = ET.fromstring(text.partition("?>")[2])
    found: Fields = []
    for item in root.iter("item"):
        url, guid = item.findtext("link") or "", item.findtext("guid") or ""
        identifier, _, version = guid.rpartition(":")[2].partition("v")
        found.append(
            (
                identifier,
                int(version),
                item.findtext("title"),
                (item.findtext("description") or "").partition("Abstract: ")[2],
                (item.findtext(f"{_DC}creator") or "").split(", "),
                [category.text for category in item.findall("category")],
                _sent(item.findtext("pubDate")),
                item.findtext(f"{_ARXIV}announce_type"),
                url,
            )
        )
    return found


def rss_by_feedparser(text: str) -> Fields:
    """RSS: feedparser."""
    import feedparser

    return [
        (
            entry.get("title"),
            entry.get("link"),
            entry.get("id"),
            entry.get("summary"),
            entry.get("author", "").split(", "),
            [tag.term for tag in entry.get("tags", ())],
            entry.get("published"),
            entry.get("arxiv_announce_type"),
        )
        for entry in feedparser.parse(io.BytesIO(text.encode())).entries
    ]


def bibtex(text: str) -> Fields:
    """BibTeX: bibtexparser, accents left as they are."""
    import bibtexparser

    return _works(bibtexparser.parse_string(text))


def bibtex_decoded(text: str) -> Fields:
    """BibTeX: bibtexparser, accents decoded."""
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    return _works(bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()]))


def _works(library: Any) -> Fields:
    names = "title abstract year month date doi url eprint journal booktitle".split()
    found: Fields = []
    for entry in library.entries:
        fields = entry.fields_dict
        values = [fields[name].value if name in fields else "" for name in ("author", *names)]
        found.append((entry.entry_type, values[0].split(" and "), *values[1:]))
    return found


def ris(text: str) -> Fields:
    """RIS: rispy."""
    import rispy

    names = "title authors abstract year date doi urls journal_name type_of_reference".split()
    return [tuple(entry.get(name) for name in names) for entry in rispy.loads(text)]


def arxiv_mail(text: str) -> Fields:
    """A daily mail of arXiv: email for the mail, and an expression each for its entries and for the
    fields of a head."""
    from email import message_from_string

    return _arxiv_list(message_from_string(text).get_payload())


def _arxiv_list(text: str) -> Fields:
    found: Fields = []
    for head, abstract, address in _ENTRY.findall(text):
        fields = dict(_FIELD.findall(head))
        found.append(
            (
                fields["arXiv"],
                " ".join(fields["Title"].split()),
                re.split(r",\s+|\s+and\s+", fields["Authors"]),
                abstract,
                fields["Categories"].split(),
                _sent(fields.get("Date")),
                fields.get("DOI"),
                fields.get("Journal-ref"),
                address,
            )
        )
    return found


def mails(text: str) -> Fields:
    """A folder of mails: email for the messages, selectolax for the links of HTML."""
    from email import message_from_string, policy

    from selectolax.lexbor import LexborHTMLParser

    found: Fields = []
    for mail in text.removeprefix("From ").split("\nFrom "):
        message: Any = message_from_string(mail.partition("\n")[2], policy=policy.default)
        body = message.get_body(("html", "plain"))
        if body.get_content_type() == "text/html":
            links = LexborHTMLParser(body.get_content()).css("a")
            found += [(link.attributes.get("href"), link.text()) for link in links]
        else:
            found += _arxiv_list(body.get_content())
    return found
