"""Web addresses in a text."""

from __future__ import annotations

from papercli.text.pattern import Pattern

_URL = Pattern(r"https?://[^\s{}<>\"`\\|^\[\]]+")
_URL_ESCAPE = Pattern(r"\\([%&_#~$])|&amp;")
_AFTER_URL = ".,;:!?'*)\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}…"


MOST_LINKS = 100
"""Addresses of one text that are its links; no abstract of the labeled data has more than four."""


def links(text: str) -> tuple[str, ...]:
    """Return the first `MOST_LINKS` web addresses in a text as read, in order, each once.

    The doubled form ``A{B}`` that a damaged ``href`` leaves gives ``A``; punctuation that ends the
    sentence is not part of the address.
    """
    # One letter is looked for many times as fast as several.
    if "/" not in text or "://" not in text:
        return ()
    if "\\" in text or "&amp;" in text:
        text = _URL_ESCAPE.sub(lambda match: match[1] or "&", text)
    found: dict[str, None] = {}
    end_of_link = -1
    for match in _URL.finditer(text):
        doubled = end_of_link >= 0 and text[end_of_link : match.start()] == "{"
        end_of_link = match.end()
        if not doubled:
            address = _without_punctuation(match[0])
            if len(address) > len("https://"):
                found[address] = None
                if len(found) == MOST_LINKS:
                    break
    return tuple(found)


def _without_punctuation(address: str) -> str:
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and address[end - 1] in _AFTER_URL:
        if address[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return address[:end]
