"""The identifiers of a record: what has a name of its own before what addresses and notes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from papercli.identifiers import (
    Identifiers,
    acl_id,
    arxiv_id,
    arxiv_id_of_number,
    doi,
    identifiers,
    openreview_id,
)
from papercli.readers.metadata.fields import Fields, says_nothing
from papercli.readers.metadata.plans import plan_of
from papercli.readers.metadata.values import addresses, object_in, text_of
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import may_name_arxiv, plain_arxiv_id, plain_doi

_MOST_VERSIONS = 99
_NAMED_ID = Pattern(r"[\w-]{6,40}\Z")
_DECIMALS = Pattern(r"\d{3,4}\.\d{3,}\Z")
_SHORTEST = len("704.0001") - 1
_NOTED = Pattern(r"(?i)\s*((?:arxiv|doi)\s*(?:id)?\s*[:=.]?[^\n]{1,200})")
_LONGEST_NOTE = 2_000
_OF_OTHERS = Pattern(r"arxiv|acl|/v1/|openreview|abs-|\A\d{4}\.", re.IGNORECASE)
"""What a DOI has in it that may be another identifier as well."""


class Ids:
    """What is known of them so far; the first of a kind stays."""

    __slots__ = ("acl_id", "arxiv_id", "doi", "openreview_id", "version")

    def __init__(self, known: Identifiers | None = None) -> None:
        self.arxiv_id, self.version, self.doi, self.openreview_id, self.acl_id = known or _NONE

    @property
    def known(self) -> Identifiers:
        """All of them."""
        return Identifiers(self.arxiv_id, self.version, self.doi, self.openreview_id, self.acl_id)

    @property
    def is_empty(self) -> bool:
        """Whether none is known."""
        return not (self.arxiv_id or self.doi or self.openreview_id or self.acl_id)

    def arxiv(self, text: str, *, number: bool = False) -> bool:
        """Take an arXiv id, with ``number`` one that lost its zeros too; whether it is one."""
        found = arxiv_id(text) or (arxiv_id_of_number(text) if number else None)
        if found is None:
            return False
        if self.arxiv_id is None:
            self.arxiv_id, self.version = found
        elif self.version is None and found.id == self.arxiv_id:
            self.version = found.version
        return True

    def any(self, text: str) -> bool:
        """Take what a value or an address is, of whatever kind; whether it is anything."""
        found = identifiers(text)
        if found == _NONE:
            return False
        if self.arxiv_id is None and found.arxiv_id:
            self.arxiv_id, self.version = found.arxiv_id, found.version
        self.doi = self.doi or found.doi
        self.openreview_id = self.openreview_id or found.openreview_id
        self.acl_id = self.acl_id or found.acl_id
        return True


_NONE = Identifiers()


def ids_of(got: Fields, key: str | None) -> Ids:
    """The identifiers of a record, which may be listed under one as its ``key``."""
    ids = Ids()
    plan, record = got.plan, got.record
    for field, name in plan.named:
        if value := record[name]:
            _TAKEN[field](ids, value, got)
    if key and ids.arxiv_id is None:
        ids.arxiv(key)
    for name in plan.addressed:
        if value := record[name]:
            _addressed(ids, value)
    if plan.noted:
        take_notes(ids, [value for name in plan.noted if type(value := record[name]) is str])
    counted = "version" in plan or "versions" in plan
    if ids.arxiv_id and ids.version is None and counted and "item" not in plan:
        number = got.text("version") if "version" in plan else None
        number = (number or _latest(got) or "").removesuffix(".0").lstrip("v")
        if number.isascii() and number.isdigit() and 0 < int(number[:4]) <= _MOST_VERSIONS:
            ids.version = int(number[:4])
    return ids


def _latest(got: Fields) -> str | None:
    """The version that a record is of, which is the last of those that it lists (arXiv)."""
    for key in got.plan.get("versions", ()):
        if value := got.record[key]:
            last = value[-1] if isinstance(value, list) else None
            return text_of(last.get("version")) if isinstance(last, dict) else None
    return None


def take_notes(ids: Ids, notes: list[str]) -> None:
    """Take what notes name, unless all is known that they may."""
    if ids.arxiv_id is None or ids.doi is None:
        known = ids.arxiv_id
        notes = [note[:_LONGEST_NOTE] for note in notes if note and not says_again(note, known)]
        if notes and may_name("\n".join(notes).casefold()):
            for note in notes:
                _noted(ids, note)


def _said(value: Any) -> str | None:
    text = text_of(value)
    return None if text is None or says_nothing(text) else text


def _within(ids: Ids, value: Any, got: Fields) -> None:
    """An object of identifiers by their kind, in a cell as a text of it."""
    if isinstance(value, str):
        value = object_in(value)
    if isinstance(value, list):  # as PubMed has them
        pairs = [one for one in value if isinstance(one, dict)]
        value = {str(one.get("idtype")): one.get("value") for one in reversed(pairs)}
    if isinstance(value, dict):
        inner = Fields(value, plan_of(tuple(value)), got.tell)
        for field in ("arxiv_id", "doi", "dblp", "acl_id"):
            for _, each in inner.each(field):
                _TAKEN[field](ids, each, inner)


def _arxiv(ids: Ids, value: Any, got: Fields) -> None:
    text = _said(value)
    if not text or ids.arxiv(text, number=True):
        return
    if not (text.startswith("http") and ids.any(text)):  # lists have what else there is there
        got.refuse("arxiv_id", "no such identifier", text)


def _any(ids: Ids, value: Any, got: Fields) -> None:
    """The number of some list, an address, or an identifier of any kind."""
    if type(value) is str and ids.arxiv_id is None and (plain := plain_arxiv_id(value)):
        ids.arxiv_id, ids.version = plain
        return
    if isinstance(value, list) and len(value) > 1:
        for one in value:
            _any(ids, one, got)
    text = text_of(value)
    if not text or len(text) < _SHORTEST or text.isalnum():
        return
    if not ids.arxiv(text) and not (_DECIMALS.match(text) and ids.arxiv(text, number=True)):
        ids.any(text)


def _doi(ids: Ids, value: Any, got: Fields) -> None:
    if type(value) is str and (plain := plain_doi(value)):
        ids.doi = ids.doi or plain
        return
    text = _said(value)
    if not text:
        return
    if _OF_OTHERS.search(text, 0):
        known = ids.any(text)
    else:
        found = doi(text)
        ids.doi, known = ids.doi or found, found is not None
    if not known:
        got.refuse("doi", "no such identifier", text)


def _dblp(ids: Ids, value: Any, got: Fields) -> None:
    if text := _said(value):
        ids.arxiv(text)


def _openreview(ids: Ids, value: Any, got: Fields) -> None:
    if text := _said(value):
        named = text if _NAMED_ID.match(text) else None
        ids.openreview_id = ids.openreview_id or openreview_id(text) or named


def _acl(ids: Ids, value: Any, got: Fields) -> None:
    if text := _said(value):
        ids.acl_id = ids.acl_id or acl_id(text)


_TAKEN: dict[str, Callable[[Ids, Any, Fields], None]] = {
    "ids": _within,
    "arxiv_id": _arxiv,
    "id": _any,
    "doi": _doi,
    "dblp": _dblp,
    "openreview_id": _openreview,
    "acl_id": _acl,
}
"""What takes the value of a field that is for identifiers."""


def _addressed(ids: Ids, value: Any) -> None:
    """Take what the addresses in a value name."""
    known = ids.arxiv_id
    if type(value) is str:
        if known and value.removesuffix(".pdf").endswith(known):
            return  # says nothing new
        if known is None and value[:4] == "http" and (plain := plain_arxiv_id(value)):
            ids.arxiv_id, ids.version = plain
            return
        if not may_name_in_address(value):
            return
    for text in addresses(value) or _landing(value):
        if "arxiv" in text.casefold():
            ids.arxiv(text)
        elif may_name_in_address(text):
            ids.any(text)


def _landing(value: Any) -> Iterator[str]:
    """The addresses of places where a work stands (OpenAlex)."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("landing_page_url"), str):
            yield one["landing_page_url"]


def may_name_in_address(address: str) -> bool:
    """Whether an address may name an identifier."""
    lowered = address.lower()
    others = "10." in lowered or "openreview" in lowered or "acl" in lowered
    return others or may_name_arxiv(lowered)


def says_again(note: str, known: str | None) -> bool:
    """Whether a note says nothing but the arXiv id that is known, and its categories."""
    if known is None or note[:6] != "arXiv:":
        return False
    said = note[6:].lstrip()
    return said == known or (said.startswith(f"{known} [") and said.find("]") == len(said) - 1)


def may_name(folded: str) -> bool:
    """Whether a note, without case, may begin with an identifier."""
    return "rxiv" in folded or "doi" in folded


def _noted(ids: Ids, note: str) -> None:
    """Take what lines of a note begin with: ``arXiv:2409.10594 [cs]``."""
    folded = note.casefold()
    at = 0 if may_name(folded) else len(note)
    while at < len(note):
        if noted := _NOTED.match(note, at):
            ids.any(noted[1])
            at = noted.end()
        at = note.find("\n", at) + 1 or len(note)
